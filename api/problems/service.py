"""What the service refuses: one exception class per cause, facts as attributes. Nothing here knows HTTP."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.problems.faults import FieldError


class Busy(Exception):
    """Other writers held the database longer than one waits."""

    def __init__(self) -> None:
        super().__init__("写入的人太多，这次没有轮到；什么也没有改动，请稍后再试")


class StorageFull(Exception):
    """The disk is full: reading goes on, writing does not."""

    def __init__(self) -> None:
        super().__init__("服务器磁盘空间不足，没有保存；已保存的内容仍可查看，请联系管理员清理磁盘后再试")


class NotSignedIn(Exception):
    """No login and no token, or one that is no longer valid."""

    def __init__(self, why: str = "") -> None:
        super().__init__(f"{why or '请先登录'}：在 Authorization: Bearer 中给出令牌，或先登录")


class WrongPassword(Exception):
    """Login and password do not fit; which of the two is wrong is not said."""

    def __init__(self) -> None:
        super().__init__("账号或密码不对，请核对后再试")


class TooManyAttempts(Exception):
    """Too many wrong passwords for this account or from this address."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"输错次数过多，请 {max(1, -(-seconds // 60))} 分钟后再试")
        self.seconds = max(1, seconds)


class NotAllowed(Exception):
    """The person sees the thing, but may not do this with it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"没有权限：{what}")


class NotFound(Exception):
    """There is no such thing, or not for this person."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"没有这个{noun}，或不在您的权限范围内")
        self.noun = noun


class VersionRequired(Exception):
    """A change that does not say which version it changes."""

    def __init__(self) -> None:
        super().__init__("请在 If-Match 中给出所改版本（读取时返回的 ETag）")


class VersionConflict(Exception):
    """Somebody else changed it meanwhile: both versions, and where they differ."""

    def __init__(self, version: int, current: Any = None, yours: Any = None, differs: Sequence[str] = ()) -> None:
        super().__init__("内容已被他人更改，没有保存；请对照两个版本后，以最新版本为准再试")
        self.version = version
        self.more: Mapping[str, Any] = {
            "version": version,
            "current": current,
            "yours": yours,
            "differs": list(differs),
        }


class KeyRequired(Exception):
    """A POST without an idempotency key."""

    def __init__(self) -> None:
        super().__init__("请在 Idempotency-Key 中给出一个不重复的值（如 UUID），以便重发时不会做两次")


class KeyReused(Exception):
    """The same idempotency key with another request."""

    def __init__(self) -> None:
        super().__init__("这个 Idempotency-Key 已用于另一个请求，请换一个")


class WrongState(Exception):
    """The step cannot be taken from the state that the thing is in."""

    def __init__(self, step: str, state: str, before: Sequence[str]) -> None:
        super().__init__(f"现在的状态是“{state}”，不能{step}；只有{'、'.join(before)}时可以")
        self.step, self.state = step, state


class ConditionFailed(Exception):
    """A step's condition does not hold; ``code`` is the condition's name."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.condition = code
        self.more: Mapping[str, Any] = {"condition": code}


class NotComplete(Exception):
    """Not yet fit to be submitted: everything that is missing, each with its place."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(f"还有 {len(errors)} 处没有填好，逐条补齐后再提交")
        self.errors = tuple(errors)


class Fixed(Exception):
    """A report that would change what was promised: name, target, weight."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("指标名称、指标值和分值以批复的目标表为准，填报时不能改动；要调整请走目标表调整")
        self.errors = tuple(errors)


class Taken(Exception):
    """Something with this name, code or login exists already."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}已存在，请换一个")


class NotPossible(Exception):
    """The request is well formed, but cannot be carried out as things stand."""

    def __init__(self, why: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(why)
        self.errors = tuple(errors)


class EvidenceQuota(Exception):
    """More evidence than one evaluation may hold."""

    def __init__(self, limit: int, held: int) -> None:
        super().__init__(
            f"一份自评的佐证材料合计不能超过 {limit / 1024 / 1024:.0f} MB，现有 {held / 1024 / 1024:.1f} MB；"
            "请压缩图片，或移除不需要的材料后再上传"
        )
        self.limit, self.held = limit, held
