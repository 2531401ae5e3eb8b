"""The demonstration holds every sample, entered and worked on through the same doors as anybody's form."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.actions.demo import demo
from api.app import create_app
from api.package import verify_package
from api.problems.service import NotPossible
from api.samples import load_samples
from api.settings import as_demo, from_environment
from api.version import engine_version


def test_every_sample_is_there_in_every_state_and_what_is_published_verifies(tmp_path: Path) -> None:
    settings = as_demo(from_environment({"JIXIAO_DATABASE": str(tmp_path / "demo.db")}))
    app = create_app(settings)
    service, documents = app.extensions["jixiao.service"], load_samples(settings.samples).values()
    store = service.open()
    demo(store, service, datetime.now(UTC), documents)
    states = {row["state"] for row in store.rows("SELECT state FROM evaluations")}
    assert states == {"draft", "submitted", "approved", "published"}
    assert store.rows("SELECT COUNT(*) AS n FROM plans") == [{"n": len(documents)}]
    with pytest.raises(NotPossible):
        demo(store, service, datetime.now(UTC), documents)
    store.close()
    client = app.test_client()
    listed = client.get("/api/v1/published").get_json()["items"]
    assert {each["total"] for each in listed} >= {"96.3"}
    for each in listed:
        content = client.get(f"/api/v1/published/{each['id']}/package").data
        assert verify_package(content, engine_version()).ok
        assert each["name"] in client.get(f"/published/{each['id']}").get_data(as_text=True)
