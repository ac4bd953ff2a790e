"""What was published of voices, as something the bot can answer from: only where the documents do not tell, and only until
the day on which somebody is to look at the answer again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.documents import Documents
from casework.likeness import Tokens, alike, rarity_among, same_matter
from casework.proposals import Proposer
from casework.working_days import day_in_japan
from handlers.city import Door
from handlers.days import with_year
from knowledge.browsing.places import Place
from knowledge.browsing.shelves import Shelf
from knowledge.model import Source
from knowledge.reply import Reply, Topic
from storage import public_copies
from storage.database import Database
from storage.public_copies import Copy
from storage.sealing import Seal

_LEAST_LIKE = 0.33
_MOST_ASKED_CHARS = 120
_MOST_ANSWERED_CHARS = 330


@dataclass(frozen=True)
class _Known:
    copy: Copy
    tokens: Tokens


@dataclass(frozen=True)
class _WithPublished:
    """Documents that also know what was published."""

    documents: Documents
    known: tuple[_Known, ...]
    proposer: Proposer

    @property
    def edition(self) -> int:
        return self.documents.edition

    @property
    def version(self) -> str:
        return self.documents.version

    @property
    def doors(self) -> tuple[Door, ...]:
        return self.documents.doors

    def look(self, place: Place) -> Shelf | None:
        return self.documents.look(place)

    def ask(self, question: str, topic: Topic | None, today: date | None = None) -> Reply:
        reply = self.documents.ask(question, topic, today)
        if reply.outcome != "unknown":
            return reply
        asked = self.proposer.tokens(question)
        rare = rarity_among([asked, *(one.tokens for one in self.known)])
        compared = [(alike(asked, one.tokens, rare), one.copy) for one in self.known]
        likest, copy = max(compared, key=lambda pair: pair[0].score)
        next_likest = max((one.score for one, other in compared if other is not copy), default=0.0)
        # A resident gets it as the answer, and nobody looks at it before.
        enough = likest.score >= _LEAST_LIKE and same_matter(likest, max(next_likest, likest.score / 2))
        return _told(copy) if enough else reply


class Published:
    """One thread calls ``follow``, any number ask ``present``."""

    def __init__(
        self,
        at_present: Callable[[], Documents],
        seal: Seal,
        proposer: Callable[[], Proposer],
        clock: Callable[[], datetime],
    ) -> None:
        self._at_present = at_present
        self._seal = seal
        self._proposer = proposer
        self._clock = clock
        self._seen: object = None
        self._known: tuple[_Known, ...] = ()
        self._with: Proposer | None = None

    def follow(self, database: Database) -> None:
        """See what is published and still holds. Raises DatabaseAway."""
        today = day_in_japan(self._clock())
        with database.reading() as session:
            mark = (public_copies.mark(session), today)
            if mark == self._seen:
                return
            copies = public_copies.standing(session, "published", self._seal)
        valid = [copy for copy in copies if copy.review_on is not None and today < copy.review_on]
        if valid:
            self._with = proposer = self._proposer()
            self._known = tuple(_Known(copy, proposer.tokens(copy.asked)) for copy in valid)
        else:
            self._known = ()
        self._seen = mark

    def present(self) -> Documents:
        """What is answered from at this moment."""
        documents, known, proposer = self._at_present(), self._known, self._with
        return _WithPublished(documents, known, proposer) if known and proposer is not None else documents


def _told(copy: Copy) -> Reply:
    as_of = with_year(copy.as_of) if copy.as_of else ""
    title = f"市民の声への回答（{as_of}時点）"
    lines = [
        f"似た声に、市は次のようにお答えしています（{as_of}時点）。",
        f"声：{_cut(copy.asked, _MOST_ASKED_CHARS)}",
        f"回答：{_cut(copy.answered, _MOST_ANSWERED_CHARS)}",
        f"出典：{title} {copy.receipt}",
    ]
    return Reply("answered", "\n".join(lines), {"published": copy.receipt}, (Source(title, copy.receipt),))


def _cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…（続きは市のホームページ）"
