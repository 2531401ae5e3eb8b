"""The pages of the demo, as a browser gets them."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import BrokenSetting, Settings

SAMPLES = sorted(path.stem for path in (Path(__file__).parents[3] / "samples").glob("*.json"))
VOID = {"meta", "link", "br", "col", "img", "input", "hr"}


class Balanced(HTMLParser):
    """Every tag that opens closes, and nothing carries style or script of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inline += [name for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    """A page that is well-formed and has nothing inline."""
    response = client.get(path)
    assert (response.status_code, response.content_type) == (status, "text/html; charset=utf-8")
    parser = Balanced()
    parser.feed(response.text)
    assert not parser.open
    assert not parser.inline
    return response.text


def test_the_list_names_every_sample_with_its_total_or_range(client: FlaskClient) -> None:
    text = page(client, "/samples")
    assert [name for name in SAMPLES if f'href="/forms/{name}"' not in text] == []
    assert "<b>97.0</b>" in text
    assert "84.38–97.00" in text
    assert text.count("尚未自评") == 4


@pytest.mark.parametrize("name", SAMPLES)
def test_every_form_is_shown_with_a_row_for_each_line(client: FlaskClient, name: str) -> None:
    text = page(client, f"/forms/{name}")
    value = client.get(f"/forms/{name}.json").get_json()
    assert len(re.findall(r'id="line-\d+"', text)) == len(value["lines"])
    assert f'href="/forms/{name}.json"' in text


@pytest.mark.parametrize("name", SAMPLES)
def test_merged_levels_reach_over_exactly_their_rows(client: FlaskClient, name: str) -> None:
    text = page(client, f"/forms/{name}")
    rows = len(re.findall(r'id="line-\d+"', text))
    for kind in ("level", "level second"):
        spans = re.findall(rf'class="{kind}" rowspan="(\d+)"', text)
        assert sum(map(int, spans)) == rows


def test_a_form_shows_points_with_their_basis_and_working(client: FlaskClient) -> None:
    text = page(client, "/forms/mohrss-2023-jinbao")
    assert "执行率得分 = 10 × 1352.79 ÷ 1503.44" in text
    assert '<span class="chip judged">判定</span>' in text
    assert text.count("<details>") == 13
    assert "计算 89.98%" in text
    assert "下一步将注重效益资料的收集" in text


def test_an_open_form_shows_its_range_and_its_pool(client: FlaskClient) -> None:
    text = page(client, "/forms/jilin-2023-12333")
    assert "总分待定" in text
    assert "公布的总分在可能的范围内" in text
    assert "8行的分值未印，合计90分" in text
    assert "得该行分值的85.98%" in text


def test_a_form_of_several_objectives_has_subtotals(client: FlaskClient) -> None:
    text = page(client, "/forms/huangpi-2023-whole")
    assert text.count("小计") == 3
    assert "基本支出" in text
    assert "偏差大或目标未完成原因分析" in text


def test_a_plan_shows_how_its_targets_are_read(client: FlaskClient) -> None:
    text = page(client, "/forms/sichuan-2023-cloud")
    assert "项目支出绩效目标表" in text
    assert "实际完成值" not in text
    assert re.search(r'data-label="读作">数值 ', text)


def test_contradictions_and_questions_stand_beside_the_points(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "samples" / "mohrss-2023-jinbao.json"
    document = json.loads(source.read_text(encoding="utf-8"))
    lines = document["objectives"][0]["indicators"]
    lines[1]["self_score"] = "3.5"
    lines[2]["actual"] = "0.999"
    lines[11]["self_score"] = "31"
    del document["publication"]
    (tmp_path / "odd.json").write_text(json.dumps(document), encoding="utf-8")
    undecided = {key: value for key, value in document.items() if key != "rulebook"} | {"budget_year": 2024}
    (tmp_path / "undecided.json").write_text(json.dumps(undecided), encoding="utf-8")
    client = create_app(Settings(samples=tmp_path, database=tmp_path / "data" / "jixiao.db")).test_client()
    text = page(client, "/forms/odd")
    assert "自评与计算相差 −0.5" in text
    assert "自评得分超出范围" in text
    assert "须答复：实际完成值“0.999”：" in text
    assert "可选：“99.9%”" in text
    assert "须选定" in page(client, "/samples")
    assert "central-2021" in page(client, "/forms/undecided", 422)


def test_without_samples_the_list_says_what_to_do(tmp_path: Path) -> None:
    assert "JIXIAO_SAMPLES" in page(create_app(Settings(database=tmp_path / "jixiao.db")).test_client(), "/samples")


def test_the_json_of_a_form_has_its_trace_and_the_form_itself(client: FlaskClient) -> None:
    assert client.get("/forms/mohrss-2023-egov.json").get_json()["trace"]["value"] == "96.3"
    assert client.get("/forms/mohrss-2023-egov/document.json").get_json()["document"] == "self_evaluation"


def test_rulebooks_are_listed_and_shown_with_clauses_and_evidence(client: FlaskClient) -> None:
    assert 'href="/rulebooks/hubei-2020"' in page(client, "/rulebooks")
    text = page(client, "/rulebooks/jilin-2023")
    assert "执行率80%及以上得7分" in text
    assert "凭一般了解记录，未核对原文" in text


@pytest.mark.parametrize(
    "path", ["/forms/x", "/forms/x.json", "/forms/..%2f..%2fpyproject", "/rulebooks/x", "/problems/x", "/docs/x", "/x"]
)
def test_what_is_not_there_is_a_page_that_leads_back(client: FlaskClient, path: str) -> None:
    assert 'href="/"' in page(client, path, 404)


def test_a_rulebook_that_is_not_there_is_named_with_those_there_are(client: FlaskClient) -> None:
    text = page(client, "/rulebooks/x", 404)
    assert "没有编号为“x”的评分办法" in text
    assert "central-2021" in text


@pytest.mark.parametrize("name", SAMPLES)
def test_the_list_counts_the_issues_that_the_form_shows(client: FlaskClient, name: str) -> None:
    (row,) = re.findall(rf'<tr>(?:(?!</tr>).)*href="/forms/{name}".*?</tr>', page(client, "/samples"), re.DOTALL)
    (issues,) = re.findall(r"<h2>问题.*?</section>", page(client, f"/forms/{name}"), re.DOTALL)
    shown = {word: issues.count(f'">{word}</span>') for word in ("错误", "警告", "提示")}
    assert {word: int(count) for word, count in re.findall(r'">(\S\S) (\d+)</span>', row)} == {
        word: count for word, count in shown.items() if count
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_inferred_is_starred_with_a_footnote_and_no_code_word(client: FlaskClient, name: str) -> None:
    text = page(client, f"/forms/{name}")
    document = client.get(f"/forms/{name}/document.json").get_json()
    lines = [line for objective in document["objectives"] for line in objective["indicators"]]
    marks = [mark for line in lines for mark in line.get("inferred", ())]
    assert text.count("*</abbr>") == len(marks)
    assert ('class="inferred"' in text) == bool(marks)
    visible = re.sub(r"<[^>]*>", "", text)
    assert not [word for word in ("inferred", "pairing", "columns") if word in visible]


def test_a_plan_asks_about_a_doubtful_target(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "samples" / "mohrss-2025-jinbao.json"
    document = json.loads(source.read_text(encoding="utf-8"))
    document["objectives"][0]["indicators"][0]["target"] = "5-3次"
    (tmp_path / "odd.json").write_text(json.dumps(document), encoding="utf-8")
    text = page(
        create_app(Settings(samples=tmp_path, database=tmp_path / "data" / "jixiao.db")).test_client(), "/forms/odd"
    )
    assert "须答复：指标值“5-3次”：" in text


def test_a_draft_is_marked_as_ours(client: FlaskClient) -> None:
    assert "。草拟：" in page(client, "/forms/mohrss-2023-jinbao")


def test_every_kind_of_problem_has_its_page(client: FlaskClient) -> None:
    assert "嵌套过深" in page(client, "/problems/too_deep")


def test_the_interface_page_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    text = page(client, "/docs")
    assert "https://" not in text
    assert '<a href="/">← 回到绩效自评计分</a>' in text
    with client.get("/docs/swagger-ui-bundle.js") as asset:
        assert asset.status_code == 200


def test_a_broken_sample_is_named_at_start(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BrokenSetting, match=r"bad\.json.*document"):
        create_app(Settings(samples=tmp_path, database=tmp_path / "data" / "jixiao.db"))


def test_a_rulebook_that_adds_the_sources_up_has_its_points_on_the_row_of_the_total(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "samples" / "mohrss-2023-egov.json"
    document = json.loads(source.read_text(encoding="utf-8")) | {"rulebook": "platform-caps"}
    (tmp_path / "parts.json").write_text(json.dumps(document), encoding="utf-8")
    text = page(create_app(Settings(samples=tmp_path, database=tmp_path / "jixiao.db")).test_client(), "/forms/parts")
    total = text.split('<tr class="strong">', 1)[1].split("</tr>", 1)[0]
    assert "过程与依据" in total
