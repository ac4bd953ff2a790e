"""Up to how much: told by the bound of the very thing, where a sheet has bounds for several."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("空いた店を直して商売を始めると、改修の補助は今いくらまで出るのでしょうか。", "100万円"),
        ("空き店舗の改修費の補助はいくらまで？", "100万円"),
        ("空き店舗の家賃の補助はいくらまで？", "月額5万円"),
        ("防霜ファンの補助は1戸いくらまで出る？", "150万円"),
        ("用地取得助成金はいくらまで出ますか？", "2億円"),
    ],
)
def test_the_bound_of_the_thing_is_told(question: str, told: str):
    assert told in answer(town("orchards"), question, None).text


@pytest.mark.parametrize("question", ["太陽光パネルの補助はいくらまで？", "移動販売車の補助はいくらまで？"])
def test_a_bound_that_is_not_printed_is_no_other_bound(question: str):
    assert "出典" not in answer(town("orchards"), question, None).text
