"""Names that documents put in quotation marks, and rows that count what stands beside the thing asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.language.words import Words
from knowledge.model import Achievement, Code, Figure, Indicator, Ledger, Prose, Results, Source
from knowledge.question.quoted_things import NamedThing, named_things
from knowledge.reply import Topic

_SOURCE = Source("令和6年度 主要施策の成果説明書", "施策1-1-1")


@pytest.fixture(scope="module")
def town() -> Knowledge:
    rows = [
        ("児童館「きらきら」の延べ利用者数", "人", "950", "812"),
        ("さくらまつりの来場者数", "人", "500", "640"),
        ("珠算検定3級以上の児童の割合", "%", "40", "46"),
        ("見守り隊の新規登録者数", "人", "20", "6"),
        ("中心街の空き店舗率", "%", "18", "21"),
    ]
    told = [
        "児童館「きらきら」を日曜日も開けました。",
        "登録証を1人2枚配りました。",
        "文化会館の改修を終えました。",
    ]
    indicators = tuple(
        Indicator(name, Figure(aimed, Decimal(aimed), unit), Figure(done, Decimal(done), unit), _SOURCE)
        for name, unit, aimed, done in rows
    )
    results = Results(
        city="みほん市",
        year=2024,
        department="企画課",
        code=Code("4次", "1-1-1"),
        title="にぎわいづくり",
        chapter="第1章 にぎわい",
        section="にぎわいをつくります",
        strategy=None,
        purposes=(),
        goals=(),
        achievements=tuple(Achievement("実績", Prose(text, _SOURCE)) for text in told),
        indicators=indicators,
        reason=None,
        next_steps=Prose("残りの街路灯は令和7年度中に取り替えます。", _SOURCE),
        source=_SOURCE,
    )
    return Knowledge.build(Ledger("v", results=(results,)), city="みほん市")


def asked(town: Knowledge, *turns: str) -> str:
    topic: Topic | None = None
    said = ""
    for turn in turns:
        reply = answer(town, turn, topic)
        said, topic = reply.text, reply.topic
    return said


def test_a_name_in_quotation_marks_stands_for_the_noun_before_it():
    texts = ["児童館「きらきら」を開けました。", "学習の場「ふるさと」", "ふるさとを知る。", "道の駅「みほん」"]
    assert list(named_things(Words(), texts, ["みほん"])) == [NamedThing("きらきら", "児童館")]


def test_a_thing_is_found_by_its_name_in_kana(town: Knowledge):
    assert "812人" in asked(town, "きらきらには何人ぐらい来ているの？")


@pytest.mark.parametrize(
    "question",
    [
        "文化会館の来場者数は？",
        "珠算検定準2級以上の割合は？",
        "見守り隊は全部で何人？",
    ],
)
def test_what_stands_beside_the_thing_asked_for_gives_no_figure(town: Knowledge, question: str):
    assert not cites(asked(town, question)), question


def test_whether_a_thing_went_as_aimed_at_is_told_by_the_row_that_measures_it(town: Knowledge):
    assert "21%" in asked(town, "空き店舗は目標どおり減ったの？")


def test_the_targets_a_department_missed_are_listed_for_it_alone(town: Knowledge):
    said = asked(town, "企画課の指標で、目標に届かなかったものをすべて挙げてください。")
    assert "企画課の目標に届かなかった指標" in said
    assert "さくらまつり" not in said


def test_when_the_rest_will_be_done_is_told_by_the_steps_to_come(town: Knowledge):
    assert "令和7年度" in asked(town, "さくらまつりの来場者数は？", "残りはいつ終わるの？")


def test_above_or_below_asks_of_what_was_spoken_of_before(town: Knowledge):
    assert "上回りました" in asked(town, "さくらまつりの来場者数は？", "目標より上？下？")


@pytest.mark.parametrize("question", ["どうして さくらまつりは にぎわったんですか", "来場者は何人だったん"])
def test_no_noun_is_heard_in_a_turn_of_speech(town: Knowledge, question: str):
    assert "同士" not in understand(town, question, None).asked.text
    assert "脱炭" not in understand(town, question, None).asked.text
