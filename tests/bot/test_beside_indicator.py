"""What monitors said and the city's own figure are never in one bubble, and only where the city wants the way between them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from panel_town import RULES, PanelTown, person

from panel.results import Rules

HANA, YUI = person(1), person(2)
NPO = "indicator:見本市:2023:市政戦略課:7次:5-1-1:NPO法人数"
QUESTION = "NPO法人数の目標は？"
SAID = "アンケート「市報についてのアンケート」の結果です。"


def told(opens, *, wanted: bool, indicator: str | None = "ＮＰＯ法人数") -> PanelTown:
    """A town in which the figures of a survey about an indicator are out, and have been told to Hana."""
    rules = replace(RULES, results=Rules(beside_indicator=wanted))
    town = PanelTown.opened(opens, rules, per_minute=1_000, subjects=(NPO,))
    town.joins(HANA)
    town.sends(indicator=indicator)
    town.passes(days=8)
    town.passes(days=8)
    assert SAID in town.says(HANA, "使い方")
    return town


def labels(town, who) -> list[str]:
    return [
        item["action"]["label"] for item in town.office.line.bubbles[who][-1].get("quickReply", {}).get("items", [])
    ]


@pytest.mark.parametrize(("wanted", "indicator"), [(False, "NPO法人数"), (True, None), (True, "別の指標")])
def test_without_the_setting_or_the_same_indicator_there_is_no_way(opens, wanted, indicator):
    town = told(opens, wanted=wanted, indicator=indicator)
    assert "出典" in town.says(YUI, QUESTION)
    assert "モニターの答え" not in labels(town, YUI)


def test_after_a_tap_they_come_in_a_bubble_of_their_own_that_says_they_cannot_be_compared(opens):
    town = told(opens, wanted=True)
    answer = town.says(YUI, QUESTION)
    assert "出典" in answer
    assert SAID not in answer
    assert "モニターの答え" in labels(town, YUI)
    said = town.presses(YUI, "モニターの答え")
    assert said.startswith("市民モニターへのアンケートの結果です。別の調査のため、市の指標の数字とは比べられません。")
    assert SAID in said
    assert "出典" not in said
