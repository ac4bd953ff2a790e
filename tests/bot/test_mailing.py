"""Mails to staff go over a real SMTP conversation, or are said to be unsendable."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hourly import forget
from sqlalchemy import select

from bot import jobs
from bot.mailing import TOO_LATE, UNSENDABLE, Mailing, NoMailing
from handlers.mail import Mail as NewMail
from storage import mails
from storage.models import Mail
from storage.sealing import Seal

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SEAL = Seal("a key that only the tests know")
HOST = "mail.city.example"
SUBJECT = "【緊急】市民の声 2026-00012"


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail needs."""

    server: PostOffice

    def handle(self) -> None:
        self._say("220 post office")
        while line := self.rfile.readline():
            self.server.heard.append(line.split()[0].upper())
            match self.server.heard[-1]:
                case b"EHLO":
                    offered = ["250-STARTTLS"] if self.server.tls else []
                    self._say("250-post office", *offered, "250-AUTH PLAIN", "250 SMTPUTF8")
                case b"STARTTLS" if self.server.tls:
                    self._say("220 go on")
                    try:
                        self._encrypt(self.server.tls)
                    except ssl.SSLError:  # whoever came does not trust us
                        return
                case b"AUTH":
                    self._say("235 well")
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

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def _encrypt(self, tls: ssl.SSLContext) -> None:
        self.connection = tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)

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
        self.heard: list[bytes] = []
        self.refuses = False
        self.tls: ssl.SSLContext | None = None


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
        mails.write(session, "urgent:1", NewMail(SUBJECT, "受付箱で内容を確かめてください。"), NOON)
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
        mails.write_to(session, "hana@city.example", "code:1:1", NewMail("確認の番号", "123456"), SEAL, NOON)
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
        mails.write_to(
            session, "hana@city.example", "code:1:1", NewMail("確認の番号", "123456"), SEAL, NOON, good_until=until
        )
    _mailing(database, post_office.server_address[1], until).send_due()
    assert post_office.received == []
    assert _kept(database) == ("dead", 1, TOO_LATE)


@pytest.fixture
def elsewhere(post_office, monkeypatch, tmp_path):
    """The post office as another machine, whose certificate is one we trust; its SMTP_URL."""
    found = socket.getaddrinfo
    here = ("127.0.0.1", post_office.server_address[1])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *more, **how: found(here[0] if host == HOST else host, *more, **how)
    )
    key, certificate = _signed_by_itself(HOST)
    (tmp_path / "post.pem").write_bytes(key + certificate)
    (tmp_path / "trusted.pem").write_bytes(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    post_office.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    post_office.tls.load_cert_chain(tmp_path / "post.pem")
    return f"smtp://koe:hunter2@{HOST}:{here[1]}"


def _signed_by_itself(host: str) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.PEM),
    )


def test_a_mail_to_another_machine_and_the_password_go_encrypted(written, post_office, elsewhere):
    Mailing(written, elsewhere, "desk@city.example", SEAL, lambda: NOON).send_due()
    assert len(post_office.received) == 1
    assert post_office.heard[:4] == [b"EHLO", b"STARTTLS", b"EHLO", b"AUTH"]


def test_another_machine_that_offers_no_encryption_gets_neither_password_nor_mail(written, post_office, elsewhere):
    post_office.tls = None
    Mailing(written, elsewhere, "desk@city.example", SEAL, lambda: NOON).send_due()
    assert set(post_office.heard) <= {b"EHLO", b"QUIT"}
    assert _kept(written) == ("due", 1, "NoStartTls")


def test_a_certificate_nobody_trusts_gets_neither_password_nor_mail(written, post_office, elsewhere, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    Mailing(written, elsewhere, "desk@city.example", SEAL, lambda: NOON).send_due()
    assert post_office.heard == [b"EHLO", b"STARTTLS"]
    assert _kept(written) == ("due", 1, "SSLCertVerificationError")


def test_a_mail_is_forgotten_three_months_after_it_went_and_one_that_waits_never(database, post_office):
    with database.writing() as session:
        mails.write(session, "sent", NewMail("件名", "本文"), NOON)
    _mailing(database, post_office.server_address[1]).send_due()
    with database.writing() as session:
        mails.write(session, "waits", NewMail("件名", "本文"), NOON)
    for later, left in ((timedelta(), ["sent", "waits"]), (timedelta(seconds=1), ["waits"])):
        forget(database, NOON + jobs.LETTERS_KEPT + later)
        with database.reading() as session:
            assert session.scalars(select(Mail.purpose).order_by(Mail.id)).all() == left
