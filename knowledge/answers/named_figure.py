"""Questions for a number of a thing that is named: the row that counts it, a statement that prints it, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.answers.asking_back import ask_back
from knowledge.answers.named_words import statement
from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import ENOUGH, statements_for
from knowledge.finding.choosing_subjects import (
    CLOSE,
    COMES_FROM,
    NAMED,
    counts_all,
    counts_some,
    namesakes,
    subjects_for,
)
from knowledge.finding.compounds import compound_end
from knowledge.finding.otherwise import counts_otherwise
from knowledge.finding.retrieve import NOTE, Group, Hit
from knowledge.finding.telling_sentences import all_with_number, with_number
from knowledge.finding.understanding import Knowledge, Question
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.model import Indicator
from knowledge.reply import Reply
from knowledge.telling import tell
from knowledge.telling.facets import alike, tell_about

# For figures: without a unit in the question; of the printed name alone; with a unit the figure does not have.
_NAMED_FIGURE, _PRINTED, _NAMED_OTHER_UNIT = 0.55, 0.25, 0.57
_ALL_HELD = 0.45
# Where no other row has all that was said.
_NAMED_ALONE, _ALL_KNOWN = 0.38, 0.9
# One word alone has to be this much of a printed name: 小学校 is no word for the schools that grew flowers.
_ALONE = 0.3
_LONG_WORD, _WORD = 3, 2
# What stands behind a thing when not those who use it are counted.
_NO_USERS = (
    r"(?=[一-龠ァ-ヶ])(?!養成者|利用|来|入|参加|受講|登録|延|会員|宿泊|応募|申込|年間|人|件|回|率|数|者|員|児|生)"
)
# Measures of few rows each: what is asked for in one of them is told by it.
_MEASURED_IN = frozenset({"g", "kg", "km", "ha", "m", "トン", "t"})
_UNIT_ENDINGS = {"回数": "回", "開催数": "回", "件数": "件", "者数": "人", "人数": "人", "率": "%", "割合": "%"}
# 「いま何%で、どこまで下げる？」
_TWICE = re.compile(
    r"(?:何|なん|どれ|どの|いくつ|いくら)[^。?？]{0,12}?(?:で|て|、)[^。?？]{0,12}?(?:何|なん|どこまで|どれ|いくつ|いくら|いつ)"
)
_ALONE_BY = 0.12
_MEASURES = frozenset({"延長", "面積", "距離", "長さ", "量", "額", "率", "割合", "残高", "倍率", "総数", "総額", "数"})
# What is measured of a thing: a row that has it not in its name measures something else of that thing.
_OTHER_MEASURE = re.compile(
    "売り?上げ?(?:額|高|金額)?|収入|収益|利益|もうけ|儲け|黒字|赤字|年収|平均年齢|年齢|評価|満足度|面積|距離|長さ|重さ|高さ|滞在時間|滞在日数|競争率|倍率"
)
# 「荒廃農地は全部で何ha？」 is not told by how much of it was tilled again.
_WORKED_AT = re.compile("解消|再生|除却|撤去|削減|減少|改善|補修|新規|新たな")
_ALL_THERE_IS = re.compile("全部で|ぜんぶで|全体で|市内に|市全体|今は|今、|現在")
_HEADED = re.compile(r"(?:[一-龠]数|割合|[一-龠]率|総額|[一-龠]度(?<!年度)(?<!制度)|面積|延長|残高)の?(?:目標|実績)")
_ROWS = re.compile(r"指標|目標値")
_COMPARED = re.compile("目標|計画|予定|見込|上回|下回|超え|差|届")
_FROM = re.compile(r"からの")
_AVERAGE = re.compile(r"(?:平均(?:値|点)?|全国|県(?:内|全体)?)(?:と|より|に比べ|に対し)")
# 「計画だと何か所にする？」 asks for what the plan aims at in the end, not for one year's share of it.
_BY_PLAN = re.compile(
    r"計画(?:だと|では|で|としては|の(?:中で|目標|最後))(?=[^。?？]{0,16}(?:する|増や|減ら|上げ|下げ|伸ば|なる|目指|めざ|つもり|予定|目標))"
    r"|(?:最終|ゆくゆく|将来|いずれ)(?:的|年度)?(?:な|に|の|は)?"
)
# 「最終的に何人だった？」 asks for what came of it.
_CAME_OUT = re.compile(
    r"(?:だった|でした|ました|なった|[っいしちりえけせてねめれげ]た)(?:の|ん|か|です|っけ)*[?？。]*$"
)
# 「浸透度はいくつ」 asks for the share itself.
_SHARE_SAID = re.compile(r"(?:度(?<!年度)(?<!制度)|率|割合|比率)(?:は|って|が|、|\s)*(?:今|いま|現在|全部で)?いくつ")
# Nouns that are units as well: how many of them there are in all is told by no row that counts some of them.
_ANY_OF = frozenset({"団体", "地区", "学校", "世帯", "施設", "か所", "店舗", "事業所", "企業", "法人", "路線", "公園"})
_IN_ALL = re.compile("全部|ぜんぶ|全体|総数|市内に|町内に")
_MOST_PEERS = 3
_COUNTED = re.compile(r"^(?!.*(?:割合|比率|率|%)).*(?:いくつ|の数(?![字値])|総数| 数$)")


def figure(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    """The row that counts what was named, or a statement that prints its number, whichever knows more of the question.

    Asks back where several rows of that name fit as well. None where no row is called so and no statement prints a number
    of the unit asked for: a neighbour's number never stands in for it.
    """
    ranked = [
        each for each in subjects_for(knowledge, question, "figures") if _is_asked_for(knowledge, question, *each[1:])
    ]
    rows = [
        (score, hit, subject)
        for score, hit, subject in ranked
        if subject.is_figure
        and hit.covered >= ENOUGH
        and _named_enough(knowledge, question, hit, subject)
        and not _is_of_another_kind(knowledge, question, hit, subject)
    ]
    if (peers := _peers(knowledge, question, ranked)) and (not rows or peers[0][0] > rows[0][0]):
        return ask_back(question, [subject for _, subject in peers], "figure")
    if not rows and (counted := _counted_in_itself(knowledge, question, ranked)):
        return tell_about(knowledge, question, [counted], aspects)
    if not rows and (measured := _measured(knowledge, question, ranked)):
        return tell_about(knowledge, question, [measured], aspects)
    printed = with_number(knowledge, question) or _beside_average(knowledge, question, aspects)
    if printed and "gap" in aspects and not _COMPARED.search(printed[1].prose.text):
        printed = None  # how far from a target it came out is told by no number alone
    best = next(iter(ranked), None)
    if rows:
        score, hit, subject = rows[0]
        if subject.kind == "indicator" and (aimed := _aimed_by_plan(knowledge, question)):
            return tell.prose(knowledge, [aimed], "figure")
        if printed and printed[0].covered > hit.covered + 0.15:
            return tell.prose(knowledge, [printed[1]], "figure")
        # 「持続可能な財政の目標」 means goals: a measure that is named better than any figure.
        goals = "target" in aspects and question.asked.unit is None and "figure" not in aspects
        if goals and best and best[2].kind == "measure" and best[1].covered > hit.covered + 0.2:
            return tell_about(knowledge, question, [best[2]], aspects)
        close = [other for fit, _, other in rows if fit > score - CLOSE]
        if len(close) > 1 and len([group for group in question.groups if group.strong]) == 1 and hit.named < 0.9:
            return ask_back(question, close, "figure")
        if len(same := namesakes(rows)) > 1:
            return ask_back(question, same, "figure")
        return tell_about(knowledge, question, [subject], aspects)
    if not printed and (row := _only_row(knowledge, question, ranked)):
        return tell_about(knowledge, question, [row], aspects)
    if printed:
        alike = [
            passage for hit, passage in all_with_number(knowledge, question) if hit.covered >= printed[0].covered - 0.1
        ]
        return tell.prose(
            knowledge,
            alike[:2] if question.asked.unit == "年" or _TWICE.search(question.asked.text) else [printed[1]],
            "figure",
        )
    if best and best[1].named >= NAMED and best[1].covered >= ENOUGH:
        subject = best[2]
        if "target" in aspects and not question.asked.unit and not _is_number_of_other(knowledge, question, *best[1:]):
            return tell_about(knowledge, question, [subject], aspects)
        if subject.kind in {"results", "project"} and best[1].named >= 0.6:
            return _related_figure(knowledge, question, subject, aspects)
    if "target" in aspects or "result" in aspects or "reached" in aspects or aspects == ("figure",):
        headed = _HEADED.search(question.asked.text)  # 「…率の実績は？」 asks for no words
        if question.asked.unit or headed or not _told_by_prose(aspects):
            return None
        return statement(knowledge, question, aspects)
    return None


def _peers(
    knowledge: Knowledge, question: Question, ranked: Sequence[tuple[float, Hit, Subject]]
) -> list[tuple[float, Subject]]:
    """The few rows that count in the unit asked for and all have the one thing that was named in their names, the likeliest
    first: 「フェアは何回？」 may be meant of either of two. [] where there are not several, or too many to choose from."""
    things, unit = [group for group in question.groups if group.strong], question.asked.unit
    if len(things) != 1 or unit is None or len(things[0].said) < _WORD or question.asked.place or question.asked.fee:
        return []
    if not 1 < knowledge.index.rows_holding(things[0], question.view.scope) <= _MOST_PEERS:
        return []
    found = [
        (score, subject)
        for score, _, subject in ranked
        if subject.row is not None
        and things[0].said in plain(subject.name)
        and units.says(unit, printed_units(subject.row))
        and not knowledge.book.contrary(subject.name, question.asked.text)
        and not counts_some(knowledge, subject, question)
    ]
    return found if len(found) > 1 else []


def _counted_in_itself(
    knowledge: Knowledge, question: Question, ranked: Sequence[tuple[float, Hit, Subject]]
) -> Subject | None:
    """The only row that counts the one thing named in a unit of that very name: 「ツアーはいくつ？」 of 「2ツアー」."""
    things = [group for group in question.groups if group.strong]
    if len(things) != 1 or question.asked.unit not in {None, "回", "件", things[0].said} or question.asked.place:
        return None
    said = things[0].said
    if len(said) < _WORD or said in _ANY_OF or _IN_ALL.search(question.asked.text):
        return None  # of the bridges a town has, a row counts some
    found = [
        subject
        for _, _, subject in ranked
        if subject.row is not None and said in {subject.row.target.unit, subject.row.result.unit}
    ]
    if len(found) != 1 or said not in plain(found[0].name):
        return None
    return None if knowledge.book.contrary(found[0].name, question.asked.text) else found[0]


def _beside_average(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> tuple[Hit, Passage] | None:
    """The statement that tells by how many points a thing lies above or below an average (「全国平均との差は？」)."""
    if "gap" not in aspects or question.asked.unit is not None or not _AVERAGE.search(question.asked.text):
        return None
    return with_number(knowledge, replace(question, asked=replace(question.asked, unit="%")))


def _aimed_by_plan(knowledge: Knowledge, question: Question) -> Passage | None:
    """The row of the plan's own table that has all that was named, where one asks for what is aimed at in the end."""
    text = question.asked.text
    if not _BY_PLAN.search(text) or _CAME_OUT.search(text):
        return None
    told = (passage for hit, passage in statements_for(knowledge, question) if not hit.missing)
    return next((one for one in told if one.part == "aims" and knows_all(knowledge, one.prose.text, question)), None)


def _is_number_of_other(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether a number is asked for of what a section or measure of the plan only tells of (団員数 of スポーツ)."""
    counted = "figure" in question.asked.aspects or _HEADED.search(question.asked.text)
    if subject.kind not in {"section", "measure"} or not counted:
        return False
    return not all(knowledge.index.names_hold(hit.number, group) for group in question.groups if group.strong)


def _measured(knowledge: Knowledge, question: Question, ranked: Sequence[tuple[float, Hit, Subject]]) -> Subject | None:
    """The only row that measures just the thing named (空き店舗率 of 空き店舗), where one asks whether a target was met."""
    things = [group for group in question.groups if group.strong]
    if (
        len(things) != 1
        or len(things[0].said) < _LONG_WORD
        or question.asked.unit
        or not question.asked.asks("reached", "gap")
    ):
        return None
    measure = re.compile(
        rf"(?:^|の|[一-龠]){re.escape(things[0].said)}の?(?:率|割合|(?:発生|解消|総)?(?:件|戸|人|者|店舗|校|棟)?数|[量額])$"
    )
    found = [one for _, _, one in ranked if one.is_figure and measure.search(NOTE.sub("", plain(one.name)))]
    if len(found) != 1 or knowledge.book.contrary(found[0].name, question.asked.text):
        return None
    return found[0]


def _only_row(knowledge: Knowledge, question: Question, ranked: Sequence[tuple[float, Hit, Subject]]) -> Subject | None:
    """The row that alone has the unit asked for among those that know all that was said, where the thing is described.

    Several of its words have to be said: one stands in too many names.
    """
    unit = question.asked.unit
    if unit is None or question.asked.place or question.asked.fee:
        return None
    fitting: list[tuple[float, Subject]] = []
    for score, hit, subject in ranked:
        row = subject.row
        if row is None or not _counts_last_said(knowledge, question, subject):
            continue
        if counts_some(knowledge, subject, question):
            continue
        if not units.says(unit, {row.target.unit, row.result.unit, _unit_in(row.name)}):
            continue
        held = [group for group in question.groups if knowledge.index.calls(hit.number, group, question.groups)]
        telling = units.written(unit) in _MEASURED_IN and all(g in held for g in question.groups if g.strong)
        if (
            sum(group.strong for group in held)
            and ((len(held) > 1 and hit.named >= NAMED) or telling or _holds_alone(knowledge, question, subject))
            and not _is_of_another_kind(knowledge, question, hit, subject)
        ):
            fitting.append((score, subject))
    if not fitting or (len(fitting) > 1 and fitting[0][0] - fitting[1][0] < _ALONE_BY):
        return None
    first = fitting[0][1]
    return None if knowledge.book.contrary(first.name, question.asked.text) else first


def _holds_alone(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether the one thing that was named stands word for word in the name of this row and of no other."""
    things = [group for group in question.groups if group.strong]
    if len(things) != 1 or len(things[0].said) < _WORD or things[0].said not in plain(subject.name):
        return False
    return knowledge.index.rows_holding(things[0], question.view.scope) == 1


def _named_enough(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether enough of a figure's name was said. Who asks how many people is not told how many times."""
    unit, row = question.asked.unit, subject.row
    if question.asked.place or knowledge.book.contrary(subject.name, question.asked.text):
        return False
    if counts_some(knowledge, subject, question):
        return False
    printed = knowledge.index.printed_share(hit.number, question.groups)
    if _is_share_of_counted(question, subject):
        return False
    if unit is None or row is None:
        # Under a shorter name of ours it is known as well, if more than one word of it is said.
        things = [group for group in question.groups if group.strong]
        called = hit.named >= _NAMED_OTHER_UNIT and len(things) > 1
        # Several words that all stand in its name call it, however long that is.
        held = len(things) > 1 and all(knowledge.index.calls(hit.number, group, question.groups) for group in things)
        least = _ALL_HELD if held else _NAMED_FIGURE
        if held and hit.covered >= _ALL_KNOWN and _alone_holds(knowledge, question, things):
            least = _NAMED_ALONE
        return hit.named >= least and (printed >= _PRINTED or called)
    if _is_slight(knowledge, question, hit, subject):
        return False
    if not _counts_last_said(knowledge, question, subject) or not _titles_know(knowledge, question, hit, subject):
        return False
    printed_as = printed_units(row)
    if unit == "年" and unit not in printed_as:
        return False  # 「いつ？」 asks for a date, never for an amount
    # The sheet prints a number and leaves its unit out: it may be the one that is asked for.
    open_unit = printed_as == {None} and not row.target.printed == row.result.printed is None
    if open_unit or units.says(unit, printed_as):
        return hit.named >= NAMED
    return units.comparable(unit, printed_as) and hit.named >= _NAMED_OTHER_UNIT


def printed_units(row: Indicator) -> set[str | None]:
    """The units a row is printed in; where it prints none, the one its name tells."""
    printed = {row.target.unit, row.result.unit}
    return {_unit_in(row.name)} if printed == {None} else printed


def may_be_counted(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether nothing that was said makes another thing of what a row counts, however little of its name was said."""
    if _is_slight(knowledge, question, hit, subject) or _is_share_of_counted(question, subject):
        return False
    if counts_some(knowledge, subject, question) or not _counts_last_said(knowledge, question, subject):
        return False
    return not _is_of_another_kind(knowledge, question, hit, subject)


def _is_share_of_counted(question: Question, subject: Subject) -> bool:
    """Whether the number of things is asked for, of which a row prints a share."""
    share = subject.row is not None and subject.row.target.unit == "%"
    text = question.asked.text
    counted = _COUNTED.search(text) is not None and not _SHARE_SAID.search(text)
    return share and question.asked.unit is None and counted


def _is_slight(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether the one thing that was named is too little of a printed name: 「地区会は何地区？」 is not about the districts
    that exchange."""
    alone = sum(group.strong for group in question.groups) == 1
    return alone and (
        knowledge.index.printed_share(hit.number, question.groups) < _ALONE and not _begins(subject, question)
    )


def _is_asked_for(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether nothing is said besides, where words that only ask for a row stand for some of its name."""
    if not subject.is_figure or hit.called <= knowledge.index.named(hit.number, question.groups):
        return True
    return _all_its_own(knowledge, question, hit, subject)


def _all_its_own(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether everything said stands in a row's names, in the titles above it, or among the words by which it is asked for."""
    titles = frozenset().union(*map(knowledge.index.tokens, subject.around))
    return all(
        knowledge.index.calls(hit.number, group, question.groups)
        or any(set(option) <= titles for option in group.options)
        for group in question.groups
        if group.strong
    )


def _alone_holds(knowledge: Knowledge, question: Question, things: Sequence[Group]) -> bool:
    """Whether but one row has everything said in its names."""
    holding = 0
    for hit in question.hits:
        subject = knowledge.subject(hit)
        if subject is not None and subject.is_figure and not hit.missing:
            holding += all(knowledge.index.calls(hit.number, group, question.groups) for group in things)
    return holding == 1


def _begins(subject: Subject, question: Question) -> bool:
    """Whether the one thing named is what a row's name begins with, and the row counts in the unit asked for."""
    said = next(group.said for group in question.groups if group.strong)
    unit = subject.row.target.unit if subject.row else None
    return len(said) >= _LONG_WORD and plain(subject.name).startswith(said) and unit == question.asked.unit


def _is_of_another_kind(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether a word that narrows the thing counted is not in the row: 自転車事故 are no 交通事故, 認知症の人 no
    認知症サポーター."""
    things = [group for group in question.groups if group.strong]
    text, name = question.asked.text, plain(subject.name)
    counted = _FROM.split(name)[-1]
    if len(things) == 1 and question.asked.unit == "人":
        place = text.find(things[0].said)
        said = re.escape(text[place : compound_end(question, text, place + len(things[0].said))])
        if re.search(rf"{said}(?:の人|の数|数|[はって]*(?:何人|[?？]|$))", text) and re.search(
            said + _NO_USERS, counted
        ):
            return True
    if things and (noted := NOTE.search(subject.name)) and noted[0] != subject.name:
        bare = knowledge.index.tokens(NOTE.sub("", subject.name))
        others = frozenset().union(*knowledge.index.names[hit.number][1:])
        if not any(set(option) <= bare | others for group in things for option in group.options):
            return True
    if counts_otherwise(knowledge, hit.number, subject, things, text):
        return True
    if any(group.place and _comes_from(knowledge, subject, group, text) for group in things):
        return True
    if _only_measured(knowledge, question, hit, things) or any(
        _counts_other(text, group.said, subject) for group in things
    ):
        return True
    held = {group.said: knowledge.index.calls(hit.number, group, question.groups) for group in things}
    if (
        (worked := _WORKED_AT.search(plain(subject.name)))
        and _ALL_THERE_IS.search(text)
        and not _WORKED_AT.search(text)
        and not any(group.is_named_in(knowledge.index.tokens(worked[0])) for group in question.groups)
    ):
        return True
    if _calls_another_row(knowledge, subject, things, held):
        return True
    if any(_OTHER_MEASURE.fullmatch(group.said) and not held[group.said] for group in things):
        return True
    titles = frozenset().union(*map(knowledge.index.tokens, subject.around))
    compounds = [
        f"{one.said}{other.said}" if f"{one.said}{other.said}" in text else f"{other.said}{one.said}"
        for one in things
        for other in things
        if held[other.said]
        and not held[one.said]
        and (f"{one.said}{other.said}" in text or f"{other.said}{one.said}" in text)
        and not any(set(option) <= titles for option in one.options)
    ]
    # 一般コミュニティ助成: what the sheet itself prints as one word is its own.
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
    titles = frozenset().union(*map(index.tokens, subject.around))
    beside = [
        group
        for group in things
        if not held[group.said]
        and not group.doing
        and not any(set(option) <= titles for option in group.options)
        and not index.is_common(group, knowledge.view.scope)
    ]
    if not beside:
        return False
    rows = (one for one in knowledge.rows_of(knowledge.home_of(subject)) if one.key != subject.key)
    numbers = [index.number_of(one) for one in rows]
    return any(index.names_hold(number, group) for group in beside for number in numbers)


def _comes_from(knowledge: Knowledge, subject: Subject, place: Group, text: str) -> bool:
    """Whether some of those counted are asked for by the place they come from: 名取の子 of all who came."""
    number = knowledge.index.number_of(subject)
    return bool(COMES_FROM.match(text.partition(place.said)[2])) and not knowledge.index.names_hold(number, place)


def _counts_other(text: str, said: str, subject: Subject) -> bool:
    """Whether the number of a thing is asked for that a row only mentions: 企業数 of 企業への訪問件数."""
    if f"{said}数" not in text or said not in plain(subject.name):
        return False
    counted = re.compile(re.escape(said) + r"(?:者|人|件|回|世帯|団体|校|台|冊|戸|室|基)?数")
    return not any(counted.search(plain(name)) for name in subject.names)


def _only_measured(knowledge: Knowledge, question: Question, hit: Hit, things: Sequence[Group]) -> bool:
    """Whether a row shares with the question nothing but how it is measured: 除雪の延長 is no 舗装補修延長."""
    held = [group for group in things if knowledge.index.calls(hit.number, group, question.groups)]
    if not held or len(held) == len(things) or not all(group.said in _MEASURES for group in held):
        return False
    said = {token for group in held for option in group.options for token in option}
    return len(knowledge.index.names[hit.number][0] - said - knowledge.book.ignored) > 1


@lru_cache(maxsize=2048)  # the same rows are looked at for one question after the other
def _unit_in(name: str) -> str | None:
    """The unit a row's name itself tells, where the sheet prints none."""
    name = NOTE.sub("", name)
    return next((unit for ending, unit in _UNIT_ENDINGS.items() if name.endswith(ending)), None)


def _counts_last_said(knowledge: Knowledge, question: Question, subject: Subject) -> bool:
    """Whether a row counts what is said just before the question: 移住相談からの移住件数 counts no 相談."""
    strong = [group for group in question.groups if group.strong]
    if not strong or not _FROM.search(subject.name):
        return True
    text = question.asked.text
    last = max(strong, key=lambda group: text.rfind(group.said))
    if last.said.isascii():
        return True  # English says it the other way round
    counted = knowledge.index.tokens(_FROM.split(subject.name)[-1])
    if any(set(option) <= counted for option in last.options):
        return True
    number = knowledge.index.number_of(subject)
    return not knowledge.index.names_hold(number, last) and knowledge.index.calls(number, last, question.groups)


def _titles_know(knowledge: Knowledge, question: Question, hit: Hit, subject: Subject) -> bool:
    """Whether everything said stands in the names of a row or in the titles above it, not just somewhere on its sheet."""
    if hit.named >= _NAMED_OTHER_UNIT:
        beside = [
            group
            for group in question.groups
            if group.strong and not knowledge.index.calls(hit.number, group, question.groups)
        ]
        return not any(f"{group.said}から" in question.asked.text for group in beside)
    held = [
        group for group in question.groups if group.strong and knowledge.index.calls(hit.number, group, question.groups)
    ]
    if all(knowledge.index.is_common(group, knowledge.view.scope) for group in held):
        return False  # 国際交流の参加者 are not those of the children's meeting on the same sheet
    return _all_its_own(knowledge, question, hit, subject)


def _related_figure(knowledge: Knowledge, question: Question, subject: Subject, aspects: Sequence[str]) -> Reply | None:
    """A sheet is named, but no row of it: the row of the unit asked for that shares its name, or a choice of rows."""
    unit = question.asked.unit
    homes = {subject.home, *(other.home for other in knowledge.results_of(subject))}
    rows = [row for home in sorted(homes) for row in knowledge.rows_of(knowledge.by_key[home])]
    if unit is None:
        own = [other for other in rows if other.home == subject.home]
        if own and _ROWS.search(question.asked.text):
            return tell_about(knowledge, question, own, aspects)
        return ask_back(question, [*own, subject], "figure") if own else None
    names = knowledge.index.names_of(subject)
    named = {token for name in names for token in name}
    fitting = [
        other
        for other in rows
        if other.row is not None
        and other.row.target.unit == unit
        and alike(knowledge, other, named) >= 0.6
        and not counts_all(knowledge, other, question)
        and not any(
            _comes_from(knowledge, other, group, question.asked.text) for group in question.groups if group.place
        )
    ]
    return tell_about(knowledge, question, fitting, aspects) if len(fitting) == 1 else None


def _told_by_prose(aspects: Sequence[str]) -> bool:
    return "figure" not in aspects and "gap" not in aspects
