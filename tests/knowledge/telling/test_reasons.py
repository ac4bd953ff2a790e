"""A reason is told of the row it is given for, and of no other."""

from __future__ import annotations

from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.model import Prose, Source
from knowledge.telling.reasons import of_row, steps_for_row

WHY = "公園については、台風で桟橋が壊れたためです。復旧には半年かかりました。清掃については、参加者が増えたためです。"
ROWS = ["公園の利用者数", "海岸清掃の延長", "係船許可件数"]


def _told(name: str, text: str = WHY, *, quoted: bool = True) -> str | None:
    source = Source("成果", "施策1-1-1", None, None)
    part = of_row(Prose(text, source, quoted), name, [one for one in ROWS if one != name])
    return part.text if part else None


def test_only_what_is_said_of_a_row_is_told_of_it():
    assert _told("公園の利用者数") == "公園については、台風で桟橋が壊れたためです。復旧には半年かかりました。"
    assert _told("海岸清掃の延長") == "清掃については、参加者が増えたためです。"


def test_a_row_of_which_nothing_is_said_has_no_reason():
    assert _told("係船許可件数") is None


def test_a_reason_that_names_no_row_is_told_whole():
    assert _told("係船許可件数", "雨が多かったためです。") == "雨が多かったためです。"
    assert _told("係船許可件数", "荷主については、減りました。") == "荷主については、減りました。"


def test_our_own_summary_is_never_cut():
    assert _told("係船許可件数", quoted=False) == WHY


def test_of_rows_none_of_which_is_called_so_the_one_with_most_of_the_words_is_meant():
    why = "「学校が楽しい」と答えた児童の割合については、悩む子が増えたためです。英検については、会場がないためです。"
    rows = ["「学校が楽しい」と答えた小学6年生の割合", "英検3級以上の中学生の割合", "教職員の時間外在校等時間"]
    told = {
        name: of_row(
            Prose(why, Source("成果", "施策1-1-1", None, None), True), name, [one for one in rows if one != name]
        )
        for name in rows
    }
    assert [part.text if part else None for part in told.values()] == [
        "「学校が楽しい」と答えた児童の割合については、悩む子が増えたためです。",
        "英検については、会場がないためです。",
        None,
    ]


def test_what_is_to_come_of_a_row_is_what_is_said_of_it():
    steps = "調査を続けます。養殖業については、新しい種苗を試します。朝市については、冬も開きます。"
    prose = Prose(steps, Source("成果", "施策1-1-1", None, None), True)
    assert steps_for_row(prose, "養殖生産量").text == "養殖業については、新しい種苗を試します。"
    assert steps_for_row(prose, "港の朝市の開催回数").text == "朝市については、冬も開きます。"
    assert steps_for_row(prose, "新規漁業就業者数").text == steps


def test_a_reason_whose_sentences_begin_with_the_rows_they_speak_of_explains_no_other_row():
    why = "火災の件数は、枯草焼きが多かったことによります。救命講習は、出前講習を増やしたためです。"
    names = ["火災発生件数", "救命講習の受講者数", "火災警報器の設置率"]
    source = Source("成果", "施策1-1-1", None, None)

    def told(name: str, text: str = why) -> str | None:
        part = of_row(Prose(text, source, True), name, [one for one in names if one != name])
        return part.text if part else None

    assert told("救命講習の受講者数") == "救命講習は、出前講習を増やしたためです。"
    assert told("火災警報器の設置率") is None
    # What names no row goes on from before, or is told whole.
    assert (
        told("救命講習の受講者数", f"{why}高校は、3校でした。")
        == "救命講習は、出前講習を増やしたためです。高校は、3校でした。"
    )
    assert told("火災警報器の設置率", f"物価は、上がりました。{why}") == f"物価は、上がりました。{why}"


def test_a_row_may_be_spoken_of_with_all_its_words_in_another_order():
    why = Prose("訓練の参加者数は、雨で減りました。", Source("成果", "施策1-1-1", None, None), True)
    assert of_row(why, "防災訓練に参加した市民の数", ["自主防災組織の組織率"]) == why
    assert of_row(why, "自主防災組織の組織率", ["防災訓練に参加した市民の数"]) is None


def _told_in_pairs(why: str, rows: list[str]) -> list[str | None]:
    prose = Prose(why, Source("成果", "施策1-1-1", None, None), True)
    told = (of_row(prose, name, [one for one in rows if one != name]) for name in rows)
    return [part.text if part else None for part in told]


def test_a_row_called_by_its_whole_name_is_not_another_that_ends_or_begins_with_it():
    rows = ["民生委員数", "主任民生委員数", "見守り活動の回数"]
    why = "民生委員数については、辞めた人が多かったためです。見守り活動の回数については、雪のためです。"
    assert _told_in_pairs(why, rows) == [
        "民生委員数については、辞めた人が多かったためです。",
        None,
        "見守り活動の回数については、雪のためです。",
    ]
    longer = "主任民生委員数については、なり手がないためです。"
    assert _told_in_pairs(longer, rows) == [None, longer, None]
    without_count = "民生委員については、辞めた人が多かったためです。"
    assert _told_in_pairs(without_count, rows) == [without_count, None, None]


def test_the_reason_of_a_rate_is_not_told_of_the_number():
    rows = ["消防団の加入率", "消防団の加入件数"]
    of_rate, of_number = "消防団の加入率については、会費を下げたためです。", "消防団の加入数については、雪のためです。"
    assert _told_in_pairs(of_rate, rows) == [of_rate, None]
    assert _told_in_pairs(of_number, rows) == [None, of_number]
    of_both = "消防団の加入については、会費を下げたためです。"
    assert _told_in_pairs(of_both, rows) == [of_both, of_both]
    told = town_of_one_sheet(counted=rows, unit="件", reason=of_rate)
    assert "会費" not in answer(told, "消防団の加入件数が目標より多かったのはなぜ？", None).text
    assert "会費" in answer(told, "消防団の加入率が目標より高かったのはなぜ？", None).text


def test_of_rows_spoken_of_together_each_is_meant_by_its_own_name():
    why = "民生委員数及び見守りについては、雪のためです。"
    assert _told_in_pairs(why, ["民生委員数", "主任民生委員数", "見守り活動の回数"]) == [why, None, why]


def test_a_row_with_no_reason_of_its_own_is_not_explained_by_a_row_within_its_name():
    why = "民生委員数については、辞めた人が多かったためです。見守り活動の回数については、雪のためです。"
    rows = ["民生委員数", "主任民生委員数", "見守り活動の回数"]
    told = town_of_one_sheet(counted=rows, unit="人", reason=why)
    for question in ("主任民生委員数の理由は？", "主任の民生委員が目標より多かったのはなぜ？"):
        text = answer(told, question, None).text
        assert "理由は、この資料には書かれていません" in text
        assert "辞めた" not in text
