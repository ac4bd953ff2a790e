"""Sample answers."""

from __future__ import annotations

import pytest

from casework.detectors import table
from casework.ends import End, says_nothing
from casework.phrases import filled, fitting, phrases
from casework.states import State

FIELDS = [row["name"] for row in table("categories.toml")["category"]]
NAMES = {phrase.name for phrase in phrases()}


def test_every_sample_goes_with_an_end_field_and_state_there_is_and_says_something():
    assert len(NAMES) == len(phrases())
    for phrase in phrases():
        assert phrase.end == "" or phrase.end in End.__members__
        assert set(phrase.categories) <= set(FIELDS)
        assert set(phrase.states) <= set(State.__members__)
        assert not says_nothing(phrase.text)


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "その他"])
def test_every_field_has_samples_of_its_own_and_they_come_first(field):
    first = fitting(phrases(), category=field)[0]
    assert field in first.categories


def test_a_sample_of_another_field_or_state_is_left_out():
    names = {one.name for one in fitting(phrases(), category="財政", state="RECEIVED")}
    assert "money" in names
    assert "simple_question" in names
    assert names.isdisjoint({"road_mended", "from_section", "late_place"})


def test_what_nobody_knows_stays_a_slot():
    assert filled("〔課〕で〔すること〕", {"課": "建設課"}) == "建設課で〔すること〕"


@pytest.mark.parametrize(
    "text",
    [
        "貴重なご意見をありがとうございます。",
        "この度は貴重なご意見をお寄せいただき、誠にありがとうございました。今後の市政運営の参考にさせていただきます。",
        "いただいたご提言は、真摯に受け止め、今後の検討の参考といたします。引き続きご理解とご協力をお願いいたします。",
        "ご要望は担当課に伝え、共有いたします",
        "お声を市政に生かしてまいります！",
    ],
)
def test_politeness_alone_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "ご意見を受けて、11月25日に街灯を直しました。",
        "貴重なご意見をありがとうございます。除雪車の数が足りないため、できません。",
        "予算がないため",
        "ご意見の道路は県が管理しています。",
        "",
    ],
)
def test_a_thing_a_day_or_a_reason_says_something(text):
    assert not says_nothing(text)
