"""How things are called on the desk's pages."""

from __future__ import annotations

from datetime import date

from casework.ends import End
from handlers.days import with_year
from handlers.model import Doubt
from knowledge.reply import Outcome
from storage.case_lists import View
from storage.cases import listed
from storage.models.cases import Channel
from storage.timeline import What

CHANNELS: dict[Channel, str] = {
    "line": "LINE",
    "form": "専用ページ",
    "phone": "電話",
    "paper": "手紙・FAX",
    "box": "投書箱",
    "mail": "メール",
    "counter": "窓口",
    "roundtable": "車座",
    "freetalk": "フリートーク",
    "petition": "要望書",
    "bot": "ボットへの質問",
}
KINDS = ("提言", "要望", "苦情", "問合せ", "その他")
OUTCOMES: dict[Outcome, str] = {
    "answered": "答えた",
    "asked_back": "聞き返した",
    "partly": "一部だけ答えた",
    "unknown": "資料になかった",
    "out_of_scope": "資料で答えることではなかった",
    "small_talk": "あいさつなど",
}
DOUBTS: dict[Doubt, str] = {
    "figure": "数字がちがう",
    "meaning": "聞きたいことがちがう",
    "outdated": "古い",
    "other": "そのほか",
}
ACTS = {
    "import": "取り込み",
    "restore": "前の版に戻す",
    "withdraw": "取り下げ",
    "give_again": "取り下げの取り消し",
    "amend": "職員による修正",
    "unamend": "修正の取り消し",
}
VIEWS: dict[View, str] = {
    "unread": "未確認",
    "mine": "自分の担当",
    "due": "期限3日以内",
    "overdue": "超過",
    "section": "課の回答待ち",
    "replied": "課の回答あり",
    "decision": "決裁待ち",
    "to_send": "送信待ち",
    "alike": "重複候補",
    "personal": "個人情報あり",
    "urgent": "緊急",
    "undelivered": "未達・不明",
}
HAPPENED: dict[What, str] = {
    "received": "受け付けました",
    "joined": "同じ人の声が加わりました",
    "repeated": "同じ文がもう一度届きました",
    "publication": "公表についての答えがありました",
    "triaged": "種類・分野などの案が出ました",
    "classified": "種類・分野・担当などを決めました",
    "inquiry": "担当課に照会しました",
    "section_reply": "担当課から回答がありました",
    "circulated": "供覧しました",
    "drafted": "回答案を書きました",
    "decided": "決裁がありました",
    "answered": "回答しました",
    "closed": "終了しました",
    "reopened": "対応を再開しました",
    "late": "遅れることを連絡しました",
    "asked_back": "本人に聞き返しました（期限は止まります）",
    "heard_back": "本人から返事がありました",
    "asked_after": "その後をたずねました",
    "still_open": "「まだ困っている」と答えがありました",
    "solved": "「よくなった」と答えがありました",
    "withdrawn": "取り下げられました",
    "taken_back": "送信が取り消されました",
    "held": "保存期間が過ぎても消さないことにしました",
    "released": "保存の延長をやめました",
    "split": "別の案件に分けました",
    "joined_into": "別の案件にまとめました",
    "taken_in": "別の案件を、ここにまとめました",
    "separated": "まとめを解きました",
    "let_out": "まとめていた案件を切り離しました",
    "joined_said_more": "まとめた案件の人から声が加わりました",
    "joined_still_open": "まとめた案件の人から「まだ困っている」と答えがありました",
    "note": "メモ",
    "copied": "公表用の写しを書きました",
    "proposed": "公表の案を出しました",
    "published": "公表しました",
    "not_published": "公表しないことにしました",
    "unpublished": "公表をやめました",
    "cleared": "市のホームページからも消しました",
    "handed_over": "担当を引き継ぎました",
    "section_told": "現場対応を課にメールで知らせました",
}
LETTER_KINDS = {"case": "案件について", "reply": "メッセージへの返事", "survey": "アンケートについて"}
MONITOR_STATES = {"applied": "応募中", "waiting": "待機", "registered": "登録", "ended": "任期終了"}
# What the details of an entry are called; those without a name here are not shown.
DETAILS = {
    "department": "課",
    "question": "聞いたこと",
    "due": "期限",
    "who": "人・課",
    "on": "日付",
    "document_number": "文書番号",
    "text": "本文",
    "reason": "理由",
    "end": "終わり方",
    "why": "理由",
    "until": "新しい期限",
    "kind": "種類",
    "category": "分野",
    "measures": "施策",
    "indicator": "指標",
    "into": "案件",
    "case": "案件",
    "contact": "連絡先",
    "detail": "案内先・根拠",
}


def readable(key: str, value: object) -> str:
    """What a detail of an entry says, as people read it."""
    if key == "end" and str(value) in End.__members__:
        return str(End[str(value)])
    if key == "measures":
        return "、".join(listed(str(value))) if str(value).startswith("[") else str(value)
    if key in ("due", "on", "until"):
        return with_year(date.fromisoformat(str(value)))
    return str(value)
