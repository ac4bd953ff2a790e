"""What is said after the city has answered: no question to the documents, and offered to be passed on under its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from casework.about_an_answer import about_the_answer
from casework.working_days import day_in_japan
from handlers import flow
from handlers import voice_wording as words
from handlers.conversation import Conversation
from handlers.flow import END, Flow, Scene, Step, Way
from handlers.flows import voice
from handlers.flows.case import BETTER, STILL, SaidAfter
from handlers.key_words import bare
from handlers.model import Effect, Facts, Message, Standing, Told, Turn
from handlers.own_voices import OwnVoice

NAME = "replying"
_OF_IT, _ANOTHER = "このお返事について送る", "別の声として送る"
# So long whatever is told, and is none of the documents' business, may be about the answer.
_FRESH = timedelta(days=14)
# What is said of something that was to be put right, in the form that ``bare`` gives.
_OF_WHAT_WAS_DONE = re.compile(
    r"(?:直|なお|治)(?:って|っていま|らな|りま|った|らん|してない)|解決|改善(?:され|し)|(?:よく|良く)な(?:った|りま|らな|ってな)"
    r"|まだ(?:困|こま|その?まま|同じ|おなじ|変わ|かわ)|変わって(?:い?ない|いません)|変わらない(?:まま|です)?$|元のまま"
)
# What is said of the answer itself: that it is not about what was said.
_OF_THE_ANSWER = re.compile(
    r"(?:と|って)(?:書|言|い|伝え|送|申し上げ|お願いし|頼)(?:いた|った|た|んだ|しました|いました|きました|りました|えました|ました)"
    r"(?:のに|はず|んですが|けど)"
    r"|(?:賛成|反対)(?:あつかい|扱い|したこと)|ふざけ|ばかにし|馬鹿にし"
    r"|(?:話|こたえ|答え|返事|回答)(?:が|に|は)(?:違|ちが|なってな|なってい)"
    r"|(?:ちゃんと|本当に|ほんとに)(?:読|よ)(?:んで|みま)|(?:読|よ)んで(?:い?ない|い?ません|くれ(?:て|ま))"
)


def speaks_of_what_was_done(text: str) -> bool:
    """Whether a text tells how something is now that was to be put right, or that the answer is none to what was said."""
    said = bare(text)
    return _OF_WHAT_WAS_DONE.search(said) is not None or _OF_THE_ANSWER.search(said) is not None


def _receipt(scene: Scene) -> str:
    return scene.at.flow.partition(":")[2]


def _is_asked(scene: Scene) -> bool:
    return any(own.receipt == _receipt(scene) and _asks_how_it_is(own) for own in scene.facts.own_voices)


def _spoken_of_on(own: OwnVoice) -> date | None:
    """When the city answered, asked how it is now, or was told that it is not yet well, whichever came last."""
    return max(filter(None, (own.answered_on, own.open_since)), default=None)


def _asks_how_it_is(own: OwnVoice) -> bool:
    return own.asked_after and not own.said_after


def _told_how_it_is(solved: bool) -> flow.Does:
    def does(scene: Scene) -> Sequence[Effect]:
        return (SaidAfter(_receipt(scene), solved),)

    return does


def _offer(scene: Scene) -> Sequence[Message]:
    return [words.after_the_answer(_receipt(scene), asked=_is_asked(scene), may_send=_may_send(scene))]


def _may_send(scene: Scene) -> bool:
    return scene.facts.city.voice.lane != "form"


def _of_it(scene: Scene) -> Turn:
    """A voice that names what it is about: the receipt stands before the words, and on the card."""
    told = scene.at.own("text")  # none, where all of it was taken back meanwhile
    named = [replace(one, text=about_the_answer(_receipt(scene), one.text)) for one in told[:1]]
    return voice.goes_on_with((*named, *told[1:]), scene.facts)


_STEPS = {
    "heard": Step(
        _offer,
        (
            Way(BETTER, END, offered=_is_asked, does=_told_how_it_is(solved=True), everyday=True),
            Way(STILL, END, offered=_is_asked, does=_told_how_it_is(solved=False), everyday=True),
            Way(_OF_IT, END, means=("yes", "please", "send"), offered=_may_send, leads=_of_it),
            Way(
                _ANOTHER,
                END,
                means=("another",),
                offered=_may_send,
                leads=lambda scene: voice.goes_on_with(scene.at.own("text"), scene.facts),
            ),
            Way("送らない", END, means=("no",), says=lambda _scene: [words.NOT_SENT], everyday=True),
        ),
        loose=True,
        lists=True,
    )
}
REPLYING = Flow(NAME, "heard", _STEPS, reminder="")


def said_unasked(text: Told, before: Standing | None, facts: Facts) -> Turn | None:
    """What follows from words of which the documents tell nothing, for whom the city has answered lately or asked how it is
    now; None for everybody else. ``before``: where the resident stood; what was told under the same offer goes along."""
    own = _meant(text.text, facts)
    if own is None or (facts.city.voice.lane == "form" and not _asks_how_it_is(own)):
        return None
    return _offered(own, text, before, facts)


def _meant(text: str, facts: Facts) -> OwnVoice | None:
    """The voice that is meant by words that name none: the one of which was just said that it is not yet well, one of which it
    is asked just that, else the one spoken of last. None where nothing was for long."""
    today = day_in_japan(facts.now)
    fresh = [(at, one) for one in facts.own_voices if (at := _spoken_of_on(one)) and today - at <= _FRESH]
    just_told = next((one for _, one in fresh if one.said_after and one.open_since == today), None)
    of_it = speaks_of_what_was_done(text)
    asked = next((one for one in facts.own_voices if of_it and _asks_how_it_is(one)), None)
    return just_told or asked or max(fresh, key=lambda found: found[0], default=(None, None))[1]


def said_when_asked(text: Told, before: Standing | None, facts: Facts) -> Turn | None:
    """What follows from words that may mean nothing, or how it is now (「もう大丈夫です」), for whom the city asks just
    that; None for everybody else."""
    own = next((one for one in facts.own_voices if _asks_how_it_is(one)), None)
    return None if own is None else _offered(own, text, before, facts)


def _offered(own: OwnVoice, text: Told, before: Standing | None, facts: Facts) -> Turn:
    name = f"{NAME}:{own.receipt}"
    told = before.own("text") if before is not None and before.flow == name else ()
    return flow.begin(replace(REPLYING, name=name), facts, (*told, text))


CONVERSATION = Conversation(
    name=NAME,
    flow=lambda at, _facts: replace(REPLYING, name=at.flow),
    needs=frozenset({"own_voices"}),
    labels=lambda _facts: flow.labels_of(REPLYING),
    begins_with="受付状況",
)
