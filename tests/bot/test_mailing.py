"""Mails to staff go over a real SMTP conversation, or are said to be unsendable."""

from __future__ import annotations

import socketserver
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from hourly import forget
from sqlalchemy import select

from bot import jobs
from bot.mailing import TOO_LATE, UNSENDABLE, Mailing, NoMailing
from storage import mails
from storage.models import Mail
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that only the tests know")
SUBJECT = "【緊急】市民の声 2026-00012"


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail needs."""

    server: PostOffice

    def handle(self) -> None:
        self._say("220 post office")
        while line := self.rfile.readline():
            match line.split()[0].upper():
                case b"EHLO":
                    self._say("250-post office", "250 SMTPUTF8")
                case b"RCPT" if self.server.refuses:
                    self._say("550 nobody of that name")
                case b"DATA":
                    self._say("354 go on")
                    self.server.received.append(self._body())
                    self._say("250 kept")
                case b"QUIT":
                    self._say("221 good bye")
                    return
                case _:
                    self._say("250 well")

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[bytes] = []
        self.refuses = False


@pytest.fixture
def post_office():
    with PostOffice() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def written(database):
    with database.writing() as session:
        mails.write(session, "urgent:1", SUBJECT, "受付箱で内容を確かめてください。", NOON)
    return database


def _mailing(database, port, now=NOON):
    return Mailing(database, f"smtp://127.0.0.1:{port}", "desk@city.example, night@city.example", SEAL, lambda: now)


def _kept(database):
    with database.reading() as session:
        mail = session.execute(select(Mail)).scalar_one()
        return mail.state, mail.tries, mail.problem


def test_a_mail_reaches_everybody_at_the_desk_once(written, post_office):
    mailing = _mailing(written, post_office.server_address[1])
    assert (mailing.send_due(), mailing.send_due()) == (1, 0)
    (body,) = post_office.received
    got = message_from_bytes(body, policy=policy.default)
    assert (got["Subject"], got["To"]) == (SUBJECT, "desk@city.example, night@city.example")
    assert got.get_content().strip() == "受付箱で内容を確かめてください。"
    assert _kept(written) == ("sent", 1, None)


def test_a_mail_that_is_refused_is_tried_again_later(written, post_office):
    port = post_office.server_address[1]
    post_office.refuses = True
    assert _mailing(written, port).send_due() == 1
    assert _kept(written) == ("due", 1, "SMTPRecipientsRefused")
    post_office.refuses = False
    assert _mailing(written, port).send_due() == 0
    assert _mailing(written, port, NOON + timedelta(minutes=1)).send_due() == 1
    assert len(post_office.received) == 1


def test_without_a_mail_server_mails_do_not_pile_up_and_are_counted_with_the_reason(written):
    nobody = NoMailing(written, lambda: NOON)
    assert (nobody.give_up_due(), nobody.give_up_due()) == (1, 0)
    assert _kept(written) == ("dead", 0, UNSENDABLE)
    with written.reading() as session:
        assert mails.dead(session) == {UNSENDABLE: 1}


def test_a_mail_to_one_person_reaches_nobody_else_and_leaves_neither_address_nor_words(database, post_office):
    with database.writing() as session:
        mails.write_to(session, "hana@city.example", "code:1:1", "確認の番号", "123456", SEAL, NOON)
        mail = session.execute(select(Mail)).scalar_one()
        assert b"123456" not in (mail.sealed_body or b"")
        assert mail.body == ""
    assert _mailing(database, post_office.server_address[1]).send_due() == 1
    got = message_from_bytes(post_office.received[0], policy=policy.default)
    assert (got["To"], got["From"]) == ("hana@city.example", "desk@city.example")
    assert got.get_content().strip() == "123456"
    with database.reading() as session:
        mail = session.execute(select(Mail)).scalar_one()
        assert (mail.state, mail.recipient, mail.sealed_body) == ("sent", None, None)


def test_a_code_that_comes_too_late_is_not_sent(database, post_office):
    with database.writing() as session:
        until = NOON + timedelta(minutes=10)
        mails.write_to(session, "hana@city.example", "code:1:1", "確認の番号", "123456", SEAL, NOON, good_until=until)
    _mailing(database, post_office.server_address[1], until).send_due()
    assert post_office.received == []
    assert _kept(database) == ("dead", 1, TOO_LATE)


def test_a_mail_is_forgotten_three_months_after_it_went_and_one_that_waits_never(database, post_office):
    with database.writing() as session:
        mails.write(session, "sent", "件名", "本文", NOON)
    _mailing(database, post_office.server_address[1]).send_due()
    with database.writing() as session:
        mails.write(session, "waits", "件名", "本文", NOON)
    for later, left in ((timedelta(), ["sent", "waits"]), (timedelta(seconds=1), ["waits"])):
        forget(database, NOON + jobs.LETTERS_KEPT + later)
        with database.reading() as session:
            assert session.scalars(select(Mail.purpose).order_by(Mail.id)).all() == left
