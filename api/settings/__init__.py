"""Settings (设置) from a TOML file and the environment; broken ones are refused with a sentence."""

import errno
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from api.settings.kinds import Unfit
from api.settings.refusals import HIDDEN, BrokenConfig, BrokenSetting, MissingSecret, UnknownSetting, UnknownVariable
from api.settings.table import CONFIG, DECLARED, PREFIX, VARIABLES, Declared, Settings

__all__ = [
    "CONFIG",
    "DECLARED",
    "VARIABLES",
    "BrokenConfig",
    "BrokenSetting",
    "MissingSecret",
    "Settings",
    "UnknownSetting",
    "UnknownVariable",
    "as_demo",
    "from_environment",
    "require_secret",
]

_REASONS = {errno.ENOENT: "没有这个文件", errno.EACCES: "没有读取权限", errno.EISDIR: "这是一个文件夹"}
BESIDE_US = Path(__file__).parents[2] / "samples"
Values = dict[str, Any]


def from_environment(environment: Mapping[str, str], config: Path | None = None) -> Settings:
    """The settings of the file that ``config`` or else ``JIXIAO_CONFIG`` names, overlaid by the ``JIXIAO_…`` variables.

    An empty variable is as good as none; any other of that prefix is refused. Raises BrokenSetting (or one of its
    kinds) with name, value and what was expected.
    """
    named = environment.get(CONFIG, "").strip()
    path = config or (Path(named) if named else None)
    built_in: Values = {"samples": BESIDE_US} if BESIDE_US.is_dir() else {}
    settings = Settings(**built_in | (_from_file(path) if path else {}) | _from_variables(environment))
    if settings.smtp_host and not settings.smtp_from:
        raise BrokenSetting(DECLARED["smtp_from"].variable, "", "发件邮箱，设了 smtp_host 就要设")
    return as_demo(settings) if settings.demo else settings


def as_demo(settings: Settings) -> Settings:
    """The settings of a demonstration: a secret for this run where none is given, scoring open to everybody."""
    secret = settings.secret or secrets.token_urlsafe(48)
    return replace(settings, demo=True, secret=secret, anonymous_scoring=True)


def require_secret(settings: Settings) -> str:
    """The secret; MissingSecret with the way to make one."""
    if not settings.secret:
        declared = DECLARED["secret"]
        raise MissingSecret(declared.variable, declared.about.kind.expected)
    return settings.secret


def _from_variables(environment: Mapping[str, str]) -> Values:
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in VARIABLES and environment[name].strip():
            raise UnknownVariable(name, _nearest(name.removeprefix(PREFIX)))
    given = {each: environment.get(each.variable, "").strip() for each in DECLARED.values()}
    return {each.field: _parsed(each, text) for each, text in given.items() if text}


def _nearest(name: str) -> str:
    """The variable that was likely meant, by what stands behind the prefix; "" where none is like it."""
    known = {each.removeprefix(PREFIX): each for each in VARIABLES}
    return next((known[each] for each in get_close_matches(name.upper(), sorted(known))), "")


def _parsed(declared: Declared, text: str) -> object:
    try:
        return declared.about.kind.check(declared.about.kind.parse(text), Path())
    except Unfit:
        raise _broken(declared, declared.variable, text) from None


def _from_file(path: Path) -> Values:
    """The values of a settings file; relative paths in it start from its own folder."""
    given = _toml(path)
    for key in given.keys() - DECLARED.keys():
        raise UnknownSetting(path, key, next(iter(get_close_matches(key.lower(), DECLARED)), ""))
    return {DECLARED[key].field: _checked(DECLARED[key], value, path) for key, value in given.items()}


def _checked(declared: Declared, value: object, path: Path) -> object:
    try:
        return declared.about.kind.check(value, path.parent)
    except Unfit:
        raise _broken(declared, f"{path} 中的 {declared.name}", value) from None


def _broken(declared: Declared, name: str, value: object) -> BrokenSetting:
    return BrokenSetting(name, HIDDEN if declared.hidden else str(value), declared.about.kind.expected)


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BrokenConfig(path, _REASONS.get(error.errno or 0, "请确认路径和权限")) from None
    except UnicodeDecodeError:
        raise BrokenConfig(path, "不是 UTF-8 编码，请另存为 UTF-8") from None
    except (ValueError, RecursionError) as error:  # tomllib passes on what int() says of thousands of digits
        raise BrokenConfig(path, f"不是有效的 TOML（{error}）") from None
