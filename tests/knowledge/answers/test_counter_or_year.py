"""A figure of a year that is not in is said to be that, even of what is otherwise a matter of the hall's counter."""

from __future__ import annotations

from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer


def test_a_year_that_is_not_in_sends_nobody_to_the_counter():
    town = town_of_one_sheet(["図書館を直しました。"], ["図書館の来館者数"], unit="人")
    text = answer(town, "平成30年度の図書館の来館者数", None).text
    assert text.startswith("平成30年度の図書館の来館者数は、手元の資料では分かりませんでした")
    assert "資料がある年度：令和6年度" in text
    assert "市役所へお問い合わせ" in answer(town, "平成30年度の図書館の休みはいつ", None).text
