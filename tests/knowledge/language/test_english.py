"""Whoever writes simple English is asked nothing he did not ask: what asks is read as in Japanese, what is no English stays."""

from __future__ import annotations

import re

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts

from knowledge.answer import answer
from knowledge.evaluate import cites, converse
from knowledge.finding.knowledge import Knowledge
from knowledge.language.english import in_japanese, is_english
from knowledge.language.english_endings import as_known, other_number
from knowledge.language.romaji import in_latin, readings
from knowledge.language.wordbook import plain, read_language

TURNS = read_language("english")["turn"]


@pytest.mark.parametrize("row", TURNS, ids=lambda row: row["example"])
def test_each_turn_of_asking_is_found_in_its_example(row: dict[str, object]):
    asked, written = in_japanese(str(row["example"])), str(row["write"])
    assert asked != row["example"]
    if row.get("whole") and "\\" not in written:
        assert asked == written


@pytest.mark.parametrize("row", [row for row in TURNS if "counter" in row], ids=lambda row: row["counter"])
def test_no_turn_of_asking_is_found_in_its_counter(row: dict[str, object]):
    assert re.search(str(row["say"]), plain(str(row["counter"]))) is None


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


@pytest.mark.parametrize(
    ("text", "unit", "row"),
    [
        ("How much emergency food does the city have in stock?", "食", "備蓄食料の食数"),
        ("How many meals of emergency food are stocked?", "食", "備蓄食料の食数"),
        ("How long does an ambulance take to arrive?", "分", "救急車の現場到着平均時間"),
        ("How many minutes does an ambulance take to come?", "分", "救急車の現場到着平均時間"),
        ("How many fire trucks are there?", "台", "消防車両の台数"),
        ("How many kids are on the waiting list of hoikuen?", "人", "保育所等待機児童数"),
        ("How long are the electric fences?", "m", "電気柵の設置延長"),
        ("How much business garbage is there?", "t", "事業系ごみの排出量"),
        ("How many citizens feel healthy?", "%", "自分が健康であると感じている市民の割合"),
        ("What percent of households join jichikai?", "%", "自治会加入率"),
        ("How far along are the city planning roads?", "%", "都市計画道路の整備率"),
        ("Was the target of the kominkan users met?", "人", "公民館の利用者数"),
        ("How much is the nursing care insurance fee?", "円", "介護保険料の月額"),
    ],
)
def test_what_a_city_counts_is_told_to_who_asks_in_simple_english(text: str, unit: str, row: str):
    assert f"{row}は、目標300{unit}・実績320{unit}" in answer(town_that_counts(row, unit=unit), text, None).text


@pytest.mark.parametrize(
    ("text", "unit", "row"),
    [
        ("What is the stomach cancer screening rate?", "%", "大腸がん検診受診率"),
        ("What percent of elderly people got a flu shot?", "%", "高齢化率"),
        ("How many shelters does the city have?", "%", "避難場所を知っている市民の割合"),
        ("How many bullying cases were found?", "%", "いじめの解消率"),
        ("How many fraud cases were there?", "円", "特殊詐欺の被害額"),
        ("How many gathering places are there?", "人", "通いの場の参加者数"),
        ("How many home renovation subsidies were given?", "件", "市ホームページの年間アクセス件数"),
    ],
)
def test_what_english_counts_is_not_told_by_its_neighbour(text: str, unit: str, row: str):
    assert not cites(answer(town_that_counts(row, unit=unit), text, None).text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How many electronic blackboards were replaced?", "電子黒板を96台入れ替えました。"),
        ("How many reading notebooks were given out?", "読書手帳を2,100冊配りました。"),
        ("When was the public bath closed?", "共同浴場は11月6日から2月末まで休館しました。"),
    ],
)
def test_what_a_sentence_counts_is_told_to_who_asks_in_english(text: str, told: str):
    assert told in answer(town_of_one_sheet([told, "花壇の手入れを3回しました。"]), text, None).text


def test_a_number_that_only_stands_beside_a_thing_is_not_told_as_how_many_there_are():
    town = town_of_one_sheet(["2か所の海水浴場に監視員を置きました。"])
    assert not cites(answer(town, "How many lifeguards were on the beach?", None).text)


@pytest.mark.parametrize("name", ["shobodan", "gomi", "bosai", "yochien", "jokaso", "chonaikai"])
def test_what_is_called_so_in_japanese_is_found_in_latin_letters(name: str):
    words = {
        "shobodan": "消防団",
        "gomi": "ごみ",
        "bosai": "防災",
        "yochien": "幼稚園",
        "jokaso": "浄化槽",
        "chonaikai": "町内会",
    }
    town = town_of_one_sheet([f"{words[name]}について話し合いました。", "花壇の手入れをしました。"])
    assert f"{words[name]}について" in answer(town, f"Tell me about {name}", None).text


def test_names_of_two_words_in_latin_letters_leave_their_words_readable():
    """A saying of two words would keep each of them from being read by itself (iju of iju fair)."""
    assert (
        "移住"
        in answer(
            town_of_one_sheet(["移住の相談を受けました。"], ["移住相談の件数"]), "iju budget, how many iju sodan?", None
        ).text
    )


def test_contracts_are_what_was_agreed_on():
    town = town_that_counts("空き家バンクの成約件数", "空き家バンクの登録件数")
    text = answer(town, "How many contracts were made through the vacant house bank (空き家バンク)?", None).text
    assert "空き家バンクの成約件数は" in text
