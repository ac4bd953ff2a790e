"""Which subjects and statements fit a question, the best first; what is known of a question's things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge import units, wording
from knowledge.model import PlanMeasure, PlanSection, Project, Results
from knowledge.one_word import one_word, without_other_dates
from knowledge.retrieve import Group, Hit
from knowledge.slots import FIGURES, MONEY
from knowledge.subjects import Passage, Subject
from knowledge.text import may_be_of_plan
from knowledge.understanding import Knowledge, Question, set_aside
from knowledge.wordbook import plain, read_language

# The share of what was said that an answer has to know, and of its own name that has to be said.
ENOUGH, ENOUGH_IN_SPITE = 0.5, 0.66
NAMED = 0.25
CLOSE = 0.045
_TOGETHER = 0.08
# What a statement loses that knows more of the question by weight, but one thing of it not at all.
_LACKING = 0.12
_AS_LIKELY = 0.02
_MIN_TYPO_FIT = 0.84
# Things that are given to people, and the people who are a part of all.
_DEVICES = frozenset({"台", "基", "冊", "枚", "個", "本", "食"})
_PERSONS = re.compile("高齢者|障がい者|障害者|幼児|園児|未就学児|ひとり親|若者|若年|小学生|中学生|高校生|女性")
# The share of a row's name that calls it, and what a project's name is apart from the thing it is for.
_CALLED, _WORK = 0.8, re.compile(r"(?:推進|実施|開催)?(?:事業)?費?$")
# Which field of a sheet answers which aspect, and how well.
FITS = {
    "reason": {"reason": 1.0, "achievements": 0.8, "issues": 0.92},
    "next": {"next": 1.0, "goals": 0.88, "policies": 0.88, "overview": 0.7},
    "efforts": {"efforts": 1.0, "achievements": 0.85, "overview": 0.6},
    "achievements": {"achievements": 1.0, "efforts": 0.9, "overview": 0.85},
    "issues": {"issues": 1.0, "reason": 0.6},
    "policies": {"policies": 1.0, "goals": 0.8},
    "purpose": {"purpose": 1.0, "goals": 0.92, "policies": 0.85, "overview": 0.75, "efforts": 0.6, "achievements": 0.6},
    "doings": {"efforts": 1.0, "achievements": 1.0, "goals": 0.95, "overview": 0.97, "policies": 0.85},
    "overview": {"overview": 1.0, "goals": 1.0, "policies": 0.93, "efforts": 0.95, "achievements": 0.95, "issues": 0.9},
    "target": {"goals": 1.0, "policies": 0.9, "aim": 0.9},
}
_OTHER_FIT = 0.8
# A reason or a next step is a field of its own; anything else seldom is one.
_OTHER_THAN_FIELD = 0.68
_AIM_FIT = 0.85
_WANTED_ONLY = 0.94
# What was done up to now is told by a field of its own, even where another has more of the question's words.
_OWN_FIELD, _FIELD_OF_ITS_OWN = frozenset({"efforts", "issues"}), 1.3
# A plan that is asked for as a plan is not answered by what was done before.
_AS_PLAN = re.compile(r"(?<![一-龠])計画(?:で|に(?!参|加)|として|(?:な|です|でしょう|だ)|[?？]|$)")
_NO_PLAN = 0.8
COMES_FROM = re.compile(r"[市町村県]?(?:から|の(?:子|人|方|児童|生徒|小学生|中学生|参加|親)(?![^。?？]{0,6}と))")
_KINDS = {
    "figures": {"indicator": 0.12, "activity": 0.1},
    "money": {"project": 0.15},
    "next": {"indicator": 0.02, "project": 0.05},
    "department": {"results": 0.05, "project": 0.06},
    "any": {"indicator": 0.02},
}
_RESULT_SAID = re.compile(
    r"目標|実績|計画|予定|予算|上回|下回|届|達成|差|多[いく]|多かっ|少な|増え|減[っり]|伸び|乖離|結果|数字|成果|なかった|ませんでした|中止|休止"
)
# What a place is called by its ending; one that was said itself is no answer to where.
_PLACES = re.compile(
    r"(?:都内|市内|県内|[一-龠ァ-ヶー・]{0,8}(?:城|館|園|箱|場|所|街|駅|店|高原|学校|小・中学校|窓口|機関|センター|ホール|会館|庁舎|ホームページ|市報|紙|サイト))"
    r"(?=で|に|へ|や|、|など|等|の|を|$)"
)
_FEWER = re.compile(r"少な|低[いくか]|減[っりる]|下が|下回|届[かき]な|届きま|足り|伸びな|伸び悩")
_MORE = re.compile(r"多[いくか]|高[いくか]|増[えや]|上が|上回|伸び[たて]|超え")
_HOW_MUCH = re.compile(r"ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)|どんくらい|どんだけ|いくつ")
_WHEN = re.compile(r"(?:\d{4}|(?:令和|平成|昭和)\d{1,2})年度?(?:末|時点)?(?:には|に|の|で|から)?、?")
_NUMBER_OF = re.compile(r"(?<=[一-龠ァ-ヶー])の?数(?=は|って|が|を|、)")
_DATES = r"(?:年(?!が?経|間|以上|前|を?過|目)|月(?!\d*回)|日|[月火水木金土日]曜)"
# 毎月 and 月1回 tell when, though no year.
_OFTEN = r"|毎[年月週日]|[年月週]に?\d+回"
_PLANNED = re.compile(
    r"いつ(?:から|ごろ|頃)?、?[^。?？]{0,8}(?:なる|なん(?:の|だ|ね)|なります|でき(?:る|ます)|始ま(?:る|り)|始め(?:る|ま)|開[くき]|決ま(?:る|り)|建[つてち]|変わ(?:る|り))(?!ました|た)|いつまで|に(?:する|上げる|高める|増やす|減らす)(?:計画|目標|予定|つもり)|目指"
)
_COUNTERS = (
    r"(?:件|回|人|名|校|団体|地区|%|か所|ヶ所|カ所|箇所|店舗|社|冊|橋|棟|戸|台|店|軒|歳|本|灯|隻|頭|匹|ha|km|トン|ヘクタール|世帯|組|点"
    r"|の(?=[一-龠ァ-ヶ]{2}))"
)
# 「どんな教室が開かれた？」
_WHAT_KIND = re.compile(
    r"(?:どんな|どういう|何の|なんの|どのような)(?!に|風|ふう|内容)|(?:内容|中身|種類)は|(?:何|なに)を?(?:し|やっ)た"
)
_KANJI = re.compile("[一-龠]")
# 「地区会って何してるところ？」 is told by the statement that begins with 地区会は.
_IS_WHAT = re.compile(
    r"(?:って|は|とは)、?(?:一体|いったい|そもそも)?(?:何|なに|なん|どんな|どういう|どのような)(?:を|な|の|です|でしょう|し|や|する|だ|もの|こと|ところ|団体|組織|人|仕事|役割|活動|制度|会|[?？]|$)"
)
_DEFINES = 1.25
# 「市報のほかに何で？」 is told by what names it together with others.
_NAMES_MORE, _NAMES_KNOWN = 1.15, 0.85
# 見守りシール1人40枚 tells of no number of people.
_EACH = re.compile(r"(?<!\d)1\s?(?:人|世帯|店|回|件|校|か所)\s?(?=\d|当た|あた|につき|ごと|ずつ)")
# A number of those who used a thing, or that are lacking, stands in a sentence that says so.
_SAID_OF_NUMBER = (
    (re.compile(r"(?:使|つか)った(?:人|方|客)|利用した(?:人|方|客)"), re.compile(r"使|利用|訪|来|入|参加|受")),
    (re.compile(r"足り(?:な|ま)|不足"), re.compile(r"足り|不足|満た|割|空き")),
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
_AIMED, _AIMING = re.compile("目標|計画|予定|見込"), frozenset({"goals", "policies", "next", "aim"})
_COUNTERS_OF_ALL = frozenset({"数", "人", "人数", "件", "件数", "回", "回数", "割合", "中", "内", "等"})
_AS_GOOD, _FEW = 0.05, 5
_HOW_MANY_ARE = re.compile(
    r"(?:何|なん)[^年 ]{1,3}(?:くらい|ぐらい|ほど)?(?:が|も)?(?:ある|あり|ございます|い(?:る|ます)の?[?？か]?$)"
)
_DIGIT = r"\d(?:[\d,.]*\d)?(?:[億万千百][\d,]*)*"


def subjects_for(knowledge: Knowledge, question: Question, kinds: str) -> list[tuple[float, Hit, Subject]]:
    """Subjects that know everything the question names, the best fit for what is asked first."""
    ranked = []
    plan, unit = question.asked.plan, question.asked.unit
    some_only = knowledge.book.narrowed("", question.asked.without_city)
    before = {subject.home for subject in question.before}
    bonus = _KINDS[kinds]
    about = knowledge.index.subjects
    for hit in question.hits:
        if hit.number >= len(about):  # a statement
            continue
        subject = about[hit.number]
        if not may_be_of_plan(subject.plan, plan):
            continue
        if some_only and subject.row is not None and counts_all(knowledge, subject, question):
            continue
        if (kinds == "figures") == subject.is_figure and hit.called > hit.named:
            # What a row is asked for by calls it where figures are asked for: a project tells its own sheet better.
            hit = hit._replace(named=hit.called, score=hit.score + 0.25 * (hit.called - hit.named))
        if hit.missing and not _told_by_project(knowledge, subject, hit, question):
            continue
        score = hit.score + bonus.get(subject.kind, 0.0)
        if subject.kind == "project" and "事業" in question.asked.text:
            score += 0.08
        score += _TOGETHER * hit.together + (0.03 if subject.home in before else 0.0)
        if unit and subject.row is not None:
            score += 0.08 if units.says(unit, {subject.row.target.unit, subject.row.result.unit}) else -0.08
        ranked.append((score, hit, subject))
    if not ranked:
        ranked = _misspelt(knowledge, question, kinds)
    ranked.sort(key=lambda each: -each[0])
    return ranked


def counts_all(knowledge: Knowledge, subject: Subject, question: Question) -> bool:
    """Whether a row counts all of those of whom some only are asked for (外国人, 新規)."""
    called = plain(" ".join((*subject.names, *subject.around)))
    text = question.asked.without_city
    return knowledge.book.narrowed(called, text) and not _is_for_them(knowledge, subject, text)


def _is_for_them(knowledge: Knowledge, subject: Subject, text: str) -> bool:
    """Whether a row counts things that its sheet says are for those of whom alone a folded text speaks.

    「高齢者等を見守るため、緊急通報装置を貸与します」: the alarms are theirs, and all of them are counted.
    """
    row, persons = subject.row, _PERSONS.search(text)
    if row is None or persons is None or row.target.unit not in _DEVICES:
        return False
    text = text[persons.start() : persons.end()]
    told = (plain(one.prose.text) for one in knowledge.index.passages_on_sheet_of(subject))
    return any(not knowledge.book.narrowed(one, text) for one in told)


def counts_some(knowledge: Knowledge, subject: Subject, question: Question) -> bool:
    """Whether a row counts some only (外国人宿泊者数) of what is asked for, and nobody said of whom."""
    text = question.asked.text
    picked = [word for word in knowledge.book.picked(plain(subject.name)) if word not in text]
    if not picked:
        return False
    said = {token for group in question.groups for option in group.options for token in option}
    return any(said.isdisjoint(knowledge.index.tokens(word)) for word in picked)


def _told_by_project(knowledge: Knowledge, subject: Subject, hit: Hit, question: Question) -> bool:
    """Whether what the sheet of a row does not say stands on that of the project which is called by the row's name."""
    if subject.row is None or not (hit.named >= _CALLED or _called_in_part(knowledge, hit, question)):
        return False
    after = question.asked.text.partition
    if any(COMES_FROM.match(after(group.said)[2]) for group in hit.missing):
        return False  # 「名取の子は何人」 counts some of those who came
    name = plain(subject.name)
    projects = (one for one in knowledge.projects_of(subject) if _WORK.sub("", plain(one.name)) in name)
    return any(all(knowledge.index.sheet_knows(one, group) for group in hit.missing) for one in projects)


def _called_in_part(knowledge: Knowledge, hit: Hit, question: Question) -> bool:
    """Whether all that was said and is not missing stands in a row's name, and is no word of many names."""
    said = [group for group in question.groups if group.strong and group not in hit.missing]
    in_name = [group for group in said if knowledge.index.names_hold(hit.number, group)]
    return any(not knowledge.index.is_common(group, knowledge.view.scope) for group in in_name)


def namesakes(ranked: Sequence[tuple[float, Hit, Subject]]) -> list[Subject]:
    """The first and those that bear its name, are of its year and fit as well, on other sheets."""
    score, _, first = ranked[0]
    name = plain(first.name)
    return [
        subject
        for fit, _, subject in ranked
        if subject is first
        or (
            subject.kind == first.kind
            and subject.year == first.year
            and subject.home != first.home
            and fit > score - _AS_LIKELY
            and plain(subject.name) == name
        )
    ]


def _misspelt(knowledge: Knowledge, question: Question, kinds: str) -> list[tuple[float, Hit, Subject]]:
    found = []
    for number, fit in question.misspelt():
        subject = knowledge.index.subjects[number]
        if fit >= _MIN_TYPO_FIT and may_be_of_plan(subject.plan, question.asked.plan):
            found.append((fit + _KINDS[kinds].get(subject.kind, 0.0), Hit(number, fit, fit, fit, 0.0, ()), subject))
    return found


def statements_for(knowledge: Knowledge, question: Question) -> list[tuple[Hit, Passage]]:
    """Statements by fit; those that surely are of another plan than the one named are left out, and those of which nothing
    that was said stands anywhere in them, however they may be asked for."""
    plan = question.asked.plan
    passages, size = knowledge.index.passages, len(knowledge.index.subjects)
    found = [(hit, passages[hit.number - size]) for hit in question.hits if hit.number >= size]
    # 第6次 and 第7次 are two plans of one name.
    return [
        (hit, passage)
        for hit, passage in found
        if (may_be_of_plan(passage.subject.plan, plan) or (plan and _names_plan(passage, plan)))
        and _tells_of_edition(passage, question.asked.ordinals)
        and not hit.only_asked
    ]


def _names_plan(passage: Passage, plan: str) -> bool:
    """Whether a statement about results under one plan speaks of another by its number."""
    return f"第{plan}" in plain(passage.prose.text)


def _tells_of_edition(passage: Passage, editions: Sequence[str]) -> bool:
    """Whether a statement names the edition asked for, of several one."""
    if not editions:
        return True
    text = plain(passage.prose.text)
    return any(edition in text for edition in editions)


def best_statements(knowledge: Knowledge, question: Question, aspect: str) -> list[tuple[float, Hit, Passage]]:
    fits = FITS[aspect]
    other = _OTHER_THAN_FIELD if aspect in {"reason", "next"} else _OTHER_FIT
    preferred = {subject.home for subject in question.before}
    if subjects := subjects_for(knowledge, question, "any"):
        preferred.add(subjects[0][2].home)
    last = _said_last(question)
    as_plan = aspect in {"doings", "overview", "purpose", "next"} and _AS_PLAN.search(question.asked.text)
    defines = _what_it_is(question) if aspect in {"overview", "doings"} else None
    known = set_aside(question.asked.text)
    ranked = []
    for hit, passage in statements_for(knowledge, question):
        missing = [group for group in hit.missing if not group.doing or question.asked.unit == "円"]
        enough = ENOUGH if not missing else ENOUGH_IN_SPITE
        if hit.covered < enough or len(missing) > 1 or any(group.place for group in missing):
            continue
        if missing and _is_heard(knowledge, missing[0]):
            continue  # the documents speak of it, but not here
        if last in hit.missing:  # 「お試し居住施設の家賃は？」 is about the rent
            continue
        if aspect == "reason" and passage.part == "reason" and not says_all(knowledge, passage, question):
            if passage.subject.row is None and explains_the_contrary(question, passage.subject):
                continue
            of_rows = passage.subject.row is None and passage.subject.sheet_reason_is_of_rows
            if of_rows and not asks_of_results(question):
                continue
        fit = fits.get(passage.part, _AIM_FIT * other if passage.part == "aim" else other)
        if aspect == "overview" and passage.part == "goals" and isinstance(passage.subject.sheet, Results):
            fit = _WANTED_ONLY  # the sheet also tells what came of it
        if aspect in _OWN_FIELD and passage.part == aspect and not hit.missing:
            fit *= _FIELD_OF_ITS_OWN
        if as_plan and not isinstance(passage.subject.sheet, (PlanMeasure, PlanSection)):
            fit *= _NO_PLAN
        if known and known in (text := plain(passage.prose.text)):
            fit *= _NAMES_MORE if names_more(known, text) else _NAMES_KNOWN
        if defines is not None and defines.match(plain(passage.prose.text)):
            fit *= _DEFINES
        score = hit.covered * fit + _TOGETHER * hit.together + (0.04 if passage.subject.home in preferred else 0.0)
        ranked.append((score - (_LACKING if missing else 0.0), hit, passage))
    ranked.sort(key=lambda each: -each[0])
    wants_names = aspect in {"overview", "achievements", "doings"} and _WHAT_KIND.search(question.asked.text)
    return _telling_first(ranked) if wants_names else ranked


def names_more(known: str, text: str) -> bool:
    """Whether a folded text names something together with what is known already."""
    return (
        re.search(rf"{re.escape(known)}(?:等|など)?(?:のほか|以外|だけで|に加え|をはじめ|や|と、|、|及び|・)", text)
        is not None
    )


def _what_it_is(question: Question) -> re.Pattern[str] | None:
    """How a statement begins that says what the one thing is that was named: 「地区会は、…」; None where more is asked."""
    things = [group for group in question.groups if group.strong]
    if len(things) != 1 or not _IS_WHAT.search(question.asked.text):
        return None
    names = {things[0].said, *("".join(option) for option in things[0].options)}
    return re.compile(f"(?:{'|'.join(map(re.escape, names))})(?:とは|は)、?")


def _telling_first(ranked: list[tuple[float, Hit, Passage]]) -> list[tuple[float, Hit, Passage]]:
    """Of statements that know the question equally well the one that adds most to it: 「どんな講座？」 asks for names."""
    near = [
        each
        for each in ranked
        if each[0] >= ranked[0][0] - _AS_GOOD and each[1].covered >= ranked[0][1].covered - _AS_GOOD
    ]
    named = [each for each in near if "「" in each[2].prose.text]
    if not named or "「" in ranked[0][2].prose.text or len(near) > _FEW:
        return ranked
    return [named[0], *(each for each in ranked if each is not named[0])]


def _said_last(question: Question) -> Group | None:
    things = [group for group in question.groups if group.strong and not group.doing]
    return max(things, key=lambda group: question.asked.text.rfind(group.said), default=None)


def with_siblings(told: Sequence[tuple[float, Hit, Passage]]) -> list[Passage]:
    """The best statement and those of the same place that fit nearly as well; where there are none, the second best from
    elsewhere if it is as good as the first (``language/second.toml``)."""
    score, _, best = told[0]
    same = [
        passage
        for fit, _, passage in told
        if passage is best
        or (passage.subject.key == best.subject.key and passage.part == best.part and fit >= 0.85 * score)
    ]
    if len(same) > 1 or len(told) == 1:
        return same
    fit, _, second = told[1]
    near = read_language("second")
    chars = len(best.prose.text) + len(second.prose.text)
    return [best, second] if fit >= score - near["close"] and chars <= near["most_chars"] else same


def asks_of_results(question: Question) -> bool:
    """Whether a reason is asked for a result, and not for the way things are."""
    return question.asked.asks(*FIGURES, *MONEY) or _RESULT_SAID.search(question.asked.text) is not None


def explains_the_contrary(question: Question, subject: Subject) -> bool:
    """Whether the reason of a sheet is one for rows that went the other way: why so few, where all exceeded."""
    sheet = subject.sheet
    if not isinstance(sheet, (Results, Project)) or not sheet.reason_about:
        return False
    rows = sheet.indicators if isinstance(sheet, Results) else sheet.activities
    gaps = [wording.difference(row) for row in rows if row.name in sheet.reason_about]
    if any(gap is None for gap in gaps) or not gaps:
        return False
    fewer, more = _FEWER.search(question.asked.text), _MORE.search(question.asked.text)
    return bool(fewer and not more and all(gap and gap > 0 for gap in gaps)) or bool(
        more and not fewer and all(gap and gap < 0 for gap in gaps)
    )


def with_number(knowledge: Knowledge, question: Question) -> tuple[Hit, Passage] | None:
    """The first of ``all_with_number``."""
    return next(all_with_number(knowledge, question), None)


def all_with_number(knowledge: Knowledge, question: Question) -> Iterator[tuple[Hit, Passage]]:
    """Statements that print a number of the unit asked for beside all the things the question names."""
    unit = question.asked.unit
    # Most numbers are another thing's: all has to be said beside it, and without a unit it has to be asked how much.
    wanted = _amount(question)
    when = one_word(question.asked) == "when"
    if sum(group.strong for group in question.groups) == 1 and _HOW_MANY_ARE.search(question.asked.text):
        return  # 「小学校は何校ある？」 asks for all there are, a statement tells of some
    if unit is None and any(not group.strong and _is_unheard(knowledge, group) for group in question.groups):
        return  # 「どれくらい刷っている？」: how often it appears is no answer
    found = statements_for(knowledge, question)
    some_only = knowledge.book.narrowed("", question.asked.without_city)
    aimed = question.asked.asks("target") and not question.asked.asks("result", "reached", "gap", "ratio")
    if _PLANNED.search(question.asked.text):
        found.sort(key=lambda each: each[1].part not in {"goals", "policies", "next", "aim"})
    must = next((of for asks, of in _SAID_OF_NUMBER if asks.search(question.asked.text)), None)
    for hit, passage in found:
        if hit.missing or hit.covered < ENOUGH_IN_SPITE:
            continue
        sentences = [_EACH.sub("", plain(sentence)) for sentence in passage.prose.text.split("。")]
        if must is not None:
            sentences = [sentence for sentence in sentences if must.search(sentence)]
        alone = passage if sum(wanted.search(plain(sentence)) is not None for sentence in sentences) == 1 else None
        alone = None if when else alone  # a date is that of the sentence it stands in
        for sentence in sentences:
            if unit is None and not (question.asked.asks("result") or _HOW_MUCH.search(question.asked.text)):
                if not _NUMBER_OF.search(question.asked.text):
                    return
                if not _tells_number_of(question, plain(sentence)):
                    continue
            told = without_other_dates(plain(sentence), question.asked.text) if when else plain(sentence)
            if not wanted.search(told) or not _counts(question, plain(sentence)):
                continue
            if when and not _in_its_own_words(knowledge, question, sentence):
                continue
            if aimed and passage.part not in _AIMING and not _AIMED.search(sentence):
                continue  # what came of it is no target
            # Where one thing alone was named, what the number counts is said beside it: 図書館 with 2,100冊の手帳 has no 冊.
            single = unit not in {None, "%"} and sum(group.strong for group in question.groups) == 1
            under = None if single else passage.subject
            bound = any(asks.search(question.asked.text) and of.search(sentence) for asks, of in _BOUNDS)
            if _sentence_knows_all(knowledge, sentence, question, under, None if some_only else alone) or (
                bound and knows_all(knowledge, passage.prose.text, question, under)
            ):
                yield hit, passage
                break


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


def _is_heard(knowledge: Knowledge, group: Group) -> bool:
    """Whether a thing stands in some document, or picks out some of those of whom a document tells (女性)."""
    if knowledge.book.narrowed("", group.said):
        return True
    return any(all(map(knowledge.index.knows, option)) for option in (*group.options, *group.near))


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
    counted = _DATES if unit == "年" else units.in_sentences(unit) if unit else _COUNTERS
    return re.compile(_DIGIT + r"\s?" + counted + (_OFTEN if one_word(question.asked) == "when" else ""))


def with_place(knowledge: Knowledge, question: Question) -> Passage | None:
    """A statement that says where the things the question names are or are done."""
    for hit, passage in statements_for(knowledge, question):
        if not hit.missing and any(
            _names_place(sentence, question) and _sentence_knows_all(knowledge, sentence, question, None, passage)
            for sentence in passage.prose.text.split("。")
        ):
            return passage
    return None


def _names_place(sentence: str, question: Question) -> bool:
    said = question.asked.text
    return any(found[0] not in said for found in _PLACES.finditer(plain(sentence)))


def knows(knowledge: Knowledge, passage: Passage, question: Question) -> bool:
    """Whether a statement has, or is asked for by, two of three things the question names."""
    tokens = knowledge.index.tokens(passage.prose.text) | knowledge.index.asked_of(passage, question.groups)
    strong = [group for group in question.groups if group.strong]
    known = [group for group in strong if group.is_told_in(tokens)]
    return len(known) * 3 >= len(strong) * 2


def knows_all(
    knowledge: Knowledge,
    text: str,
    question: Question,
    under: Subject | None = None,
    asked: frozenset[str] = frozenset(),
) -> bool:
    """Whether a text itself, or the title it stands ``under``, has everything the question names; ``asked`` are words that
    count as its own."""
    tokens = knowledge.index.tokens(text) | asked
    if under is not None:
        tokens |= knowledge.index.tokens(under.name)
    return all(group.is_told_in(tokens) for group in question.groups if group.strong)


def says_all(knowledge: Knowledge, passage: Passage, question: Question, under: Subject | None = None) -> bool:
    """Whether a statement, or the title it stands ``under``, has or is asked for by everything the question names."""
    asked = knowledge.index.asked_of(passage, question.groups)
    return knows_all(knowledge, passage.prose.text, question, under, asked)


def _sentence_knows_all(
    knowledge: Knowledge, sentence: str, question: Question, under: Subject | None, asked_for: Passage | None
) -> bool:
    """``knows_all`` of a sentence; a word by which its statement is asked for may stand for one of its own, not for all."""
    asked = knowledge.index.asked_of(asked_for, question.groups) if asked_for else frozenset()
    if asked:
        own = knowledge.index.tokens(sentence)
        if not any(group.is_told_in(own) for group in question.groups if group.strong):
            asked = frozenset()
    return knows_all(knowledge, sentence, question, under, asked)


def compound_end(question: Question, text: str, end: int) -> int:
    """Where the compound ends of which a thing that ends at ``end`` is a part: 防災士, where 防災 is the thing."""
    weak = [group.said for group in question.groups if not group.strong and group.said not in _COUNTERS_OF_ALL]
    while said := next((one for one in weak if text.startswith(one, end) and _KANJI.match(one)), None):
        end += len(said)
    return end


def things_near(knowledge: Knowledge, question: Question) -> list[Subject]:
    """Things close to the question, for examples: at most two."""
    near = [
        subject
        for hit in question.hits
        if (subject := knowledge.subject(hit)) and hit.covered >= 0.35 and hit.named >= NAMED
    ]
    near.sort(key=lambda subject: not subject.is_figure)
    return near[:2]
