import pytest
from voices_with_names import voices

from casework.detectors import spot
from casework.identifying import identifying, identifying_detectors
from casework.personal_data import Kind, find_personal_data, hidden, may_go_as_is, may_go_by_form, patterns
from casework.personal_names import forms, names

CITY = frozenset({"上山"})


@pytest.fixture(scope="module")
def found():
    return [(made, find_personal_data(made.text, places=CITY)) for made in voices()]


def _covers(finds, kind, part):
    return any(find.kind == kind and (part in find.words or find.words in part) for find in finds)


def test_every_number_address_and_date_is_found(found):
    numbers = [(made, finds) for made, finds in found if made.parts and made.parts[0][0] != "name"]
    missed = [made for made, finds in numbers if not all(_covers(finds, *part) for part in made.parts)]
    assert len(numbers) >= 250
    assert missed == []


def test_nine_of_ten_names_are_found(found):
    named = [(made, finds) for made, finds in found if made.parts and made.parts[0][0] == "name"]
    missed = [made.text for made, finds in named if not all(_covers(finds, *part) for part in made.parts)]
    assert len(named) >= 250
    assert len(missed) <= 0.1 * len(named), missed


def test_places_shops_and_titles_are_seldom_taken_for_people(found):
    plain = [(made, finds) for made, finds in found if not made.parts]
    alarms = [(made.text, [find.words for find in finds]) for made, finds in plain if finds]
    assert len(plain) >= 250
    assert len(alarms) <= 0.03 * len(plain), alarms


@pytest.mark.parametrize("pattern", [pytest.param(one, id=one.kind) for one in patterns()])
def test_each_pattern_finds_its_example_and_leaves_its_counter_example(pattern):
    assert pattern.kind in [find.kind for find in find_personal_data(pattern.example)]
    assert find_personal_data(pattern.counter_example) == ()


@pytest.mark.parametrize("form", [pytest.param(one, id=one.name) for one in forms()])
def test_each_form_of_naming_finds_its_example_and_leaves_its_counter_example(form):
    assert form.name in [name.form for name in names(form.example)]
    assert names(form.counter_example, CITY) == ()


@pytest.mark.parametrize("detector", [pytest.param(one, id=one.name) for one in identifying_detectors()])
def test_each_identifying_word_has_its_example_and_counter_example(detector):
    assert spot([detector], detector.example)
    assert not spot([detector], detector.counter_example)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("(090-1234-5566の)山田花子まで連絡ください。", "山田花子"),
        ("返事は郵便で山田花子宛にお願いします。", "山田花子"),
        ("くわしくは山口一郎から聞きました。", "山口一郎"),
        ("用があれば田中さくらまでお願いします。", "田中さくら"),
        ("小林へお電話ください。", "小林"),
        ("決まったら金子まで知らせてほしいです。", "金子"),
    ],
)
def test_whom_to_call_is_a_name(said, name):
    assert [one.words for one in find_personal_data(said, places=CITY) if one.kind is Kind.NAME] == [name]


@pytest.mark.parametrize(
    "said",
    [
        "松山から来ました。千葉大へ通っています。山形二中から歩きます。",
        "建設課まで連絡ください。石井病院へ電話してください。佐藤商店に連絡してください。",
        "上山まで連絡バスを出してください。東根へメールを送る人もいます。",
        "西郷へ、宮城野へ、上田一丁目から、長井市あやめ公園まで、原田橋や大山桜へ行きました。",
    ],
)
def test_where_one_goes_or_calls_a_house_is_no_name(said):
    assert find_personal_data(said, places=CITY) == ()


def test_a_telephone_number_is_shown_back_without_its_middle():
    (find,) = find_personal_data("電話は０９０ー１２３４ー５５６６です")
    assert (find.words, find.shown) == ("０９０ー１２３４ー５５６６", "090…5566")


def test_hidden_data_leave_the_rest_of_the_voice_as_it_was():
    text = "みどり台の佐藤です。電話は090-0000-5566。側溝のふたが割れています。"
    shown = hidden(text, find_personal_data(text))
    assert shown == "みどり台の〔お名前〕です。電話は〔電話番号〕。側溝のふたが割れています。"
    assert find_personal_data(shown) == ()


def test_places_and_shops_may_go_as_they_are_but_never_a_telephone_number():
    assert may_go_as_is(find_personal_data("みどり台1-9の側溝です。隣の広田さんも困っています。"))
    assert not may_go_as_is(find_personal_data("みどり台1-9、電話090-0000-5566"))


def test_numbers_of_twelve_digits_are_taken_nowhere():
    finds = find_personal_data("番号は1234 5678 9012です")
    assert [find.kind for find in finds] == [Kind.TWELVE_DIGITS]
    assert not may_go_as_is(finds)
    assert not may_go_by_form(finds)
    assert "1234" not in finds[0].shown


def test_the_halls_own_number_is_no_secret():
    text = "市役所の０２３ー６７２ー００００にかけました"
    assert find_personal_data(text, public_numbers=["023-672-0000"]) == ()
    assert find_personal_data(text)


@pytest.mark.parametrize("text", ["市役所 023-672-1111", "建設課 023-672-1111", "担当：建設課（電話 023-672-1111）"])
def test_the_halls_own_number_is_no_address_either(text: str):
    assert find_personal_data(text, public_numbers=["023-672-1111"]) == ()


def test_another_number_beside_the_halls_own_is_found():
    finds = find_personal_data("市役所 023-672-1111、私は 090-1234-5566", public_numbers=["023-672-1111"])
    assert [find.kind for find in finds] == [Kind.PHONE]


def test_nothing_hides_between_digits():
    assert find_personal_data("090\u200b-1234\u2060-5566")


def test_what_identifies_in_a_small_town_is_not_for_publication():
    assert identifying("うちの子は支援学級で、週の半分が自習です")
    assert not identifying("側溝のふたが割れています")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("本町の佐藤ハルです。ベンチの件です。", "佐藤ハル"),
        ("見たのは柏倉キヨです。", "柏倉キヨ"),
        ("返事をください。高橋 000(000)0000", "高橋"),
        ("発起人の大場（+81-90-0000-0000）まで", "大場"),
        ("不登校の息子（健斗・中2）のことです", "健斗"),
        ("部屋があります。武田くみ子 kumiko.t@example.org", "武田くみ子"),
        ("中を見せてください。k.ito@example.jp 伊藤健", "伊藤健"),
        ("すべりだいがほしいです。1ねん　ひまり", "ひまり"),
        ("息子の陽翔（小4）がいじめられています", "陽翔"),
        ("My name is John Smith. The street lamp is broken.", "John Smith"),
        ("グエン・ティ・ホアと申します。", "グエン・ティ・ホア"),
    ],
)
def test_names_are_found_however_they_are_given(text, name):
    assert [find.words for find in find_personal_data(text, places=CITY) if find.kind is Kind.NAME] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "寒い中ご苦労様です。",
        "いつもお世話様です。",
        "武田から子どもが来ます。",
        "娘（小学生）の通学路です。",
        "小林ガスです。",
        "行きたいのは山形です。",
        "春のまつりです。",
        "若い親御さんも助かります。",
        "4年生の教室が寒いです。",
    ],
)
def test_what_only_looks_like_a_name_is_left(text):
    assert find_personal_data(text, places=CITY) == ()


def test_an_address_is_found_also_with_no_between_its_figures():
    assert [find.kind for find in find_personal_data("家は河崎1の4の2です。", places=CITY)] == [Kind.ADDRESS]
    assert find_personal_data("予算は2の次の話です。3の1の割合で", places=CITY) == ()
