import pytest

from casework.danger import abuse, alarm, all_detectors, danger_of_city
from casework.detectors import BadDetector, spot

DETECTORS = [pytest.param(detector, id=detector.name) for detector in all_detectors()]


@pytest.mark.parametrize("detector", DETECTORS)
def test_each_detector_finds_its_example_and_leaves_its_counter_example(detector):
    assert spot([detector], detector.example)
    assert not spot([detector], detector.counter_example)


@pytest.mark.parametrize(
    "text",
    [
        "死にたい",
        "もう消えてしまいたいです",
        "生きているのがつらい。",
        "毎日しにたいと思っています",
        "自殺したい",
        "ﾀﾋにたい",
        "もう限界です",
        "家に帰りたくない",
        "うちに居場所がないし、学校にも行きたくない",
        "眠れない、つらい",
        "最近ずっと眠れなくて、もう疲れました",
        "つらいです。どうしたらいいですか",
        "誰にも相談できない",
        "I am alone here and want to kill myself",
    ],
)
def test_distress_in_the_first_person_is_heard(text):
    assert alarm(text).distress


@pytest.mark.parametrize(
    "text",
    [
        "この交差点は死角が多いです",
        "必死で走って避けました",
        "街灯が消えています",
        "店が消えてしまいそうで心配です",
        "まだ死にたくないので信号をつけてください",
        "自殺対策の窓口を増やしてください",
        "死亡届はどこに出しますか",
        "除雪の人手はもう限界です",
        "限界集落の数は？",
        "限界",
        "夜中の工事がうるさくて眠れません。もう限界です",
        "学校に行きたくない子どもへの支援は？",
        "子どもが学校に行きたくないと言うときの相談先は？",
        "市役所の対応にもう疲れました",
        "家に帰れない高齢者は何人？",
        "この町も寂しい町になりました",
    ],
)
def test_words_that_only_look_like_distress_are_left_alone(text):
    assert not alarm(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "隣の家から煙が出ています",
        "クマが小学校の裏にいます",
        "木が倒れて道をふさいでいます",
        "道路に大きな穴があいています",
        "おじいさんが倒れています",
        "不審者が公園にいます",
        "側溝のふたが割れています",
        "川があふれそうです",
        "助けて",
        "救急車呼んで",
        "学校でいじめにあってる",
        "DVにあってます",
        "お父さんにたたかれる",
        "ママにぶたれました",
        "車にひかれた",
        "車にひかれそうになった",
        "子どもがはねられました",
        "事故にあいました",
        "変な人がいる",
        "変なおじさんがいました",
        "熊！！うちの納屋に入った",
        "ばあちゃんが川に落ちた",
        "除雪機に手をはさまれた",
        "消雪溝のふたがないまま雪に隠れています",
        "県道に深い穴があいててバイクが転びそうになりました",
        "警察だと名乗る男に通帳を渡してしまいました",
        "海に重油が広がっています",
        "滑り台の手すりが外れかけています",
        "変な男が玄関のドアを叩いています",
        "歩道のアスファルトから水があふれています",
        "煙突から火が出ています",
        "My neighbor's house is on fire",
        "My boyfriend hits me",
        "Please call an ambulance",
    ],
)
def test_acute_danger_is_urgent(text):
    assert alarm(text).acute


@pytest.mark.parametrize(
    "text",
    [
        "火事になったら大変なので、消火栓の雪をどけてください",
        "クマが出たときの連絡先を教えてください",
        "防災訓練で煙の体験ができてよかったです",
        "救急車の台数は何台ですか",
        "いじめを防ぐ取組は何ですか",
        "商店街を助けてほしい",
        "倒木の片付け、ありがとうございました",
        "交通事故に遭った人は何人ですか",
        "交通事故の件数は？",
        "車にひかれたタヌキがいます",
        "歩行者がはねられて亡くなった事故はどこで起きたの？",
        "変な人がいると思われたくない",
        "お父さんに肩をたたかれて元気が出ました",
        "おじいちゃんが大学に落ちたころの話を聞きました",
        "子どもが保育園に落ちました",
        "クマの目撃情報をLINEで送ってほしい",
        "お年寄りが通帳を渡さないように気をつけてください",
        "市の予算に大きな穴があいたと聞きました",
        "煙突の煙が洗濯物につきます",
        "窓口の明かりが夜遅くまでついているのを見ます",
        "How many bears were seen last year?",
        "Is there a fire drill this month?",
    ],
)
def test_speaking_about_danger_is_not_danger(text):
    assert not alarm(text).urgent


def test_an_if_in_one_sentence_does_not_silence_the_next():
    assert alarm("火事になったらと心配していました。いま裏の家から煙が出ています。").acute


def test_a_find_shows_the_words_as_typed():
    text = "至急！ｸﾏを見ました"
    found = alarm(text).acute[0]
    assert found.words == text[found.start : found.end]
    assert found.words.startswith("ｸﾏ")


def test_abuse_and_advertising_are_told_apart():
    assert [one.kind for one in abuse("役所の無能ども")] == ["abuse"]
    assert [one.kind for one in abuse("スマホだけで誰でも稼げます")] == ["spam"]
    assert not abuse("職員の対応にがっかりしました。説明が足りません。")


def test_a_city_adds_its_own_danger():
    own = {
        "kind": "hazard",
        "name": "ダムの放流",
        "say": ["サイレンが鳴って"],
        "example": "ダムのサイレンが鳴っています",
        "counter_example": "サイレンの音量を下げてください",
        "source": "市の防災計画",
    }
    detectors = danger_of_city([own])
    assert [one.name for one in alarm(own["example"], detectors).acute] == ["ダムの放流"]
    with pytest.raises(BadDetector, match="say"):
        danger_of_city([{"kind": "hazard"}])


def test_a_fault_names_the_row_of_the_file_it_stands_in():
    row = {"kind": "hazard", "name": "放流", "say": ["サイレン"], "example": "", "counter_example": "", "source": ""}
    with pytest.raises(BadDetector, match=r"danger\[2\]：'name'"):
        danger_of_city([row, {"kind": "hazard", "say": ["x"]}])
    with pytest.raises(BadDetector, match=r"danger\[1\]：say"):
        danger_of_city([{**row, "say": "サイレン"}])
