"""Whether a row counts another thing than what was named, though its name or its sheet has the word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.answers.of_another_town import is_of_another_town
from knowledge.finding.choosing_subjects import COMES_FROM
from knowledge.finding.compounds import compound_end
from knowledge.finding.groups import Group, Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.otherwise import counts_otherwise
from knowledge.finding.understanding import Question
from knowledge.language.standing import is_followed, places
from knowledge.language.wordbook import plain
from knowledge.ledger.printed_units import NOTE
from knowledge.ledger.subjects import Subject
from knowledge.question.all_of_them import asks_for_all_there_is, asks_for_now, asks_how_many_there_are

# 移住相談からの移住件数: what is counted stands behind it.
_FROM = re.compile(r"からの")
# What stands behind a thing when not those who use it are counted.
_NO_USERS = re.compile(
    r"(?=[一-龠ァ-ヶ])(?!事業の(?:参加|利用|登録|受講|来場)|養成者|利用|来|入|参加|受講|登録|延|会員|宿泊|応募|申込|年間"
    r"|人|件|回|率|数|者|員|児|生)"
)
_NUMBER_BEHIND = re.compile("(?:者|人|件|回|世帯|団体|法人|校|店舗|台|冊|戸|室|基)?数")
_USERS_ASKED = re.compile("(?:の人|の数|数|[はって]*(?:何人|[?？]|$))")
_MEASURES = frozenset({"延長", "面積", "距離", "長さ", "量", "額", "率", "割合", "残高", "倍率", "総数", "総額", "数"})
_THOSE_WHO = re.compile("(?<![一-龠])[一-龠]{2}[者員](?=数|[^一-龠]|$)")
_MORE_OF_THEM = re.compile("[一-龠]{2,4}[者員](?![一-龠])|[一-龠]{2,4}[者員]数")
# 「住んでる人は何人？」, and rows of those who came to something.
_LIVING = re.compile(
    r"(?:住ん[でど]|すん[でど]|暮らし[てと])(?:い)?[^、。?？]{0,8}(?:は|って|の数|が)?、?\s?(?:何|なん)[人世名]"
)
_TOOK_PART = re.compile(r"(?:参加|受講|利用|来場|出席|応募|受診)[者人]?[^、。]{0,3}数")
# What is measured of a thing: a row that has it not in its name measures something else of that thing.
_OTHER_MEASURE = re.compile(
    "売り?上げ?(?:額|高|金額)?|収入|収益|利益|もうけ|儲け|黒字|赤字|年収|平均年齢|年齢|評価|満足度|面積|距離|長さ|重さ|高さ|滞在時間|滞在日数|競争率|倍率"
)
# 「荒廃農地は全部で何ha？」 is not told by how much of it was tilled again.
_WORKED_AT = re.compile("解消|再生|除却|撤去|削減|減少|改善|是正|補修|新規|新たな")
# 「図書館に何冊ある？」 is not told by how many were lent.
_HANDLED = re.compile(
    "貸し?出|購入|補助|助成|交付|修繕|修理|処分|撤去|廃止|放流|出荷|配布|点検|検査|診断|着手|化(?=の|した)"
)


def counted_part(name: str) -> str:
    """What of a folded name tells what is counted: 移住件数 of 移住相談からの移住件数; all of it in most."""
    return _FROM.split(name)[-1]


def is_of_another_kind(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether a word that narrows the thing counted is not in the row: 自転車事故 are no 交通事故, 認知症の人 no
    認知症サポーター."""
    things, text = question.things, question.asked.text
    held = {group.said: knowledge.index.calls(hit.number, group, question.groups) for group in things}
    return (
        _counts_no_users(question, subject)
        or _only_noted(knowledge, question, hit, subject)
        or counts_otherwise(knowledge, hit.number, subject, things, text)
        or any(group.place and comes_from(knowledge, subject, group, text) for group in things)
        or is_of_another_town(knowledge, question, hit)
        or _counts_what_they_did(text, subject)
        or _counts_those_of_it(text, things, subject)
        or _only_measured(knowledge, question, hit, things)
        or any(_counts_other(text, group.said, subject) for group in things)
        or _counts_what_was_done(knowledge, question, subject)
        or _calls_another_row(knowledge, subject, things, held)
        or any(_OTHER_MEASURE.fullmatch(group.said) and not held[group.said] for group in things)
        or _is_of_compound(knowledge, question, subject, held)
    )


def _counts_no_users(question: Question, subject: Subject) -> bool:
    """Whether people are asked for (認知症の人は何人？), and the row counts others that are called by them (サポーター)."""
    if len(question.things) != 1 or question.asked.unit != "人":
        return False
    text, thing = question.asked.text, question.things[0].said
    place = text.find(thing)
    said = text[place : compound_end(question, text, place + len(thing))]
    return is_followed(said, counted_part(plain(subject.name)), _NO_USERS) and is_followed(said, text, _USERS_ASKED)


def _counts_what_they_did(text: str, subject: Subject) -> bool:
    """Whether one asks for those who live here, and the row counts those of them who took part in something."""
    return _LIVING.search(text) is not None and _TOOK_PART.search(plain(subject.name)) is not None


def _counts_those_of_it(text: str, things: Sequence[Group], subject: Subject) -> bool:
    """Whether the row counts other people, called by the same word and one more: 利用登録者 are no 利用者."""
    name = plain(subject.name)
    said = {found[0] for found in _THOSE_WHO.finditer(text)}
    if any(_put_between(one, name) for one in said):
        return True
    held = ([option for option in group.options if all(one in name for one in option)] for group in things)
    return any(ways and all(_put_between(_persons(option), name) for option in ways) for ways in held)


def _persons(option: Sequence[str]) -> str:
    """The people that one way of saying a thing ends with: 利用者 of バス利用者数."""
    return "".join(option).removesuffix("数")[-3:]


def _put_between(persons: str, name: str) -> bool:
    """Whether a name has the people said with a word put in between, and not as they were said."""
    if persons in name or _THOSE_WHO.fullmatch(persons) is None:
        return False
    doing = persons[:-1]
    return any(_MORE_OF_THEM.match(name, end) for _, end in places(doing, name))


def _only_noted(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether what was said stands in the note of a name alone (機能別団員を含む)."""
    noted = NOTE.search(subject.name) if question.things else None
    if noted is None or noted[0] == subject.name:
        return False
    bare = knowledge.index.tokens(NOTE.sub("", subject.name))
    others = frozenset().union(*knowledge.index.names[hit.number][1:])
    return not any(set(option) <= bare | others for group in question.things for option in group.options)


def _counts_what_was_done(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether all there is is asked for, and the row counts what something was done about: 荒廃農地 and their 解消面積."""
    text, name = question.asked.text, plain(subject.name)
    handled = _HANDLED.search(name) if asks_how_many_there_are(text) else None
    whole = handled is not None or asks_how_many_there_are(text) or asks_for_all_there_is(text) or asks_for_now(text)
    worked = _WORKED_AT.search(name) or handled
    if worked is None or not whole or _WORKED_AT.search(text):
        return False
    return not any(group.is_named_in(knowledge.index.tokens(worked[0])) for group in question.groups)


def _is_of_compound(knowledge: Knowledge, question: Question, subject: Subject, held: Mapping[str, bool]) -> bool:
    """Whether a thing is said as one word with another that the row has not (一般コミュニティ助成)."""
    text, things = question.asked.text, question.things
    titles = knowledge.index.tokens_of(subject.around)
    compounds = [
        f"{one.said}{other.said}" if f"{one.said}{other.said}" in text else f"{other.said}{one.said}"
        for one in things
        for other in things
        if held[other.said]
        and not held[one.said]
        and (f"{one.said}{other.said}" in text or f"{other.said}{one.said}" in text)
        and not one.is_named_in(titles)
    ]
    # What the sheet itself prints as one word is its own.
    told = [plain(passage.prose.text) for passage in knowledge.index.passages_on_sheet_of(subject)] if compounds else ()
    return any(not any(one in passage for passage in told) for one in compounds)


def _calls_another_row(
    knowledge: Knowledge, subject: Subject, things: Sequence[Group], held: Mapping[str, bool]
) -> bool:
    """Whether a thing that a row is not called by calls another row of its sheet, where the row has nothing that was said
    in its very name: お客 of a クルーズ船 are no 宿泊者."""
    index, name = knowledge.index, plain(subject.name)
    if any(held[group.said] and group.said in name for group in things):
        return False
    titles = index.tokens_of(subject.around)
    beside = [
        group
        for group in things
        if not held[group.said]
        and not group.doing
        and not group.is_named_in(titles)
        and not index.is_common(group, knowledge.view.scope)
    ]
    if not beside:
        return False
    rows = (one for one in knowledge.rows_of(knowledge.home_of(subject)) if one.key != subject.key)
    numbers = [index.number_of(one) for one in rows]
    return any(index.names_hold(number, group) for group in beside for number in numbers)


def comes_from(knowledge: Knowledge, subject: Subject, place: Group, text: str) -> bool:
    """Whether some of those counted are asked for by the place they come from: 名取の子 of all who came."""
    number = knowledge.index.number_of(subject)
    return bool(COMES_FROM.match(text.partition(place.said)[2])) and not knowledge.index.names_hold(number, place)


def _counts_other(text: str, said: str, subject: Subject) -> bool:
    """Whether the number of a thing is asked for that a row only mentions: 企業数 of 企業への訪問件数."""
    if f"{said}数" not in text or said not in plain(subject.name):
        return False
    return not any(is_followed(said, plain(name), _NUMBER_BEHIND) for name in subject.names)


def _only_measured(knowledge: Knowledge, question: Question, hit: Hit, things: Sequence[Group]) -> bool:
    """Whether a row shares with the question nothing but how it is measured: 除雪の延長 is no 舗装補修延長."""
    held = [group for group in things if knowledge.index.calls(hit.number, group, question.groups)]
    if not held or len(held) == len(things) or not all(group.said in _MEASURES for group in held):
        return False
    said = {token for group in held for option in group.options for token in option}
    return len(knowledge.index.names[hit.number][0] - said - knowledge.book.ignored) > 1
