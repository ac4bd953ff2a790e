"""A reply to English begins with a line its asker can read; one to Japanese has none."""

from __future__ import annotations

import re

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.telling import tell
from knowledge.telling.fitting import MAX_CHARS
from knowledge.telling.in_english import with_english

_ENGLISH = re.compile("[a-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "How many NPO are there?",
            "NPO法人数: Target 18 groups, result 17 groups (fiscal year 2023). The target was not reached.",
        ),
        (
            "kurort budget?",
            "上山型温泉クアオルト事業費: Budget 10,401,000 yen, spent 9,197,000 yen (fiscal year 2023).",
        ),
        (
            "How many schools joined the flower campaign?",
            "人権の花運動を実施した学校数: Planned 3 schools, result 3 schools (fiscal year 2023). As planned.",
        ),
        ("Which section is in charge of migration?", "In charge: 建設課 (kensetsu-ka)."),
        ("How many babies were born?", "Sorry, the city's documents do not tell this."),
        ("Who is the mayor?", "Sorry, this cannot be answered from the city's documents."),
        ("Which targets were missed?", "See the list below: 目標 = target"),
        ("thanks", "You are welcome."),
    ],
)
def test_the_first_line_says_it_in_english(knowledge: Knowledge, text: str, line: str):
    reply = answer(knowledge, text, None)
    assert reply.text.startswith(line)
    assert len(reply.text) <= MAX_CHARS


def test_who_asks_why_reads_whether_a_reason_is_given(knowledge: Knowledge):
    told = answer(knowledge, "Why were there only two health tours?", None)
    untold = answer(knowledge, "Why did the number of NPOs not reach the target?", None)
    assert "below in Japanese" in told.text.splitlines()[0]
    assert "no reason" in untold.text.splitlines()[0]


@pytest.mark.parametrize("text", ["NPOの数は？", "kurort", "クアオルト　予算", "DXとは"])
def test_a_reply_to_japanese_has_no_english(knowledge: Knowledge, text: str):
    assert not _ENGLISH.search(answer(knowledge, text, None).text)


def test_what_is_only_near_is_said_to_be(knowledge: Knowledge):
    reply = answer(town("bay"), "How many family used the trial house?", None)
    assert reply.text.startswith("Not exactly what you asked")


def test_sales_in_yen_are_aimed_at_and_no_budget():
    lake = town("lake")
    (row,) = (one for one in lake.subjects if one.name == "体験プログラムの販売額")
    told = tell.figures(lake, [row])
    line = with_english(lake, told).text.split("\n")[0]
    assert "Target 5,000,000 yen, result 4,210,000 yen" in line
    assert "The target was not reached." in line
    assert "Budget" not in line
