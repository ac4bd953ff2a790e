"""What a row counts, without how it counts it: 港の朝市 of 港の朝市の開催回数, 通いの場 of 通いの場の参加者数（実人数）."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.language.wordbook import plain

_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
# What is only done so that there is something to count: 補助 and 相談 tell of a thing, 開催 of none.
_DONE = (
    "開催|実施|交付|支給|開設|開講|設置|登録|利用|使用|参加|受講|来場|来館|来園|入館|入場|受診|修了|配置|配布|発行|運行|受け?入れ?|出展|出店|加盟|加入"
    "|会員|隊員|団員|応募|提供|整備|更新|確認|発生|対象|締結|活動|訪問|出動|寄港|参拝|乗車|年間|月間|延べ|のべ|平均|新規|実"
)
# In what things are counted: 件 of 件数.
COUNTED = (
    "回|件|人|名|者|組|日|世帯|か所|箇所|校|店舗|店|社|団体|企業|事業所|事業者|台|冊|本|個|基|便|品|戸|棟|枚|席|児童|児|生|客|園|室|種目|種類|隊員|団員|会員"
    "|泊|時間|か月|隻|頭|尾|路線|地区|組織|施設|品目|集落|クラブ|コース|講座|団地|人員"
)
_MEASURE = re.compile(
    rf"(?:の?1日当たりの?)?(?:の?(?:{_DONE}))*(?:の?延べ)?の?(?:(?:{COUNTED})?数|人員|割合|(?<=の)[一-龠]{{2,3}}率|率|面積|延長)$"
)
_ONLY_COUNTS = re.compile(_DONE)
_LEAST_CHARS = 2


@lru_cache(maxsize=1024)  # a ledger has some hundreds of rows
def counted_thing(name: str) -> str | None:
    """The thing in the printed name of a row, folded; None where nothing is left of it."""
    thing = _MEASURE.sub("", _NOTE.sub("", plain(name))).removesuffix("の")
    return thing if len(thing) >= _LEAST_CHARS else None


def only_counts(done: str) -> bool:
    """Whether something is only done so that there is something to count (開催, 利用)."""
    return _ONLY_COUNTS.fullmatch(done) is not None
