"""Questions that name a thing: the way to its answer by what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers import in_charge
from knowledge.answers.asking_back import ask_back
from knowledge.answers.named_figure import figure
from knowledge.answers.named_words import statement
from knowledge.answers.what_it_is import named_only
from knowledge.finding.all_named import knows_all, says_all
from knowledge.finding.choosing_statements import ENOUGH, best_statements, tells_most
from knowledge.finding.choosing_subjects import NAMED, namesakes, subjects_for
from knowledge.finding.places_told import with_place
from knowledge.finding.retrieve import WEAK, Hit
from knowledge.finding.telling_sentences import all_with_number, with_number
from knowledge.finding.understanding import Knowledge, Question
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import AIMED_AT, COMING, Passage, Subject
from knowledge.lists import holdings, lists_over_all
from knowledge.lists.individual_plans import plans_called
from knowledge.question.leading import leading
from knowledge.question.slots import FIGURES, MONEY, PROSE, YEN
from knowledge.question.supposed import asks_only_whether
from knowledge.reply import Reply
from knowledge.telling import belonging, tell
from knowledge.telling.facets import tell_about
from knowledge.telling.refuse import not_told, nothing_found

# The share of a printed title that makes a question one for the thing itself.
_TITLED, _WHOLE_TITLE = 0.4, 0.99
# The share of a row's name that calls it.
_CALLED = 0.45
# What follows from something is told by the situation, not by what is done about it.
_CONSEQUENCE = re.compile(r"[るいんだ]と、?どう|(?:何|なに)[がか]?(?:困|こま)|どんな(?:困った|こまった|悪い)")
_MEASURES = re.compile("(?:どんな|どのような|何の|なんの)施策|施策(?:は|が|を|って|名)")
_COUNTED = re.compile(
    r"(?:事業|施策)(?:の数)?(?:は|って|が|を)?、?(?:全部で|ぜんぶで)?、?(?:いくつ|(?:何|なん)(?:個|件|本)|どのくらい|どれくらい)"
)
# What is not called by any name stands where a statement tells it.
_WRITTEN_WHERE = re.compile(r"どこに(?:書|載|出て)|どこの(?:項目|ページ|部分|欄|節)")
_PAY = "人件費"
_WORK, _ALONE_BY = re.compile(r"人分|人工|人手|手間|手が?かか|関わ|かかわ|携わ|従事"), 0.1
# 「何人まで増やすつもり？」 is about what is to come, 「何人に増えた？」 and 「何人にする予定だった？」 are not.
_TO_COME = re.compile(
    r"(?:何|なん|いく[つら]|どのくらい|どこまで)[^。、?？]{0,6}(?:まで|に)、?(?:増や|ふや|減ら|へら|伸ば|上げ|下げ|広げ|引き[上下]げ|延ば|拡充)?"
    r"(?:す|る|なる|なります|なんの|する|します|し(?:たい|よう)|できる|増える|減る)(?:つもり|予定|計画|気|目標|の|ん|です|か|って|[?？]|$)"
)
_OVER = re.compile(r"(?:つもり|予定|計画|はず|気|目標)(?:だっ|でし)")
# What one pays for a thing, and how a sentence says that without naming it.
_PRICE = re.compile("家賃|月額|年額|日額|料金|値段|代金|利用料|使用料|参加費|参加料|入場料|宿泊料|宿泊費|会費|費用|泊")
_FOR_YEN = re.compile(
    r"円(?:で|の[^。、]{1,6}で)(?!助成|補助|交付|支給)[^。円]{0,16}"
    r"(?:利用|使用|使|借り|貸し|泊|滞在|参加|入場|体験|受講)"
)
_BUDGET = re.compile(r"予算|事業費|決算|使|かか|費用|経費|コスト|お金(?!に(?:する|し|換算|直|な))|余|残|予定より")
# Whose money it is that is spent: no price is asked for then.
_OF_THE_CITY = re.compile(rf"{_BUDGET.pattern}|市(?:は|が|も|から)|役所|役場|出し|税金|投じ|つぎ込|注ぎ込")


def by_department(knowledge: Knowledge, question: Question) -> Reply | None:
    """What a department does, or what its projects cost and its targets came to, when it is a department that was named."""
    asked = question.asked
    name = knowledge.department_in(asked.text)
    if name is None or knowledge.excepts_department(asked.text):
        return None
    if _names_only(knowledge, question, name) and (
        told := lists_over_all.targets_of_department(knowledge, asked, name)
    ):
        return told
    if asks_only_whether(asked) and (told := _whether_in_charge(knowledge, question, name)):
        return told
    if asked.asks("department", "list") and _names_only(knowledge, question, name) and "いくら" not in asked.text:
        return holdings.of_department(knowledge, name)  # 「予算事業のうち、市政戦略課が担当しているものすべて」
    if _COUNTED.search(asked.text) and _names_only(knowledge, question, name):
        return holdings.of_department(knowledge, name)
    if asked.asks("budget", "spent", "left", "staffing", "account") and _names_only(knowledge, question, name):
        projects = [one for one in holdings.charges_of(knowledge, name) if one.kind == "project"]
        return tell.money(knowledge, projects, asked.aspects) if projects else None
    if asked.asks(*FIGURES, *MONEY, "reason", "next"):
        return None
    if not asked.asks("department", "list") and (of_its := _of_department(knowledge, question, name)):
        return of_its
    return holdings.of_department(knowledge, name)


def _of_department(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """「庶務課の国際交流は？」: what is asked of a thing that is named beside the department in whose charge it is."""
    if _names_only(knowledge, question, name):
        return None
    told = by_aspect(knowledge, knowledge.understand(re.sub(f"{re.escape(name)}の?", " ", question.asked.text), None))
    return told if told and told.tells and name in _in_charge_of(knowledge, told) else None


def _in_charge_of(knowledge: Knowledge, told: Reply) -> set[str | None]:
    """The departments of all that was told; None stands for what is in nobody's charge."""
    keys = told.topic.subjects if told.topic else ()
    return {getattr(knowledge.by_key[key].sheet, "department", None) for key in keys}


def _whether_in_charge(knowledge: Knowledge, question: Question, name: str) -> Reply | None:
    """「移住の担当は庶務課？」: whether the thing named, or spoken of before, is in the charge of that department."""
    if _names_only(knowledge, question, name):
        if not question.before or not question.asked.asks("department"):
            return None
        about = question.before[:1]
        told = tell.department(knowledge, [knowledge.home_of(one) for one in about])
    else:
        told = by_aspect(knowledge, knowledge.understand(question.asked.text.replace(name, "どの課"), None))
    if told is None or told.topic is None or told.topic.aspect != "department":
        return told if told and told.tells_nothing else None
    return replace(told, text=f"{'はい' if name in _in_charge_of(knowledge, told) else 'いいえ'}、{told.text}")


def _names_only(knowledge: Knowledge, question: Question, name: str) -> bool:
    """Whether nothing but a department is named."""
    tokens = knowledge.index.tokens(plain(name))
    things = (group for group in question.things)
    return all(tokens.issuperset(group.options[0]) for group in things)


def by_aspect(knowledge: Knowledge, question: Question) -> Reply | None:
    """The answer by the first aspect that was asked for; without one, what the thing is."""
    aspects = question.asked.aspects
    if not aspects and question.asked.follows and question.before_aspect:
        aspects = (question.before_aspect,)
        if told := _row_beside(knowledge, question) or _counted_alike(knowledge, question):
            return told
    if (
        question.before_aspect in MONEY
        and question.asked.follows
        and aspects == ("figure",)
        and not question.asked.unit
    ):
        aspects = (question.before_aspect,)  # 「道路維持補修事業費ではいくつ？」 after 従事人工
    aspects = leading(question.asked, aspects)
    first = aspects[0] if aspects else None
    if first in {"next", "target", "figure", "budget"} and (coming := _number_to_come(knowledge, question)):
        return coming
    if first in {None, "overview", "code", "policies", "plans"} and (plan := _plan_called(knowledge, question)):
        return plan
    if (
        question.asked.fee
        and not _is_project_for_pay(knowledge, question)
        and first in {None, "overview", *FIGURES, *MONEY}
    ):
        return _price(knowledge, question)
    if question.asked.place and first in {None, "overview", *FIGURES}:
        if question.asked.unit == "年" and (dated := with_number(knowledge, question)):
            return tell.prose(knowledge, [dated[1]], "figure")
        where = with_place(knowledge, question)
        return tell.prose(knowledge, [where], "overview") if where else None
    if first == "next" and question.asked.unit == "年" and (to_come := _to_come(knowledge, question)):
        return to_come
    if first in {"code", "list"} and (chapter := holdings.chapter_called(knowledge, question.asked)):
        return chapter
    if _MEASURES.search(question.asked.text) and (section := holdings.section_called(knowledge, question.asked)):
        return section
    if _MEASURES.search(question.asked.text) and first in {None, "overview", "list"}:
        titled = _section_titled(knowledge, question)
        if titled is not None and (measures := belonging.measures_of(knowledge, titled)):
            return measures
    if first == "issues" and _CONSEQUENCE.search(question.asked.text):
        ranked = best_statements(knowledge, question, first)
        situation = [passage for _, _, passage in ranked if passage.part == first]
        return tell.prose(knowledge, situation[:1], first) if situation else None
    if first == "state":
        return figure(knowledge, question, ("figure",)) or statement(knowledge, question, ("issues",))
    if first in FIGURES:
        if question.asked.unit == "円" and (amount := _fact(knowledge, question, ("budget",))):
            return amount
        return figure(knowledge, question, aspects)
    if first in MONEY or first in {"department", "plans", "code", "list", "source", "strategy", "projects"}:
        if first == "budget" and (row := _amount(knowledge, question)):
            return row
        if first == "budget" and not _names_project(knowledge, question) and (price := _price(knowledge, question)):
            return price
        fact = _fact(knowledge, question, aspects)
        if first in MONEY and (fact is None or fact.outcome == "unknown"):
            return _price(knowledge, question) or _sales(knowledge, question) or fact
        if first == "budget" and fact and fact.outcome == "partly" and not _OF_THE_CITY.search(question.asked.text):
            return _price(knowledge, question) or fact  # 「乗り放題の券はいくら？」 is priced by a statement
        return fact
    if question.asked.most and first in {None, "overview"} and (most := _said_to_be_most(knowledge, question)):
        return most
    if first in PROSE and (told := statement(knowledge, question, aspects)):
        return told
    return named_only(knowledge, question) if first in {None, "overview"} else None


def _section_titled(knowledge: Knowledge, question: Question) -> Subject | None:
    """The section of the plan whose title is all that was said (「観光の施策は？」)."""
    for _, hit, subject in subjects_for(knowledge, question, "any")[:3]:
        printed = knowledge.index.printed_share(hit.number, question.groups)
        if subject.kind == "section" and printed >= _WHOLE_TITLE and not hit.missing:
            return subject
    return None


def _is_project_for_pay(knowledge: Knowledge, question: Question) -> bool:
    """Whether a project is called by the pay asked for: 職員人件費 has a sheet, 人件費 of another project has none."""
    if _PAY not in question.asked.text:
        return False
    named = (knowledge.subject(hit) for hit in question.hits if not hit.missing)
    return any(one is not None and one.kind == "project" and _PAY in plain(one.name) for one in named)


def _number_to_come(knowledge: Knowledge, question: Question) -> Reply | None:
    """What is meant to come that prints the number asked for (「何人まで増やす？」, 「何日間になる？」), no figure of a year
    that is over; None where none is printed."""
    asked = question.asked
    if asked.unit is None and "いくら" in asked.text:
        question = replace(question, asked=(asked := replace(asked, unit="円")))
    if asked.unit is None or asked.years or not _TO_COME.search(asked.text) or _OVER.search(asked.text):
        return None
    found = (passage for _, passage in all_with_number(knowledge, question) if passage.part in AIMED_AT)
    told = next(found, None)
    return tell.prose(knowledge, [told], "figure") if told else None


def _said_to_be_most(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that has all that was named and says what comes first of several (「一番多い相談は？」)."""
    told = best_statements(knowledge, question, "overview")
    most = [passage for _, hit, passage in told if not hit.missing and tells_most(passage.prose.text)]
    sure = [one for one in most if says_all(knowledge, one, question)]
    return tell.prose(knowledge, sure[:1], "overview") if sure else None


def _row_beside(knowledge: Knowledge, question: Question) -> Reply | None:
    """「じゃ研修会は？」 after a row: the only other row of its sheet that has all of this in its name."""
    before, things = question.before[:1], question.things
    if not before or not before[0].is_figure or question.before_aspect not in FIGURES or not things:
        return None
    index = knowledge.index
    beside = [
        one
        for one in knowledge.rows_of(before[0])
        if one.key != before[0].key and all(index.names_hold(index.number_of(one), group) for group in things)
    ]
    return tell.figures(knowledge, beside, (question.before_aspect or "figure",)) if len(beside) == 1 else None


def _to_come(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement of what is to come whose sentence has the date of the thing that was named."""
    for _, passage in all_with_number(knowledge, question):
        if passage.part in COMING:
            return tell.prose(knowledge, [passage], "next")
    return None


def _counted_alike(knowledge: Knowledge, question: Question) -> Reply | None:
    """「お試し住宅のほうは？」 after a row: the statement that counts it in the unit of that row, where no row is called so."""
    row = question.before[0].row if question.before and question.before_aspect in FIGURES else None
    unit = row.result.unit or row.target.unit if row is not None else None
    if unit is None or question.asked.unit is not None:
        return None
    for _, hit, subject in subjects_for(knowledge, question, "figures"):
        if subject.is_figure and knowledge.index.printed_share(hit.number, question.groups) >= _TITLED:
            return None
    printed = with_number(knowledge, replace(question, asked=replace(question.asked, unit=unit)))
    return tell.prose(knowledge, [printed[1]], "figure") if printed else None


def _begins(subject: Subject, question: Question) -> bool:
    """Whether the one thing that was named is what a printed name begins with: 保育所 of 保育所運営費."""
    things = question.things
    return len(things) == 1 and plain(subject.name).startswith(things[0].said)


def _works_alone(question: Question, ranked: Sequence[tuple[float, Hit, Subject]]) -> bool:
    """Whether it is asked how much work is done, and one project has all that was said, no other nearly."""
    projects = [each for each in ranked if each[2].kind == "project"]
    return (
        _WORK.search(question.asked.text) is not None
        and bool(projects)
        and projects[0] is ranked[0]
        and (len(projects) == 1 or projects[1][0] < projects[0][0] - _ALONE_BY)
    )


def _price(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that prints how many yen the thing costs that was named."""
    in_yen = replace(question, asked=replace(question.asked, unit="円"))
    if printed := with_number(knowledge, in_yen):
        return tell.prose(knowledge, [printed[1]], "figure")
    used = _used_for_yen(knowledge, in_yen) if question.asked.fee else None
    return tell.prose(knowledge, [used], "figure") if used else None


def _used_for_yen(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that says for how much the thing may be used, without a word such as 家賃: 「月額5,000円で利用できる」."""
    groups = tuple(
        replace(group, strong=False, weight=WEAK) if _PRICE.fullmatch(group.said) else group
        for group in question.groups
    )
    if groups == question.groups or not any(group.strong for group in groups):
        return None
    hits = tuple(knowledge.search.hits(groups, question.view.scope, question.together))
    less = replace(question, groups=groups, hits=hits)
    for _, passage in all_with_number(knowledge, less):
        for sentence in map(plain, passage.prose.text.split("。")):
            if _FOR_YEN.search(sentence) and knows_all(knowledge, sentence, less):
                return passage
    return None


def _names_project(knowledge: Knowledge, question: Question) -> bool:
    """Whether anything was said by which a project is called, or its money is spoken of: 病院の赤字 is no project's."""
    if _BUDGET.search(question.asked.text):
        return True
    named = (
        max(hit.named, hit.called) for _, hit, one in subjects_for(knowledge, question, "money") if not one.is_figure
    )
    return max(named, default=0.0) >= NAMED


def _amount(knowledge: Knowledge, question: Question) -> Reply | None:
    """The row in yen that has in its name all that was said, where nobody speaks of a budget (「被害額はいくら？」)."""
    if _BUDGET.search(question.asked.text):
        return None
    things = question.things
    for _, hit, subject in subjects_for(knowledge, question, "figures"):
        row = subject.row
        if row is None or row.target.unit not in YEN or hit.named < _CALLED:
            continue
        if all(knowledge.index.names_hold(hit.number, group) for group in things):
            return tell.figures(knowledge, [subject])
    return None


def _sales(knowledge: Knowledge, question: Question) -> Reply | None:
    """The row in yen that was named: an amount need not be a project's budget."""
    for unit in ("千円", "万円", "円"):
        of_unit = replace(question, asked=replace(question.asked, unit=unit))
        reply = figure(knowledge, of_unit, ("figure",))
        if reply is not None and reply.bars and any(unit in (bar.result_text or "") for bar in reply.bars):
            return reply
    return None


def _plan_called(knowledge: Knowledge, question: Question) -> Reply | None:
    """The measures of an individual plan that is named and of which no statement tells more."""
    bearing = plans_called(knowledge, question)
    if not bearing:
        return None
    told = best_statements(knowledge, question, "overview")
    if any(says_all(knowledge, passage, question) for _, _, passage in told):
        return None
    return belonging.individual_plans(knowledge, bearing)


def _all_in_names(knowledge: Knowledge, question: Question, hit: Hit) -> bool:
    return all(knowledge.index.names_hold(hit.number, group) for group in question.things)


def _fact(knowledge: Knowledge, question: Question, aspects: Sequence[str]) -> Reply | None:
    first = next(one for one in aspects if one != "list") if aspects != ("list",) else "list"
    of_project = first == "code" and (question.asked.asks(*MONEY) or "お金" in question.asked.text)
    kinds = "money" if first in MONEY or of_project else "department" if first == "department" else "any"
    ranked = [each for each in subjects_for(knowledge, question, kinds) if each[1].covered >= ENOUGH]
    if first == "code" and question.asked.chapters:  # 「…は第5章の何番？」
        inside = tuple(f"{chapter}-" for chapter in question.asked.chapters)
        ranked = [each for each in ranked if any(code.startswith(inside) for code in each[2].codes)] or ranked
    if first in {"plans", "list"}:
        ranked = [each for each in ranked if each[2].kind in {"measure", "section"}] or ranked
    if first == "list" and "施策" in question.asked.text:  # a measure has none below it
        ranked = [each for each in ranked if each[2].kind == "section" and each[1].named >= NAMED] or ranked
    if first == "projects":
        ranked = [each for each in ranked if each[2].kind == "results"] or ranked
    if first == "department" and not (ranked and _all_in_names(knowledge, question, ranked[0][1])):
        if (of_thing := in_charge.of_the_thing(knowledge, question)) is not None:
            return of_thing
        # What only stands somewhere on a sheet is told by the statement that has it, whosever that is.
        sure = in_charge.statements_sure(knowledge, question)
        if sure or not ranked:
            return in_charge.of_passages(knowledge, sure) or nothing_found(knowledge, question)
    if not ranked and first == "code":
        told = best_statements(knowledge, question, "overview")
        return belonging.place_in_plan(knowledge, told[0][2].subject) if told else None
    if not ranked:
        return None
    _, hit, subject = ranked[0]
    if first == "code" and hit.named < NAMED and _WRITTEN_WHERE.search(question.asked.text):
        told = best_statements(knowledge, question, "overview")
        return belonging.place_in_plan(knowledge, told[0][2].subject) if told else None
    if kinds == "money" and hit.named < NAMED and hit.covered < 0.6:
        return None
    if kinds == "money" and subject.is_figure and hit.named < _CALLED and len(question.things) == 1:
        return None  # 産業まつりド市コーナー is no 祭り with a budget of its own
    if (
        first == "staffing"
        and hit.named < 0.5
        and not _begins(subject, question)
        and not _works_alone(question, ranked)
    ):
        return None
    if len(same := namesakes(ranked)) > 1:
        return ask_back(question, same, None)
    reply = tell_about(knowledge, question, [subject], aspects)
    if reply is None:
        for _, other_hit, other in ranked[1:6]:
            if first == "department" and not _all_in_names(knowledge, question, other_hit):
                continue  # 市報 is in nobody's charge for being mentioned on the sheet of something else
            if other_hit.covered >= hit.covered - 0.2 and (reply := tell_about(knowledge, question, [other], aspects)):
                return reply
        # Only a thing that was named is said to have none; another's name would look like an answer.
        printed = knowledge.index.printed_share(hit.number, question.groups)
        return not_told(knowledge, subject, first) if printed >= _TITLED else nothing_found(knowledge, question)
    return reply
