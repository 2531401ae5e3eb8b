"""The name under which a file of evidence is shown: what the user called it, without what could mislead."""

import re
import unicodedata

NAME_LIMIT = 200
_SEPARATORS = re.compile(r"[/\\]")
# Control, bidi and zero-width characters, half pairs, line ends; rare names may need private or very new characters.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def display_name(name: str) -> str:
    """The last part of the name, visible characters only, at most 200 of them, its extension kept; may be empty."""
    last = _SEPARATORS.split(name)[-1]
    visible = "".join(each for each in last if unicodedata.category(each) not in _INVISIBLE or each.isspace())
    clean = " ".join(visible.split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if len(clean) <= NAME_LIMIT or not dot or len(ending) > 10:
        return clean[:NAME_LIMIT]
    return stem[: NAME_LIMIT - len(ending) - 1] + dot + ending


def extension(name: str) -> str:
    """The extension in small letters, without its dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
