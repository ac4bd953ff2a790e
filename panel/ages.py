"""Age bands as residents are asked for them, and the three groups in which results are told."""

from __future__ import annotations

from panel.folding import bare

BANDS = ("18〜29歳", "30代", "40代", "50代", "60代", "70歳以上")
GROUPS = ("18〜39歳", "40〜59歳", "60歳以上")
_GROUP_OF = dict(zip(BANDS, (GROUPS[0], GROUPS[0], GROUPS[1], GROUPS[1], GROUPS[2], GROUPS[2]), strict=True))
_ALSO = {"10代": BANDS[0], "20代": BANDS[0], "18-29": BANDS[0], "18-29歳": BANDS[0], "70代": BANDS[5], "80代": BANDS[5],
         "90代": BANDS[5], "70以上": BANDS[5]}  # fmt: skip
_FOUND = {bare(word): band for word, band in (*((band, band) for band in BANDS), *_ALSO.items())}
_FOUND |= {bare(band).removesuffix("歳"): band for band in BANDS}


def group(band: str) -> str:
    """The group of a band. Raises KeyError for none of ``BANDS``."""
    return _GROUP_OF[band]


def band(text: str) -> str | None:
    """The band that is meant by a text; None when it is none."""
    return _FOUND.get(bare(text))
