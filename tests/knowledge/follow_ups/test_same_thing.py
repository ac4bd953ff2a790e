"""Follow-ups after a thing that only a statement tells of: asked of that very thing, not of what its sheet counts besides."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("園地継承バンクってなに？", "登録はどれくらいあった？", "14園地"),
        ("まちなか不動産会議ってなに？", "何回開いた？", "3回開催"),
        ("さくらんぼ応援隊ってなに？", "何人参加した？", "延べ438人"),
        ("まちゼミって何？", "何人受けたの？", "延べ412人"),
        ("摘み手の会ってなに？", "参加した人は？", "延べ174人"),
        ("お試しオフィスってなに？", "何組使った？", "17組"),
        ("連泊プランって何？", "どれくらい利用された？", "延べ860泊"),
        ("下駄札ってなに？", "何枚使われた？", "3,140枚"),
        ("湯守講座ってなに？", "どれくらい受けた？", "43人"),
        ("ふるさと便ってなに？", "何人に送った？", "240人"),
        ("御用聞き便って何？", "登録した人は何人？", "132人"),
        ("空き店舗に新しくできた店は何店？", "どんな店が入ったの？", "飲食店5店"),
    ],
)
def test_a_follow_up_is_told_of_the_thing_spoken_of(first: str, then: str, told: str):
    assert told in converse(town("orchards"), [first, then]).text


@pytest.mark.parametrize(
    ("folder", "first", "then"),
    [
        ("orchards", "経営カルテってなに？", "何人が使ってる？"),
        ("orchards", "雪あかり市ってなに？", "何人来た？"),
        ("classrooms", "ブックスタートってなに？", "どれくらい配った？"),
    ],
)
def test_a_number_that_is_not_told_of_it_is_no_other_number_of_its_sheet(folder: str, first: str, then: str):
    reply = converse(town(folder), [first, then])
    assert reply.outcome == "unknown"
    assert "出典" not in reply.text


def test_what_has_a_row_of_its_own_is_asked_for_beside_the_thing_spoken_of():
    assert "88,300" in converse(town("orchards"), ["下駄札ってなに？", "共同浴場の利用者は何人？"]).text


def test_the_thing_is_kept_as_the_documents_write_it():
    topic = converse(town("orchards"), ["すみません、下駄札って何でしょうか"]).topic
    assert topic is not None
    assert topic.thing == "下駄札"


def test_a_thing_is_not_lost_on_the_way_over_its_department(knowledge: Knowledge):
    turns = (
        "海の子山の子とは何でございますか。",
        "どちらの課がお世話していますか。",
        "費用は実際にいくらかかりましたか。",
    )
    assert "生涯学習課" in converse(knowledge, turns[:2]).text
    assert "1,532千円" in converse(knowledge, turns).text


def test_the_plan_on_which_a_row_rests_is_told_after_its_reason(knowledge: Knowledge):
    turns = ("女性委員の割合が下がったのはなぜですか？", "もとになっている計画の名前を教えてください。")
    assert "男女共同参画計画" in converse(knowledge, turns).text


def test_how_somebody_was_found_is_told_after_a_row_without_a_figure(knowledge: Knowledge):
    assert "直接訪問" in converse(knowledge, ("協力隊の募集でフェア行ったの？", "え、じゃあどうやって探したん")).text


def test_what_kind_of_a_thing_in_a_rows_name_is_told_by_the_reason_of_that_row():
    turns = ["交通事故で亡くなった人いる？", "どんな事故"]
    assert "80歳代の歩行者" in converse(town("snowfield"), turns).text
