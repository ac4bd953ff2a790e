"""Words of the documents are known by how they are read, whole or in part, whichever they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.language import conversions, half_kana, heard_in_compounds, old_spelling, sounds
from knowledge.language.spellings import Written
from knowledge.ledger.bundled import bundled


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("なとりの こどもとの こうかんかい なんにんを めざしてたの", "60人"),
        ("しやくしょの しけん うけられる としは かわったの", "受験可能年齢"),
        ("かそから ぬけだせるの", "脱却"),
        ("しみんモニターせいどって なに", "市民モニター"),
        ("ざいせいちょうせいききんって なに", "財政調整基金"),
        ("こうようしゃは どうするの", "公用車"),
        ("移住ふぇあ　何回しゅってんした？", "4回"),
        ("いじゅうそうだんの まどぐちは どこ", "都内"),
    ],
)
def test_a_question_in_kana_finds_the_words_of_the_texts(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("市の会ぎの女性の割合", "女性委員"),
        ("女せい委いんの割あい", "女性委員"),
        ("人けんの花の学校数", "3校"),
        ("なとりの子どもたちと何するの？", "名取市"),
        ("地いきおこしの隊いんの予さん", "1,684千円"),
    ],
)
def test_half_written_words_are_made_whole(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("行政だい執行は何件", "行政代執行は何件"),
        ("橋りょう長寿みょう化計画", "橋りょう長寿命化計画"),
        ("都市けい画はどう", "都市けい画はどう"),
        ("行政から執行まで", "行政から執行まで"),
    ],
)
def test_one_kanji_in_kana_amid_a_compound_is_that_of_the_documents(knowledge: Knowledge, typed: str, read: str):
    written = Written(["行政代執行の実施件数", "橋りょう長寿命化計画", "都市計画と都市景画"])
    assert half_kana.between_kanji(typed, written, knowledge.words.reading) == read


def test_words_nobody_listed_are_heard_in_another_citys_text():
    """A word that only a sentence of an invented sheet has is found by its reading."""
    ledger = bundled()
    first, *others = ledger.projects
    assert first.overview is not None
    text = "燻製工房を白鷺市の職人とひらき、桜の枝を薪にして鮭を燻します。"
    first = replace(first, overview=replace(first.overview, text=text))
    changed = Knowledge.build(replace(ledger, version="heard", projects=(first, *others)), city="上山市")
    assert "燻製" in answer(changed, "くんせいは なにで つくるの", None).text


def test_a_kana_that_ends_a_verb_or_stands_between_words_makes_no_noun():
    known = half_kana.halves([("せいど", "制度"), ("かいぎ", "会議"), ("がくぶ", "学部"), ("どうじ", "同時")])
    assert half_kana.made_whole("新しい制どの名前", known, Written([])) == "新しい制度の名前"
    assert half_kana.made_whole("会ぎは何回", known, Written([])) == "会議は何回"
    for kept in ("学ぶのは何", "同じは何"):
        assert half_kana.made_whole(kept, known, Written([])) == kept


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("国祭交流の講座とかの開催　目標なん回だった", "国際交流に関する講座の開催回数は、計画3回"),
        ("国祭交流の講座は何回", "国際交流に関する講座の開催回数は"),
        ("企行への訪問提案　目標なん件だっけ", "訪問提案件数は、計画50件"),
        ("中期財成計画って何？", "中期財政計画"),
        ("侵透度の目標は？", "18"),
        ("移住権数の実績は？", "移住件数"),
    ],
)
def test_a_kanji_of_the_same_sound_that_makes_no_word_is_put_right(knowledge: Knowledge, question: str, told: str):
    reply = answer(knowledge, question, None)
    assert reply.outcome == "answered"
    assert told in reply.text


@pytest.mark.parametrize("question", ["南小の児童は何人？", "北町への訪問提案は何件？"])
def test_what_is_a_word_or_a_short_name_is_no_slip(knowledge: Knowledge, question: str):
    assert "出典" not in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    "kept",
    [
        "空き家は何軒",  # 何件 would count, too
        "どの会計の何款何項",  # 何校
        "一字一句",  # 一時
        "消防団の人数",
        "公園費の予算",
        "市の利用量",
        "指標の目標値",
        "川口町の里山祭",
    ],
)
def test_words_that_one_may_mean_stay_as_they_were_typed(knowledge: Knowledge, kept: str):
    parsed = knowledge.words.parse(kept)
    book, written = knowledge.book, knowledge.index.written
    told = conversions.put_right(
        parsed,
        knowledge.words,
        knowledge.mending.mendable,
        written,
        knowledge.mending.by_ear.asked_by_ear,
        book.explained,
    )
    assert told == kept


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("海の子山の子こうかん会の参加人数は？", "60人"),
        ("６－１－１の個別計かくは何とゆう計画ですか", "創生総合戦略"),
        ("使つたお金がいちばん少ない事業わどれでしよう", "「人権啓発活動事業費」"),
        ("国際交流の講座　実せきわ？", "3回"),
        ("財政うんえいの方針わ", "市債残高"),
        ("地区会の交流、何地区あっと？", "44"),
        ("財政調整基金ってなんだべ？", "財政調整基金"),
        ("クアオルトって、どないな事業なん？", "クアオルト"),
        ("NPO法人の数、目標に届かへんかったん？", "届きませんでした"),
        ("移住した人、なんぼいだの？", "移住件数"),
        ("海の子山の子交歓会、何人参加しとったん？", "60人"),
        ("人権の花って何校でやってんすか", "3校"),
        ("Who takes care of international exchange at city hall?", "庶務課"),
    ],
)
def test_elders_children_and_other_regions_ask_the_same(knowledge: Knowledge, question: str, told: str):
    assert told in answer(knowledge, question, None).text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("教えの場", "教えの場"),
        ("お知らせの数", "お知らせの数"),
        ("祭りお知らせ", "祭りお知らせ"),
        ("庭わかめ", "庭わかめ"),
    ],
)
def test_a_kana_of_another_word_is_no_particle(typed: str, kept: str):
    assert old_spelling.as_written_now(typed) == kept


def test_a_word_the_dictionary_has_not_got_is_read_sign_by_sign():
    assert "びょうじ" in sounds.readings_of("病児")
    assert "際" in sounds.of_one_sound("祭")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("審議会の助成委員の割合って目標は何パーセントでしたっけ", "31%"),
        ("財政長生基金って何", "財政調整基金"),
        ("人権擁護医院の相談回数は？", "人権擁護委員"),
        ("国際交流水深費の予算は？", "432千円"),
        ("連携注水都市圏ってなに", "連携中枢都市圏"),
        ("定員適性化計画の第６じは何年から？", "令和2年度"),
    ],
)
def test_a_word_heard_wrongly_in_a_compound_is_put_right_by_its_neighbours(
    knowledge: Knowledge, question: str, told: str
):
    assert told in answer(knowledge, question, None).text


@pytest.mark.parametrize("question", ["防災公園の予算は？", "女性会議の回数は？", "観光公社の職員数は？"])
def test_a_compound_that_nothing_written_sounds_like_stays_as_it_is(knowledge: Knowledge, question: str):
    assert answer(knowledge, question, None).outcome == "unknown"


def test_what_is_only_a_part_of_a_longer_word_in_the_texts_was_not_said(knowledge: Knowledge):
    written = Written(["防災講演会を開きました。", "女性委員の割合"])
    words = knowledge.words
    sounding = {"こうえん": ["講演"], "じょせい": ["女性"]}
    assert heard_in_compounds.put_right(words.parse("防災公園の予算"), sounding, written) == "防災公園の予算"
    assert heard_in_compounds.put_right(words.parse("助成委員の割合"), sounding, written) == "女性委員の割合"


def test_what_the_documents_write_in_kana_stays_so_and_two_wrong_signs_are_put_right_one_by_one():
    mending = town("hills").mending
    assert mending.in_kanji("雪かきができない") == "雪かきができない"
    assert mending.parsed(mending.in_kanji("濃産物直倍所の売上は")).text == "農産物直売所の売上は"


def test_of_one_word_between_two_others_the_whole_word_is_looked_at(knowledge: Knowledge):
    words, sounding = knowledge.words, {"ほけん": ["保健", "保険"]}
    of_mothers = Written(["母子保健事業費を支出しました。", "傷害保険に入ります。"])
    assert heard_in_compounds.put_right(words.parse("母子保険事業の予算"), sounding, of_mothers) == "母子保健事業の予算"
    of_both = Written(["学校保健事業費を支出しました。", "学校保険の掛金を補助します。"])
    assert heard_in_compounds.put_right(words.parse("学校保険事業の予算"), sounding, of_both) == "学校保険事業の予算"
