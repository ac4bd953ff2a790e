"""Questions that name nothing: about everything at once, about what was spoken of before, or about nobody knows what."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answers.numbers_asked import prints_number
from knowledge.finding.amounts import says_amount
from knowledge.finding.choosing_statements import statements_for
from knowledge.finding.groups import WEAK
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import Question
from knowledge.follow_ups.below_plan import told_below
from knowledge.follow_ups.spoken_of import of_statement
from knowledge.language import units
from knowledge.language.municipalities import kind_of
from knowledge.language.text import years
from knowledge.language.wordbook import plain
from knowledge.lists import lists_over_all
from knowledge.lists.individual_plans import plans_called
from knowledge.question.all_of_them import in_all
from knowledge.question.asking_for_lists import TURNS
from knowledge.question.aspects import FIGURES, MONEY
from knowledge.question.leading import leading, spent_on
from knowledge.question.one_word import called, one_word
from knowledge.question.slots import asks_for_words
from knowledge.reply import Reply
from knowledge.telling import belonging, refuse, tell
from knowledge.telling.facets import row_of_unit, tell_about
from knowledge.telling.joining import is_of_sheet
from knowledge.telling.quoting import worded
from knowledge.telling.refuse import not_told

# 補助 and 人 stand in too many names, 給付金 and 登録者 in few.
_LONG_WORD = 3
_PLANNED = re.compile(r"(?:計画|予定|見込み?)(?:は|って|では|だと)?(?:$|[?？]|(?:何|なん|いくつ|どの|どれ))")
# 「実績が落ちた指標は？」 names what is listed: that is asked of all of them, whatever was spoken of before.
_OF_ALL = re.compile(r"(?:指標|事業)(?:は|って|を|が|、|[?？]|$)|のは、?(?:どれ|どの|何|なに|[?？]?$)")
# Of which year a figure is stands beside it.
_OF_WHICH_YEAR = re.compile(r"いつの|いつ(?:の?時点|現在)")

# 「どうやって集めたの？」 after a figure: what brought it about is told as its reason.
_WAY = re.compile(
    r"(?:どうやって|どのように|どうして|どんな方法で)、?(?:増や|減ら|伸ば|広げ|広め|集め|募集?|募っ|探|さが|見つけ|選|呼び?|知らせ|伝え|周知|宣伝|達成|実現|上げ|下げ|進め|やっ|し)[ぁ-ん]{0,4}?(?:(?P<done>た)|る|す|く|つもり)(?:の|ん|か|です|$|[?？])"
)

# 「新しくつくる制度は？」 after a thing asks what is to come of it.
_TO_BE_MADE = re.compile(r"新しく\s?(?:作る|つくる|できる|設ける|始める|入れる|導入する|立ち上げる)")

_NO_MORE_WORDS = "資料に書かれているのは、いまお知らせした次の文だけです。"
_PERIOD = re.compile(
    r"計画の?(?:対象)?期間(?:は|って|を)|計画(?:は|って)、?(?:いつ|(?:何|なん)年度?)(?:から|まで)|(?:何|なん)年間?の計画"
)
_PERIOD_PRINTED = re.compile(r"計画の?期間(?:である|は|を)[^。]{0,4}\d+年度[^。]{0,20}(?:まで|間)")
_STAFF_OF_CITY = re.compile(
    r"^(?:市|町|村|市役所|役所|役場)?の?職員(?:さん)?(?:の(?:人?数|人数))?(?:は|って|が)?、?(?:今|いま|全部で)?(?:何|なん)(?:人|名)(?:いる|います|いるの)?(?:です|でしょう)?か?[?？。]*$"
)


def without_words(knowledge: Knowledge, question: Question) -> Reply:
    """A follow-up, a question over all sheets, or one we have to ask back about."""
    asked = question.asked
    if told := of_statement(knowledge, question):
        return told
    if (
        question.before
        and not asked.follows
        and _OF_ALL.search(asked.text)
        and (reply := lists_over_all.computed(knowledge, asked))
    ):
        return reply
    if (
        question.before
        and asked.asks("plans")
        and not in_all(asked.text)
        and (of_it := tell_about(knowledge, question, question.before, ("plans",)))
    ):
        return of_it  # 「それの個別計画は？」
    if asked.asks("strategy") and asked.asks("plans", "code"):
        bearing = plans_called(knowledge, question)
        if bearing and (reply := belonging.individual_plans(knowledge, bearing)):
            return reply
    wants_all = asked.in_order or asked.asks("list") or not question.before
    if wants_all and (reply := lists_over_all.computed(knowledge, asked)):
        return reply
    if question.before and not asked.aspects and (way := _WAY.search(asked.text)):
        about = question.before
        steps = tell_about(knowledge, question, about, ("reason",) if way["done"] else ("next",))
        if steps:
            return steps
    made = question.before and not asked.aspects and _TO_BE_MADE.search(asked.text)
    if made and (coming := tell_about(knowledge, question, question.before, ("next",))):
        return coming
    if question.before and asked.unit == "年" and asked.asks("next") and (dated := _dated_step(knowledge, question)):
        return dated
    if question.before and (reply := _date_of(knowledge, question)):
        return reply
    if question.before_aspect in MONEY and len(question.before) == 1 and TURNS["share_spent"].search(asked.text):
        return tell.money(knowledge, question.before, ("budget",))  # 「何%使った？」 after a budget
    if question.before and not _is_counted(knowledge, question):
        return refuse.unknown(knowledge, "その数字")
    planned = question.before_aspect in FIGURES and _PLANNED.search(asked.text)
    if question.before and not asked.aspects and not asked.follows and not planned:
        # Nothing is said that we understand: to tell the same sheet again would look like an answer.
        return refuse.unknown(knowledge, "おたずねのこと", question.before[:1])
    if question.before and asked.place:
        return not_told(knowledge, question.before[0], "place", question.statement)
    if question.before:
        about = question.before
        # 「何に使ったの？」 after an amount asks in words.
        aspects = leading(asked, asked.aspects) if spent_on(asked) else asked.aspects
        aspects = aspects or ((question.before_aspect or "overview",) if asked.follows else ("overview",))
        if question.before_aspect in FIGURES and about[0].is_figure and _PLANNED.search(asked.text):
            aspects = ("target",)  # 「予定は？」 after a figure asks for the number beside it
        if reply := tell_about(knowledge, question, about, aspects):
            return _told_before(question, reply) or reply
        return told_below(knowledge, question, aspects) or not_told(knowledge, about[0], aspects[0], question.statement)
    if reply := lists_over_all.computed(knowledge, asked):
        return reply
    if told := prints_number(knowledge, question):
        return told
    if weak := _weakly_meant(knowledge, question) or _weakly_counted(knowledge, question):
        return weak
    if _PERIOD.search(asked.text):
        return _period_of_plan(knowledge)
    if _STAFF_OF_CITY.search(asked.text):
        return refuse.unknown(
            knowledge, f"{kind_of(knowledge.city)}の職員の数"
        )  # what is told is whose work each project took
    if asked.aspects:
        choices = refuse.examples(knowledge)
        lines = ["何についてお調べしますか。名前や言葉を添えて聞いてください。", *(f"・{one.says}" for one in choices)]
        return Reply("asked_back", "\n".join(lines), choices=choices)
    return refuse.unknown(knowledge, "おたずねのこと")


def _told_before(question: Question, reply: Reply) -> Reply | None:
    """The reply that says so, where it has nothing but the statement that was told last; None where it has more."""
    if question.statement is None or not asks_for_words(question.asked):
        return None
    lines = [line for line in reply.text.split("\n") if not is_of_sheet(line)]
    if len(lines) != 1 or worded(question.statement.prose) not in lines[0]:
        return None
    return replace(reply, text=f"{_NO_MORE_WORDS}\n{reply.text}")


def _dated_step(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is to be done next by a year that is printed, on the sheets of what was spoken of (「残りはいつ終わる？」)."""
    around = dict.fromkeys(sheet for one in question.before for sheet in knowledge.sheets_around(one))
    steps = (step for home in around for step in knowledge.index.passages_on_sheet_of(home) if step.part == "next")
    dated = next((step for step in steps if years(step.prose.text)), None)
    return tell.prose(knowledge, [dated], "next") if dated else None


def _date_of(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement told last, where it tells the date asked for, or that none is told: no row's figure is a date."""
    asked = question.asked
    if one_word(asked) != "when" or not FIGURES.issuperset(asked.aspects[:1]) or _OF_WHICH_YEAR.search(asked.text):
        return None
    dated = replace(question, asked=replace(asked, unit="年"))
    if question.statement is not None and says_amount(dated, question.statement.prose.text):
        return tell.prose(knowledge, [question.statement], "overview")
    return refuse.unknown(knowledge, f"その{called('when')}")


def _is_counted(knowledge: Knowledge, question: Question) -> bool:
    """Whether what a follow-up counts (何人) may be what the rows of the sheet count; True where it counts nothing."""
    asked, first = question.asked, question.before[0]
    if asked.unit in {None, "年", "円"} or asked.asks("ratio", "gap") or not FIGURES.issuperset(asked.aspects[:1]):
        return True
    if first.kind == "project" and row_of_unit(knowledge, first, asked.unit):
        return True
    rows = [one.row for one in knowledge.rows_of(first) if one.row is not None]
    printed = {unit for row in rows for unit in row.units}
    return not rows or units.says(asked.unit, printed) or units.comparable(asked.unit, printed)


def _period_of_plan(knowledge: Knowledge) -> Reply:
    """The only statement that prints from which year to which the plan is, or that none does."""
    scope = map(knowledge.index.passages.__getitem__, knowledge.view.scope.passages)
    told = [passage for passage in scope if _PERIOD_PRINTED.search(plain(passage.prose.text))]
    if len(told) == 1 and (reply := tell.prose(knowledge, told, "overview")):
        return reply
    return refuse.unknown(knowledge, "計画の期間")


def _weakly_counted(knowledge: Knowledge, question: Question) -> Reply | None:
    """「給付金は何件？」: the only row that has a common word in its printed name and counts in the unit asked for."""
    unit = question.asked.unit
    said = [group.said for group in question.groups if group.weight > WEAK]
    if unit is None or len(said) != 1 or len(said[0]) < _LONG_WORD:
        return None
    rows = [
        one
        for one in knowledge.subjects
        if one.row is not None and said[0] in plain(one.name) and units.says(unit, one.row.units)
    ]
    return tell.figures(knowledge, rows) if len(rows) == 1 else None


def _weakly_meant(knowledge: Knowledge, question: Question) -> Reply | None:
    """Common words only, yet all of them in one statement."""
    hits = [(hit, passage) for hit, passage in statements_for(knowledge, question) if hit.covered >= 0.95]
    return tell.prose(knowledge, [hits[0][1]], "overview") if len(question.groups) >= 3 and hits else None
