"""The record in words: what was done, to what, and the particulars. What has no words yet is shown as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.working_days import JAPAN
from console.amending import KINDS
from console.rights import ROLE_NAMES, SEPARATE
from console.words import CHANNELS
from handlers.days import with_year
from storage.amendments import KIND_OF

ACTS: dict[str, str] = {
    "login": "ログインした",
    "login.locked": "誤りが続き、ログインを止めた",
    "logout": "ログアウトした",
    "refused": "権限のない画面を開こうとした",
    "password.changed": "パスワードを変えた",
    "second_factor.chosen": "2つ目の確認を選んだ",
    "codes.printed": "予備の番号を作った",
    "code.mailed": "番号をメールで送った",
    "account.made": "職員を加えた",
    "account.changed": "職員の役割・権限を変えた",
    "account.new_password": "新しいパスワードを出した",
    "account.second_factor_reset": "2つ目の確認を選び直せるようにした",
    "account.closed": "職員を使えなくした",
    "case.read": "案件を見た",
    "case.change": "種類・分野・課・担当などを変えた",
    "case.entered": "声を入力した",
    "case.export": "案件の一覧を書き出した",
    "case.note": "メモを残した",
    "case.inquiry": "課に照会した",
    "case.section_reply": "課の回答を記録した",
    "case.section_told": "課にメールで知らせた",
    "case.circulated": "供覧済にした",
    "case.draft": "回答案を書いた",
    "case.decided": "決裁を記録した",
    "case.answered": "回答を送った",
    "case.ask_back": "本人に聞き返した",
    "case.hear_back": "本人の返事を記録した",
    "case.late": "遅れる連絡をした",
    "case.close": "返事をせずに終えた",
    "case.reopen": "対応を再開した",
    "case.hold": "保存期間が過ぎても消さないことにした",
    "case.release": "保存の延長をやめた",
    "case.alike": "似た声をまとめた・同じではないとした",
    "case.separate": "まとめを解いた",
    "case.split": "案件を分けた",
    "case.handed_over": "担当を引き継いだ",
    "case.state_told": "電話で状況を伝えた",
    "contact.read": "連絡先を見た",
    "person.shown": "本人の記録を見た（開示）",
    "person.erased": "本人の記録を消した",
    "retention.run": "保存期間の過ぎた案件を消した",
    "restored": "控えから戻した",
    "copy.written": "公表用の写しを書いた",
    "copy.proposed": "公表の案を出した",
    "copy.published": "公表した",
    "copy.refused": "公表しないことにした",
    "copy.withdrawn": "公表をやめた",
    "copy.cleared": "取り下げられたものを市のホームページから消した",
    "copy.exported": "ホームページ用に書き出した",
    "figures.exported": "集計を書き出した",
    "review.written": "成果説明書の下書きを書いた",
    "review.exported": "成果説明書の下書きを書き出した",
    "bot.stop": "ボットを止めた",
    "bot.start": "ボットを再開した",
    "pushes.stop": "配信を全部止めた",
    "pushes.start": "配信を再開した",
    "fact.withdrawn": "答えを1つ止めた",
    "fact.given_again": "止めた答えをまた出すようにした",
    "library.imported": "資料を取り込んだ",
    "library.import_agreed": "答えが変わっても取り込むことにした",
    "library.import_stopped": "資料の取り込みをやめた",
    "library.restored": "前の版に戻した",
    "library.amended": "知識を直した・足した",
    "library.amendment_taken_back": "知識の修正を取り消した",
    "library.doubt_settled": "確かでない所を確かめた",
    "survey.saved": "アンケートを保存した",
    "survey.scheduled": "アンケートの配信を決めた",
    "survey.unscheduled": "アンケートの配信を取りやめた",
    "survey.discarded": "アンケートの下書きを消した",
    "survey.released": "止まったアンケートを進めた",
    "survey.ended": "アンケートを途中で締め切った",
    "survey.tried": "アンケートを試しに送った",
    "survey.typed_in": "紙の答えを入力した",
    "survey.taken_back": "入力した紙の答えを取り消した",
    "survey.reflected": "アンケートの反映を書いた",
    "survey.told": "アンケートの結果を知らせた",
    "survey.exported": "アンケートの結果を書き出した",
    "monitors.registered": "モニターを登録した",
    "monitors.codes": "招待コードを作った",
    "monitors.renewal_asked": "モニターに更新のお願いを送った",
    "letters.released": "控えから戻したあと、待っていた手紙を送れるようにした",
    "letters.dropped": "控えから戻したあと、待っていた手紙を送らないことにした",
    "practice.begun": "練習をはじめた",
    "practice.ended": "練習を終えた",
}
_SUBJECTS = {
    "case": "案件",
    "receipt": "本人（受付番号）",
    "monitor": "本人（モニター番号）",
    "staff": "職員",
    "switch": "止めるボタン",
    "survey": "アンケート",
    "edition": "知識の版",
    "page": "画面",
    "import": "資料の取り込み",
    "file": "資料",
    "week": "供覧の週",
    "review": "年次評価の下書き",
    "figures": "集計",
    "inbox": "受付箱",
    "published": "公表",
    "database": "記録の全体",
    "library": "知識",
    "letters": "手紙",
    "panel": "モニター",
    "retention": "保存",
}
_SECOND_FACTORS = {"totp": "アプリの番号", "mail": "メールの番号", "office": "庁内の回線", "printed": "印刷した番号"}
_WAYS = {
    "print": "印刷",
    "docx": "Word",
    "html": "HTML",
    "txt": "文だけ",
    "csv": "CSV",
    "json": "JSON",
    "paper": "紙",
    "phone": "電話",
}


def _texts(names: Mapping[Any, str]) -> dict[str, str]:
    return {str(name): shown for name, shown in names.items()}


_RIGHTS = {"read": "見る", "work": "担当する", "approve": "承認する", "administer": "管理する", **_texts(SEPARATE)}
_AMENDMENTS = {**KINDS, "doubt": "確かでないところを確かめる"}
# What is stored under a name of ours, as people call it.
_VALUES: dict[str, Mapping[str, str]] = {
    "role": _texts(ROLE_NAMES),
    "rights": _RIGHTS,
    "needed": _RIGHTS,
    "second_factor": _SECOND_FACTORS,
    "way": _WAYS,
    "mode": _WAYS,
    "channel": _texts(CHANNELS),
    "what": {"kind": "種類", "category": "分野", "department": "課", "assignee": "担当"},
    # Release 0.1.0 noted an amendment by the name of its class.
    "kind": {
        **_AMENDMENTS,
        **{made.__name__: _AMENDMENTS[kind] for made, kind in KIND_OF.items()},
        "Check": KINDS["check"],
    },
}
# Of these two values are what was before and what is since.
_CHANGED = ("role", "department", "rights")
# Of these the value is the number of an account.
_PEOPLE = ("to",)
_NOTHING = {"department": "全庁", "rights": "なし"}
DETAILS = {
    "way": "方法",
    "mode": "方法",
    "entry": "回答の番号",
    "what": "内容",
    "channel": "受付方法",
    "rows": "件数",
    "cases": "件数",
    "to": "引き継ぎ先",
    "copied_from": "写した元",
    "wanted": "戻した版",
    "nth": "順番",
    "files": "ファイル",
    "checks": "変わる答え",
    "taken_at": "控えを取った日時",
    "letters": "送る前のお返事",
    "batches": "送る前の配信",
    "why": "理由",
    "fact": "答え",
    "role": "役割",
    "rights": "権限",
    "second_factor": "2つ目の確認",
    "kind": "種類",
    "count": "件数",
    "people": "人数",
    "chosen": "登録",
    "waiting": "待機",
    "lot": "名前",
    "title": "題名",
    "department": "課",
    "needed": "必要な権限",
    "by": "方法",
    "left_in": "写しに残した、個人が分かりそうな言葉など（か所）",
    "voice": "市民の声",
    "inquiry": "問合せ",
    "petition": "要望書",
}


def act_said(act: str) -> str:
    return ACTS.get(act, act)


def subject_said(subject: str, receipts: Mapping[int, str], people: Mapping[int, str]) -> str:
    """``receipts``: the numbers of the cases that are still there; ``people``: the names of all accounts; both by id."""
    kind, _, which = subject.partition(":")
    if kind == "staff" and which.isdecimal():
        which = people.get(int(which), which)
    if kind == "case" and which.isdecimal():
        which = receipts.get(int(which), f"（消した案件 {which}）")
    return f"{_SUBJECTS.get(kind, kind)} {which}".strip() if kind != "switch" else _SUBJECTS[kind]


def details_said(detail: Mapping[str, Any], people: Mapping[int, str]) -> list[str]:
    """Each particular that says anything; ``people`` as in ``subject_said``."""
    return [
        f"{DETAILS.get(key, key)}：{people.get(value, value) if key in _PEOPLE else _value_said(key, value)}"
        for key, value in detail.items()
        if value not in ("", [], None) and not (_is_change(key, value) and value[0] == value[1])
    ]


def _is_change(key: str, value: Any) -> bool:
    """Rights are themselves a list: what they were and are is a list of two."""
    return (
        key in _CHANGED and isinstance(value, list) and (key != "rights" or all(isinstance(one, list) for one in value))
    )


def _value_said(key: str, value: Any) -> str:
    if value in ([], None):
        return _NOTHING[key]
    if _is_change(key, value):
        return " → ".join(_value_said(key, one) for one in value)
    if key == "taken_at":
        at = datetime.fromisoformat(value).astimezone(JAPAN)
        return f"{with_year(at)} {at.hour}:{at:%M}"
    words = _VALUES.get(key, {})
    return "、".join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
