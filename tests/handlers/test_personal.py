"""What is nobody's data in one city."""

from __future__ import annotations

from dataclasses import replace

from handlers.city import City, Door
from handlers.desk_rules import Department, DeskRules
from handlers.panel_rules import District, PanelRules
from handlers.personal import doubtful_in, personal_data_in

TOWN = City(
    "上山市",
    phone="023-600-0000",
    doors=(Door(("ごみ",), "市民課", phone="023-600-0001"),),
    desk=DeskRules(departments=(Department("建設課", "023-600-0002"), Department("福祉課"))),
    panel=PanelRules(districts=(District("本庄地区", "本庄地区"),)),
)
OTHER = replace(TOWN, name="見本市", phone=None, doors=(), desk=DeskRules(), panel=PanelRules())


def test_the_numbers_of_the_hall_its_counters_and_its_sections_are_nobodys_data():
    for number in ("023-600-0000", "０２３−６００−０００１", "建設課 023(600)0002"):
        assert personal_data_in(f"{number} にかけました", TOWN) == ()
        assert doubtful_in(f"{number} にかけました", TOWN) == ()
        assert personal_data_in(f"{number} にかけました", OTHER)
    assert personal_data_in("023-600-0003 にかけました", TOWN)


def test_who_says_in_which_district_they_are_has_not_said_their_name():
    assert personal_data_in("本庄です。街灯が暗いです", TOWN) == ()
    assert personal_data_in("本庄です。街灯が暗いです", OTHER)
    assert personal_data_in("本庄と申します。街灯が暗いです", TOWN)
