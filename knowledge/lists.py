"""Questions whose answer is computed over many sheets: what missed its target, what cost most, what there is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.holdings import by_strategy, inventory
from knowledge.rankings import by_bound, by_money, farthest, met_or_missed, used_up, without_result
from knowledge.reply import Reply
from knowledge.slots import FIGURES, MONEY, Asked
from knowledge.subjects import Subject
from knowledge.understanding import Knowledge
from knowledge.wording import reached

_MISSED = re.compile(
    r"届[かき](?:な|ま[^し]|ませ|ね|ず|て(?:い)?な)|未達|達成?(?:し|でき|され)?(?:て(?:い)?)?(?:な|ませ|ず|ね)|下回|割り込|足り(?:な|ま)|クリア(?:でき|し)(?:て(?:い)?)?(?:な|ませ)|満たな|できなかった|遠い|遠かった|より(?:だいぶ|かなり|ずっと|も)?(?:悪|少な|低)|目標(?:に|まで|値に|値まで)?(?:は|も)?(?:い|行)[かけ](?:な|ま[^し]|ず|ね)|及ば|失敗|\b(?:not|missed|failed)\b"
)
_MET = re.compile(
    r"達成|届[いき]|上回|クリア|超え|目標(?:に|まで|値に|値まで)?(?:は|も)?(?:い|行)[っけ]た|より(?:だいぶ|かなり|ずっと|も)?(?:良|よ|多|高)|\b(?:met|reached|achieved)\b"
)
_ASKS_WHICH = re.compile(
    r"どれ|どの|もの|のは(?:[?？]|$)|全部|ぜんぶ|すべて|全て|一覧|リスト|指標|なに|何(?!人|件|回|%|ポイント|団体|地区)|いくつ|施策|事業|教えて|\b(?:which|all|list)\b"
)
_TOTAL = re.compile(r"全部で|ぜんぶで|合計|総額|全体|トータル|合わせて")
_USED_UP = re.compile(
    r"使い切|(?:全額|全部|ぜんぶ|すべて|全て|まるまる)(?:を)?使|残(?:り|額)(?:が)?(?:ない|なし|0|ゼロ)"
)
_ZERO = re.compile(r"ゼロ|(?<![\d.])0(?:人|件|回|だった|の)?(?![\d.%])")
_NO_FIGURE = re.compile(r"(?:数字|実績|目標|記載|値)の?(?:記載)?(?:が|の)(?:ない|なし|無い|載っていない)|「[-－―]」")
_NOT_IN_STRATEGY = re.compile(
    r"該当(?:なし|しない|がない)|入って(?:い)?な|入らな|載って(?:い)?な|外れ|位置付けられていない|含まれていない|関係(?:ない|しない)"
)
_BOUND = re.compile(
    r"(\d[\d,.]*)\s?(億|千万|百万|万|千)?(?:円|人工|人分)?(?:を|より)?\s?(超|以上|以下|未満|多|少|下回)"
)
# So many people, no more and no less.
_STAFF = re.compile(r"(\d+(?:\.\d+)?)\s?()(?:人工|人分|人)\s?()(?!より|以上|以下|未満|を?超)")
# 「一番安くすんだ事業」 speaks of money without naming it.
_COSTLY = re.compile(r"高[いくか]|安[いくかあ上]|少なく(?:て)?[す済]|節約|金食い|食っ[てた]|お金")
# Which figure is the greatest, and what makes it a question of how far a target was reached.
_BY_SIZE = re.compile(r"多|高|大き|少な|低|小さ")
_BY_TARGET = re.compile(r"上回|下回|離れ|近|達成|届|超|ずれ|差|開き|未達|対し|比べ|より|割合|[率%]")
_STATE = re.compile(r"状況|具合|まとめ|どうだった")


def computed(knowledge: Knowledge, asked: Asked) -> Reply | None:
    """The answer to a question over all sheets that names no single thing; None where it is no such question."""
    if asked.asks(*MONEY) and _TOTAL.search(asked.text):
        return None  # no sheet prints a sum, and the sheets are not all there is
    if asked.asks("left") and _ASKS_WHICH.search(asked.text) and _USED_UP.search(asked.text):
        return used_up(knowledge)
    if asked.asks("strategy"):
        return by_strategy(knowledge, asked, within=not _NOT_IN_STRATEGY.search(asked.text))
    if asked.asks(*FIGURES) and "指標" in asked.text and (_ZERO.search(asked.text) or _NO_FIGURE.search(asked.text)):
        return without_result(knowledge, zero=bool(_ZERO.search(asked.text)))
    if asked.asks("staffing") and not asked.most and (exact := _STAFF.search(asked.text)):
        return by_bound(knowledge, asked, exact)
    if (asked.asks(*MONEY) and asked.asks("list") and not _BOUND.search(asked.text)) or (
        asked.most and money_ranked(asked)
    ):
        return by_money(knowledge, asked)
    if farthest_asked(asked):
        return farthest(knowledge, asked, below=asks_missed(asked) or asked.least)
    if asked.asks(*MONEY) and (bound := _BOUND.search(asked.text)) and _ASKS_WHICH.search(asked.text):
        return by_bound(knowledge, asked, bound)
    wanted, met = _which_targets(asked)
    if not wanted:
        return inventory(knowledge, asked)
    department = knowledge.department_in(asked.text)
    if knowledge.excepts_department(asked.text):
        return None
    return met_or_missed(knowledge, met=met, department=department)


def money_ranked(asked: Asked) -> bool:
    """Whether the projects are set in an order by their money or their people."""
    return asked.asks(*MONEY) or (
        "事業" in asked.text and _COSTLY.search(asked.text) is not None and not asked.asks(*FIGURES)
    )


def farthest_asked(asked: Asked) -> bool:
    """Whether the row is asked for that lies farthest above or below its target."""
    if _BY_SIZE.search(asked.text) and not _BY_TARGET.search(asked.text):
        return False  # 「実績が一番多い指標」: people and times are not compared
    return asked.most and asked.asks(*FIGURES)


def asks_missed(asked: Asked) -> bool:
    """Whether what did not reach its target is asked for."""
    return _MISSED.search(asked.text) is not None


def asks_reached(asked: Asked) -> bool:
    """Whether what reached its target, or is above it, is asked for."""
    return _MET.search(asked.text) is not None


def targets_of_department(knowledge: Knowledge, asked: Asked, department: str) -> Reply | None:
    """Which of a department's targets were reached or missed; None where that is not asked, or it has none such."""
    wanted, met = _which_targets(asked)
    return met_or_missed(knowledge, met=met, department=department) if wanted else None


def rows_wanted(asked: Asked, rows: Sequence[Subject]) -> Sequence[Subject]:
    """Of several rows those that met their target, or did not, where such are asked for and there are some."""
    wanted, met = _which_targets(asked) if len(rows) > 1 else (False, None)
    chosen = [one for one in rows if one.row is not None and reached(one.row) is met]
    return chosen if wanted and met is not None and chosen else rows


def _which_targets(asked: Asked) -> tuple[bool, bool | None]:
    """Whether a question asks which targets were reached, and whether those that were or were not; None: of all."""
    if not asked.asks("reached", "gap", "target") or asked.asks(*MONEY) or not _ASKS_WHICH.search(asked.text):
        return False, None
    if _MISSED.search(asked.text):
        return True, False
    if _STATE.search(asked.text):
        return True, None
    return _MET.search(asked.text) is not None, True


def names_bound(asked: Asked) -> bool:
    """Whether a question names an amount that something lies above or below (「100万円以下」)."""
    return _BOUND.search(asked.text) is not None
