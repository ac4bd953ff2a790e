"""Mails to staff, by SMTP, outside any transaction."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from bot.each_by_itself import EachByItself
from storage import mails
from storage.database import Database
from storage.mails import Due
from storage.sealing import Seal, Unreadable

log = logging.getLogger("koe.mail")

_SECONDS = 20
_PORTS = {"smtp": 25, "smtps": 465}


TOO_LATE = "間に合わず"
UNSENDABLE = "ALERT_MAIL_TO・SMTP_URL の設定なし"


class NoMailing:
    """Where no mail server is named: what is due is marked unsendable, so that it neither piles up nor goes out, years
    late, on the day one is named."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def give_up_due(self) -> int:
        """Mark what is due; how many. Raises DatabaseAway."""
        with self._database.reading() as session:
            if not mails.any_due(session, self._clock()):
                return 0
        with self._database.writing() as session:
            given_up = mails.give_up_all_due(session, UNSENDABLE, self._clock())
        log.warning("%d mails cannot be sent: ALERT_MAIL_TO or SMTP_URL is missing", given_up)
        return given_up


class Mailing:
    """``smtp_url`` as in smtp://user:password@host:587; smtps:// speaks TLS from the first byte, smtp:// after STARTTLS.

    ``to`` are those whom alarms reach; the first of them is also who every mail comes from.
    """

    def __init__(self, database: Database, smtp_url: str, to: str, seal: Seal, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._seal = seal
        self._url = urlsplit(smtp_url)
        self._to = to
        self._clock = clock
        self._each = EachByItself(database, "mail", clock)

    def send_due(self) -> int:
        """Send all that is due; how many. Raises DatabaseAway."""
        with self._database.reading() as session:
            if not mails.any_due(session, self._clock()):
                return 0
        with self._database.writing() as session:
            due = mails.claim(session, self._clock())
        # What breaks off is no error of the network: a password outside ASCII, an address that is none.
        self._each.do(due, lambda mail: mail.id, self._send, self._failed)
        return len(due)

    def _send(self, mail: Due) -> None:
        if mail.good_until is not None and mail.good_until <= self._clock():
            self._give_up(mail, TOO_LATE)
            return
        try:
            to, body = self._opened(mail)
        except Unreadable as problem:
            self._give_up(mail, type(problem).__name__)
            return
        try:
            self._deliver(mail.subject, to, body)
        except (OSError, smtplib.SMTPException) as problem:
            log.warning("mail %d: %s", mail.id, type(problem).__name__)
            self._failed(mail, problem)
            return
        with self._database.writing() as session:
            mails.mark_sent(session, mail, self._clock())

    def _opened(self, mail: Due) -> tuple[str, str]:
        """Where it goes and what it says. Raises Unreadable where the key was lost meanwhile."""
        to = self._seal.open(mail.recipient) if mail.recipient is not None else self._to
        return to, self._seal.open(mail.sealed_body) if mail.sealed_body is not None else mail.body

    def _failed(self, mail: Due, problem: Exception) -> None:
        with self._database.writing() as session:
            mails.mark_failed(session, mail, type(problem).__name__, self._clock())

    def _give_up(self, mail: Due, problem: str) -> None:
        log.warning("mail %d given up: %s", mail.id, problem)
        with self._database.writing() as session:
            mails.give_up(session, mail, problem, self._clock())

    def _deliver(self, subject: str, to: str, body: str) -> None:
        message = EmailMessage()
        message["Subject"] = subject
        message["To"] = to
        message["From"] = self._to.split(",")[0].strip()
        message.set_content(body)
        with connected(self._url) as server:
            server.send_message(message)


class NoStartTls(smtplib.SMTPException):
    """The server offers no encryption: neither a password nor a mail is given to it."""


@contextmanager
def connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    """The mail server, greeted and signed in to, over TLS unless it runs on this machine. Raises OSError and SMTPException."""
    host, port = url.hostname or "localhost", url.port or _PORTS.get(url.scheme, 25)
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
    with server:
        if url.scheme != "smtps" and not _is_this_machine(host):
            server.ehlo_or_helo_if_needed()  # what a server offers is known after its greeting only
            if not server.has_extn("starttls"):
                raise NoStartTls(f"{host}:{port}")
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
