"""Which of the things that were named: what reached its target, came nearest to it, or is more or less than the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from knowledge.language.wordbook import plain
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.model import Indicator, Project
from knowledge.question.asking_for_lists import TURNS, asks_missed, asks_reached
from knowledge.question.slots import Asked

_OF_TWO = re.compile(
    r"どっち(?!も)|どちら(?!も)|うち|中で|どれ(?!も|くらい|ぐらい|だけ|ほど)|[たい](?:の|ほう|方)(?:は|って)[?？。]*$|\bwhich\b"
)
# 「近くなかった」 asks for what is far, 「近くなった」 does not.
_NEAR = re.compile(
    r"近(?:[いか]|く(?!(?:は|も)?(?:な[いか]|ありま)))|惜し|もう少し|あと少し|遠く(?:は|も)?(?:な[いか]|ありま)|離れて(?:は)?(?:い)?(?:な[いか]|ませ)"
)
_FAR = re.compile(
    r"遠(?:[いか]|く(?!(?:は|も)?(?:な[いか]|ありま)))|離れ(?!て(?:は)?(?:い)?(?:な[いか]|ませ))|近く(?:は|も)?(?:な[いか]|ありま)|開き|(?:差|ずれ|違い)が(?:一番|より)?(?:大き|あ)"
)
_BY_HOW_MUCH = re.compile(
    r"大きく|大幅|だいぶ|たくさん|いっぱい|ずっと|ぐんと|うんと|余計に|一番|最も|より(?:多く|大きく)|もっと|達成率|達成度|割合(?:は|が)|何倍|率(?:は|が)"
)
_MORE = re.compile(r"多[いくか]|大き[いくか]|高[いくか]|上(?:な|で|だ|か|[?？])|勝|かか|使って|余|残|金食い|高くつ")
_LESS = re.compile(
    r"(?:少な|小さ|低|安)(?:[いか]|く(?!(?:は|も)?な[いか]))|安上|(?:多|大き|高)く(?:は|も)?な[いか]|(?:余ら|残ら|残さ)(?:な[いか]|ず|ませ|ん)|下(?:な|で|だ|か|[?？])|負け|かからな|かかって(?:い)?な"
)
# Of a budget, what was used or left as a share of it: dear and cheap projects compare by that.
_AS_SHARE = re.compile(r"割合|比率|(?:執行|消化)率|率(?:は|が)|%")
_LEFT = re.compile("[余残]")
# What was aimed at, and no result that is held against it (more than it, near to it).
_AIMED = re.compile(r"目標|(?:予定|計画)(?:値|の?(?:人|件|回|校)?数|が|は|、)")
_HAPPENED = re.compile(
    r"実績|結果|実際|(?:目標|予定|計画)(?:値|数)?(?:より|に(?!し)|を|と(?:比べ|くらべ|の差)|から|通り|どおり|の?割に)"
)

_TWO = 2

Value = Callable[[Indicator], Decimal | None]


def verdict_on_rows(asked: Asked, rows: Sequence[Subject]) -> str | None:
    """The sentence that says which of several rows is asked for; None where that is not asked or cannot be said."""
    text = asked.text
    if not (_OF_TWO.search(text) or asked.in_order):
        return None
    if TURNS["row_exact"].search(text):
        return _exact(rows)
    missed, met = asks_missed(asked), asks_reached(asked)
    if _NEAR.search(text):
        return _extreme(rows, _distance, least=True, said="目標に一番近かった")
    if _FAR.search(text):
        return _extreme(rows, _distance, least=False, said="目標から一番離れていた")
    if (missed or met or "目標に対" in text or "達成" in text) and (_BY_HOW_MUCH.search(text) or asked.in_order):
        least = bool(missed or _LESS.search(text))
        return _extreme(rows, _ratio, least=least, said=f"目標に対する実績の割合が{'低い' if least else '高い'}")
    if missed or met:
        return _reached(rows, missed=missed)
    unnamed = _without_names(text, rows)
    least, aimed = bool(_LESS.search(text)), bool(_AIMED.search(unnamed)) and not _HAPPENED.search(unnamed)
    units = {(one.row.target if aimed else one.row.result).unit for one in rows if one.row}
    if len(units) != 1 or not (_MORE.search(text) or least):
        return None  # people and times are not compared
    column = "目標" if aimed else "実績"
    value: Value = (lambda row: row.target.value) if aimed else (lambda row: row.result.value)
    return _extreme(rows, value, least=least, said=f"{column}が{'少ない' if least else '多い'}")


def verdict_on_projects(asked: Asked, projects: Sequence[Subject]) -> str | None:
    """The sentence that says which of several projects cost, left or needed more or less."""
    text = asked.text
    least = bool(_LESS.search(text)) or asked.least
    if not (_OF_TWO.search(text) or asked.in_order) or not (least or asked.in_order or _MORE.search(text)):
        return None
    how = "少ない" if least else "多い"
    if _AS_SHARE.search(_without_names(text, projects)):
        if asked.asks("staffing"):
            return None
        if asked.asks("left") or _LEFT.search(_without_names(text, projects)):
            said = f"予算に対する使い残しの割合が{'小さい' if least else '大きい'}"
            return _most(
                projects,
                lambda sheet: outcomes.share_left(sheet.budget),
                least=least,
                said=said,
            )
        said = f"予算に対して使った割合が{'低い' if least else '高い'}"
        return _most(
            projects,
            lambda sheet: outcomes.share_spent(sheet.budget),
            least=least,
            said=said,
        )
    if asked.asks("staffing"):
        return _most(projects, lambda sheet: sheet.staffing.result.value, least=least, said=f"従事人工が{how}")
    if asked.asks("left") or _LEFT.search(_without_names(text, projects)):
        return _most(projects, lambda sheet: outcomes.left(sheet.budget), least=least, said=f"使い残しが{how}")
    if asked.asks("spent") or "実績" in text or "決算" in text:
        return _most(projects, lambda sheet: sheet.budget.result.value, least=least, said=f"使った額が{how}")
    if "予算" in text:
        return _most(projects, lambda sheet: sheet.budget.target.value, least=least, said=f"予算が{how}")
    return _most(projects, lambda sheet: sheet.budget.result.value, least=least, said=f"事業費（実績）が{how}")


def _without_names(text: str, things: Sequence[Subject]) -> str:
    """What is said besides the names of the rows or projects (徴収率向上事業)."""
    for one in things:
        text = text.replace(plain(one.name), " ")
    return text


def _ratio(row: Indicator) -> Decimal | None:
    # Where less is better, or may be, more is no success.
    return outcomes.achieved_share(row) if row.lower_is_better is False else None


def _distance(row: Indicator) -> Decimal | None:
    ratio = _ratio(row)
    return None if ratio is None else abs(ratio - 1)


def _extreme(rows: Sequence[Subject], value: Value, *, least: bool, said: str) -> str | None:
    return _told([(one.name, value(one.row) if one.row else None) for one in rows], least=least, said=said)


def _most(
    projects: Sequence[Subject], value: Callable[[Project], Decimal | None], *, least: bool, said: str
) -> str | None:
    values = [(one.name, value(one.sheet) if isinstance(one.sheet, Project) else None) for one in projects]
    return _told(values, least=least, said=said)


def _told(values: Sequence[tuple[str, Decimal | None]], *, least: bool, said: str) -> str | None:
    known = [(name, value) for name, value in values if value is not None]
    if len(known) < len(values):
        return None  # what is not printed may be more or less
    best = (min if least else max)(value for _, value in known)
    names = [name for name, value in known if value == best]
    if len(names) == len(known):
        return "どちらも同じです。" if len(known) == _TWO else "どれも同じです。"
    return f"{said}のは、{'と'.join(names)}です。"


def _exact(rows: Sequence[Subject]) -> str | None:
    names = [one.name for one in rows if one.row and outcomes.difference(one.row) == 0]
    return f"目標や計画どおりだったのは、{'と'.join(names)}です。" if 0 < len(names) < len(rows) else None


def _reached(rows: Sequence[Subject], *, missed: bool) -> str | None:
    came_out = [(one.name, outcomes.reached(one.row) if one.row else None) for one in rows]
    if any(met is None for _, met in came_out):
        return None
    chosen = [name for name, met in came_out if met is not missed]
    said = "目標に届かなかった" if missed else "目標を達成した"
    if not chosen or len(chosen) == len(rows):
        every = "どちらも" if len(rows) == _TWO else "どれも"
        return f"{every}目標{'に届きませんでした' if missed is bool(chosen) else 'を達成しました'}。"
    return f"{said}のは、{'と'.join(chosen)}です。"
