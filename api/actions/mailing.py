"""邮件提醒: what stands in the service is also sent to those who have an address."""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from api import logs
from api.instants import stamp
from api.mail import Mail, NotSent, Postman, Refused, postman
from api.settings import Settings
from api.store import Row, Store, notifications

RECENT = timedelta(days=3)  # older ones are no news: when mail is switched on, nobody gets last year's
MANY = 500  # mails of one run
SUBJECT = "预算绩效自评提醒"


class Sent(NamedTuple):
    """How many the server took, how many it refuses for good, how many wait; and why the last of these."""

    done: int
    refused: int
    waiting: int
    why: str


def send(store: Store, settings: Settings, now: datetime) -> Sent:
    """Sends what was not sent yet. Each is marked once the server answered: sent twice rather than never."""
    rows = notifications.unmailed(store, stamp(now - RECENT), MANY)
    if not rows:
        return Sent(0, 0, 0, "")
    taken, why = list[bool](), ""
    try:
        with postman(settings) as post:
            for row in rows:
                taken.append(_sent(post, row, settings, now))
                _mark(store, row["id"], now)
    except NotSent as error:
        why = str(error)
    return Sent(sum(taken), len(taken) - sum(taken), len(rows) - len(taken), why)


def _mark(store: Store, id: int, now: datetime) -> None:
    store.write(lambda store: notifications.mark_mailed(store, id, stamp(now)))


def _sent(post: Postman, row: Row, settings: Settings, now: datetime) -> bool:
    """Was it taken? Not when the server refuses this address; NotSent when it takes none at all."""
    link = f"\n\n{settings.public_url}" if settings.public_url else ""
    text = f"{row['name']}：\n\n{row['text']}{link}\n\n（本邮件由系统发出，请勿回复。）\n"
    try:
        post.send(Mail(f"notification-{row['id']}", row["email"], SUBJECT, text), now)
    except Refused as error:
        logs.event("mail.refused", logger="jixiao.mail", level=logging.WARNING, notification=row["id"], why=str(error))
        return False
    return True
