"""The plain values of a conversation: what came in, what the bot says, what it must do besides speaking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handlers.city import City
from knowledge.reply import Bars, Choice, Reply, Topic

# --- what came in ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """Anything that happened in a chat.

    ``at`` is LINE's time of it (aware UTC). ``where`` tells a talk with one resident from a group or room, in which the
    bot speaks only when spoken to. ``may_answer`` is False when LINE gave no way to reply (standby, unsend, …).
    """

    at: datetime
    where: Literal["talk", "group"] = "talk"
    may_answer: bool = True


@dataclass(frozen=True)
class Said(Event):
    """A text. ``mentions_us``: the bot was mentioned by name; the mention itself is cut out of ``text``."""

    text: str = ""
    mentions_us: bool = False


@dataclass(frozen=True)
class Pressed(Event):
    """A button with data of ours (postback). ``params`` are LINE's date, time or menu parameters."""

    data: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent(Event):
    """Something that is not text: it is answered by what it is."""

    kind: Literal["sticker", "image", "video", "audio", "file", "location"] = "sticker"
    message_id: str = ""


@dataclass(frozen=True)
class Followed(Event):
    """The account was added or unblocked. LINE's own flag for the latter is "not fully accurate", so the bot also asks
    its own memory (``Facts.known``)."""

    unblocked: bool = False


@dataclass(frozen=True)
class Unfollowed(Event):
    """The account was blocked."""


@dataclass(frozen=True)
class Unsent(Event):
    """A message was taken back; the webhook has erased its words already."""

    message_id: str = ""


@dataclass(frozen=True)
class JoinedGroup(Event):
    """The bot was invited to a group or room."""


@dataclass(frozen=True)
class Other(Event):
    """A kind of event nobody here has met, or one that asks for no answer. Stored; nothing is said."""

    kind: str = ""


# --- what the bot says -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Button:
    """A button under a message. ``label`` has at most 20 characters; ``says`` is typed for the resident when tapped."""

    label: str
    says: str


@dataclass(frozen=True)
class Message:
    """One bubble: the text, buttons below it, and for figures a card with bars.

    The text says everything; card and buttons only help (LINE on a PC shows no buttons).
    """

    text: str
    buttons: tuple[Button, ...] = ()
    bars: tuple[Bars, ...] = ()


# --- what must happen besides ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Greeted:
    """The resident is reachable from now on (added us, or wrote to us)."""


@dataclass(frozen=True)
class Left:
    """The resident blocked us: no pushes from now on."""


Effect = Greeted | Left


# --- memory ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """What the bot keeps of a conversation between two turns; encrypted at rest.

    ``topic`` is what follow-ups refer to and ``choices`` what digits choose among; both fade at ``until``.
    """

    topic: Topic | None = None
    choices: tuple[Choice, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """All that ``respond`` may know.

    ``ask`` answers a question from the documents. ``known``: this resident has been here before. ``late``: something
    newer of this person has been handled already, so this event is no answer to the present step. ``flooding``: this
    person's recent messages exceed the city's limit, by so many (0: no).
    """

    now: datetime
    city: City
    ask: Callable[[str, Topic | None], Reply]
    progress: Progress = Progress()
    known: bool = False
    left: bool = False
    late: bool = False
    flooding: int = 0


@dataclass(frozen=True)
class Turn:
    """What follows from one event. No messages: nothing is said."""

    progress: Progress = Progress()
    messages: tuple[Message, ...] = ()
    effects: tuple[Effect, ...] = ()
