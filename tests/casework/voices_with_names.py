"""Voices with personal data in them and voices that only look like it, made from a seed."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

PARTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
AROUND = {
    "license_plate": ("ナンバーは ", " の車です。"),
    "postal_code": ("〒", "に住んでいます。"),
    "birthdate": ("", "生まれです。"),
    "bank_account": ("振込先は", "です。"),
    "address": ("場所は", "です。"),
    "twelve_digits": ("番号は", "です。"),
}
AROUND_CONTACT = (("電話は", "です。"), ("", "まで連絡をください。"), ("連絡先 ", ""))


@dataclass(frozen=True)
class Made:
    """A made voice. ``parts``: what must be found, with its kind; none: nothing may be found."""

    text: str
    parts: tuple[tuple[str, str], ...]


def voices(seed: int = 4) -> list[Made]:
    """The same voices for the same seed: 260 with numbers and addresses, 260 with names, 260 with neither."""
    chance = random.Random(seed)
    made = [_with_pattern(chance) for _ in range(260)]
    made += [_with_name(chance) for _ in range(220)] + [_with_kana(chance) for _ in range(40)]
    return made + [Made(_filled(chance, PARTS["lookalikes"][nth % len(PARTS["lookalikes"])]), ()) for nth in range(260)]


def _with_pattern(chance: random.Random) -> Made:
    kind = chance.choice(list(_MAKERS))
    found = _width(chance, _MAKERS[kind](chance))
    before, after = AROUND.get(kind) or chance.choice(AROUND_CONTACT)
    return Made(f"{chance.choice(PARTS['matters'])}{before}{found}{after}", ((kind, found),))


def _with_name(chance: random.Random) -> Made:
    surname, given = chance.choice(PARTS["surnames"]), chance.choice(PARTS["given"])
    form = chance.choice(PARTS["name_forms"])
    text = form.format(
        surname=surname, given=given, town=chance.choice(PARTS["towns"]), matter=chance.choice(PARTS["matters"])
    )
    return Made(text, (("name", surname),))


def _with_kana(chance: random.Random) -> Made:
    first, second = chance.choice(PARTS["kana"])
    text = chance.choice(PARTS["kana_forms"]).format(first=first, second=second, matter=chance.choice(PARTS["matters"]))
    return Made(text, (("name", first),))


def _filled(chance: random.Random, form: str) -> str:
    return form.format(
        surname=chance.choice(PARTS["surnames"]),
        town=chance.choice(PARTS["towns"]),
        matter=chance.choice(PARTS["matters"]),
    )


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _between(chance: random.Random) -> str:
    return chance.choice(["-", "-", "－", "ー", "―", "‐", " ", "　", "", "・", ".", "−", "–", "~"])


def _mobile(chance: random.Random) -> str:
    mark = _between(chance)
    return f"0{chance.choice('789')}0{mark}{_digits(chance, 4)}{mark}{_digits(chance, 4)}"


def _landline(chance: random.Random) -> str:
    forms = (
        "023-6{0}-{1}",
        "023(6{0}){1}",
        "(023)6{0}-{1}",
        "03-{1}-{1}",
        "0236{0}{1}",
        "+81 90 {1} {1}",
        "023ー6{0}ー{1}",
    )
    return chance.choice(forms).format(_digits(chance, 2), _digits(chance, 4))


def _kanji(chance: random.Random) -> str:
    digits = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
    number = "".join(digits[sign] for sign in "090" + _digits(chance, 8))
    mark = chance.choice(["", "の", "ー", "-"])
    return f"{number[:3]}{mark}{number[3:7]}{mark}{number[7:]}"


def _phone(chance: random.Random) -> str:
    return chance.choice([_mobile, _mobile, _landline, _kanji])(chance)


def _address(chance: random.Random) -> str:
    town, one, two = chance.choice(PARTS["towns"]), chance.randint(1, 30), chance.randint(1, 40)
    forms = (
        "{0}{1}-{2}",
        "{0}一丁目{1}-{2}",
        "{0}{1}番地",
        "上山市{0}{1}-{2}",
        "{0}三丁目{1}番{2}号",
        "山形県上山市{0}{1}番地の{2}",
        "{0}2-{1}-{2}",
        "コーポ若葉20{1}号室",
    )
    return chance.choice(forms).format(town, one, two)


def _twelve(chance: random.Random) -> str:
    mark = chance.choice(["-", " ", "", "　", "－", "ー"])
    return mark.join(["1" + _digits(chance, 3), _digits(chance, 4), _digits(chance, 4)])


def _account(chance: random.Random) -> str:
    forms = (
        "ゆうひ銀行若葉支店 普通 {0}",
        "やまなみ信用金庫 本店 普通預金{0}",
        "口座番号{0}",
        "みどり農協 中央支所 普通 口座番号 {0}",
    )
    return chance.choice(forms).format(_digits(chance, 7))


def _plate(chance: random.Random) -> str:
    forms = ("山形 {0} さ {1}-{2}", "庄内{0}あ{1}-{2}", "仙台 {0} ね {1}{2}", "山形 5{0} す ・{1}")
    return (
        chance.choice(forms)
        .format(chance.choice(["300", "500", "58"]), chance.randint(10, 99), chance.randint(10, 99))
        .replace("5300", "530")
        .replace("5500", "550")
        .replace("558", "58")
    )


def _birthdate(chance: random.Random) -> str:
    forms = ("昭和{0}年{1}月{2}日", "S{0}.{1}.{2}", "19{0}年{1}月{2}日", "19{0}/{1}/{2}", "平成{3}年{1}月{2}日")
    year, month, day, heisei = (
        chance.randint(20, 63),
        chance.randint(1, 12),
        chance.randint(1, 28),
        chance.randint(1, 30),
    )
    return chance.choice(forms).format(year, month, day, heisei)


def _email(chance: random.Random) -> str:
    name = chance.choice(["yoshi-k", "hanako.s", "taro_1950", "m+koe"])
    return f"{name}@{chance.choice(['example.org', 'example.co.jp', 'mail.example.com'])}"


def _postal_code(chance: random.Random) -> str:
    return f"{_digits(chance, 3)}{chance.choice(['-', '－', 'ー', '‐', ''])}{_digits(chance, 4)}"


_MAKERS = {
    "phone": _phone,
    "email": _email,
    "address": _address,
    "postal_code": _postal_code,
    "twelve_digits": _twelve,
    "bank_account": _account,
    "license_plate": _plate,
    "birthdate": _birthdate,
}


def _width(chance: random.Random, text: str) -> str:
    """Half- or full-width, as the keyboard happened to stand."""
    if chance.random() < 0.5:
        return text
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
