"""Pages that are reached by sending a form: previews, faults, what somebody else changed, an expired session, one's data."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from barriers import Barriers, served, signs_in
from bundled_knowledge import bundled_knowledge
from hall import PASSWORD, Clock, Hall, opened
from held_survey import made
from playwright.sync_api import Page, Response

from storage import staff
from storage.database import Database

pytestmark = [pytest.mark.chromium]

RECEIPT, OTHER = "K-2026-0001-7", "K-2026-0002-5"
LONG = "てすうりょうのねんがくこていかせいどのみなおしについて" * 6 + "https://example.org/" + "a" * 120
# Sent last, for they end what the others need: the session, the practice, the account.
ENDS = ("/logout", "/practice/begin", "/practice/end", "/second-factor", "/accounts/1", "/me/", "/login")
THANKS = "貴重なご意見をありがとうございます。今後の参考にいたします。"


@pytest.fixture
def town(sqlite: Database) -> Iterator[tuple[Hall, str]]:
    knowledge = bundled_knowledge()
    hall = opened(sqlite, Clock(), office="127.0.0.0/8", name="上山市", knowledge=knowledge, sends_mail=True)
    for login in ("kuri", "momo"):
        hall.hires(login, "admin", rights=("identity", "export", "publish"))
    person = hall.hires("mame", second_factor="mail")
    with sqlite.writing() as session:
        staff.choose_mail(session, person, "mame@city.example", hall.seal)
    hall.hears(
        f"側溝のふたが割れています。{LONG} 090-1234-5678 山田です",
        contact=hall.seal.seal("山田 0000-11-2222"),
        may_publish=True,
    )
    hall.hears("街灯が消えています", user="U2")
    made(hall)
    with served(hall) as address:
        yield hall, address


class Visitor:
    """Somebody with a browser, who looks at each page as axe does and at both sizes."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.barriers = Barriers()
        self.broken: list[tuple[str, int]] = []
        self._seen: set[tuple[int, str, str]] = set()

    def signs_in(self, login: str = "kuri", password: str = PASSWORD) -> None:
        signs_in(self.page, self.address, login, password)

    def sends(self, path: str, **fields: str) -> Response:
        """A form as the page would send it, with the token of the page that is open."""
        token = self.page.locator("input[name=csrf_token]").first.get_attribute("value")
        given = {"csrf_token": token, **{name.replace("__", "-"): value for name, value in fields.items()}}
        with self.page.expect_navigation() as sent:
            self.page.evaluate(
                """([path, fields]) => {
                    const form = document.createElement("form");
                    form.method = "post";
                    form.action = path;
                    for (const [name, value] of Object.entries(fields)) {
                        const field = document.createElement("input");
                        [field.type, field.name, field.value] = ["hidden", name, value];
                        form.append(field);
                    }
                    document.body.append(form);
                    form.submit();
                }""",
                [f"{self.address}{path}", given],
            )
        return sent.value

    def looks(self, name: str, answer: Response) -> str:
        """What is wrong with the page that is open is noted once for each kind of page; its text."""
        text = self.page.content()
        if answer.status >= 500:
            self.broken.append((name, answer.status))
        alerts = self.page.locator("[role=alert], [role=status]").all_inner_texts()
        kind = (answer.status, self.page.title(), re.sub(r"[0-9]+", "", "|".join(alerts)))
        if kind in self._seen:
            return text
        self._seen.add(kind)
        self.barriers.looks(self.page, f"posted-{name}")
        return text


@pytest.fixture
def visitor(town, chromium) -> Visitor:
    context = chromium.new_context(locale="ja-JP", reduced_motion="reduce", bypass_csp=True)
    return Visitor(context.new_page(), town[1])


def _posts(hall: Hall) -> list[str]:
    """Every address that takes a form, with a case or a row that is there."""
    paths = []
    for rule in hall.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = re.sub(r"<int:[a-z_]+>", "1", rule.rule.replace("<receipt>", RECEIPT))
            paths.append(path)
    return sorted(set(paths), key=lambda path: (path.startswith(ENDS) or path.endswith("/second-factor"), path))


def test_a_form_with_nothing_in_it_is_answered_by_a_page_for_everybody(town, visitor):
    hall, _ = town
    visitor.signs_in()
    for path in _posts(hall):
        if visitor.page.locator("input[name=csrf_token]").count() == 0 or "/login" in visitor.page.url:
            visitor.signs_in()
        answer = visitor.sends(path)
        visitor.looks(f"empty{path.replace('/', '-')}", answer)
    assert (visitor.broken, visitor.barriers) == ([], Barriers())


def test_what_follows_a_form_keeps_nobody_out(town, visitor):
    _, address = town
    visitor.signs_in()

    def goes(shot: str, path: str, sees: str, **fields: str) -> None:
        visitor.page.goto(f"{address}/cases/{RECEIPT}/")
        assert sees in visitor.looks(shot, visitor.sends(path, **fields)), shot

    reply = {"text": THANKS, "end": "NOTED", "reason": "貴重なご意見として", "signed_as": "mayor"}
    goes("preview", f"/cases/{RECEIPT}/reply", "貴重なご意見", do="preview", **reply)
    goes("preview-long", f"/cases/{RECEIPT}/reply", "字あります", do="preview", **{**reply, "text": LONG * 4})
    goes("samples", f"/cases/{RECEIPT}/reply", "文例", do="phrase:road_mended", **reply)
    goes("fact", f"/cases/{RECEIPT}/reply", "出典", do="fact", question="令和5年度のNPO法人数は？", **reply)
    goes("not-done", f"/cases/{RECEIPT}/step", "まだ保存していません", step="close", text="", version="0")
    goes("overtaken", f"/cases/{RECEIPT}/note", "ほかの人が先に変えました", text=LONG, version="99")
    goes("contact", f"/cases/{RECEIPT}/contact", "0000-11-2222", reason="本人の希望で電話をかけるため")
    goes("redacted", f"/cases/{RECEIPT}/publish", "公表", do="redact", asked=f"{LONG} 090-1234-5678", answered="")
    other_copy = {"copy_read": "of-another-copy", "why": "短くした", "answered": LONG}
    goes("copy-overtaken", f"/cases/{RECEIPT}/publish", "ほかの人が写しを変えました", asked=LONG, **other_copy)
    goes("group", "/group", "まとめて回答", chosen=OTHER)
    goes("group-kept", "/group", "案あり", chosen=OTHER, do="keep", **reply)
    goes("group-sent", "/group", "できませんでした", chosen=OTHER, do="send", how="push")
    goes("entered", "/enter", "本人に番号を伝えてください", channel="phone", on="2026-11-20", text=LONG)
    goes("found", "/inbox/search", "見つかった案件", words="側溝")
    goes("found-nothing", "/inbox/search", "あてはまる案件はありません", words="ペンギン")
    goes("state", "/lookup", "受付", receipt=RECEIPT)
    goes("no-receipt", "/lookup", "番号", receipt="K-2026-0001-9")
    goes("handed-nothing", "/handover", "だれからだれへ", giver="1", taker="1")
    goes("person", "/keeping/person", "本人の記録", receipt=RECEIPT, why="本人からの請求です", do="show")
    goes("stop-found", "/stop/", "この答えを止める", words="NPO法人数")
    goes("stopped", "/stop/switch", "止まっています", name="bot", act="stop", why="おかしな答えが出た")
    goes("stop-nothing", "/stop/switch", "止める理由を書いてください", name="pushes", act="stop", why="")
    goes("account", "/accounts/new", "最初のパスワード", login="tanuki", name="田中", role="viewer")
    goes("account-taken", "/accounts/new", "もう使われています", login="momo", name="田中", role="viewer")
    goes("codes", "/me/codes", "予備の番号")
    goes("password-wrong", "/me/password", "ちがいます", present="x", new="y" * 12, again="y" * 12)
    goes("erased", "/keeping/person", "消去しました", receipt=OTHER, why="本人からの請求です", do="erase")

    assert (visitor.broken, visitor.barriers) == ([], Barriers())


def test_what_follows_a_form_about_knowledge_and_panel_keeps_nobody_out(town, visitor):
    _, address = town
    visitor.signs_in()

    def goes(shot: str, path: str, sees: str, **fields: str) -> None:
        visitor.page.goto(f"{address}/knowledge/")
        assert sees in visitor.looks(shot, visitor.sends(path, **fields)), shot

    word = {
        "kind": "word",
        "say": "ボラ団体",
        "means": "NPO法人",
        "question": "ボラ団体の数は？",
        "expected": "answered",
    }
    goes("bench", "/knowledge/bench", "使った出典", question="NPO法人数は？")
    goes("bench-near", "/knowledge/bench", "質問の言葉がありません", question="ボラ団体の数は？")
    goes("facts", "/knowledge/facts", "この事実を使った答えを見る", words="NPO法人数")
    goes("mend-tried", "/knowledge/mend", "すべて正しく答えられます", do="look", says="17団体", **word)
    goes("mend-failed", "/knowledge/mend", "まだ使っていません", do="keep", says="99団体", **word)
    goes("mend-kept", "/knowledge/mend", "直しました", do="keep", says="17団体", **word)
    survey = {"opens_at": "2027-01-11T18:30", "closes_at": "2027-01-20T20:00", "q-0-id": "q1", "q-0-type": "single"}
    goes("builder-wrong", "/surveys/new", "質問の文が空です", title=LONG[:60], do="look", **survey)
    goes("try", "/surveys/1/try", "何も保存されません", do="answer")
    goes("quotas", "/monitors/register", "まだ何も変わっていません", do="look", by="age_group", capacity="9")
    goes("quota-wrong", "/monitors/register", "定員は1から", do="look", by="age_group", capacity="百")
    goes("letters", "/monitors/codes", "市民モニターへのご招待", count="2", lot="令和8年度 無作為抽出")
    goes("review", "/figures/review/draft", "保存しました", measure="7次 5-1-1", year="2023", note__changed=LONG)

    assert (visitor.broken, visitor.barriers) == ([], Barriers())


def test_who_signs_in_or_has_to_again_is_kept_out_by_nothing(town, visitor):
    hall, address = town
    visitor.signs_in(password="wrong wrong wrong")
    visitor.page.goto(f"{address}/login")
    assert "ちがうか" in visitor.looks(
        "login-wrong", visitor.sends("/login", login="kuri", password="wrong wrong wrong")
    )
    visitor.signs_in()
    visitor.page.goto(f"{address}/cases/{RECEIPT}/reply")
    hall.clock.passes(hours=2)
    sent = visitor.sends(f"/cases/{RECEIPT}/reply", do="keep", text=LONG, end="DONE", reason="直した")
    assert "残してあります" in visitor.looks("expired", sent)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button").last.click()
    visitor.page.get_by_label("ログイン名").fill("kuri")
    visitor.page.get_by_label("パスワード").fill(PASSWORD)
    with visitor.page.expect_navigation() as again:
        visitor.page.get_by_role("button", name="ログイン").click()
    assert LONG in visitor.looks("go-on", again.value)
    visitor.page.context.clear_cookies()
    hall.clock.passes(minutes=5)
    # Outside the hall nothing but the mailed code opens.
    visitor.page.set_extra_http_headers({"X-Forwarded-For": "198.51.100.9"})
    visitor.page.goto(f"{address}/login")
    page = visitor.looks("code-mail", visitor.sends("/login", login="mame", password=PASSWORD))
    assert "メールで届いた6けた" in page
    assert "番号がちがいます" in visitor.looks("code-wrong", visitor.sends("/login/code", code="000000"))
    visitor.page.goto(f"{address}/login/code")
    assert "送ったばかり" in visitor.looks("code-soon", visitor.sends("/login/code/mail"))
    assert (visitor.broken, visitor.barriers) == ([], Barriers())
