"""Age bands as residents are asked for them, and the three groups in which results are told."""

from __future__ import annotations

import re

from panel.folding import bare, choice_said
from panel.reading import in_figures

BANDS = ("18〜29歳", "30代", "40代", "50代", "60代", "70歳以上")
GROUPS = ("18〜39歳", "40〜59歳", "60歳以上")
_GROUP_OF = dict(zip(BANDS, (GROUPS[0], GROUPS[0], GROUPS[1], GROUPS[1], GROUPS[2], GROUPS[2]), strict=True))
_ALSO = {"10代": BANDS[0], "20代": BANDS[0], "18-29": BANDS[0], "18-29歳": BANDS[0], "70代": BANDS[5], "80代": BANDS[5],
         "90代": BANDS[5], "70以上": BANDS[5]}  # fmt: skip
_FOUND = {bare(word): band for word, band in (*((band, band) for band in BANDS), *_ALSO.items())}
_FOUND |= {bare(band).removesuffix("歳"): band for band in BANDS}
_YEARS_OLD = re.compile("([0-9]{2,3})[歳才]?")
_YOUNGEST, _OLDEST = 18, 120


def group(band: str) -> str:
    """The group of a band. Raises KeyError for none of ``BANDS``."""
    return _GROUP_OF[band]


def band(text: str) -> str | None:
    """The band that is meant by a text; None when it is none."""
    said = choice_said(text)
    if found := _FOUND.get(said):
        return found
    if found := _FOUND.get(in_figures(said)):
        return found
    years = _YEARS_OLD.fullmatch(in_figures(said))
    return _of_age(int(years[1])) if years else None


def _of_age(years: int) -> str | None:
    """The band of an age; None for one that is not asked."""
    if not _YOUNGEST <= years < _OLDEST:
        return None
    return BANDS[0] if years < 30 else BANDS[min(years // 10 - 2, len(BANDS) - 1)]
