"""The plain values of a conversation: what came in, what the bot says, what it must do besides speaking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from handlers.city import City
from handlers.own_voices import OwnVoice
from handlers.panel_facts import Beside, PanelFacts, Tidings
from knowledge.browsing.cards import Card
from knowledge.browsing.shelves import Shelf
from knowledge.reply import Bars, Choice, Reply, Topic

# --- what came in ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A place on the map, in degrees. ``words`` are the name and address LINE gives with it, possibly none."""

    latitude: float
    longitude: float
    words: str = ""


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
    """A text. ``mentions_us``: the bot was mentioned by name; the mention itself is cut out of ``text``.

    ``message_id`` is LINE's id of the message, by which it can be taken back.
    """

    text: str = ""
    mentions_us: bool = False
    message_id: str = ""


@dataclass(frozen=True)
class Pressed(Event):
    """A button with data of ours (postback). ``params`` are LINE's date, time or menu parameters."""

    data: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Photos sent together: ``total`` of them, each an event of its own."""

    id: str
    total: int


@dataclass(frozen=True)
class Sent(Event):
    """Something that is not text: it is answered by what it is. ``place`` is set for a location, ``batch`` for one of
    several photos sent together."""

    kind: Literal["sticker", "image", "video", "audio", "file", "location"] = "sticker"
    message_id: str = ""
    place: Place | None = None
    batch: Batch | None = None


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
    """A button under a message. ``label`` has at most 20 characters; ``says`` is typed for the resident when tapped.

    With ``data`` (see ``handlers.postbacks``) the tap sends that instead, and ``says`` is only shown as if typed: for taps
    that must say which question or case they mean, however old the button. Typing the label does the same while it is the
    newest thing offered.
    """

    label: str
    says: str
    data: str | None = None


@dataclass(frozen=True)
class Message:
    """One bubble: the text, buttons below it, for figures a card with bars, and for what one looks at its ``cards``.

    The text says everything; card and buttons only help (LINE on a PC shows no buttons). Buttons vanish with the next
    message; the ``lasting`` ones stand in a card below the text and stay.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    bars: tuple[Bars, ...] = ()
    cards: tuple[Card, ...] = ()
    lasting: tuple[Button, ...] = ()


# --- what must happen besides ------------------------------------------------------------------------------------


class Effect:
    """What must happen besides speaking, a plain value; flows define their own. One function each in ``bot.effects``
    makes it so, inside the turn's transaction, and may say what only then is known (a receipt's number).

    ``is_receipt``: what is said because of it must arrive. ``ends_what_waits``: what stood aside does not go on after it.
    """

    is_receipt: ClassVar[bool] = False
    ends_what_waits: ClassVar[bool] = False


@dataclass(frozen=True)
class Greeted(Effect):
    """The resident is reachable from now on (added us, or wrote to us)."""


@dataclass(frozen=True)
class Left(Effect):
    """The resident blocked us: no pushes from now on."""


Doubt = Literal["figure", "meaning", "outdated", "other"]


@dataclass(frozen=True)
class Doubted(Effect):
    """A resident says that an answer is wrong: ``answer`` is its number in the log; ``words``, masked, say in what."""

    answer: int
    about: Doubt
    words: str = ""


@dataclass(frozen=True)
class QuestionTakenBack(Effect):
    """A message was taken back: if it was a question, its words go from the log of answers."""

    message_id: str


# --- memory ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """One thing told in a flow: at which step, in which words, by which message (so that it can be taken back).

    ``chosen``: the words are a button's, by which a way was taken. They are nobody's own words, wherever they were said.
    """

    step: str
    text: str
    message_id: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a resident stands in a flow.

    ``flow`` is the conversation's name, with what it is about behind a colon where there are several ("survey:7").
    ``said`` is what was told so far, oldest first. All of it is erased when the flow is left, and at ``until``. ``loose``:
    the step is only an offer. ``free``: nothing is begun yet there, and one may go.
    """

    flow: str
    step: str
    said: tuple[Told, ...] = ()
    until: datetime | None = None
    loose: bool = False
    free: bool = False

    @property
    def holds(self) -> bool:
        """Whether something has been begun: that silence has ended it is to be told."""
        return not self.loose and not self.free

    def last(self, step: str) -> str | None:
        """What was told last at a step; None when nothing was."""
        return next((told.text for told in reversed(self.said) if told.step == step), None)

    def own(self, step: str) -> tuple[Told, ...]:
        """What the resident told at a step in words (or by a photo, a place) of their own, oldest first."""
        return tuple(told for told in self.said if told.step == step and not told.chosen)

    def all(self, step: str) -> tuple[str, ...]:
        """Everything told at a step, oldest first."""
        return tuple(told.text for told in self.said if told.step == step)


@dataclass(frozen=True)
class Asked:
    """The question that was answered last, to show its answer again: with what it referred to, and by which message."""

    question: str
    topic: Topic | None = None
    message_id: str = ""


# So long a button's words said again are the same tap and no question.
_TAKEN_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Taken:
    """The way that was taken last, as long as nothing else was said: ``words`` (bare) are what was typed and the button's."""

    words: tuple[str, ...]
    at: datetime

    @property
    def until(self) -> datetime:
        return self.at + _TAKEN_LASTS


@dataclass(frozen=True)
class Progress:
    """What the bot keeps of a conversation between two turns; encrypted at rest.

    ``topic`` is what follow-ups refer to, ``choices`` what digits choose among, ``answer`` the number in the log of the
    last answer, to which 「ちがう」 refers, ``asked`` what もう一度見る answers again; all fade at ``until``. ``standing`` has
    a time of its own. ``ended`` names a flow that ended by silence, of which the resident has not been told yet. ``aside``
    is what stands beside ``standing`` (see ``handlers.in_between``): a survey that goes on when what came in between is
    over, or an offer while it goes on. ``taken`` tells a second tap (see ``handlers.said_again``).
    """

    topic: Topic | None = None
    choices: tuple[Choice, ...] = ()
    until: datetime | None = None
    standing: Standing | None = None
    ended: str | None = None
    answer: int | None = None
    aside: Standing | None = None
    taken: Taken | None = None
    asked: Asked | None = None


def _nothing_to_see(_place: tuple[str, ...]) -> Shelf | None:
    return None


@dataclass(frozen=True)
class Facts:
    """All that ``respond`` may know.

    ``ask`` answers a question from the documents, ``look`` shows what of them lies at a place. ``known``: this resident has
    been here before. ``late``: something newer of this person has been handled already, so this event is no answer to the
    present step. ``flooding``: this person's recent messages exceed the city's limit, by so many (0: no).

    What follows after ``flooding`` is read only for events that need it (``handlers.needs``), and has its default otherwise;
    ``tidings`` are results this resident was not told yet, the oldest first. ``beside`` are surveys about an indicator, empty
    unless the city wants their figures to be found from the answer about it. ``pushes_stopped``: staff have stopped what is
    sent without being asked; whoever waits for something is told so. ``code_usable``: whether the invitation code that was just
    said can be used (None: none was said).
    """

    now: datetime
    city: City
    ask: Callable[[str, Topic | None], Reply]
    progress: Progress = Progress()
    known: bool = False
    left: bool = False
    late: bool = False
    flooding: int = 0
    look: Callable[[tuple[str, ...]], Shelf | None] = _nothing_to_see
    panel: PanelFacts = PanelFacts()
    tidings: tuple[Tidings, ...] = ()
    beside: tuple[Beside, ...] = ()
    own_voices: tuple[OwnVoice, ...] = ()
    pushes_stopped: bool = False
    code_usable: bool | None = None


@dataclass(frozen=True)
class Answered:
    """A question that was answered, for the log. ``question`` is masked; ``door`` names the door that was shown."""

    question: str
    reply: Reply
    door: str | None = None
    message_id: str = ""


@dataclass(frozen=True)
class Turn:
    """What follows from one event. No messages: nothing is said.

    ``must_arrive``: what is said is a receipt. It is pushed when the reply surely did not arrive. ``about`` names a survey
    ("survey:7") whose course the messages would tell: its letters are erased when it closes. ``afterwards`` is said last,
    after what the effects say. ``lacks_own_voices``: what was said may be about the resident's own voices, and this was
    decided as for somebody who has none; who has some is to be decided on anew.
    """

    progress: Progress = Progress()
    messages: tuple[Message, ...] = ()
    effects: tuple[Effect, ...] = ()
    must_arrive: bool = False
    about: str = ""
    answered: Answered | None = None
    afterwards: tuple[Message, ...] = ()
    lacks_own_voices: bool = False
