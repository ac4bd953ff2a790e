"""What a resident hears while staff have stopped the bot."""

from __future__ import annotations

from handlers.city import City
from handlers.model import Event, Message, Pressed, Progress, Said, Sent, Turn


def turn_while_stopped(event: Event, progress: Progress, city: City) -> Turn | None:
    """The notice, for whoever says something; None for all else, which goes on as ever (blocking, taking back).

    Nothing is taken in meanwhile, and a conversation that was under way goes on afterwards.
    """
    if not isinstance(event, Said | Pressed | Sent) or not event.may_answer:
        return None
    if event.where == "group" and not (isinstance(event, Said) and event.mentions_us):
        return None
    number = f"{city.phone}（{city.hours}）" if city.phone and city.hours else city.phone or "市役所"
    words = (
        "いま、自動のお返事を止めています。いただいた内容は、まだお受けしていません。\n"
        f"お急ぎのご用は、{number}へお願いします。火事・救急 119／事件・事故 110"
    )
    return Turn(progress, (Message(words),))
