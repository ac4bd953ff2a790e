"""What staff and sections are told by mail of a case. It is named by its receipt; only what a section has to see is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.city import City
from handlers.mail import Mail


def urgent(city: City, receipt: str) -> Mail:
    """Somebody may be in danger. Nobody is quoted."""
    return Mail(
        f"【緊急】市民の声 {receipt}",
        f"{city.name}「{city.bot_name}」に、緊急の言葉を含む声が届きました（{receipt}）。\n"
        "受付箱で内容を確かめ、手順にそって対応してください。本人には、緊急の連絡先をすでにお知らせしています。",
    )


def on_site(city: City, receipt: str, department: str, said: str | None, also: Sequence[str]) -> Mail:
    """現場対応, to the section. ``said``: what was said, masked; "" for no words, None: it may not leave the desk yet.
    ``also``: what else came along ("写真")."""
    who, phone = city.desk.desk_name, city.phone
    ask = f"{who}（{phone}）" if phone else who
    if said is None:
        said = "（受付から間もないため、ここには書けません。電話でおたずねください。）"
    lines = [
        f"{department} 御中",
        "",
        f"市民の声 {receipt} を、現場対応としてお回しします。",
        f"今日のうちに現地を確かめ、結果を {ask} へ知らせてください。",
        "",
        "■声の内容（個人情報は隠してあります）",
        said or "（文はありません）",
    ]
    if also:
        lines += ["", f"{'・'.join(also)}もあります。{ask} へおたずねください。"]
    return Mail(f"【現場対応】市民の声 {receipt}", "\n".join(lines))


def to_take_off(receipt: str) -> Mail:
    """What was published is not to be any more, at the resident's wish."""
    return Mail(
        f"公表の取り下げ {receipt}",
        f"公表していた {receipt} について、本人から「のせない」または取り下げの申し出がありました。\n"
        "このシステムの公開ページ・CSV・ボットの答えからは、もう外れています。\n"
        "市のホームページに写したものがあれば、消してください。消したら、職員画面の「公表」で記録してください。",
    )
