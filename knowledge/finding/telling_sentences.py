"""Statements with a sentence that prints the number or the date that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.finding.all_named import knows_all
from knowledge.finding.amounts import Printed, amount_in
from knowledge.finding.choosing_statements import ENOUGH_IN_SPITE, statements_for
from knowledge.finding.counted_in_sentence import (
    counts,
    in_its_own_words,
    is_of_some,
    is_unheard,
    several_of,
    stands_alone,
    tells_all,
    tells_amount,
    tells_number_of,
    tells_of_all,
)
from knowledge.finding.groups import Hit
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.said_beside_number import said_beside_number
from knowledge.finding.sentences_knowing import begins_with_it, heading_knows_rest, said_besides, sentence_knows_all
from knowledge.finding.understanding import Question
from knowledge.language.standing import is_followed
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, Passage, Subject
from knowledge.question.all_of_them import asks_for_all_there_is
from knowledge.question.one_word import one_word, without_other_dates
from knowledge.question.per_year import asks_of_a_year, tells_of_a_year

_HOW_MUCH = re.compile(r"ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)|どんくらい|どんだけ|いくつ")
_NUMBER_OF = re.compile(r"(?<=[一-龠ァ-ヶー])の?数(?=は|って|が|を|、)|\bhow many\b")
# 「食塩摂取量は？」 asks for the number that stands behind that very name.
_AMOUNT_OF = re.compile(r"(?:[一-龠ァ-ヶー]{2,}(?:量|額|高|面積|延長|寿命)(?<!金額))(?=(?:は|って)?[?？。]*\s*$)")
_PLANNED = re.compile(
    r"いつ(?:から|ごろ|頃)?、?[^。?？]{0,8}(?:なる|なん(?:の|だ|ね)|なります|でき(?:る|ます)|始ま(?:る|り)|始め(?:る|ま)|開[くき]|決ま(?:る|り)|建[つてち]|変わ(?:る|り))(?!ました|た)|いつ[^。?？]{0,16}予定(?:です|でしょう|だ|なん|か|[?？。]|$)|いつまで|に(?:する|上げる|高める|増やす|減らす)(?:計画|目標|予定|つもり)|目指"
)
# 見守りシール1人40枚 and 1人1台 tell of no number of people, 1頭につき10万円 of none of cows.
_EACH = re.compile(
    r"(?<!\d)1\s?(?:人|世帯|店|回|件|校|か所|頭|羽|戸|棟|台|社|団体|基)\s?(?=\d|当た|あた|につき|ごと|ずつ)"
    r"|(?<=各)[^、。\d]{1,8}に1\s?[人名](?=を?、?(?:置|配置))"
)
# How far something grew is no bound.
_UP_TO = r"(?:いくら|何円|何万円)まで(?!、?(?:に?増|ふえ|伸|のび|上が|回復|減|へっ|下が|落ち|達|積|いっ|行))"
# 「上限は2万円です。」 is said of what the sentences before it name.
_BOUNDS = (
    (
        re.compile(rf"{_UP_TO}|上限|最大|最高で?|限度"),
        re.compile(r"上限|限度|最大"),
    ),
    (re.compile(r"定員|何人(?:まで|入|受け)"), re.compile(r"定員")),
)
# 「このうち父親の参加は49人でした。」, 「開設は令和8年度を目指し」: of what the sentence before has named.
_CONTINUES = re.compile(
    r"\s*(?:[^。、はがをも「」]{2,16}(?:から|まで)の)?(?:(?:このうち|うち|内訳|これ(?:により|に伴い)|その(?:うち|内訳|結果|後)|合わせて)"
    r"|(?:延べ|実)?(?:利用|参加|受診|受講|来場|来館|入館|登録|応募|回答|申込|視聴)者(?:数|への?アンケート)?[^。、]{0,6}(?:は|の|では|から)"
    r"|(?:(?:利用|使用|開館|営業|受付|運行|開放|開庁)?(?:できる)?時間|会員数?|定員|利用料|料金|運賃|会費|家賃|代金|自己負担額?|負担額|受講料|参加費|受付|開所|開館|開設|開園|開業|開始|完成|供用|工事|申請|対象|期間|募集)[^。、]{0,6}は)"
)
# 「屋台の出店を復活させ、来場者は4万人」: so it does behind a clause that has no subject of its own.
_CONTINUES_LATER = re.compile(
    r"\s*[^。はが「」]{4,40}、(?:延べ|実)?(?:来場|来館|入館|入場|参加|利用|受診|受講|応募|観覧|見学)者(?:数)?は"
)
# 「新図書館を整備します。令和9年度に着工し、令和11年度の開館を目指します。」: a date, what is then begun or done, no subject.
_CONTINUES_DATED = re.compile(
    r"\s*(?:令和|平成)?\d+年(?:度|\d+月)?(?:に|の|から|まで(?:に|の)?|中に?の?|末(?:まで)?に?の?|[春夏秋冬]に?の?)、?"
    r"(?:着工|着手|完成|竣工|開[館校園設業始通所店]|供用|運[行用]|利用|使用|始め|始ま|工事|移転|完了|終え)[^。はが]*$"
)
# What a statement speaks of from here on.
_TOPIC = re.compile(r"(?:また、|さらに、|なお、)?([^、。]{2,24})(?:については|に関しては|では)、")
# 「町営プールは昭和50年に開きました。更衣室が12室と少なく…」: so it does with a sentence that has no topic of its own.
_SPOKEN_OF = re.compile(r"([^、。はがをも「」]{2,16})は(?![じず])")
_OWN_TOPIC = re.compile(r"\D*?(?<=[一-龠ァ-ヶー々」）)])(?:は|も)")
# 「いくつに減った？」 is not told by what is meant to come.
_HAS_COME = re.compile(
    r"(?:まで|(?<!よう)に)、?(?:減っ|へっ|増え|ふえ|なっ|落ち|下がっ|上がっ|伸び|回復し)た"
    r"|(?:何|なん)[^。、?？]{1,4}(?:減っ|へっ|増え|ふえ|伸び|落ち)た"
)
# A verb of its own; 「いつ統合する？」 names the thing by what is done.
_DONE = re.compile("て|ま[すしせ]|た|る|れ|ら|な[いか]")
# So many statements with the number are held against each other.
_FEW = 8
# Who asks for the hundred-year-olds is told of no children of three.
_OF_AGE = re.compile(r"(?<![\d.])\d{1,3}\s?歳|(?<![\d.])\d{1,2}\s?(?:か月児|年生)")
_AIMED = re.compile("目標|計画|予定|見込")
# What is paid and how long it lasts is said of what stands in the heading; people are counted of many things under it.
_UNDER_HEADING = frozenset({"円", "期間"})
_HOW_MANY_ARE = re.compile(
    r"(?:何|なん)[^年 ]{1,3}(?:くらい|ぐらい|ほど)?(?:が|も)?(?:ある|あり|ございます|残って|い(?:る|ます)の?[?？か]?$)"
    r"|(?:(?:全部|ぜんぶ)で|(?:は|って)、?(?:今|いま|現在)(?:は|で)?)、?"
    r"(?:何|なん)(?!回|件|円|日|人|名)[^年 ]{1,3}(?:です|でしょう|[?？]|$)"
)


def continues(sentence: str) -> bool:
    """Whether a folded sentence goes on to speak of what the one before it named."""
    return any(goes_on.match(sentence) for goes_on in (_CONTINUES, _CONTINUES_LATER, _CONTINUES_DATED))


def without_each(text: str) -> str:
    """A text, folded, without what is said of each one (1人40枚)."""
    return _EACH.sub("", plain(text))


def with_number(knowledge: Knowledge, question: Question) -> tuple[Hit, Passage] | None:
    """The first of ``all_with_number``."""
    return next(all_with_number(knowledge, question), None)


def all_with_number(knowledge: Knowledge, question: Question) -> Iterator[tuple[Hit, Passage]]:
    """Statements that print a number of the unit asked for beside all the things the question names."""
    number = _Number.asked_in(knowledge, question)
    if number is None or (number.when and _names_nothing(question)):
        return
    bounds: list[tuple[int, Hit, Passage]] = []
    found: list[tuple[float, Hit, Passage]] = []
    for hit, passage in _in_order(knowledge, question):
        if len(found) >= _FEW:
            break
        if hit.missing or hit.covered < ENOUGH_IN_SPITE or not number.may_be_told_by(passage):
            continue
        sentences = [without_each(sentence) for sentence in passage.prose.text.split("。")]
        if number.must is not None:
            sentences = [sentence for sentence in sentences if number.must.search(sentence)]
        # A date is that of the sentence it stands in.
        alone = not number.when and sum(number.printed.is_in(plain(one)) for one in sentences) == 1
        topics = _topics(sentences, carried=alone and number.is_counted_of_several)
        for nth, sentence in enumerate(sentences):
            before = sentences[nth - 1] if nth and continues(sentence) else ""
            if not number.is_told_by(passage, plain(sentence), f"{topics[nth]}。{plain(before)}"):
                continue
            bound = any(asks.search(question.asked.text) and of.search(sentence) for asks, of in _BOUNDS)
            if before:
                sentence = f"{before}。{sentence}"
                if is_of_some(question, plain(sentence)):
                    continue
            elif topics[nth]:
                sentence = f"{topics[nth]}。{sentence}"
            if number.is_hour_of_sheet(passage, sentences[nth]) or number.is_of_all_named(
                passage, sentence, alone=alone
            ):
                worth = (
                    said_besides(knowledge, question, sentence)
                    + begins_with_it(knowledge, question, sentences[nth])
                    + bound
                    + (asks_of_a_year(question.asked.text) and tells_of_a_year(plain(sentence)))
                )
                found.append((worth, hit, passage))
                break
            if bound and knows_all(knowledge, passage.prose.text, question, number.under(passage)):
                tokens = knowledge.index.tokens(sentence)
                bounds.append((sum(group.is_told_in(tokens) for group in question.groups), hit, passage))
    # What is done with the thing (橋を直した) stands beside the number that is meant.
    for _, hit, passage in sorted(found, key=lambda each: -each[0]):
        yield hit, passage
    # Of bounds for several things (改修は100万円, 家賃は5万円) the one is meant whose own sentence has most of what was said.
    for _, hit, passage in sorted(bounds, key=lambda each: -each[0]):
        yield hit, passage


def _names_nothing(question: Question) -> bool:
    """Whether a question says only what is done, of nothing: 「いつ直してもらえますか」."""
    return len(question.groups) == 1 and is_followed(question.groups[0].said, question.asked.text, _DONE)


def _in_order(knowledge: Knowledge, question: Question) -> list[tuple[Hit, Passage]]:
    """The statements that may tell the number, the likeliest first."""
    text, found = question.asked.text, statements_for(knowledge, question)
    if _PLANNED.search(text):
        found.sort(key=lambda each: each[1].part not in AIMED_AT)
    elif question.asked.unit is not None:
        # Why something was missed names numbers too: what was done tells them first.
        found.sort(key=lambda each: each[1].part == "reason")
    if asks_for_all_there_is(text):  # what there is stands in the situation
        found.sort(key=lambda each: each[1].part != "issues")
    if of_age := _OF_AGE.findall(text):
        found = [each for each in found if all(age in plain(each[1].prose.text) for age in of_age)]
    return found


@dataclass(frozen=True)
class _Number:
    """The number that is asked for. ``printed``: how a sentence prints it; ``when``: it is a date; ``single``: it has a unit
    and one thing alone is named; ``named``: it is called the number of that thing (商店の数), ``amount``: by a name of its own
    (摂取量); ``all_there_are``: no part of them is meant; ``some_only``: a part of them is; ``aimed``: it is a target, and
    ``over`` that it has come about already; ``must``: what its sentence has to say as well."""

    knowledge: Knowledge
    question: Question
    printed: Printed
    when: bool
    single: bool
    named: bool
    amount: str
    all_there_are: bool
    some_only: bool
    aimed: bool
    over: bool
    must: re.Pattern[str] | None

    @classmethod
    def asked_in(cls, knowledge: Knowledge, question: Question) -> _Number | None:
        """What a question asks for; None where no statement could tell it."""
        asked, text = question.asked, question.asked.text
        # Most numbers are another thing's: without a unit it has to be asked how much.
        named = asked.unit is None and not (asked.asks("result") or _HOW_MUCH.search(text))
        amount = _AMOUNT_OF.search(text) if named else None
        if named and not amount and not _NUMBER_OF.search(text):
            return None
        if asked.unit is None and any(not one.strong and is_unheard(knowledge, one) for one in question.groups):
            return None  # 「どれくらい刷っている？」: how often it appears is no answer
        return cls(
            knowledge,
            question,
            amount_in(question),
            when=one_word(asked) == "when",
            single=asked.unit not in {None, "%"} and len(question.things) == 1,
            named=named,
            amount=plain(amount[0]) if amount else "",
            all_there_are=len(question.things) == 1 and _HOW_MANY_ARE.search(text) is not None,
            some_only=bool(knowledge.book.narrowed("", asked.without_city)),
            aimed=asked.asks("target") and not asked.asks("result", "reached", "gap", "ratio"),
            over=_HAS_COME.search(text) is not None and not _AIMED.search(text),
            must=said_beside_number(question),
        )

    @property
    def is_counted_of_several(self) -> bool:
        """Whether it is counted, and of a thing of something (the 更衣室 of a プール): a share may be one of anything."""
        return self.question.asked.unit not in {None, "%"} and not self.single

    def may_be_told_by(self, passage: Passage) -> bool:
        """Whether a statement speaks of the right time and of those of whom the number is asked."""
        if self.over and passage.part in AIMED_AT:
            return False
        return not (self.some_only and tells_of_all(self.knowledge, passage, self.question))

    def is_told_by(self, passage: Passage, sentence: str, topic: str) -> bool:
        """Whether a folded sentence prints such a number; ``topic`` is of what the sentences before go on to speak."""
        question = self.question
        if self.amount and not tells_amount(self.amount, sentence):
            return False
        if self.named and not self.amount and not tells_number_of(question, sentence):
            return False
        if self.all_there_are and not tells_all(question, sentence):
            return False  # 「小学校は何校ある？」 asks for all there are, a statement tells of some
        told = without_other_dates(sentence, question.asked.text) if self.when else sentence
        counted = self.printed.is_in(told) and counts(question, sentence)
        if not (counted or several_of(question, told)) or is_of_some(question, sentence):
            return False
        if self.single and question.asked.unit == "期間" and not stands_alone(question, sentence):
            return False
        if self.when and not self._dates_what_is_named(passage, f"{passage.heading or ''}。{topic}。{sentence}"):
            return False
        # What came of it is no target.
        return not self.aimed or passage.part in AIMED_AT or _AIMED.search(sentence) is not None

    def _dates_what_is_named(self, passage: Passage, told: str) -> bool:
        """Whether the things named stand beside a date in their own words; of several, what the sheet of a project is called
        by may be left to its title (「屋根の工事を終えます」 below 旧役場保存事業費)."""
        knowledge, question = self.knowledge, self.question
        if in_its_own_words(knowledge, question, told):
            return True
        home = knowledge.home_of(passage.subject)
        own = knowledge.index.tokens(told)
        if home.kind != "project" or not any(group.is_told_in(own) for group in question.things):
            return False
        return in_its_own_words(knowledge, question, f"{home.name}。{told}")

    def under(self, passage: Passage) -> Subject | None:
        """Whose title may have what a sentence leaves out. Where one thing alone was named, what the number counts is said
        beside it: 図書館 with 2,100冊の手帳 has no 冊."""
        return None if self.single else passage.subject

    def is_hour_of_sheet(self, passage: Passage, sentence: str) -> bool:
        """Whether the hours are those of what the sheet is about and was named: 「開館時間は午前9時から」."""
        if self.question.asked.unit != "時" or not continues(sentence):
            return False
        about, things = self.knowledge.index.tokens(passage.subject.name), self.question.things
        return bool(things) and all(group.is_named_in(about) for group in things)

    def is_of_all_named(self, passage: Passage, sentence: str, *, alone: bool) -> bool:
        """Whether all that was named is said beside the number; ``alone``: no other sentence of the statement prints one."""
        headed: frozenset[str] = frozenset()
        if passage.heading and self.question.asked.unit in _UNDER_HEADING:
            headed = self.knowledge.index.tokens(passage.heading)
        asked_for = passage if alone and not self.some_only else None
        return sentence_knows_all(
            self.knowledge, sentence, self.question, self.under(passage), asked_for, headed
        ) or heading_knows_rest(self.knowledge, sentence, self.question, passage)


def _topics(sentences: Sequence[str], *, carried: bool) -> list[str]:
    """What each sentence goes on to speak of (「お試し住宅については、」 at the beginning of one before); "" where it names its
    own. ``carried``: so does one without any topic of what the first was about."""
    topics, topic = [], ""
    for sentence in sentences:
        named = _TOPIC.match(sentence)
        own = named or (carried and _OWN_TOPIC.match(sentence))
        topics.append("" if own else topic)
        if carried and not topic and not named and (about := _SPOKEN_OF.match(sentence)):
            topic = about[1]
        elif named:
            topic = named[1]
        elif own:
            topic = ""
    return topics
