"""What is refused about people and passwords: one exception class per cause. Nothing here knows HTTP."""

from collections.abc import Sequence

from api.problems.faults import FieldError


class WeakPassword(Exception):
    """A password that one would guess: why, and what to do."""

    def __init__(self, why: str) -> None:
        super().__init__(f"密码{why}，请换一个：至少 10 个字符，几个不相干的词连起来就很好")


class PasswordChangeRequired(Exception):
    """The password was set by somebody else: it is changed before anything else."""

    def __init__(self) -> None:
        super().__init__("现在用的是初始密码，请先更改密码（POST /api/v1/me/password），再做其他事")


class RowsRefused(Exception):
    """Rows of a sheet that cannot be taken; nothing was done with any of them."""

    def __init__(self, errors: Sequence[FieldError], what: str = "一个人") -> None:
        super().__init__(f"有 {len(errors)} 处不能接受，{what}也没有增加；请逐处改好后整批再试")
        self.errors, self.what = tuple(errors), what
