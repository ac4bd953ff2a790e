"""How the bot understood a question, in words for staff: what it took it for, and what stood near and was not told."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.identity import title_of
from knowledge.model import PlanMeasure
from knowledge.reply import Reply
from knowledge.telling.set_aside import Near, Why

ASPECTS = {
    "account": "予算科目",
    "achievements": "実績（文）",
    "budget": "予算",
    "code": "施策の番号",
    "department": "担当課",
    "doings": "していること",
    "efforts": "これまでの取組",
    "figure": "数字（目標と実績）",
    "gap": "目標との差",
    "goals": "目標（文）",
    "issues": "現状と課題",
    "left": "予算の残り",
    "list": "一覧",
    "next": "今後の取組",
    "overview": "概要",
    "plans": "個別計画",
    "policies": "方針",
    "projects": "関係する事業",
    "purpose": "目的",
    "ratio": "達成の割合",
    "reached": "目標に届いたか",
    "reason": "理由",
    "result": "実績",
    "source": "出典",
    "spent": "使った額",
    "staffing": "職員の人工",
    "state": "状況",
    "strategy": "創生総合戦略",
    "target": "目標",
}
_SLOTS = {
    "aspects": "たずねていること",
    "aspect": "答えたこと",
    "words": "手がかりの言葉",
    "lacking": "資料にない言葉",
    "subjects": "何のことか",
    "year": "年度",
    "limit": "資料の外のもの",
    "place": "場所",
    "refusal": "答えない理由",
    "readings": "どちらのことか",
    "talk": "あいさつなど",
}
_REFUSALS = {"desk": "職員が、資料で答えることではないとした言葉", "held_back": "職員が止めた答え"}
_TALKS = {
    "morning": "朝のあいさつ",
    "evening": "夜のあいさつ",
    "greeting": "あいさつ",
    "thanks": "お礼",
    "help": "使い方",
    "agreement": "あいづち",
    "empty": "言葉がない",
}
_OF_THE_BOT = "決まった断り方"
_WHYS: dict[Why, str] = {
    "other_year": "年度がちがいます",
    "lacks_words": "質問の言葉がありません",
    "fits_less": "使ったもののほうが、よく合います",
    "not_chosen": "同じくらい合いますが、選びませんでした",
}


def slots_in_words(knowledge: Knowledge, reply: Reply) -> Iterator[tuple[str, str]]:
    """Each thing that was understood, by name and value; nothing where nothing was."""
    for slot, value in reply.slots.items():
        values = [value] if isinstance(value, str) else value
        told = "、".join(_value(knowledge, slot, one) for one in values if one)
        if told:
            yield _SLOTS.get(slot, slot), told


def _value(knowledge: Knowledge, slot: str, value: str) -> str:
    match slot:
        case "aspects" | "aspect":
            return ASPECTS.get(value, value)
        case "talk":
            return _TALKS.get(value, value)
        case "refusal":
            return _REFUSALS.get(value, _OF_THE_BOT)
        case "subjects" if value in knowledge.by_key:
            return knowledge.by_key[value].name
    return value


def near_in_words(near: Near) -> tuple[str, str]:
    """What stood near, with the sheet it stands on; and why it was not told."""
    sheet = near.subject.sheet
    title = f"{sheet.source.document} 施策{sheet.code.number}" if isinstance(sheet, PlanMeasure) else title_of(sheet)
    name = f"{title}／{near.subject.name}"
    lacking = f"（「{'」「'.join(near.lacking)}」）" if near.why == "lacks_words" else ""
    why = f"{_WHYS[near.why]}{lacking}。" if near.why else ""
    return name, f"{why}質問の言葉の{round(near.covered * 100)}%が当てはまります。"
