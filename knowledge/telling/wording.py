"""How figures, amounts, verdicts and sources are said. Numbers stand as the sheets print them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from knowledge.language.text import fiscal_year_name
from knowledge.ledger.outcomes import achieved_share, difference, in_unit_of, reached
from knowledge.ledger.subjects import Subject
from knowledge.ledger.withdrawal import HELD_BACK, is_held_back
from knowledge.model import Figure, Indicator, Source
from knowledge.reply import Bars

PERCENT = frozenset({"%", "％"})
# With this a line begins that says where something stands, and no other.
CITED = "出典"
_EQUAL = "同じ"


def said(figure: Figure) -> str:
    """ "18団体", "1,684千円（168万4千円）"; a gap is 「記載なし」."""
    if figure.printed is None:
        return "記載なし"
    if figure.unit == "千円" and figure.value is not None:
        return _said_twice(f"{figure.printed}千円", in_yen(figure.value))
    return figure.with_unit


def thousands(amount: Decimal) -> str:
    """A sum of money computed in 千円, as the sheets print most: 1,684千円（168万4千円）; in yen alone where those do not
    come out even, as where a sheet counts in yen."""
    if amount % 1:
        return in_yen(amount)
    return _said_twice(f"{amount.normalize():,f}千円", in_yen(amount))


def _said_twice(printed: str, spoken: str) -> str:
    """As the sheet prints it and as people say it; once, where that is the same."""
    return printed if printed == spoken else f"{printed}（{spoken}）"


def set_beside(row: Indicator) -> str:
    """What was aimed at and what came of it, behind the name of the first: 目標＋18団体→実績17団体."""
    return f"{said(row.target)}→実績{said(row.result)}"


def in_yen(thousands: Decimal) -> str:
    """An amount in 千円 as people say it: 1684 is 168万4千円, 184 is 18万4千円, 143.5 is 14万3,500円."""
    yen = int(thousands * 1000)
    sign, yen = ("-" if yen < 0 else ""), abs(yen)
    oku, man, rest = yen // 100_000_000, yen // 10_000 % 10_000, yen % 10_000
    if not yen:
        return "0円"
    parts = [f"{oku:,}億" if oku else "", f"{man:,}万" if man else ""]
    parts.append(f"{rest // 1000}千" if rest and rest % 1000 == 0 else f"{rest:,}" if rest else "")
    return f"{sign}{''.join(parts)}円"


def column(subject: Subject) -> str:
    """What the sheet's first column means: a target, or in a project's review what was planned."""
    return "目標" if subject.kind == "indicator" else "計画"


def gap_said(row: Indicator) -> str | None:
    """「1団体下回りました」, 「8.8ポイント上回りました」, or that both are the same."""
    gap = difference(row)
    if gap is None:
        return None
    if not gap:
        return _EQUAL
    unit = "ポイント" if row.target.unit in PERCENT else row.target.unit or ""
    return f"{abs(gap).normalize():,f}{unit}{'上回りました' if gap > 0 else '下回りました'}"


def held_back(name: str, year: str) -> str:
    """What is said in place of figures that staff have withdrawn."""
    return f"{year}の{name}の数字は、{HELD_BACK}"


def figure_line(subject: Subject, row: Indicator) -> str:
    """The first line of an answer about one row: target and result together, with year and unit."""
    year, first = fiscal_year_name(subject.year or 0), column(subject)
    if is_held_back(row):
        return held_back(subject.name, year)
    if row.doubt and row.target.printed is None and row.result.printed is None:  # not blank: not read for sure
        return f"{year}の{row.name}は、{first}と実績の数字を、資料から確かには読み取れません。"
    if row.target.printed is None and row.result.printed is None:
        return f"{year}の{row.name}は、{first}・実績とも、資料に数字の記載がありません（「－」とだけ書かれています）。"
    if row.result.printed is None:
        return (
            f"{year}の{row.name}は、{first}の欄に{said(row.target)}とありますが、実績の欄には数字の記載がありません。"
        )
    if row.target.printed is None:
        return f"{year}の{row.name}は、実績{said(row.result)}でした。{first}の数字は、資料に記載がありません。"
    gap = gap_said(row)
    note = "" if gap is None else f"（{first}どおり）" if gap == _EQUAL else f"（{gap}）"
    return f"{year}の{row.name}は、{first}{said(row.target)}・実績{said(row.result)}でした{note}。"


def verdict(subject: Subject, row: Indicator) -> str | None:
    """Reached or not, in words."""
    met, gap = reached(row), gap_said(row)
    if met is None or gap is None:
        return None
    what = column(subject)
    if not difference(row):
        return f"{what}どおりでした"
    amount = gap.removesuffix("ました").replace("下回り", "下回る").replace("上回り", "上回る")
    if what == "計画":
        return f"計画を超えました（{amount}）" if met else f"計画には届きませんでした（{amount}）"
    return f"目標を達成しました（{amount}）" if met else f"目標に届きませんでした（{amount}）"


def judgement(subject: Subject, row: Indicator) -> str | None:
    """The verdict as a sentence of its own, without the amount."""
    said = verdict(subject, row)
    return None if said is None else said.split("（")[0] + "。"


def share(subject: Subject, row: Indicator) -> str | None:
    """The result as a share of the target, which no sheet prints; None where it cannot be computed."""
    ratio = achieved_share(row)
    if ratio is None:
        return None
    times = f"、{rounded(ratio, places=1)}倍" if ratio > 1 else ""
    percent = rounded(ratio * 100)
    if ratio != 1 and f"{ratio:.2f}" == "1.00":  # what is nearly all is not all of it, nor is a little more
        percent = f"約{(ratio * 100).quantize(Decimal('0.1'), ROUND_DOWN if ratio < 1 else ROUND_UP)}"
    return f"{column(subject)}に対する実績の割合は、{percent}%{times}です（資料の数字から計算しました）。"


def rounded(value: Decimal, *, places: int = 0) -> str:
    """A number with so many places: 約94 where that is not all of it, 80 where it is."""
    said = f"{value:.{places}f}"
    return said if Decimal(said) == value else f"約{said}"


def bars(subject: Subject, row: Indicator) -> Bars:
    """The card of one row."""
    first = column(subject)
    return Bars(
        title=row.name,
        caption=fiscal_year_name(subject.year or 0),
        target_label=first,
        target_text=said(row.target),
        target=row.target.value,
        result_label="実績",
        result_text=said(row.result),
        result=in_unit_of(row.result, row.target),
        verdict=verdict(subject, row),
    )


def cited(sources: Sequence[Source], mark: str = "") -> str:
    """The last line or lines of an answer. ``mark`` says what was told of the places named (see ``quoting.mark``)."""
    documents: dict[str, list[str]] = {}
    for source in sources:
        places = documents.setdefault(source.document, [])
        if source.place not in places:
            places.append(source.place)
    note = f"、{mark}" if mark else ""
    return "\n".join(f"{CITED}：{document}（{'・'.join(places)}{note}）" for document, places in documents.items())
