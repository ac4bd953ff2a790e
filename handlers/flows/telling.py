"""What a resident tells the city, message by message: texts, photos, a place; and what stops it before it is sent.

Shared by the flows that take somebody's own words (``voice``, ``answering``). All told stands in the running conversation
only, at the steps "text", "photo" and "place", each with the id of its message; what was chosen about personal data at "stop".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casework.danger import Alarm, alarm
from casework.personal_data import Find, hidden, may_go_as_is
from handlers import voice_wording as words
from handlers.characters import sendable
from handlers.city import City
from handlers.flow import STOP, Branch, Quietly, Scene, Slip, Step, Takes, Way
from handlers.key_words import number
from handlers.model import Batch, Event, Facts, Message, Place, Said, Sent, Standing, Told
from handlers.personal import personal_data_in

HIDE, AS_IS = "かくして送る", "そのまま送る"
NUMBERS_FIRST = Told("helped", "")
TOO_MANY = Told("too_many", "")
_READ_THE_NUMBERS = Told("danger", "")
_SLIPS = {
    "audio": words.AUDIO,
    "video": words.NO_VIDEO,
    "file": words.NO_FILE,
    "sticker": words.NO_STICKER,
    "location": words.NO_PLACE,
}


# --- what was told so far ----------------------------------------------------------------------------------------


def texts_told(at: Standing) -> tuple[Told, ...]:
    return at.own("text")


def has_told(at: Standing) -> bool:
    """Whether there is anything to send: words of the resident's own, a photo, or a place."""
    return any(at.own(kind) for kind in ("text", "photo", "place"))


def if_told(then: str) -> Branch:
    """The way of 送る: to ``then``, or back to writing where all that was told has been taken back in LINE meanwhile."""
    return Branch(lambda scene: then if has_told(scene.at) else "nothing", (then, "nothing"))


def finds_in(told: Sequence[Told], city: City) -> list[Find]:
    """The personal data in what was told, each message by itself, as it was typed."""
    return [find for one in told for find in personal_data_in(one.text, city)]


def unsettled(scene: Scene) -> list[Find]:
    """Personal data about which the resident has not decided yet."""
    chosen = [place for place, told in enumerate(scene.at.said) if told.step == "stop" and told.text in {HIDE, AS_IS}]
    if not chosen:
        return finds_in(texts_told(scene.at), scene.facts.city)
    if scene.at.said[chosen[-1]].text == HIDE:
        return []
    since = replace(scene.at, said=scene.at.said[chosen[-1] :])
    return finds_in(texts_told(since), scene.facts.city)


def shown_texts(scene: Scene) -> tuple[Told, ...]:
    """The texts as they would be sent: with what is to be hidden hidden."""
    texts = texts_told(scene.at)
    if not any(told.step == "stop" and told.text == HIDE for told in scene.at.said):
        return texts
    return tuple(replace(told, text=hidden(told.text, finds_in([told], scene.facts.city))) for told in texts)


def alarm_in(scene: Scene) -> Alarm:
    return alarm("\n".join(told.text for told in texts_told(scene.at)), scene.facts.city.voice.danger)


def goes_on(scene: Scene) -> str:
    """Where what has been told leads: first help, then the stop, then the card."""
    if not has_told(scene.at):
        return "text"
    if scene.at.last("danger") is None and alarm_in(scene).distress:
        return "danger"
    return "stop" if unsettled(scene) else "check"


ON = Branch(goes_on, ("text", "danger", "stop", "check"))


# --- what a step takes -------------------------------------------------------------------------------------------


def takes(event: Event, scene: Scene) -> Sequence[Told] | Slip | Quietly | None:
    """A text, photo or place becomes part of it; all else is told in one sentence. A number alone chooses, or misses what can
    be chosen, and tells nothing."""
    if isinstance(event, Said) and number(event.text) is not None:
        return None
    return takes_even_a_number(event, scene)


def takes_even_a_number(event: Event, scene: Scene) -> Sequence[Told] | Slip | Quietly | None:
    """As ``takes``, on the empty page of an answer: the city may have asked how many."""
    match event:
        case Said():
            text = sendable(event.text).strip()
            chars = sum(len(told.text) for told in texts_told(scene.at)) + len(text)
            if chars > words.MAX_CHARS:
                return Slip(words.too_long(chars))
            new = Told("text", text, event.message_id)
            return [new, *if_acute([*texts_told(scene.at), new], scene.at, scene.facts)]
        case Sent(kind="image", batch=Batch() as batch):
            return photo_of(batch, event.message_id, scene.at)
        case Sent(kind="image"):
            if len(scene.at.all("photo")) >= words.MAX_PHOTOS:
                return Slip(words.TOO_MANY_PHOTOS)
            return [Told("photo", event.message_id, event.message_id)]
        case Sent(kind="location", place=Place() as place):
            return [Told("place", in_words(place), event.message_id)]
        case Sent():
            return Slip(_SLIPS[event.kind])
    return None


def shows_it(event: Event, scene: Scene) -> Sequence[Told] | Slip | Quietly | None:
    """Beside words nobody asked for: the photo and the place of what they tell; more words may be about something else."""
    return takes(event, scene) if isinstance(event, Sent) and event.kind in {"image", "location"} else None


def photo_of(batch: Batch, message_id: str, at: Standing) -> Sequence[Told] | Quietly:
    """One of several photos sent together: each is an event of its own, in any order, and one answer is enough for all.

    Until the last one has come nothing is said; should one get lost, the next word of the resident brings the card.
    """
    has_room = len(at.all("photo")) < words.MAX_PHOTOS
    new = [Told("photo", message_id, message_id)] if has_room else [Told("over", batch.id, message_id)]
    new.append(Told("batch", batch.id, message_id))
    if at.all("batch").count(batch.id) + 1 < batch.total:
        return Quietly(new)
    is_over = not has_room or batch.id in at.all("over")
    return [*new, TOO_MANY] if is_over else new


def if_acute(texts: Sequence[Told], at: Standing | None, facts: Facts) -> Sequence[Told]:
    """The mark that numbers to call are to be shown first, once in a flow."""
    if at is not None and at.last("helped") is not None:
        return []
    found = alarm("\n".join(told.text for told in texts), facts.city.voice.danger)
    return [NUMBERS_FIRST] if found.acute and not found.distress else []


def in_words(place: Place) -> str:
    where = f"{place.latitude:.5f},{place.longitude:.5f}"
    return f"{sendable(place.words)}（{where}）" if place.words else where


def takes_after_help(event: Event, scene: Scene) -> Sequence[Told] | Slip | Quietly | None:
    """Who writes on has read the numbers."""
    taken = takes(event, scene)
    if isinstance(taken, Quietly):
        return Quietly([*taken.told, _READ_THE_NUMBERS])
    return taken if taken is None or isinstance(taken, Slip) else [*taken, _READ_THE_NUMBERS]


# --- what both flows say and offer -------------------------------------------------------------------------------

STOP_TALKING = Way("やめる", STOP)
HIDES = Way(HIDE, ON, means=("hide",))
# What stays when the words are written anew: it would have to be found and sent once more.
SHOWS = frozenset({"photo", "place", "batch", "over"})
TAKES_PHOTOS_OFF = Way(
    "写真を外す",
    ON,
    means=("without_photos",),
    offered=lambda scene: bool(scene.at.all("photo")),
    drops=frozenset({"photo", "batch", "over"}),
)
WRITES_ANEW = Way("書き直す", "rewrite", means=("anew",), forgets=True)
SENDS_AS_IS = Way(AS_IS, ON, means=("as_is",), offered=lambda scene: may_go_as_is(unsettled(scene)))
BY_PHONE = Step(
    lambda scene: [words.contact_by_phone(scene.facts.city)],
    (Way("このまま続ける", ON, means=("go_on",)), STOP_TALKING),
    takes,
    ON,
)
DANGER = Step(
    lambda _scene: [words.DISTRESS],
    (Way("このまま続ける", ON, means=("go_on",)), STOP_TALKING),
    takes_after_help,
    ON,
    alone=True,
)


def said_first(scene: Scene) -> Sequence[Message]:
    """Whom to call in acute danger, at once and above all else, for the way on stays open below; and what was left out."""
    numbers = [words.danger(scene.facts.city)] if scene.at.said[-1] == NUMBERS_FIRST else []
    return [*numbers, *([words.TOO_MANY_TOGETHER] if scene.at.said[-1] == TOO_MANY else [])]


def stops(contact: Way) -> Step:
    """Personal data stand in what was told: what becomes of them is the resident's to say. ``contact``: another way to tell."""

    def says(scene: Scene) -> Sequence[Message]:
        ways = [way.label for way in step.open_ways(scene)]
        return [*said_first(scene), words.personal_data(unsettled(scene), ways)]

    step = Step(says, (HIDES, WRITES_ANEW, contact, SENDS_AS_IS), takes, ON)
    return step


def nothing_left(what: str, *, taking: Takes = takes) -> Step:
    """送る with nothing to send: ``what`` ("ご意見") was taken back."""
    return Step(
        lambda _scene: [
            Message(f"送信取り消しで{what}がなくなったため、送れませんでした。もう一度書いて送ってください。")
        ],
        (STOP_TALKING,),
        taking,
        ON,
        again=f"{what}を書いて送ってください。",
        numbered=False,
    )


def rewrites(what: str, *more: Way, taking: Takes = takes) -> Step:
    """The words told so far are forgotten, and ``what`` ("ご意見") is written once more; photos and places stay."""
    return Step(
        lambda scene: [words.rewrite(what, len(scene.at.all("photo")), len(scene.at.all("place")))],
        (STOP_TALKING, *more),
        taking,
        ON,
        again=f"{what}を書いて送ってください。",
        numbered=False,
    )
