"""Settings (设置) from the environment; broken ones are refused with a sentence."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BESIDE_US = Path(__file__).parents[1] / "samples"


class BrokenSetting(Exception):
    """A setting with a value that it cannot have."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"设置 {name}={value} 无效：应为{expected}")
        self.name, self.value = name, value


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen, how much to read, where rulebooks and samples lie."""

    host: str = "127.0.0.1"
    port: int = 8000
    body_limit: int = 16 * 1024 * 1024
    rulebooks: tuple[Path, ...] = ()
    samples: Path | None = None


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that the ``JIXIAO_*`` variables ask for; BrokenSetting with name, value and what was expected."""
    return Settings(
        host=environment.get("JIXIAO_HOST", "127.0.0.1").strip() or "127.0.0.1",
        port=_whole(environment, "JIXIAO_PORT", 8000, 0, 65535),
        body_limit=_whole(environment, "JIXIAO_BODY_LIMIT", 16 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
        rulebooks=_folders(environment, "JIXIAO_RULEBOOKS"),
        samples=next(iter(_folders(environment, "JIXIAO_SAMPLES")), BESIDE_US if BESIDE_US.is_dir() else None),
    )


def _whole(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environment.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and low <= int(text) <= high):
        raise BrokenSetting(name, text, f" {low} 至 {high} 的整数")
    return int(text)


def _folders(environment: Mapping[str, str], name: str) -> tuple[Path, ...]:
    found = tuple(Path(part) for part in environment.get(name, "").split(os.pathsep) if part.strip())
    for folder in found:
        if not folder.is_dir():
            raise BrokenSetting(name, str(folder), "已有的文件夹")
    return found
