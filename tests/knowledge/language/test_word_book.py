"""The word book holds what its README promises: each saying is heard, means something, and no neighbour."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from town_of_one_sheet import town_of_one_sheet

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.language.wordbook import bundled, plain, read_book, read_language, ways_to_say

BOOK = read_book()
ROWS = [row for rows in BOOK.values() for row in rows]


def test_each_saying_stands_in_one_entry_only():
    printed = Counter(plain(say) for row in ROWS for say in row["say"])
    assert [say for say, times in printed.items() if times > 1] == []


def test_each_entry_means_something_and_says_why():
    for row in ROWS:
        assert row["say"], row
        assert row.get("means") or row.get("near"), row
        assert 0 < len(row["why"]) <= 60, row
        assert set(row) <= {"say", "means", "near", "same", "soft", "why"}, row
        assert not set(row.get("means", ())) & set(row.get("near", ())), row


def test_what_need_not_be_known_names_no_thing():
    """A soft saying never has to be known: were ニーズ one, 「奨学金のニーズは？」 would be told of anything about 奨学金.

    Kanji are left out, too many of which say how (着実); what is listed says how as well, or helped from the beginning.
    """
    how = "バラバラ ガラガラ スカスカ ワクワク コツコツ スピーディ スピードアップ ボリュームアップ パワーアップ グレードアップ "
    how += "バージョンアップ キャパオーバー ピンチ イマイチ マンネリ オンボロ ボロ ムード タダ ポシャ バズ ヒット"
    helps = "イベント プロ アドバイザー コンサル マニュアル ガイドブック ハンドブック チラシ ビラ ポスター クチコミ "
    helps += "ホットライン ナイター レンタル"
    noun = re.compile("[ァ-ヴー・]{2,}")
    found = {say for row in ROWS if row.get("soft") for say in row["say"] if noun.fullmatch(say)}
    assert found == {*how.split(), *helps.split()}


@pytest.mark.parametrize("field", BOOK)
def test_each_saying_is_heard_in_a_sentence(knowledge: Knowledge, field: str):
    unheard = []
    for row in BOOK[field]:
        for say in map(plain, row["say"]):
            text = f"tell me: {say}?" if say.isascii() else f"それで、{say}、"
            parsed = knowledge.words.parse(text)
            heard = [one for one in knowledge.book.found_in(text) if parsed.whole(one.start, one.end)]
            meant = {word for one in heard for word in (*one.means, *one.near)}
            if [one.said for one in heard] != [say] or not set(row.get("means", [])) <= meant:
                unheard.append(say)
    assert unheard == []


def test_no_saying_is_a_word_that_names_nothing(knowledge: Knowledge):
    """予定 would be taken away from the question by which it is asked for, 勉強 is no thing anybody has to know."""
    nothing = knowledge.book.ignored | knowledge.book.soft
    assert [say for row in ROWS for say in row["say"] if plain(say) in nothing and not row.get("soft")] == []


def test_no_word_that_is_meant_names_nothing(knowledge: Knowledge):
    ignored = knowledge.book.ignored
    wrong = []
    for row in ROWS:
        for word in (*row.get("means", []), *row.get("near", ())):
            terms = [term.word for term in knowledge.words.terms(plain(word))]
            # 事業者 is put together of two that name nothing alone.
            if not terms or (len(terms) == 1 and terms[0] in ignored and not row.get("soft")):
                wrong.append((row["say"][0], word))
    assert wrong == []


@pytest.mark.parametrize("pair", read_language("apart")["pairs"], ids="-".join)
def test_neighbours_that_are_counted_apart_stay_apart(pair: list[str]):
    one, other = map(plain, pair)
    for row in ROWS:
        said, meant = [plain(say) for say in row["say"]], [plain(word) for word in row.get("means", [])]
        assert not (one in said and other in meant), row
        assert not (other in said and one in meant), row


@pytest.mark.parametrize("names", read_language("alike")["groups"], ids=lambda names: names[0])
def test_names_of_one_thing_are_not_counted_apart(names: list[str]):
    alike = set(map(plain, names))
    assert len(alike) > 1
    assert not [pair for pair in read_language("apart")["pairs"] if alike.issuperset(map(plain, pair))]


def test_who_says_an_official_word_means_its_other_name_too():
    (found,) = bundled([], "みほん市").found_in("社協")
    assert {"社協", "社会福祉協議会"} <= set(found.means)
    assert (
        "社会福祉協議会の会員世帯加入率"
        in answer(_town_that_counts("社会福祉協議会の会員世帯加入率", "%"), "社協の会員は何％の世帯？", None).text
    )


def test_a_saying_takes_nothing_that_is_asked_from_the_question(knowledge: Knowledge):
    asks = [cue.says for cue in knowledge.cues if cue.aspect in {"budget", "target", "result", "reason", "department"}]
    wrong = [
        (say, found[0])
        for row in ROWS
        for say in map(plain, row["say"])
        for says in asks
        if (found := says.fullmatch(say))
    ]
    assert wrong == []


def test_what_goes_with_a_thing_tells_it_in_words_and_never_by_a_number():
    """Boars are told of under 鳥獣; the number of all animals is not theirs."""
    told = "電気柵の設置を支援し、鳥獣の被害を防ぎます。"
    town = town_of_one_sheet([told], ["有害鳥獣の捕獲数"], unit="頭")
    assert "電気柵" in answer(town, "イノシシの対策は何をしてる？", None).text
    assert "320頭" in answer(town, "有害鳥獣の捕獲数は？", None).text
    for asked in ("イノシシの捕獲数は？", "イノシシは何頭とった？", "イノシシの捕獲数の目標は？", "イノシシの予算は？"):
        assert not cites(answer(town, asked, None).text), asked


def test_a_saying_in_kana_is_no_end_of_another_word(knowledge: Knowledge):
    assert [
        group.said for group in understand(knowledge, "泊まりがけの旅行", None).groups if group.said == "がけ"
    ] == []


def test_who_says_an_official_word_means_that_one_and_not_its_neighbours():
    book = bundled([], "みほん市")
    said = {say: found for say in ("集落営農", "みんなで農業", "保育所") for found in book.found_in(say)}
    assert (said["集落営農"].means, "農業法人" in said["集落営農"].near) == (("集落営農", "集落営農組織"), True)
    assert {"農業法人", "集落営農"} <= set(said["みんなで農業"].means)
    assert {"保育所", "保育園"} <= set(said["保育所"].means)  # names of one thing


@pytest.mark.parametrize("field", BOOK)
def test_an_invented_sheet_is_asked_in_everyday_words(field: str):
    """One statement for each entry; all but a few, that refusals or figures take, are told when it is asked for."""
    rows = [row for row in BOOK[field] if not row.get("soft")]
    words = [(*row.get("means", ()), *row.get("near", ())) for row in rows]
    told = [f"{one}に取り組みました。" for one in dict.fromkeys(means[0] for means in words)]
    town = town_of_one_sheet(told)
    untold = []
    for row, means in zip(rows, words, strict=True):
        say = row["say"][0]
        text = answer(town, f"What about {say}?" if say.isascii() else f"{say}について教えてください。", None).text
        if not (cites(text) and any(word.replace(" ", "") in text for word in means)):
            untold.append(say)
    assert len(untold) <= max(5, len(rows) // 10), untold


def test_a_saying_is_heard_with_whatever_particle_it_is_said():
    assert set(ways_to_say("紙を減ら")) == {"紙を減ら", "紙が減ら", "紙も減ら", "紙は減ら", "紙減ら"}
    assert set(ways_to_say("雨漏り")) == {"雨漏り"}


def test_no_saying_is_a_bit_of_kana_that_ends_other_words():
    """さる is no animal in 「どうなさる」."""
    short = re.compile("[ぁ-ん]{1,2}")
    assert [say for row in ROWS for say in row["say"] if short.fullmatch(say)] == []


@pytest.mark.parametrize(
    ("asked", "row"),
    [
        ("一人が出すごみは減った？", "市民1人1日当たりごみ排出量"),
        ("除雪車の運転手は足りてる？", "除雪オペレーターの登録者数"),
        ("古い水道管の取り替えはどこまで進んだ？", "老朽管更新延長"),
        ("けものに食われた作物はどのくらい？", "農作物被害額"),
        ("木を切って手入れした広さは？", "間伐面積"),
        ("漁師になる人は増えた？", "新規漁業就業者数"),
        ("海の草を増やした広さは？", "藻場造成面積"),
        ("店を始めた人はどのくらい？", "創業者数"),
        ("工場で作った物の金額は？", "製造品出荷額"),
        ("空き家の取り壊しは進んだ？", "老朽危険空家の除却件数"),
        ("出て行く人の数は？", "転出者数"),
        ("観光客が使うお金は？", "観光消費額"),
    ],
)
def test_a_resident_need_not_know_what_a_row_is_called(asked: str, row: str):
    told = answer(_town_that_counts(row), asked, None).text
    assert row in told
    assert "320頭" in told


@pytest.mark.parametrize(
    ("asked", "row"),
    [
        ("離職率は？", "職場定着率"),
        ("宿泊税は？", "入湯税収入額"),
        ("ナスの収穫量は？", "きゅうりの収穫量"),
        ("鳥インフルエンザの件数は？", "豚熱の発生件数"),
        ("インスタのフォロワー数は？", "Facebookのフォロワー数"),
        ("一人が使うお金は？", "観光消費額"),
        ("移住セミナーの回数は？", "移住フェアの出展回数"),
        ("不燃ごみの量は？", "可燃ごみの排出量"),
        ("外国人が泊まった数は？", "外国人観光客数"),
        ("移住したい人の相談は何件？", "移住相談からの移住件数"),
        ("How many boars were caught?", "クマの捕獲数"),
        ("How many bears were caught?", "イノシシの捕獲数"),
    ],
)
def test_nobody_is_told_the_number_of_a_neighbour(asked: str, row: str):
    assert not cites(answer(_town_that_counts(row), asked, None).text)


@pytest.mark.parametrize(
    ("asked", "row", "unit"),
    [
        ("泊まり客の数は？", "外国人延べ宿泊者数", "人"),  # the row counts some of them only
        ("交通事故は何件？", "登下校中の交通事故件数", "件"),
        ("ふるさと納税は何件？", "企業版ふるさと納税の寄附件数", "件"),
        ("図書館に来る人は何人？", "図書館利用登録者数", "人"),
        ("学童の空き待ちは何人？", "放課後児童クラブの利用児童数", "人"),
        ("シルバー人材センターの会員は何人？", "シルバー人材センターの受注件数", "件"),
        ("空き家バンクに載ってる家は何軒？", "空き家バンクの成約件数", "件"),
        ("交通事故で亡くなった人は何人？", "交通事故件数", "件"),
        ("図書館で一年に貸し出した本は何冊？", "市民一人当たりの図書貸出冊数", "冊"),
        ("3歳の健診を受けた子の割合は？", "1歳6か月児健康診査受診率", "%"),
        ("避難所の数は？", "避難場所を知っている市民の割合", "%"),
    ],
)
def test_a_row_that_counts_some_only_or_something_else_about_a_thing_is_not_told(asked: str, row: str, unit: str):
    assert not cites(answer(_town_that_counts(row, unit), asked, None).text)


@pytest.mark.parametrize(
    ("asked", "row", "unit"),
    [
        ("給食の食べ残しはどのくらい？", "給食の残食率", "%"),
        ("税金を納めた割合は？", "市税の収納率", "%"),
        ("夜に子どもを預けた人は何人？", "子育て短期支援事業の利用者数", "人"),
        ("議会を見に来た人は何人？", "本会議の傍聴者数", "人"),
        ("図書館に足を運ぶ客は何人？", "市立図書館の来館者数", "人"),  # a matter of the counter, which is counted
        ("多言語 看板 観光", "多言語観光案内板の設置数", "基"),  # nothing says that a figure is wanted
        ("自治会に入っている世帯は何％？", "自治会加入率", "%"),
        ("3歳の健診を受けた子の割合は？", "3歳児健康診査受診率", "%"),
    ],
)
def test_a_row_is_told_whose_unit_bears_out_what_was_asked(asked: str, row: str, unit: str):
    told = answer(_town_that_counts(row, unit), asked, None).text
    assert row in told
    assert "320" in told


@pytest.mark.parametrize(
    ("asked", "row", "unit"),
    [("ごみ 一人一日 何グラム", "1人1日当たりのごみ排出量", "g"), ("観光に来た人は何人？", "年間観光入込客数", "千人")],
)
def test_a_unit_is_known_under_its_other_name(asked: str, row: str, unit: str):
    assert f"320{unit}" in answer(_town_that_counts(row, unit), asked, None).text


def _town_that_counts(row: str, unit: str = "頭") -> Knowledge:
    """A town that counts this, and something else beside it."""
    return town_of_one_sheet(["事業を進めました。"], [row, "相談員の研修回数"], unit=unit)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("休日の配食では、夕食の配達を試行します。", "お弁当は晩ごはんも配達してくれる？"),
        ("臨床心理士による夜間の電話相談を毎週火曜日に開きます。", "夜の電話相談は何曜日？"),
        ("花まつりは、雨天のときは翌日に延期します。", "花まつりの日に雨が降ったらどうするの？"),
        (
            "運転免許を返納した75歳以上の人に、乗車券を年間8,000円分交付します。",
            "免許を返した後期高齢者がもらえるものは？",
        ),
        ("神楽の保存会8団体のうち3団体が活動を休んでいます。", "神楽の団体、活動が止まってるのはいくつ？"),
        ("一人暮らしの高齢者は1,240世帯を数えます。", "ひとりで くらす おとしよりは どのくらい いますか"),
        ("一日当たりの食塩摂取量は10.1gでした。", "塩分は一日に何グラム？"),
    ],
)
def test_what_residents_call_it_finds_what_papers_call_it(told: str, question: str):
    assert cites(answer(town_of_one_sheet([told]), question, None).text)


@pytest.mark.parametrize("question", ["泊まったお客さんは何人？", "とまっていった おきゃくさんは なんにん？"])
def test_who_stayed_overnight_is_no_visitor_of_a_festival(question: str):
    counted = town_of_one_sheet(counted=["祭りの来場者数", "延べ宿泊者数"], unit="人")
    assert "延べ宿泊者数は" in answer(counted, question, None).text
    assert not cites(answer(town_of_one_sheet(counted=["祭りの来場者数"], unit="人"), question, None).text)
