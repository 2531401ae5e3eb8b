"""The name that is shown: the user's, without tricks."""

import pytest

from api.blobs.names import display_name, extension


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("验收报告.pdf", "验收报告.pdf"),
        ("C:\\fakepath\\验收报告.pdf", "验收报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a/b\\c.pdf", "c.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("报告\u2066\u200b\ufeff.pdf", "报告.pdf"),
        ("报告.exe\0.pdf", "报告.exe.pdf"),
        ("报告\r\nSet-Cookie: a.pdf", "报告 Set-Cookie: a.pdf"),
        ("  报告 \t（终稿）\u3000.pdf . ", "报告 （终稿） .pdf"),
        ("...", ""),
        ("", ""),
        ("\ud800报告.pdf", "报告.pdf"),
        ("㐂\U0002ebf0\ue000.pdf", "㐂\U0002ebf0\ue000.pdf"),
        ("长" * 300 + ".xlsx", "长" * 195 + ".xlsx"),
        ("长" * 300, "长" * 200),
        ("长." + "e" * 300, "长." + "e" * 198),
    ],
)
def test_a_name_is_cleaned(name: str, shown: str) -> None:
    assert display_name(name) == shown
    assert len(shown) <= 200


def test_an_extension_is_what_stands_behind_the_last_dot() -> None:
    assert [extension(name) for name in ("a.PDF", "a.pdf.exe", "pdf", "a.")] == ["pdf", "exe", "", ""]
