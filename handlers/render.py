"""Messages as LINE takes them: JSON within every limit of LINE's, whatever the messages hold.

What does not fit is left out from the least important on: cards before texts, since a text says everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from handlers import cards, shelf_cards
from handlers.characters import cut_to_graphemes, cut_to_units, looks_empty, on_one_line, sendable
from handlers.model import Button, Message

MAX_MESSAGES = 5
MAX_TEXT_UNITS = 5_000
MAX_ALT_TEXT_UNITS = 1_500
MAX_BUTTONS = 13
MAX_LABEL_GRAPHEMES = 20
MAX_SAYS_GRAPHEMES = 300
# Longer than any label or sentence a person reads; keeps one sign with a thousand accents from passing as one.
_UNITS_PER_GRAPHEME = 16

AGAIN = "（再掲）"

Json = dict[str, Any]


def render(messages: Sequence[Message]) -> list[Json]:
    """LINE's JSON for what the bot says: at most five messages, the buttons of all under the last one.

    Buttons stand under the last because LINE shows no others. A message with nothing to see is left out; when nothing
    is left the list is empty and there is nothing to send.
    """
    rendered = _at_most_five([part for message in messages for part in _parts(message)])
    buttons = _quick_replies([button for message in messages for button in message.buttons])
    if rendered and buttons:
        rendered[-1]["quickReply"] = {"items": buttons}
    return rendered


def again(messages: Sequence[Json]) -> list[Json]:
    """Rendered messages, marked as said before; marking them twice changes nothing.

    A reply that perhaps did not arrive is sent again before the next one. Its buttons go: they belonged to that moment,
    and LINE would show only those of the newest message.
    """
    marked = deepcopy(list(messages))
    for message in marked:
        message.pop("quickReply", None)
    text = next((message for message in marked if message.get("type") == "text"), None)
    card = next((message for message in marked if "altText" in message), None)
    if text is not None:
        text["text"] = _marked(text["text"], MAX_TEXT_UNITS)
    elif card is not None:
        card["altText"] = _marked(card["altText"], MAX_ALT_TEXT_UNITS)
    return marked


def _marked(text: str, most_units: int) -> str:
    return text if text.startswith(AGAIN) else cut_to_units(AGAIN + text, most_units)


def _parts(message: Message) -> list[Json]:
    """A message's text, then its card."""
    parts = []
    text = sendable(message.text).strip()
    if not looks_empty(text):
        parts.append(_text(text))
    if message.bars:
        parts.append(cards.figures(message.bars, MAX_ALT_TEXT_UNITS))
    if message.cards:
        parts.append(shelf_cards.shelf(message.cards, MAX_ALT_TEXT_UNITS))
    if tappable := [button for button in message.lasting if not looks_empty(sendable(button.says))]:
        parts.append(cards.choices(text, [_tap(button) for button in tappable], MAX_ALT_TEXT_UNITS))
    return parts


def _tap(button: Button) -> Json:
    """The action of a button inside a card. A tap that posts back shows nothing: it may be one of several."""
    says = sendable(button.says).strip()
    label = _fitting(on_one_line(button.label) or says, MAX_LABEL_GRAPHEMES)
    if button.data is None:
        return {"type": "message", "label": label, "text": _fitting(says, MAX_SAYS_GRAPHEMES)}
    # Where a tap is answered by nothing, what it says on the resident's own side is the only mark of it.
    shown = {"displayText": _fitting(says, MAX_SAYS_GRAPHEMES)} if says != label else {}
    return {"type": "postback", "label": label, "data": button.data, **shown}


def _text(text: str) -> Json:
    return {"type": "text", "text": cut_to_units(text, MAX_TEXT_UNITS)}


def _at_most_five(parts: list[Json]) -> list[Json]:
    """Too many messages lose their cards, the last first; texts beyond the fifth are written into the fifth."""
    while len(parts) > MAX_MESSAGES and any(part["type"] == "flex" for part in parts):
        last_card = max(place for place, part in enumerate(parts) if part["type"] == "flex")
        parts = parts[:last_card] + parts[last_card + 1 :]
    if len(parts) <= MAX_MESSAGES:
        return parts
    rest = "\n\n".join(part["text"] for part in parts[MAX_MESSAGES - 1 :])
    return [*parts[: MAX_MESSAGES - 1], _text(rest)]


def _quick_replies(buttons: list[Button]) -> list[Json]:
    items: list[Json] = []
    for button in buttons:
        says = sendable(button.says).strip()
        if looks_empty(says):
            continue
        label = button.label if not looks_empty(button.label) else says
        action = _action(button, _fitting(on_one_line(label), MAX_LABEL_GRAPHEMES), _fitting(says, MAX_SAYS_GRAPHEMES))
        item = {"type": "action", "action": action}
        if item not in items:
            items.append(item)
    return items[:MAX_BUTTONS]


def _action(button: Button, label: str, says: str) -> Json:
    if button.data is None:
        return {"type": "message", "label": label, "text": says}
    return {"type": "postback", "label": label, "data": button.data, "displayText": says}


def _fitting(text: str, most_graphemes: int) -> str:
    return cut_to_graphemes(cut_to_units(text, most_graphemes * _UNITS_PER_GRAPHEME), most_graphemes)
