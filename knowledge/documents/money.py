"""The end of a review's table where it prints more than one line for 事業費 or 従事人工: columns of their own, a line for each
account or project, a total, and where the money comes from.

Each line is told with its label before it, so that ``rows`` reads it alone: 事業費（千円） 一般会計 6,400 5,987.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents.columns import Columns, columns_named
from knowledge.documents.lines import Line
from knowledge.documents.row import split_row
from knowledge.documents.spacing import closed_up
from knowledge.language.scales import scale

_LABEL = re.compile(
    r"(?P<label>(?P<name>事\s?業\s?費|従\s?事\s?人\s?工)(?=[\s（(\[【]|$)\s*(?:[（(\[【][^）)\]】]+[）)\]】])?)\s*(?P<rest>.*)"
)
_TOTAL = re.compile(r"(?:総?合計|総計|計|総額|総事業費)")
_SOURCES = re.compile(
    r"(?:う\s?ち|内訳)?\s?(?:財源.*|特定財源.*|一般財源.*|(?:国庫?|[都道府県]|県費)?(?:支出金|補助金|負担金).*|(?:地方|市)債.*|その他.*)"
)

# Above 事業費 it can be nothing else: 負担金の件数 is a row of its own there.
_SOURCE_ALONE = re.compile(
    r"(?:財源(?:内訳)?(?:[（(]千?円[）)])?)?(?:うち)?(?:財源(?:内訳)?|(?:国庫?|[都道府県]|国県|県費)(?:支出金|補助金|負担金)?|(?:地方|市|町|村|企業|起)債"
    r"|一般財源|特定財源|その他(?:特定)?財源|その他|分担金(?:及び|・)?負担金|使用料(?:及び|・)?手数料|繰入金|諸収入|寄附金)(?:[（(]千?円[）)])?"
)


@dataclass
class Outlays:
    """``rows`` are the lines of money and work with the columns each is read by; ``before`` what stands above them in the
    table; ``sources`` where the money comes from, which is no row of either."""

    before: list[Line]
    rows: list[tuple[Line, Columns]] = field(default_factory=list)
    sources: list[Line] = field(default_factory=list)


def outlays_of(lines: Sequence[Line], columns: Columns, year: int) -> Outlays:
    """The lines of a review's table parted before 事業費 or 従事人工. All of them are ``before`` where each of the two is
    one plain row."""
    begin = next((nth for nth, line in enumerate(lines) if _LABEL.fullmatch(line.text)), len(lines))
    above, sources_above = _without_sources(lines[:begin], columns)
    lines = [*above, *lines[begin:]]
    begin = len(above)
    found = Outlays(above, sources=sources_above)
    own = columns
    label, of_parts, to_sources = "", False, False
    name: Line | None = None  # a name whose figures stand below
    plain = True
    for line in lines[begin:]:
        if line.blank:
            continue
        match = _LABEL.fullmatch(line.text)
        if match is not None:
            label, to_sources, name = re.sub(r"\s", "", match["label"]), False, None
            rest = match["rest"]
            if not rest:
                of_parts = True
                continue
            if (named := columns_named(rest, year)) is not None:
                own, of_parts, plain = named, True, False
                continue
            named_part, values = split_row(Line(line.page, line.number, rest), own, named_above=True)
            of_parts = values is not None and bool(named_part)
            plain = plain and not of_parts
        elif to_sources or _SOURCES.match(line.text):
            to_sources, plain = True, False
            found.sources.append(line)
            continue
        elif not of_parts:
            found.before += [Line(line.page, line.number, ""), line]  # a row of the table below the money
            continue
        else:
            rest = f"{name.text if name else ''}{line.text}"
            named_part, values = split_row(Line(line.page, line.number, rest), own, named_above=True)
            if values is None:
                name = line
                continue
            name = None
            plain = plain and not named_part
            of_parts = bool(named_part)
        told = Line(line.page, line.number, f"{label} {_without_total(rest, named_part)}")
        found.rows.append((told, _fitting(told, own, columns)))
    return Outlays(list(lines), sources=sources_above) if plain else found


def _without_sources(lines: Sequence[Line], columns: Columns) -> tuple[list[Line], list[Line]]:
    """The lines above 事業費 without the last of them that tell where the money comes from, and these."""
    begin = len(lines)
    for nth in range(len(lines) - 1, -1, -1):
        name, values = split_row(lines[nth], columns)
        units = [] if values is None else [values.target.unit, values.result.unit]
        if _SOURCE_ALONE.fullmatch(name.replace(" ", "")) and all(
            unit is None or scale(unit)[0] == "円" for unit in units
        ):
            begin = nth
        elif not lines[nth].blank:
            break
    return list(lines[:begin]), [line for line in lines[begin:] if not line.blank]


def _without_total(rest: str, name: str) -> str:
    """The figures alone where the name says that they are the whole."""
    figures = rest.removeprefix(name).strip()
    return figures if _TOTAL.fullmatch(name.replace(" ", "")) else f"{closed_up(name)} {figures}".strip()


def _fitting(line: Line, own: Columns, others: Columns) -> Columns:
    """Work may be printed under the columns of the money, or under those of the table above it."""
    for columns in (own, others):
        _, values = split_row(line, columns)
        if values is not None and values.doubt is None:
            return columns
    return own
