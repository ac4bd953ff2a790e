"""Statements with a sentence that tells what one word asks for: a number, a date, a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.finding.all_named import knows_all
from knowledge.finding.choosing_statements import ENOUGH_IN_SPITE, said_last, statements_for
from knowledge.finding.retrieve import Group, Hit
from knowledge.finding.understanding import Knowledge, Question
from knowledge.language import units
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage, Subject
from knowledge.question.one_word import one_word, without_other_dates

# What a place is called by its ending; one that was said itself is no answer to where.
_PLACES = re.compile(
    r"(?:都内|市内|県内|[一-龠ァ-ヶー・]{1,8}地区|[一-龠ァ-ヶー・]{0,8}(?:城|館|園|箱|場|所|街|駅|店|高原|学校|小・中学校|窓口|機関|センター|ホール|会館|庁舎"
    r"|ホームページ|市報|紙|サイト|[漁空]?港|海岸|海水浴場|公園|広場|駅前|会場|病院|役場|保育所|峠|神社|アリーナ|ドーム|プラザ|商業施設|道の駅|コーナー))"
    r"(?=で|に|へ|や|、|など|等|の|を|と|$)"
)
_PLACE_TO_COME = re.compile(
    r"(?:どこ|どちら)(?:に|へ|で)、?(?:なる|なります|する(?!の?は)|変わる|移る|移す|やる予定|開く予定)"
)
_HOW_MUCH = re.compile(r"ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)|どんくらい|どんだけ|いくつ")
_WHEN = re.compile(
    r"(?:\d{4}|(?:令和|平成|昭和)\d{1,2})年度?(?:末|時点)?(?:の[一-龠]{0,6}(?:調査|集計|統計))?(?:には|に|の|で|から)?、?"
)
_NUMBER_OF = re.compile(r"(?<=[一-龠ァ-ヶー])の?数(?=は|って|が|を|、)")
_DATES = r"(?:年(?!が?経|間|以上|前|を?過|目)|月(?!\d*回)|日|[月火水木金土日]曜)"
_LASTING = (
    r"(?:年間|年(?=以内|以上|程度|ほど|余り|を|、|の|まで|が|と|に延|に短|に分)|か月|ヶ月|カ月|週間|日間"
    r"|日(?=以内|まで|を限)|泊|時間|分間|(?:月\d*日?|日)?から[^。、]{0,8}(?:月|日)まで)"
)
# 毎月 and 月1回 tell when, though no year.
_OFTEN = r"|毎[年月週日]|[年月週]に?\d+回|土日|祝日|平日|週末"
_PLANNED = re.compile(
    r"いつ(?:から|ごろ|頃)?、?[^。?？]{0,8}(?:なる|なん(?:の|だ|ね)|なります|でき(?:る|ます)|始ま(?:る|り)|始め(?:る|ま)|開[くき]|決ま(?:る|り)|建[つてち]|変わ(?:る|り))(?!ました|た)|いつまで|に(?:する|上げる|高める|増やす|減らす)(?:計画|目標|予定|つもり)|目指"
)
_COUNTERS = (
    r"(?:件|回|人|名|校|団体|地区|%|割(?!引)|か所|ヶ所|カ所|箇所|店舗|社|冊|橋|棟|戸|台|店|軒|歳|本|灯|隻|頭|匹|ha|km|トン|ヘクタール|世帯|組|点"
    r"|の(?=[一-龠ァ-ヶ]{2}))"
)
_KANJI = re.compile("[一-龠]")
# 見守りシール1人40枚 tells of no number of people.
_EACH = re.compile(r"(?<!\d)1\s?(?:人|世帯|店|回|件|校|か所)\s?(?=\d|当た|あた|につき|ごと|ずつ)")
# A number of those who used a thing, or that are lacking, stands in a sentence that says so.
_SAID_OF_NUMBER = (
    (re.compile(r"(?:使|つか)った(?:人|方|客)|利用した(?:人|方|客)"), re.compile(r"使|利用|訪|来|入|参加|受")),
    (re.compile(r"(?:減っ|へっ)た"), re.compile(r"減|少な|低下|落ち|下が|下回|縮")),
    (re.compile(r"(?:増え|ふえ)た"), re.compile(r"増|伸び|上が|上昇|拡大|上回|多")),
    (re.compile(r"足り(?:な|ま)|不足"), re.compile(r"足り|不足|満た|割|空き|欠員|欠け")),
    (re.compile(r"市(?:が|は|の)[^。?？]{0,8}(?:負担|持ち出し|補填)"), re.compile(r"負担|補助|助成|支援|補填")),
)
# 「計画を知っている市民は何%？」 is told by a sentence on those who know, 「大切と答えた人は何%？」 by any on what people say.
_PEOPLE = r"(?:[市町村区県]民|住民|人|方|世帯|家庭|企業|事業所|農家|若者|子ども|生徒|児童|職員)"
_THOSE_WHO = re.compile(
    rf"([一-龠])[ぁ-ん]{{0,4}}て(?:い|お)?る(?:と(?:感じ|思っ|考え|答え)[ぁ-ん]{{1,3}})?{_PEOPLE}"
    rf"|{_PEOPLE}(?:の|は|って|の?うち)?、?(?:割合|何%)[^。?？]{{0,16}}?([一-龠])[ぁ-ん]{{0,4}}て(?:い|お)?る"
)
_SAYING = frozenset("答思感考言挙")
# 「救急車は全部で何台？」 is not told by those that were renewed, 「全部でいくら出した？」 by what each may get.
_IN_ALL = re.compile(r"全部で|ぜんぶで|全体で|総数|総額|合計で?")
_RENEWED = re.compile(r"\d\s?(?:台|基|棟|隻|本|人)を?、?[^。、]{0,6}(?:更新|購入|増|交換|追加|補修)")
_OF_EACH = re.compile(r"上限|につき|当たり|あたり|分の\d|月額|年額|(?<!\d)1(?:人|件|回|台|世帯|団体|泊)")
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
    r"\s*(?:(?:このうち|うち|内訳|これ(?:により|に伴い)|その(?:うち|内訳|結果|後)|合わせて)"
    r"|(?:延べ|実)?(?:利用|参加|受診|受講|来場|来館|入館|登録|応募|回答|申込|視聴)者(?:数|への?アンケート)?[^。、]{0,6}(?:は|の|では|から)"
    r"|(?:(?:利用|使用|開館|営業|受付|運行|開放|開庁)?(?:できる)?時間|会員数?|定員|利用料|料金|運賃|会費|家賃|代金|自己負担額?|負担額|受講料|参加費|受付|開所|開館|開設|開園|開業|開始|完成|供用|工事|申請|対象|期間|募集)[^。、]{0,6}は)"
)
# What a statement speaks of from here on.
_TOPIC = re.compile(r"(?:また、|さらに、|なお、)?([^、。]{2,24})(?:については|に関しては|では)、")
_ALL_THERE_IS = re.compile("全部で|ぜんぶで|全体で|市全体")
# 「いくつに減った？」 is not told by what is meant to come.
_HAS_COME = re.compile(
    r"(?:まで|に)、?(?:減っ|へっ|増え|ふえ|なっ|落ち|下がっ|上がっ|伸び|回復し)た"
    r"|(?:何|なん)[^。、?？]{1,4}(?:減っ|へっ|増え|ふえ|伸び|落ち)た"
)
# Who asks for the hundred-year-olds is told of no children of three.
_OF_AGE = re.compile(r"(?<![\d.])\d{1,3}\s?歳|(?<![\d.])\d{1,2}\s?(?:か月児|年生)")
_WEEKDAY = re.compile("[月火水木金土日]曜|毎日(?!新聞)|平日|土日|週末")
_OF_TWO = re.compile("どっち|どちら")
_AIMED, _AIMING = re.compile("目標|計画|予定|見込"), frozenset({"goals", "policies", "next", "aim", "aims"})
# What is paid and how long it lasts is said of what stands in the heading; people are counted of many things under it.
_UNDER_HEADING = frozenset({"円", "期間"})
_HOW_MANY_ARE = re.compile(
    r"(?:何|なん)[^年 ]{1,3}(?:くらい|ぐらい|ほど)?(?:が|も)?(?:ある|あり|ございます|い(?:る|ます)の?[?？か]?$)"
    r"|(?:全部|ぜんぶ)で、?(?:何|なん)(?!回|件|円|日|人|名)[^年 ]{1,3}(?:です|でしょう|[?？]|$)"
)
_DIGIT = r"\d(?:[\d,.]*\d)?(?:[億万千百][\d,]*)*"


def with_number(knowledge: Knowledge, question: Question) -> tuple[Hit, Passage] | None:
    """The first of ``all_with_number``."""
    return next(all_with_number(knowledge, question), None)


def all_with_number(knowledge: Knowledge, question: Question) -> Iterator[tuple[Hit, Passage]]:
    """Statements that print a number of the unit asked for beside all the things the question names."""
    unit = question.asked.unit
    single = unit not in {None, "%"} and sum(group.strong for group in question.groups) == 1
    # Most numbers are another thing's: all has to be said beside it, and without a unit it has to be asked how much.
    wanted = _amount(question)
    when = one_word(question.asked) == "when"
    all_there_are = sum(group.strong for group in question.groups) == 1 and _HOW_MANY_ARE.search(question.asked.text)
    if unit is None and any(not group.strong and _is_unheard(knowledge, group) for group in question.groups):
        return  # 「どれくらい刷っている？」: how often it appears is no answer
    found = statements_for(knowledge, question)
    some_only = knowledge.book.narrowed("", question.asked.without_city)
    aimed = question.asked.asks("target") and not question.asked.asks("result", "reached", "gap", "ratio")
    if _PLANNED.search(question.asked.text):
        found.sort(key=lambda each: each[1].part not in _AIMING)
    elif unit is not None:
        # Why something was missed names numbers too: what was done tells them first.
        found.sort(key=lambda each: each[1].part == "reason")
    if _ALL_THERE_IS.search(question.asked.text):  # what there is stands in the situation
        found.sort(key=lambda each: each[1].part != "issues")
    if of_age := _OF_AGE.findall(question.asked.text):
        found = [each for each in found if all(age in plain(each[1].prose.text) for age in of_age)]
    bounds: list[tuple[int, Hit, Passage]] = []
    must = _said_of_number(question)
    over = _HAS_COME.search(question.asked.text) is not None and not _AIMED.search(question.asked.text)
    for hit, passage in found:
        if hit.missing or hit.covered < ENOUGH_IN_SPITE or (over and passage.part in _AIMING):
            continue
        if some_only and _tells_of_all(knowledge, passage, question):
            continue
        sentences = [_EACH.sub("", plain(sentence)) for sentence in passage.prose.text.split("。")]
        if must is not None:
            sentences = [sentence for sentence in sentences if must.search(sentence)]
        alone = passage if sum(wanted.search(plain(sentence)) is not None for sentence in sentences) == 1 else None
        alone = None if when else alone  # a date is that of the sentence it stands in
        topics = _topics(sentences)
        for nth, sentence in enumerate(sentences):
            if unit is None and not (question.asked.asks("result") or _HOW_MUCH.search(question.asked.text)):
                if not _NUMBER_OF.search(question.asked.text):
                    return
                if not _tells_number_of(question, plain(sentence)):
                    continue
            if all_there_are and not _tells_all(question, plain(sentence)):
                continue  # 「小学校は何校ある？」 asks for all there are, a statement tells of some
            told = without_other_dates(plain(sentence), question.asked.text) if when else plain(sentence)
            if not wanted.search(told) or not _counts(question, plain(sentence)):
                continue
            if _is_of_some(question, plain(sentence)):
                continue
            if single and unit == "期間" and not _stands_alone(question, plain(sentence)):
                continue
            if when and not _in_its_own_words(knowledge, question, f"{topics[nth]}。{sentence}"):
                continue
            if aimed and passage.part not in _AIMING and not _AIMED.search(sentence):
                continue  # what came of it is no target
            # Where one thing alone was named, what the number counts is said beside it: 図書館 with 2,100冊の手帳 has no 冊.
            under = None if single else passage.subject
            headed = (
                knowledge.index.tokens(passage.heading) if passage.heading and unit in _UNDER_HEADING else frozenset()
            )
            bound = any(asks.search(question.asked.text) and of.search(sentence) for asks, of in _BOUNDS)
            if nth and _CONTINUES.match(sentence):
                sentence = f"{sentences[nth - 1]}。{sentence}"
            elif topics[nth]:
                sentence = f"{topics[nth]}。{sentence}"
            if _sentence_knows_all(
                knowledge, sentence, question, under, None if some_only else alone, headed
            ) or _heading_knows_rest(knowledge, sentence, question, passage):
                yield hit, passage
                break
            if bound and knows_all(knowledge, passage.prose.text, question, under):
                tokens = knowledge.index.tokens(sentence)
                bounds.append((sum(group.is_told_in(tokens) for group in question.groups), hit, passage))
    # Of bounds for several things (改修は100万円, 家賃は5万円) the one is meant whose own sentence has most of what was said.
    for _, hit, passage in sorted(bounds, key=lambda each: -each[0]):
        yield hit, passage


def _said_of_number(question: Question) -> re.Pattern[str] | None:
    """What a sentence has to say beside the number for it to be the one asked for; None where any may."""
    text = question.asked.text
    if question.asked.unit == "%" and (those := _THOSE_WHO.search(text)):
        doing = those[1] or those[2]
        return None if doing in _SAYING else re.compile(doing)
    return next((of for asks, of in _SAID_OF_NUMBER if asks.search(text)), None)


def _topics(sentences: Sequence[str]) -> list[str]:
    """What each sentence goes on to speak of (「お試し住宅については、」 at the beginning of one before); "" where it names its
    own."""
    topics, topic = [], ""
    for sentence in sentences:
        named = _TOPIC.match(sentence)
        topics.append("" if named else topic)
        topic = named[1] if named else topic
    return topics


def _tells_of_all(knowledge: Knowledge, passage: Passage, question: Question) -> bool:
    """Whether a statement speaks of none of those of whom alone a number is asked by a word that names no thing (若い人)."""
    told = plain(" ".join(filter(None, (passage.prose.text, passage.heading, passage.subject.name))))
    return any(not group.strong and knowledge.book.narrowed(told, group.said) for group in question.groups)


def _is_of_some(question: Question, sentence: str) -> bool:
    """Whether a sentence prints a number of some or of each where all are asked for, or of those asked for together with
    others: 高校生と保護者92人."""
    text = question.asked.text
    if _IN_ALL.search(text) and not _IN_ALL.search(sentence):
        if question.asked.unit == "円" and _OF_EACH.search(sentence):
            return True
        if (renewed := _RENEWED.search(sentence)) and renewed[0][-2:] not in text:
            return True
    for group in question.groups:
        if not re.search(rf"{re.escape(group.said)}(?:者|たち|さん)?(?:は|が|って)、?(?:何|なん)", text):
            continue
        them = rf"{re.escape(group.said)}者?(?:など|等)?(?:の?延べ|合わせて|計)?、?{_DIGIT}"
        joint = rf"([一-龠ァ-ヶー]{{2,}})(?:と|や|及び){them}"
        if (found := re.search(joint, sentence)) and found[1] not in text:
            return True
    return False


def _tells_all(question: Question, sentence: str) -> bool:
    """Whether a sentence says how many the city has put there of the one thing named: 学習支援員14人を配置し."""
    thing = next(group for group in question.groups if group.strong)
    ways = {thing.said, *("".join(option) for option in thing.options)}
    said = "|".join(map(re.escape, ways))
    people = rf"{_DIGIT}\s?人"
    so_many = rf"{people}(?:、[^。]{{0,20}}?{people})?(?:で(?:す|し|あ|、|$)|とな|に上り|います|おり)"
    counted = rf"(?:{said})(?:の数)?(?:は|が)?、?{so_many}"
    put = rf"(?:{said})(?:を)?、?{_DIGIT}\s?[人名台基]を?、?[^。、]{{0,8}}(?:配置|委嘱|任命|整備|配備)"
    return re.search(f"{put}|{counted}", sentence) is not None


def _stands_alone(question: Question, sentence: str) -> bool:
    """Whether the one thing named is no part of another name: かみのやま温泉インターチェンジ is no 温泉."""
    thing = next(group for group in question.groups if group.strong)
    ways = {thing.said, *("".join(option) for option in thing.options)}
    return re.search(f"(?:{'|'.join(map(re.escape, ways))})(?![一-龠ァ-ヶー])", sentence) is not None


def _in_its_own_words(knowledge: Knowledge, question: Question, sentence: str) -> bool:
    """Whether a sentence has the things named in the very words, as far as any document has these: 研修 is not all 育成."""
    tokens, index = knowledge.index.tokens(sentence), knowledge.index
    said = (group.options[0] for group in question.groups if group.strong and group.options)
    return all(tokens.issuperset(option) for option in said if all(map(index.knows, option)))


def _is_unheard(knowledge: Knowledge, group: Group) -> bool:
    """Whether a word of meaning, not of asking, stands in no document."""
    ignored, soft = knowledge.book.ignored, knowledge.book.soft
    tokens = (token for option in group.options for token in option)
    if any(_KANJI.search(token) is None or token in ignored or token in soft for token in tokens):
        return False
    return not any(all(map(knowledge.index.knows, option)) for option in group.options)


def _tells_number_of(question: Question, sentence: str) -> bool:
    """Whether a sentence speaks of the number of the very thing named: 商店の数は、出生数は."""
    said = [group.said for group in question.groups if group.strong]
    return any(f"{one}の数" in sentence or (one.endswith("数") and one in sentence) for one in said)


def _counts(question: Question, sentence: str) -> bool:
    """Whether the only thing that was named is what the sentence counts, where no unit tells it: 62か所の都市公園."""
    things = [group for group in question.groups if group.strong]
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
    counted = rf"{_DIGIT}\s?{_COUNTERS}の[^、。]{{0,4}}{said}|{said}[^、。0-9]{{0,6}}、?{_DIGIT}"
    return re.search(counted, sentence) is not None


def says_amount(question: Question, text: str) -> bool:
    """Whether a text prints a number of the unit asked for, or of any where none was."""
    asked = question.asked
    text = without_other_dates(plain(text), asked.text) if one_word(asked) == "when" else plain(text)
    return _amount(question).search(text) is not None


def _amount(question: Question) -> re.Pattern[str]:
    """How a text prints a number of the unit asked for, or of any where none was; a date where one asks when."""
    unit = question.asked.unit
    if unit == "曜日":
        return _WEEKDAY
    if unit == "期間":
        return re.compile(_DIGIT + r"\s?" + _LASTING)
    counted = _DATES if unit == "年" else units.in_sentences(unit) if unit else _COUNTERS
    return re.compile(_DIGIT + r"\s?" + counted + (_OFTEN if one_word(question.asked) == "when" else ""))


def with_place(knowledge: Knowledge, question: Question) -> Passage | None:
    """A statement that says where the things the question names are or are done."""
    found = statements_for(knowledge, question)
    if _PLACE_TO_COME.search(question.asked.text):
        found.sort(key=lambda each: each[1].part not in _AIMING)
    for hit, passage in found:
        if not hit.missing and any(
            _names_place(sentence, question) and _sentence_knows_all(knowledge, sentence, question, None, passage)
            for sentence in passage.prose.text.split("。")
        ):
            return passage
    return None


def _names_place(sentence: str, question: Question) -> bool:
    said = question.asked.text
    return any(found[0] not in said for found in _PLACES.finditer(plain(sentence)))


def _sentence_knows_all(
    knowledge: Knowledge,
    sentence: str,
    question: Question,
    under: Subject | None,
    asked_for: Passage | None,
    headed: frozenset[str] = frozenset(),
) -> bool:
    """``knows_all`` of a sentence; a word by which its statement is asked for, or one of the heading above it, may stand for
    one of its own, not for all."""
    asked = headed | (knowledge.index.asked_of(asked_for, question.groups) if asked_for else frozenset())
    if asked:
        own = knowledge.index.tokens(sentence)
        if not any(group.is_told_in(own) for group in question.groups if group.strong):
            asked = frozenset()
    return knows_all(knowledge, sentence, question, under, asked)


def _heading_knows_rest(knowledge: Knowledge, sentence: str, question: Question, passage: Passage) -> bool:
    """Whether a sentence has what was said last, and the heading above it the thing of which that is said: 利用登録者は623人
    below 乗合タクシーの運行."""
    last = said_last(question)
    if passage.heading is None or last is None or _OF_TWO.search(question.asked.text):
        return False
    own, heading = knowledge.index.tokens(sentence), knowledge.index.tokens(passage.heading)
    things = [group for group in question.groups if group.strong]
    return (
        len(things) > 1
        and last.is_told_in(own)
        and not last.is_told_in(heading)
        and all(group.is_told_in(own) or group.is_told_in(heading) for group in things)
    )
