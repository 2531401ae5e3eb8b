"""The version of the program that is running."""

from importlib.metadata import PackageNotFoundError, version


def engine_version() -> str:
    """As installed; （未安装） when run from the tree."""
    try:
        return version("jixiao")
    except PackageNotFoundError:
        return "（未安装）"
