"""Whether all of something is asked for or told of, and not some of it."""

from __future__ import annotations

import re

_IN_ALL = re.compile("全部|ぜんぶ|全体|総数|総額|合計|寄[附付]額|税収|収入額|売上額|納税額|滞納額|被害額|損失額")
_ALL_THERE_IS = re.compile("全部|ぜんぶ|全体|総数|市内に|町内に|村内に")
_THERE_ARE = re.compile(
    r"(?:何|なん)(?![回件円日人名])[^年月、。?？]{1,3}?(?:くらい|ぐらい|ほど)?[がもは]?"
    r"(?:ある(?!い)|あり(?:ます|ませんか)(?!た)|ございます|(?:置い|持っ|所蔵し)て(?:い?る|い?ます))"
    r"|(?:家|家屋|建物)(?:は|って)、?(?:何|なん)(?:戸|棟|軒|件)(?:です|でしょう|なの)?か?[?？。]*$"
    r"|(?:何|なん)[頭匹羽](?:くらい|ぐらい|ほど)?[がもは]?(?:い(?:る|ます)|お(?:る|ります)|飼)"
)
_NOW = re.compile("今は|今、|現在")


def in_all(text: str) -> bool:
    """Whether a folded text speaks of all of something together: 全部で, 総額."""
    return _IN_ALL.search(text) is not None


def asks_for_all_there_is(text: str) -> bool:
    """Whether a folded question asks for all that a town has of something: 全部で, 市内に."""
    return _ALL_THERE_IS.search(text) is not None


def asks_how_many_there_are(text: str) -> bool:
    """Whether a folded question asks how many of a thing are there, not with how many something was done: 「何冊あるの」,
    「空き家は何戸？」."""
    return _THERE_ARE.search(text) is not None


def asks_for_now(text: str) -> bool:
    """Whether a folded question asks for how things stand: 今は, 現在."""
    return _NOW.search(text) is not None
