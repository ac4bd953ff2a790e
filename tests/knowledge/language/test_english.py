"""Whoever writes simple English is asked nothing he did not ask: what asks is read as in Japanese, what is no English stays."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.language.english import in_japanese, is_english
from knowledge.language.english_endings import as_known, other_number
from knowledge.language.romaji import in_latin, readings
from knowledge.language.wordbook import read_language

TURNS = read_language("english")["turn"]


@pytest.mark.parametrize("row", TURNS, ids=lambda row: row["example"])
def test_each_turn_of_asking_is_found_in_its_example(row: dict[str, object]):
    asked, written = in_japanese(str(row["example"])), str(row["write"])
    assert asked != row["example"]
    if row.get("whole") and "\\" not in written:
        assert asked == written


@pytest.mark.parametrize(
    "text", ["DXは？", "NPOの数", "6-3-1 no shisaku wa nani?", "ニュースレターのPDF", "クアオルト", "LINE", "ok"]
)
def test_latin_letters_alone_are_no_english(text: str):
    assert not is_english(text)
    assert in_japanese(text) == text


@pytest.mark.parametrize("text", ["why?", "kurort budget?", "移住 budget", "How many NPO?", "Thank you!"])
def test_words_with_which_english_asks_are(text: str):
    assert is_english(text)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("How many people moved to Kaminoyama?", "Why so many?"), "制度"),
        (("How many NPO are there?", "and the section please?"), "市政戦略課"),
        (("How many times did the city join iju fairs?", "how much was the budget?"), "7,734"),
        (("kurort budget?", "what about iju?"), "7,734"),
        (("How many kids joined umi no ko yama no ko?", "Did it reach the target?"), "届きません"),
        (("What is the most expensive project?", "and the second?"), "10,401"),
    ],
)
def test_a_few_words_after_an_answer_go_on_with_it(knowledge: Knowledge, turns: tuple[str, ...], told: str):
    assert told in converse(knowledge, turns).text


@pytest.mark.parametrize(
    "text",
    [
        "How many people died in traffic accidents?",
        "How many foreigners moved to Kaminoyama?",
        "How much do I pay for one health tour?",
        "What is the fee of the trial house?",
        "How many teachers teach English?",
        "How many unicorns joined the migration fair?",
        "What is the population of Natori?",
    ],
)
def test_what_the_documents_do_not_tell_is_not_told_in_english_either(knowledge: Knowledge, text: str):
    assert not cites(answer(knowledge, text, None).text)


@pytest.mark.parametrize(
    ("latin", "kana"), [("unei", "うんえい"), ("iju", "いじゅ"), ("nihongo", "にっぽんご"), ("koshu", "こしゅ")]
)
def test_a_name_in_latin_letters_is_read_in_every_way_it_may_be_read(latin: str, kana: str):
    assert kana in readings(latin)


@pytest.mark.parametrize("latin", ["wasn", "budget", "the", "girls"])
def test_what_is_no_japanese_is_not_read_so(latin: str):
    assert list(readings(latin)) == []


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("けんせつ", "kensetsu"),
        ("しょこう", "shoko"),
        ("ちゅうおう", "chuo"),
        ("がっこう", "gakko"),
        ("じゅうみん", "jumin"),
    ],
)
def test_a_reading_is_written_as_english_reads_it(kana: str, latin: str):
    assert in_latin(kana) == latin


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("job fair", "job fairs"),
        ("city", "cities"),
        ("empty houses", "empty house"),
        ("bus", "buses"),
        ("classes", "class"),
        ("glass", "glasses"),
    ],
)
def test_one_thing_and_several_are_the_same_thing(words: str, other: str):
    assert other_number(words) == other


@pytest.mark.parametrize(
    ("word", "known"), [("visited", "visit"), ("planning", "plan"), ("moves", "move"), ("moving", "move")]
)
def test_an_ending_does_not_hide_a_word(word: str, known: str):
    assert as_known(word, {known}) == known


@pytest.mark.parametrize("word", ["king", "bus", "red", "sing"])
def test_what_only_looks_like_an_ending_is_none(word: str):
    assert as_known(word, {word[:-1], word[:-2], word[:-3]}) is None
