"""Turns of speech in every register (plain, polite, dialect, English): each asks for its aspect and names nothing."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import converse
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.understanding import understand
from knowledge.question.leading import leading

# What is told in the same way is asked in the same way.
_ALIKE = (
    frozenset({"budget", "spent"}),
    frozenset({"figure", "result"}),
    frozenset({"doings", "achievements", "efforts", "overview"}),
)
_SAID = {
    "reason": (
        "移住フェアが増えたのなんでなの",
        "移住フェアがなんでそうなったの",
        "移住フェアが少なかったのはどういうわけで",
        "移住フェアが届かなかったのは何が響いたんですか",
        "移住フェアが減った訳を教えて",
        "移住フェアがのびた秘訣は",
        "移住フェアが目標をだいぶ超えたのは",
        "移住フェアが上手くいかなかったのはどこに問題があったの",
        "移住フェアがダメだったのは何のせい",
        "移住フェアが多かったのはどのような考えから",
        "移住フェアが伸び悩んだ背景事情",
        "移住フェアが低いままなのはどこに原因が",
        "移住フェアが落ちこんだのは何があったから",
        "移住フェアがなかった事情をお聞かせください",
        "どうして移住フェアはそんなに多いん",
        "移住フェアがこんなに増えた決定打は何",
        "なして移住フェアは減ったんだべ",
        "なんして移住フェアは減ったんだず",
        "なんでまた移住フェアが減ったのや",
        "移住フェアの差が出たのはなんの影響",
        "移住フェアを増やせた要因は？",
        "移住フェアが届いてないのは何が足りなかったんですか",
        "how come NPO fell short",
        "What was the reason NPO increased",
        "why did NPO go down",
        "移住フェアがそれだけ増えた裏には何が",
        "移住フェアの目標割れについて市の説明は",
        "移住フェアが目標を下回ったことを市はどう説明してますか",
        "移住フェアの伸びは何によるものですか",
        "移住フェアが減ったのはコロナのせいですか",
        "移住フェアが遅れたのはどういった事情から",
        "市はどう分析してるの、移住フェアが減ったこと",
        "移住フェアめっちゃ増えたの何があったん？",
        "移住フェアが減ったけど何があったんですか",
        "移住フェアがかなり少ないけど何があったの？",
        "移住フェアが目標より多いのは何があったんですか",
        "移住フェアが遅れたのは何が起きたんだろう",
        "移住フェアがかなり減ったみたいですけど、何があったのでしょう",
        "移住フェアが減った訳とか書いてある？",
        "移住フェアが減ったわけ、どこかに書いてない？",
        "移住フェアがゼロって、何が起きたの",
        "移住フェアが減ったけど何かトラブル？",
        "移住フェアが少なかったのは、なまけてたからじゃないの？",
        "移住フェアが2回どまりだったのって手抜き？",
    ),
    "next": (
        "移住フェアはこの先どうする気",
        "移住フェアに人を集めるために何をする",
        "移住フェアの数を伸ばすには市は何をしますか",
        "移住フェアはもう諦めたの",
        "移住フェアは今後どうなりますか",
        "移住フェアをこれから増やすのに何をする予定",
        "移住フェアの次の一手は",
        "移住フェアはどうしていくつもりなんだべ",
        "移住フェアに向けて市は何をしようとしてるの",
        "移住フェアはこのまま続けるんですか",
        "移住フェアはもうやらないの",
        "移住フェアは来年もあるの",
        "移住フェアについて市の今後の考え",
        "移住フェアの改善に何をする",
        "移住フェアをもっと増やすにはどうするんですか",
        "移住フェアの見通しを教えて",
        "移住フェアをどうやって増やしていくつもり",
        "移住フェアをよくするために新しく始めることは",
        "移住フェアで新しいことやるって聞いたけど",
        "移住フェアの足りない問題、今後の対策は",
        "What are the next steps for NPO",
        "what will the city do about NPO",
        "what is planned for NPO from now",
        "移住フェアはどう変わりますか、この先",
        "移住フェアの対策、何か考えてるの",
        "移住フェアはこれからも続くのかな",
        "移住フェアはどうやってテコ入れすんの",
        "移住フェアはこれがらなじょするんだ",
        "移住フェアの後はどうする",
        "移住フェア、続けていくんですか",
        "移住フェアはいずれどうなる",
        "移住フェアが増えるようにする工夫、これからは",
    ),
    "budget": (
        "移住フェアのお値段は",
        "移住フェアにいくらかけてる",
        "移住フェアにどんだけお金つぎ込んでるの",
        "移住フェアに何円使う予定だったの",
        "移住フェアの値段",
        "移住フェアの費用はどれくらい",
        "移住フェアにかかるお金",
        "移住フェアに使えるお金はいくらあったの",
        "移住フェアの予算規模",
        "移住フェアにはどれだけの公費が投じられましたか",
        "移住フェアに注ぎ込んだ額",
        "移住フェアの金の話",
        "移住フェアは何千円かかった",
        "移住フェアの事業の値段いくらだ",
        "how much money for NPO",
        "how expensive was NPO",
        "What did NPO cost",
        "how much did the city pay for NPO",
        "移住フェアにお金どのぐらい出してるんですか",
        "移住フェアなんぼかかってんの",
        "移住フェアの経費",
        "移住フェアに割り当てられたお金",
        "移住フェアの元の見込み額は",
    ),
    "left": (
        "移住フェアのお金余ったの",
        "移住フェアは予算を残さず使ったのでしょうか",
        "移住フェアの執行残",
        "移住フェアの予算、使い切った？",
        "移住フェアで使われなかったお金は",
        "移住フェアは予算オーバーした？",
        "移住フェアは予算内で済んだ",
        "移住フェアの予算と実際の差はいくら",
        "移住フェアの不用額",
        "How much of NPO's budget was left",
        "移住フェアの予算いくら浮いた",
        "移住フェアはお金足りた",
    ),
    "target": (
        "移住フェアの元の見込みは",
        "移住フェアのもとの目標",
        "移住フェアは何回やるつもりだったの",
        "移住フェアの目指してた数",
        "移住フェアの当初の目標",
        "移住フェアは何件を見込んでいましたか",
        "移住フェアは何回の予定だった",
        "移住フェアの狙ってた数字",
        "移住フェアは最初いくつにするはずだったの",
        "移住フェアの目標いくつに設定してた",
        "移住フェアの計画の数",
        "how many NPO were planned",
        "what was the goal for NPO",
        "移住フェアの目安の数",
        "移住フェアの想定は何回",
    ),
    "reached": (
        "移住フェアは目標クリアしたの",
        "移住フェアは予定通りいった？",
        "移住フェアはうまくいったの",
        "移住フェアは目標に達した？",
        "移住フェアは目標を超えたんだっけ",
        "移住フェアはちゃんとできたの",
        "移住フェアは全部終わったの",
        "移住フェアは計画どおりやれたべか",
        "Did NPO meet its target",
        "was NPO successful",
        "移住フェアは足りてる？",
        "移住フェアは満足な数だった",
        "移住フェアは目標比でどうだった",
    ),
    "gap": (
        "移住フェアは目標より何回少なかったの",
        "移住フェアは予定より何回多くなったの",
        "移住フェアはあと何回足りない",
        "移住フェアは目標とどれだけ違う",
        "移住フェアの目標と実績の開き",
        "移住フェアは計画からどんだけ離れた",
        "how far was NPO from the target",
        "移住フェアは見込みよりどのくらい下だった",
    ),
    "ratio": (
        "移住フェアは目標の何割",
        "移住フェアは目標の何倍",
        "移住フェアの達成率",
        "移住フェアは目標に対して何パーセント",
        "移住フェアは当初の見込みの何倍ほどになったのか",
        "移住フェアは予定の何割きてくれたの",
        "What percent of the target did NPO reach",
    ),
    "department": (
        "移住フェアはどこが受け持ち",
        "移住フェアのこと聞くならどこの部署",
        "移住フェアの係はどこ",
        "移住フェアは市役所の何課でやってんの",
        "移住フェアは誰に聞けばいいの",
        "移住フェアの窓口になってる課",
        "移住フェアの所管",
        "移住フェアをやってるのは役場のどこ",
        "移住フェアはどこの課の仕事ですか",
        "移住フェアの担当さんは",
        "移住フェアはどこさ聞げばいいんだ",
        "which office handles NPO",
        "who is in charge of NPO",
        "which department is responsible for NPO",
        "移住フェアは役所の誰がやってんの",
        "移住フェア、どこが面倒みてるの",
        "移住フェアについて問い合わせたいんだけど何課",
        "移住フェアの責任部署",
        "移住フェアはなに課",
    ),
    "purpose": (
        "移住フェアは何のためにやってんの",
        "移住フェアのねらい",
        "移住フェアって何が目的なんですか",
        "移住フェアで市は何をめざしてるの",
        "移住フェアをやる意味",
        "移住フェアは何がしたくてやってるの",
        "移住フェアの趣旨",
        "What is NPO for",
        "移住フェアは何を目当てに",
        "移住フェアをする意義",
    ),
    "achievements": (
        "移住フェアで実際何したの",
        "移住フェアでは何をやりましたか",
        "移住フェアの中身、やったこと",
        "移住フェアで令和5年度にやったことは",
        "what was done for NPO",
        "移住フェアはどんなことした",
    ),
    "staffing": (
        "移住フェアに役所の人は何人分かかってるの",
        "移住フェアに職員どのくらい張り付いてんの",
        "移住フェアの人手",
        "移住フェアは職員何人でやってる",
        "移住フェアにどれだけ人を割いてる",
    ),
    "result": (
        "移住フェアは結局何回だった",
        "移住フェアはフタを開けてみたら何回",
        "移住フェアの結果",
        "移住フェアの実際の数",
        "移住フェアは何回できた",
        "移住フェアはなんぼやった",
        "移住フェアの実数",
    ),
    "issues": (
        "移住フェアの課題",
        "移住フェアで困ってることは",
        "移住フェアのうまくいってないところ",
        "移住フェアの悩みは何",
        "移住フェアの何が問題",
        "移住フェアは何が大変なの",
        "what is the problem with NPO",
    ),
    "efforts": (
        "移住フェアでこれまで何をしてきた",
        "移住フェアで今までやってきたこと",
        "移住フェアのこれまでの歩み",
        "what has been done so far for NPO",
    ),
    "policies": (
        "移住フェアの方針",
        "移住フェアの基本的な考え方",
        "移住フェアをどういう方向で進める",
    ),
    "plans": (
        "移住フェアの個別計画",
        "移住フェアにぶら下がる計画の名前",
    ),
}
_NAMED = frozenset({"移住フェア", "移住", "フェア", "NPO", "npo", "中止", "直す", "税金", "財源"})


@pytest.mark.parametrize("aspect", _SAID)
def test_a_turn_of_speech_asks_for_its_aspect(knowledge: Knowledge, aspect: str):
    same = next((alike for alike in _ALIKE if aspect in alike), frozenset({aspect}))
    astray = []
    for question in _SAID[aspect]:
        asked = understand(knowledge, question, None).asked
        first = next(iter(leading(asked, asked.aspects)), None)
        if first not in same:
            astray.append((question, asked.aspects))
    assert astray == []


@pytest.mark.parametrize("aspect", _SAID)
def test_a_turn_of_speech_names_nothing(knowledge: Knowledge, aspect: str):
    for question in _SAID[aspect]:
        groups = understand(knowledge, question, None).groups
        assert {group.said for group in groups if group.strong} <= _NAMED, question


@pytest.mark.parametrize("said", ["もっと短く", "要するに？", "簡単に言うと", "難しくてよくわからない", "長すぎる"])
def test_who_wants_it_shorter_is_told_how_to_ask_for_less(knowledge: Knowledge, said: str):
    reply = converse(knowledge, ["移住の課題は？", said])
    assert "短く言いかえることはできません" in reply.text
    assert reply.outcome != "unknown"


@pytest.mark.parametrize("said", ["ちょっと高くない？", "それって多すぎない？", "安くない？"])
def test_whether_an_amount_is_too_much_is_an_opinion(knowledge: Knowledge, said: str):
    assert "よしあし" in converse(knowledge, ["移住の予算は？", said]).text


@pytest.mark.parametrize("said", ["上山市の人口", "人口？", "人口は"])
def test_how_many_live_here_is_no_mention_of_it(knowledge: Knowledge, said: str):
    assert answer(knowledge, said, None).text.startswith("「人口」の数字は、手元の資料では分かりませんでした。")


@pytest.mark.parametrize(
    ("said", "name"), [("マイナポイントの人数", "「マイナポイント」の数字"), ("子ども向けの事業は", "「子ども向け」")]
)
def test_what_is_asked_for_is_named_whole(knowledge: Knowledge, said: str, name: str):
    assert name in answer(knowledge, said, None).text


def test_a_name_that_begins_like_a_word_going_on_from_before_is_a_name():
    knowledge = town("hills")
    assert not understand(knowledge, "なら体操の動画はありますか", None).asked.follows
    assert understand(knowledge, "なら健康ポイントの参加者は", None).asked.follows
    assert understand(knowledge, "なら、去年は？", None).asked.follows
    assert understand(knowledge, "これから増やす手はあるの？", None).asked.follows
