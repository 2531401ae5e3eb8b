"""Passwords: weak ones are refused, one way of writing counts, nothing tells what is kept."""

import pytest

from api import passwords
from api.problems.refusals_people import WeakPassword


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("九个字符不够长啊唉", "不足 10 个字符"),
        ("长" * 201, "超过 200 个字符"),
        ("Guanliyuan01", "与账号、姓名或邮箱相同"),
        ("张某某某某张某某某某", "与账号、姓名或邮箱相同"),
        ("QWERTYUIOP", "太常见"),
        ("ababababababab", "太常见"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(WeakPassword, match=why):
        passwords.check(password, "guanliyuan01", "张某某某某", "")


def test_a_phrase_is_taken_and_so_is_every_generated_password() -> None:
    passwords.check("河边 柳树 三只鸭子", "a", "b", "")
    made = {passwords.generated() for _ in range(100)}
    assert len(made) == 100
    for each in made:
        passwords.check(each, "a", "b", "")


def test_a_password_matches_however_its_characters_were_composed() -> None:
    kept = passwords.hashed("cafe\u0301 cafe\u0301 1")
    assert passwords.matches("caf\u00e9 caf\u00e9 1", kept)
    assert not passwords.matches("cafe cafe 1", kept)
    assert "caf" not in kept


def test_where_nothing_is_kept_nothing_matches() -> None:
    assert not passwords.matches("", "")
    assert not passwords.matches("河边 柳树 三只鸭子", "")
