"""A row made of cells that were found apart from one another, told as ``table`` tells the rows it reads from one line."""

from __future__ import annotations

from knowledge.documents.lines import Line, place_of
from knowledge.documents.row import Values
from knowledge.documents.row_names import with_unit_of_name, with_whole_name
from knowledge.documents.spacing import closed_up
from knowledge.language.text import printed
from knowledge.ledger.directions import directed
from knowledge.model import Indicator


def row_made(name: str, values: Values, document: str, place: str, at: Line) -> Indicator:
    """The row of this name; ``at`` is the line it begins on."""
    row = Indicator(
        name=closed_up(printed(name)),
        target=values.target,
        result=values.result,
        source=place_of(document, place, at),
        doubt=values.doubt,
    )
    return with_whole_name(with_unit_of_name(directed(row)))
