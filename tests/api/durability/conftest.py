"""The world of the service's tests, on a file that servers open, too."""

from pathlib import Path

import pytest

from tests.api.service.world import World, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh database with agencies and people."""
    return make_world(tmp_path)
