"""站内提醒: /api/v1/notifications."""

from typing import Any

from api.actions import notifications
from api.door.listing import listing
from api.door.operation import Access, Answer, Call, Operations
from api.door.parameters import asked_page, choice, paging
from api.schemas.service.notifications import NotificationSchema
from api.schemas.service.parts import page_of
from api.store import Row

operations = Operations("提醒")
FIELDS = ("id", "kind", "text", "task_id", "evaluation_id", "plan_id", "at", "read_at")
UNREAD = choice("unread", "1：只要未读的", ("0", "1"), "0")


def shown(row: Row) -> dict[str, Any]:
    """A notification as the interface answers it."""
    return {name: row[name] for name in FIELDS}


@operations("GET", "/notifications", "我的提醒", Access.SIGNED_IN, query=(UNREAD, *paging(("id",), "-id")),
            answer=page_of(NotificationSchema), listed=True)  # fmt: skip
def list_notifications(call: Call) -> Answer:
    """The caller's own notifications, newest first."""
    unread = call.query["unread"] == "1"
    return listing(call, notifications.listed(call.store, call.actor, asked_page(call.query), unread=unread), shown)


@operations("POST", "/notifications/{id}/read", "提醒已读", Access.SIGNED_IN, answer=NotificationSchema)
def read_notification(call: Call) -> Answer:
    """One of the caller's own notifications is marked as read."""
    return Answer(shown(notifications.read(call.store, call.actor, call.now, call.id)))
