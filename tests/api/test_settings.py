"""Settings come from the environment, and broken ones are refused with a sentence."""

from pathlib import Path

import pytest

from api.settings import BrokenSetting, from_environment


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = from_environment({})
    assert (settings.host, settings.port, settings.body_limit) == ("127.0.0.1", 8000, 16 * 1024 * 1024)
    assert settings.samples is not None
    assert settings.rulebooks == ()


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    settings = from_environment(
        {
            "JIXIAO_HOST": "0.0.0.0",
            "JIXIAO_PORT": "8123",
            "JIXIAO_BODY_LIMIT": "2048",
            "JIXIAO_RULEBOOKS": str(tmp_path),
            "JIXIAO_SAMPLES": str(tmp_path),
        }
    )
    assert (settings.host, settings.port, settings.body_limit) == ("0.0.0.0", 8123, 2048)
    assert settings.rulebooks == (tmp_path,)
    assert settings.samples == tmp_path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JIXIAO_PORT", "八千"),
        ("JIXIAO_PORT", "65536"),
        ("JIXIAO_PORT", "-1"),
        ("JIXIAO_PORT", "８０００"),
        ("JIXIAO_PORT", "1" * 5000),
        ("JIXIAO_BODY_LIMIT", "0"),
        ("JIXIAO_RULEBOOKS", "没有的文件夹"),
        ("JIXIAO_SAMPLES", "没有的文件夹"),
    ],
)
def test_a_broken_setting_is_named_with_its_value(name: str, value: str) -> None:
    with pytest.raises(BrokenSetting) as caught:
        from_environment({name: value})
    assert (caught.value.name, caught.value.value) == (name, value)
    assert "应为" in str(caught.value)
