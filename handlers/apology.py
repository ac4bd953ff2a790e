"""What a resident hears when the bot itself failed: one sentence, once, and no excuse."""

from __future__ import annotations

from handlers.city import City
from handlers.model import Message


def apology(city: City) -> Message:
    """Said on the failed message's own token; staff see the failure beside it."""
    text = "申し訳ありません。こちらの不具合で、お答えできませんでした。少したってから、もう一度送ってください。"
    if city.phone:
        text += f"\nお急ぎのときは、市役所 {city.phone} へお電話ください。"
    return Message(text)
