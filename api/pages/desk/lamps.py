"""Lamps (信号): what of a waiting report calls for judgement, each a kind for its colour and words. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from api.actions.evaluations.conditions import RANK_NAMES
from api.actions.evaluations.queue import Waiting
from api.finding_words import signed
from api.instants import instant
from indicators.workflow import level_rank
from scoring.figures import amount


class Lamp(NamedTuple):
    """A kind, and words."""

    kind: str
    words: str


def lamps(waiting: Waiting, now: datetime) -> tuple[Lamp, ...]:
    """The lamps of a report, the gravest first."""
    return (*_place(waiting), *_misses(waiting), *_words(waiting), *_rest(waiting, now))


def _place(waiting: Waiting) -> Iterator[Lamp]:
    """Why it does not wait for whoever looks."""
    row = waiting.row
    if row["own"]:
        yield Lamp("own", "您提交或审定过，须由他人审核")
    elif not row["mine"]:
        yield Lamp("own", f"等{RANK_NAMES[level_rank(row['level'] + 1)]}审核")


def _misses(waiting: Waiting) -> Iterator[Lamp]:
    signs = waiting.signs
    if signs.missed:
        yield Lamp("missed", f"{signs.missed} 行未达到")
    if signs.open:
        yield Lamp("missed", f"{signs.open} 行待定")
    if signs.owed:
        yield Lamp("missed", f"欠说明 {signs.owed}")
    if signs.gap:
        counted = "复核后" if waiting.row["level"] else "计算"
        yield Lamp("missed", f"自评与{counted}相差 {signed(amount(signs.gap))}")


def _words(waiting: Waiting) -> Iterator[Lamp]:
    signs = waiting.signs
    if signs.over_achieved:
        yield Lamp("warning", f"超额完成 {signs.over_achieved} 行")
    if signs.silent:
        yield Lamp("warning", f"失分未说明 {signs.silent} 行")
    if signs.weak:
        yield Lamp("warning", f"说明不足 {signs.weak}")
    if signs.findings:
        yield Lamp("warning", f"检查 {signs.findings} 项")


def _rest(waiting: Waiting, now: datetime) -> Iterator[Lamp]:
    row, signs = waiting.row, waiting.signs
    if signs.unbacked:
        every = "都没有佐证" if signs.unbacked == signs.of_lines else f"缺佐证 {signs.unbacked} 行"
        yield Lamp("plain", every)
    if row["round"] > 1:
        yield Lamp("judged", f"第 {row['round']} 轮")
    if row["revision"] > 1:
        yield Lamp("judged", f"第 {row['revision']} 次修订")
    if now > instant(row["deadline"]):
        yield Lamp("plain", "已过截止")
