"""The lines of a document with their pages, and how printed lines become items, cells and paragraphs again.

Everything here works on what any extracted text of a page looks like: a wrapped sentence is several lines, cells of a
table row are parted by blanks, and what stood side by side may follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.language.text import printed
from knowledge.model import Prose, Source

# A page number between two dashes: a line of its own wherever it stands.
BETWEEN_DASHES = re.compile(r"-\s?(\d{1,4})\s?-")
# The longest sheets hold some 3,000; the word splitter takes 16,000 at once.
_MAX_SHEET_CHARS = 15_000
_NUMBER = re.compile(r"^\d{1,2}[.．、]?\s*")
_APART_AT_LEFT = re.compile(r"([一-龠])(?: {2,}|\u3000+ *)(?=[^\s\u3000])")
_FIRST_AT_LEFT = re.compile(r"([一-龠])[ \u3000]+(?=[^\s\u3000])")
_ALONE = re.compile(r"[ \u3000]*([一-龠])[ \u3000]*")
_SET_IN = re.compile(r"^ {2,}[^\s]", re.MULTILINE)
_MOST_SET_IN = 3
_NUMBERED = re.compile(r"^(\d{1,2})(?:[.．、]\s*|\s+)(\S.*)$")


Progress = Callable[[int, int], None]
"""Called with how many parts of a file are done, and of how many."""


class UnreadableDocument(Exception):
    """What was handed in is not one of the known documents, or lacks what every one of them has.

    The message is one Japanese sentence for the person who handed it in.
    """


@dataclass(frozen=True, slots=True)  # a long file has half a million of them
class Line:
    """One line of the file as it stands there, without the mark of a page break; page and number count from 1.

    ``number`` counts the lines of a text file, and the printed lines of each page of a PDF; ``text`` is half-width with
    single blanks, as the ledger keeps names. ``left`` is how many blanks stood before ``raw`` in a text file.
    """

    page: int
    number: int
    raw: str
    left: int = field(default=0, repr=False, compare=False)
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = printed(self.raw)
        object.__setattr__(self, "text", self.raw if text == self.raw else text)

    @property
    def blank(self) -> bool:
        return not self.raw.strip()

    @property
    def indented(self) -> bool:
        """Begins with a full-width blank, as the first line of a paragraph does."""
        return self.raw.startswith("\u3000")


@dataclass(frozen=True)
class Item:
    """A numbered item: its number, the words on its own line, and the lines that belong to it, the first included."""

    number: int
    heading: str
    lines: tuple[Line, ...]


def too_long(lines: Iterable[Line]) -> bool:
    """Whether this is more than any sheet or page of a plan holds, as where noise follows a good sheet."""
    return sum(len(line.raw) for line in lines) > _MAX_SHEET_CHARS


def lines_of(dump: str) -> tuple[Line, ...]:
    """The lines of an extracted text. A page begins with a form feed or, where the file has none, with a blank.

    Only a half-width blank at the very start of a line is such a mark; a full-width one begins a paragraph. Where blanks place
    what a page prints, they are no marks.
    """
    no_marks = "\f" in dump or len(_SET_IN.findall(dump)) > _MOST_SET_IN
    lines: list[Line] = []
    page = 1
    for number, raw in enumerate(re.sub(r"\r\n?", "\n", dump).split("\n"), 1):
        breaks = raw.count("\f") if no_marks else int(raw.startswith(" "))
        # A mark on the first line opens the first page; it does not end one.
        page += breaks if number > 1 else max(breaks - 1, 0)
        whole = raw.replace("\f", "")
        bare = whole.lstrip(" ")
        lines.append(Line(page, number, bare, len(whole) - len(bare)))
    return tuple(lines)


def blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that stand together without a blank line between them."""
    found: list[list[Line]] = []
    open_block = False
    for line in lines:
        if line.blank:
            open_block = False
        elif open_block:
            found[-1].append(line)
        else:
            found.append([line])
            open_block = True
    return found


def cells(block: Sequence[Line]) -> list[tuple[str, Line]]:
    """The cells of one block and where each begins.

    Cells that stand on one line are parted by half-width blanks; the lines below go on with the last of them.
    """
    found: list[tuple[str, Line]] = []
    for nth, line in enumerate(block):
        first, *others = re.split(r"[ \t]+", line.raw.strip(" \t"))
        if nth and found:
            text, begin = found[-1]
            # An aim that ends within a cell ("…状態") is followed by another aim, not by the rest of a word.
            found[-1] = (f"{text} {first}" if text.endswith("状態") else text + first, begin)
        else:
            found.append((first, line))
        found.extend((other, line) for other in others)
    return [(printed(text), line) for text, line in found]


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Parts that begin with an indented line; without any, all lines are one part."""
    found: list[list[Line]] = []
    for line in lines:
        if line.blank:
            continue
        if line.indented or not found:
            found.append([])
        found[-1].append(line)
    return found


def items(lines: Iterable[Line]) -> list[Item]:
    """Items numbered one after the other ("１　…", "２　…"), each with the lines up to the next.

    Any number may open the list (one purpose of a measure may be printed on each of its sheets); after it only the
    next number opens another item, so that a sentence beginning with a figure stays a sentence.
    """
    found: list[Item] = []
    for line in lines:
        if line.blank:
            continue
        match = _NUMBERED.match(line.text)
        if match and (not found or int(match[1]) == found[-1].number + 1):
            found.append(Item(int(match[1]), match[2], (line,)))
        elif found:
            last = found[-1]
            found[-1] = Item(last.number, last.heading, (*last.lines, line))
    return found


def joined(lines: Iterable[Line]) -> str:
    """Wrapped lines put together again; Japanese needs no blank where a line was broken, Latin words do."""
    text = ""
    for line in lines:
        part = line.raw.strip("\n\r\t ") if text else line.raw.strip()
        if text and part and text[-1].isascii() and text[-1].isalnum() and part[0].isascii() and part[0].isalpha():
            text += " "
        text += part
    return printed(text)


def upright_parts(lines: Iterable[Line], labels: Sequence[str]) -> dict[str, list[Line]]:
    """The parts of a table that a label at the left opens, printed upright (one character on each line) or level.

    The characters of an upright label may stand beside the rows, each at the left of one.
    """
    found: dict[str, list[Line]] = {}
    spelt, under = "", None
    beside = False  # the label that is being spelt stands beside its rows
    lines = list(lines)
    apart = _APART_AT_LEFT if not _spells(lines, labels) else _FIRST_AT_LEFT
    for line in lines:
        text = line.text.replace(" ", "")
        if any(label.startswith(spelt + text) for label in labels) and text:
            spelt += text
            continue
        level = next(
            (
                label
                for label in labels
                if re.match(rf"{label}[ \u3000]+(?!実績|決算|目標|予算)(?=[^\s\u3000])", line.raw)
            ),
            None,
        )
        if level is not None:  # 目標値　園の数　３園　４園
            spelt, under = "", found.setdefault(level, [])
            under.append(Line(line.page, line.number, line.raw[len(level) :].lstrip(" \u3000")))
            continue
        sign, row = _beside_upright(line, apart)
        if row is not None and any(label.startswith(spelt + sign) for label in labels) and (beside or not spelt):
            spelt += sign
            line = row
        elif row is not None and any(label.startswith(sign) for label in labels):
            spelt, line = sign, row
        else:
            row = None
        if row is not None:
            beside = True
            under = found.setdefault(next(label for label in labels if label.startswith(spelt)), [])
        elif spelt and not line.blank and not beside:
            if spelt in labels:
                under = found.setdefault(spelt, [])
            spelt = ""
        if under is not None and (beside or not spelt):
            under.append(line)
    return found


def _spells(lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether the single characters at the left of the lines spell a label: then each needs no wide gap behind it."""
    first = [
        match[1] for line in lines if (match := _FIRST_AT_LEFT.match(line.raw)) or (match := _ALONE.fullmatch(line.raw))
    ]
    return any(label in "".join(first) for label in labels)


def _beside_upright(line: Line, apart: re.Pattern[str]) -> tuple[str, Line | None]:
    """One character that stands apart at the left of a line, and the line without it."""
    match = apart.match(line.raw)
    return (match[1], Line(line.page, line.number, line.raw[match.end() :])) if match else ("", None)


def quoted(lines: Sequence[Line], source: Source) -> Prose | None:
    """The lines word for word; None where they hold nothing."""
    text = joined(lines)
    return Prose(text, source, quoted=True) if text else None


def place_of(document: str, place: str, line: Line) -> Source:
    """The source of a line: the document, the place in it ("施策6-2-1"), page and line counted from 1."""
    return Source(document, place, line.page, line.number)


def without_number(text: str) -> str:
    """A line without the number that stands before it ("1.", "10、")."""
    return _NUMBER.sub("", text)
