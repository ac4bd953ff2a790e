"""Everything that runs, put together from the settings. Called after a fork, never before."""

from __future__ import annotations

import gc
import sys
import threading
from dataclasses import dataclass, replace

from flask import Flask

from bot.alarms import Alarms
from bot.case_jobs import CaseJobs
from bot.clock import Clock, clock_of
from bot.contents import Contents
from bot.current import Current
from bot.erasures import ErasuresOutside
from bot.failpoints import dies_at
from bot.forwarding import Forwarding
from bot.importing import Importing
from bot.line import Line
from bot.mailing import Mailing, NoMailing
from bot.multicasts import Multicasts
from bot.photos import Photos
from bot.precedence import Precedence
from bot.presence import Presence
from bot.proposals import Proposals
from bot.published import Published
from bot.sender import Sender
from bot.settings import Settings
from bot.start import opening_of
from bot.stopping import Stopping
from bot.tokens import tokens_of
from bot.turns import Turns
from bot.watch import Watch
from bot.waves import SurveyWork, Waves
from bot.web import create_app
from bot.worker import Worker
from handlers.city import City
from storage import signs
from storage.database import Database, DatabaseAway
from storage.media import Media
from storage.sealing import Seal

# Calls to LINE in flight at once: LINE takes 100 to 300 ms, and one slow call must not hold up the rest.
_CALLS_AT_ONCE = 64
_VALUES_BETWEEN_SEARCHES = 20_000
_TURN_OF_A_THREAD_SECONDS = 0.001
_SILENT = {"worker": "no sign of life in the last seconds"}


@dataclass(frozen=True)
class Bot:
    """A bot ready to run: the web application, and the worker unless another process does the work."""

    app: Flask
    database: Database
    seal: Seal
    worker: Worker | None
    clock: Clock
    forwarding: Forwarding | None = None
    presence: Presence | None = None

    def stop(self) -> None:
        """Finish what is in hand, take up nothing new."""
        if self.forwarding is not None:
            self.forwarding.stop()
        if self.worker is not None:
            self.worker.stop()
        if self.presence is not None:
            self.presence.leave()


def assemble(settings: Settings, city: City, ask: Current, *, works: bool) -> Bot:
    """Put the bot together on an up-to-date database; ``works`` starts the worker in this process."""
    database = Database(settings.database_url)
    seal = opening_of(settings, database)
    precedence = Precedence()
    city = replace(city, public_base_url=settings.public_base_url)
    media = Media(settings.media_dir, seal)
    now = clock_of(settings.koe_clock_file)
    worker = _worker(settings, city, ask, database, seal, media, precedence, now) if works else None
    if worker is not None:
        worker.start()
    presence = None if works else Presence(database, signs.WEB, now, key_number=seal.key_number)
    if presence is not None:
        presence.keep_showing()
    watch, mailing = Watch(database, city, now), _mailing(settings, database, seal, now)
    if mailing is not None:
        watch.keep_looking(mailing)
    forwarding = Forwarding(settings.forward_webhook_to, database, now) if settings.forward_webhook_to else None
    if forwarding is not None:
        forwarding.start()
    token = settings.metrics_token
    app = create_app(
        database,
        seal,
        city,
        media,
        channel_secret=settings.line_channel_secret.get_secret_value(),
        metrics_token=token.get_secret_value() if token else None,
        clock=now,
        precedence=precedence,
        on_stored=worker.wake if worker else lambda: None,
        troubles=lambda: _troubles(database, media, worker, watch),
        reach=dies_at(settings.koe_fail_point),
        pass_on=forwarding.pass_on if forwarding else None,
        needs_help=worker.is_behind if worker else lambda: True,
    )
    _settle()
    return Bot(app, database, seal, worker, now, forwarding, presence)


def _settle() -> None:
    """What is loaded by now stays, the knowledge above all. Searching it for garbage again and again would halt every
    thread for a fifth of a second each time; once, after a new edition, lets the former one go."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    # A turn makes some thousand short-lived values and few circles: looking for those after every seven hundred values, as
    # Python does of itself, is work for nothing.
    gc.set_threshold(_VALUES_BETWEEN_SEARCHES, 20, 20)
    gc.enable()  # gunicorn.conf.py turned it off
    # Whoever comes back from disk or network while another thread thinks waits so long for its turn, an acknowledgement four
    # times. Python's own 5 ms may add up to 20; a shorter turn was not seen to cost the processor more.
    sys.setswitchinterval(_TURN_OF_A_THREAD_SECONDS)


def _worker(
    settings: Settings,
    city: City,
    ask: Current,
    database: Database,
    seal: Seal,
    media: Media,
    precedence: Precedence,
    now: Clock,
) -> Worker:
    reach = dies_at(settings.koe_fail_point)
    letters_due = threading.Event()
    tokens = tokens_of(settings)
    line = Line(tokens, settings.line_api_base_url, connections=_CALLS_AT_ONCE)
    stopping = Stopping()

    def pushes_stopped() -> bool:
        return stopping.pushes

    sender = Sender(
        database,
        line,
        seal,
        now,
        at_once=_CALLS_AT_ONCE,
        reach=reach,
        on_more_due=letters_due.set,
        pushes_stopped=pushes_stopped,
    )
    proposals = Proposals(lambda: ask.present().knowledge, city)
    published = Published(ask.present, seal, Proposals(lambda: ask.present().knowledge, city).present, now)
    turns = Turns(
        database,
        seal,
        city,
        published,
        now,
        sender,
        precedence,
        media=media,
        reach=reach,
        stopped=lambda: stopping.bot,
        pushes_stopped=pushes_stopped,
    )

    def follow() -> None:
        stopping.follow(database)
        if ask.follow(database):
            _settle()
        published.follow(database)

    batches_due = threading.Event()
    waves = Waves(database, line, seal, city, now, reach=reach, on_batches=batches_due.set)
    multicasts = Multicasts(database, line, seal, city, now, reach=reach, stopped=pushes_stopped)
    photos = Photos(database, Contents(tokens, settings.line_data_api_base_url), media, now)
    outside = ErasuresOutside(database, settings.erasures_file)
    cases = CaseJobs(database, city, seal, now, proposals.present)
    mailing = _mailing(settings, database, seal, now)
    send_mails = mailing.send_due if mailing is not None else NoMailing(database, now).give_up_due
    of_cases = (cases.triage, cases.tell_late, cases.ask_after)
    chores = (send_mails, *of_cases, outside.keep_up, Alarms(database, line, city, now).look)
    surveys = SurveyWork(waves, multicasts, batches_due)
    imports = Importing(database, city, seal, now).read_next
    return Worker(
        database,
        turns,
        sender,
        letters_due,
        now,
        follow,
        surveys,
        chores=chores,
        of_photos=(photos.fetch_due, photos.sweep),
        imports=imports,
        key_number=seal.key_number,
    )


def _mailing(settings: Settings, database: Database, seal: Seal, now: Clock) -> Mailing | None:
    """None where no mail server or nobody to write to is named."""
    if settings.alert_mail_to is None or settings.smtp_url is None:
        return None
    return Mailing(database, settings.smtp_url.get_secret_value(), settings.alert_mail_to, seal, now)


def _troubles(database: Database, media: Media, worker: Worker | None, watch: Watch) -> dict[str, str]:
    """What is not ready, for /readyz. Knowledge is loaded before anything is served, so it cannot be missing here."""
    photos = {} if media.has_room() else {"photos": "no room, or no right to write, in MEDIA_DIR"}
    return photos | _troubles_of_work(database, worker, watch)


def _troubles_of_work(database: Database, worker: Worker | None, watch: Watch) -> dict[str, str]:
    try:
        database.ask_for_a_sign()
    except DatabaseAway as problem:
        return {"database": str(problem)} | ({} if worker is None or worker.alive() else _SILENT)
    if worker is not None:
        return {} if worker.alive() else dict(_SILENT)
    try:
        return {"worker": "no worker has shown itself for half a minute"} if watch.misses_a_worker() else {}
    except DatabaseAway as problem:
        return {"database": str(problem)}
