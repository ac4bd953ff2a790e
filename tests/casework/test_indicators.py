"""Which indicators of the plan are proposed for a voice, and by which of its words."""

import pytest

TELLS = [
    ("移住相談の窓口を増やしてほしい", "移住相談からの移住件数", "相談"),
    ("審議会に女の委員が少ない", "市の審議機関等における女性委員の割合", "女の委員"),
    ("協力隊の活動報告会に行きたい", "活動報告会の開催数", "活動報告会"),
    ("東京の移住フェアにもっと出てほしい", "移住フェア等への出展回数", "フェア"),
]
TELLS_NOTHING = [
    "街灯が消えています",
    "市報が届くのが遅くて、載っている行事がもう終わっていました。",
    "公民館の講座を増やしてほしい",
    "公園のトイレの鍵がこわれています。女の子を持つ親として不安です。",
    "申し込みの件数や回数を教えてください",
    "",
]


def _proposed(proposer, text):
    return proposer.indicators_for(text, proposer.propose(text))


@pytest.mark.parametrize(("text", "name", "word"), TELLS)
def test_the_indicator_a_voice_speaks_of_comes_first_with_the_words_that_spoke(proposer, text, name, word):
    first = _proposed(proposer, text)[0]
    assert first.name == name
    assert any(word in why and why in text for why in first.why)


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_one_common_word_or_how_a_table_counts_proposes_no_indicator(proposer, text):
    assert _proposed(proposer, text) == ()


def test_an_indicator_of_a_project_of_two_measures_is_proposed_once(proposer):
    names = [one.name for one in _proposed(proposer, "クアオルトの宿泊型新保健指導ツアーに行きたい")]
    assert names.count("宿泊型新保健指導ツアー実施回数") == 1
