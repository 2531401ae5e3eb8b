"""What may be wrong with settings, each with a sentence; values that are secret are never shown."""

from pathlib import Path

HIDDEN = "（不显示）"


class BrokenSetting(Exception):
    """A setting with a value that it cannot have."""

    sentence = "设置 {name}={value} 无效：应为{expected}"

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(self.sentence.format(name=name, value=value, expected=expected))
        self.name, self.value, self.expected = name, value, expected


class UnknownSetting(BrokenSetting):
    """A settings file with a key that is no setting; ``near`` is the setting that it looks like, or empty."""

    sentence = "{name} 不是设置：{expected}，全部设置见 docs/settings.md"

    def __init__(self, path: Path, key: str, near: str) -> None:
        super().__init__(f"{path} 中的 {key}", "", f"是否想写 {near}？请核对拼写或删去" if near else "请核对拼写或删去")
        self.key, self.near = key, near


class UnknownVariable(BrokenSetting):
    """An environment variable of ours that is no setting; ``near`` is the one that it looks like, or empty."""

    sentence = "环境变量 {name} 不是设置：{expected}，全部设置见 docs/settings.md"

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name, "", f"是否想写 {near}？请核对拼写或删去" if near else "请核对拼写或删去")
        self.near = near


class BrokenConfig(BrokenSetting):
    """A settings file that cannot be read."""

    sentence = "读不了设置文件 {name}：{expected}"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(str(path), "", reason)


class MissingSecret(BrokenSetting):
    """A service for real use without a secret of its own."""

    sentence = (
        "没有设置 {name}：它用来保护登录，应为{expected}。生成一个：\n"
        "  python3 -c 'import secrets; print(secrets.token_urlsafe(48))'\n"
        "写进环境变量 {name}，或设置文件的 secret，妥善保存、重启不变；只想看看，用 jixiao serve --demo"
    )

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(name, "", expected)
