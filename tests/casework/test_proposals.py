from pathlib import Path

import pytest

from casework.categories import Categories
from casework.detectors import BadDetector, spot, table
from casework.evaluate import voice_scores
from casework.kinds import kind_detectors, kind_of
from casework.personal_data import hidden
from casework.plain import plain
from handlers.city import read
from handlers.proposing import proposer_of
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled

QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
FIELDS = table("categories.toml")["category"]
# Voices nobody used to choose the words: plain matters of each field.
PLAIN = [
    ("固定資産税の納付書をなくしました", "財政"),
    ("介護保険の申請はどこでできますか", "健康・福祉"),
    ("住民票をオンラインで申請できるようにしてください", "DX・手続き"),
    ("避難所に段ボールベッドはありますか", "防災・安全"),
    ("東京から移住したいのですが家賃の補助はありますか", "移住・定住"),
    ("公園の草が伸びています", "道路・公園・環境"),
    ("会社でセクハラを受けたときの相談先はありますか", "人権・男女共同参画"),
    ("窓口の職員の態度が悪い", "行政運営・職員"),
    ("学童の時間を延ばしてほしい", "子育て・教育"),
    ("市のホームページが見にくい", "広報・広聴"),
    ("姉妹都市の学生を泊めてみたい", "国際・都市間交流"),
    ("商店街に空き店舗が増えて寂しい", "産業・観光"),
    ("町内会の班長が回ってきて大変です", "まちづくり・地域自治"),
    ("まちがえて送りました", "その他"),
    ("工事の音で眠れません", "道路・公園・環境"),
    ("銀行員を名乗る人が家に来ました", "防災・安全"),
    ("結婚したら辞めてほしいと言われました", "人権・男女共同参画"),
    ("受付の人の口のきき方がひどい", "行政運営・職員"),
    ("When is the garbage collected?", "道路・公園・環境"),
    ("Where is the evacuation place?", "防災・安全"),
    ("I want to get a vaccine", "健康・福祉"),
]


def test_the_development_voices_reach_what_was_asked(proposer, dev_voices):
    shares = {name: share.share for name, share in voice_scores(proposer, dev_voices).shares.items()}
    assert shares["category"] >= 0.93
    assert shares["category among three"] >= 0.97
    assert shares["measure among three"] >= 0.95
    assert shares["personal data"] == 1.0
    assert shares["abusive"] == 1.0
    assert shares["joined"] >= 0.95
    assert shares["found"] >= 0.75
    assert shares["partner"] >= 0.9


# By examiners who had seen neither tables nor examples. At first sight: field 88, 88 and 86 %, among three 97, 97 and 96 %,
# measure 94, 94 and 92 %; the other voice of a matter among the five likest 83, 59 and 77 %; of the near-duplicates 42, 12
# and 8 % were joined, rightly 5 of 5, 2 of 4 and 2 of 4. The pairs of the first two and half of those of the third (``half``
# 0) were read when joining was mended; of the other half 6 of 12 were then found and none joined wrongly, but whoever mended
# had written it. Of 21 example voices of others which the same person then said anew, 6 were found at first sight, with one
# wrong, and 40 of 42 times the other was among the five likest. blind3 has near misses too (``near_miss_of``): one place or
# thing, another matter. What personal data and abuse the first two hold was not noted.
@pytest.mark.parametrize(("name", "found"), [("voices-blind1", 0.83), ("voices-blind2", 0.7), ("voices-blind3", 0.6)])
def test_voices_of_strangers_reach_as_much(proposer, voices_of, name, found):
    scored = voice_scores(proposer, voices_of(name)).shares
    assert scored["category"].share >= 0.87
    assert scored["category among three"].share >= 0.96
    assert scored["measure among three"].share >= 0.93
    assert scored["partner"].share >= 0.95
    assert scored["joined"].share >= 0.95
    assert scored["found"].share >= found


def test_what_needs_care_is_found_in_voices_of_a_stranger(proposer, voices_of):
    voices = voices_of("voices-blind3")
    scored = voice_scores(proposer, voices).shares
    assert scored["personal data"].share >= 0.97
    assert scored["abusive"].share >= 0.97
    flagged = [row["id"] for row in voices if proposer.propose(row["text"]).urgent]
    urgent = {row["id"] for row in voices if row["urgent"]}
    assert urgent - set(flagged) == set()
    assert len(set(flagged) - urgent) <= 1


# A harbour town that nobody has documents of, in another dialect. At first sight: field 84 %, among three 95 %, personal data
# and abuse all right, 5 of 12 near-duplicates joined and two others with them, the other voice among the five likest 92 %.
def test_proposals_hold_for_a_city_without_documents(voices_of):
    city = read((QUESTIONS / "voices-blind4.toml").read_text(encoding="utf-8"))
    scored = voice_scores(
        proposer_of(Knowledge.build(bundled(), (), city.name), city), voices_of("voices-blind4")
    ).shares
    assert scored["category"].share >= 0.83
    assert scored["category among three"].share >= 0.95
    assert scored["personal data"].share >= 0.98
    assert scored["abusive"].share >= 0.98
    assert scored["joined"].share == 1.0
    assert scored["found"].share >= 0.5
    assert scored["partner"].share >= 0.95


# As people type in LINE in a snowy town: dialect, children, rambling, English, dangers. ``or`` is a second field an officer
# would take as well. At first sight: field 75 %, with ``or`` 88 %, among three 89 %; 10 of 18 dangers missed, 2 of 103 harmless
# voices alarmed (they still do: snow that fell off a roof, the traces of a bear last week); 120 of 121 masked rightly.
def test_voices_of_a_snowy_town_are_proposed_for(proposer, voices_of):
    voices = voices_of("voices-blind5")
    scored = voice_scores(proposer, voices).shares
    assert scored["category"].share >= 0.82
    assert scored["category among three"].share >= 0.93
    assert scored["personal data"].share == 1.0
    assert scored["abusive"].share == 1.0
    proposed = {row["id"]: proposer.propose(row["text"]) for row in voices}
    assert sum(proposed[row["id"]].category in (row["category"], row["or"]) for row in voices) >= 0.93 * len(voices)
    flagged = {row["id"] for row in voices if proposed[row["id"]].urgent}
    urgent = {row["id"] for row in voices if row["urgent"]}
    assert urgent - flagged == set()
    assert len(flagged - urgent) <= 2


def test_of_voices_of_a_snowy_town_people_are_hidden_and_places_stay(proposer, voices_of):
    for row in voices_of("voices-blind5"):
        text = hidden(row["text"], proposer.propose(row["text"]).personal_data)
        assert [words for words in row["hides"] if words in text] == []
        assert [words for words in row["keeps"] if words not in text] == []


@pytest.mark.parametrize(("text", "field"), PLAIN)
def test_a_plain_matter_finds_its_field(proposer, text, field):
    assert proposer.propose(text).category == field


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in FIELDS])
def test_each_field_knows_its_example_from_its_counter_example(row):
    categories = Categories()
    assert categories.ranked(row["example"])[0].name == row["name"]
    assert categories.ranked(row["counter_example"])[0].name != row["name"]


def test_there_are_fourteen_fields_and_a_city_may_add_one():
    assert len(Categories().names) == 14
    own = Categories([{"name": "離島", "telling": ["定期船"]}])
    assert own.ranked("定期船の欠航がつづきます")[0].name == "離島"
    with pytest.raises(BadDetector):
        Categories([{"telling": ["定期船"]}])


CITY = """
[city]
name = "月見市"
[[category]]
name = "産業・観光"
telling = ["月見まつり"]
[[category]]
name = "道路・公園・環境"
[[danger]]
kind = "hazard"
name = "ダムの放流"
say = ["サイレンが鳴って"]
example = "ダムのサイレンが鳴っています"
counter_example = "サイレンの音を下げてください"
source = "市の防災計画"
"""


def test_a_city_brings_its_own_fields_words_and_dangers():
    city = read(CITY)
    proposer = proposer_of(Knowledge.build(bundled(), (), city.name), city)
    assert proposer.propose("月見まつりは何時からですか").category == "産業・観光"
    assert proposer.propose("ダムのサイレンが鳴っています").urgent
    assert set(proposer.categories.names) == {"産業・観光", "道路・公園・環境", "その他"}
    assert proposer.propose("月見です。").personal_data == ()


def test_the_words_that_spoke_are_shown(proposer):
    proposal = proposer.propose("市報の字が小さくて読めません")
    assert "市報" in proposal.fields[0].why
    assert proposal.measures[0].code == "6-2-1"
    assert "市報" in proposal.measures[0].why


@pytest.mark.parametrize(
    "text",
    [
        "駅前の街灯が消えたままで、子どもが帰り道をこわがっています。",
        "子どもの遊ぶ公園がほしい",
        "中学生の部活の送迎が大変です",
    ],
)
def test_children_are_no_matter_of_human_rights_by_all_the_words_for_them(proposer, text):
    assert "5-3-1" not in [one.code for one in proposer.propose(text).measures]


def test_a_measure_is_proposed_by_words_of_the_voice_and_told_what_they_were_taken_for(proposer, dev_voices):
    first = proposer.propose("子どもの権利を守ってください").measures[0]
    assert (first.code, first.field, first.why) == ("5-3-1", "人権・男女共同参画", ("子ども（児童）",))
    for row in dev_voices:
        said = plain(row["text"]).text
        why = [word for one in proposer.propose(row["text"]).measures for word in one.why]
        assert [word for word in why if word.partition("（")[0] not in said] == []


@pytest.mark.parametrize(
    "text",
    [
        "側溝のふたが割れています",
        "駅前の街灯が消えています",
        "駅前の側溝のふたが割れています。つまずきそうで危ないです。",
        "商店街の街灯が消えています",
    ],
)
def test_a_matter_without_a_measure_gets_none_because_of_the_place(proposer, text):
    assert proposer.propose(text).measures == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("駅前の街灯が消えています", "道路・公園・環境"),
        ("商店街の街灯が消えています", "道路・公園・環境"),
        ("温泉街の道が狭い", "道路・公園・環境"),
        ("温泉街をもっと歩きたくなるようにしてほしい", "産業・観光"),
    ],
)
def test_a_place_and_what_is_there_are_about_what_is_there(proposer, text, field):
    assert proposer.propose(text).category == field


def test_what_the_word_book_explains_finds_the_measure(proposer):
    codes = [one.code for one in proposer.propose("市のへそくりはいくらありますか").measures]
    assert "6-4-1" in codes


@pytest.mark.parametrize("detector", [pytest.param(one, id=one.name) for one in kind_detectors()])
def test_each_turn_of_speech_is_found_in_its_example_only(detector):
    assert spot([detector], detector.example)
    assert kind_of(detector.example).name == detector.kind
    assert not spot([detector], detector.counter_example)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("市役所は土曜日に開いていますか", "問合せ"),
        ("街灯をつけてください", "要望"),
        ("何回電話してもつながらず、困っています", "苦情"),
        ("空き教室を図書室にしたらどうでしょうか", "提言"),
        ("親切にしてもらいました。ありがとうございます", "その他"),
        ("除雪してもらえませんか", "要望"),
        ("申し込みはどうしたらいいですか", "問合せ"),
    ],
)
def test_the_kind_follows_from_the_turn_of_speech(text, kind):
    assert kind_of(text).name == kind


def test_an_empty_and_an_odd_text_get_a_proposal_too(proposer):
    for text in ("", "🙏", "\ud800", "a" * 2000, "。。。\n\n"):
        assert proposer.propose(text).category == "その他"


def test_an_advertisement_is_of_no_field_of_the_citys_work(proposer):
    sold = "屋根の無料点検を行っております。火災保険で0円修理！お気軽にお電話ください"
    assert proposer.propose(sold).category == "その他"
    asked = "屋根の無料点検という業者が来ました。信用していいですか"
    assert proposer.propose(asked).abuse == ()
