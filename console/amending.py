"""Putting right what the bot answers: what is typed at the desk, the edition as it would be, and whether all checks hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from console.desk import desk, me
from console.typed import row_number
from handlers import toml_values, trying
from handlers.checks import EXPECTED, Ask, Check, Failed, failing, told
from handlers.city import Door, Word
from handlers.parts import Amendment, Parts
from handlers.toml_values import BadCityFile
from knowledge.documents.doubts import rows_of
from knowledge.language.words import Words
from knowledge.ledger.amendments import TOLD, AddedRow, AddedStatement, OutOfScope, Settled
from knowledge.ledger.identity import Sheet, title_of
from knowledge.ledger.withdrawal import print_of
from knowledge.model import PlanSection
from storage import amendments, audit
from storage.amendments import EditionMovedOn

KINDS = {
    "word": "言葉を足す",
    "fact": "数字を足す",
    "words": "文を足す",
    "scope": "資料で答えることではない",
    "door": "案内先を足す",
    "check": "確認用の質問だけを足す",
}
EXPECTED_NAMES = {
    "answered": "資料から答える",
    "asked_back": "聞き返す",
    "door": "案内先を伝える",
    "out_of_scope": "資料で答えることではないと伝える",
    "unknown": "資料にないと伝える",
}
TOLD_NAMES = {"more": "そのほかのこと", "reason": "数字の理由", "next_steps": "今後の取組"}
_LONGEST = 200
_LONGEST_STATEMENT = 300
_NO_SAYS = "そのご用件は、手元の資料（市の計画と、その成果）では分かりません。"


class Unfinished(ValueError):
    """What was typed makes no amendment; the message says what to change, ``field`` where, if it is one field."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Tried:
    """The edition as it would be: ``outcome`` and ``text`` are the answer to the question of this amendment, ``failed`` the
    checks, old and new, that do not hold. ``after`` is the edition it was tried on."""

    after: int
    outcome: str
    text: str
    failed: tuple[Failed, ...]


def asking(parts: Parts) -> Ask:
    """How the bot would answer from these parts."""
    return trying.asking(parts, desk().city, _dictionary())


def not_holding(parts: Parts) -> tuple[Failed, ...]:
    """The checks that do not come out as expected from these parts."""
    checks = _all_checks()
    return tuple(failing(checks, asking(parts), (*desk().city.doors, *parts.doors))) if checks else ()


def broken_by(parts: Parts, before: Parts, more: Sequence[Check] = (), ask: Ask | None = None) -> tuple[Failed, ...]:
    """The checks kept here that would not hold any more; see ``handlers.trying``."""
    return trying.broken(_all_checks(), parts, before, desk().city, _dictionary(), more=more, ask=ask)


def _all_checks() -> list[Check]:
    with desk().database.reading() as session:
        return [check for one in amendments.listed(session, desk().seal) for check in one.checks]


def _dictionary() -> Words:
    # That of the present knowledge does as well; loading another one takes time.
    give = desk().knowledge
    return give().words if give else Words()


def tried(what: Amendment | None, check: Check) -> Tried:
    """What would come of an amendment. Nothing is kept."""
    with desk().database.reading() as session:
        parts = amendments.parts(session)
    later = parts if what is None else parts.with_also(what)
    ask = asking(later)
    outcome, text = told(check.question, ask, (*desk().city.doors, *later.doors))
    return Tried(parts.number, outcome, text, broken_by(later, parts, [check], ask))


def keep(what: Amendment | None, checks: Sequence[Check], after: int) -> int | None:
    """Answer by it from now on; the edition, None when another one has come meanwhile."""
    now = desk().clock()
    try:
        with desk().database.writing() as session:
            number = amendments.add(session, what, checks, desk().seal, now, by=me().id, after=after)
            kind = amendments.kind_of(what)
            audit.record(session, "library.amended", f"edition:{number}", now, staff_id=me().id, kind=kind)
    except EditionMovedOn:
        return None
    return number


# --- what is typed -------------------------------------------------------------------------------------------------


def typed_check() -> Check:
    """The question that guards the amendment. Raises Unfinished."""
    expected = next((one for one in EXPECTED if one == request.form.get("expected")), None)
    if expected is None:
        raise Unfinished("正しい結果を選んでください。")
    says = _line("says")
    if expected == "answered" and not says:
        raise Unfinished("答えに必ず入る言葉（数字など）を書いてください。", "says")
    return Check(_line("question", "確認用の質問", most=300), expected, says)


def typed(kind: str, parts: Parts) -> Amendment | None:
    """The amendment as typed; None for a check alone. Raises Unfinished."""
    match kind:
        case "word":
            return Word(_line("say", "住民の言い方"), _line("means", "資料での言い方"), _line("why") or None)
        case "fact":
            return _fact(parts)
        case "words":
            return _statement(parts)
        case "scope":
            return OutOfScope(_words(), _line("refusal") or _NO_SAYS)
        case "door":
            return _door()
        case "check":
            return None
    raise Unfinished("修正の方法を選んでください。")


def _fact(parts: Parts) -> AddedRow:
    key, name = _line("sheet"), _line("name", "指標などの名前")
    sheet = next((sheet for identity, sheet in parts.held(desk().city) if identity.key == key), None)
    if sheet is None or isinstance(sheet, PlanSection):
        raise Unfinished("どの施策・事業の数字かを選んでください。")
    if name in {row.name for row in rows_of(sheet)}:
        raise Unfinished(
            "その名前の数字は、もうあります。まちがいなら「確かでないところ」か「この答えを止める」で直してください。"
        )
    target, result = _line("target"), _line("result")
    if not target and not result:
        raise Unfinished("目標か実績の、少なくとも一方を書いてください。")
    page = request.form.get("page", type=row_number)
    document, place = _line("document", "載っている資料の名前"), _line("place", "資料の中の場所")
    return AddedRow(key, name, target, result, _line("unit"), document, place, page if page and page > 0 else None)


def _statement(parts: Parts) -> AddedStatement:
    key, _, number = _line("about").partition(" ")
    sheet = next((sheet for identity, sheet in parts.held(desk().city) if identity.key == key), None)
    if sheet is None or (number and number not in _numbers_in(sheet)):
        raise Unfinished("どの施策・事業のことかを選んでください。")
    told = next((one for one in TOLD if one == request.form.get("told")), "more")
    if told != "more" and (isinstance(sheet, PlanSection) or getattr(sheet, told) is not None):
        why = "計画にはその欄がない" if isinstance(sheet, PlanSection) else "資料にもう書かれている"
        raise Unfinished(f"{TOLD_NAMES[told]}は、{why}ため足せません。「{TOLD_NAMES['more']}」として足してください。")
    text = _line("text", "文", most=_LONGEST_STATEMENT)
    if (wording := request.form.get("wording")) not in ("quoted", "summary"):
        raise Unfinished("資料の文のままか、要約かを選んでください。")
    document, place = _line("document", "載っている資料の名前"), _line("place", "資料の中の場所")
    page = request.form.get("page", type=row_number)
    where = (document, place, page if page and page > 0 else None)
    return AddedStatement(key, told, text, wording == "quoted", *where, measure=number)


def _numbers_in(sheet: Sheet) -> tuple[str, ...]:
    return tuple(one.code.number for one in sheet.measures) if isinstance(sheet, PlanSection) else ()


def _door() -> Door:
    phone, page = _line("door_phone"), _line("door_page")
    try:
        return Door(
            words=_words(),
            section=_line("section", "案内先"),
            phone=toml_values.phone(phone, "電話") if phone else None,
            page=toml_values.page(page, "ページ") if page else None,
            hours=_line("door_hours") or None,
        )
    except BadCityFile as problem:
        raise Unfinished(str(problem)) from problem


def _words() -> tuple[str, ...]:
    words = tuple(
        dict.fromkeys(part.strip() for part in _line("words").replace("，", "、").split("、") if part.strip())
    )
    if not words:
        raise Unfinished("言葉を書いてください。質問にこの言葉があるときに使います。", "words")
    if any(len(word) < 2 for word in words):
        raise Unfinished("言葉は2字以上にしてください。1字では、ほかの質問まで当たります。", "words")
    return words


def _line(name: str, label: str = "", *, most: int = _LONGEST) -> str:
    """One line of the form without controls; "" where nothing is typed. With a ``label`` it is needed."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in request.form.get(name, "")).split())
    if label and not text:
        raise Unfinished(f"{label}を書いてください。", name)
    if len(text) > most:
        raise Unfinished(f"{label or '1つの欄'}は{most}字以内にしてください。", name)
    return text


def names_of_rows(parts: Parts) -> dict[tuple[str, str], str]:
    """What the rows of the documents are called, as they were read: by the key of their sheet and their fingerprint."""
    return {
        (identity.key, print_of(row)): f"{row.name}（{title_of(sheet)}）"
        for identity, sheet in parts.only(()).held(desk().city)
        if not isinstance(sheet, PlanSection)
        for row in rows_of(sheet)
    }


def in_words(what: Amendment | None, names: Mapping[tuple[str, str], str] | None = None) -> str:
    """An amendment on one line, for lists; ``names`` are those of ``names_of_rows``."""
    match what:
        case Word():
            return f"「{what.say}」は、資料の「{what.means}」のこと"
        case Door():
            number = f" {what.phone}" if what.phone else ""
            hours = f"（{what.hours}）" if what.hours else ""
            return f"「{'」「'.join(what.words)}」は、{what.section}{number}{hours}へ案内"
        case AddedRow():
            figures = f"目標{what.target or '－'}・実績{what.result or '－'}{what.unit}"
            return f"{what.name}：{figures}（{_where(what)}）"
        case AddedStatement():
            told = f"「{what.text}」" if what.quoted else f"{what.text}（要約）"
            return f"{TOLD_NAMES[what.told]}：{told}（{_where(what)}）"
        case OutOfScope():
            return f"「{'」「'.join(what.words)}」は、資料で答えることではない"
        case Settled():
            name = (names or {}).get((what.sheet, what.print), "確かでないところ")
            figures = f"目標{what.target or '－'}・実績{what.result or '－'}{what.unit or ''}"
            return f"{name}を、原本で確かめた{f'（{figures}に直した）' if what.target is not None else ''}"
    return "確認用の質問だけ"


def _where(what: AddedRow | AddedStatement) -> str:
    return f"{what.document} {what.place}{f' {what.page}ページ' if what.page else ''}"
