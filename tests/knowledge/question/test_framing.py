"""A question is the same whatever stands around it, and what is said behind it limits it as well."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.question.framing import for_the_thing, plainly_asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("橋の長さを教えていただけますか", "橋の長さを教えてください"),
        ("橋は何本あるか教えてもらえますか？", "橋は何本あるか？"),
        ("橋がいくつか教えてほしいです", "橋がいくつ？"),
        ("なぜ橋が落ちたか教えてくれませんか", "なぜ橋が落ちたか？"),
        ("橋の担当課は、わかりますか", "橋の担当課は？"),
        ("橋の長さを知ってますか？", "橋の長さ？"),
        ("橋はいつできるの、わかる？", "橋はいつできるの？"),
    ],
)
def test_how_politely_something_is_asked_changes_nothing_of_it(said: str, asked: str):
    assert plainly_asked(said) == asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("何本あるの？北の橋", "北の橋は、何本あるの？"),
        ("長さはどれくらい？北町の橋の", "北町の橋の長さはどれくらい？"),
        ("何人渡ったの？吊り橋に", "吊り橋に、何人渡ったの？"),
        ("何本あるの？橋って", "橋って何本あるの？"),
    ],
)
def test_what_a_question_is_about_may_be_said_last(said: str, asked: str):
    assert plainly_asked(said) == asked


@pytest.mark.parametrize(
    "said",
    [
        "調べて何がわかるの？", "どこを見ればわかりますか？", "誰にでもわかる？", "橋の例をいくつか教えてください",
        "橋の名前を教えてください", "教えてもらえる講座はありますか", "補助はもらえますか", "橋を知っている人は何割？",
        "何時に開くの？行く前に知りたい", "どこにあるの？教えて", "橋は何本？道は何本？", "何年にできたの？古そう",
    ],
)  # fmt: skip
def test_what_is_asked_itself_stays(said: str):
    assert plainly_asked(said) == said


@pytest.mark.parametrize("limit", ["令和6年度", "令和6年度の", "令和6年度は", "天童市の", "令和6年度だけど"])
@pytest.mark.parametrize(
    "question", ["新規就農者は何人ですか？", "何人が新しく就農したの？", "鳴海ねぎの作付面積はどれくらい？"]
)
def test_nothing_is_told_beyond_a_year_or_a_town_that_is_said_behind_the_question(question: str, limit: str):
    assert not cites(answer(town("bay"), question + limit, None).text)


@pytest.mark.parametrize(
    "said", ["クルーズ船は何回来たか教えてもらえますか", "クルーズ船は何回来たか、わかる？", "何回来たの？クルーズ船"]
)
def test_being_told_is_no_application_and_what_is_known_no_understanding(said: str):
    assert "実績2回" in answer(town("bay"), said, None).text


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("橋にいくら使ったわけ？", "橋にいくら使ったの？"),
        ("橋は何本あるわけ", "橋は何本あるの？"),
        ("で、どこが橋を見てる訳？", "で、どこが橋を見てるの？"),
        ("橋はこれからどうするワケ？", "橋はこれからどうするの？"),
    ],
)
def test_a_question_is_only_stressed_by_how_it_ends(said: str, asked: str):
    assert plainly_asked(said) == asked


@pytest.mark.parametrize("said", ["橋が減ったわけ？", "橋が減ったのはどういうわけ？", "橋が何本も落ちたわけは？"])
def test_a_reason_asked_for_stays_one(said: str):
    assert plainly_asked(said) == said


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("広報をよくするために何をしていますか", "広報のために何をしていますか"),
        ("地区の交流を広げるために、これまでどんなことをした？", "地区の交流のために、これまでどんなことをした？"),
        ("側溝を直すために必要な予算は？", "側溝を直すために必要な予算は？"),
    ],
)
def test_what_is_done_to_further_a_thing_is_done_for_it(asked: str, plain: str):
    assert for_the_thing(asked) == plain
