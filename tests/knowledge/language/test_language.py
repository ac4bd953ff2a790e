"""The tables of aspects, refusals, speech and words: each entry finds what it is for and nothing else."""

from __future__ import annotations

import pytest
from bundled_knowledge import bundled_knowledge

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.language import half_kana, slips
from knowledge.language.romaji import shortened
from knowledge.language.wordbook import plain, read_language
from knowledge.ledger.directions import lower_is_better
from knowledge.question import refusals, slots

ASPECTS = read_language("aspects")["aspect"]
REFUSALS = read_language("refusals")["refusal"]


@pytest.mark.parametrize("row", ASPECTS, ids=lambda row: row["name"])
def test_an_aspect_is_heard_in_its_example_only(knowledge: Knowledge, row: dict[str, str]):
    assert row["name"] in _aspects(knowledge, row["example"])
    assert row["name"] not in _aspects(knowledge, row["counter"])


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row["kind"])
def test_a_refusal_is_found_in_its_examples_only(row: dict[str, list[str]]):
    kinds = refusals.Kinds.of(kind for kind in refusals.refusals() if kind.name == row["kind"])
    for example in row["examples"]:
        assert refusals.refused(plain(example), kinds), example
    for counter in row["counters"]:
        assert refusals.refused(plain(counter), kinds) is None, counter


def test_no_ordinary_question_is_taken_for_one_to_refuse(knowledge: Knowledge):
    for row in ASPECTS:
        assert refusals.refused(plain(row["example"]), knowledge.refusals) is None, row["example"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("人件擁護委員の相談が増えた利由", "人権擁護委員の相談が増えた理由"),
        ("地域おこし協力体の予算", "地域おこし協力隊の予算"),
        ("個別計角は", "個別計画は"),
        ("海の子山の子の行事", "海の子山の子の行事"),
        ("個人情報の取り扱い こんごの取り組み", "個人情報の取り扱い 今後の取り組み"),
        ("移住フエアの回数", "移住フェアの回数"),
        ("うみのこ やまのこの もくひょう", "海の子山の子の目標"),
        ("デジたル化", "デジタル化"),
        ("近隣自冶体との連携", "近隣自治体との連携"),
        ("中止になった原困", "中止になった原因"),
        ("けん修の目的", "研修の目的"),
        ("居じゅうのたん当", "居住の担当"),
        ("花っこ育でで", "花を育てて"),
        ("予算ばつかう", "予算を使う"),
        ("子供の遊ばせ方", "子供の遊ばせ方"),
        ("お金つかった", "お金使った"),
    ],
)
def test_slips_and_kana_are_read_as_they_were_meant(knowledge: Knowledge, typed: str, meant: str):
    assert understand(knowledge, typed, None).asked.text == understand(knowledge, meant, None).asked.text


def test_who_asks_for_the_opposite_is_understood(knowledge: Knowledge):
    assert knowledge.book.contrary("学生訪問団派遣人数", "ドイツから来た学生は")
    assert not knowledge.book.contrary("学生訪問団派遣人数", "派遣した学生は")


def test_who_asks_for_some_only_is_not_told_of_all(knowledge: Knowledge):
    assert knowledge.book.narrowed("海の子山の子交歓会の参加人数", "交歓会に参加した高校生は何人")
    assert not knowledge.book.narrowed("市の審議機関等における女性委員の割合", "女性委員の割合は")


@pytest.mark.parametrize("typed", ["今ごろの予定", "市がいいと言う", "お金がくるのはいつ", "会かいの予定"])
def test_kana_beside_a_kanji_is_no_half_of_a_word_by_chance(knowledge: Knowledge, typed: str):
    assert half_kana.made_whole(typed, knowledge.mending.by_ear.halves, knowledge.index.written) == typed


@pytest.mark.parametrize(
    ("asked", "unit", "aspect"),
    [
        ("移住フェアの予定は、もともと何回でしたか", "回", "target"),
        ("職員の人数ってどうやって決めるの", None, None),
        ("花の運動をした学校はいくつ", "校", "figure"),
        ("国際交流費はどのくらい", None, "budget"),
        ("お試しの家を使った人はどれくらい", None, "figure"),
    ],
)
def test_what_is_asked_for_is_told_by_the_whole_question(
    knowledge: Knowledge, asked: str, unit: str | None, aspect: str | None
):
    read = understand(knowledge, asked, None).asked
    assert (read.unit, next(iter(read.aspects), None)) == (unit, aspect)


def test_what_is_counted_is_an_object_with_or_without_its_particle(knowledge: Knowledge):
    assert [found.said for found in knowledge.book.found_in("紙減らす")] == ["紙減ら"]


def test_a_short_word_in_katakana_is_no_part_of_a_longer_one(knowledge: Knowledge):
    assert [found.said for found in knowledge.book.found_in("オンライン")] != ["ライン"]


def test_a_part_of_a_word_asks_for_nothing(knowledge: Knowledge):
    """人数 stands in NPO法人数, 率 in 効率, 差 in 差別."""
    assert understand(knowledge, "NPO法人数が届かなかった", None).asked.unit != "人"
    assert understand(knowledge, "行政の効率化の目標", None).asked.unit is None
    assert "gap" not in _aspects(knowledge, "差別をなくす活動")


def test_dialect_kana_and_slips_ask_the_same(knowledge: Knowledge):
    for same in ("なして女の委員、少ねんだべ", "なんで じょせいの いいんが すくないの", "女姓委員が少ないのはなぜ"):
        asked = understand(knowledge, same, None)
        assert "reason" in asked.asked.aspects, same
        best = knowledge.subject(asked.hits[0])
        assert best is not None, same
        assert best.name == "市の審議機関等における女性委員の割合", same


def test_a_year_is_never_guessed(knowledge: Knowledge):
    assert understand(knowledge, "令和5年度のNPO法人数", None).asked.years == (2023,)
    assert understand(knowledge, "R4のNPO法人数", None).asked.years == (2022,)
    assert understand(knowledge, "NPO法人数", None).asked.years == ()


def _aspects(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    parsed = knowledge.words.parse(plain(text))
    return slots.read(parsed, parsed.text, knowledge.cues).aspects


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("なるほど！ありがと〜😊", "thanks"),
        ("サンキュー", "thanks"),
        ("そうなんですね、ありがとうございました", "thanks"),
        ("へー", "agreement"),
        ("あなたはだれ？ロボットなの？", "help"),
        ("使い方がよくわからないんですけど", "help"),
        ("つかいかたが わかんない", "help"),
        ("何ができるの？どうやって使うのか分かりません", "help"),
        ("ここの使い方がわかりません", "help"),
        ("電子図書館の使い方がわかりません", None),
        ("お疲れ様です", "greeting"),
        ("どうも", "greeting"),
        ("ロボットなの？", "self"),
        ("AIが答えてるの", "self"),
        ("名前は？", "self"),
        ("うそつかない？", "trust"),
        ("間違えることある？", "trust"),
        ("役に立たないな", "displeased"),
        ("戻る", "back"),
        ("千円って何円", "form"),
        ("従事人工って何", "form"),
        ("協力隊の従事人工は？", None),
        ("千円以下の事業は？", None),
        ("どこに聞けばいい", "counter"),
        ("計画の名前は？", None),
        ("ロボットの取組は", None),
        ("正確な数は？", None),
        ("苦情はどこに聞けばいい", None),
        ("ありがとう、NPOの数は？", None),
        ("いいNPOは", None),
        ("親切に調べてくださって助かりました。また聞きますね", "thanks"),
        ("いろいろ説明していただき、ありがとうございました", "thanks"),
        ("夜遅くにすみません、初めてなんですが", "greeting"),
        ("試しに送ってみました", "greeting"),
        ("友だち登録できました", "greeting"),
        ("ありがとう。これで大丈夫です", "thanks"),
        ("ほんと便利になったもんだね", "agreement"),
        ("すいません、まちがえました", "slip"),
        ("はじめまして。こちらでは何を聞けますか", "help"),
        ("いろいろ教えて", "greeting"),
        ("このラインで何ができますか", "help"),
        ("ご親切に", None),
        ("また今度", None),
        ("登録した団体は？", None),
        ("すぐ返事してくれるの？", None),
        ("これで大丈夫？", None),
        ("ちゃんと返事してくれるんだね", "agreement"),
        ("もう結構です", "agreement"),
        ("便利になった所は", None),
        ("情報はいつも助かるけど、件数は", None),
    ],
)
def test_small_talk_may_be_put_together_and_nothing_else_is(knowledge: Knowledge, typed: str, kind: str | None):
    talk = refusals.talked(plain(typed), knowledge.small_talk)
    assert (talk.name if talk else None) == kind


@pytest.mark.parametrize(
    ("typed", "states"),
    [("つかってます", True), ("はじめてです", True), ("もう大丈夫です", True), ("いいえ", True),
     ("ありがとう、もう大丈夫です", True), ("ありがとうございます", False),
     ("また来ます", False), ("よろしくお願いします", False)],
)  # fmt: skip
def test_small_talk_that_may_answer_a_question_is_known(knowledge: Knowledge, typed: str, states: bool):
    talk = refusals.talked(plain(typed), knowledge.small_talk)
    assert talk is not None
    assert talk.states is states


def test_after_an_answer_scraps_are_meant_of_it(knowledge: Knowledge):
    def kind(typed: str) -> str | None:
        talk = refusals.talked(typed, knowledge.small_talk, at_first=False)
        return talk.name if talk else None

    assert kind("どうも") == "thanks"
    assert kind("名前は？") is kind("どこに聞けばいい") is None


@pytest.mark.parametrize("sign", "✨⭐😊👍🏽♪☆→♨️❤️")
def test_a_picture_changes_no_question(knowledge: Knowledge, sign: str):
    for question in ("NPOの数は？", "協力隊の予算", "市の借金を減らす方針は？"):
        bare = understand(knowledge, question, None)
        for typed in (f"{question}{sign}", f"{sign}{question}", f"{question} {sign}"):
            asked = understand(knowledge, typed, None)
            assert (asked.asked.aspects, asked.groups) == (bare.asked.aspects, bare.groups), typed


def test_own_town_and_what_is_not_asked_for_are_left_out(knowledge: Knowledge):
    for typed, same in (
        ("このまちのNPOの数は？", "NPOの数は？"),
        ("昔の取組じゃなくて、これからのDXの取組は", "これからのDXの取組は"),
        ("市長さんと話せる場は", "市長と話せる場は"),
    ):
        one, other = understand(knowledge, typed, None), understand(knowledge, same, None)
        assert [group.options for group in one.groups] == [group.options for group in other.groups], typed


def test_a_double_is_only_put_right_where_a_known_word_comes_out(knowledge: Knowledge):
    for typed in ("干ばつ", "土地の末利用", "体験の積み重ね", "保険証"):
        lookalikes, index, words = knowledge.mending.lookalikes, knowledge.index, knowledge.words
        assert slips.without_lookalikes(typed, lookalikes, knowledge.mending.mendable, index.written, words) == typed


@pytest.mark.parametrize("row", read_language("directions")["lower"], ids=lambda row: row["example"])
def test_less_is_better_of_what_its_name_says(row: dict[str, str]):
    assert lower_is_better(row["example"])
    assert not lower_is_better(row["counter"])
    assert row["why"]


def test_a_name_in_latin_letters_is_known_without_its_long_vowels():
    assert shortened("きゅうめい") == shortened("きゅめい")
    assert shortened("こうしゅう") == shortened("こしゅ")
    assert shortened("おもう") == "おも" != shortened("うま")


def test_small_talk_of_many_bits_is_known_or_not_at_once():
    kinds = refusals.small_talk()
    assert refusals.talked("はい" * 25, kinds) is not None
    # Every place is tried once: with each way to part it tried, this would take till tomorrow.
    assert refusals.talked("はい" * 29 + "ぬ", kinds) is None
    assert refusals.talked("ありがとう、また" * 6 + "ぬ", kinds) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("市長はだれ", "公の職にある方のお名前は公表されています"),
        ("市長の名前は？", "公の職にある方のお名前は公表されています"),
        ("課長は誰？", "個人に関することはお答えしていません"),
        ("市長の電話番号は？", "個人に関することはお答えしていません"),
        ("English", "You can ask in simple English"),
        ("やさしい日本語でお願いします", "みじかい ことばで"),
    ],
)
def test_who_holds_an_office_is_no_secret_and_a_language_is_no_question(text, said):
    assert said in answer(bundled_knowledge(), text, None).text
