"""The font of PDFs. One of this machine goes into the file, so that every reader shows the same signs.

The library can put TrueType outlines into a file. Fonts with other outlines, such as Noto CJK, are made into a small
TrueType font of the signs that are needed.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path
from threading import Lock

from console.charts import font_path

_READERS_OWN, _EMBEDDED = "HeiseiKakuGo-W5", "koe"
_TRUETYPE = (
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/truetype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
    "C:/Windows/Fonts/BIZ-UDGothicR.ttc",
)
# Always in the font: what most pages have. So it is made anew only for a kanji no page had before.
_EVERYWHERE = {
    chr(sign) for first, last in ((0x20, 0x7E), (0x3000, 0x30FF), (0xFF01, 0xFF5E)) for sign in range(first, last + 1)
}
# How far, in units of the font's square of 1,000, a curve may be from the one it stands for.
_NEAR = 1.0

_signs: set[str] = set()
_lock = Lock()


def font_for(text: str) -> str:
    """The name, known to the library, of a font for this text. Without a Japanese font on this machine it is one that the
    reader has of its own, as office programs and browsers do."""
    path = truetype_path()
    if path is not None:
        return _registered(path)
    other = font_path()
    if other is None:
        return _readers_own()
    with _lock:
        _signs.update(_EVERYWHERE, text)
        return _made(other, "".join(sorted(_signs)))


def truetype_path() -> str | None:
    """A Japanese font of this machine that can go into a file as it is."""
    return next((path for path in _TRUETYPE if Path(path).exists()), None)


@lru_cache(maxsize=1)
def _registered(path: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(_EMBEDDED, path))
    return _EMBEDDED


@lru_cache(maxsize=1)
def _readers_own() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_READERS_OWN))
    return _READERS_OWN


@lru_cache(maxsize=1)
def _made(path: str, signs: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = _name_of(signs)
    pdfmetrics.registerFont(TTFont(name, io.BytesIO(as_truetype(path, signs))))
    return name


def _name_of(signs: str) -> str:
    # The library takes two fonts that call themselves the same for one.
    return f"{_EMBEDDED}{hashlib.sha256(signs.encode()).hexdigest()[:12]}"


def as_truetype(path: str, signs: str) -> bytes:
    """A TrueType font of these signs, with the outlines of the first font in the file; signs it lacks are left out."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as source:
        names = source.getBestCmap()
        named = {ord(sign): names[ord(sign)] for sign in signs if ord(sign) in names}
        outlines, widths = source.getGlyphSet(), source["hmtx"]
        glyphs = {}
        for name in dict.fromkeys((".notdef", *named.values())):
            pen = TTGlyphPen(None)
            outlines[name].draw(Cu2QuPen(pen, _NEAR, reverse_direction=True))
            glyphs[name] = pen.glyph()
        made = FontBuilder(source["head"].unitsPerEm, isTTF=True)
        made.setupGlyphOrder(list(glyphs))
        made.setupCharacterMap(named)
        made.setupGlyf(glyphs)
        bearings = made.font["glyf"]
        made.setupHorizontalMetrics({name: (widths[name][0], getattr(bearings[name], "xMin", 0)) for name in glyphs})
        made.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    made.setupNameTable({"familyName": _name_of(signs), "styleName": "Regular", "psName": _name_of(signs)})
    made.setupOS2()
    made.setupPost()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
