"""Answering a survey in the chat: one question a message, in any words that fit, with pauses of days and changes of mind.

The answers stand in the database, apart from the person; what the conversation keeps is only the question it stands at.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import survey_wording as words
from handlers.conversation import Conversation
from handlers.flow import Flow, Scene
from handlers.flows import voice
from handlers.flows.survey_pressed import pressed
from handlers.flows.survey_said import is_meant, said_at, without_numbers
from handlers.flows.survey_steps import (
    erase,
    go_on,
    late,
    over,
    pause,
    put,
    results_told,
    review,
    slip,
    standing_at,
    stood_in,
    taps,
    wave_of,
)
from handlers.key_words import bare
from handlers.model import Button, Event, Facts, Message, Progress, Said, Sent, Standing, Turn
from handlers.panel_facts import OpenWave, PastWave
from handlers.replies import Meaning, meanings, means
from panel.calendar import in_words
from panel.reading import Misfit, is_an_option
from panel.survey_problems import LEAVES
from panel.walking import asked, next_question

_STOP = "(stop)"
_ERASE_WORDS = {bare(word) for word in (words.ERASE, "消してやめる", "答えを消す", "消す")}
_RESULT_WORDS = {bare(word): word for word in (words.DETAILS, words.OTHER_RESULTS)}
_LAST_RESULTS = "前回の結果"
# Who asks for what came of a survey, perhaps by its title; 「結果」 alone may mean the figure that was told before, and other
# surveys stand in the documents. In the form that ``bare`` gives.
_ASKS_RESULTS = re.compile(
    "(?P<of>.{0,60}?)(?:の|について)*(?:(?:もにたーの?)?あんけーと|前回)(?:の|について)*"
    "結果(?:は|って|いつ(?:ごろ|頃)?(?:わか|分か|で|出|来|き)(?:る|ます|りますか|ますか)?|が?見たい|を?(?:見せて|教えて|知りたい))*(?:ください|です|か)*"
)
_RESULTS_ALONE = re.compile(
    "結果(?:は|を見る|(?:は|って)?いつ(?:ごろ|頃)?(?:(?:分か|わか|出|来)(?:る|ます|ります)?(?:の|ん|です)*か?)?)?"
)
# Buttons under what was pushed and under the thanks, typed: which survey they mean is known only from the panel.
_TYPED = frozenset(_RESULT_WORDS)
_REPLIES: frozenset[Meaning] = frozenset({"begin", "back", "later", "review"})


def may_be_typed(text: str) -> bool:
    """Whether a text may mean a survey in which one does not stand: the panel must be known to tell."""
    meant = bare(text)
    if meant in _TYPED or meanings(text) & _REPLIES:
        return True
    return any(pattern.fullmatch(meant) for pattern in (_ASKS_RESULTS, _RESULTS_ALONE))


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
        return results_told(results[0].result, facts)
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
    replies = meanings(text)
    if "begin" in replies and open_waves:
        return listed(facts)
    if "later" in replies and any(next_question(wave.survey, wave.answers) is not None for wave in open_waves):
        return pause(facts)
    if "review" in replies and (begun := [wave for wave in open_waves if wave.answers]):
        return review(facts, begun[0], "") if len(begun) == 1 else _choose(facts, begun)
    if "back" in replies and facts.progress.topic is None and (done := [wave for wave in open_waves if _done(wave)]):
        return review(facts, done[0], "") if len(done) == 1 else _choose(facts, done)
    if meant == bare(words.REVIEW) and facts.panel.past:
        return over(facts, facts.panel.past[0])
    if (past := _results_meant(meant, facts)) is not None:
        return _results_to_come(facts, past) if past.result is None else results_told(past.result, facts)
    if open_waves and not facts.panel.past and _asks_results_alone(meant, facts):
        return Turn(replace(facts.progress, standing=None), (words.results_later([one.survey for one in open_waves]),))
    results = [past.result for past in facts.panel.past if past.result is not None]
    if meant in _RESULT_WORDS and results and facts.progress.topic is None:  # else more of the answer is meant
        if _RESULT_WORDS[meant] == words.DETAILS:
            return results_told(results[0], facts, all_of_it=True)
        return results_told(next(iter(results[1:]), None), facts)
    return None


def _results_to_come(facts: Facts, past: PastWave) -> Turn:
    """Of a survey that has closed lately, to who asks what came of it, whether they answered it or not."""
    if past.answered:
        return over(facts, past)
    return Turn(replace(facts.progress, choices=()), (words.results_to_come(past.title),))


def _asks_results_alone(meant: str, facts: Facts) -> bool:
    """Whether the results of surveys are asked for, with no title that the documents may know."""
    asks = _ASKS_RESULTS.fullmatch(meant)
    if asks is not None and not asks["of"]:
        return True
    return _RESULTS_ALONE.fullmatch(meant) is not None and facts.progress.topic is None


def _results_meant(meant: str, facts: Facts) -> PastWave | None:
    """The survey whose results are asked for: the one whose title is named, else the newest; None where none is meant."""
    past, asks = facts.panel.past, _ASKS_RESULTS.fullmatch(meant)
    if not past:
        return None
    newest = next((one for one in past if one.result is not None), past[0])
    if _RESULTS_ALONE.fullmatch(meant):
        return newest if facts.progress.topic is None else None
    if asks is None:
        return None
    if not asks["of"]:
        return newest
    return next((one for one in past if bare(one.title) in meant or asks["of"] in bare(one.title)), None)


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
        lines.append(f"{len(open_waves) + 1} {_LAST_RESULTS}（「{results.title}」）")
        ways.append(words.button(_LAST_RESULTS, results.id, "result"))
    text = "\n".join(("お願いしているアンケートです。番号でも選べます。", *lines))
    left = replace(facts.progress, standing=None, choices=())
    return Turn(left, (Message(text, tuple(ways)),), about=stood_in(facts))


def _done(wave: OpenWave) -> bool:
    return next_question(wave.survey, wave.answers) is None


def _state_in_words(wave: OpenWave) -> str:
    if _done(wave):
        return "（お答え済み・締切まで直せます）"
    begun = f"{len(wave.answers)}問お答え済み・" if wave.answers else ""
    return f"（{begun}{in_words(wave.survey.closes_at)}まで）"


def goes_on(event: Event, scene: Scene) -> Turn | None:
    """What follows from a text or picture at a question; None when the survey is over."""
    facts = scene.facts
    wave = wave_of(scene.at, facts)
    if wave is None:
        return None
    if event.at >= wave.survey.closes_at:
        return late(facts, wave)
    if scene.at.step == _STOP:
        return _stopping(event, facts, wave)
    question = wave.survey.question(scene.at.step)
    if question is None:
        return go_on(facts, wave)
    if scene.at.loose and not (isinstance(event, Said) and is_meant(event.text, question)):
        return None
    if isinstance(event, Sent):
        return without_numbers(voice.sent_unasked(event, facts)) or slip(facts, wave, question, Misfit("unclear"))
    if not isinstance(event, Said):
        return None
    return said_at(event, facts, wave, question)


def answers_here(text: str, scene: Scene) -> bool:
    """Whether a text is a choice of the open question, and so no key word. 「やめる」 always leaves."""
    wave = wave_of(scene.at, scene.facts)
    question = wave.survey.question(scene.at.step) if wave else None
    return question is not None and bare(text) != LEAVES and is_an_option(question, text)


def resumes(at: Standing, facts: Facts) -> Turn | None:
    """The question that was open when something else came in between; None when the survey is over."""
    facts = replace(facts, progress=Progress(standing=at))
    wave = wave_of(at, facts)
    if wave is None or facts.now >= wave.survey.closes_at:
        return None
    question = wave.survey.question(at.step)
    if question is None or question not in asked(wave.survey, wave.answers):
        return go_on(facts, wave, lead=words.ASIDE_OVER)
    return put(wave, question, lead=words.ASIDE_OVER, said=taps(facts, wave, question))


def stop(facts: Facts) -> Turn | None:
    """「やめる」 in a survey: later, or erase; asked once."""
    at = facts.progress.standing
    wave = wave_of(at, facts) if at else None
    if at is None or wave is None:
        return None
    if at.step == _STOP:
        return pause(facts)
    text = f"{words.STOP}\n1 {words.CONTINUE_LATER}\n2 {words.ERASE}"
    ways = (
        words.button(words.CONTINUE_LATER, wave.id, "later"),
        words.button(words.ERASE, wave.id, "erase"),
    )
    return Turn(standing_at(wave, _STOP), (Message(text, ways),), about=wave.flow)


def _stopping(event: Event, facts: Facts, wave: OpenWave) -> Turn:
    meant = bare(event.text) if isinstance(event, Said) else ""
    if meant in _ERASE_WORDS or meant == "2":
        return erase(wave)
    if meant == "1" or (isinstance(event, Said) and means(event.text, "later")):
        return pause(facts)
    turn = stop(replace(facts, progress=Progress(standing=Standing(wave.flow, "", (), wave.survey.closes_at))))
    assert turn is not None
    return turn


def _flow(at: Standing, facts: Facts) -> Flow | None:
    """What the rest of the house may know of where one stands."""
    if wave_of(at, facts) is None:
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
    ended="お答えの途中だったアンケートは、締め切りました。終わりまで答えていないものは、集計に入りません。次のアンケートのときに、またお願いします。",
)
