"""LINE's limits for Flex: which parts exist, what may stand in what, and how large a card may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator import actions
from simulator.checks import (
    Check,
    Fault,
    Path,
    any_of,
    by_type,
    colour,
    flag,
    list_of,
    one_of,
    pattern,
    shape,
    text,
    uri,
    whole,
)
from simulator.wire import as_bytes

# LINE does not publish how it counts the kilobytes; the smaller reading is the safe one.
BUBBLE_MAX_BYTES = 30_000
CAROUSEL_MAX_BYTES = 50_000
CAROUSEL_MAX_BUBBLES = 12
# Flex has no text limit of its own: the card's bytes bound it.
_NO_OWN_LIMIT = CAROUSEL_MAX_BYTES

_PX = pattern(r"-?\d+(\.\d+)?px")
_PERCENT = pattern(r"\d+(\.\d+)?%")
_GAP = any_of(one_of("none", "xs", "sm", "md", "lg", "xl", "xxl"), _PX)
_GAP_OR_PERCENT = any_of(_GAP, _PERCENT)
_LENGTH = any_of(_PX, _PERCENT)
_TEXT_SIZE = any_of(one_of("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"), _PX)
_IMAGE_SIZE = any_of(_TEXT_SIZE, _PERCENT, one_of("full"))
_IMAGE = uri("https", at_most=2000)
_RATIO = pattern(r"\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?")

_PLACE: dict[str, Check] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": _GAP_OR_PERCENT,
    "offsetBottom": _GAP_OR_PERCENT,
    "offsetStart": _GAP_OR_PERCENT,
    "offsetEnd": _GAP_OR_PERCENT,
    "margin": _GAP,
    "flex": whole(0, 10_000),
}
_LETTERS: dict[str, Check] = {
    "size": _TEXT_SIZE,
    "color": colour,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
_ALIGN = one_of("start", "end", "center")
_GRAVITY = one_of("top", "bottom", "center")


def _component(value: object, path: Path) -> Iterator[Fault]:
    yield from _COMPONENTS(value, path)  # late, since boxes hold boxes


_CHILDREN = {
    "horizontal": {"box", "button", "image", "text", "separator", "filler"},
    "vertical": {"box", "button", "image", "text", "separator", "filler"},
    "baseline": {"icon", "text", "filler"},
}


def _children_belong_in_layout(box: Mapping[str, object], path: Path) -> Iterator[Fault]:
    allowed = _CHILDREN.get(str(box.get("layout")), set())
    contents = box.get("contents")
    for index, child in enumerate(contents if isinstance(contents, list) else []):
        if not isinstance(child, dict) or not allowed:
            continue  # found wrong already
        here: Path = (*path, "contents", index)
        if child.get("type") not in allowed:
            yield Fault((*here, "type"), "invalid property")
        if box.get("layout") == "baseline":
            for name in ("gravity", "offsetBottom"):
                if name in child:
                    yield Fault((*here, name), "invalid property")


def _text_or_spans(part: Mapping[str, object], path: Path) -> Iterator[Fault]:
    if part.get("text") is None and not part.get("contents"):
        yield Fault((*path, "text"), "May not be empty")


def _first_child_is_not_absolute(block: Mapping[str, object], path: Path) -> Iterator[Fault]:
    contents = block.get("contents")
    first = contents[0] if isinstance(contents, list) and contents else None
    if isinstance(first, dict) and first.get("position") == "absolute":
        yield Fault((*path, "contents", 0, "position"), "invalid property")


_GRADIENT = shape(
    {"type": one_of("linearGradient"), "angle": pattern(r"\d+(\.\d+)?deg"), "startColor": colour, "endColor": colour},
    {"centerColor": colour, "centerPosition": _PERCENT},
)
_BOX_REQUIRED: dict[str, Check] = {
    "type": one_of("box"),
    "layout": one_of(*_CHILDREN),
    "contents": list_of(_component, 0, 1000),
}
_BOX_OPTIONAL: dict[str, Check] = {
    **_PLACE,
    "backgroundColor": colour,
    "borderColor": colour,
    "borderWidth": any_of(one_of("none", "light", "normal", "medium", "semi-bold", "bold"), _PX),
    "cornerRadius": _GAP,
    "width": _LENGTH,
    "maxWidth": _LENGTH,
    "height": _LENGTH,
    "maxHeight": _LENGTH,
    "spacing": _GAP,
    **{f"padding{side}": _GAP_OR_PERCENT for side in ("All", "Top", "Bottom", "Start", "End")},
    "justifyContent": one_of("flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly"),
    "alignItems": one_of("flex-start", "center", "flex-end"),
    "background": _GRADIENT,
    "action": actions.in_flex,
}
_box = shape(_BOX_REQUIRED, _BOX_OPTIONAL, _children_belong_in_layout)
_block = shape(_BOX_REQUIRED, _BOX_OPTIONAL, _children_belong_in_layout, _first_child_is_not_absolute)
_span = shape({"type": one_of("span")}, {"text": text(_NO_OWN_LIMIT), **_LETTERS})
_image = shape(
    {"type": one_of("image"), "url": _IMAGE},
    {
        **_PLACE,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "size": _IMAGE_SIZE,
        "aspectRatio": _RATIO,
        "aspectMode": one_of("cover", "fit"),
        "backgroundColor": colour,
        "action": actions.in_flex,
        "animated": flag,
    },
)
_video = shape(
    {
        "type": one_of("video"),
        "url": _IMAGE,
        "previewUrl": _IMAGE,
        "altContent": by_type({"box": _box, "image": _image}),
    },
    {"aspectRatio": _RATIO, "action": actions.in_flex},
)
_COMPONENTS = by_type(
    {
        "box": _box,
        "button": shape(
            {"type": one_of("button"), "action": actions.in_flex_button},
            {
                **_PLACE,
                "height": one_of("sm", "md"),
                "style": one_of("primary", "secondary", "link"),
                "color": colour,
                "gravity": _GRAVITY,
                "adjustMode": one_of("shrink-to-fit"),
                "scaling": flag,
            },
        ),
        "image": _image,
        "icon": shape(
            {"type": one_of("icon"), "url": _IMAGE},
            {**_PLACE, "size": _TEXT_SIZE, "aspectRatio": _RATIO, "scaling": flag},
        ),
        "text": shape(
            {"type": one_of("text")},
            {
                "text": text(_NO_OWN_LIMIT),
                "contents": list_of(by_type({"span": _span}), 0, 1000),
                **_PLACE,
                **_LETTERS,
                "align": _ALIGN,
                "gravity": _GRAVITY,
                "wrap": flag,
                "lineSpacing": _PX,
                "maxLines": whole(0, 10_000),
                "adjustMode": one_of("shrink-to-fit"),
                "action": actions.in_flex,
                "scaling": flag,
            },
            _text_or_spans,
        ),
        "separator": shape({"type": one_of("separator")}, {"margin": _GAP, "color": colour}),
        "filler": shape({"type": one_of("filler")}, {"flex": whole(0, 10_000)}),
    }
)


def _bubble_is_small_enough(bubble: Mapping[str, object], path: Path) -> Iterator[Fault]:
    if (size := len(as_bytes(dict(bubble)))) > BUBBLE_MAX_BYTES:
        yield Fault(path, f"Too large flex message: {size} bytes")


def _video_needs_a_wide_bubble(bubble: Mapping[str, object], path: Path) -> Iterator[Fault]:
    hero = bubble.get("hero")
    is_video = isinstance(hero, dict) and hero.get("type") == "video"
    if is_video and bubble.get("size", "mega") not in ("kilo", "mega", "giga"):
        yield Fault((*path, "size"), "invalid property")


def _carousel_is_even_and_small_enough(carousel: Mapping[str, object], path: Path) -> Iterator[Fault]:
    contents = carousel.get("contents")
    bubbles = [bubble for bubble in contents if isinstance(bubble, dict)] if isinstance(contents, list) else []
    if len({bubble.get("size") or "mega" for bubble in bubbles}) > 1:
        yield Fault((*path, "contents"), "all bubbles of a carousel must have the same size")
    for index, bubble in enumerate(bubbles):
        if isinstance(bubble.get("hero"), dict) and bubble["hero"].get("type") == "video":
            yield Fault((*path, "contents", index, "hero", "type"), "invalid property")
    if (size := len(as_bytes(dict(carousel)))) > CAROUSEL_MAX_BYTES:
        yield Fault(path, f"Too large flex message: {size} bytes")


_block_style = shape({}, {"backgroundColor": colour, "separator": flag, "separatorColor": colour})
_BLOCK = by_type({"box": _block})
_bubble = shape(
    {"type": one_of("bubble")},
    {
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": one_of("ltr", "rtl"),
        "header": _BLOCK,
        "hero": by_type({"box": _block, "image": _image, "video": _video}),
        "body": _BLOCK,
        "footer": _BLOCK,
        "styles": shape({}, dict.fromkeys(("header", "hero", "body", "footer"), _block_style)),
        "action": actions.in_flex,
    },
    _bubble_is_small_enough,
    _video_needs_a_wide_bubble,
)
container = by_type(
    {
        "bubble": _bubble,
        "carousel": shape(
            {"type": one_of("carousel"), "contents": list_of(by_type({"bubble": _bubble}), 1, CAROUSEL_MAX_BUBBLES)},
            {},
            _carousel_is_even_and_small_enough,
        ),
    }
)
