"""What is printed as a share, a ratio or a plan for a later year is told, and a town beside this one has no figures here."""

from __future__ import annotations

import pytest
from town_of_one_sheet import town_of_one_sheet, town_that_counts
from town_with_a_project import town_with_a_project
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge


def test_what_one_gets_may_be_told_as_a_share():
    told = town_of_one_sheet(["通学に使う定期券の半額を助成しました。", "朗読会を開きました。"])
    assert "半額" in answer(told, "通学の定期券はいくら助成してもらえる？", None).text
    assert not cites(answer(told, "朗読会はいくら助成してもらえる？", None).text)


@pytest.mark.parametrize("question", ["管内の有効求人倍率は？", "求人倍率はどのくらい？"])
def test_a_ratio_is_a_number_like_others(question: str):
    assert "1.62倍" in answer(town("quarry"), question, None).text


def test_a_plan_for_a_later_year_is_told_where_its_heading_names_the_thing():
    reply = answer(town("ferries"), "しま留学の留学生は、令和9年度に何人を目指す？", None)
    assert "30人" in reply.text


def test_no_figure_of_this_city_is_told_of_a_neighbour_that_its_sheet_mentions():
    assert not cites(answer(town("quarry"), "美咲野市の延べ宿泊者数は？", None).text)
    assert "21,350人泊" in answer(town("quarry"), "石切市の延べ宿泊者数は？", None).text


def test_a_subject_of_school_does_not_stand_in_a_longer_word():
    told = town_that_counts("外国語指導助手の配置人数", unit="人")
    assert "320人" in answer(told, "英語の先生は何人？", None).text
    assert not cites(answer(town_that_counts("国語検定の合格者数", unit="人"), "英語の合格者数は？", None).text)


def test_who_has_just_moved_here_may_ask_of_something_else(knowledge: Knowledge):
    assert "月1回" in answer(knowledge, "引っ越してきたばかりなんだけど、市報は月に何回出るの？", None).text


@pytest.mark.parametrize("asked", ["不登校の子は何人？", "学校に行けない子は何人？"])
def test_a_word_turned_into_another_by_what_stands_before_it_is_that_other(asked: str):
    assert "320人" in answer(town_that_counts("不登校の児童生徒数", unit="人"), asked, None).text
    assert not cites(answer(town_that_counts("登校時の見守り人数", unit="人"), asked, None).text)


@pytest.mark.parametrize("asked", ["久見町の消防団員数は？", "久見町の令和6年度の消防団員数を教えて"])
def test_a_town_whose_name_the_dictionary_cuts_to_pieces_is_another_town(asked: str):
    refused = answer(town("surf"), asked, None).text
    assert not cites(refused)
    assert "久見町" in refused.splitlines()[0]
    assert "361人" in answer(town("surf"), "潮路市の消防団員数は？", None).text


@pytest.mark.parametrize("town", ["梅峰市", "雁沢市"])
def test_a_town_whose_name_is_cut_sign_by_sign_has_no_figures_here(town: str):
    told = town_of_one_sheet(
        [f"循環バスを{town}の病院まで走らせました。", "循環バスの利用者を5年後に500人にします。"],
        ["循環バスの利用者数"],
        unit="人",
    )
    assert "320人" in answer(told, "循環バスの利用者数は何人？", None).text
    assert not cites(answer(told, f"{town}の循環バスの利用者数は何人？", None).text)


def test_a_market_is_no_town():
    told = town_that_counts("苗木市の来場者数", unit="人")
    assert "320人" in answer(told, "苗木市の来場者数は？", None).text


def test_a_houses_check_is_no_rebuilding_of_it():
    told = answer(town("surf"), "木造の家の耐震診断は何戸？", None).text
    assert "64戸" in told
    assert "402戸" not in told


def test_how_much_was_done_is_told_by_an_amount_before_a_number_of_places():
    counts = town_that_counts("漂着ごみの回収を行った海岸の箇所数", "漂着ごみの回収量", unit="トン")
    assert "回収量は" in answer(counts, "漂着ごみはどれだけ回収した？", None).text


def test_what_is_to_be_done_is_not_told_by_why_it_is_so():
    told = answer(town("surf"), "充電式電池の発火はこれからどう防ぐの？", None).text
    assert "回収箱" in told
    assert "理由：" not in told


def test_a_word_in_katakana_may_be_said_less_closely():
    told = town_of_one_sheet(["アカウミガメの上陸を31回確認しました。", "ウミガメの絵を募りました。"])
    assert "31回" in answer(told, "ウミガメの上陸は何回確認された？", None).text


def test_those_who_live_here_are_not_those_of_them_who_took_part():
    rows = town_that_counts("外国籍住民の防災訓練参加者数", unit="人")
    assert not cites(answer(rows, "ここに住んでる外国籍の人は何人？", None).text)
    assert "320人" in answer(rows, "外国籍の人は防災訓練に何人参加した？", None).text


def test_who_was_taught_is_no_number_of_staff_a_project_takes():
    rows = town_that_counts("デジタル研修を受講した職員数", unit="人")
    assert "320人" in answer(rows, "デジタルの研修を受けた職員は何人ですか？", None).text


def test_a_body_that_runs_something_is_no_helper_at_it():
    rows = town_that_counts("地域運営組織連絡会への参加者数", unit="人")
    assert "320人" in answer(rows, "地域運営組織の連絡会に来た人は何人？", None).text


def test_a_project_called_by_its_money_is_asked_for_its_money(knowledge: Knowledge):
    assert "6,716千円" in answer(knowledge, "移住推進事業費 実績", None).text


def test_what_was_done_is_no_plan(knowledge: Knowledge):
    told = answer(knowledge, "市役所の採用試験はこれからどう変えるつもり？", None).text
    assert "これまでの取組" not in told
    assert "幅広い" in told


def test_activities_are_listed_by_what_was_more_than_planned(knowledge: Knowledge):
    assert "移住フェア" in answer(knowledge, "活動指標で、計画より実績のほうが多かったのはどれ？", None).text


def test_the_year_of_an_opening_says_when_it_is_but_the_year_of_a_sheet_does_not():
    told = town_of_one_sheet(["古くなった東分署を高台の三本木地区へ移転し、令和9年度の開署を目指します。"])
    assert cites(answer(told, "東分署はどちらへ移転し、いつ開署する予定でしょうか？", None).text)
    counted = town_that_counts("朝市の開催回数", unit="回")
    assert not cites(answer(counted, "朝市はいつやるの？", None).text)


def test_savings_that_are_left_are_a_row_in_yen_and_no_money_left_of_a_project():
    told = answer(town_that_counts("財政調整基金の残高", unit="億円"), "市の貯金はいくら残ってる？", None).text
    assert cites(told)
    assert "実績320億円" in told


def test_a_page_looked_at_so_many_times_is_counted_by_ten_thousands_too():
    told = answer(
        town_that_counts("市ホームページの年間閲覧数", unit="万件"), "市のホームページは何回くらい見られた？", None
    ).text
    assert "320万件" in told


def test_a_centre_is_called_by_its_name_though_an_event_bears_the_name_as_well():
    told = town_of_one_sheet(
        ["市民交流館「あさなぎ」の利用者は4,120人でした。", "登録団体の交流会「あさなぎまつり」を開きました。"]
    )
    assert "4,120人" in answer(told, "あさなぎってどんぐらい人来てる？", None).text


def test_the_hours_of_what_a_sheet_is_about_are_told_and_those_of_another_house_are_not():
    told = town("centres")
    hours = answer(told, "市民活動センターは夜何時まで開いてますか", None).text
    assert cites(hours)
    assert "午後9時" in hours
    for other in ("図書館は夜何時まで開いてますか", "市役所は何時まで開いてますか"):
        assert not cites(answer(told, other, None).text)


def test_who_came_may_be_told_in_the_sentence_behind_the_one_that_names_the_event():
    told = town_of_one_sheet(
        [
            "河原の「ほたる市」を6月3日に開きました。5年ぶりに屋台の出店を復活させ、来場者は2万3千人となりました。",
            "古民家「旧森口家住宅」の屋根を直しました。公開再開から3月末までの入館者は4,310人でした。",
            "山の音楽会を開き、来場者は640人でした。",
        ]
    )
    assert "2万3千人" in answer(told, "ほたる市には何人来た？", None).text
    assert "4,310人" in answer(told, "旧森口家住宅　入館者数", None).text
    assert not cites(
        answer(
            town_of_one_sheet(["ほたる市を開き、山の音楽会の来場者は640人でした。"]), "ほたる市には何人来た？", None
        ).text
    )


def test_why_something_is_so_all_the_same_asks_of_that_and_not_of_what_is_granted():
    reason = (
        "相談件数については、雑誌で紹介されたためです。移住者数については、借りられる家が足りなかったことによります。"
    )
    town = town_of_one_sheet(counted=["移住相談件数", "制度を使った移住者数"], unit="人", reason=reason)
    told = answer(town, "相談は多いのに移住した人が少なかったのはなぜ？", None).text
    assert "制度を使った移住者数" in told


def test_what_has_been_certified_until_now_is_all_there_is_of_it():
    told = town_of_one_sheet(["「みほん逸品」の認証制度を設け、令和5年度までに27品を認証しました。"])
    assert "27品" in answer(told, "みほん逸品っていま何品くらいあるの？", None).text


def test_a_sheet_of_two_measures_is_told_once():
    told = town("pastures")
    figure = answer(told, "マイナンバーカードの保有率は？", None)
    assert cites(figure.text)
    assert "実績77.4%" in figure.text
    missed = answer(told, "目標に届かなかったのはどれ？", None).text
    assert missed.count("マイナンバーカードの保有率") == 1
    assert "実績74手続" in answer(told, "施策4-5-2の目標と実績は？", None).text


def test_what_comes_in_place_of_a_thing_does_not_count_it():
    mobile = town_that_counts("移動図書館の利用者数", unit="人")
    assert not cites(answer(mobile, "図書館に1年で何人来館したの？", None).text)
    assert "320人" in answer(mobile, "移動図書館は何人が使った？", None).text


def test_a_sum_is_not_told_by_what_each_one_gets():
    told = town_of_one_sheet(to_come="ふるさと納税を財源とする基金を設け、1人あたり10万円を助成します。")
    assert not cites(answer(told, "ふるさと納税の寄附額はいくらですか？", None).text)


def test_proposals_are_no_machines():
    told = town_of_one_sheet(["若者会議の提案のうち、風車のライトアップなどの2件を実施することとしました。"])
    assert not cites(answer(told, "風車って全部で何基あんの？", None).text)
    assert "14基" in answer(town_of_one_sheet(["市内の風車は14基です。"]), "風車って全部で何基あんの？", None).text


def test_a_share_that_was_aimed_at_is_no_frequency():
    town = town_that_counts("公園を使う市民の割合", unit="%", reason="公園を使う市民が増えたためです。")
    assert "300%" in answer(town, "公園を使ってる市民、どのくらいの割合を目指してた？", None).text


def test_the_plan_of_a_field_with_its_number_is_not_the_city_s_plan():
    town = town_of_one_sheet(["「第2次みほん市男女共同参画計画」（平成29年度策定）に沿って講座を開きました。"])
    assert "平成29年度" in answer(town, "男女共同参画の第2次の計画はいつ作られた？", None).text


def test_schools_are_told_by_their_names_where_the_sheet_has_them():
    town = town_with_a_project(
        "花いっぱい事業費", "学校に花の苗を配りました。配った先は、東中と西浜小です。", {"花の苗を配った学校数": "校"}
    )
    assert "西浜小" in answer(town, "花の苗を配った学校名は？", None).text


@pytest.mark.parametrize(
    "question", ["本を全部で何冊買ったの？", "図書室で買った本って何冊？", "新しい本、何冊買ってる？"]
)
def test_books_that_are_bought_are_those_purchased(question: str):
    told = town_that_counts("図書の購入冊数", unit="冊")
    assert "320冊" in answer(told, question, None).text
    assert "320冊" not in answer(told, "絵本は何冊買った？", None).text


@pytest.mark.parametrize(
    "question",
    [
        "雨の日に孫を遊ばせられる所はできるの？",
        "悪天候でも子どもが遊べるところはある？",
        "天気の悪い日に遊べる場所は作りますか",
    ],
)
def test_bad_weather_asks_for_a_place_and_not_for_a_forecast(question: str):
    told = town_of_one_sheet(["旧体育館を屋内の遊び場に改修しました。"])
    assert "旧体育館" in answer(told, question, None).text
    assert answer(told, "あしたの天気は悪い？", None).outcome == "out_of_scope"


@pytest.mark.parametrize("question", ["お年寄りんちを訪ねるのは何回？", "高齢者の家を年に何回訪ねてる？"])
def test_who_visits_a_home_is_counted_by_the_year(question: str):
    told = town_of_one_sheet(["高齢者の家庭を月2回訪ねるよう努めました。"], ["高齢者の家庭への訪問回数"])
    assert "320回" in answer(told, question, None).text


@pytest.mark.parametrize("asked", ["それ担当してるのどこ？", "受け持ってるのはどこ", "担当してるのって、どちら？"])
def test_where_it_is_dealt_with_is_a_department(asked: str):
    told = town_that_counts("星空観察会の開催回数")
    before = answer(told, "星空観察会は何回？", None).topic
    assert "担当は、企画課です" in answer(told, asked, before).text


@pytest.mark.parametrize(
    "question", ["同じ相談員がずっと担当してくれる制度の名前は？", "一人の相談員が担当してくれる仕組み、何て名前？"]
)
def test_who_is_looked_after_by_somebody_asks_for_no_department(question: str):
    told = town_of_one_sheet(["同じ相談員が卒業まで担当する「となりの相談員制」を設けました。"])
    assert "となりの相談員制" in answer(told, question, None).text


@pytest.mark.parametrize(
    "question", ["新しい体育館は何年度に開く予定？", "新しい体育館はいつできる？", "新しい体育館の着工はいつ？"]
)
def test_a_date_in_a_sentence_without_a_subject_is_that_of_what_was_spoken_of(question: str):
    told = town_of_one_sheet(
        ["体育館の床を平成18年に張り替えたきりで、傷みが目立ちます。"],
        to_come="駅の裏に新体育館を建てます。令和8年度に着工し、令和10年度の開館を目指します。",
    )
    assert "令和10年度の開館" in answer(told, question, None).text


def test_none_goes_zero_in_dialect():
    told = town_that_counts("耕作放棄地の面積", unit="ha")
    assert "320ha" in answer(told, "耕作放棄地は目標どおりゼロさなった？", None).text


@pytest.mark.parametrize("asked", ["全部教えてください", "すべて挙げて", "一つずつお聞かせください"])
def test_names_that_one_sentence_has_are_told_where_all_are_asked_for(asked: str):
    told = town_of_one_sheet(["利用の少ない青葉公園、みどり公園および川原公園を閉じました。"])
    assert "川原公園" in answer(told, f"閉じた公園の名前を{asked}", None).text
    some = town_of_one_sheet(["利用の少ない公園を閉じました。"])
    assert not cites(answer(some, f"閉じた公園の名前を{asked}", None).text)


@pytest.mark.parametrize(
    "question", ["古い役場の瓦の張り替えはどこまで進んだ？", "古い役場の瓦の張り替え、どのくらい進んでる？"]
)
def test_how_far_it_has_come_is_told_by_the_row_that_measures_it(question: str):
    told = town_with_a_project(
        "古い役場保存費",
        "古い役場について、瓦の張り替えと壁の補強を行います。",
        {"瓦の張り替えの進捗率": "%", "見学会の開催回数": "回"},
    )
    assert "実績320%" in answer(told, question, None).text


@pytest.mark.parametrize(
    "question", ["郷土館にしまってある品はどれくらい？", "郷土館には品が収められてますか、どのくらい？"]
)
def test_what_a_museum_keeps_is_not_who_comes_there(question: str):
    kept = town_of_one_sheet(["郷土館には約4千点の資料が収められています。"], ["郷土館の入館者数"], unit="人")
    assert "4千点" in answer(kept, question, None).text
    assert answer(town_that_counts("郷土館の入館者数", unit="人"), question, None).outcome != "answered"


def test_a_coupon_is_worth_money_and_a_child_is_born_in_dialect_too():
    told = town_of_one_sheet(["出産した全ての家庭に、商店で使える「ひだまり券」2万円分を配りました。"])
    for question in ("ひだまり券ってなんぼ分だべ？", "赤ちゃん生まっだ家さ配るひだまり券、どのくらい分ですか"):
        assert "2万円" in answer(told, question, None).text


def test_children_who_come_each_day_are_counted_where_the_sheet_names_the_house():
    told = town_with_a_project(
        "ふれあい教室費",
        "教室「つばさルーム」で学校に行きづらい子を支えます。通所する児童は27人に増えました。",
        {"訪問回数": "回"},
    )
    for question in ("つばさルームに通う子は何人？", "つばさルームさ通ってた子、なんぼまで増えだ？"):
        assert "27人" in answer(told, question, None).text


def test_a_share_of_those_who_say_that_something_is_short_is_no_gap():
    told = town_of_one_sheet(["調査では「駐車場が足りない」と答えた人が41%と最も多くなりました。"])
    for question in ("駐車場が足りないって言う人は何%？", "駐車場が足りないと答えたのは何%でしたか"):
        assert "41%" in answer(told, question, None).text


@pytest.mark.parametrize("folder", ["castle", "ferries", "quarry"])
@pytest.mark.parametrize(
    ("paper", "asked"),
    [
        ("成果説明書で、", "目標に届かなかった指標は？"),
        ("成果の説明書の目標値のうち、", "達成できなかったものは？"),
        ("成果説明書の指標の中で、", "いちばん目標を下回ったのはどれ？"),
    ],
)
def test_the_paper_in_which_somebody_looks_is_no_thing(folder: str, paper: str, asked: str):
    there = answer(town(folder), paper + asked, None)
    assert there.tells
    assert there.text == answer(town(folder), asked, None).text


@pytest.mark.parametrize(
    "question", ["水鳥対策で何をしましたか", "水鳥の対策のこれまでの取組は？", "水鳥の対策として何をした？"]
)
def test_what_is_done_about_a_thing_need_not_be_called_so(question: str):
    told = town_of_one_sheet(["水鳥が田を荒らすのを防ぐため、網を40枚貸し出しました。", "橋を塗り直しました。"])
    assert "網を40枚" in answer(told, question, None).text
    assert not cites(answer(told, question.replace("水鳥", "もぐら"), None).text)


@pytest.mark.parametrize("typed", ["スタンブラリー", "スダンプラリー", "スタンフラリー"])
def test_a_long_word_in_katakana_is_known_without_its_marks(typed: str):
    told = town_that_counts("スタンプラリーの参加者数", unit="人")
    assert "320人" in answer(told, f"{typed}の参加者数は？", None).text
    # Of short words there are others so.
    assert not cites(answer(town_that_counts("バックの貸出数", unit="個"), "パックの貸出数は？", None).text)


def test_money_behind_a_kanji_and_not_before_a_project_in_dialect():
    for question in ("一番金かかってる事業は？", "いぢばん金かがってる事業はどれだべ？"):
        assert "一番多い" in answer(town("castle"), question, None).text
    for question in ("一番金かかってない事業は？", "いぢばん金かがってね事業は？"):
        assert "一番少ない" in answer(town("castle"), question, None).text


@pytest.mark.parametrize("question", ["渡し船には何人乗った？", "渡し船には、令和６年度に何人乗られましたか"])
def test_how_many_rode_asks_for_those_who_did(question: str):
    assert "320人" in answer(town_that_counts("渡し船の利用者数", unit="人"), question, None).text
    assert not cites(answer(town_that_counts("渡し場の通行者数", unit="人"), question, None).text)


def test_whether_it_is_given_on_and_on_asks_what_is_to_come():
    told = town_of_one_sheet(
        ["入学祝いの図書券を配りました。"], to_come="図書券は令和8年度で終わり、学用品を配ります。"
    )
    for question in ("図書券はこのあともずっともらえるの？", "図書券って来年もやってくれる？"):
        assert "令和8年度で終わり" in answer(told, question, None).text
