"""Departments as a question names them: by an office (庶務課), or by the house they are called after (図書館, 消防本部).

Who says 図書館 speaks of the house, its books and its hours far oftener than of those who are in charge of a measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.language.standing import is_followed, places

_OFFICE = re.compile(r"(?:課|係|班|局|室|(?<!本)部|担当|グループ|チーム)$")
# A house within a longer name is another thing (移動図書館, 図書館費); whose it is makes no other of it (市立図書館).
_LONGER_BEFORE = re.compile(r"[一-龠々ァ-ヶー]$")
_OWN = re.compile(r"(?:[市町村]|[市町村県国][立営])$")
_LONGER_BEHIND = re.compile(r"[一-龠々ァ-ヶー]")
_IN_CHARGE = r"(?:お?仕事|業務|担当|受け?持|所管|管轄|担っ|担い|担う|取り?扱)"
# 「図書館の担当は何？」, 「図書館ではどんな事業を受け持っている？」
_CHARGE_OF = re.compile(
    rf"(?:さん)?(?:が|の|で|では|は|って)、?(?:どんな|どういう|何の|なんの|何を|なにを|主に)*(?:事業|施策|取り?組み?)?(?:を|も)?"
    rf"{_IN_CHARGE}(?!者|の?課|の?部署)"
)
# What it has: 「図書館の事業は？」, 「図書館が持っている施策の一覧」.
_THINGS_OF = re.compile(
    r"(?:さん)?(?:が|の|で|では|は|って)、?(?:(?:やって|して|行って|進めて|持って)(?:い)?る|どんな|どういう|何の|なんの)*(?:事業|施策)(?!費|所|者)"
)
# 「ブックスタートの担当は図書館？」
_BEARER = re.compile(rf"{_IN_CHARGE}[^、。?？]{{0,6}}(?:は|が|って|なのは)、?(?:市立|市の)?$")
_ASKED_WHETHER = re.compile(
    r"[?？。]|$|(?:が|で)、?(?:合って|あって|正し|いい|よい|担当|受け?持|所管|管轄)|です|でしょ|なの|だ|じゃ|では?な"
)
# 「除雪は消防署と一緒にやる？」: whoever works with them has the charge.
_WITH = re.compile(
    r"(?:さん)?とも?、?(?:一緒|いっしょ|共[にで同]|ともに|連携|協力|協働|合同|手を組|組[みん]|や[りるっ]|行[いうっ]|し(?:て|た|ます)|する)"
)


def departments_in(names: Iterable[str], text: str) -> tuple[str, ...]:
    """The departments that a folded text names, the longest first: 財政総務課 and not the 総務課 within it."""
    named = []
    for name in sorted(names, key=len, reverse=True):
        if name in text and (is_office(name) or _stands_alone(name, text)):
            named.append(name)
            text = text.replace(name, " " * len(name))
    return tuple(named)


def is_office(name: str) -> bool:
    """Whether a department is called by an office, so that nothing but the department can be meant by its name."""
    return _OFFICE.search(name) is not None


def in_charge_of_things(name: str, text: str) -> bool:
    """Whether a folded text asks what a department called after a house is in charge of."""
    return is_followed(name, text, _CHARGE_OF) or is_followed(name, text, _THINGS_OF)


def is_supposed_in_charge(name: str, text: str) -> bool:
    """Whether a folded text asks if a department called after a house is in charge of a thing."""
    return any(
        _BEARER.search(text[:begin]) is not None and _ASKED_WHETHER.match(text, end) is not None
        for begin, end in places(name, text)
    )


def is_worked_with(name: str, text: str) -> bool:
    """Whether a folded text names a department as one with which something is done."""
    return is_followed(name, text, _WITH)


def _stands_alone(name: str, text: str) -> bool:
    for begin, end in places(name, text):
        before = _OWN.sub("", text[:begin])
        if not _LONGER_BEHIND.match(text, end) and not _LONGER_BEFORE.search(before):
            return True
    return False
