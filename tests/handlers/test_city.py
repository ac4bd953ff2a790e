"""What a city may write in its file, and what it is told when it writes something else."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from handlers import city
from handlers.city import Door, Word
from handlers.toml_values import BadCityFile
from panel.calendar import QuietHours
from panel.results import Rules

ROOT = Path(__file__).parents[2]


def refusal_of(text: str) -> str:
    with pytest.raises(BadCityFile) as refused:
        city.read(text)
    return str(refused.value)


def test_a_city_needs_only_a_name():
    read = city.read('[city]\nname = "見本市"')
    assert (read.name, read.bot_name, read.phone, read.hours) == ("見本市", "声のまど", None, None)
    assert read.doors == read.words == read.examples == ()
    assert read.per_minute == 240


def test_everything_a_city_writes_is_kept():
    read = city.read(
        """
        [city]
        name = "見本市"
        phone = "000-000-0000"
        hours = "平日9:00〜17:00"
        bot_name = "まどべ"
        line_id = "@000aaaaa"
        examples = ["広報の担当は？"]
        [flood]
        per_minute = 5
        [[door]]
        words = ["ごみ", "ゴミ"]
        alone = ["ごみを出したい"]
        section = "生活課"
        phone = "000-000-0001"
        page = "https://example.jp/gomi"
        hours = "24時間"
        [[word]]
        say = "町会"
        means = "町内会"
        why = "言い方の違い"
        """
    )
    assert (read.phone, read.hours, read.bot_name) == ("000-000-0000", "平日9:00〜17:00", "まどべ")
    assert read.line_id == "@000aaaaa"
    assert read.examples == ("広報の担当は？",)
    assert read.per_minute == 5
    assert read.doors == (
        Door(("ごみ", "ゴミ"), "生活課", "000-000-0001", "https://example.jp/gomi", ("ごみを出したい",), "24時間"),
    )
    assert read.words == (Word("町会", "町内会", "言い方の違い"),)


def test_a_file_read_already_is_as_good_as_its_text():
    assert city.read({"city": {"name": "見本市"}}) == city.read('[city]\nname = "見本市"')


def test_how_voices_are_taken_in_is_the_citys_to_say():
    read = city.read(
        """
        [city]
        name = "見本市"
        [voice]
        lane = "form"
        working_days = 14
        hold_minutes = 30
        [closed]
        days = [2026-08-14, "2026-08-15"]
        [retention]
        voice = 5
        withdrawal = "erase"
        """
    ).voice
    assert (read.lane, read.working_days, read.per_day) == ("form", 14, 3)
    assert (read.rules.hold_minutes, read.rules.years["voice"], read.rules.erases_later) == (30, 5, True)
    assert read.calendar.closed == {date(2026, 8, 14), date(2026, 8, 15)}


_DANGER = """[city]
name = "見本市"
[[danger]]
kind = "hazard"
name = "放流"
say = ["サイレン"]
example = "サイレンが鳴る"
counter_example = "静かです"
source = "市"
"""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "city.name"),
        ("[city]\n", "city.name"),
        ("[city]\nname = 3", "city.name"),
        ('[city]\nname = "  "', "city.name"),
        ('[city]\nname = "見\\u0000本市"', "city.name"),
        ('city = "見本市"', "city"),
        ('[city]\nname = "見本市"\ncolour = "blue"', "city.colour"),
        ('[city]\nname = "見本市"\nphone = "役所まで"', "city.phone"),
        ('[city]\nname = "見本市"\nphone = "〔代表番号〕"', "city.phone"),
        ('[city]\nname = "見本市"\nline_id = "000aaaaa"', "city.line_id"),
        ('[city]\nname = "見本市"\nexamples = "広報は？"', "city.examples"),
        ('[city]\nname = "見本市"\nexamples = ["この質問の例はボタンには長すぎます"]', "14字"),
        ('[city]\nname = "見本市"\n[recruiting]\nfrom = "2026-12-10"\nto = "2026-11-01"', "recruiting.to"),
        ('[city]\nname = "見本市"\n[weather]\nsunny = true', "weather"),
        ('[city]\nname = "見本市"\n[[same]]\nwords = ["ワイファイ", "ﾜｲﾌｧｲ"]', "二つ以上"),
        ('[city]\nname = "見本市"\n[[same]]\nwords = ["道路", "、"]', "文字がありません"),
        ('[city]\nname = "見本市"\n[flood]\nper_minute = 0', "flood.per_minute"),
        ('[city]\nname = "見本市"\n[flood]\nper_minute = true', "flood.per_minute"),
        ('[city]\nname = "見本市"\n[flood]\nper_hour = 3', "flood.per_hour"),
        ('[city]\nname = "見本市"\n[door]\nwords = ["ごみ"]', "[[door]]"),
        ('[city]\nname = "見本市"\n[[door]]\nwords = ["ごみ"]', "door[1].section"),
        ('[city]\nname = "見本市"\n[[door]]\nwords = []\nsection = "生活課"', "door[1].words"),
        ('[city]\nname = "見本市"\n[[door]]\nwords = [1]\nsection = "生活課"', "door[1].words"),
        ('[city]\nname = "見本市"\n[[door]]\nwords = ["水"]\nsection = "課"\npage = "gomi"', "door[1].page"),
        ('[city]\nname = "見本市"\n[[word]]\nsay = "町会"', "word[1].means"),
        ('[city]\nname = "見本市"\n[quiet_hours]\nuntil = "8:00"', "quiet_hours.until"),
        ('[city]\nname = "見本市"\n[voice]\nlane = "mail"', "voice.lane"),
        ('[city]\nname = "見本市"\n[voice]\nper_day = 0', "voice.per_day"),
        ('[city]\nname = "見本市"\n[closed]\ndays = ["8月14日"]', "closed.days"),
        ('[city]\nname = "見本市"\n[closed]\ndays = 3', "closed.days"),
        ('[city]\nname = "見本市"\n[retention]\nwithdrawal = "burn"', "retention.withdrawal"),
        ('[city]\nname = "見本市"\n[retention]\nletters = 3', "retention.letters"),
        ('[city]\nname = "見本市"\n[[danger]]\nkind = "life"', "danger"),
        ('[city]\nname = "見本市"\n[[danger]]\nunles = ["音量"]', "danger[1].unles"),
        (_DANGER.replace("hazard", "hazzard"), "danger[1].kind"),
        (_DANGER.replace("サイレンが鳴る", "さいれん"), "danger[1].example"),
        (_DANGER.replace("静かです", "サイレンの音量"), "danger[1].counter_example"),
        ('[city]\nname = "見本市"\nname = "二つ目"', "TOML"),
    ],
)
def test_a_fault_is_named_in_one_sentence(text: str, named: str):
    refusal = refusal_of(text)
    assert named in refusal
    assert refusal.endswith("。")
    assert "\n" not in refusal


def test_the_citys_own_file_can_be_read_and_promises_no_unconfirmed_number():
    read = city.read((ROOT / "city.toml").read_text(encoding="utf-8"))
    assert read.name == "上山市"
    assert {door.phone for door in read.doors} <= {None, "110", "119"}
    assert read.phone is None


def _with_its_examples(text: str) -> str:
    """A city's file with the mark taken away from all that stands in it as an example."""
    return re.sub(r"^#\s*(?=\[+\w+\]+$|\w+ = )", "", text, flags=re.MULTILINE)


def test_every_key_a_city_may_write_stands_in_its_file_and_every_example_there_can_be_used():
    written = tomllib.loads(_with_its_examples((ROOT / "city.toml").read_text(encoding="utf-8")))
    keys = {
        name: frozenset().union(*(table if isinstance(table, list) else [table])) for name, table in written.items()
    }
    assert keys == city.KEYS
    assert city.read(written).voice.danger


def test_the_panel_has_its_hours_its_districts_and_its_elections():
    panel = city.read(
        """
        [city]
        name = "見本市"
        [quiet_hours]
        from = "21:00"
        to = "8:00"
        [recruiting]
        from = 2026-11-01
        to = "2026-12-10"
        capacity = 120
        answer_by = "2026-12-18"
        [results]
        group_min = 12
        [[district]]
        name = "東地区"
        area = "東部"
        [[district]]
        name = "北"
        [[election]]
        from = "2027-04-11"
        to = "2027-04-18"
        name = "市長選挙"
        """
    ).panel
    assert panel.quiet == QuietHours(time(21), time(8))
    assert panel.recruiting is not None
    assert (panel.recruiting.first, panel.recruiting.capacity) == (date(2026, 11, 1), 120)
    assert panel.recruiting.open_at(datetime(2026, 12, 10, 14, 59, tzinfo=UTC))
    assert not panel.recruiting.open_at(datetime(2026, 12, 10, 15, 0, tzinfo=UTC))  # midnight in Japan
    assert panel.results == Rules(group_min=12, two_way_min=300)
    assert (panel.district("東"), panel.area("北"), panel.district("西")) == (panel.districts[0], "北", None)
    assert panel.elections[0].name == "市長選挙"


def test_conditions_over_several_lines_and_an_election_without_a_name_are_taken():
    panel = city.read(
        '''
        [city]
        name = "見本市"
        [recruiting]
        who = """
        18歳以上で、
        市内に住む方
        """
        [[election]]
        from = "2027-04-11"
        to = "2027-04-18"
        name = ""
        '''
    ).panel
    assert panel.recruiting is not None
    assert panel.recruiting.who == "18歳以上で、\n市内に住む方"
    assert panel.elections[0].name == "選挙"


def test_a_city_that_says_nothing_is_quiet_at_night_and_one_that_says_so_never():
    assert city.read('[city]\nname = "見本市"').panel.quiet == QuietHours(time(20), time(9))
    assert city.read('[city]\nname = "見本市"\n[quiet_hours]\nfrom = ""\nto = ""').panel.quiet is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[quiet_hours]\nfrom = "夜"\nto = "9:00"', "quiet_hours.from"),
        ('[recruiting]\ncapacity = "多め"', "recruiting.capacity"),
        ('[recruiting]\nfrom = "年末"', "recruiting.from"),
        ('[recruiting]\nwho = " "', "recruiting.who"),
        ('[[election]]\nfrom = "2027-04-11"\nto = "2027-04-18"\nname = 3', "election[1].name"),
        ("[results]\ngroup_min = 2", "results.group_min"),
        ('[[district]]\narea = "東部"', "district[1].name"),
        ('[[election]]\nfrom = "2027-04-18"\nto = "2027-04-11"', "election[1]"),
        ('[[election]]\nday = "2027-04-18"', "election[1].day"),
    ],
)
def test_a_rule_of_the_panel_that_makes_no_sense_is_named(text, named):
    with pytest.raises(BadCityFile, match=re.escape(named)):
        city.read('[city]\nname = "見本市"\n' + text)


def test_a_district_stands_once_in_the_list_residents_choose_from():
    twice = '[city]\nname = "見本市"\n[[district]]\nname = "浜"\n[[district]]\nname = "岡"\n[[district]]\nname = "浜"'
    assert "「浜」が2つ" in refusal_of(twice)


def test_a_vote_before_it_was_announced_is_told_as_that():
    told = refusal_of('[city]\nname = "見本市"\n[[election]]\nfrom = "2027-04-18"\nto = "2027-04-11"')
    assert "より前の日" in told
