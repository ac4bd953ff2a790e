"""Words that must not be asked about without a reason: councillors, parties, candidates, persons and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel.survey import Question, Survey

_NAMED = re.compile(
    "議員|市議|県議|国会議|政党|党派|候補者|立候補|選挙|投票先|政治家|"
    "副?(?:市長|町長|村長)(?:を|の|は)?(?:評価|支持|人柄|好き|嫌い|個人|仕事ぶり|働きぶり|手腕|政治|公約|対応|態度|実績)|"
    # A person of the staff, by name or by office; what an office as such does may be asked about (職員の対応).
    "(?:課長|部長|局長|所長|係長|支所長|教育長)(?:を|の|は|に)?(?:評価|人柄|仕事ぶり|働きぶり|対応|態度|印象|満足)|"
    "(?:職員|担当|課長|部長|係長|先生|校長|保育士|相談員)の?(?!職員|担当|皆)[一-龠々]{1,4}(?:さん|氏|様|課長|部長|係長|先生)|"
    "[一-龠々]{2,4}(?:課長|部長|係長|校長|市長|議員)(?:を|の|は)?(?:評価|人柄|仕事ぶり|対応|態度|印象)|"
    "(?:自民|公明|立憲|民主|維新|共産|国民民主|社民|れいわ|参政|保守)党|日本維新の会|れいわ新選組|"
    "(?:支持|応援)する(?:人|党|政党|会派)|会派|人柄|好感度"
)
# Who holds an office, where the word is not part of what is called after it (市長と語る会, 市長への手紙, 市長公室) or of
# another (市長期計画).
_IN_OFFICE = (
    "(?:(?:市|町|村|教育|課|部|局|係|支所|校|園)長|知事|首相|総理|大臣)"
    "(?!期|短|時間|寿|い|さ(?!ん)|公?室|賞|杯|表彰|部局|との?(?:話|語|対話|懇談|ふれあい|意見)|への?(?:手紙|便り|はがき|メール|提案|提言|意見))"
)
_WORTH = "評価|支持|満足|信頼|賛成|反対|好き|嫌い|好感|期待|納得"
_OPINION = (
    f"{_WORTH}|どう(?:思|感じ|お考え|考え|見|です)|と(?:思|感じ|お考え)|"
    "印象|進め方|やり方|姿勢|手腕|指導力|リーダーシップ|点数|何点"
)
_SAME_SENTENCE = "[^。．？?！!\n]{0,80}?"
# What is thought of somebody in office, whatever stands between the two words.
_OF_SOMEBODY = re.compile(
    f"(?P<first>{_IN_OFFICE}){_SAME_SENTENCE}(?P<then>{_OPINION})|"
    f"(?P<worth>{_WORTH}){_SAME_SENTENCE}(?P<who>{_IN_OFFICE})"
)
_SOMEBODY = re.compile(_IN_OFFICE)
_THOUGHT = re.compile(_OPINION)
_WORTH_IN_A_CHOICE = re.compile(_WORTH)


def named(survey: Survey) -> tuple[tuple[str, str], ...]:
    """Where a survey touches such a subject: (question id, word found); "" for the title."""
    texts = [("", survey.title)]
    for question in survey.questions:
        texts += [(question.id, text) for text in _texts(question)]
    alone = [(id_, found) for id_, text in texts if (found := _word_in(text))]
    return (*alone, *_across(survey))


def _texts(question: Question) -> tuple[str, ...]:
    return (question.text, *question.choices, *question.labels.values())


def _word_in(text: str) -> str | None:
    if found := _NAMED.search(text):
        return found[0]
    if found := _OF_SOMEBODY.search(text):
        return f"{found['first'] or found['worth']}…{found['then'] or found['who']}"
    return None


def _across(survey: Survey) -> Iterator[tuple[str, str]]:
    """Somebody in office in the title and the opinion in a question, or in the question and the opinion in its choices."""
    in_title = _SOMEBODY.search(survey.title)
    for question in survey.questions:
        thought = _THOUGHT.search(question.text)
        worth = next((found for text in _texts(question)[1:] if (found := _WORTH_IN_A_CHOICE.search(text))), None)
        somebody = _SOMEBODY.search(question.text)
        if somebody and worth:
            yield question.id, f"{somebody[0]}…{worth[0]}"
        elif in_title and (thought or worth):
            yield question.id, f"{in_title[0]}…{(thought or worth)[0]}"  # type: ignore[index]
