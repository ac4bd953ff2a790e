"""Gender is asked only where a quota of the city uses it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from panel_town import RULES, PanelTown, person

from handlers import city
from handlers.panel_rules import Gender
from handlers.toml_values import BadCityFile
from storage import monitors

HANA = person(1)
ASKING = replace(RULES, genders=(Gender("女性", 1), Gender("男性", 1), Gender("答えない")))


def test_without_a_quota_nobody_is_asked_and_nothing_is_kept(opens):
    town = PanelTown.opened(opens, per_minute=1_000)
    assert "うかがうこと：年代と地区だけ" in town.says(HANA, "モニター")
    assert "応募しますか" in town.says(HANA, "同意して応募する", "30代", "東地区")
    town.says(HANA, "応募する")
    with town.office.database.reading() as session:
        assert monitors.genders(session) == {("", "applied"): 1}


def test_with_a_quota_it_is_one_tap_more_shown_changed_and_used_for_choosing(opens):
    town = PanelTown.opened(opens, ASKING, per_minute=1_000)
    assert "うかがうこと：年代・地区・性別だけ" in town.says(HANA, "モニター")
    assert "性別を選んで" in town.says(HANA, "同意して応募する", "30代", "東地区")
    assert "性別：女性" in town.says(HANA, "１")
    town.says(HANA, "応募する")
    for number, gender in enumerate(("女性", "男性", "答えない"), start=2):
        town.says(person(number), "モニター", "同意して応募する", "40代", "北地区", gender, "応募する")
    office = town.office
    with office.database.writing() as session:
        quotas = {"女性": 1, "男性": 1}
        chosen = monitors.register(session, by="gender", quotas=quotas, capacity=9, now=office.clock())
        assert (len(chosen.chosen), len(chosen.waiting)) == (3, 1)
    assert "性別：女性" in town.says(HANA, "モニター")
    town.says(HANA, "年代・地区を変える", "30代", "東地区", "答えない", "変える")
    with office.database.reading() as session:
        assert monitors.genders(session)["答えない", "registered"] == 2


def test_genders_without_any_quota_are_refused_in_the_citys_file():
    with pytest.raises(BadCityFile, match="割り当てに使わない性別は、たずねられません"):
        city.read('[city]\nname = "見本市"\n[recruiting]\n[[gender]]\nname = "女性"\n')
    rules = city.read('[city]\nname = "見本市"\n[recruiting]\n[[gender]]\nname = "女性"\nquota = 5\n').panel
    assert rules.genders == (Gender("女性", 5),)


def test_weights_need_the_people_of_all_age_groups():
    with pytest.raises(BadCityFile, match="人口（people）"):
        city.read('[city]\nname = "見本市"\n[results]\nweights = true\n')
