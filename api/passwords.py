"""Passwords (密码): what is accepted, how one is kept, how one is checked. The only user of argon2.

A hash takes some 25 ms and 19 MiB on purpose: never make or check one inside a write.
"""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from api.problems.refusals_people import WeakPassword

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher(time_cost=3, memory_cost=19456, parallelism=1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_COMMON = frozenset(
    "1234567890 0123456789 0987654321 12345678910 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop asdfghjkl1 zxcvbnm123 abcd123456"
    " abc1234567 a123456789 aa12345678 abcdefghij password12 password123 passw0rd123 admin12345 admin123456"
    " administrator woaini1314 woaini520 iloveyou12 qwer123456 asdf123456 1234512345 1122334455 147258369a"
    " 5201314520 wang123456 zhang12345 jixiao1234 jixiao12345 caizheng123 yusuan12345 welcome123 changeme123".split()
)


def normal(text: str) -> str:
    """One way of writing for what looks the same: keyboards differ in how they compose characters."""
    return unicodedata.normalize("NFC", text)


def check(password: str, *names: str) -> None:
    """WeakPassword where it is too short, too long, one of these names, or one that everybody tries first."""
    password = normal(password)
    if len(password) < SHORTEST:
        raise WeakPassword(f"不足 {SHORTEST} 个字符")
    if len(password) > LONGEST:
        raise WeakPassword(f"超过 {LONGEST} 个字符")
    small = password.casefold()
    if small in {each for name in map(_small, names) for each in (name, name * 2)}:
        raise WeakPassword("与账号、姓名或邮箱相同")
    if small in _COMMON or len(set(small)) < 4:
        raise WeakPassword("太常见")


def _small(name: str) -> str:
    return normal(name).casefold()


def generated() -> str:
    """A new password that nobody guesses (79 bits), in groups that one can read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(normal(password))


_NOBODY = hashed(secrets.token_urlsafe(32))


def matches(password: str, kept: str) -> bool:
    """Is it the password that this was kept of? Takes as long where nothing was kept ("")."""
    try:
        return _HASHER.verify(kept or _NOBODY, normal(password)) and bool(kept)
    except VerifyMismatchError:
        return False
