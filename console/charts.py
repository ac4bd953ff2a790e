"""Bars that people can paste into a paper: SVG drawn by the reader's own fonts, PNG by a Japanese font of this machine.

A chart never carries a figure alone: every bar has its figure beside it, and every page its table.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _ROW, _TOP, _BOTTOM = 960, 34, 64, 56
_NAMES, _FIGURES = 280, 110
_SIZE, _TITLE, _NOTE = 18, 22, 15
_INK, _BAR, _QUIET = "#1c2430", "#1f4e5f", "#4b5563"
_MOST_CHARS, _TITLE_CHARS, _NOTE_CHARS = 15, 40, 58
_FAMILY = "'BIZ UDPGothic','Yu Gothic UI','Hiragino Sans','Noto Sans CJK JP','IPAexGothic',sans-serif"
# Where Debian, Ubuntu, Windows and macOS put Japanese fonts; the first that is there is used.
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
    "C:/Windows/Fonts/BIZ-UDGothicR.ttc",
    "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc",
)


class NoJapaneseFont(Exception):
    """This machine has no font to draw Japanese with; on Debian the package fonts-noto-cjk brings one."""


@dataclass(frozen=True)
class Chart:
    """Horizontal bars. Each bar is a name, what it counts, and the figure as it is written beside it."""

    title: str
    bars: Sequence[tuple[str, int, str]]
    note: str

    @property
    def height(self) -> int:
        return _TOP + _ROW * len(self.bars) + _BOTTOM

    def _drawn(self) -> list[tuple[str, float, int, str]]:
        """Each bar with its length and the top of its row, in points."""
        most = max((count for _, count, _ in self.bars), default=0) or 1
        span = _WIDTH - _NAMES - _FIGURES - 40
        return [
            (_short(name, _MOST_CHARS), span * count / most, _TOP + nth * _ROW, said)
            for nth, (name, count, said) in enumerate(self.bars)
        ]

    def _below(self) -> list[tuple[str, int]]:
        """The lines of the note, each with where it stands, in points."""
        first, rest = self.note[:_NOTE_CHARS], _short(self.note[_NOTE_CHARS:], _NOTE_CHARS)
        said = [line for line in (first, rest) if line]
        return [(line, self.height - 20 * (len(said) - nth)) for nth, line in enumerate(said)]


def svg(chart: Chart) -> str:
    """The chart as a picture that stays sharp at any size."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{chart.height}" '
        f'viewBox="0 0 {_WIDTH} {chart.height}" role="img" font-family="{_FAMILY}" font-size="{_SIZE}" fill="{_INK}">',
        f"<title>{escape(chart.title)}</title>",
        f'<rect width="{_WIDTH}" height="{chart.height}" fill="#ffffff"/>',
        f'<text x="20" y="36" font-size="{_TITLE}" font-weight="bold">{escape(_short(chart.title, _TITLE_CHARS))}</text>',
    ]
    for name, length, top, said in chart._drawn():
        middle = top + _ROW / 2 + _SIZE * 0.35
        parts += [
            f'<text x="{_NAMES - 10}" y="{middle:g}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_NAMES}" y="{top + 6}" width="{length:.1f}" height="{_ROW - 12}" fill="{_BAR}"/>',
            f'<text x="{_NAMES + length + 8:.1f}" y="{middle:g}">{escape(said)}</text>',
        ]
    parts += [
        f'<text x="20" y="{foot}" font-size="{_NOTE}" fill="{_QUIET}">{escape(words)}</text>'
        for words, foot in chart._below()
    ]
    return "".join([*parts, "</svg>"])


def png(chart: Chart) -> bytes:
    """The same for programs that take no SVG, at twice the size. Raises NoJapaneseFont."""
    path = font_path()
    if path is None:
        raise NoJapaneseFont
    twice = 2
    fonts = {size: _font(path, size * twice) for size in (_SIZE, _TITLE, _NOTE)}
    picture = Image.new("RGB", (_WIDTH * twice, chart.height * twice), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.text((20 * twice, 36 * twice), _short(chart.title, _TITLE_CHARS), font=fonts[_TITLE], fill=_INK, anchor="ls")
    for name, length, top, said in chart._drawn():
        middle = (top + _ROW // 2) * twice
        draw.text(((_NAMES - 10) * twice, middle), name, font=fonts[_SIZE], fill=_INK, anchor="rm")
        if length:
            right = round((_NAMES + length) * twice)
            draw.rectangle((_NAMES * twice, (top + 6) * twice, right, (top + _ROW - 6) * twice), fill=_BAR)
        draw.text(((_NAMES + length + 8) * twice, middle), said, font=fonts[_SIZE], fill=_INK, anchor="lm")
    for words, foot in chart._below():
        draw.text((20 * twice, foot * twice), words, font=fonts[_NOTE], fill=_QUIET, anchor="ls")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=1)
def font_path() -> str | None:
    """A Japanese font of this machine; None where there is none, and then there is no PNG but the SVG."""
    return next((path for path in _FONTS if Path(path).exists()), None)


@lru_cache(maxsize=8)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _short(text: str, most: int) -> str:
    """As much as fits into its place; the page beside the chart says it in full."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
