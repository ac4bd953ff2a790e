"""What staff are told by mail of a survey that does not go out as planned. A mail names the survey and nobody who was asked."""

from __future__ import annotations

from datetime import datetime

from handlers.city import City
from handlers.mail import Mail
from panel.calendar import in_words


def held(city: City, id_: int, title: str, note: str) -> Mail:
    """Nothing more is sent until staff decide."""
    return Mail(
        f"【保留】アンケート{id_}「{title}」",
        f"{city.name}「{city.bot_name}」のアンケート{id_}「{title}」を保留にしました。\n"
        f"{note}\n"
        f"職員画面の「アンケート」で内容を確かめ、送るかどうかを決めてください。決めるまで、だれにも送りません。",
    )


def put_off(city: City, id_: int, title: str, until: datetime) -> Mail:
    """It goes by itself, only later: nobody has to do anything."""
    return Mail(
        f"【延期】アンケート{id_}「{title}」",
        f"{city.name}「{city.bot_name}」のアンケート{id_}「{title}」は、送信を控える時間帯に当たるため、"
        f"{in_words(until)}に送ります。\n早めるときだけ、職員画面で日時を直してください。",
    )


def no_renewal(city: City, cost: str) -> Mail:
    """The month's quota does not suffice to ask all whose term ends."""
    return Mail(
        "【保留】市民モニターの任期の更新",
        f"{city.name}「{city.bot_name}」は、任期の終わる市民モニターに、続けていただけるかをたずねるメッセージを送れませんでした。\n{cost}\n"
        "送れるようになりしだい、自動でたずねます。モニターは「モニター」と送れば、いつでも自分で続けられます。",
    )


def undelivered(city: City, id_: int | None, people: int) -> Mail:
    """LINE took a batch neither within a day nor as it is."""
    what = f"アンケート{id_}のお知らせ" if id_ is not None else "市民モニターへのお知らせ"
    return Mail(
        f"【未送信】{what}（{people}人分）",
        f"{city.name}「{city.bot_name}」の{what}のうち{people}人分を、LINEが受け付けませんでした。\n"
        "同じ知らせが2度届くおそれがあるため、自動では送り直しません。職員画面で、届いた人数を確かめてください。",
    )
