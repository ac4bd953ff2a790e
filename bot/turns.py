"""From claimed events to their consequences: claim, read the facts, decide, and keep all of it or nothing.

Events of different people are taken in groups, because a transaction costs one wait for the disk however many turns it
holds. Within a group every turn stands for itself: one whose claim was lost leaves no trace, one that fails is put aside.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot import effects, facts, inbound
from bot.chats import Chat, chat_of
from bot.documents import Documents
from bot.effects.circumstances import Circumstances
from bot.failpoints import Reach
from bot.precedence import Precedence
from bot.sender import Sender
from bot.tidings import News
from casework.working_days import day_in_japan
from handlers.apology import apology
from handlers.city import City
from handlers.conversation import Need
from handlers.model import Event, Facts, Message, Other, Turn
from handlers.needs import invitation_code, needs
from handlers.render import render
from handlers.respond import respond
from handlers.stopped import turn_while_stopped
from storage import answers, conversations, inbox, monitors, outbox, pseudonyms, residents
from storage.answers import Noted
from storage.conversations import Memory, Remembered
from storage.database import Database, DatabaseAway
from storage.inbox import Claim
from storage.media import Media
from storage.outbox import Draft, Sending
from storage.pseudonyms import Naming
from storage.sealing import Seal

log = logging.getLogger("koe.turns")

# Enough to share the wait for the disk, few enough that nobody waits long for the others of the group.
_AT_ONCE = 24
# An event that ended this many processes is not tried on another one.
_MOST_ATTEMPTS = 5
_FLOOD_WINDOW = timedelta(minutes=1)


# How long thinking waits while webhooks are in hand. Even when they never stop coming, a hundred turns a second get on.
_GROUP_GIVES_WAY_SECONDS = 0.02
_TURN_GIVES_WAY_SECONDS = 0.005


class Answerer(Protocol):
    """Hands out what is answered from."""

    def present(self) -> Documents: ...


@dataclass(frozen=True)
class _Known:
    """A claim and what was known of its chat when it was claimed."""

    claim: Claim
    memory: Memory
    known: bool
    left: bool
    flooding: int


@dataclass(frozen=True)
class _Opened:
    """A claim whose event has been read. ``more`` are the facts that only this event needs; ``problem``: it cannot be read."""

    known: _Known
    event: Event
    source: Chat | None = None
    token: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    problem: Exception | None = None


@dataclass(frozen=True)
class _Decided:
    """What is to follow from one claim. ``problem`` names the error of a turn that failed."""

    claim: Claim
    memory: Memory
    late: bool
    turn: Turn
    source: Chat | None = None
    token: str | None = None
    problem: str | None = None
    noted: Noted | None = None


def _codes(opened: Sequence[_Opened]) -> dict[str, str]:
    """The invitation codes that were said, chat by chat."""
    said = {one.known.claim.chat: invitation_code(one.event, one.known.memory.progress) for one in opened}
    return {chat: code for chat, code in said.items() if code is not None}


class Turns:
    """Takes events from the inbox and lets them have their consequences."""

    def __init__(
        self,
        database: Database,
        seal: Seal,
        city: City,
        answerer: Answerer,
        clock: Callable[[], datetime],
        sender: Sender,
        precedence: Precedence,
        *,
        media: Media,
        reach: Reach,
        stopped: Callable[[], bool] = lambda: False,
        pushes_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._stopped = stopped
        self._pushes_stopped = pushes_stopped
        self._database = database
        self._seal = seal
        self._city = city
        self._answerer = answerer
        self._naming: Naming | None = None
        self._more_wait = True
        self._clock = clock
        self._sender = sender
        self._precedence = precedence
        self._reach = reach
        self._media = media
        self._news = News(database, city, seal)

    @property
    def more_wait(self) -> bool:
        """Whether any event waited when the last group was kept. Those that came since have woken the worker."""
        return self._more_wait

    def take(self) -> int:
        """Handle one group of events; how many. 0 when nothing waits. Raises DatabaseAway."""
        self._more_wait = True
        self._precedence.give_way(_GROUP_GIVES_WAY_SECONDS)
        lease = uuid.uuid4().hex
        now = self._clock()
        with self._database.writing(durable=False) as session:
            claims = inbox.claim(session, now, lease, _AT_ONCE)
            known = self._what_is_known(session, claims, now) if claims else []
            naming = self._names_of_today(session, now) if claims else None
        if naming is None:
            self._more_wait = False
            return 0
        self._naming = naming
        self._reach("turns.after_claim")
        try:
            opened = self._with_more([self._open(one) for one in known], now)
            decided = self._decide_all(opened, naming, now)
            self._reach("turns.after_respond")
            self._keep_together_or_alone(decided, lease)
        except DatabaseAway:
            self._hand_back(claims)
            raise
        return len(claims)

    def _keep_together_or_alone(self, decided: Sequence[_Decided], lease: str) -> None:
        """Keep the group; where one of them fails it, each alone. Raises DatabaseAway."""
        try:
            self._keep(decided, lease)
        except DatabaseAway:
            raise
        except Exception:
            log.exception("a group of %d turns could not be kept; trying each alone", len(decided))
            for one in decided:
                self._keep_alone(one, lease)

    def _hand_back(self, claims: Sequence[Claim]) -> None:
        """Let the events be taken again soon. Is the database still away, their lease runs out."""
        try:
            with self._database.writing() as session:
                inbox.release(session, claims)
        except DatabaseAway as problem:
            log.warning("%d events not handed back: database away (%s)", len(claims), problem)

    def _what_is_known(self, session: Session, claims: Sequence[Claim], now: datetime) -> list[_Known]:
        """The facts about each claim's chat, read together with the claim."""
        chats = [claim.chat for claim in claims]
        residents.foresee_known(session, chats)
        inbox.foresee_handled_since(session, chats, now - _FLOOD_WINDOW)
        memories = conversations.recall(session, chats, self._seal, now)
        left = residents.known(session, chats)
        handled = inbox.handled_since(session, chats, now - _FLOOD_WINDOW)
        return [
            _Known(
                claim,
                memories.get(claim.chat, Memory()),
                known=claim.chat in left,
                left=left.get(claim.chat, False),
                flooding=max(0, handled.get(claim.chat, 0) + 1 - self._city.per_minute),
            )
            for claim in claims
        ]

    def _names_of_today(self, session: Session, now: datetime) -> Naming:
        """Read once a day. Only a key that is kept may name anybody, so it is held from the commit on."""
        today = pseudonyms.day_of(now)
        held = self._naming
        return held if held is not None and held.day == today else pseudonyms.naming(session, today, self._seal)

    def _open(self, known: _Known) -> _Opened:
        """Read the event of a claim. One that cannot be read is not an end of the group."""
        claim = known.claim
        nothing = Other(at=claim.happened_at, may_answer=False)
        source, token = None, None
        try:
            raw = self._raw(claim)
            source, token = chat_of(raw), inbound.reply_token(raw)
            if claim.attempts > _MOST_ATTEMPTS:
                raise _TooOften
            return _Opened(known, inbound.read(raw, claim.happened_at) if raw else nothing, source, token)
        except Exception as problem:  # noqa: BLE001 - told in _decide, where the event is put aside
            return _Opened(known, nothing, source, token, problem=problem)

    def _with_more(self, opened: list[_Opened], now: datetime) -> list[_Opened]:
        """With the facts beyond the usual ones; no transaction is opened where no event needs any and no results of a survey
        are out."""
        needed = {one.known.claim.chat: needs(one.event, one.known.memory.progress) for one in opened}
        news, beside = self._news.for_chats(list(needed), now), self._news.beside(now)
        if not news and not beside and not any(needed.values()):
            return opened
        with self._database.reading() as session:
            more = facts.read(session, needed, self._city, self._seal, now)
            usable = monitors.usable(session, _codes(opened), self._seal)
        for chat, yes in usable.items():
            more.setdefault(chat, {})["code_usable"] = yes
        for chat, tidings in news.items():
            more.setdefault(chat, {})["tidings"] = tidings
        return [replace(one, more={**more.get(one.known.claim.chat, {}), "beside": beside}) for one in opened]

    def _decide_all(self, opened: Sequence[_Opened], naming: Naming, now: datetime) -> list[_Decided]:
        """What follows from each claim. Whose words mean nothing elsewhere has their own voices read, and is decided on anew
        where there are any; nobody else costs that statement. Raises DatabaseAway."""
        decided = [self._decide(one, naming, now) for one in opened]
        lacking: dict[str, frozenset[Need]] = {
            one.claim.chat: frozenset({"own_voices"}) for one in decided if one.turn.lacks_own_voices
        }
        if not lacking:
            return decided
        with self._database.reading() as session:
            found = facts.read(session, lacking, self._city, self._seal, now)
        return [
            self._decide(replace(one, more={**one.more, **found[first.claim.chat]}), naming, now)
            if first.claim.chat in found
            else first
            for one, first in zip(opened, decided, strict=True)
        ]

    def _decide(self, opened: _Opened, naming: Naming, now: datetime) -> _Decided:
        """What follows from one claim; no transaction is open meanwhile."""
        self._precedence.give_way(_TURN_GIVES_WAY_SECONDS)
        known, claim, memory = opened.known, opened.known.claim, opened.known.memory
        last = (memory.last_happened_at, memory.last_event_id)
        late = last[0] is not None and (claim.happened_at, claim.webhook_event_id) < (last[0], last[1] or "")
        try:
            if opened.problem is not None:
                raise opened.problem
            quiet = late or known.flooding > 1
            if (
                self._stopped()
                and not quiet
                and (notice := turn_while_stopped(opened.event, memory.progress, self._city))
            ):
                return _Decided(claim, memory, late, notice, opened.source, opened.token)
            documents = self._answerer.present()
            turn = respond(
                opened.event,
                Facts(
                    now,
                    replace(self._city, doors=(*self._city.doors, *documents.doors)) if documents.doors else self._city,
                    partial(documents.ask, today=day_in_japan(now)),
                    memory.progress,
                    known=known.known,
                    left=known.left,
                    late=late,
                    flooding=known.flooding,
                    look=documents.look,
                    pushes_stopped=self._pushes_stopped(),
                    **opened.more,
                ),
            )
            noted = self._noted(turn, claim, documents, naming, now)
            if noted is not None and turn.progress.until is not None and not late:
                turn = replace(turn, progress=replace(turn.progress, answer=noted.id))
            return _Decided(claim, memory, late, turn, opened.source, opened.token, noted=noted)
        except Exception as problem:
            # One bug must not mute a citizen: the event is put aside for staff, and the next one goes on.
            log.exception("event %s: turn failed", claim.webhook_event_id)
            turn = Turn(memory.progress, (apology(self._city),))
            return _Decided(claim, memory, late, turn, opened.source, opened.token, type(problem).__name__)

    def _noted(self, turn: Turn, claim: Claim, documents: Documents, naming: Naming, now: datetime) -> Noted | None:
        """The line in the log of answers; None when no question was answered."""
        answered = turn.answered
        if answered is None:
            return None
        return answers.noted(
            answered.question,
            answered.reply,
            door=answered.door,
            message_id=answered.message_id,
            chat=claim.chat,
            naming=naming,
            edition=documents.edition,
            ledger=documents.version,
            seal=self._seal,
            now=now,
        )

    def _raw(self, claim: Claim) -> dict[str, Any]:
        """The event as LINE sent it; empty when it was taken back meanwhile."""
        if claim.body is None:
            return {}
        raw = json.loads(self._seal.open(claim.body))
        return raw if isinstance(raw, dict) else {}

    def _keep(self, decided: Sequence[_Decided], lease: str) -> None:
        """One transaction for the group; afterwards its letters are on their way."""
        letters: list[Sending] = []
        granted = self._sender.reserve(len(decided))
        try:
            with self._database.writing() as session:
                now = self._clock()
                chats = [one.claim.chat for one in decided]
                inbox.foresee_still_held(session, [one.claim for one in decided])
                outbox.foresee_standing(session, chats)
                versions = conversations.versions(session, chats)
                held = inbox.still_held(session, [one.claim for one in decided])
                # Before the effects: what they cancel of what is owed is not found any more when a letter is to carry it.
                standing = outbox.standing(session, chats)
                ours = [
                    one
                    for one in decided
                    if one.claim.id in held and versions.get(one.claim.chat, 0) == one.memory.version
                ]
                # Decided on what is no longer so: to be decided again, at once.
                inbox.release(session, [one.claim for one in decided if one.claim.id in held and one not in ours])
                inbox.mark_handled(session, [one.claim.id for one in ours if one.problem is None], now)
                for one in ours:
                    if one.problem is not None:
                        inbox.mark_dead(session, [one.claim.id], one.problem, now)
                ours = [self._with_effects(session, one, now) for one in ours]
                conversations.keep(session, [_remembered(one) for one in ours], self._seal)
                answers.keep(session, [one.noted for one in ours if one.noted is not None and one.problem is None])
                inbox.foresee_waits(session, now)
                drafts = [draft for one in ours if (draft := self._draft(one))]
                ready = [draft for draft in drafts if draft.chat not in standing.busy][:granted]
                letters = outbox.write(session, ready, now, lease, owing=standing.owing)
                behind = [draft for draft in drafts if draft not in ready]
                outbox.write(session, behind, now)
                more_wait = inbox.waits(session, now)
                self._reach("turns.before_commit")
        except BaseException:
            self._sender.give_back(granted)
            raise
        self._more_wait = more_wait
        self._reach("turns.after_commit")
        self._sender.give_back(granted - len(letters))
        self._sender.send(letters)
        if behind:
            self._sender.expect_due(draft.chat for draft in behind)
        self._tell(ours, now)
        kept = {one.claim.id for one in ours}
        for one in decided:
            if one.claim.id not in kept:
                log.warning("event %s: overtaken, nothing kept", one.claim.webhook_event_id)

    def _tell(self, kept: Sequence[_Decided], now: datetime) -> None:
        """One line for each turn: ids, kinds and durations, nothing of what was said."""
        for one in kept:
            answered, standing = one.turn.answered, one.turn.progress.standing
            log.info(
                "turn event=%s kind=%s waited_ms=%d outcome=%s step=%s effects=%s messages=%d attempt=%d%s",
                one.claim.webhook_event_id,
                one.claim.kind,
                (now - one.claim.received_at).total_seconds() * 1000,
                one.problem or (answered.reply.outcome if answered else "-"),
                f"{standing.flow}.{standing.step}" if standing else "-",
                ",".join(type(effect).__name__ for effect in one.turn.effects) or "-",
                len(one.turn.messages),
                one.claim.attempts,
                " late=1" if one.late else "",
            )

    def _with_effects(self, session: Session, one: _Decided, now: datetime) -> _Decided:
        """Let the effects of a turn take place; what is said because of them follows its messages."""
        last = one.turn.afterwards
        if one.problem is not None or one.source is None or not one.turn.effects:
            return _with_more_said(one, last) if last else one
        claim = one.claim
        on = Circumstances(
            claim.chat,
            one.source,
            claim.webhook_event_id,
            claim.happened_at,
            now,
            self._city,
            self._seal,
            self._media,
        )
        said = [message for effect in one.turn.effects for message in effects.apply(session, effect, on)]
        return _with_more_said(one, (*said, *last)) if said or last else one

    def _keep_alone(self, one: _Decided, lease: str) -> None:
        try:
            self._keep([one], lease)
        except DatabaseAway:
            raise
        except Exception as problem:
            log.exception("event %s: turn could not be kept", one.claim.webhook_event_id)
            failed = replace(
                one, turn=Turn(one.memory.progress, (apology(self._city),)), problem=type(problem).__name__
            )
            self._put_aside(failed, lease)

    def _put_aside(self, failed: _Decided, lease: str) -> None:
        """An apology and a dead row; where even that cannot be kept, the row alone, or the event would come back for ever."""
        try:
            self._keep([failed], lease)
        except DatabaseAway:
            raise
        except Exception as problem:
            log.exception("event %s: apology could not be kept", failed.claim.webhook_event_id)
            with self._database.writing() as session:
                if inbox.still_held(session, [failed.claim]):
                    inbox.mark_dead(session, [failed.claim.id], type(problem).__name__, self._clock())

    def _draft(self, one: _Decided) -> Draft | None:
        messages = render(one.turn.messages)
        if not messages or one.token is None:
            return None
        return Draft(
            chat=one.claim.chat,
            purpose=":".join(filter(None, (one.turn.about, "reply", one.claim.webhook_event_id))),
            route="reply",
            body=self._seal.seal(json.dumps(messages, separators=(",", ":"))),
            bubbles=len(messages),
            reply_token=self._seal.seal(one.token),
            token_from=one.claim.received_at,
            fallback="push" if one.turn.must_arrive and one.source else "owe",
            recipient=self._seal.seal(one.source.identity) if one.turn.must_arrive and one.source else None,
        )


def _with_more_said(one: _Decided, said: Sequence[Message]) -> _Decided:
    return replace(one, turn=replace(one.turn, messages=(*one.turn.messages, *said)))


class _TooOften(Exception):
    """The event was claimed again and again and never finished: it ends the process that takes it."""


def _remembered(one: _Decided) -> Remembered:
    newest = one.memory.last_happened_at if one.late and one.memory.last_happened_at else one.claim.happened_at
    newest_id = one.memory.last_event_id if one.late and one.memory.last_event_id else one.claim.webhook_event_id
    return Remembered(one.claim.chat, one.memory.version + 1, newest, newest_id, one.turn.progress)
