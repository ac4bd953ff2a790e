"""What residents call trees, drills, papers and parks, what they fear may end, and signs that only look alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from town_with_a_project import project, town_with_a_project

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.directions import lower_is_better
from knowledge.model import Goal, Prose


@pytest.mark.parametrize("question", ["協カ団体は何団体？", "協力団体は何団体？"])
def test_a_katakana_that_looks_like_a_kanji_is_read_as_that(question: str):
    assert "320団体" in answer(town_that_counts("協力団体数", unit="団体"), question, None).text


@pytest.mark.parametrize(
    "question",
    [
        "渡し船の東航路はなくなってしまうの？",
        "渡し船の東航路、廃止されてしまうんですか",
        "渡し船の東航路はなくなるの？",
    ],
)
def test_who_fears_that_a_thing_ends_is_told_what_comes_next(question: str):
    told = town_of_one_sheet(
        ["渡し船は東航路と西航路で運航しました。"], to_come="渡し船の東航路は、令和8年度に予約制へ切り替えます。"
    )
    assert "予約制" in answer(told, question, None).text


@pytest.mark.parametrize(
    "question", ["検証の資料の中で一番お金がかかった事業は？", "検証シートの中で一番お金がかかった事業はどれ？"]
)
def test_the_papers_in_which_somebody_looks_are_no_thing_that_is_asked_for(question: str):
    told = town_with_a_project(
        "花壇づくり事業費",
        "花を植えます。",
        {},
        more=[project("海釣り桟橋修繕事業費", "桟橋を直します。", {}, thousand_yen=9000)],
    )
    assert "海釣り桟橋修繕事業費" in answer(told, question, None).text


def test_trees_of_parks_whose_branches_were_cut_are_those_that_were_pruned():
    told = town_that_counts("樹木の剪定本数", "苗木の配布本数", unit="本")
    reply = answer(told, "公園の木の枝を切ったのは何本？", None).text
    assert "剪定" in reply
    assert "配布" not in reply


def test_the_water_that_passes_its_tests_is_told_by_the_share_that_meets_the_standards():
    assert (
        "適合率" in answer(town_that_counts("水質基準の適合率", unit="%"), "飲み水の検査は何％合格してる？", None).text
    )


def test_a_drill_with_a_water_truck_is_no_other_drill():
    asked = "給水車を使う災害の訓練には何人来た？"
    assert "320人" in answer(town_that_counts("応急給水訓練の参加者数", unit="人"), asked, None).text
    assert not cites(answer(town_that_counts("避難所運営訓練の参加者数", unit="人"), asked, None).text)


def test_no_class_on_how_to_ride_tells_how_many_rode():
    told = town_of_one_sheet(["ケーブルカーの乗り方教室に親子45人が参加しました。"])
    assert not cites(answer(told, "ケーブルカーには何人乗った？", None).text)


def test_a_pool_by_a_lake_is_found_in_english():
    told = town_that_counts("湖畔プールの来場者数", unit="人")
    assert "320" in answer(told, "How many people visited the lakeside pool?", None).text


def test_what_is_said_of_a_river_goes_before_a_body_named_after_it():
    told = town_of_one_sheet(
        ["月見川流域下水道組合の報告を配りました。", "月見川では、水草が増えて船が通れなくなっています。"]
    )
    reply = answer(told, "月見川では何が問題になっていますか？", None).text
    assert "水草" in reply.partition("下水道組合")[0]


def test_food_that_is_left_over_is_brought_to_the_food_drive():
    told = town_of_one_sheet(["フードドライブを2回開き、85kgが集まりました。", "食品の展示会を開きました。"])
    assert "85kg" in answer(told, "余った食品を持ち寄るのは何キロ集まった？", None).text


def test_what_is_to_become_of_the_small_ones_is_not_told_by_the_large_one():
    one = town_of_one_sheet(["波止場を掃除しました。"], to_come="中央波止場の待合所を令和8年度に広げます。")
    sheet = one.ledger.results[0]
    aims = (
        Goal("海辺の憩い", Prose("小さな波止場は、釣り場への作り替えを検討します。", sheet.source)),
        Goal("海辺の憩い", Prose("波止場の街灯を増やします。", sheet.source)),
    )
    told = Knowledge.build(replace(one.ledger, results=(replace(sheet, goals=aims),)), city=one.city)
    reply = answer(told, "小さい波止場はどうするつもり？", None).text
    assert "釣り場" in reply
    assert "待合所" not in reply


@pytest.mark.parametrize(
    "asked", ["熊の目撃は何件？", "町なかで熊が見つかったのは何件？", "町ん中に出た熊の数は？", "クマの出没件数は？"]
)
def test_a_bear_is_one_in_kanji_and_in_kana(asked: str):
    counted = town_that_counts("市街地におけるクマの目撃件数", "放流したアユの量")
    assert "320件" in answer(counted, asked, None).text
    assert lower_is_better("市街地におけるクマの目撃件数")
    assert not lower_is_better("ホタルの目撃件数")
    assert "320件" not in answer(counted, "クマは何頭とった？", None).text
    assert not cites(answer(counted, "熊が出た、どこに電話すればいい？", None).text)


def test_two_things_are_joined_in_a_name_as_one_likes():
    counted = town_that_counts("イノシシ及びシカの捕獲頭数（国の交付金の対象となるものに限る）", unit="頭")
    assert "320頭" in answer(counted, "イノシシとシカを合わせて何頭とった？", None).text
    assert not cites(answer(counted, "クマとサルを合わせて何頭とった？", None).text)


def test_the_word_of_the_forms_is_no_slip_of_a_word_of_the_documents():
    told = town_of_one_sheet(["将来の耕作者を示した目標地図を作成しました。"], ["ぶどうの栽培面積"], unit="ha")
    assert told.mending.parsed(told.mending.in_kanji("目標値に届かなかった")).text == "目標値に届かなかった"


@pytest.mark.parametrize(
    ("told", "asked", "other"),
    [
        ("台風のときは無線で速やかに知らせました。", "台風はどうやって知らせてくれる？", "大雪はどうやって知らせてくれる？"),
        ("一度退職した職員が戻れる制度を設けました。", "一度辞めた人がまた入れる制度はある？", "一度辞めた人の平均年齢は？"),
        ("簿記の講座を夜間に開きました。", "簿記の講座は仕事帰りに通える？", "茶道の講座は仕事帰りに通える？"),
        ("英語と中国語の看板を設けました。", "看板は何語で作った？", "市報は何語で作った？"),
        ("新たに農業を始めた人の費用を補助しました。", "新しく農業をする人に何をした？", "新しく店をする人に何をした？"),
    ],
)  # fmt: skip
def test_what_residents_call_it_stands_in_the_documents_otherwise(told: str, asked: str, other: str):
    knowledge = town_of_one_sheet([told, "市民の集いを開きました。"])
    assert told in answer(knowledge, asked, None).text
    assert not cites(answer(knowledge, other, None).text)


def test_how_many_farms_is_a_number_of_farms():
    counted = town_that_counts("認定農業者数", unit="経営体")
    assert "20経営体" in answer(counted, "認定農業者は目標より何経営体多かった？", None).text
    assert not cites(answer(counted, "牧場は何経営体？", None).text)


def test_the_club_of_hunters_is_not_the_troop_of_the_city():
    told = town_of_one_sheet(["鳥獣被害対策実施隊の隊員63人が見回りにあたりました。"])
    assert "63人" in answer(told, "鳥獣被害対策実施隊は何人いる？", None).text
    assert not cites(answer(told, "猟友会は何人いる？", None).text)


def test_how_often_a_thing_was_used_is_told_by_the_cases_of_its_use():
    town = town_of_one_sheet(["貸し農具庫は、12件の利用がありました。", "苗の相談を24件受けました。"])
    assert "12件" in answer(town, "貸し農具庫は何回使われたの？", None).text
    assert "24件" not in answer(town, "苗の相談会は何回開いた？", None).text


def test_what_happened_that_it_came_out_so_is_asked_for_the_reason():
    town = town_of_one_sheet(counted=["鳥見会の参加者数"], unit="人", reason="渡り鳥の飛来が早まったためです。")
    assert "渡り鳥" in answer(town, "鳥見会の参加者数が目標を超えたのは、何があったからでしょう", None).text


def test_who_does_not_understand_the_answer_is_not_told_the_same_once_more():
    town = town_of_one_sheet(["朝の体操会を始めました。"])
    assert answer(town, "それじゃわからない", answer(town, "朝の体操会は？", None).topic).outcome == "small_talk"


@pytest.mark.parametrize("question", ["ふるさとサケとの友好はこれからどうするの？", "サケとの友好は結局どうなるの"])
def test_what_the_sheet_called_so_means_to_do_is_told_whatever_words_it_uses(question: str):
    told = town_with_a_project(
        "サケとの友好事業費", "川の町と交流します。", {}, to_come="子どもたちが稚魚の放流に出かけます。"
    )
    assert "稚魚の放流" in answer(told, question, None).text


@pytest.mark.parametrize(
    "question", ["なんでワカメの水揚げが減りそうなの？", "ワカメの水揚げって結局なぜ減りそうなんですか"]
)
def test_what_looks_as_if_it_will_fall_is_what_is_expected_to(question: str):
    told = town_of_one_sheet(["海水温の上昇のため、ワカメの水揚げは今後も減る見込みです。"])
    assert "海水温の上昇" in answer(told, question, None).text
