"""Finding voices by their words, and voices that are like one: the same on both databases, and unreadable without the key.

Every voice leaves a set of two-character pieces, each as a keyed number. Japanese words of two characters (除雪) are found
by that, longer ones by all of their pieces. Things with several names (無線LAN, Wi-Fi) leave one number more, so that voices
are found to be alike that share no piece.

Words of one character (雪) and of kana (ごみ, which others write ゴミ) have no pieces, or not those of each other: for them the
newest voices are opened and read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import log, sqrt
from operator import attrgetter

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from casework.things import Things
from knowledge.language.text import fold
from storage.models import VOICE_TOKENS, Voice, VoicePart, VoiceToken
from storage.sealing import Seal, Unreadable

_BREAK = re.compile(r"[^\w]+")
# Endings and particles stand in every voice and tell nothing.
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
# A piece that more voices share than this says little; reading on would cost more than it tells.
_MOST_OF_ONE_PIECE = 200
_MOST_PIECES = 150
# A letter of pages has a piece of everything: it must share more than a voice of a few sentences, which takes up this much
# room at most, and few such letters are compared with one voice, as that takes as long as the words are many.
_ROOM_OF_A_VOICE = 600
_ROOM_OF_ALL = 30 * _ROOM_OF_A_VOICE
# So many of those that share most are looked at again for that.
_WEIGHED = 300
# A thing that both name, in whatever words, tells as much as several pieces that both happen to have.
_A_THING = 3.0
# Years of what a small city hears, and read in a fraction of a second.
MOST_READ = 5000
# As many: filters and the sight of a section leave few of them, and those may be the oldest. Whoever looks is told of more.
MOST_FOUND = MOST_READ
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")


_NEWEST_WITH = (
    select(VOICE_TOKENS.c.voice_id)
    .where(VOICE_TOKENS.c.token == bindparam("token"))
    .order_by(VOICE_TOKENS.c.voice_id.desc())
    .limit(_MOST_OF_ONE_PIECE)
)


@dataclass(frozen=True)
class Candidate:
    """A voice that shares pieces with another; ``score`` grows with how many and how rare they are."""

    voice_id: int
    score: float


@dataclass(frozen=True)
class Found:
    """The ids of the voices that hold the words, newest first. ``read_all`` is False where a word had to be looked for by
    reading, and older voices were left unread. ``unreadable`` is how many of the others could then not be opened whole."""

    voices: list[int]
    read_all: bool = True
    unreadable: int = 0


def pieces(text: str) -> set[str]:
    """The two-character pieces of a text, without those of hiragana alone."""
    words = _BREAK.split(fold(text, kana=False, spaces=True))
    found = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    return {piece for piece in found if not _HIRAGANA.fullmatch(piece)}


def remember(session: Session, voice_id: int, text: str, seal: Seal, things: Things) -> None:
    """Keep the pieces of a voice and the things it names, in place of those kept before."""
    session.execute(delete(VoiceToken).where(VoiceToken.voice_id == voice_id))
    tokens = sorted(tokens_of(text, seal, things))
    if tokens:
        session.execute(insert(VOICE_TOKENS), [{"token": one, "voice_id": voice_id} for one in tokens])


def like(
    session: Session, text: str, seal: Seal, things: Things, *, without: Sequence[int] = (), limit: int = 20
) -> list[Candidate]:
    """The voices that share most with a text, likest first. Of a piece that very many share, the newest are looked at."""
    named = {token(piece, seal): _A_THING for piece in _of_things(text, things)}
    tokens = {**dict.fromkeys(sorted(token(piece, seal) for piece in pieces(text)), 1.0), **named}
    scores: dict[int, float] = {}
    for one, tells in list(tokens.items())[-_MOST_PIECES:]:
        # One statement a piece, built once: putting a hundred together into one takes longer than asking a hundred times.
        voices = session.execute(_NEWEST_WITH, {"token": one}).scalars().all()
        weight = tells * log(1 + _MOST_OF_ONE_PIECE / max(1, len(voices)))
        for voice_id in voices:
            scores[voice_id] = scores.get(voice_id, 0.0) + weight
    for voice_id in without:
        scores.pop(voice_id, None)
    most = dict(_likest(scores, _WEIGHED))
    room = {voice_id: bytes_in_all for voice_id, bytes_in_all in session.execute(_room_of(list(most)))}
    own = max(len(text.encode()), _ROOM_OF_A_VOICE)
    weighed = {voice_id: score / sqrt(max(1.0, room.get(voice_id, 0) / own)) for voice_id, score in most.items()}
    found: list[Candidate] = []
    left = max(_ROOM_OF_ALL, 2 * own)
    for voice_id, score in _likest(weighed, _WEIGHED):
        if len(found) < limit and room.get(voice_id, 0) <= left:
            left -= room.get(voice_id, 0)
            found.append(Candidate(voice_id, score))
    return found


def _likest(scores: Mapping[int, float], limit: int) -> list[tuple[int, float]]:
    return sorted(scores.items(), key=lambda pair: (-pair[1], -pair[0]))[:limit]


def _room_of(voice_ids: Sequence[int]) -> Select[int, int]:
    """How many bytes the words of each take up, sealed: known without opening them."""
    parts = VoicePart.voice_id.in_(voice_ids), VoicePart.kind == "text", VoicePart.body.is_not(None)
    return select(VoicePart.voice_id, func.sum(func.length(VoicePart.body))).where(*parts).group_by(VoicePart.voice_id)


def words_in(asked: str) -> list[str]:
    """The words that somebody looks for; none where there are only signs."""
    return [word for word in _BREAK.split(fold(asked, kana=False, spaces=True)) if word]


def holding(session: Session, asked: str, seal: Seal, *, most_read: int = MOST_READ) -> Found:
    """The voices that hold all words, however their kana are written."""
    words = words_in(asked)
    # A word without pieces would be passed over, and everything be found that holds the others.
    found = having(session, asked, seal) if all(pieces(word) for word in words) else []
    if not any(_KANA.search(word) or len(word) == 1 for word in words):
        return Found(found)
    read = _read(session, [fold(word) for word in words], seal, most_read)
    return replace(read, voices=sorted({*found, *read.voices}, reverse=True)[:MOST_FOUND])


def _read(session: Session, words: Sequence[str], seal: Seal, most_read: int) -> Found:
    """The newest voices in whose own text all the folded words stand."""
    newest = select(Voice.id).where(Voice.sealed_at.is_(None)).order_by(Voice.id.desc()).limit(most_read + 1)
    ids = list(session.execute(newest).scalars())
    if not ids:
        return Found([])
    read_all, oldest, open_to_all = len(ids) <= most_read, ids[:most_read][-1], set(ids)
    parts = session.execute(
        select(VoicePart.voice_id, VoicePart.body)
        .where(VoicePart.voice_id >= oldest, VoicePart.kind == "text", VoicePart.body.is_not(None))
        .order_by(VoicePart.voice_id.desc(), VoicePart.id)
    )
    found: list[int] = []
    unreadable = 0
    for voice_id, own in groupby(parts, attrgetter("voice_id")):
        if voice_id not in open_to_all:
            continue
        opened = [_opened(part.body, seal) for part in own]
        text = fold("\n".join(one for one in opened if one is not None))
        if all(word in text for word in words):
            found.append(voice_id)
            if len(found) == MOST_FOUND:
                break
        elif None in opened:
            unreadable += 1
    return Found(found, read_all, unreadable)


def _opened(body: bytes, seal: Seal) -> str | None:
    """The words of a part; None where it cannot be read: one damaged row must not keep all others from being found."""
    try:
        return seal.open(body)
    except Unreadable:
        return None


def having(session: Session, words: str, seal: Seal) -> list[int]:
    """The ids of voices that hold all pieces of the words, newest first. Words of one character find nothing;
    ``holding`` finds those, too."""
    tokens = {token(piece, seal) for piece in pieces(words)}
    if not tokens:
        return []
    rows = session.execute(
        select(VoiceToken.voice_id)
        .where(VoiceToken.token.in_(tokens))
        .group_by(VoiceToken.voice_id)
        .having(func.count() == len(tokens))
        .order_by(VoiceToken.voice_id.desc())
        .limit(MOST_FOUND)
    )
    return list(rows.scalars())


def tokens_of(text: str, seal: Seal, things: Things) -> set[int]:
    """The numbers under which a text is kept."""
    return {token(piece, seal) for piece in pieces(text) | _of_things(text, things)}


def _of_things(text: str, things: Things) -> set[str]:
    return {f"={thing}" for thing in things.named_in(text)}


def token(piece: str, seal: Seal) -> int:
    """The keyed number of a piece."""
    return int(seal.fingerprint(f"piece {piece}")[:15], 16)
