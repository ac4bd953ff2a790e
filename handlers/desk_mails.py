"""What is told by mail of the staff's desk itself."""

from __future__ import annotations

from handlers.city import City
from handlers.mail import Mail


def code(city: City, digits: str, minutes: int) -> Mail:
    """The second proof at signing in, good for so many minutes."""
    return Mail(
        f"{city.bot_name} 職員画面の確認の番号",
        f"確認の番号は {digits} です（{minutes}分間、1回だけ使えます）。\n"
        "ログインした覚えがないときは、だれにも教えず、パスワードを変えて、管理の担当者に知らせてください。",
    )


def switched(city: City, who: str, done: str, why: str) -> Mail:
    """The bot or its pushes were stopped, or go on. ``done``: "ボットを止めました". ``why`` "" where no reason was asked."""
    reason = f"理由：{why}" if why else ""
    return Mail(f"【{city.bot_name}】{done}", f"{city.name}「{city.bot_name}」で、{who} が{done}。{reason}")
