"""A rulebook is read whole or refused with file, key and reason; its digest changes with any value and no writing."""

from pathlib import Path

import pytest

import scoring
from scoring.rulebook import Rulebook, build, parse
from scoring.tables import RulebookError

VALID = (Path(scoring.__file__).parent / "rulebooks" / "platform-default.toml").read_text(encoding="utf-8")
EXECUTION = 'points = 10\nmethod = "linear"'
BANDS = 'points = 10\nmethod = "bands"\nbands = [{ from = 0.8, points = 10 }, { from = 0, points = 0 }]'
SPLIT = "[[weights.splits]]\nname = '对半'\nshares = [{ dimensions = ['output'], points = 90 }]\n"


def read(text: str) -> Rulebook:
    """The rulebook of this text alone."""
    raw = parse(text, "测试.toml")
    return build(raw, frozenset(raw), "测试.toml")


def changed(old: str, new: str) -> str:
    """The valid text with one thing changed, the first time it occurs."""
    assert old in VALID
    return VALID.replace(old, new, 1)


def after_splits(text: str) -> str:
    """The valid text with splits of the weights."""
    return changed("indicators = 90\nclause", f"indicators = 90\nclause = 'system'\n{text}[spare]\nclause").replace(
        '[spare]\nclause = "system"\n', ""
    )


BROKEN = {
    "no TOML": (VALID + "\n[", "（文件）", "TOML"),
    "a section left out": (changed('[caps]\nclause = "system"\n', ""), "caps", "缺少"),
    "a title left out": (changed("title =", "titel ="), "title", "缺少"),
    "a misspelt key at the top": ('titel = "错"\n' + VALID, "titel", "不认识"),
    "a misspelt section": (VALID + "\n[gardes]\nclause = 'system'\n", "gardes", "不认识"),
    "a misspelt key in a section": (changed("zero_budget =", "zero_buget ="), "execution.zero_budget", "缺少"),
    "a key too many in a section": (changed("zero_budget =", "zero = 1\nzero_budget ="), "execution.zero", "不认识"),
    "a key too many in a clause": (changed("note = ", "page = 3\nnote = "), "clauses.system.page", "不认识"),
    "a key too many in a grade": (changed("from = 90", "from = 90, till = 99"), "grades.levels[0].till", "不认识"),
    "a key too many in a tier": (changed("to = 1.00", "to = 1.00\nuntil = 1"), "tiers.levels[0].until", "不认识"),
    "a text without quotes": (changed('title = "多数省份所用系统的默认规则"', "title = 3"), "title", "应为文字"),
    "a number in quotes": (changed("points = 10", 'points = "10"'), "execution.points", "应为数字"),
    "a truth value for a number": (changed("points = 10", "points = true"), "execution.points", "应为数字"),
    "a number too large": (changed("points = 10", "points = 101"), "execution.points", "0至100"),
    "a negative number": (changed("points = 10", "points = -1"), "execution.points", "0至100"),
    "infinity": (changed("points = 10", "points = inf"), "execution.points", "0至100"),
    "no number at all": (changed("points = 10", "points = nan"), "execution.points", "0至100"),
    "a year that is no whole number": (changed("first_year = 2020", "first_year = 2020.5"), "first_year", "整数"),
    "a year before any budget": (changed("first_year = 2020", "first_year = 1900"), "first_year", "1990至2100"),
    "a last year before the first": (
        changed("first_year = 2020", "first_year = 2020\nlast_year = 2019"),
        "last_year",
        "早于",
    ),
    "no place": (changed('places = ["地方"]', "places = []"), "places", "至少"),
    "a place that is no list": (changed('places = ["地方"]', 'places = "地方"'), "places", "列表"),
    "a list of numbers for texts": (changed('places = ["地方"]', "places = [1]"), "places", "列表"),
    "a word nobody knows": (changed('method = "linear"', 'method = "cubic"'), "execution.method", "linear、bands"),
    "a method of another section": (changed('method = "ratio"', 'method = "reach"'), "at_least.method", "ratio、zero"),
    "a section that is no table": ("caps = 3\n" + changed('[caps]\nclause = "system"\n', ""), "caps", "应为一个表"),
    "levels that are no list": (changed("[caps]", "[caps]\nlevels = 3"), "caps.levels", "表的列表"),
    "a clause that is nowhere": (
        changed('[caps]\nclause = "system"', '[caps]\nclause = "nowhere"'),
        "caps.clause",
        "nowhere",
    ),
    "a section without a clause": (changed('[caps]\nclause = "system"', "[caps]"), "caps.clause", "缺少"),
    "a clause without a paper": (changed("paper = ", "papier = "), "clauses.system.paper", "缺少"),
    "an evidence grade nobody knows": (
        changed('evidence = "system"', 'evidence = "sure"'),
        "clauses.system.evidence",
        "paper、form",
    ),
    "a date in quotes": (
        changed("checked_on = 2026-11-20", 'checked_on = "2026-11-20"'),
        "clauses.system.checked_on",
        "日期",
    ),
    "a date with a time": (
        changed("checked_on = 2026-11-20", "checked_on = 2026-11-20T08:00:00"),
        "clauses.system.checked_on",
        "日期",
    ),
    "bands under a linear method": (
        changed(EXECUTION, BANDS.replace('"bands"', '"linear"')),
        "execution.bands",
        "按比例",
    ),
    "no bands under the bands method": (changed('method = "linear"', 'method = "bands"'), "execution.bands", "各段"),
    "bands that do not end at 0": (
        changed(EXECUTION, BANDS.replace("from = 0,", "from = 0.1,")),
        "execution.bands",
        "从0起",
    ),
    "bands in the wrong order": (changed(EXECUTION, BANDS.replace("0.8", "0")), "execution.bands", "由高到低"),
    "grades in the wrong order": (changed("from = 90", "from = 70"), "grades.levels", "由高到低"),
    "grades that do not end at 0": (changed('{ name = "差", from = 0 },', ""), "grades.levels", "从0起"),
    "caps whose bounds do not fall": (
        changed("[caps]", "[caps]\nlevels = [{ below = 0.7, total = 80 }, { below = 0.8, total = 70 }]"),
        "caps.levels",
        "由高到低",
    ),
    "caps whose totals do not fall": (
        changed("[caps]", "[caps]\nlevels = [{ below = 0.8, total = 80 }, { below = 0.7, total = 80 }]"),
        "caps.levels",
        "由高到低",
    ),
    "a tier left out": (
        VALID[: VALID.index('[[tiers.levels]]\ntier = "not')] + VALID[VALID.index("[over") :],
        "tiers.levels",
        "三档",
    ),
    "tiers that leave a gap": (changed("to = 0.80", "to = 0.79"), "tiers.levels", "首尾相接"),
    "a tier upside down": (changed("from = 0.80\nto = 1.00", "from = 1.00\nto = 0.80"), "tiers.levels[0].from", "小于"),
    "a tier above the weight": (changed("to = 1.00", "to = 1.10"), "tiers.levels[0].to", "0至1"),
    "a tier nobody knows": (changed('tier = "achieved"', 'tier = "best"'), "tiers.levels[0].tier", "achieved"),
    "a threshold without an effect": (
        changed('effect = "nothing"', 'effect = "nothing"\nthreshold = 1.3'),
        "over_achievement.threshold",
        "nothing",
    ),
    "an effect without a threshold": (
        changed('effect = "nothing"', 'effect = "explain"'),
        "over_achievement.threshold",
        "写明",
    ),
    "a reduction without its limit": (
        changed('effect = "nothing"', 'effect = "reduction"\nthreshold = 1.3'),
        "over_achievement.up_to",
        "缺少",
    ),
    "a limit without a reduction": (
        changed('effect = "nothing"', 'effect = "explain"\nthreshold = 1.3\nup_to = 2'),
        "over_achievement.up_to",
        "不认识",
    ),
    "a cause nobody knows": (changed('"points_lost"', '"bad_luck"'), "explanations.due", "bad_luck"),
    "a low execution without its bound": (
        changed('"points_lost"', '"low_execution"'),
        "explanations.execution_below",
        "写明",
    ),
    "a bound without low execution": (
        changed("[explanations]", "[explanations]\nexecution_below = 0.8"),
        "explanations.execution_below",
        "写明",
    ),
    "too many decimals": (changed("rows = 2", "rows = 13"), "rounding.rows", "0至12"),
    "half a decimal": (changed("rows = 2", "rows = 1.5"), "rounding.rows", "整数"),
    "an empty title": (changed('title = "多数省份所用系统的默认规则"', 'title = " "'), "title", "不能为空"),
    "points that make no hundred": (changed("indicators = 90", "indicators = 100"), "weights.indicators", "合计100分"),
    "a band above the full points": (
        changed(EXECUTION, BANDS.replace("points = 10 }", "points = 30 }")),
        "execution.bands",
        "满分10分",
    ),
    "bands that fall as the rate rises": (
        changed(
            EXECUTION,
            BANDS.replace("points = 10 }", "points = 0 }").replace("from = 0, points = 0", "from = 0, points = 9"),
        ),
        "execution.bands",
        "由高到低",
    ),
    "a dimension twice in a split": (
        after_splits(SPLIT.replace("['output']", "['output', 'cost'] , points = 0 }, { dimensions = ['output']")),
        "weights.splits[0].shares",
        "只能出现一次",
    ),
    "a share of no dimension": (after_splits(SPLIT.replace("['output']", "[]")), "weights.splits[0].shares", "至少"),
    "a split that does not add up": (after_splits(SPLIT.replace("90", "80")), "weights.splits[0].shares", "90"),
    "a split of an unknown dimension": (
        after_splits(SPLIT.replace("output", "result")),
        "weights.splits[0].shares[0].dimensions",
        "result",
    ),
    "a misspelt key in a split": (after_splits(SPLIT.replace("name", "nom")), "weights.splits[0].name", "缺少"),
    "a key too many in a split": (
        after_splits("[[weights.splits]]\nx = 1\n" + SPLIT[19:]),
        "weights.splits[0].x",
        "不认识",
    ),
    "a key too many in a share": (
        after_splits(SPLIT.replace("points = 90", "points = 90, x = 1")),
        "weights.splits[0].shares[0].x",
        "不认识",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rulebook_is_refused_with_file_key_and_reason(broken: str) -> None:
    text, key, reason = BROKEN[broken]
    with pytest.raises(RulebookError) as refused:
        read(text)
    assert (refused.value.file, refused.value.key) == ("测试.toml", key)
    assert reason in refused.value.reason
    assert str(refused.value) == f"测试.toml：{key}：{refused.value.reason}"


def test_what_the_table_breaks_is_valid_before() -> None:
    assert read(VALID).id == "platform-default"
    assert read(after_splits(SPLIT)).weights.splits[0].shares[0].points == 90
    assert read(changed(EXECUTION, BANDS)).execution.bands[0].points == 10


WRITINGS = {
    "a number with decimals": ("points = 10", "points = 10.0"),
    "a number with an exponent": ("from = 90", "from = 9e1"),
    "a zero with decimals": ("from = 0.00", "from = 0"),
    "a comment": ("[caps]", "# 不封顶\n[caps]"),
    "another order of the keys": (EXECUTION, 'method = "linear"\npoints = 10'),
    "single quotes": ('method = "ratio"', "method = 'ratio'"),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_how_a_value_is_written_does_not_change_the_digest(writing: str) -> None:
    assert read(changed(*WRITINGS[writing])).digest == read(VALID).digest


VALUES = {
    "a number": ("rows = 2", "rows = 3"),
    "a word": ('method = "ratio"', 'method = "zero"'),
    "a date": ("checked_on = 2026-11-20", "checked_on = 2026-11-21"),
    "a note": ("合计90。", "合计九十。"),
    "a tier's word": ('"达成"]', '"完成"]'),
    "a place": ('["地方"]', '["地方", "中央"]'),
    "the evidence": ('evidence = "recalled"', 'evidence = "paper"'),
    "a last year": ("first_year = 2020", "first_year = 2020\nlast_year = 2030"),
    "the order of a list": ('"points_lost", "missed"', '"missed", "points_lost"'),
}


@pytest.mark.parametrize("value", VALUES)
def test_any_other_value_changes_the_digest(value: str) -> None:
    assert read(changed(*VALUES[value])).digest != read(VALID).digest
