"""Municipalities by their names: 市, 町, 村 and 区."""

from __future__ import annotations

_KINDS = "市町村区"


def short_name(city: str) -> str:
    """A name as people leave it at: 入江 of 入江町; one that is nothing but the kind, or has none, stays as it is."""
    return city[:-1] if len(city) > 1 and city[-1] in _KINDS else city


def kind_of(city: str) -> str:
    """What a municipality calls itself in its papers: 町 of 入江町; 市 where its name does not tell."""
    return city[-1] if city[-1:] in tuple(_KINDS) else "市"
