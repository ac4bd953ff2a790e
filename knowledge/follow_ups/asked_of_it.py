"""「どこでやるの？」, 「いつ？」, 「どこが運営？」, 「いくらかかる？」 after a thing: the sentence on that thing that says so.

The statement told last is looked at first; then all that have the thing, on whatever sheet. What a row counts is a thing as
well: 「いつやるの」 after ほたるまつりの来場者数 asks of ほたるまつり.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.places_told import names_place
from knowledge.finding.telling_sentences import continues
from knowledge.finding.understanding import Question, understand
from knowledge.follow_ups.thing_before import names_no_thing, thing_before
from knowledge.language.endings import OVER
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, Passage
from knowledge.question.asked_next import asks_what_is_paid, without_lead
from knowledge.question.aspects import FIGURES
from knowledge.question.one_word import is_told, one_word
from knowledge.reply import Reply
from knowledge.telling import tell

Says = Callable[[str], bool]

# Who says more than this asks of something else.
_MOST_CHARS = 16
_WHERE = re.compile(
    r"どこ(?!が|より|まで|から)(?:と(?:どこ)?|の(?P<sort>地区|学校|町|店|施設|会場))?(?:で|に|へ|の|[?？]|$)"
)
# 「どこまで走るの？」 is told by the place up to which, not by a date.
_HOW_FAR = re.compile(
    r"どこまで、?(?:走|行[くけっ]|通[るっじ]|延び|伸び|延ば|伸ば|広げ|広が|乗り入れ|来[らるてま]|つなが|続[きく])"
)
_UP_TO = re.compile(r"(?<![0-9一-龠々ァ-ヶー])[一-龠々ァ-ヶー]{2,}(?<![年月日時])(?<!年度)(?<!年末)まで(?!に)")
# 「次はどこに広げるの？」 is told by what is meant to come.
_TO_COME = re.compile(
    r"次|今後|これから|来年|予定|つもり|(?:広げ|増え|始め)る|(?:増や|移|延ば)す|(?:始ま|変わ|でき|な)る(?:の|ん|[?？]|$)"
)
_RUNS = re.compile(r"(?:どこ|誰|だれ|どなた)が、?(?:やって|運営|主催|担って|動かし|作って|開いて|やっとる|やる)")
_RUN_BY = re.compile(r"(?:委託|運営|主催|実行委員会|指定管理|共同で|協力して|と連携して)")
_WAY = re.compile(rf"どうやって、?[^。?？]{{1,8}}{OVER}(?:の|ん)?(?:です)?か?[?？。]*$")
_BY_MEANS = re.compile(r"を用い|を使[いっ]|により|による|を活用|を通じ")


def told_of_it(knowledge: Knowledge, question: Question) -> Reply | None:
    """What says when, where, by whom, by what means or for how much that is of which was spoken last; None where something
    else is asked, or nothing says so."""
    says = _asked(question)
    if says is None or not _names_nothing(knowledge, question):
        return None
    last, thing = question.statement, thing_before(question)
    to_come = _TO_COME.search(question.asked.text) is not None
    if last is not None and (not to_come or last.part in AIMED_AT) and any(map(says, _sentences(last))):
        return _told(knowledge, last, thing)
    told = _first_saying(knowledge, question, thing, says, to_come=to_come) if thing else None
    told = told or (_step_saying(knowledge, question, says) if to_come else None)
    return _told(knowledge, told, thing) if told else None


def _told(knowledge: Knowledge, passage: Passage, thing: str | None) -> Reply | None:
    """A statement, with the thing of which it was told: what is asked next is asked of that."""
    reply = tell.prose(knowledge, [passage], "overview")
    if reply is None or reply.topic is None:
        return reply
    return replace(reply, topic=replace(reply.topic, thing=thing))


def _asked(question: Question) -> Says | None:
    """What a sentence has to say; None where nothing of the kind is asked."""
    asked, text = question.asked, question.asked.text.strip()
    if not question.before or len(text) > _MOST_CHARS or asked.years or asked.relative or asked.narrower:
        return None
    if asked.asks("reason", "department") and not _RUNS.search(text):
        return None
    if asked.asks("next") and not (_WHERE.search(text) or _HOW_FAR.search(text)):
        return None
    if _RUNS.search(text):
        return lambda sentence: _RUN_BY.search(sentence) is not None
    if _WAY.search(text):
        return lambda sentence: _BY_MEANS.search(sentence) is not None
    if asks_what_is_paid(text):
        in_yen = _with_unit(question, "円")
        return lambda sentence: says_amount(in_yen, sentence)
    if one_word(asked) == "when" and FIGURES.issuperset(asked.aspects[:1]):
        return lambda sentence: is_told("when", sentence, text)
    if _HOW_FAR.search(text):
        return lambda sentence: _UP_TO.search(sentence) is not None
    if where := _WHERE.search(text):
        sort = where["sort"] or ""
        return lambda sentence: sort in sentence and names_place(sentence, question)
    return None


def _with_unit(question: Question, unit: str) -> Question:
    return replace(question, asked=replace(question.asked, unit=unit))


def _names_nothing(knowledge: Knowledge, question: Question) -> bool:
    """Whether no thing is named but a common one, such as the sort of place that is asked for."""
    return all(names_no_thing(knowledge, group) and not group.place for group in question.things)


def _first_saying(knowledge: Knowledge, question: Question, thing: str, says: Says, *, to_come: bool) -> Passage | None:
    """The first statement with a sentence that has the thing and says so; what was done before what is meant to come, or only
    that."""
    again = understand(knowledge, f"{thing}は{without_lead(question.asked.text)}", None, question.asked.city)
    found = [passage for hit, passage in statements_for(knowledge, again) if not hit.missing]
    found = [passage for passage in found if not to_come or passage.part in AIMED_AT]
    found.sort(key=lambda passage: passage.part in AIMED_AT)
    return next((one for one in found if _says_of(thing, _sentences(one), says)), None)


def _step_saying(knowledge: Knowledge, question: Question, says: Says) -> Passage | None:
    """What is to be done next on the very sheet that was spoken of, where it says so (「次はどこ」)."""
    home = knowledge.home_of(question.before[0])
    steps = [one for one in knowledge.index.passages_on_sheet_of(home) if one.part == "next"]
    return next((one for one in steps if any(map(says, _sentences(one)))), None)


def _says_of(thing: str, sentences: list[str], says: Says) -> bool:
    """Whether a sentence that has the thing says so, or one that goes on to speak of it (「運営は…に委託します」)."""
    of_thing = [thing in each for each in sentences]
    return any(
        says(each) and (of_thing[nth] or (nth > 0 and of_thing[nth - 1] and continues(each)))
        for nth, each in enumerate(sentences)
    )


def _sentences(passage: Passage) -> list[str]:
    return plain(passage.prose.text).split("。")
