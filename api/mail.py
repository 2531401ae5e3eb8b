"""邮件: notifications sent by SMTP, over one connection."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple

from api.settings import Settings

TIMEOUT = 30  # seconds that the server may take for each step


class NotSent(Exception):
    """The server takes no mail at the moment; the sentence says why (Chinese)."""


class Refused(Exception):
    """The server does not take this one message, and will not."""


class Mail(NamedTuple):
    """One message. ``id`` is the same whenever it is sent again, so that a reader shows it once."""

    id: str
    to: str
    subject: str
    text: str


class Postman:
    """Gives messages to the server while the connection lasts."""

    def __init__(self, smtp: smtplib.SMTP, settings: Settings) -> None:
        self._smtp, self._from = smtp, settings.smtp_from

    def send(self, mail: Mail, now: datetime) -> None:
        """The server took it, when this returns; Refused where it takes others, NotSent where it takes none."""
        try:
            self._smtp.send_message(_message(mail, self._from, now))
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
            raise Refused(f"{mail.to} 没有收下（{error}）") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"发信中断（{error}）") from error


@contextmanager
def postman(settings: Settings) -> Iterator[Postman]:
    """A connection to the server of the settings: encrypted and signed in where they say so."""
    try:
        smtp = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"连不上发信服务器 {settings.smtp_host}:{settings.smtp_port}（{error}）") from error
    try:
        _sign_in(smtp, settings)
        yield Postman(smtp, settings)
    finally:
        with suppress(smtplib.SMTPException, OSError):  # what was taken was taken, however the server says goodbye
            smtp.quit()
        smtp.close()


def _sign_in(smtp: smtplib.SMTP, settings: Settings) -> None:
    try:
        if settings.smtp_starttls:
            smtp.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            smtp.login(settings.smtp_user, settings.smtp_password)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"发信服务器不接受加密或登录（{error}）；请核对 smtp_ 各项设置") from error


def _message(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """ValueError for an address with a line break in it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"], message["Message-ID"] = format_datetime(now), f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
