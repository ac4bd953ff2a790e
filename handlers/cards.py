"""The card of a figure: target and result as two bars, with everything the bars show also written beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from handlers.characters import cut_to_units, looks_empty, on_one_line
from knowledge.reply import Bars

MAX_BUBBLES = 12
# LINE does not say how it counts bytes: the longest way of writing the JSON stays below.
MAX_CAROUSEL_BYTES = 50_000

GAP = "記載なし"
_NO_FIGURE = frozenset("-－―‐‑‒–—−ーｰ…・/ 　")

# On white the inks stand 16.5 and 8.8 to 1, where 4.5 is asked for; the bars 5.7 and 6.1 to 1 on their groove.
INK = "#1B1F24"
PALE_INK = "#4A4A4A"
TARGET_COLOUR = "#525A63"
RESULT_COLOUR = "#0B55A0"
PAPER = "#FFFFFF"
GROOVE = "#E6EAEE"

# Cut to these, a bubble stays far below the 30 KB that LINE takes.
TITLE_UNITS = 120
_LABEL_UNITS = 30
_FIGURE_UNITS = 60
_VERDICT_UNITS = 160

Json = dict[str, Any]


def figures(bars: Sequence[Bars], max_alt_text_units: int) -> Json:
    """A Flex message with one bubble per indicator, side by side when there are several.

    Bubbles that would break LINE's limits are left out, the last first; the text before the card says them anyway.
    """
    bubbles = [_bubble(one) for one in bars[:MAX_BUBBLES]]
    while len(bubbles) > 1 and size_of(carousel(bubbles)) > MAX_CAROUSEL_BYTES:
        bubbles.pop()
    return {
        "type": "flex",
        "altText": cut_to_units("\n".join(map(_in_words, bars)), max_alt_text_units),
        "contents": bubbles[0] if len(bubbles) == 1 else carousel(bubbles),
    }


def choices(text: str, actions: Sequence[Json], max_alt_text_units: int) -> Json:
    """A Flex message with one button per action, the last one filled: it closes what the others choose."""
    buttons = [
        {
            "type": "button",
            "action": action,
            "style": "primary" if place == len(actions) else "secondary",
            "color": RESULT_COLOUR if place == len(actions) else GROOVE,
            "height": "sm",
            "margin": "sm",
            "scaling": True,
        }
        for place, action in enumerate(actions, start=1)
    ]
    return {
        "type": "flex",
        "altText": cut_to_units(on_one_line(text) or "選択肢", max_alt_text_units),
        "contents": {
            "type": "bubble",
            "size": "mega",
            "body": {"type": "box", "layout": "vertical", "backgroundColor": PAPER, "contents": buttons},
        },
    }


def _in_words(bars: Bars) -> str:
    """The whole card as one line, for a screen reader and for the list of chats."""
    said = [
        on_one_line(bars.title),
        on_one_line(bars.caption),
        f"{_label(bars.target_label, '目標')} {_figure(bars.target_text)}",
        f"{_label(bars.result_label, '実績')} {_figure(bars.result_text)}",
        on_one_line(bars.verdict or ""),
    ]
    return "、".join(part for part in said if not looks_empty(part))


def _bubble(bars: Bars) -> Json:
    return bubble(figure(bars))


def bubble(contents: Sequence[Json]) -> Json:
    """One card with these parts, from the top."""
    return {
        "type": "bubble",
        "size": "mega",
        "body": {"type": "box", "layout": "vertical", "backgroundColor": PAPER, "contents": list(contents)},
    }


def figure(bars: Bars) -> list[Json]:
    """Target and result of one indicator as parts of a card."""
    target_percent, result_percent = widths(bars.target, bars.result)
    contents = [
        *title(bars.title),
        *line(bars.caption, TITLE_UNITS, size="sm", color=PALE_INK),
        _row(_label(bars.target_label, "目標"), bars.target_text, target_percent, TARGET_COLOUR),
        _row(_label(bars.result_label, "実績"), bars.result_text, result_percent, RESULT_COLOUR),
    ]
    verdict = line(bars.verdict or "", _VERDICT_UNITS, size="md", weight="bold", color=INK, margin="lg")
    if verdict:
        contents += [{"type": "separator", "margin": "lg"}, *verdict]
    return contents


def title(text: str) -> list[Json]:
    """The heading of a card."""
    return line(text, TITLE_UNITS, size="lg", weight="bold", color=INK)


def carousel(bubbles: Sequence[Json]) -> Json:
    """Cards side by side."""
    return {"type": "carousel", "contents": list(bubbles)}


def _row(label: str, text: str, percent: int | None, colour: str) -> Json:
    """A figure with its name, and its bar below; without a bar when there is nothing to draw."""
    words = {
        "type": "box",
        "layout": "horizontal",
        "contents": [
            # Room for two signs of a label; an amount with its reading, "1,684千円（168万4千円）", needs the rest.
            *line(label, _LABEL_UNITS, size="sm", color=PALE_INK, flex=1),
            *line(_figure(text), _FIGURE_UNITS, size="md", weight="bold", color=INK, align="end", flex=5),
        ],
    }
    bar = [] if percent is None else [_bar(percent, colour)]
    return {"type": "box", "layout": "vertical", "margin": "lg", "contents": [words, *bar]}


def _bar(percent: int, colour: str) -> Json:
    """A groove, filled from the left. Nothing is filled for zero: LINE draws a corner even for no width."""
    shape = {"type": "box", "layout": "vertical", "height": "12px", "cornerRadius": "6px"}
    filled = [{**shape, "width": f"{percent}%", "backgroundColor": colour, "contents": []}] if percent else []
    return {**shape, "backgroundColor": GROOVE, "margin": "sm", "contents": filled}


def widths(target: Decimal | None, result: Decimal | None) -> tuple[int | None, int | None]:
    """How much of the groove each bar fills, in percent of the larger one; None: no bar.

    A gap has no bar. A number below zero has no honest length beside another one, so then neither is drawn. What is more
    than zero is at least one percent, so that it can be seen.
    """
    numbers = [value for value in (target, result) if value is not None]
    if not all(value.is_finite() and value >= 0 for value in numbers):
        return None, None
    largest = max(numbers, default=Decimal(0))

    def width(value: Decimal | None) -> int | None:
        if value is None:
            return None
        return max(1, round(value / largest * 100)) if value > 0 else 0

    return width(target), width(result)


def line(text: str, most_units: int, **style: Any) -> list[Json]:
    """A text component; none for nothing, since LINE refuses an empty one."""
    shown = cut_to_units(on_one_line(text), most_units)
    return [] if looks_empty(shown) else [{"type": "text", "text": shown, "wrap": True, "scaling": True, **style}]


def _label(label: str, otherwise: str) -> str:
    return otherwise if looks_empty(label) else on_one_line(label)


def _figure(text: str) -> str:
    """The figure as printed; a dash or nothing is said in words, since a dash is read as zero or as a fault."""
    shown = on_one_line(text)
    return GAP if looks_empty(shown) or set(shown) <= _NO_FIGURE else shown


def size_of(part: Json) -> int:
    """The bytes of a part as LINE may count them."""
    return len(json.dumps(part))
