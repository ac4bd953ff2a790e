"""A chapter of the plan, read from an invented one whose pages are laid out like the city's."""

import pytest

from knowledge.documents.document import read_document
from knowledge.documents.lines import UnreadableDocument
from knowledge.model import Code

PLAN = """ 学びと文化第２章

基本施策 ２－１　図書館

SDGsとの関連

現状と課題

　第４次みほん市振興計画では、図書館に
力を入れました。
　本を読む人は減っています。

方　針

１　第５次みほん市振興計画に沿い、本と出会う場を
増やします。
２　電子書籍を入れます。

移動図書館の車
 施策

これまでの取組

目　標

１　本と出会う場の充実
　移動図書館を走らせます。
２４時間使える返却口を設けます。

２　電子書籍の導入
電子書籍を入れ

ます。

▷移動図書館を始め
ました。
▷職員を育てました。

個別計画

みほん市図書館計画 みほん市読書
推進プラン（第２次）

市立図書館

２－１－１　図書館の充実
 施策

これまでの取組

目　標

１　協力の強化
となりの町の図書館と協力します。

２－１－２　広域の連携

個別計画

▷となりの町と話し合いました。
 基本施策 ２－２　文化

現状と課題

　祭りが続いています。

方　針

１　祭りを守ります。
 第３章　産業

基本施策 ３－１　農業

現状と課題

　りんごを作っています。

方　針

１　りんごを広めます。
"""


@pytest.fixture
def sections():
    return read_document(PLAN).sections


def test_the_plan_is_the_newest_it_names(sections):
    assert {(section.city, section.code.plan) for section in sections} == {("みほん市", "5次")}


def test_a_chapter_is_found_whichever_of_number_and_heading_comes_first(sections):
    assert [(section.code.number, section.chapter) for section in sections] == [
        ("2-1", "第2章 学びと文化"),
        ("2-2", "第2章 学びと文化"),
        ("3-1", "第3章 産業"),
    ]
    assert sections[2].source.document == "第5次みほん市振興計画 第3章"


def test_the_situation_is_read_paragraph_by_paragraph(sections):
    assert [issue.text for issue in sections[0].issues] == [
        "第4次みほん市振興計画では、図書館に力を入れました。",
        "本を読む人は減っています。",
    ]


def test_policies_end_where_the_caption_of_a_photograph_begins(sections):
    assert [policy.text for policy in sections[0].policies] == [
        "第5次みほん市振興計画に沿い、本と出会う場を増やします。",
        "電子書籍を入れます。",
    ]
    assert [caption.text for caption in sections[0].captions] == ["移動図書館の車", "市立図書館"]


def test_measures_keep_their_order_and_codes(sections):
    assert [(measure.code, measure.title) for measure in sections[0].measures] == [
        (Code("5次", "2-1-1"), "図書館の充実"),
        (Code("5次", "2-1-2"), "広域の連携"),
    ]


def test_a_goal_keeps_its_heading_apart_from_its_sentences(sections):
    first, second = sections[0].measures[0].goals
    assert (first.heading, second.heading) == ("本と出会う場の充実", "電子書籍の導入")
    assert first.text.text == "移動図書館を走らせます。24時間使える返却口を設けます。"
    assert second.text.text == "電子書籍を入れます。"


def test_efforts_are_found_by_their_mark_wherever_they_stand(sections):
    first, second = sections[0].measures
    assert [effort.text for effort in first.efforts] == ["移動図書館を始めました。", "職員を育てました。"]
    assert [effort.text for effort in second.efforts] == ["となりの町と話し合いました。"]


def test_individual_plans_are_told_apart_though_they_share_a_line(sections):
    assert sections[0].measures[0].plans == ("みほん市図書館計画", "みほん市読書推進プラン（第2次）")
    assert sections[0].measures[1].plans == ()


def test_every_place_is_a_page_and_a_line(sections):
    goal = sections[0].measures[0].goals[0]
    assert (goal.text.source.page, PLAN.split("\n")[goal.text.source.line - 1]) == (2, "１　本と出会う場の充実")
    assert sections[1].source.page == 4


def test_a_measure_without_a_number_is_refused_with_its_page():
    with pytest.raises(UnreadableDocument, match="3ページ"):
        read_document(PLAN.replace("２－１－２　", ""))


_TWO_ON_A_PAGE = """施策

２－２－１　祭りの継承

目　標

１　祭りの継承
囃子を教えます。

施策

{second}

目　標

１　音楽の広がり
音楽会を開きます。
"""


def _two_on_a_page(measures: str):
    return PLAN.replace("１　祭りを守ります。\n", "１　祭りを守ります。\n\n" + measures)


def test_a_measure_without_a_number_does_not_take_that_of_the_one_above_it():
    whole = _two_on_a_page(_TWO_ON_A_PAGE.format(second="２－２－２　音楽の広がり"))
    assert [one.code.number for one in read_document(whole).sections[1].measures] == ["2-2-1", "2-2-2"]
    without = _two_on_a_page(_TWO_ON_A_PAGE.format(second="音楽の広がり"))
    at = without.split("\n").index("施策", without.split("\n").index("２－２－１　祭りの継承")) + 1
    with pytest.raises(UnreadableDocument, match=f"{at}行目"):
        read_document(without)


def test_numbers_may_stand_above_the_labels_of_two_measures_on_a_page():
    above = "２－２－１　祭りの継承\n\n施策\n\n目　標\n\n１　囃子\n囃子を教えます。\n\n"
    measures = read_document(_two_on_a_page(above + above.replace("２－２－１", "２－２－２"))).sections[1].measures
    assert [(one.code.number, len(one.goals)) for one in measures] == [("2-2-1", 1), ("2-2-2", 1)]


def test_the_opening_of_a_chapter_is_no_caption_on_the_page_before_it():
    last = """ 施策

これまでの取組

目　標

１　祭りの継承
囃子を教えます。

個別計画

みほん市文化財計画

２－２－１　祭りの継承
 第３章　産業
"""
    for opening in (" 第３章　産業\n", " 産業第３章\n"):
        text = PLAN.replace(" 第３章　産業\n", last).replace(" 第３章　産業\n", opening)
        _, culture, farming = read_document(text).sections
        assert (culture.captions, culture.measures[0].plans) == ((), ("みほん市文化財計画",))
        assert farming.chapter == "第3章 産業"


def test_a_basic_measure_outside_a_chapter_is_refused():
    with pytest.raises(UnreadableDocument, match="章の番号"):
        read_document(PLAN.replace("第２章", "").replace("第３章", ""))


def changed(old: str, new: str):
    assert old in PLAN
    return read_document(PLAN.replace(old, new)).sections[0]


def test_plans_side_by_side_that_are_both_broken_are_each_put_together():
    names = "みほん市図書館計画 みほん市読書\n推進プラン（第２次）"
    section = changed(names, "みほん市図書館 みほん市読書\n整備計画 推進プラン（第２次）")
    assert section.measures[0].plans == ("みほん市図書館整備計画", "みほん市読書推進プラン（第2次）")


def test_a_title_that_fills_its_line_may_go_on_below():
    title = "２－１－１　子どもから大人までが本と出会う図書館の充実と活用"
    measure = changed("２－１－１　図書館の充実", f"{title}\nの推進").measures[0]
    assert measure.title == "子どもから大人までが本と出会う図書館の充実と活用の推進"


def test_a_sentence_that_names_another_measure_is_no_title():
    measure = changed("２４時間使える", "2-1-2の取組とともに、\n2-1-3の返却口を設けます。\n２４時間使える").measures[0]
    assert (measure.code.number, measure.title) == ("2-1-1", "図書館の充実")


def test_a_title_spread_over_its_line_is_one_word():
    assert changed("基本施策 ２－１　図書館", "基本施策　２－１　図　書　館").title == "図書館"


def test_captions_below_the_situation_or_the_goals_are_captions():
    section = changed(
        "　本を読む人は減っています。", "　本を読む人は減っています。\n\n読み聞かせの様子（令和４年10月）"
    )
    assert section.issues[-1].text == "本を読む人は減っています。"
    assert "読み聞かせの様子（令和4年10月）" in [caption.text for caption in section.captions]
    section = changed("▷移動図書館を始め", "２４時間使えます。\n\n返却口を使う人\n\n▷移動図書館を始め")
    assert "返却口を使う人" in [caption.text for caption in section.captions]
    assert not any("返却口を使う人" in goal.text.text for goal in section.measures[0].goals if goal.text)
