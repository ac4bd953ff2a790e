"""Answering a survey in the chat: one question a message, in any words that fit, with pauses of days and changes of mind.

The answers stand in the database, apart from the person; what the conversation keeps is only the question it stands at.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handlers import survey_wording as words
from handlers import wording
from handlers.characters import on_one_line
from handlers.conversation import Conversation
from handlers.doors import at_the_door, door_for
from handlers.flow import Flow, Scene
from handlers.flows import voice
from handlers.key_words import bare
from handlers.model import Button, Effect, Event, Facts, Message, Progress, Said, Sent, Standing, Told, Turn
from handlers.panel_facts import OpenWave, Tidings
from handlers.tidings import ResultsTold
from panel.calendar import in_words
from panel.reading import Misfit, is_an_option, read
from panel.survey import Question, Value
from panel.survey_problems import LEAVES
from panel.walking import asked, kept, next_question, place, question_before

_STOP = "(stop)"
_SLIP = "(slip)"  # told each time an answer did not fit
_PENDING = "(pending)"  # words that may be an answer or a question
_SLIPS_BEFORE_PAUSE = 3
_AS_ANSWER, _AS_QUESTION = "回答として送る", "質問として調べる"

_NUMBERED = re.compile(r"^\d+ ", re.MULTILINE)
_BACK_WORDS = {bare(word) for word in ("戻る", "もどる", "前へ", "前の質問", "前に戻る")}
_SKIP_WORDS = {bare(word) for word in ("とばす", "飛ばす", "スキップ", "パス", "答えない", "次へ")}
_LATER_WORDS = {bare(word) for word in ("あとで", "後で", "あとにする", "また今度", words.CONTINUE_LATER)}
_CONFIRM_WORDS = {bare(word) for word in ("決定", "けってい", "ok")}
_ERASE_WORDS = {bare(word) for word in (words.ERASE, "消してやめる", "答えを消す", "消す")}
_REVIEW_WORDS = {bare(word) for word in (words.REVIEW, "見直す", "直す")}
_START_WORDS = {bare(word) for word in (words.START, "始める", "開始", "開始する")}
_RESULT_WORDS = {bare(word): word for word in (words.DETAILS, words.OTHER_RESULTS)}
# Buttons under what was pushed and under the thanks, typed: which survey they mean is known only from the panel.
TYPED = frozenset({*_START_WORDS, *_LATER_WORDS, *_REVIEW_WORDS, *_RESULT_WORDS})


@dataclass(frozen=True)
class Answered(Effect):
    """An answer to a question of a wave, given at ``at``; None: passed over."""

    wave: int
    question: str
    value: Value | None
    at: datetime


@dataclass(frozen=True)
class AnswersErased(Effect):
    """Somebody stopped a survey and wants nothing of it kept."""

    wave: int


# --- coming in -----------------------------------------------------------------------------------------------------


def listed(facts: Facts) -> Turn | None:
    """「アンケート」: what is open, and how far one is."""
    panel = facts.panel
    open_waves = [wave for wave in panel.waves if facts.now < wave.survey.closes_at]
    unfinished = [wave for wave in open_waves if next_question(wave.survey, wave.answers) is not None]
    if len(open_waves) == 1 and unfinished:
        return go_on(facts, unfinished[0])
    if open_waves:
        return _choose(facts, open_waves)
    results = [past for past in panel.past if past.result is not None]
    if results:
        return _told(results[0].result, facts)
    if panel.past:
        text = (
            f"今お願いしているアンケートはありません。「{panel.past[0].title}」の結果は、まとまりしだいお知らせします。"
        )
        return Turn(replace(facts.progress, standing=None), (Message(text),))
    if panel.member and panel.member.state == "registered":
        return Turn(
            replace(facts.progress, standing=None),
            (Message("今お願いしているアンケートはありません。届くまでお待ちください。"),),
        )
    if facts.city.panel.recruiting is not None:
        text = "アンケートは、市民モニターの方にお願いしています。くわしくは「モニター」と送ってください。"
        return Turn(replace(facts.progress, standing=None), (Message(text, (Button("モニター", "モニター"),)),))
    return None


def typed(text: str, facts: Facts) -> Turn | None:
    """The buttons of a survey in which one does not stand, typed; None for other words, and where nothing is open."""
    meant = bare(text)
    open_waves = [wave for wave in facts.panel.waves if facts.now < wave.survey.closes_at]
    if meant in _START_WORDS and open_waves:
        return listed(facts)
    if meant in _LATER_WORDS and any(next_question(wave.survey, wave.answers) is not None for wave in open_waves):
        return _pause(facts)
    if meant in _REVIEW_WORDS and (begun := [wave for wave in open_waves if wave.answers]):
        return _review(facts, begun[0], "") if len(begun) == 1 else _choose(facts, begun)
    results = [past.result for past in facts.panel.past if past.result is not None]
    if meant in _RESULT_WORDS and results and facts.progress.topic is None:  # else more of the answer is meant
        if _RESULT_WORDS[meant] == words.DETAILS:
            return _told(results[0], facts, all_of_it=True)
        return _told(next(iter(results[1:]), None), facts)
    return None


def _told(news: Tidings | None, facts: Facts, *, all_of_it: bool = False) -> Turn:
    """The results of a survey; none: there are no others."""
    if news is None:
        return Turn(replace(facts.progress, choices=()), (Message(words.NO_OTHER_RESULTS, (words.VOICE,)),))
    said = words.all_results(news) if all_of_it else words.results(news)
    return Turn(replace(facts.progress, choices=()), (said,), (ResultsTold(news.wave, news.with_word),))


def _choose(facts: Facts, open_waves: list[OpenWave]) -> Turn:
    lines, ways = [], []
    for number, wave in enumerate(open_waves, start=1):
        lines.append(f"{number} 「{wave.survey.title}」{_state_in_words(wave)}")
        done = next_question(wave.survey, wave.answers) is None
        ways.append(
            replace(words.button(f"{number} {'見直す' if done else '答える'}", wave.id, "start"), says=str(number))
        )
    results = next((past for past in facts.panel.past if past.result is not None), None)
    if results is not None:
        ways.append(words.button("前回の結果", results.id, "result"))
    text = "\n".join(("お願いしているアンケートです。番号でも選べます。", *lines))
    left = replace(facts.progress, standing=None, choices=())
    return Turn(left, (Message(text, tuple(ways)),), about=_stood_in(facts))


def _state_in_words(wave: OpenWave) -> str:
    if next_question(wave.survey, wave.answers) is None:
        return "（お答え済み・締切まで直せます）"
    begun = f"{len(wave.answers)}問お答え済み・" if wave.answers else ""
    return f"（{begun}{in_words(wave.survey.closes_at)}まで）"


def go_on(facts: Facts, wave: OpenWave, *, lead: str = "") -> Turn:
    """Put the first question that is still open; with none left, offer to look the answers over."""
    question = next_question(wave.survey, _answers(facts, wave))
    if question is None:
        return _review(facts, wave, lead or words.ALL_ANSWERED)
    return _ask(wave, question, lead=lead)


# --- standing at a question ----------------------------------------------------------------------------------------


def goes_on(event: Event, scene: Scene) -> Turn | None:
    """What follows from a text or picture at a question; None when the survey is over."""
    facts = scene.facts
    wave = _wave_of(scene.at, facts)
    if wave is None:
        return None
    if event.at >= wave.survey.closes_at:
        return _late(facts, wave)
    if scene.at.step == _STOP:
        return _stopping(event, facts, wave)
    question = wave.survey.question(scene.at.step)
    if question is None:
        return go_on(facts, wave)
    if isinstance(event, Sent):
        return _without_numbers(voice.sent_unasked(event, facts)) or _slip(facts, wave, question, Misfit("unclear"))
    if not isinstance(event, Said):
        return None
    return _said(event, facts, wave, question)


def _said(event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    meant = bare(event.text)
    if pending := _pending(facts):
        if meant in (bare(_AS_ANSWER), "1"):
            return _answer(facts, wave, question, pending, event.at)
        if meant in (bare(_AS_QUESTION), "2"):
            return _aside(pending, facts, wave, question)
    if turn := voice.in_distress(event.text, event.message_id, facts):
        return turn
    if is_an_option(question, event.text):  # also where it would mean something else in another place: 「答えない」
        return _taken(event, facts, wave, question)
    if meant in _BACK_WORDS:
        return _back(facts, wave, question)
    if meant in _SKIP_WORDS:
        return _skip(facts, wave, question, event.at)
    if meant in _LATER_WORDS:
        return _pause(facts)
    if meant in _REVIEW_WORDS and wave.answers:
        return _review(facts, wave, "")
    if question.type == "multiple" and meant in _CONFIRM_WORDS:
        return _confirm(facts, wave, question, event.at)
    return _taken(event, facts, wave, question)


def _taken(event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """The text as an answer, where it can be one."""
    value = read(question, event.text)
    if isinstance(value, Misfit):
        if _may_ask(event.text) and (turn := _in_between(event, facts, wave, question)):
            return turn
        return _slip(facts, wave, question, value)
    if question.type == "text" and event.text.strip().endswith(("？", "?")) and not _pending(facts):
        return _doubt(wave, question, event)
    return _answer(facts, wave, question, value, event.at)


def answers_here(text: str, scene: Scene) -> bool:
    """Whether a text is a choice of the open question, and so no key word. 「やめる」 always leaves."""
    wave = _wave_of(scene.at, scene.facts)
    question = wave.survey.question(scene.at.step) if wave else None
    return question is not None and bare(text) != LEAVES and is_an_option(question, text)


def _may_ask(text: str) -> bool:
    """Whether a text that is no answer may be a question: some words, not a number or a slip of one."""
    meant = bare(text)
    return text.strip().endswith(("？", "?")) or (len(meant) > 4 and not any(sign.isdigit() for sign in meant[:1]))


def _in_between(event: Said, facts: Facts, wave: OpenWave, question: Question) -> Turn | None:
    """What follows from a text that is no answer but a question, a word for one of the hall's doors, or a complaint."""
    if served := _served(event.text, facts):
        return _with_aside(served, wave, question)
    door = door_for(event.text, facts.city.doors)
    return _without_numbers(voice.said_unasked(event.text, event.message_id, door, facts))


def _without_numbers(turn: Turn | None) -> Turn | None:
    """An offer beside the open question, whose choices the numbers are."""
    if turn is None or turn.progress.standing is None or not turn.progress.standing.loose:
        return turn
    return replace(turn, messages=tuple(replace(one, text=_NUMBERED.sub("・", one.text)) for one in turn.messages))


def _served(text: str, facts: Facts) -> Message | None:
    """The answer to a question that came in between, without numbers: those answer the survey. None: it was none."""
    reply = at_the_door(text, facts.ask(on_one_line(text), None), facts.city.doors)
    if reply.tells:
        return Message(reply.text, (), reply.bars)
    if reply.tells_nothing and (door := door_for(text, facts.city.doors)):
        return replace(wording.door(door, facts.city), buttons=())
    if not text.strip().endswith(("？", "?")):
        return None
    if reply.outcome == "asked_back":
        return Message("\n".join((words.ASK_MORE_EXACTLY, *(f"・{choice.says}" for choice in reply.choices))))
    return Message(reply.text)


def _answer(
    facts: Facts, wave: OpenWave, question: Question, value: Value | None, at: datetime, *, lead: str = ""
) -> Turn:
    """Keep an answer and go on to the next question, or say thanks."""
    before = _answers(facts, wave)
    after = kept(wave.survey, {**before, question.id: value})
    effects = () if wave.trial else (Answered(wave.id, question.id, value, at),)
    wave = replace(wave, answers=after)
    following = next_question(wave.survey, after)
    if following is None:
        message = words.thanks(wave.id, wave.survey, lead)
        return Turn(replace(facts.progress, standing=None, choices=()), (message,), effects, about=wave.flow)
    turn = _ask(wave, following, lead=lead)
    return replace(turn, effects=effects)


def _ask(wave: OpenWave, question: Question, *, lead: str = "", said: tuple[Told, ...] = ()) -> Turn:
    message = words.prompt(
        wave.id,
        wave.version,
        question,
        place(wave.survey, wave.answers, question.id),
        present=wave.answers.get(question.id),
        can_go_back=question_before(wave.survey, wave.answers, question.id) is not None,
        lead=lead,
    )
    return Turn(_standing(wave, question.id, said), (message,), about=wave.flow)


def _standing(wave: OpenWave, step: str, said: tuple[Told, ...] = ()) -> Progress:
    if wave.trial:  # what a try-out answers is kept nowhere else
        said = (*said, *(Told(id_, repr(value)) for id_, value in wave.answers.items()))
    return Progress(standing=Standing(wave.flow, step, said, wave.survey.closes_at))


def _back(facts: Facts, wave: OpenWave, question: Question) -> Turn:
    before = question_before(wave.survey, _answers(facts, wave), question.id)
    if before is None:
        return _ask(wave, question, lead="これが最初の質問です。")
    return _ask(wave, before)


def _skip(facts: Facts, wave: OpenWave, question: Question, at: datetime) -> Turn:
    if question.required:
        return _ask(wave, question, lead=f"この質問はとばせません。あとにするときは「{words.LATER}」と送ってください。")
    return _answer(facts, wave, question, None, at)


def _pause(facts: Facts) -> Turn:
    left = replace(facts.progress, standing=None, choices=())
    return Turn(left, (Message(words.PAUSED, (words.SURVEYS,)),), about=_stood_in(facts))


def _stood_in(facts: Facts) -> str:
    """The survey one stood in: leaving it is not something that came in between."""
    at = facts.progress.standing
    return at.flow if at is not None and at.flow.partition(":")[0] == "survey" else ""


def _slip(facts: Facts, wave: OpenWave, question: Question, misfit: Misfit) -> Turn:
    """First a hint, then the numbered list, then rest; never the same a fourth time."""
    at = facts.progress.standing
    slips = len([told for told in at.said if told.step == _SLIP]) + 1 if at else 1
    if slips >= _SLIPS_BEFORE_PAUSE:
        ways: tuple[Button, ...] = (words.SURVEYS,)
        if not question.required:
            ways = (words.button(words.SKIP, wave.id, str(wave.version), question.id, "skip"), *ways)
        message = Message(words.paused_after_slips(question), ways)
        return Turn(replace(facts.progress, standing=None, choices=()), (message,), about=wave.flow)
    said = (*(at.said if at else ()), Told(_SLIP, ""))
    turn = _ask(wave, question, said=tuple(told for told in said if told.step in (_SLIP, question.id)))
    text = words.hint(question, misfit) if slips == 1 else words.choices_again(question)
    return replace(turn, messages=(Message(text, turn.messages[0].buttons),))


def _doubt(wave: OpenWave, question: Question, event: Said) -> Turn:
    """Free words that end in a question mark: asked once what they are."""
    text = event.text.strip()
    message = Message(
        f"「{text[:60]}」は、アンケートの答えでしょうか。\n1 {_AS_ANSWER}\n2 {_AS_QUESTION}",
        (Button(_AS_ANSWER, _AS_ANSWER), Button(_AS_QUESTION, _AS_QUESTION)),
    )
    return Turn(_standing(wave, question.id, (Told(_PENDING, text, event.message_id),)), (message,), about=wave.flow)


def _pending(facts: Facts) -> str | None:
    return facts.progress.standing.last(_PENDING) if facts.progress.standing else None


def _aside(text: str, facts: Facts, wave: OpenWave, question: Question) -> Turn:
    """Answer a question that came in between, then put the present one again."""
    served = _served(text, facts) or Message(facts.ask(on_one_line(text), None).text)
    return _with_aside(served, wave, question)


def _with_aside(served: Message, wave: OpenWave, question: Question) -> Turn:
    turn = _ask(wave, question, lead=words.ASIDE_OVER)
    return replace(turn, messages=(served, *turn.messages))


def resumes(at: Standing, facts: Facts) -> Turn | None:
    """The question that was open when something else came in between; None when the survey is over."""
    facts = replace(facts, progress=Progress(standing=at))
    wave = _wave_of(at, facts)
    if wave is None or facts.now >= wave.survey.closes_at:
        return None
    question = wave.survey.question(at.step)
    if question is None or question not in asked(wave.survey, wave.answers):
        return go_on(facts, wave, lead=words.ASIDE_OVER)
    tapped = tuple(told for told in at.said if told.step == question.id and not wave.trial)
    return _ask(wave, question, lead=words.ASIDE_OVER, said=tapped)


def _review(facts: Facts, wave: OpenWave, lead: str) -> Turn:
    message = words.review(wave.id, wave.version, wave.survey, _answers(facts, wave))
    if lead:
        message = replace(message, text=f"{lead}\n{message.text}")
    return Turn(replace(facts.progress, standing=None, choices=()), (message,), about=wave.flow)


# --- stopping ------------------------------------------------------------------------------------------------------


def stop(facts: Facts) -> Turn | None:
    """「やめる」 in a survey: later, or erase; asked once."""
    at = facts.progress.standing
    wave = _wave_of(at, facts) if at else None
    if at is None or wave is None:
        return None
    if at.step == _STOP:
        return _pause(facts)
    text = f"{words.STOP}\n1 {words.CONTINUE_LATER}\n2 {words.ERASE}"
    ways = (
        words.button(words.CONTINUE_LATER, wave.id, "later"),
        words.button(words.ERASE, wave.id, "erase"),
    )
    return Turn(_standing(wave, _STOP), (Message(text, ways),), about=wave.flow)


def _stopping(event: Event, facts: Facts, wave: OpenWave) -> Turn:
    meant = bare(event.text) if isinstance(event, Said) else ""
    if meant in _ERASE_WORDS or meant == "2":
        return _erase(wave)
    if meant in _LATER_WORDS or meant == "1":
        return _pause(facts)
    turn = stop(replace(facts, progress=Progress(standing=Standing(wave.flow, "", (), wave.survey.closes_at))))
    assert turn is not None
    return turn


def _erase(wave: OpenWave) -> Turn:
    effects = () if wave.trial else (AnswersErased(wave.id),)
    return Turn(Progress(), (Message(words.ERASED),), effects, about=wave.flow)


# --- buttons of any age --------------------------------------------------------------------------------------------


def pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    """A button of a survey: ("7", "start"), or ("7", version, question, what)."""
    if len(parts) < 2 or not parts[0].isdigit():
        return None
    id_ = int(parts[0])
    if parts[1] == "beside":
        told_of = next((one for one in facts.beside if one.tidings.wave == id_), None)
        return Turn(replace(facts.progress, choices=()), (words.beside(told_of),)) if told_of else None
    past = next((one for one in facts.panel.past if one.id == id_), None)
    if past is not None:
        match parts[1]:
            case "result" | "details" if past.result is not None:
                return _told(past.result, facts, all_of_it=parts[1] == "details")
            case "others":
                older = [one.result for one in facts.panel.past if one.id != id_ and one.result is not None]
                return _told(next(iter(older), None), facts)
        return Turn(facts.progress, (Message(words.late(past.title)),))
    wave = facts.panel.wave(id_)
    if wave is None:
        return None
    if facts.now >= wave.survey.closes_at:
        return _late(facts, wave)
    wave = replace(wave, answers=_answers(facts, wave))
    if len(parts) == 2:
        return _pressed_once(parts[1], facts, wave)
    if len(parts) != 4:
        return None
    return _pressed_at_question(wave.survey.question(parts[2]), parts[3], facts, wave)


def _pressed_once(what: str, facts: Facts, wave: OpenWave) -> Turn | None:
    match what:
        case "start":
            return go_on(facts, wave)
        case "later":
            return _pause(facts)
        case "review":
            return _review(facts, wave, "")
        case "erase":
            return _erase(wave)
    return None


def _pressed_at_question(question: Question | None, what: str, facts: Facts, wave: OpenWave) -> Turn | None:
    if question is None or question not in asked(wave.survey, wave.answers):
        return go_on(facts, wave, lead=words.NO_SUCH_QUESTION)
    match what:
        case "back":
            return _back(facts, wave, question)
        case "skip":
            if question.id in wave.answers and wave.answers[question.id] is None:
                return _again(facts, wave)
            return _skip(facts, wave, question, facts.now)
        case "edit":
            return _ask(wave, question)
        case "done":
            return _confirm(facts, wave, question, facts.now)
    value = _value(question, what)
    if value is None:
        return None
    if question.type == "multiple":
        return _toggle(facts, wave, question, value)
    if question.id in wave.answers and wave.answers[question.id] == value:
        return _again(facts, wave)
    lead = words.revised(question, value) if question.id in wave.answers else ""
    return _answer(facts, wave, question, value, facts.now, lead=lead)


def _value(question: Question, what: str) -> int | None:
    """The answer that a button means; None for one that the question does not have."""
    try:
        value = int(what)
    except ValueError:
        return None
    possible = question.points if question.type == "scale" else range(len(question.choices))
    return value if value in possible else None


def _again(facts: Facts, wave: OpenWave) -> Turn:
    """The same tap twice is one answer. Whoever stands in the survey has the next question in sight already."""
    at = facts.progress.standing
    if at is not None and at.flow == wave.flow:
        return Turn(facts.progress)
    return go_on(facts, wave)


def _toggle(facts: Facts, wave: OpenWave, question: Question, value: int) -> Turn:
    """One tap of several: noted without a word, since 「決定」 closes them. A double tap stays one."""
    chosen = _chosen(facts, wave, question)
    if value in chosen:
        return Turn(facts.progress if chosen else _standing(wave, question.id))
    if question.most is not None and len(chosen) >= question.most:
        picked = question.told(tuple(sorted(chosen)))
        text = (
            f"選べるのは{question.most}つまでです（今は「{picked}」）。"
            f"「{words.CONFIRM}」を押すか、番号で選び直してください。"
        )
        ways = (
            words.button(words.CONFIRM, wave.id, str(wave.version), question.id, "done"),
            words.button("選び直す", wave.id, str(wave.version), question.id, "edit"),
        )
        return Turn(facts.progress, (Message(text, ways),), about=wave.flow)
    said = tuple(Told(question.id, str(place_)) for place_ in (*chosen, value))
    return Turn(_standing(wave, question.id, said), about=wave.flow)


def _chosen(facts: Facts, wave: OpenWave, question: Question) -> tuple[int, ...]:
    """What was tapped in the card so far."""
    at = facts.progress.standing
    if at is None or at.flow != wave.flow or at.step != question.id:
        return ()
    return tuple(int(text) for text in dict.fromkeys(at.all(question.id)) if text.isdigit())


def _confirm(facts: Facts, wave: OpenWave, question: Question, at: datetime) -> Turn:
    chosen = _chosen(facts, wave, question)
    if not chosen:
        if question.id in wave.answers:  # 「決定」 pressed twice
            return _again(facts, wave)
        lead = f"まだ選ばれていません。選ぶものを押してから「{words.CONFIRM}」を押してください。"
        return _ask(wave, question, lead=lead)
    value = tuple(sorted(chosen))
    return _answer(facts, wave, question, value, at, lead=f"「{question.told(value)}」を受け取りました。")


def _late(facts: Facts, wave: OpenWave) -> Turn:
    return Turn(replace(facts.progress, standing=None, choices=()), (Message(words.late(wave.survey.title)),))


# --- pieces --------------------------------------------------------------------------------------------------------


def _wave_of(at: Standing, facts: Facts) -> OpenWave | None:
    number = at.flow.partition(":")[2]
    wave = facts.panel.wave(int(number)) if number.isdigit() else None
    return replace(wave, answers=_answers(facts, wave)) if wave else None


def _answers(facts: Facts, wave: OpenWave) -> Mapping[str, Value | None]:
    at = facts.progress.standing
    if not wave.trial or at is None or at.flow != wave.flow or wave.answers:
        return wave.answers
    return _tried(wave, at)


def _tried(wave: OpenWave, at: Standing) -> dict[str, Value | None]:
    """The answers of a try-out, from where it stands."""
    found: dict[str, Value | None] = {}
    for told in at.said:
        question = wave.survey.question(told.step)
        if question is not None and told.step != at.step:
            found[told.step] = ast.literal_eval(told.text)
    return found


def _flow(at: Standing, facts: Facts) -> Flow | None:
    """What the rest of the house may know of where one stands."""
    if _wave_of(at, facts) is None:
        return None
    return Flow(at.flow, at.step, {}, reminder=words.REMINDER)


CONVERSATION = Conversation(
    name="survey",
    flow=_flow,
    goes_on=goes_on,
    key_words={"アンケート": listed, "やめる": stop},
    answers_here=answers_here,
    pressed=pressed,
    needs=frozenset({"panel"}),
    resumes=resumes,
    ended="お答えの途中だったアンケートは、締め切りました。ご協力ありがとうございました。",
)
