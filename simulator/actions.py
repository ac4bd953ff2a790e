"""LINE's limits for actions: what a button may do, and how long its label may be where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.checks import Check, Fault, Path, by_type, one_of, pattern, shape, text, uri
from simulator.units import grapheme_clusters

URI_MAX_CHARS = 10_000

_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
_ONLY_QUICK_REPLY = ("camera", "cameraRoll", "location")
_WORDS = text(300, count=grapheme_clusters)
_DATA = text(300)
_MOMENTS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "time": r"\d{2}:\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}",
}


def _texts_exclude_each_other(action: Mapping[str, object], path: Path) -> Iterator[Fault]:
    if action.get("text") is not None and action.get("displayText") is not None:
        yield Fault((*path, "text"), "text and displayText can not be used together")


def _fill_in_needs_keyboard(action: Mapping[str, object], path: Path) -> Iterator[Fault]:
    if action.get("fillInText") is not None and action.get("inputOption") != "openKeyboard":
        yield Fault((*path, "fillInText"), "needs inputOption openKeyboard")


def _moments_fit_their_mode(action: Mapping[str, object], path: Path) -> Iterator[Fault]:
    form = _MOMENTS.get(str(action.get("mode")))
    if form is None:
        return  # the mode itself has been found wrong
    for name in ("initial", "min", "max"):
        if action.get(name) is not None:
            yield from pattern(form)(action[name], (*path, name))
    earliest, latest = action.get("min"), action.get("max")
    if isinstance(earliest, str) and isinstance(latest, str) and earliest.upper() >= latest.upper():
        yield Fault((*path, "min"), "must be before max")


_LINK = uri("http", "https", "line", "tel", at_most=URI_MAX_CHARS)
_FIELDS: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "postback": (
        {"data": _DATA},
        {
            "displayText": _WORDS,
            "text": _WORDS,
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
            "fillInText": _WORDS,
        },
    ),
    "message": ({"text": _WORDS}, {}),
    "uri": ({"uri": _LINK}, {"altUri": shape({}, {"desktop": _LINK})}),
    "datetimepicker": (
        {"data": _DATA, "mode": one_of(*_MOMENTS)},
        {"initial": text(16), "min": text(16), "max": text(16)},
    ),
    "clipboard": ({"clipboardText": text(1000)}, {}),
    "camera": ({}, {}),
    "cameraRoll": ({}, {}),
    "location": ({}, {}),
    "richmenuswitch": ({"richMenuAliasId": pattern(r"[a-z0-9_-]{1,32}"), "data": _DATA}, {}),
}
_RULES = {
    "postback": (_texts_exclude_each_other, _fill_in_needs_keyboard),
    "datetimepicker": (_moments_fit_their_mode,),
}


def _actions(kinds: tuple[str, ...], label_max_chars: int, *, label_required: bool) -> Check:
    label = {"label": text(label_max_chars, count=grapheme_clusters)}
    table: dict[str, Check] = {}
    for kind in kinds:
        required, optional = _FIELDS[kind]
        table[kind] = shape(
            {"type": one_of(kind), **required, **(label if label_required else {})},
            {**optional, **label},
            *_RULES.get(kind, ()),
        )
    return by_type(table)


in_quick_reply = _actions(_EVERYWHERE + _ONLY_QUICK_REPLY, 20, label_required=True)
in_template = _actions(_EVERYWHERE, 20, label_required=True)
in_image_carousel = _actions(_EVERYWHERE, 12, label_required=False)
in_flex_button = _actions(_EVERYWHERE, 40, label_required=True)
in_flex = _actions(_EVERYWHERE, 40, label_required=False)
in_rich_menu = _actions((*_EVERYWHERE, "richmenuswitch"), 20, label_required=False)
