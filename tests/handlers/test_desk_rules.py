"""What a city may write about its staff desk."""

from __future__ import annotations

import pytest

from casework.ends import End
from handlers.city import read
from handlers.toml_values import BadCityFile

TOWN = '[city]\nname = "見本市"\n'


def test_a_city_that_says_nothing_decides_outside():
    assert read(TOWN).desk.approval == "outside"


def test_sections_and_categories_come_in_the_order_of_the_file():
    desk = read(
        TOWN + '[[department]]\nname = "建設課"\nphone = "0000-00-0001"\n[[department]]\nname = "福祉課"\n'
        '[[category]]\nname = "道路"\n'
    ).desk
    assert [one.name for one in desk.departments] == ["建設課", "福祉課"]
    assert desk.department("建設課").phone == "0000-00-0001"
    assert desk.categories == ("道路",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[desk]\napproval = "inside"', "desk.approval"),
        ('[desk]\nboss = "x"', "desk.boss"),
        ('[desk]\npublic_page = "true"', "desk.public_page"),
        ("[[department]]\nphone = '1'", "department[1].name"),
        ('[[department]]\nname = "広報課"\nmail = "koho＠example.jp"', "department[1].mail"),
        ('[[department]]\nname = "広報課"\nmail = "koho"', "department[1].mail"),
        ('[[category]]\nname = "a"\n[[category]]\nname = "a"', "category[2].name"),
        ("[[category]]\nname = 3", "category[1].name"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_place(text, told):
    with pytest.raises(BadCityFile, match=told.replace("[", r"\[")):
        read(TOWN + text)


def test_the_ends_a_sample_may_have_are_named_and_nothing_beside_them():
    with pytest.raises(BadCityFile) as refused:
        read(TOWN + '[[phrase]]\ntitle = "冬の道"\ntext = "砂"\nend = "おわり"')
    assert str(refused.value).startswith(f"phrase[1].end は {' か '.join(End.__members__)} に")


def test_a_city_writes_samples_of_its_own():
    city = read(
        '[city]\nname = "みほん市"\n[[phrase]]\ntitle = "冬の道"\ntext = "〔課〕が砂をまきます。"\nend = "PLANNED"'
    )
    (phrase,) = city.desk.phrases
    assert (phrase.name, phrase.title, phrase.end, phrase.use) == ("city-1", "冬の道", "PLANNED", "answer")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ('title = "冬の道"', "text"),
        ('title = "冬の道"\ntext = "砂"\nend = "おわり"', "end"),
        ('title = "冬の道"\ntext = "砂"\nuse = "メモ"', "use"),
        ('title = "冬の道"\ntext = "砂"\nstates = ["受付"]', "states"),
        ('title = "冬の道"\ntext = "砂"\ncategories = "道路"', "categories"),
        ('title = "冬の道"\ntext = "砂"\ncolour = "青"', "colour"),
    ],
)
def test_a_faulty_sample_is_named(row, named):
    with pytest.raises(BadCityFile, match=named):
        read(f'[city]\nname = "みほん市"\n[[phrase]]\n{row}')
