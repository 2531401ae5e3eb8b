"""The application and the samples, as every test of a door needs them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import as_demo, from_environment

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with its own samples and rulebooks, whose scoring is open to anybody."""
    database = tmp_path_factory.mktemp("service") / "jixiao.db"
    return create_app(as_demo(from_environment({"JIXIAO_DATABASE": str(database)})))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A program that speaks HTTP."""
    return app.test_client()


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Any]:
    """A sample as JSON, fresh each time."""
    return lambda name: json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
