"""What follows from an event: key words first, then buttons of ours, then the flow the person stands in, then a number that
chooses, else a question to the documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast, get_args

from casework.out_of_the_blue import states_how_it_is
from handlers import (
    flow,
    flows,
    in_between,
    numbers,
    postbacks,
    said_again,
    survey_wording,
    tidings,
    voice_wording,
    wording,
)
from handlers.characters import is_latin, looks_empty, on_one_line, sendable
from handlers.city import Door
from handlers.doors import at_the_door, door_for
from handlers.flow import Flow, Scene
from handlers.flows import answering, case, doubting, looking, monitor, replying, survey, voice
from handlers.key_words import KeyWord, is_label, is_mistyped_receipt, is_wordy, key_word, number, receipt, wants_a_call
from handlers.masking import masked
from handlers.model import (
    Answered,
    Asked,
    Effect,
    Event,
    Facts,
    Followed,
    Greeted,
    JoinedGroup,
    Left,
    Message,
    Other,
    Pressed,
    Progress,
    QuestionTakenBack,
    Said,
    Sent,
    Standing,
    Told,
    Turn,
    Unfollowed,
    Unsent,
)
from handlers.numbers import key_word_in
from knowledge.reply import Choice, Reply, Topic

# So long a follow-up ("理由は？") still means what was spoken of last, and a number what was offered last.
TOPIC_LASTS = timedelta(minutes=10)
MAX_QUESTION_CHARS = 300
# Whoever asks for these turns to something else.
_TURNS_AWAY: frozenset[KeyWord] = frozenset({"メニュー", "質問の例"})
# What opens with these goes on by taps and numbers, which a group has not.
_FOR_ONE_ALONE: frozenset[KeyWord | None] = frozenset({"メニュー", "質問の例", "計画を見る", "もう一度見る"})


# What typed words may mean besides; in a group nobody's own is shown, and no place to look around by taps and numbers.
_OF_ALL = (doubting.typed,)
_OF_ONE_ALONE = (answering.typed, case.typed, case.asked_after, survey.typed, *_OF_ALL, looking.typed)


def respond(event: Event, facts: Facts) -> Turn:
    """Decide what is said, remembered and done after ``event``.

    A late event (``facts.late``) may be answered, yet it changes nothing: something newer has been decided already.
    """
    if isinstance(event, Unsent):  # however late: what is taken back is gone
        return Turn(facts.progress, (), (QuestionTakenBack(event.message_id),) if event.message_id else ())
    if facts.late and _completes_a_batch(event, facts.progress):
        facts = replace(facts, late=False)
    effects = () if facts.late else _effects(event, reachable=facts.known and not facts.left)
    if isinstance(event, Unfollowed):
        return Turn(facts.progress if facts.late else Progress(), (), effects)
    if not _asks_for_an_answer(event):
        return Turn(facts.progress, (), effects)
    if facts.flooding:
        return Turn(facts.progress, (wording.SLOW_DOWN,) if facts.flooding == 1 else (), effects)
    if event.where == "group" or isinstance(event, JoinedGroup):
        return replace(_in_group(event, facts), progress=facts.progress, effects=effects)
    if facts.late and isinstance(event, Pressed):  # decided on already, whatever it asked
        return Turn(facts.progress, (wording.OLD_BUTTON,), ())
    turn = tidings.told_along(_with_word_of_silence(_in_talk_and_on, event, facts), event, facts)
    if facts.late:
        return replace(turn, progress=facts.progress, effects=(), must_arrive=False, afterwards=())
    must_arrive = turn.must_arrive or any(effect.is_receipt for effect in turn.effects)
    return replace(
        turn, progress=_typeable(turn, facts.now), effects=(*effects, *turn.effects), must_arrive=must_arrive
    )


def _completes_a_batch(event: Event, progress: Progress) -> bool:
    """Photos sent together come in any order: one that is older than what was handled last may still belong to it."""
    at = progress.standing
    return isinstance(event, Sent) and event.batch is not None and at is not None and event.batch.id in at.all("batch")


def _effects(event: Event, *, reachable: bool) -> tuple[Effect, ...]:
    if event.where == "group":
        return ()
    match event:
        case Unfollowed():
            return (Left(),)
        case Followed():
            return (Greeted(),)
        case Said() | Pressed() | Sent() if (
            not reachable
        ):  # who never added us, or came back unnoticed, can still write
            return (Greeted(),)
    return ()


def _asks_for_an_answer(event: Event) -> bool:
    if not event.may_answer or isinstance(event, Other):
        return False
    if event.where == "group":
        return isinstance(event, JoinedGroup) or (isinstance(event, Said) and event.mentions_us)
    # Turning a page of the rich menu comes as a button, but the telephone has turned it already.
    return not (isinstance(event, Pressed) and "newRichMenuAliasId" in event.params)


def _still_standing(event: Event, facts: Facts) -> Progress:
    """What the resident can refer to, judged by when they spoke and not by when we got round to it."""
    if facts.late:
        return Progress()
    kept = facts.progress
    if (kept.until is None or event.at > kept.until) and (
        kept.topic or kept.choices or kept.until or kept.answer or kept.asked
    ):
        kept = replace(kept, topic=None, choices=(), until=None, answer=None, asked=None)
    at = kept.standing
    if at is not None and (at.until is None or event.at > at.until):
        kept = replace(kept, standing=None, ended=kept.ended if at.loose else at.flow)
    if kept.taken is not None and event.at > kept.taken.until:
        kept = replace(kept, taken=None)
    if kept.aside is not None and (kept.standing is None or event.at > (kept.aside.until or event.at)):
        kept = replace(kept, aside=None)
    return kept


def _with_word_of_silence(decide: Callable[[Event, Facts], Turn], event: Event, facts: Facts) -> Turn:
    """The turn, with a word first about a flow that a day's silence has ended."""
    progress = _still_standing(event, facts)
    if progress.ended is None:
        return decide(event, facts if progress is facts.progress else replace(facts, progress=progress))
    turn = decide(event, replace(facts, progress=replace(progress, ended=None)))
    if not (turn.messages or turn.afterwards):
        return replace(turn, progress=replace(turn.progress, ended=progress.ended))
    over = flows.named(progress.ended)
    word = over.ended if over else ""
    if over is not None and over.goes_on is not None and _leads_nowhere(turn, event):
        # What fits nowhere else answered what is over: nothing is to be said, or noted, but that it is.
        return Turn(replace(progress, ended=None), (Message(word),), turn.effects)
    return replace(turn, messages=(Message(word), *turn.messages)) if word else turn


def _leads_nowhere(turn: Turn, event: Event) -> bool:
    """Whether a text was told no more than that nothing is known of it, or that its number chooses nothing. A question is one,
    whatever became of it."""
    if not isinstance(event, Said) or event.text.strip().endswith(("？", "?")):
        return False
    if turn.answered is None:
        return [said.text for said in turn.messages] == [wording.NOTHING_TO_CHOOSE.text]
    at, answered = turn.progress.standing, turn.answered
    return answered.reply.tells_nothing and answered.door is None and (at is None or voice.is_beside(at))


def _typeable(turn: Turn, now: datetime) -> Progress:
    """The turn's progress, in which the words of the buttons that post back can be typed: LINE on a PC shows none."""
    if turn.progress.standing is not None and not turn.progress.standing.loose:
        return turn.progress  # a flow knows its own ways
    posting = [
        Choice(button.label, button.data)
        for said in (*turn.messages, *turn.afterwards)
        for button in (*said.lasting, *said.buttons)
        if button.data is not None
    ]
    new = tuple(choice for choice in posting if choice not in turn.progress.choices)
    if not posting:
        return turn.progress
    return replace(turn.progress, choices=(*turn.progress.choices, *new), until=now + TOPIC_LASTS)


# --- a talk with one resident ------------------------------------------------------------------------------------


def _in_talk_and_on(event: Event, facts: Facts) -> Turn:
    return in_between.with_what_waits(_in_talk(event, facts), facts)


def _in_talk(event: Event, facts: Facts) -> Turn:
    before, facts = facts, replace(facts, progress=replace(facts.progress, taken=None))
    match event:
        case Said():
            return said_again.in_flow(event, before) or _said(event, facts, before.progress)
        case Followed():
            back = event.unblocked or facts.known
            hello = wording.welcome_back(facts.city) if back else wording.greeting(facts.city)
            return _with_menu(hello, facts)
        case Pressed():
            return _pressed(event.data, facts)
        case Sent():
            if turn := _in_flow(event, facts):
                return turn
            facts = _out_of_flow(facts)
            return voice.sent_unasked(event, facts) or Turn(facts.progress, (wording.sent(event.kind, facts.city),))
    return Turn(facts.progress)


def _out_of_flow(facts: Facts) -> Facts:
    """The facts for what is none of the flow's business: an offer that was not taken is over."""
    return facts if facts.progress.standing is None else replace(facts, progress=replace(facts.progress, standing=None))


def _pressed(data: str, facts: Facts) -> Turn:
    """What follows from a button that posts back; one that is unknown or outdated changes nothing and says so."""
    meant = postbacks.read(data)
    conversation = flows.named(meant[0]) if meant else None
    turn = conversation.pressed(meant[1], facts) if meant and conversation else None
    return turn or _with_menu(wording.OLD_BUTTON, facts)


def _in_flow(event: Event, facts: Facts) -> Turn | None:
    """What follows in the flow the resident stands in; None when they stand in none, or it is over."""
    scene = _scene(facts)
    if scene is None:
        return None
    conversation = flows.named(scene.at.flow)
    if conversation is not None and conversation.goes_on is not None:
        return conversation.goes_on(event, scene)
    standing_in = _flow(scene)
    if standing_in is None or not flow.takes_it(standing_in, scene, event):
        return None
    return flow.advance(standing_in, scene, event)


def _scene(facts: Facts) -> Scene | None:
    return Scene(facts.progress.standing, facts) if facts.progress.standing else None


def _flow(scene: Scene) -> Flow | None:
    conversation = flows.named(scene.at.flow)
    return conversation.flow(scene.at, scene.facts) if conversation else None


@dataclass(frozen=True)
class Held:
    """A flow that holds the resident: not only an offer that they may pass over."""

    scene: Scene
    flow: Flow

    @property
    def waits(self) -> bool:
        """Whether it may be put aside, and puts its question again by itself."""
        return in_between.waits(self.scene.at)

    @property
    def resumes(self) -> Callable[[Standing, Facts], Turn | None] | None:
        """What puts the question again, where the steps are not ours to write."""
        conversation = flows.named(self.scene.at.flow)
        return conversation.resumes if conversation else None

    @property
    def has_told(self) -> bool:
        """Whether the resident has told anything yet, besides what came along."""
        return any(told.step not in self.flow.comes_along for told in self.scene.at.said)

    @property
    def reminder(self) -> Message:
        return Message(self.flow.reminder)


def _held(facts: Facts) -> Held | None:
    scene = _scene(facts)
    standing_in = _flow(scene) if scene and not scene.at.loose else None
    return Held(scene, standing_in) if scene and standing_in else None


def _said(event: Said, facts: Facts, before: Progress) -> Turn:
    if looks_empty(event.text):
        return Turn(facts.progress, (wording.UNREADABLE,))
    key = key_word_in(event.text, facts.city)
    if key and not _answers_here(event.text, facts):
        return _key_word(key, facts, event.text)
    return in_between.offer_taken(event, facts) or _in_flow(event, facts) or _asked(event, _out_of_flow(facts), before)


def _answers_here(text: str, facts: Facts) -> bool:
    """Whether a text answers the open question, though it is a key word elsewhere."""
    scene = _scene(facts)
    conversation = flows.named(scene.at.flow) if scene else None
    return scene is not None and conversation is not None and conversation.answers_here(text, scene)


def _asked(event: Said, facts: Facts, before: Progress) -> Turn:
    """What follows from a text outside any flow: a number or label that chooses, else a question. ``before``: as it was."""
    text = event.text
    if slip := _no_words(text):
        return Turn(facts.progress, (slip,))
    if len(on_one_line(text)) > MAX_QUESTION_CHARS:
        return _too_long(event, facts)
    in_talk = event.where == "talk"
    names, mistyped = receipt(text), is_mistyped_receipt(text)
    if (names or mistyped) and not in_talk:
        return Turn(facts.progress, (wording.only_alone("受付状況", facts.city),))
    if names:
        return case.show(names, facts)
    if mistyped:
        return Turn(facts.progress, (case.MISTYPED,))
    if in_talk and (turn := monitor.typed(event, facts)):
        return turn
    choices = facts.progress.choices
    if in_talk and (turn := _number_without_a_list(event, facts, before)):
        return turn
    chosen = _chosen(text, choices)
    if chosen is None and number(text) is not None:
        if again := said_again.outside(event, before, facts):
            return again
        return _none_such(choices, facts, before.standing)
    meant = chosen.says if chosen else text
    if chosen and postbacks.read(meant):
        return flow.said_by_button(_pressed(meant, facts), event)
    key = key_word_in(meant, facts.city) or ("電話" if wants_a_call(meant) else None)
    if key:
        return _key_word(key, facts, meant)
    for other in _OF_ONE_ALONE if in_talk else _OF_ALL:
        if turn := other(meant, facts):
            return flow.said_by_button(turn, event)
    if again := said_again.outside(event, before, facts):
        return again
    if in_talk and chosen is None and (begin := flows.over(text, facts)):
        return Turn(facts.progress, (wording.over(begin),))
    return _question(replace(event, text=meant), facts, before.standing)


def _none_such(choices: Sequence[Choice], facts: Facts, at: Standing | None) -> Turn:
    """What follows from a number that chooses nothing: what can be chosen, and an offer beside it, stay as they were."""
    offer = at if at is not None and at.loose else None
    said = wording.choose_again(choices) if choices else wording.NOTHING_TO_CHOOSE
    if ways := flows.offered(offer, facts):
        said = replace(said, buttons=(*(said.buttons if choices else ()), *ways, wording.MENU))
    return Turn(replace(facts.progress, standing=offer), (said,))


def _number_without_a_list(event: Said, facts: Facts, before: Progress) -> Turn | None:
    """What follows from a number under a refusal, whose buttons have none: they are numbered, the offer to send first. The
    next number chooses among them. None elsewhere."""
    picked, at, choices = number(event.text), before.standing, facts.progress.choices
    if picked is None or at is None or (at.flow, at.step) != (voice.NAME, "offer") or not choices:
        return None
    ways = flows.offered(at, facts)
    offers = tuple(Choice(way.label, way.says) for way in ways)
    if choices[: len(offers)] != offers:
        numbered = (*offers, *choices)
        return Turn(replace(facts.progress, standing=at, choices=numbered), (wording.which_number(numbered),))
    if picked > len(offers) or picked < 1:
        return None
    as_it_was = replace(facts, progress=replace(facts.progress, standing=at))
    return _in_flow(replace(event, text=offers[picked - 1].says), as_it_was)


def _no_words(text: str) -> Message | None:
    """What is said to a text without any words; None when it has some."""
    if any(is_wordy(sign) for sign in text):
        return None
    # "？？" or "…" is taken for somebody who does not know how to begin, a picture for a greeting.
    has_a_picture = any(unicodedata.category(sign) == "So" for sign in text)
    return wording.ONLY_EMOJI if has_a_picture else wording.ONLY_SIGNS


def _too_long(event: Said, facts: Facts) -> Turn:
    """What follows from more than a question can be: often somebody has much to tell the hall, and a voice holds it."""
    refusal = wording.too_long(MAX_QUESTION_CHARS)
    in_talk = event.where == "talk"
    if turn := _in_distress(event.text, event.message_id, facts, in_talk=in_talk):
        return turn
    if not in_talk:
        return Turn(facts.progress, (refusal,))
    door = door_for(event.text, facts.city.doors)
    return (
        voice.said_unasked(event.text, event.message_id, door, facts)
        or voice.offered_instead(refusal, event.text, event.message_id, facts)
        or Turn(facts.progress, (refusal,))
    )


def _chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice whose number or whose button's words were typed: LINE on a PC shows no buttons."""
    picked = number(text)
    if picked is not None and 1 <= picked <= len(choices):
        return choices[picked - 1]
    return next((choice for choice in choices if is_label(choice.label, text)), None)


def _key_word(key: KeyWord, facts: Facts, said: str) -> Turn:
    """What follows from a key word, wherever the resident stands. What was told in a flow is never lost by one."""
    held = _held(facts)
    return _begun(key, facts, held) or _plainly(key, facts, held, said)


def _begun(key: KeyWord, facts: Facts, held: Held | None) -> Turn | None:
    """What a conversation makes of its key word; None where none has anything for it now."""
    for conversation in flows.for_key_word(key):
        turn = conversation.key_words[key](facts if held else _out_of_flow(facts))
        if turn is None:
            continue
        if held and not held.waits and held.has_told and _enters_another(turn, held.scene.at):
            return Turn(facts.progress, (held.reminder,))
        return turn
    return None


def _plainly(key: KeyWord, facts: Facts, held: Held | None, said: str) -> Turn:
    """What is said at a key word that begins no conversation, with the way on in the flow that holds the resident."""
    if key == "もう一度見る":
        return _shown_again(facts, held)
    if held is None:
        return _plain_key_word(key, _out_of_flow(facts), said)
    if key == "やめる":
        return flow.stop(held.flow, held.scene)
    if key in _TURNS_AWAY and (held.waits or not held.has_told):  # nothing is lost: whoever turns away has left
        left = _plain_key_word(key, _out_of_flow(facts), said)
        return replace(left, messages=(held.reminder, *left.messages)) if held.waits else left
    aside = _plain_key_word(key, facts, said)
    # The numbers go on choosing among the ways of the flow. What waits puts its question again by itself.
    progress = replace(facts.progress, topic=None, choices=())
    if held.waits:
        return replace(aside, progress=progress)
    return replace(aside, progress=progress, messages=(*aside.messages, held.reminder))


def _shown_again(facts: Facts, held: Held | None) -> Turn:
    """Where the resident stands, or the last answer, once more; it is no question anew."""
    if held is not None:
        resumes = held.resumes
        turn = resumes(held.scene.at, facts) if resumes else None
        return turn or flow.begin(held.flow, facts, held.scene.at.said, step=held.scene.at.step)
    asked = facts.progress.asked
    if asked is None:
        return Turn(facts.progress, (wording.NOTHING_TO_SHOW_AGAIN,))
    as_then = replace(facts, progress=replace(facts.progress, topic=asked.topic, standing=None))
    again = Said(facts.now, text=asked.question, message_id=asked.message_id)
    turn = _question(again, as_then, None)
    # Whatever it may have been about was looked for when it was said.
    return replace(
        turn, answered=None, lacks_own_voices=False, progress=replace(turn.progress, answer=facts.progress.answer)
    )


def _enters_another(turn: Turn, at: Standing) -> bool:
    return turn.progress.standing is not None and turn.progress.standing.flow != at.flow


def _plain_key_word(key: KeyWord, facts: Facts, said: str) -> Turn:
    city = facts.city
    match key:
        case "メニュー":
            return _with_menu(None, facts)
        case "質問の例":
            return Turn(_offering(wording.example_choices(city), facts), (wording.examples(city),))
        case "使い方":
            return Turn(facts.progress, (wording.how_to(city),))
        case "電話":
            return Turn(facts.progress, (wording.phone(city, numbers.asked_for(said, city)),))
        case "やめる":
            return Turn(Progress(), (wording.STOPPED,))
        case "モニター" | "アンケート" | "退会":
            return Turn(facts.progress, (wording.no_panel(key, city),))
        case "市民の声" | "受付状況" | "計画を見る" | "もう一度見る":
            raise AssertionError(f"{key} is served before")


def _with_menu(first: Message | None, facts: Facts) -> Turn:
    messages = (wording.menu(facts.city),)
    progress = _offering(wording.menu_choices(facts.city), facts)
    return Turn(progress, messages if first is None else (first, *messages))


def _offering(choices: tuple[Choice, ...], facts: Facts) -> Progress:
    """Numbers now choose among ``choices``; what was spoken of stays what a follow-up refers to."""
    return replace(facts.progress, choices=choices, until=facts.now + TOPIC_LASTS)


def _question(event: Said, facts: Facts, at: Standing | None) -> Turn:
    """What follows from a question to the documents; ``at``: where the resident stood before it."""
    text, message_id, in_talk = event.text, event.message_id, event.where == "talk"
    if turn := _in_distress(text, message_id, facts, in_talk=in_talk):
        return turn
    reply = at_the_door(text, facts.ask(on_one_line(text), facts.progress.topic), facts.city.doors)
    if not reply.tells_nothing and voice.in_danger(text, facts) and not reply.slots.get("aspects"):
        # 「夫に殴られています」 asks for nothing: help comes before whatever the documents say of the word.
        reply = Reply("out_of_scope", voice_wording.danger(facts.city, may_send=False).text, {"refusal": "danger"})
    elif in_talk and not reply.tells_nothing and states_how_it_is(text) and not reply.slots.get("aspects"):
        reply = Reply("out_of_scope", wording.SAID_NOT_ASKED, {"refusal": "complaint"})
    asked = Asked(text, facts.progress.topic, message_id)
    until = facts.now + TOPIC_LASTS
    progress = replace(facts.progress, topic=reply.topic, choices=reply.choices, until=until, answer=None, asked=asked)
    told_nothing = reply.tells_nothing
    door = door_for(text, facts.city.doors) if told_nothing else None
    if in_talk and told_nothing and (turn := voice.said_of_a_photo(event, door, at, facts)):
        return turn
    may_be_of_own = in_talk and _may_be_of_own(text, reply, door, facts)
    if may_be_of_own and (turn := _of_own(event, at, facts)):
        return turn
    unasked = voice.said_unasked(text, message_id, door, facts) if in_talk and told_nothing else None
    # What a door or the way to the hall stands in for was not seen.
    seen = replace(reply, sources=()) if door or unasked else reply
    answered = Answered(masked(on_one_line(text), facts.city), seen, door.words[0] if door else None, message_id)
    if unasked:
        at = unasked.progress.standing
        if at is not None and at.loose:
            unasked = replace(unasked, progress=replace(unasked.progress, asked=asked, until=until))
        return replace(unasked, answered=answered, lacks_own_voices=may_be_of_own)
    if door:  # the examples of the refusal are not on the screen, so no number chooses among them
        progress = replace(progress, choices=())
    message = wording.door(door, facts.city, in_english=is_latin(text)) if door else _answer(reply, facts)
    if in_talk and told_nothing:
        message, standing = voice.offered_beside(message, text, message_id, at, facts)
        progress = replace(progress, standing=standing)
    return Turn(progress, (message,), answered=answered, lacks_own_voices=may_be_of_own)


def _may_be_of_own(text: str, reply: Reply, door: Door | None, facts: Facts) -> bool:
    """Whether what the documents do not know may answer what the city asked or said. A danger is told by itself."""
    of_it = reply.outcome != "small_talk" and not reply.tells and replying.speaks_of_what_was_done(text)
    tells = of_it or (reply.tells_nothing and voice.tells(text, door))
    return tells and not facts.late and not voice.in_danger(text, facts)


def _of_own(event: Said, at: Standing | None, facts: Facts) -> Turn | None:
    told = Told("text", sendable(event.text).strip(), event.message_id)
    return answering.said_unasked(told, at, facts) or replying.said_unasked(told, at, facts)


def _in_distress(text: str, message_id: str, facts: Facts, *, in_talk: bool) -> Turn | None:
    """Whom to talk to, for who speaks of ending their life; None for everybody else."""
    turn = voice.in_distress(text, message_id, facts)
    return turn if turn is None or in_talk else Turn(facts.progress, (voice_wording.WHO_LISTENS,))


def _answer(reply: Reply, facts: Facts) -> Message:
    """The reply as a message; where the documents tell nothing, with the hall's number."""
    choices = wording.buttons(reply.choices)
    if reply.tells:
        monitors = survey_wording.beside_button(reply.topic.subjects if reply.topic else (), facts.beside)
        return Message(
            reply.text, (*choices, *monitors, *voice.measure_button(reply.topic), doubting.BUTTON), reply.bars
        )
    if not reply.tells_nothing:
        return Message(reply.text, choices, reply.bars)
    return Message("\n".join(filter(None, (reply.text, wording.when_urgent(facts.city)))), (*choices, wording.MENU))


# --- a group -----------------------------------------------------------------------------------------------------


def _in_group(event: Event, facts: Facts) -> Turn:
    """One message without buttons or memory: several people talk at once, and whoever taps has not mentioned us."""
    if not isinstance(event, Said) or looks_empty(event.text) or key_word(event.text) in _FOR_ONE_ALONE:
        return Turn(messages=(wording.introduction_in_group(facts.city),))
    asking = replace(facts, progress=Progress(), ask=_asking_in_words(facts))
    key = key_word_in(event.text, facts.city)
    if key == "使い方":
        turn = Turn(messages=(wording.how_to_in_group(facts.city),))
    elif key in get_args(wording.OwnBusiness):
        turn = Turn(messages=(wording.only_alone(cast("wording.OwnBusiness", key), facts.city),))
    else:
        turn = _plain_key_word(key, asking, event.text) if key else _asked(event, asking, Progress())
    message = turn.messages[-1]
    return replace(turn, messages=(Message(message.text, (), message.bars),))


def _asking_in_words(facts: Facts) -> Callable[[str, Topic | None], Reply]:
    """``ask`` for a group, where a question back cannot be answered with a number."""

    def ask(question: str, topic: Topic | None) -> Reply:
        reply = facts.ask(question, topic)
        if reply.outcome != "asked_back":
            return reply
        return replace(reply, text=wording.asked_in_group([choice.says for choice in reply.choices]))

    return ask
