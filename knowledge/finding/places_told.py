"""Statements that say where something is or is done."""

from __future__ import annotations

import re

from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.sentences_knowing import said_besides, sentence_knows_all
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, Passage

# What a place is called by its ending; one that was said itself is no answer to where.
_PLACES = re.compile(
    r"(?:都内|市内|県内|[一-龠ァ-ヶー・]{1,8}地区|[一-龠ァ-ヶー・]{0,8}(?:城|館|園|箱|場|(?<![か箇個ヶカ場])所|街|駅|店|高原|学校|小・中学校|窓口|機関|センター|ホール|会館|庁舎"
    r"|ホームページ|市報|紙|サイト|[漁空]?港|海岸|海水浴場|公園|広場|駅前|林道|校区|学区|会場|病院|役場|保育所|峠|神社|アリーナ|ドーム|プラザ|商業施設|道の駅|コーナー|敷地内|\d店舗?|\d地区|(?:館|校)\d(?:か|箇|カ|ヶ)所))"
    r"(?=(?:「[^「」]{1,12}」)?(?:で|に|へ|や|、|など|等|の|を(?!.{0,2}訪問)|と|$))"
)
_LISTED, _QUOTED = (
    re.compile(r"[一-龠々ァ-ヶー]*(?:[や、・と][一-龠々ァ-ヶー]*)+"),
    re.compile("「[^「」]*(?:」|$)|^[^「」]*」"),
)
_SEVERAL_PLACES = re.compile("どこと、?どこ")
_PLACE_TO_COME = re.compile(
    r"(?:どこ|どちら)(?:に|へ|で)、?(?:なる|なります|する(?!の?は)|変わる|移る|移す|やる予定|開く予定)"
)


def with_place(knowledge: Knowledge, question: Question) -> Passage | None:
    """A statement that says where the things the question names are or are done."""
    found = statements_for(knowledge, question)
    if _PLACE_TO_COME.search(question.asked.text):
        found.sort(key=lambda each: each[1].part not in AIMED_AT)
    several = _SEVERAL_PLACES.search(question.asked.text) is not None
    told = [
        (said_besides(knowledge, question, f"{passage.heading or ''}。{sentence}"), passage)
        for hit, passage in found
        if not hit.missing
        for sentence in passage.prose.text.split("。")
        if names_place(sentence, question)
        and (not several or len(_PLACES.findall(plain(sentence))) > 1)
        and sentence_knows_all(knowledge, sentence, question, None, passage)
    ]
    # The 教室 in which one learns to ride (乗り方教室) is none of all the others.
    return max(told, key=lambda each: each[0])[1] if told else None


def names_place(sentence: str, question: Question) -> bool:
    """Whether a sentence names a place that the question does not name itself, and not only in a list with what it names or
    was asked of before."""
    said, text = question.asked.text, plain(sentence)
    named = [*(group.said for group in question.things), *([plain(question.thing)] if question.thing else [])]
    things = [one for one in named if one in text]
    return any(
        found[0] not in said and not any(_stands_beside(text, found, thing) for thing in things)
        for found in _PLACES.finditer(text)
    )


def _stands_beside(text: str, place: re.Match[str], thing: str) -> bool:
    """Whether a thing is only listed with a place: a 投書箱 is in no ホームページ of 「投書箱、ホームページなどで」."""
    at = text.find(thing)
    between = text[place.end() : at] if place.end() <= at else text[at + len(thing) : place.start()]
    return _LISTED.fullmatch(_QUOTED.sub("", between)) is not None
