"""After a row or a statement, another number of the same thing is told, or that none is: never the first figure again."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge


@pytest.mark.parametrize(
    ("folder", "turns", "told", "not_told"),
    [
        ("bay", ("朝市は何回やった？", "何人来た？"), "16,350人", "11回"),
        ("bay", ("農業の相談会は何回やった？", "何人来た？"), "延べ31人", "計画どおり"),
        ("cedars", ("お年寄りの体操の集まりは何か所？", "何人？"), "1,124人", "58か所"),
        ("cedars", ("移動診療車の利用者数は？", "月に何回？"), "月2回", "目標150人"),
        ("snowfield", ("交通安全の教室は何回？", "何人？"), "3,204人", "目標60回"),
        ("orchards", ("ぶどうの学校は何回？", "何組？"), "親子28組", "計画8回"),
        ("snowfield", ("自転車のヘルメットの補助は何件？", "いくら？"), "2千円", "96,700"),
        ("cedars", ("学童は何か所？", "月いくら？"), "月額5,000円", "98,240"),
        ("hills", ("通いの場の数は？", "参加者は何人？"), "983人", "創業塾"),
        ("port", ("停留所は何か所？", "利用者は？"), "10,264人", "離島航路の利用者数"),
        ("port", ("水道管の耐震化率は？", "下水は？"), "出典", "老朽管の更新延長"),
        ("meadow", ("生ごみの機械の補助は何件？", "いくらまで？"), "上限2万円", "4,150"),
    ],
)
def test_another_number_is_told_and_neither_the_first_again_nor_the_budget(
    folder: str, turns: tuple[str, ...], told: str, not_told: str
):
    text = converse(town(folder), turns).text
    assert told in text
    assert not_told not in text


@pytest.mark.parametrize(
    ("folder", "turns"),
    [
        ("meadow", ("ごみの出前講座は？", "何人来た？")),
        ("orchards", ("キャッシュレスの店の割合は？", "何店？")),
        ("bay", ("海水浴場は開いた？", "何台？")),
        ("bay", ("「おためし保育」って何？", "何人？")),  # and who moved to the city stands in the same statement
    ],
)
def test_a_number_that_is_not_printed_is_not_told_by_another_of_the_same_sheet(folder: str, turns: tuple[str, ...]):
    assert not cites(converse(town(folder), turns).text)


def test_who_says_budget_after_a_row_is_told_the_budget():
    assert "98,240千円" in converse(town("cedars"), ("学童は何か所？", "予算はいくら？")).text


@pytest.mark.parametrize(
    ("folder", "turns", "told"),
    [
        ("orchards", ("ラフランスは海外に売った？", "どのくらい？"), "1.2トン"),
        ("cedars", ("部活はどうなるの？", "いくつ移った？"), "実績6種目"),
    ],
)
def test_how_much_is_asked_of_the_statement_that_was_told(folder: str, turns: tuple[str, ...], told: str):
    assert told in converse(town(folder), turns).text


def test_after_a_statement_no_list_of_all_figures_of_its_sheet_is_told():
    turns = ("タクシー券は何人に配った？", "どのくらい使われた？")
    assert "通いの場" not in converse(town("cedars"), turns).text


@pytest.mark.parametrize(
    ("folder", "turns", "told"),
    [
        ("cedars", ("シルバー人材の人数は？", "目標は？"), "目標350人"),
        ("bay", ("協力隊は何人？", "目標は？"), "目標値（令和10年度）が6人"),
        ("bay", ("インスタのフォロワーは？", "目標は？"), "10,000人"),
    ],
)
def test_the_target_asked_for_after_a_statement_is_that_of_what_it_tells(
    folder: str, turns: tuple[str, ...], told: str
):
    text = converse(town(folder), turns).text
    assert told in text
    assert len(text.split("\n")) < 6


@pytest.mark.parametrize("price", ["いくら？", "いくらもらえる？", "いくらかかる？", "費用はいくら？"])
def test_where_no_price_is_printed_the_money_of_the_project_is_told_as_that_of_all_of_it(price: str):
    text = converse(town("port"), ("独立支援給付金の交付件数は？", price)).text
    assert "おたずねの部分だけの金額は、資料にありません" in text


def test_a_grant_asked_for_after_a_thing_is_that_of_the_thing_and_of_no_other():
    assert "上限3万円" in converse(town("port"), ("生ごみ処理機は何基？", "補助はいくら？")).text
    assert "3万円" not in converse(town("port"), ("島の船は赤字？", "補助はいくら？")).text
    text = converse(town("port"), ("離島航路の予算は？", "補助金はいくら？")).text
    assert "141,375千円" in text
    assert "3万円" not in text


@pytest.mark.parametrize("then", ["目標は？", "ありがとうございます。その目標は何件だったのですか？"])
def test_a_number_in_a_sentence_has_not_the_target_of_the_rows_beside_it(knowledge: Knowledge, then: str):
    told = converse(knowledge, ("お試し居住の利用は何件ありましたか？", then))
    assert told.outcome == "unknown"
    assert "5件" not in told.text
