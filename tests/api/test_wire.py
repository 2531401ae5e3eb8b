"""Strict JSON: what is let in, what is kept out, and in how little time."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import wire

REFUSED = [
    (b"", wire.NotJson),
    (b"   ", wire.NotJson),
    (b"{", wire.NotJson),
    (b"{'a': 1}", wire.NotJson),
    (b"1_000", wire.NotJson),
    (b"+1", wire.NotJson),
    (b"01", wire.NotJson),
    ("٣".encode(), wire.NotJson),
    ("１２.５".encode(), wire.NotJson),
    (b'"\x01"', wire.NotJson),
    (b"\xff\xfe", wire.NotUtf8),
    ("“优”".encode("gbk"), wire.NotUtf8),
    (b"\xed\xa0\x80", wire.NotUtf8),  # a surrogate smuggled in as bytes
    (b"NaN", wire.UnsupportedNumber),
    (b"[-Infinity]", wire.UnsupportedNumber),
    (b"1e999999", wire.UnsupportedNumber),
    (b"1E5", wire.UnsupportedNumber),
    (b"1" * 5000, wire.UnsupportedNumber),
    (b"0." + b"1" * 5000, wire.UnsupportedNumber),
    (b'{"a": 1, "a": 2}', wire.DuplicateKey),
    (b'{"x": {"b": 1, "a": 2, "a": 2}}', wire.DuplicateKey),
    (b'"\\ud800"', wire.ForbiddenCharacter),
    (b'{"\\udfff": 1}', wire.ForbiddenCharacter),
    (b'["\\u0000"]', wire.ForbiddenCharacter),
    (b"[" * 65 + b"]" * 65, wire.TooDeep),
    (b"[" * 990, wire.TooDeep),
    (b'{"a":' * 100_000, wire.TooDeep),
]


@pytest.mark.parametrize(("data", "refusal"), REFUSED, ids=range(len(REFUSED)))
def test_hostile_bytes_are_refused_each_by_its_own_class(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        wire.parse(data)


def test_numbers_come_exactly_as_written() -> None:
    value = wire.parse(b'{"a": 97.0, "b": 12, "c": -0.10, "d": 12345678901234567890.12345678}')
    assert {key: str(number) for key, number in value.items()} == {
        "a": "97.0", "b": "12", "c": "-0.10", "d": "12345678901234567890.12345678",
    }  # fmt: skip
    assert isinstance(value["b"], int)


def test_a_byte_order_mark_and_sixty_four_levels_are_fine() -> None:
    assert wire.parse(b"\xef\xbb\xbf" + b"[" * 64 + b"]" * 64)


def test_brackets_inside_strings_are_no_levels() -> None:
    text = "[" * 500
    assert wire.parse(wire.render([text, 'quote " and backslash \\']).encode()) == [text, 'quote " and backslash \\']


def test_a_surrogate_pair_is_a_character() -> None:
    assert wire.parse(b'"\\ud83d\\ude00"') == "\U0001f600"


def test_the_duplicate_key_is_named() -> None:
    with pytest.raises(wire.DuplicateKey) as caught:
        wire.parse('{"名称": 1, "b": 2, "名称": 3}'.encode())
    assert caught.value.key == "名称"
    assert "名称" in str(caught.value)


def test_the_place_of_a_syntax_error_is_told() -> None:
    with pytest.raises(wire.NotJson) as caught:
        wire.parse(b'{\n  "a": 1,\n}')
    assert (caught.value.line, caught.value.column) == (3, 1)


def test_too_many_bytes_are_not_even_decoded() -> None:
    with pytest.raises(wire.TooLarge):
        wire.parse(b"\xff" * 11, limit=10)


@pytest.mark.parametrize(
    "data",
    [b'"' + b'\\"' * 1_000_000, b'"\\' * 1_000_000, b'"' * 999_999, b'{"a":1,' * 300_000, b"\\" * 2_000_000],
    ids=range(5),
)
def test_no_text_makes_the_reader_start_over_and_over(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises((wire.NotJson, wire.TooDeep)):
        wire.parse(data)
    assert time.process_time() - started < 3


def test_many_keys_with_one_twice_are_found_quickly() -> None:
    keys = ",".join(f'"k{i}":1' for i in range(100_000))
    started = time.process_time()
    with pytest.raises(wire.DuplicateKey):
        wire.parse(("{" + keys + ',"k99999":1}').encode())
    assert time.process_time() - started < 3


def test_chinese_is_written_as_chinese_and_decimals_as_plain_text() -> None:
    assert wire.render({"总分": Decimal("97.0"), "小": Decimal("1E-7")}) == '{"总分":"97.0","小":"0.0000001"}'


def test_what_is_no_json_is_a_bug_and_raises() -> None:
    with pytest.raises(TypeError):
        wire.render({"a": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        wire.render(float("nan"))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_rendered_parses_to_the_same(value: object) -> None:
    assert wire.parse(wire.render(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    refusals = (wire.NotJson, wire.NotUtf8, wire.TooDeep, wire.DuplicateKey, wire.UnsupportedNumber)
    try:
        wire.parse(data)
    except (*refusals, wire.ForbiddenCharacter):
        return
