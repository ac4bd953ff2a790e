"""Questions whose answer is computed over many sheets: what missed its target, what cost most, what there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge import wording
from knowledge.model import PlanMeasure, PlanSection, Project, Results, Source
from knowledge.reply import Reply, Topic
from knowledge.slots import FIGURES, MONEY, Asked
from knowledge.subjects import Subject
from knowledge.tell import Told, left_said, reply
from knowledge.text import fiscal_year_name
from knowledge.understanding import Knowledge
from knowledge.wordbook import plain

_SHOWN = 8
_MISSED = re.compile(
    r"届[かき](?:な|ま[^し]|ませ|ね|ず|て(?:い)?な)|未達|達成?(?:し|でき|され)?(?:て(?:い)?)?(?:な|ませ|ず|ね)|下回|割り込|足り(?:な|ま)|クリア(?:でき|し)(?:て(?:い)?)?(?:な|ませ)|満たな|できなかった|遠い|遠かった|より(?:だいぶ|かなり|ずっと|も)?(?:悪|少な|低)|\b(?:not|missed|failed)\b"
)
_MET = re.compile(
    r"達成|届[いき]|上回|クリア|超え|より(?:だいぶ|かなり|ずっと|も)?(?:良|よ|多|高)|\b(?:met|reached|achieved)\b"
)
_ASKS_WHICH = re.compile(
    r"どれ|どの|もの|のは(?:[?？]|$)|全部|ぜんぶ|すべて|全て|一覧|リスト|指標|なに|何(?!人|件|回|%|ポイント|団体|地区)|いくつ|施策|事業|教えて|\b(?:which|all|list)\b"
)
_TOTAL = re.compile(r"全部で|ぜんぶで|合計|総額|全体|トータル|合わせて")
_USED_UP = re.compile(
    r"使い切|(?:全額|全部|ぜんぶ|すべて|全て|まるまる)(?:を)?使|残(?:り|額)(?:が)?(?:ない|なし|0|ゼロ)"
)
_ZERO = re.compile(r"ゼロ|(?<![\d.])0(?:人|件|回|だった|の)?(?![\d.%])")
_NO_FIGURE = re.compile(r"(?:数字|実績|目標|記載|値)の?(?:記載)?(?:が|の)(?:ない|なし|無い|載っていない)|「[-－―]」")
_NOT_IN_STRATEGY = re.compile(
    r"該当(?:なし|しない|がない)|入って(?:い)?な|入らな|載って(?:い)?な|外れ|位置付けられていない|含まれていない|関係(?:ない|しない)"
)
_BOUND = re.compile(r"(\d[\d,.]*)\s?(億|千万|百万|万|千)?円?(?:を|より)?\s?(超|以上|以下|未満|多|少|下回)")
_IN_THOUSANDS = {"億": 100_000, "千万": 10_000, "百万": 1_000, "万": 10, "千": 1}
_OF_DEPARTMENT = re.compile(r"(?:課|部署)(?:は|って)?(?:どこ|どれ)?(?:です|でしょう)?か?[?？]?$")
_STATE = re.compile(r"状況|具合|まとめ|どうだった")
_THINGS = (
    ("section", re.compile(r"基本施策")),
    ("plans", re.compile(r"個別計画")),
    ("indicator", re.compile(r"指標|目標値")),
    ("project", re.compile(r"事業(?!費)|事業費")),
    ("measure", re.compile(r"施策")),
    ("department", re.compile(r"(?:担当)?課|部署|所属")),
)


def computed(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """The answer to a question over all sheets that names no single thing; None where it is no such question."""
    if asked.asks(*MONEY) and _TOTAL.search(asked.text):
        return None  # no sheet prints a sum, and the sheets are not all there is
    if asked.asks("left") and _ASKS_WHICH.search(asked.text) and _USED_UP.search(asked.text):
        return _used_up(knowledge)
    if asked.asks("strategy"):
        return _by_strategy(knowledge, within=not _NOT_IN_STRATEGY.search(asked.text))
    if asked.asks(*FIGURES) and "指標" in asked.text and (_ZERO.search(asked.text) or _NO_FIGURE.search(asked.text)):
        return without_result(knowledge, zero=bool(_ZERO.search(asked.text)))
    if asked.asks(*MONEY) and (asked.most or asked.asks("list")):
        return _by_money(knowledge, asked)
    if asked.most and asked.asks(*FIGURES):
        return _farthest(knowledge, below=bool(_MISSED.search(asked.text)) or asked.least)
    if asked.asks(*MONEY) and (bound := _BOUND.search(asked.text)) and _ASKS_WHICH.search(asked.text):
        return _by_bound(knowledge, asked, bound)
    if asked.asks("reached", "gap", "target") and not asked.asks(*MONEY) and _ASKS_WHICH.search(asked.text):
        if _MISSED.search(asked.text):
            return _met(knowledge, met=False)
        if _STATE.search(asked.text):
            return _met(knowledge, met=None)
        if _MET.search(asked.text):
            return _met(knowledge, met=True)
    return _inventory(knowledge, asked)


def names_bound(asked: Asked) -> bool:
    """Whether a question names an amount that something lies above or below (「100万円以下」)."""
    return _BOUND.search(asked.text) is not None


def of_department(knowledge: Knowledge, text: str) -> Reply | None:
    """What a department named in the question has in its charge."""
    name = next((name for name in knowledge.departments if name in text), None)
    if name is None:
        return None
    about = [
        subject
        for subject in knowledge.index.subjects
        if isinstance(subject.sheet, (Results, Project))
        and subject.key == subject.home
        and subject.sheet.department == name
    ]
    lines = [f"{name}が担当しているのは、次のとおりです（{fiscal_year_name(about[0].year or 0)}の資料）。"]
    for subject in about:
        lines.append(
            f"・施策{subject.codes[0]} {subject.name}" if subject.kind == "results" else f"・事業 {subject.name}"
        )
    sources = tuple(dict.fromkeys(subject.sheet.source for subject in about))
    return listed(knowledge, about, "department", lines, sources)


def section_of_results(knowledge: Knowledge, number: str, plan: str | None) -> Reply | None:
    """The measures of a section ("5-3") of which the results tell; None where a plan has a section of that number."""
    if number.count("-") != 1 or knowledge.with_code(number, plan):
        return None
    results = [
        subject
        for subject in knowledge.index.subjects
        if subject.kind == "results" and subject.codes[0].startswith(f"{number}-") and plan in {None, subject.plan}
    ]
    if not results:
        return None
    title = next(subject.sheet.section for subject in results if isinstance(subject.sheet, Results))
    lines = [f"第{results[0].plan}振興計画「{title}」の施策は、次のとおりです（成果の資料に載っているもの）。"]
    lines += [f"・{_numbered(subject)}" for subject in results]
    return listed(knowledge, results, "list", lines, tuple(subject.sheet.source for subject in results))


def chapter(knowledge: Knowledge, number: str, plan: str | None) -> Reply | None:
    """What a chapter of a plan consists of."""
    sections = [
        subject
        for subject in knowledge.index.subjects
        if isinstance(subject.sheet, PlanSection)
        and subject.codes[0].split("-")[0] == number
        and plan in {None, subject.plan}
    ]
    if sections:
        sheet = sections[0].sheet
        title = sheet.chapter if isinstance(sheet, PlanSection) else ""
        lines = [f"第{sections[0].plan}振興計画 {title}の基本施策は、次の{len(sections)}つです。"]
        lines += [f"・{subject.codes[0]} {subject.name}" for subject in sections]
        return listed(knowledge, sections, "list", lines, tuple(subject.sheet.source for subject in sections))
    results = [
        subject
        for subject in knowledge.index.subjects
        if isinstance(subject.sheet, Results)
        and subject.key == subject.home
        and subject.codes[0].split("-")[0] == number
        and plan in {None, subject.plan}
    ]
    if not results:
        return None
    titles = dict.fromkeys(subject.sheet.section for subject in results if isinstance(subject.sheet, Results))
    heading = results[0].sheet.chapter if isinstance(results[0].sheet, Results) else ""
    lines = [f"第{results[0].plan}振興計画 {heading}には、次のものがあります（成果の資料に載っているもの）。"]
    lines += [f"・{title}" for title in titles]
    return listed(knowledge, results, "list", lines, tuple(subject.sheet.source for subject in results))


def chapter_called(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """The chapter whose title stands in the question (「計画の推進は第何章？」)."""
    chapters = [(sheet.chapter, sheet.code.plan) for sheet in knowledge.ledger.sections]
    chapters += [(sheet.chapter, sheet.code.plan) for sheet in knowledge.ledger.results]
    for named, plan in dict.fromkeys(chapters):
        number, _, title = named.partition(" ")
        if title and plain(title) in asked.text and asked.plan in {None, plan}:
            return chapter(knowledge, re.sub(r"\D", "", number), plan)
    return None


def _met(knowledge: Knowledge, *, met: bool | None) -> Reply:
    """The indicators that reached their target, or not; None: all of them."""
    rows = [
        subject
        for subject in _indicators(knowledge)
        if subject.row and (met is None or wording.reached(subject.row) is met)
    ]
    year = fiscal_year_name(rows[0].year or 0) if rows else ""
    what = {True: "目標を達成した指標", False: "目標に届かなかった指標", None: "目標のある指標"}[met]
    lines = [f"{year}の成果の資料で、{what}は次の{len(rows)}つです。"]
    for subject in rows:
        if subject.row:
            lines.append(
                f"・{subject.name}：目標{wording.said(subject.row.target)}→実績{wording.said(subject.row.result)}"
            )
    return listed(knowledge, rows, "reached", lines, _row_sources(rows))


def without_result(knowledge: Knowledge, *, zero: bool) -> Reply | None:
    """The rows whose result is 0, or is not given at all: these are two things."""
    rows = [
        subject
        for subject in knowledge.index.subjects
        if subject.row and (subject.row.result.value == 0 if zero else subject.row.result.printed is None)
    ]
    if not rows:
        return None
    what = "実績が0だった" if zero else "実績の数字が資料に記載されていない"
    lines = [f"{fiscal_year_name(rows[0].year or 0)}に{what}指標は、次の{len(rows)}つです。"]
    for subject in rows:
        if subject.row:
            how = f"：目標{wording.said(subject.row.target)}→実績{wording.said(subject.row.result)}" if zero else ""
            lines.append(f"・{subject.name}{how}")
    return listed(knowledge, rows, "figure", lines, _row_sources(rows))


def _by_strategy(knowledge: Knowledge, *, within: bool) -> Reply | None:
    """The projects that are part of the 創生総合戦略, or are not."""
    about = [
        subject
        for subject in knowledge.index.subjects
        if subject.kind == "project"
        and isinstance(subject.sheet, Project)
        and (subject.sheet.strategy is not None) is within
    ]
    if not about:
        return None
    lines = [
        "創生総合戦略に位置付けられている事業です。" if within else "創生総合戦略に「該当なし」とされている事業です。"
    ]
    for subject in about:
        if isinstance(subject.sheet, Project):
            lines.append(f"・{subject.name}" + (f"：{subject.sheet.strategy}" if within else ""))
    return listed(knowledge, about, "strategy", lines, tuple(subject.sheet.source for subject in about))


def _farthest(knowledge: Knowledge, *, below: bool) -> Reply | None:
    """The row that lies farthest from its target, measured by the ratio: units differ."""
    ratios: list[tuple[Decimal, Subject]] = []
    for subject in _indicators(knowledge):
        row = subject.row
        if row and row.target.value and row.result.value is not None and wording.reached(row) is not below:
            ratios.append((row.result.value / row.target.value, subject))
    if not ratios:
        return None
    ratios.sort(key=lambda pair: pair[0], reverse=not below)
    best = [subject for ratio, subject in ratios if ratio == ratios[0][0]]
    how = "下回った" if below else "上回った"
    names = "」と「".join(subject.name for subject in best)
    lines = [f"目標を一番{how}のは「{names}」です（目標に対する実績の割合で比べました）。"]
    for subject in best:
        if subject.row:
            gap = wording.gap_said(subject.row) or ""
            lines.append(
                f"{subject.name}：目標{wording.said(subject.row.target)}・実績{wording.said(subject.row.result)}（{gap}）"
            )
    return listed(knowledge, best, "reached", lines, _row_sources(best))


def _used_up(knowledge: Knowledge) -> Reply | None:
    about = [
        subject
        for subject in knowledge.index.subjects
        if subject.kind == "project"
        and isinstance(subject.sheet, Project)
        and wording.difference(subject.sheet.budget) == Decimal()
    ]
    if not about:
        return None
    lines = [f"{fiscal_year_name(about[0].year or 0)}に、予算と同じ額を使った事業です。"]
    for subject in about:
        if isinstance(subject.sheet, Project):
            lines.append(f"・{subject.name}：予算・実績とも{wording.said(subject.sheet.budget.result)}")
    return listed(knowledge, about, "left", lines, tuple(subject.sheet.source for subject in about))


def _by_bound(knowledge: Knowledge, asked: Asked, bound: re.Match[str]) -> Reply | None:
    """The projects above or below an amount that the question names."""
    amount = Decimal(bound[1].replace(",", "")) * (Decimal(_IN_THOUSANDS[bound[2]]) if bound[2] else Decimal("0.001"))
    spent = asked.asks("spent")
    chosen = []
    for subject in knowledge.index.subjects:
        if subject.kind != "project" or not isinstance(subject.sheet, Project):
            continue
        figure = subject.sheet.budget.result if spent else subject.sheet.budget.target
        if figure.value is None:
            continue
        above = figure.value > amount or (figure.value == amount and bound[3] == "以上")
        below = figure.value < amount or (figure.value == amount and bound[3] == "以下")
        if above if bound[3] in {"超", "以上", "多"} else below:
            chosen.append((subject, figure))
    if not chosen:
        return None
    year = fiscal_year_name(chosen[0][0].year or 0)
    lines = [f"{year}に、事業費の{'実績' if spent else '予算'}がその額にあてはまる事業は、次の{len(chosen)}つです。"]
    lines += [f"・{subject.name}：{wording.said(figure)}" for subject, figure in chosen]
    about = [subject for subject, _ in chosen]
    return listed(knowledge, about, "budget", lines, tuple(subject.sheet.source for subject in about))


def _by_money(knowledge: Knowledge, asked: Asked) -> Reply | None:
    if asked.most and _OF_DEPARTMENT.search(asked.text):
        return None  # no sheet adds up what a department has
    staffing, left = asked.asks("staffing"), asked.asks("left")
    ranked: list[tuple[Decimal, Subject, Project]] = []
    for subject in knowledge.index.subjects:
        sheet = subject.sheet
        if subject.kind != "project" or not isinstance(sheet, Project):
            continue
        row = sheet.staffing if staffing else sheet.budget
        amount = (
            row.target.value
            if asked.asks("budget") and not asked.asks("spent") and not asked.most
            else row.result.value
        )
        if left:
            amount = (row.target.value or Decimal()) - (row.result.value or Decimal())
        if amount is not None:
            ranked.append((amount, subject, sheet))
    if not ranked:
        return None
    ranked.sort(key=lambda each: each[0], reverse=not asked.least)
    year = fiscal_year_name(ranked[0][2].year)
    if not asked.most:
        lines = [f"{year}の事業ごとの{'従事人工' if staffing else '事業費'}です。"]
        for _, _, sheet in ranked:
            row = sheet.staffing if staffing else sheet.budget
            unit = "" if staffing else "千円"
            lines.append(f"・{sheet.name}：予算{row.target.printed}{unit}・実績{row.result.printed}{unit}")
    else:
        if asked.nth > len(ranked):
            return None
        ranked = ranked[asked.nth - 1 : asked.nth]
        _, _, first = ranked[0]
        place = "一番" if asked.nth == 1 else f"{asked.nth}番目に"
        row = first.staffing if staffing else first.budget
        what = "従事人工" if staffing else "使い残し" if left else "事業費"
        how = "少ない" if asked.least else "多い"
        lines = [f"資料にある事業で、{year}の{what}が{place}{how}のは「{first.name}」です。"]
        lines.append(f"予算{wording.said(row.target)}・実績{wording.said(row.result)}でした。")
        if left and (said := left_said(first)):
            lines.append(said)
    about = [subject for _, subject, _ in ranked]
    aspect = "staffing" if staffing else "left" if left else "budget"
    return listed(knowledge, about, aspect, lines, tuple(subject.sheet.source for subject in about))


def _inventory(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """What there is of a kind: 「事業の一覧」, 「どんな基本施策がある？」."""
    if not asked.asks("list", "overview", "plans", "projects", "department") and "いくつ" not in asked.text:
        return None
    kind = next((kind for kind, says in _THINGS if says.search(asked.text)), None)
    if kind is None or (kind == "department" and not asked.asks("list")):
        return None
    if kind == "plans":
        return _all_plans(knowledge)
    if kind == "department":
        names = knowledge.departments
        about = [subject for subject in knowledge.index.subjects if subject.kind == "results"]
        lines = ["資料に担当として出てくる課は、次のとおりです。", *(f"・{name}" for name in names)]
        return listed(knowledge, about, "department", lines, tuple(subject.sheet.source for subject in about))
    about = [subject for subject in knowledge.index.subjects if subject.kind == kind]
    if asked.plan:
        about = [subject for subject in about if subject.plan == asked.plan]
    elif kind == "measure" and asked.years:
        about = [subject for subject in knowledge.index.subjects if subject.kind == "results"]
    if not about:
        return None
    said = {"section": "基本施策", "indicator": "指標", "project": "事業", "measure": "施策"}[kind]
    document = about[0].sheet.source.document
    lines = [f"「{document}」にある{said}は、次の{len(about)}つです。"]
    lines += [f"・{_numbered(subject)}" for subject in about]
    return listed(knowledge, about, "list", lines, tuple(subject.sheet.source for subject in about))


def _all_plans(knowledge: Knowledge) -> Reply | None:
    about = [
        subject
        for subject in knowledge.index.subjects
        if isinstance(subject.sheet, PlanMeasure) and subject.sheet.plans
    ]
    if not about:
        return None
    lines = ["計画に出てくる個別計画は、次のとおりです。"]
    for subject in about:
        if isinstance(subject.sheet, PlanMeasure):
            lines.append(f"・{subject.codes[0]}：{'、'.join(subject.sheet.plans)}")
    return listed(knowledge, about, "plans", lines, tuple(subject.sheet.source for subject in about))


def _indicators(knowledge: Knowledge) -> list[Subject]:
    return [subject for subject in knowledge.index.subjects if subject.kind == "indicator"]


def _numbered(subject: Subject) -> str:
    return f"{subject.codes[0]} {subject.name}" if subject.kind in {"section", "measure", "results"} else subject.name


def _row_sources(rows: Sequence[Subject]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(subject.row.source for subject in rows if subject.row))


def listed(
    knowledge: Knowledge, about: Sequence[Subject], aspect: str, lines: list[str], sources: Sequence[Source]
) -> Reply:
    """A list's source is the documents, with at most a few of their places."""
    documents: dict[str, list[Source]] = {}
    for source in sources:
        documents.setdefault(source.document, []).append(source)
    shown = [source for places in documents.values() for source in places[:_SHOWN]]
    made = reply(knowledge, about, aspect, Told(tuple(lines), tuple(dict.fromkeys(shown))))
    return Reply(
        made.outcome,
        made.text,
        made.slots,
        made.sources,
        made.choices[:3],
        made.bars,
        Topic(tuple(subject.key for subject in about), aspect),
    )
