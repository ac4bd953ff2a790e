"""Whether the number in a sentence is that of the very thing that is named: of all of it, not of some, not of another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.finding.amounts import COUNTERS
from knowledge.finding.groups import Group
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.nearness import is_heard
from knowledge.finding.understanding import Question
from knowledge.language import units
from knowledge.language.numerals import IN_DIGITS
from knowledge.language.standing import any_is_followed, is_followed, places
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.all_of_them import in_all

_WHEN = re.compile(
    r"(?:\d{4}|(?:令和|平成|昭和)\d{1,2})年度?(?:末|時点)?(?:の[一-龠]{0,6}(?:調査|集計|統計))?(?:には|に|の|では|で|から)?、?"
)
_KANJI = re.compile("[一-龠]")
# 「除雪車は合わせて何台？」 is not told by those that were renewed, 「全部でいくら出した？」 by what each may get.
_RENEWED = re.compile(r"\d\s?(?:台|基|棟|隻|本|人)を?、?[^。、]{0,6}(?:更新|購入|増|交換|追加|補修)")
_HOW = re.compile(
    "([一-龠])[いきぎしちにびみりえけせてねべめれ]方(?:の?(?:教室|講座|講習|体験|指導|冊子)|を、?(?:学|教|習|説明))"
)
# 「民宿は何軒ある？」 is not told by those that are gone.
_KINDS = r"(?:軒|店舗?|社|校|戸|棟|園|施設|路線|か所|団体)"
_THERE_ARE = re.compile(rf"(?:何|なん){_KINDS}[^。?？]{{0,6}}(?:あ[るり]|ござ|残っ)")
_GONE = re.compile(
    rf"\d\s?{_KINDS}[がをも]、?[^。、]{{0,4}}(?:廃業|廃止|閉[店校園鎖業館]|休[業校園]|倒産|撤退|解散|なくな|減少)"
)
# What is asked and told of those who were named, and of whom besides: what stands behind them and before them.
_HOW_MANY = re.compile("(?:者|たち|さん)?(?:は|が|って)、?(?:何|なん)")
_THEIR_NUMBER_ASKED = re.compile(
    "(?:者|たち|さん)?(?:(?:は|が|って)、?(?:何|なん|ど[のれ])|の人?数(?:は|って|が|を|[?？。]|$))"
)
_WHOSE_NUMBER = re.compile(rf"([一-龠ァ-ヶー]{{2,}}){_THEIR_NUMBER_ASKED.pattern}")
_SO_MANY = re.compile(rf"者?(?:など|等)?(?:の?延べ|合わせて|計)?、?{IN_DIGITS}")
# 「移住者4人が創業しました」 counts those who did so, not all there are.
_WHO_DID = re.compile(
    rf"者?(?:の)?{IN_DIGITS}\s?(?:人|名|世帯|組|戸|軒)(?:が|は)、?(?!いま|お[りら]|参加|在籍|登録|活動|着任|利用|来|訪れ)[^。、]{{0,16}}?"
    r"([一-龠]{1,4})[^一-龠。、]{0,6}(?:し|って|んで|た|ました|ています)"
)
# 「移住相談員を1人から2人に増やし」 counts 相談員, whoever else the sentence speaks of.
_PERSONS = re.compile(rf"{IN_DIGITS}\s?(?:人|名)(?!当た|あた|につき)")
_STAFF_COUNTED = re.compile(
    rf"([一-龠ァ-ヶー]{{1,8}}(?:員|師|士))(?:を|が|は|の)?、?(?:{IN_DIGITS}\s?(?:人|名)から)?\Z"
)
# A single sign (会) is the name of no body.
_MEMBERS, _LEAST_BODY = "(?:会|団|部|組合|隊|構成)員", 2
# 「市を開き、山の音楽会の来場者は640人」 counts those of the concert.
_VISITORS_OF = re.compile(
    r"([一-龠ぁ-んァ-ヶー]{1,10}(?:会|祭り?|まつり|市|展|教室|講座|塾|館|園|フェア|フェスタ?|ツアー))」?の"
    r"(?:来場|入場|来館|入館|参加|利用|受講|応募|観覧|見学)者(?:数)?(?:は|が|も)?、?(?:延べ|合計|計)?\Z"
)
_THEIR_NUMBER = re.compile(rf"(?:の参加)?者?(?:は|が|の|で)?、?(?:延べ)?{IN_DIGITS}")
_OTHERS_AND = re.compile(r"([一-龠ァ-ヶー]{2,})(?:と|や|及び)\Z")
_ON = "(?=など|等|[がはのをで])"
_ALSO = "(?:と|や|、|・|及び|並びに)"
_BEFORE_ALSO, _ALSO_BEHIND = (
    re.compile(rf"([一-龠ァ-ヶー]{{2,}}){_ALSO}\Z"),
    re.compile(rf"{_ALSO}([一-龠ァ-ヶー]{{2,}}){_ON}"),
)
_GOES_ON = re.compile(_ON)
_PEOPLE = rf"{IN_DIGITS}\s?(?:人|世帯|戸|軒)"
_PUT_THERE = re.compile(
    rf"(?:を)?、?{IN_DIGITS}\s?[人名台基]を?、?[^。、]{{0,8}}(?:配置|委嘱|任命|整備|配備)"
    rf"|者?(?:の数)?(?:は|が)?、?{_PEOPLE}(?:、[^。]{{0,20}}?{_PEOPLE})?(?:で(?:す|し|あ|、|$)|とな|に上り|います|おり)"
)
_SO_MANY_BEFORE, _THERE_BEHIND = (
    re.compile(rf"{IN_DIGITS}\s?(?:{COUNTERS}の)?の?\Z"),
    re.compile("(?:が|は)、?(?:あ|い|ござ)|[をの]、?[^。、]{0,6}(?:管理|運営|維持|保有|草刈|清掃)"),
)
_ARE_KEPT = re.compile(
    rf"(?:ある|管理する|管理している|有する|架かる|抱える|総数は?){IN_DIGITS}|{IN_DIGITS}\s?{COUNTERS}(?:を管理|があり|を有)"
)
_THERE_ARE_BEFORE = re.compile(rf"{IN_DIGITS}\s?{COUNTERS}(?:ある|に(?:上る|及ぶ))\Z")
_WORD_ENDS = re.compile("(?![一-龠ァ-ヶー])")
_SEVERAL_BEFORE = re.compile(rf"{IN_DIGITS}\s?つの\Z")
# 「どれくらい減った？」 is told where a sentence goes on from the thing to by how much.
_MOVED_ASKED = re.compile(r"ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)、?(?:増え|減[っり]|ふえ|へっ|伸び|縮|落ち)")
_MOVED_TOLD = re.compile(r"(?:の[一-龠]{1,6})?(?:は|が|も)、?[^。はが]{0,32}?(?:増|減|伸び|縮|落ち)")
# 「大凪島の民宿2軒」 counts no islands.
_COUNTED_BEHIND = re.compile(rf"(?!の(?!総?数)[一-龠ァ-ヶー]{{2,}}\d)[^、。0-9]{{0,6}}、?{IN_DIGITS}")
_COUNTED_BEFORE = re.compile(rf"{IN_DIGITS}\s?{COUNTERS}の[^、。]{{0,4}}\Z")
_SHARE_BEFORE = re.compile(rf"{IN_DIGITS}\s?[%割](?:は|が)、?[^、。0-9]{{0,4}}\Z")
_SO_MUCH = re.compile(rf"(?:は|が|も)、?[^。、0-9]{{0,10}}{IN_DIGITS}")
_OF_EACH = re.compile(r"上限|につき|当たり|あたり|分の\d|月額|年額|(?<!\d)1(?:人|件|回|台|世帯|団体|泊)")


def tells_of_all(knowledge: Knowledge, passage: Passage, question: Question) -> bool:
    """Whether a statement speaks of none of those of whom alone a number is asked by a word that names no thing (若い人)."""
    told = plain(" ".join(filter(None, (passage.prose.text, passage.heading, passage.subject.name))))
    return any(not group.strong and knowledge.book.narrowed(told, group.said) for group in question.groups)


def is_of_some(question: Question, sentence: str) -> bool:
    """Whether a sentence prints a number of some or of each where all are asked for, or of those asked for together with
    others: 高校生と保護者92人."""
    text = question.asked.text
    if (_THERE_ARE.search(text) and _GONE.search(sentence)) or _only_shows_how(text, sentence):
        return True
    if in_all(text) and not in_all(sentence):
        if question.asked.unit == "円" and _OF_EACH.search(sentence):
            return True
        if (renewed := _RENEWED.search(sentence)) and renewed[0][-2:] not in text:
            return True
    if question.asked.unit == "人" and (
        _counts_staff_only(question, sentence) or _counts_visitors_of_another(question, sentence)
    ):
        return True
    if _counts_who_did(question, sentence):
        return True
    for group in question.groups:
        if not is_followed(group.said, text, _HOW_MANY):
            continue
        before = (start for start, end in places(group.said, sentence) if _SO_MANY.match(sentence, end))
        joint = next(filter(None, (_OTHERS_AND.search(sentence, 0, start) for start in before)), None)
        if joint is not None and joint[1] not in text:
            return True
        if _counted_with_others(group.said, sentence, text):
            return True
    return False


def _only_shows_how(text: str, sentence: str) -> bool:
    """Whether a sentence only shows how that is done of which a number is asked: a class on 乗り方 has no passengers."""
    return any(way[0] not in text and way[1] in text and sentence.count(way[1]) == 1 for way in _HOW.finditer(sentence))


def _counts_staff_only(question: Question, sentence: str) -> bool:
    """Whether all persons a sentence counts are of an office or a trade that the question does not name; the members of the
    very body that is asked for are its people (手話の会の会員は20人)."""
    text, numbers = question.asked.text, list(_PERSONS.finditer(sentence))
    whose = [_STAFF_COUNTED.search(sentence, 0, number.start()) for number in numbers]
    named = {way for group in question.things for way in _ways_to_say(group)}
    return bool(numbers) and all(
        one is not None and one[1][-2:] not in text and not _are_members(named, sentence[: one.end(1)]) for one in whose
    )


def _are_members(bodies: Iterable[str], counted: str) -> bool:
    """Whether who is counted is said to be a member of one of these bodies, and of nothing that only ends like it."""
    return any(
        re.search(f"(?<![一-龠ァ-ヶー]){re.escape(body)}(?:の会)?(?:の{_MEMBERS}|員)\\Z", counted)
        for body in bodies
        if len(body) >= _LEAST_BODY
    )


def _counts_visitors_of_another(question: Question, sentence: str) -> bool:
    """Whether all persons a sentence counts came to events or houses that the question does not name."""
    numbers = list(_PERSONS.finditer(sentence))
    whose = [_VISITORS_OF.search(sentence, 0, number.start()) for number in numbers]
    named = {way for group in question.things for way in _ways_to_say(group)}
    return bool(numbers) and all(one is not None and not any(way in one[1] for way in named) for one in whose)


def _counts_who_did(question: Question, sentence: str) -> bool:
    """Whether a sentence counts only those of the people asked for who did something of which the question says nothing."""
    text = question.asked.text
    asked = [one for one in question.groups if one.strong and is_followed(one.said, text, _THEIR_NUMBER_ASKED)]
    ways = {way for one in asked for way in _ways_to_say(one)} | set(_WHOSE_NUMBER.findall(text))
    found = (_WHO_DID.match(sentence, end) for said in ways for _, end in places(said, sentence))
    did = next(filter(None, found), None)
    return did is not None and did[1] not in text


def _counted_with_others(said: str, sentence: str, text: str) -> bool:
    """Whether a sentence counts those asked for only together with others: 市民や学生が手伝い、延べ438人が参加."""
    joint = []
    for start, end in places(said, sentence):
        if _GOES_ON.match(sentence, end) and (before := _BEFORE_ALSO.search(sentence, 0, start)):
            joint.append((before.start(), before[1]))
        elif behind := _ALSO_BEHIND.match(sentence, end):
            joint.append((start, behind[1]))
    return bool(joint) and min(joint)[1] not in text and not is_followed(said, sentence, _THEIR_NUMBER)


_SO_MANY_OF_IT = re.compile(rf"[をが]?、?(?:新たに|延べ|合わせて|合?計|約)*\s?{IN_DIGITS}\s?{COUNTERS}")
# What has been certified until now is all there is of it.
_UNTIL_NOW = re.compile(
    r"(?:までに|累計で?|これまでに?)、?(?:延べ|合計|計)?\s?[\d,]+\s?[^\d。、]{1,3}を?(?:認証|認定|指定|登録|選定|設置|整備|配備|導入)"
)


def tells_all(question: Question, sentence: str) -> bool:
    """Whether a sentence says how many there are of the one thing named, or how many the city has put there: 空き家は1,142戸で,
    13の保育施設があり, 学習支援員14人を配置し."""
    ways, sentence = _ways_to_say(question.things[0]), _WHEN.sub("", sentence)
    unit = question.asked.unit
    if unit is not None and unit in ways:  # 「橋は何橋ある？」
        return unit in sentence and _ARE_KEPT.search(sentence) is not None
    if "となる" in sentence:  # 預かり先となる民宿 are some of them
        for said in ways:
            sentence = sentence.replace(f"となる{said}", "")
    if _UNTIL_NOW.search(sentence) and any(way in sentence for way in ways):
        return True
    if any_is_followed(ways, sentence, _PUT_THERE) or any_is_followed(ways, sentence, _so_many(question.asked.unit)):
        return True
    return any(
        (_SO_MANY_BEFORE.search(sentence, 0, start) and _THERE_BEHIND.match(sentence, end))
        or _THERE_ARE_BEFORE.search(sentence, 0, start)
        for said in ways
        for start, end in places(said, sentence)
    )


@lru_cache(maxsize=128)  # there are some dozens of units
def _so_many(unit: str | None) -> re.Pattern[str]:
    """What follows a thing where a sentence says how many of it there are: は1,142戸で, の登録者は214人となり."""
    number = rf"{IN_DIGITS}\s?{units.in_sentences(unit) if unit else COUNTERS}"
    return re.compile(
        rf"(?:の(?:児童・?生徒|児童|生徒|子ども|子|人|方|住民|世帯|家庭))?(?:の?(?:登録|会|利用|加入)?(?:者|員)?の?数?)(?:は|が)?、?"
        rf"(?:[^。、0-9]{{1,12}}を(?:中心|はじめ|含)[^。、0-9]{{0,4}}|[^。、0-9]{{1,10}}(?:て|で|し|り)、)?(?:総?延長|総数|全部で|合わせて|合?計)?(?:{IN_DIGITS}\s?{COUNTERS})?"
        rf"{number}(?:で(?:す|し|あ|、|$)|とな|と、|のうち|、延長|に(?:上り|上っ|及|達)|います|おり|あり|余り|を(?:超え|数え|管理))"
        rf"|(?:の?数)?(?:は|が)、?{number}から{number}(?:に|まで|へ)"
        rf"|を、?(?:{number}から|[^。、]{{0,12}}(?:増やし|減らし)、)(?:[市町村]内|合わせて|全部で|合?計)?{number}(?:に|と)"
    )


def stands_alone(question: Question, sentence: str) -> bool:
    """Whether the one thing named is no part of another name: かみのやま温泉インターチェンジ is no 温泉."""
    return any_is_followed(_ways_to_say(question.things[0]), sentence, _WORD_ENDS)


def _ways_to_say(thing: Group) -> set[str]:
    return {thing.said, *("".join(option) for option in thing.options)}


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
    """Whether a sentence speaks of the number of the very thing named: 商店の数は、出生数は; to who asks in English how many
    there are it also tells with how many of it something was done: 電子黒板を96台入れ替え."""
    said = [group.said for group in question.things]
    if any(f"{one}の数" in sentence or (one.endswith("数") and one in sentence) for one in said):
        return True
    asked_for = (group for group in question.things if f"how many {group.said}" in question.asked.text)
    return any(any_is_followed(_ways_to_say(one), sentence, _SO_MANY_OF_IT) for one in asked_for)


def tells_amount(name: str, sentence: str) -> bool:
    """Whether a folded sentence says how much an amount is that it calls by this very name (貯水量は1,200トンで)."""
    return is_followed(name, sentence, _SO_MUCH)


def several_of(question: Question, sentence: str) -> bool:
    """Whether a folded sentence says of several of a thing named how many they are: 「4つの自治会が」."""
    if "つの" not in sentence or question.asked.unit is not None:
        return False
    return any(
        _SEVERAL_BEFORE.search(sentence, 0, start)
        for group in question.things
        for start, _ in places(group.said, sentence)
    )


def counts(question: Question, sentence: str) -> bool:
    """Whether the only thing that was named is what the sentence counts, where no unit tells it: 62か所の都市公園."""
    things = question.things
    if question.asked.unit is not None or len(things) != 1:
        return True
    sentence = _WHEN.sub("", sentence)
    said = things[0].said
    if _MOVED_ASKED.search(question.asked.text) and is_followed(said, sentence, _MOVED_TOLD):
        return True
    # What stands for it ends like it does: 施設 of お試し居住施設.
    endings = (
        ending
        for option in things[0].options
        if len(option) > 1
        for ending in (option[-1], "".join(option))
        if len(ending) > 1
    )
    return any(
        _COUNTED_BEHIND.match(sentence, end)
        or _COUNTED_BEFORE.search(sentence, 0, start)
        or _SHARE_BEFORE.search(sentence, 0, start)
        for way in {said, *endings}
        for start, end in places(way, sentence)
    )
