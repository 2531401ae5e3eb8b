"""Files that mean harm, or are broken as if they did: each with what must come of it and the name that it has."""

from collections.abc import Callable

READ = "read"
MAKERS: dict[str, tuple[Callable[[], bytes], set[str], str]] = {}


def hostile(*outcomes: str, called: str = "") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter the maker of a file into the list: what may come of it, and how it is called."""

    def entered(maker: Callable[[], bytes]) -> Callable[[], bytes]:
        MAKERS[maker.__name__] = (maker, set(outcomes), called)
        return maker

    return entered


def enter(name: str, data: bytes, *outcomes: str, called: str = "") -> None:
    """Enter a file that is quickly made."""
    MAKERS[name] = (lambda: data, set(outcomes), called)
