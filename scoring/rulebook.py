"""Rulebook (一套评分办法): parsed from text, inherited from one parent, checked whole, with a digest."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scoring.rules import (
    CapsRule,
    Clause,
    DueRule,
    EvidenceGrade,
    ExecutionRule,
    GradesRule,
    OpenRule,
    OverRule,
    RoundingRule,
    Rule,
    TiersRule,
    WeightsRule,
)
from scoring.sections import SECTIONS, clause
from scoring.tables import RulebookError, Table, shortest

Raw = dict[str, Any]
LOCAL = "地方"
CENTRE = "中央"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One scheme, complete: each section is a record that names its clause.

    ``places`` are the places it was seen in or ordered for (the longest official form; 地方 means any place below
    the centre), ``first_year`` and ``last_year`` the budget years (None: no end known). ``own`` names the sections
    that this rulebook states itself; the others come from ``extends``. ``rules`` is everything it says, inheritance
    applied, as canonical JSON text; ``digest`` is the SHA-256 of that text.
    """

    id: str
    title: str
    summary: str
    limits: str
    extends: str
    places: tuple[str, ...]
    first_year: int
    last_year: int | None
    own: frozenset[str]
    digest: str
    clauses: Mapping[str, Clause]
    execution: ExecutionRule
    weights: WeightsRule
    at_least: Rule
    at_most: Rule
    equal: Rule
    within: Rule
    deadline: Rule
    yes_no: Rule
    tiers: TiersRule
    over_achievement: OverRule
    rounding: RoundingRule
    explanations: DueRule
    caps: CapsRule
    grades: GradesRule
    open_lines: OpenRule
    rollup: Rule
    rules: str = field(repr=False)

    def cited(self, rule: str) -> tuple[Clause, ...]:
        """The clauses behind a rule's place: a section (``at_most``) or a part of one (``tiers.achieved``)."""
        section, _, part = rule.partition(".")
        record = getattr(self, section)
        if section == "tiers" and part:
            band = next(band for band in self.tiers.bands if band.tier == part)
            return tuple(self.clauses[key] for key in dict.fromkeys((band.clause, band.words_clause)))
        if section == "execution" and part:
            record = self.execution.bands[int(part)]
        return (self.clauses[record.clause],)

    @property
    def recalled(self) -> tuple[str, ...]:
        """The sections that rest on ``recalled`` clauses, in the order of the rulebook."""
        return tuple(n for n in SECTIONS if any(c.evidence is EvidenceGrade.RECALLED for c in self.behind(n)))

    def behind(self, section: str) -> tuple[Clause, ...]:
        """Every clause that a section rests on, those of its bands included, each once."""
        return tuple(self.clauses[key] for key in clause_keys(getattr(self, section)))

    @property
    def dated(self) -> bool:
        """True when it rests on a paper or form of its own that bears a year."""
        return any(self.clauses[getattr(self, name).clause].dated is not None for name in self.own)

    @property
    def years(self) -> str:
        """The budget years in words: 2020年起, 2023年, 2020—2022年."""
        if self.last_year is None:
            return f"{self.first_year}年起"
        return f"{self.first_year}年" if self.last_year == self.first_year else f"{self.first_year}—{self.last_year}年"

    def fits(self, place: str, year: int) -> bool:
        """True when place and budget year lie within the rulebook's reach."""
        here = any(place.startswith(p) or (p == LOCAL and place != CENTRE) for p in self.places)
        return here and self.first_year <= year <= (self.last_year or year)


def clause_keys(section: Any) -> tuple[str, ...]:
    """The keys of the clauses that a section's record names, its own first, each once."""
    parts = [key for band in getattr(section, "bands", ()) for key in (band.clause, getattr(band, "words_clause", ""))]
    return tuple(dict.fromkeys(key for key in (section.clause, *parts) if key))


def parse(text: str, file: str) -> Raw:
    """The raw tables of a rulebook's TOML text, all fractions exact; RulebookError where it is no TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(file, "（文件）", f"不是有效的 TOML：{error}") from error


def inherit(parent: Raw, child: Raw, file: str) -> Raw:
    """The child over its parent: a section given by the child replaces the parent's whole; clauses are joined.

    RulebookError where the child names a clause as its parent does: what is inherited would cite the wrong paper.
    """
    for key in _mapping(child.get("clauses")):
        if key in _mapping(parent.get("clauses")):
            raise RulebookError(file, f"clauses.{key}", "上级办法已有同名条款，继承的规定会引错出处，请另取一个名字")
    sections = {name: parent[name] for name in SECTIONS if name in parent}
    clauses = {**_mapping(parent.get("clauses")), **_mapping(child.get("clauses"))}
    return {**sections, **child, "clauses": clauses}


def _mapping(value: object) -> Raw:
    return dict(value) if isinstance(value, Mapping) else {}


def build(raw: Raw, own: frozenset[str], file: str, reader: type[Table] = Table) -> Rulebook:
    """The rulebook from its raw tables, inheritance already applied; RulebookError with file, key and reason.

    ``reader`` reads the tables: Table where numbers and dates are values, another where they are written as text.
    """
    table = reader(file, "", raw)
    identity = _identity(table)
    clauses = _clauses(table.table("clauses"))
    sections: Raw = {name: _section(table, name) for name in SECTIONS}
    table.close()
    rules = canonical(raw)
    book = Rulebook(
        **identity, own=own & SECTIONS.keys(), digest=digest(rules), clauses=clauses, **sections, rules=rules
    )
    _require_clauses(book, file)
    _require_hundred(book, file)
    return book


def _identity(table: Table) -> Raw:
    identity: Raw = {
        "id": table.text("id"),
        "title": table.text("title"),
        "summary": table.text("summary"),
        "limits": table.text("limits", ""),
        "extends": table.text("extends", ""),
        "places": table.texts("places"),
        "first_year": table.whole("first_year", 1990, 2100),
        "last_year": table.optional_whole("last_year", 1990, 2100),
    }
    for key in ("id", "title", "summary"):
        if not identity[key].strip():
            raise table.refuse(key, "不能为空")
    if not identity["places"]:
        raise table.refuse("places", '至少写明一个地区；各地通用写 ["地方"]，中央写 ["中央"]')
    if identity["last_year"] is not None and identity["last_year"] < identity["first_year"]:
        raise table.refuse("last_year", "不应早于 first_year")
    return identity


def _clauses(table: Table) -> dict[str, Clause]:
    clauses = {}
    for key in table.keys():
        own = table.table(key)
        clauses[key] = clause(key, own)
        own.close()
    return clauses


def _section(table: Table, name: str) -> object:
    own = table.table(name)
    section = SECTIONS[name](own)
    own.close()
    return section


def _require_hundred(book: Rulebook, file: str) -> None:
    """Lines and execution share 100 points; an execution among the lines is part of theirs."""
    outside = book.execution.points if book.execution.placement == "outside" else 0
    if outside + book.weights.indicators != 100:
        reason = f"指标合计{book.weights.indicators}分与指标之外的执行率{outside}分应合计100分"
        raise RulebookError(file, "weights.indicators", reason)


def _require_clauses(book: Rulebook, file: str) -> None:
    for name in SECTIONS:
        for key in clause_keys(getattr(book, name)):
            if key not in book.clauses:
                raise RulebookError(file, f"{name}.clause", f"没有名为“{key}”的条款，请在 [clauses.{key}] 中写明出处")


def digest(rules: str) -> str:
    """SHA-256 (hex) of the canonical text: the same rules give the same digest everywhere."""
    return hashlib.sha256(rules.encode()).hexdigest()


def canonical(raw: Raw) -> str:
    """The complete rulebook as canonical JSON text: keys sorted, no spaces, every value a text."""
    return json.dumps(_plain(raw), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    """Numbers as shortest decimals, dates as ISO: how a value is written must not change the digest."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return shortest(value) if isinstance(value, Decimal) else str(value)
