"""What goes out with a report: its files, its narrative, its annex."""

import pytest

from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.world import World


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_narrative_and_annex_are_offered_with_the_files(world: World, kind: str) -> None:
    saved, _ = stories.filled(world)
    person, path = Person(world, "填报人甲"), f"/evaluations/{saved['evaluation']['id']}"
    page = person.get(path)
    for each in ("xlsx", "docx", "pdf", "csv"):
        assert f'href="/api/v1{path}/form.{each}"' in page
    assert f'href="{path}/narrative"' in page
    page = person.get(f"{path}/narrative")
    assert "自评得分96.3分" in page
    assert "单位写的综述" not in page
    answer = person.client.get(f"{path}/annex.{kind}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK" if kind == "docx" else b"%PDF")
    assert person.client.get(f"{path}/annex.exe").status_code == 404
    assert Person(world, "外单位填报人").client.get(f"{path}/annex.{kind}").status_code == 404
    own_words = {"narrative": {"text": "本单位写的一段综述"}}
    world.ok("填报人甲", "PATCH", f"{path[1:]}", own_words, version=saved["evaluation"]["version"])
    assert "本单位写的一段综述" in person.get(f"{path}/narrative")
