"""What a resident hears while staff have stopped the bot."""

from __future__ import annotations

from handlers.city import City
from handlers.model import Event, Followed, Greeted, JoinedGroup, Message, Pressed, Progress, Said, Sent, Turn


def turn_while_stopped(event: Event, progress: Progress, city: City) -> Turn | None:
    """The notice, for whoever says something or has just come; None for all else, which goes on as ever
    (blocking, taking back).

    Nothing is taken in meanwhile, and a conversation that was under way goes on afterwards.
    """
    if not event.may_answer:
        return None
    if isinstance(event, Followed | JoinedGroup):
        words = f"追加していただき、ありがとうございます。いま、自動のお返事を止めています。\n{_where_to_turn(city)}"
        return Turn(progress, (Message(words),), (Greeted(),) if isinstance(event, Followed) else ())
    if not isinstance(event, Said | Pressed | Sent):
        return None
    if event.where == "group" and not (isinstance(event, Said) and event.mentions_us):
        return None
    words = f"いま、自動のお返事を止めています。いただいた内容は、まだお受けしていません。\n{_where_to_turn(city)}"
    return Turn(progress, (Message(words),))


def on_the_form(city: City) -> str:
    """What the secured form says meanwhile: who has begun to write there is not sent away, staff read it as ever."""
    return (
        "いま、LINEでの自動のお返事を止めています。このページに書いたご意見は、お受けします。"
        f"「受付状況」は、再開してからお使いください。{_where_to_turn(city)}"
    )


def handed_nothing_in(city: City) -> str:
    """What the form adds meanwhile where its time has passed: the way back into it is closed too."""
    return f"いま、LINEでの自動のお返事を止めているため、新しいページはお出しできません。{_where_to_turn(city)}"


def _where_to_turn(city: City) -> str:
    number = f"{city.phone}（{city.hours}）" if city.phone and city.hours else city.phone or "市役所"
    return f"お急ぎのご用は、{number}へお願いします。火事・救急 119／事件・事故 110"
