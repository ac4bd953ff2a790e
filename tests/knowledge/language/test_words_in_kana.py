"""Questions in kana: a word of the documents is one only where nothing of the sentence is torn to make it."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge
from knowledge.language import half_kana, kana, left_in_kana
from knowledge.language.recut import recut
from knowledge.language.wordbook import plain

READINGS = {
    "しみんかいぎ": "市民会議",
    "はいく": "俳句",
    "ちょうない": "町内",
    "ちょうないかい": "町内会",
    "かいどう": "街道",
    "かいぎ": "会議",
}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("しみんかいぎはいくつあるの", "市民会議はいくつあるの"),
        ("npoはいくつあるの", "npoはいくつあるの"),
        ("かいぎはいくらかかったの", "会議はいくらかかったの"),
        ("はいくのかいぎはどこ", "俳句の会議はどこ"),
        ("ちょうないかいどうしで", "町内会どうしで"),
        ("かいどうのかいぎ", "街道の会議"),
    ],
)
def test_a_word_is_not_made_of_a_particle_and_half_of_what_follows(said: str, written: str):
    assert kana.with_kanji(said, READINGS) == written


def test_how_many_there_are_of_a_name_in_latin_letters_is_asked_of_that_name(knowledge: Knowledge):
    assert "実績17団体" in answer(knowledge, "NPOはいくつあるの", None).text


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("地区会どうしの交流が目標を超えたりゆうは？", "地区会どうしの交流が目標を超えた理由は?"),
        ("新しくいじゅうしてきた人", "新しく移住してきた人"),
        ("海の子山の子にさんかする人", "海の子山の子に参加する人"),
        ("何時まで使っていいんだ", "何時まで使っていいんだ"),
        ("まちづくりやりたい人", "まちづくりやりたい人"),
        ("出ないような取組", "出ないような取組"),
    ],
)
def test_a_word_left_in_kana_is_found_where_the_sentence_is_torn_without_it(knowledge: Knowledge, said: str, read: str):
    assert (
        left_in_kana.with_words(
            plain(said), knowledge.mending.by_ear.kana_words, knowledge.mending.by_ear.asking, knowledge.words
        )
        == read
    )


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("空ぎ家はなんぼ", "空き家はなんぼ"),
        ("荒れだ畑", "荒れた畑"),
        ("空いでだ店", "空いてた店"),
        ("新しぐ入った人", "新しく入った人"),
        ("受げ入れる準備", "受け入れる準備"),
        ("市の計画さ書いでること", "市の計画さ書いてること"),
        ("どごの課", "どこの課"),
        ("とまつたひとの数", "とまったひとの数"),
        ("館長ど話す会", "館長と話す会"),
        ("橋さ手間かげだの", "橋さ手間かけたの"),
        ("花の名所は、どごどごや", "花の名所は、どこどこや"),
    ],
)
def test_what_is_voiced_in_the_north_is_read_as_it_is_written_elsewhere(knowledge: Knowledge, said: str, read: str):
    assert recut(said, knowledge.words) == read


@pytest.mark.parametrize(
    "said",
    [
        "泳いでる人", "読んでた本", "目標が高い", "計画では何人", "市長さんのご自宅", "受け入れで困ったこと", "稼ぐ力",
        "なんで減った", "急いで直した道", "いくつたりなかった", "どのようなわけでございますか",
    ],
)  # fmt: skip
def test_what_is_voiced_everywhere_stays_as_it_is(knowledge: Knowledge, said: str):
    assert recut(said, knowledge.words) == said


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("活どうの報告会", "活動の報告会"),
        ("大学どう？", "大学どう?"),
        ("お金はどこから出てんの？", "お金はどこから出てんの?"),
        ("フェアの出てん回数", "フェアの出展回数"),
    ],
)
def test_a_half_of_a_word_in_kana_is_no_how(knowledge: Knowledge, said: str, read: str):
    assert half_kana.made_whole(plain(said), knowledge.mending.by_ear.halves, knowledge.index.written) == read


def test_a_word_the_documents_write_in_kana_is_heard_as_no_other(knowledge: Knowledge):
    said = answer(knowledge, "まちづくりは？", None)
    assert said.outcome == "asked_back"
    assert "まちづくり推進事業費" in said.text


@pytest.mark.parametrize("said", ["うちの団体でもお願いできますか", "お支払いできますか", "集いで何をした"])
def test_what_can_be_asked_for_is_no_verb_of_the_north(knowledge: Knowledge, said: str):
    assert recut(said, knowledge.words) == said


def test_something_is_done_for_somebody_and_nothing_is_lent(knowledge: Knowledge):
    read = kana.partly_with_kanji(
        "市は何かしてくれるの", knowledge.mending.by_ear.readings, knowledge.mending.by_ear.asking
    )
    assert read == "市は何かしてくれるの"
    assert "貸" not in kana.with_kanji("どうにかしてほしい", {**READINGS, "かして": "貸して"})


def test_what_a_word_torn_apart_by_blanks_meant_is_told():
    assert "84,000人" in answer(town("bay"), "みなとまつりには ２にちかんで なんにん きたの？", None).text


def test_a_verb_with_a_large_tsu_is_read_as_it_is_said():
    assert "実績2人" in answer(town("bay"), "令和５年度　新らしく漁師になつた人なん人？", None).text
    turns = ["クルーズ船は令和５年度に何回きた？", "じゃ、とまつたひとの数は？"]
    assert "66,820人" in converse(town("bay"), turns).text


@pytest.mark.parametrize("said", ["委員が少なくなった", "橋が危なくなった", "川が汚なくなったので"])
def test_what_an_adjective_ends_with_is_no_word_of_its_own(knowledge: Knowledge, said: str):
    assert knowledge.mending.in_kanji(said) == said
