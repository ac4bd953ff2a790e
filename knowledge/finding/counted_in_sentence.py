"""Whether the number in a sentence is that of the very thing that is named: of all of it, not of some, not of another."""

from __future__ import annotations

import re

from knowledge.finding.amounts import COUNTERS, DIGIT
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import is_heard
from knowledge.finding.understanding import Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.all_of_them import in_all

_WHEN = re.compile(
    r"(?:\d{4}|(?:令和|平成|昭和)\d{1,2})年度?(?:末|時点)?(?:の[一-龠]{0,6}(?:調査|集計|統計))?(?:には|に|の|で|から)?、?"
)
_KANJI = re.compile("[一-龠]")
# 「救急車は全部で何台？」 is not told by those that were renewed, 「全部でいくら出した？」 by what each may get.
_RENEWED = re.compile(r"\d\s?(?:台|基|棟|隻|本|人)を?、?[^。、]{0,6}(?:更新|購入|増|交換|追加|補修)")
# 「民宿は何軒ある？」 is not told by those that are gone.
_KINDS = r"(?:軒|店舗?|社|校|戸|棟|園|施設|路線|か所|団体)"
_THERE_ARE = re.compile(rf"(?:何|なん){_KINDS}[^。?？]{{0,6}}(?:あ[るり]|ござ|残っ)")
_GONE = re.compile(
    rf"\d\s?{_KINDS}[がをも]、?[^。、]{{0,4}}(?:廃業|廃止|閉[店校園鎖業館]|休[業校園]|倒産|撤退|解散|なくな|減少)"
)
_OF_EACH = re.compile(r"上限|につき|当たり|あたり|分の\d|月額|年額|(?<!\d)1(?:人|件|回|台|世帯|団体|泊)")


def tells_of_all(knowledge: Knowledge, passage: Passage, question: Question) -> bool:
    """Whether a statement speaks of none of those of whom alone a number is asked by a word that names no thing (若い人)."""
    told = plain(" ".join(filter(None, (passage.prose.text, passage.heading, passage.subject.name))))
    return any(not group.strong and knowledge.book.narrowed(told, group.said) for group in question.groups)


def is_of_some(question: Question, sentence: str) -> bool:
    """Whether a sentence prints a number of some or of each where all are asked for, or of those asked for together with
    others: 高校生と保護者92人."""
    text = question.asked.text
    if _THERE_ARE.search(text) and _GONE.search(sentence):
        return True
    if in_all(text) and not in_all(sentence):
        if question.asked.unit == "円" and _OF_EACH.search(sentence):
            return True
        if (renewed := _RENEWED.search(sentence)) and renewed[0][-2:] not in text:
            return True
    for group in question.groups:
        if not re.search(rf"{re.escape(group.said)}(?:者|たち|さん)?(?:は|が|って)、?(?:何|なん)", text):
            continue
        them = rf"{re.escape(group.said)}者?(?:など|等)?(?:の?延べ|合わせて|計)?、?{DIGIT}"
        joint = rf"([一-龠ァ-ヶー]{{2,}})(?:と|や|及び){them}"
        if (found := re.search(joint, sentence)) and found[1] not in text:
            return True
        if _counted_with_others(group.said, sentence, text):
            return True
    return False


def _counted_with_others(said: str, sentence: str, text: str) -> bool:
    """Whether a sentence counts those asked for only together with others: 市民や学生が手伝い、延べ438人が参加."""
    them, others, also, on = (
        re.escape(said),
        "([一-龠ァ-ヶー]{2,})",
        "(?:と|や|、|・|及び|並びに)",
        "(?=など|等|[がはのをで])",
    )
    joint = re.search(f"{others}{also}{them}{on}|{them}{also}{others}{on}", sentence)
    if joint is None or (joint[1] or joint[2]) in text:
        return False
    return re.search(rf"{them}(?:の参加)?者?(?:は|が|の|で)?、?(?:延べ)?{DIGIT}", sentence) is None


def tells_all(question: Question, sentence: str) -> bool:
    """Whether a sentence says how many the city has put there of the one thing named: 学習支援員14人を配置し."""
    thing = question.things[0]
    ways = {thing.said, *("".join(option) for option in thing.options)}
    said = "|".join(map(re.escape, ways))
    people = rf"{DIGIT}\s?人"
    so_many = rf"{people}(?:、[^。]{{0,20}}?{people})?(?:で(?:す|し|あ|、|$)|とな|に上り|います|おり)"
    counted = rf"(?:{said})(?:の数)?(?:は|が)?、?{so_many}"
    put = rf"(?:{said})(?:を)?、?{DIGIT}\s?[人名台基]を?、?[^。、]{{0,8}}(?:配置|委嘱|任命|整備|配備)"
    return re.search(f"{put}|{counted}", sentence) is not None


def stands_alone(question: Question, sentence: str) -> bool:
    """Whether the one thing named is no part of another name: かみのやま温泉インターチェンジ is no 温泉."""
    thing = question.things[0]
    ways = {thing.said, *("".join(option) for option in thing.options)}
    return re.search(f"(?:{'|'.join(map(re.escape, ways))})(?![一-龠ァ-ヶー])", sentence) is not None


def in_its_own_words(knowledge: Knowledge, question: Question, sentence: str) -> bool:
    """Whether a sentence has the things named in the very words, as far as any document has these: 研修 is not all 育成."""
    tokens, index = knowledge.index.tokens(sentence), knowledge.index
    said = (group.options[0] for group in question.things if group.options)
    return all(tokens.issuperset(option) for option in said if all(map(index.knows, option)))


def is_unheard(knowledge: Knowledge, group: Group) -> bool:
    """Whether a word of meaning, not of asking, stands in no document."""
    ignored, soft = knowledge.book.ignored, knowledge.book.soft
    tokens = (token for option in group.options for token in option)
    if any(_KANJI.search(token) is None or token in ignored or token in soft for token in tokens):
        return False
    return not is_heard(knowledge, group)


def tells_number_of(question: Question, sentence: str) -> bool:
    """Whether a sentence speaks of the number of the very thing named: 商店の数は、出生数は."""
    said = [group.said for group in question.things]
    return any(f"{one}の数" in sentence or (one.endswith("数") and one in sentence) for one in said)


def counts(question: Question, sentence: str) -> bool:
    """Whether the only thing that was named is what the sentence counts, where no unit tells it: 62か所の都市公園."""
    things = question.things
    if question.asked.unit is not None or len(things) != 1:
        return True
    sentence = _WHEN.sub("", sentence)
    # What stands for it ends like it does: 施設 of お試し居住施設.
    endings = (
        ending
        for option in things[0].options
        if len(option) > 1
        for ending in (option[-1], "".join(option))
        if len(ending) > 1
    )
    said = "(?:" + "|".join(map(re.escape, dict.fromkeys((things[0].said, *endings)))) + ")"
    # 「大凪島の民宿2軒」 counts no islands.
    of_part = r"の(?!総?数)[一-龠ァ-ヶー]{2,}\d"
    counted = rf"{DIGIT}\s?{COUNTERS}の[^、。]{{0,4}}{said}|{said}(?!{of_part})[^、。0-9]{{0,6}}、?{DIGIT}"
    return re.search(counted, sentence) is not None
