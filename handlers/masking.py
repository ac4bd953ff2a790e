"""What looks personal in a question, made unreadable before it is kept for improving the answers.

Too much is masked rather than too little: nobody needs a number of seven digits to see what was asked.
"""

from __future__ import annotations

import re

from handlers.city import City
from handlers.personal import personal_data_in

MASK = "●●"

_DIGIT = "[0-9０-９]"
_DASH = "[-－ー‐−]"
_NAME = "[一-龠々][一-龠々ぁ-んァ-ヶー]{1,7}(?:[ 　][一-龠々ぁ-んァ-ヶー]{1,8})?"
_HOUSE = f"{_DIGIT}{{1,5}}(?:(?:{_DASH}|の|番地?の?){_DIGIT}{{1,5}}){{1,3}}号?"
_PERSONAL = re.compile(
    "|".join(
        (
            r"[\w.+-]+[@＠][\w.-]+",  # mail
            r"https?://\S+",
            # Telephones, postal codes and all other long numbers: accounts, cards, 個人番号.
            rf"[+＋〒]?{_DIGIT}(?:[-－ー‐−()（） 　]?{_DIGIT}){{6,}}",
            # A house, after the name of a place: the code of a measure (5-1-1) stays.
            rf"(?<=[町村字])[ 　]?{_HOUSE}",
            rf"{_DIGIT}{{1,3}}丁目(?:{_HOUSE}|{_DIGIT}{{1,5}}(?:番地?|号)?)?",
            rf"{_DIGIT}{{1,5}}番地(?:の?{_DIGIT}{{1,5}})?",
            rf"(?:(?<=名前は)|(?<=氏名は)|(?<=名字は)){_NAME}",
            rf"{_NAME}(?=と(?:申|もう)し|と(?:言|い)いま)",
            r"(?<=[町村区市]の)[一-龠々]{2,5}(?=です(?:[。、!！]|$))",
            r"[一-龠々]{2,4}(?=さん(?:の(?:家|お宅|息子|娘|奥|旦那|携帯|電話|住所)|宅))",
            # An invitation code to the panel.
            rf"[A-Za-zＡ-Ｚａ-ｚ0-9０-９]{{4}}{_DASH}[A-Za-zＡ-Ｚａ-ｚ0-9０-９]{{4}}{_DASH}[A-Za-zＡ-Ｚａ-ｚ0-9０-９]{{3}}",
            rf"[一-龠々ぁ-ん]?{_DIGIT}{{2}}{_DASH}{_DIGIT}{{2}}(?=のナンバー|の車)",
        )
    )
)


def masked(text: str, city: City) -> str:
    """The text with 「●●」 where a number, an address or a name of a person seems to stand, also where a voice would be
    stopped for it."""
    kept, rest = [], 0
    for find in personal_data_in(text, city):
        kept += [text[rest : find.start], MASK]
        rest = find.end
    return _PERSONAL.sub(MASK, "".join((*kept, text[rest:])))
