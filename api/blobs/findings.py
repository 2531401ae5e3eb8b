"""Why a file is not fit to be kept."""


class Unfit(Exception):
    """Why (Chinese), and what to do about it."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why, self.remedy = why, remedy


SAVE_AGAIN = "请用原来的程序打开，确认完好，另存后重新上传"
NO_PASSWORD = "请去掉密码和加密，另存后重新上传"  # noqa: S105 - advice, no password
NO_MACROS = "请另存为不带宏的文件后重新上传"


def truncated() -> Unfit:
    """It ends before its kind may end."""
    return Unfit("文件不完整，可能在传输中被截断", SAVE_AGAIN)


def encrypted() -> Unfit:
    """Nobody could read it without a password."""
    return Unfit("文件已加密，审核人打不开", NO_PASSWORD)


def smuggled() -> Unfit:
    """Two kinds in one file: whoever opens it may see another one than whoever checked it."""
    return Unfit("文件里夹带了压缩包", SAVE_AGAIN)
