"""Words that must not be asked about without a reason: councillors, parties, candidates, persons and what they are worth."""

from __future__ import annotations

import re

from panel.survey import Survey

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


def named(survey: Survey) -> tuple[tuple[str, str], ...]:
    """Where a survey touches such a subject: (question id, word found); "" for the title."""
    texts = [("", survey.title)]
    for question in survey.questions:
        texts += [(question.id, text) for text in (question.text, *question.choices, *question.labels.values())]
    return tuple((id_, found[0]) for id_, text in texts if (found := _NAMED.search(text)))
