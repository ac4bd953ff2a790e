"""Questions about sheets nobody has met: what the sheet itself says of years, directions and names is understood."""

from __future__ import annotations

import pytest
from invented_town import results_text, review_text

from knowledge.answer import answer
from knowledge.documents.document import read_document
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Ledger

ROWS = """来館者数の前年度比 △2.0 ％ △4.7 ％

来館者の満足度の前年度との差 1.0 ポイント －0.6 ポイント

講座の開催回数 ３ 回 ５ 回

本の破損に関する通報件数 10 件 12 件

待ち時間（少ないほど良い） 10 分 8 分"""


def town(*years: str) -> Knowledge:
    """A town whose sheets of these years have the rows above."""
    sheets = [
        sheet
        for year in years
        for sheet in read_document(
            results_text(year=year)
            .replace("講座の開催回数 ３ 回 ３ 回", ROWS)
            .replace("図書館を使いやすくします。", "移動図書館「ほんまるくん」を走らせます。")
            .replace("振興計画でも続けます。", "振興計画でも、ほんまるくんの停車場所を増やします。"),
            city="みほん市",
            plan="4次",
        ).results
    ]
    return Knowledge.build(Ledger("v", results=tuple(sheets)), city="みほん市")


@pytest.fixture(scope="module", params=[("令和６年度",), ("令和５年度", "令和６年度")], ids=["one year", "two years"])
def knowledge(request) -> Knowledge:
    return town(*request.param)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("来館者数の前年度比の実績は？", "△4.7%"),
        ("来館者の満足度って前の年より上がったの？", "-0.6ポイント"),
        ("来館者の満足度の前年度との差は？", "-0.6ポイント"),
    ],
)
def test_a_row_that_compares_with_the_year_before_answers_who_asks_to_compare(knowledge, question, told):
    reply = answer(knowledge, question, None)
    assert (reply.outcome, told in reply.text) == ("answered", True), reply.text


def test_the_year_before_itself_is_not_told_by_a_comparison():
    reply = answer(town("令和６年度"), "前年度の来館者数は？", None)
    assert reply.outcome == "unknown"


def test_of_the_rows_of_a_measure_those_are_told_that_missed_their_target(knowledge):
    missed = answer(knowledge, "図書館の充実で、目標に届かなかった指標はどれ？", None).text
    assert ["講座の開催回数" in missed, "待ち時間" in missed] == [False, False]
    assert ["破損" in missed, "前年度比" in missed, "貸出冊数" in missed] == [True, True, True]
    met = answer(knowledge, "図書館の充実で、目標を達成した指標を全部教えて", None).text
    assert ["講座の開催回数" in met, "待ち時間" in met, "破損" in met] == [True, True, False]


def test_what_comes_next_for_a_thing_with_a_name_of_its_own_is_told_by_that_name(knowledge):
    reply = answer(knowledge, "ほんまるくんはこれからどうなる？", None)
    assert "停車場所を増やします" in reply.text


def test_a_row_that_is_called_by_a_name_of_its_own_is_told_under_it():
    text = results_text().replace("貸出冊数 １２", "ほんまるくんの利用者数 １２").replace("冊", "人")
    text = text.replace("図書館を使いやすくします。", "移動図書館「ほんまるくん」を走らせます。")
    library = Knowledge.build(
        Ledger("v", results=read_document(text, city="みほん市", plan="4次").results), city="みほん市"
    )
    assert "11,480人" in answer(library, "ほんまるくんの利用者数は？", None).text


def test_a_year_that_stands_beside_another_thing_brings_no_figure_of_this_one():
    text = results_text().replace(
        "移動図書館を始めました。", "令和２年２月に読書のまちを宣言し、本の貸出を３日間祝いました。"
    )
    (sheet,) = read_document(text, city="みほん市", plan="4次").results
    knowledge = Knowledge.build(Ledger("v", results=(sheet,)), city="みほん市")
    assert "出典" not in answer(knowledge, "令和2年度の本の貸出数は？", None).text


def test_a_damage_in_yen_is_a_figure_and_no_projects_money():
    text = results_text().replace("講座の開催回数 ３ 回 ３ 回", "獣による本の被害額 500 千円 987 千円")
    text = text.replace("図書館を使いやすくします。", "サルから本を守ります。")
    (sheet,) = read_document(text, city="みほん市", plan="4次").results
    (project,) = read_document(review_text(), city="みほん市", plan="4次").projects
    knowledge = Knowledge.build(Ledger("v", results=(sheet,), projects=(project,)), city="みほん市")
    told = answer(knowledge, "サルの本の被害、いくらくらいだった？", None).text
    assert "実績987千円" in told
    assert "9,876" not in told


def test_who_is_in_charge_may_be_asked_with_which(knowledge):
    first = answer(knowledge, "貸出冊数の実績は？", None)
    assert "企画課" in answer(knowledge, "担当はどちらですか？", first.topic).text.split("\n")[0]


def test_a_list_says_of_which_figures_the_reader_is_not_sure(knowledge):
    listed = answer(knowledge, "実績の数字がない指標は？", None).text
    assert "・試乗会の参加者数" in listed
    assert "※「試乗会の参加者数」の数字は" in listed


def money(unit: str, label: str = "事業費（{unit}）") -> Knowledge:
    """A town with two projects, the second in another unit."""
    own = read_document(review_text("9,876")).projects
    other = (
        review_text("98,000")
        .replace("移動図書館費", "絵本贈呈事業費")
        .replace("事業費（千円）", label.format(unit=unit))
    )
    return Knowledge.build(Ledger("v", projects=(*own, *read_document(other).projects)), city="みほん市")


def test_projects_are_compared_by_what_they_cost_whatever_they_count_in():
    town = money("円")
    assert "「移動図書館費」" in answer(town, "一番お金を使った事業は？", None).text
    told = answer(town, "絵本贈呈事業費の予算と実績は？", None).text
    assert "98,000円" in told
    assert "98,000千円" not in told


def test_money_whose_unit_is_not_printed_is_told_with_that_doubt():
    told = answer(money("", "事業費"), "絵本贈呈事業費の事業費は？", None).text
    assert "※事業費の単位が印刷されていません。" in told


def test_a_paper_that_tells_no_plan_answers_for_a_plan_that_is_named_and_says_so():
    sheets = read_document(
        results_text(year="令和６年度").replace("第４次みほん市振興計画でも", "市でも"), home="みほん市"
    ).results
    paper = Knowledge.build(Ledger("v", results=tuple(sheets)), city="みほん市")
    named = answer(paper, "第5次振興計画の講座の開催回数は？", None)
    assert "出典" in named.text
    assert "第何次の計画のものかは、この資料の本文から読み取れません" in named.text
    assert "第何次" not in answer(paper, "講座の開催回数は？", None).text


def test_a_plan_of_which_other_papers_tell_the_number_is_not_looked_for_in_them(knowledge):
    assert answer(knowledge, "第9次振興計画の講座の開催回数は？", None).outcome == "unknown"
