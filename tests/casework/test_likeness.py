from casework.likeness import Tokens, alike, rarity_among, same_matter
from casework.things import things_of

SAME = ("公民館にWi-Fiを付けてください", "地区の公民館で無線LANが使えるようにしてほしい")
OTHER = (
    "公園のブランコがこわれています",
    "市報が届くのが遅いです",
    "保育園の空きがありません",
    "公民館の屋根が雨もりします",
)


def _tokens(proposer):
    texts = [*SAME, *OTHER]
    return [proposer.tokens(text) for text in texts], rarity_among([proposer.tokens(text) for text in texts])


def test_two_voices_that_say_the_same_in_other_words_are_one_matter(proposer):
    tokens, rare = _tokens(proposer)
    found = alike(tokens[0], tokens[1], rare)
    assert same_matter(found)
    assert set(found.words) >= {"wi-fi", "公民館"}


def test_of_two_words_for_one_thing_each_voice_has_its_own(proposer):
    sunday = proposer.tokens("図書館を日曜日にも夜まで開けてほしい")
    saturday = proposer.tokens("土曜日に図書館が早く閉まるのは困ります")
    rare = rarity_among([sunday, saturday])
    here, there = alike(sunday, saturday, rare), alike(saturday, sunday, rare)
    assert ("日曜日", "土曜日") in set(zip(here.words, here.others, strict=True))
    assert ("土曜日", "日曜日") in set(zip(there.words, there.others, strict=True))


def test_one_word_in_common_does_not_make_one_matter(proposer):
    tokens, rare = _tokens(proposer)
    assert not same_matter(alike(tokens[0], tokens[5], rare))


def test_the_same_text_is_wholly_alike_and_nothing_is_not(proposer):
    tokens, rare = _tokens(proposer)
    assert alike(tokens[0], tokens[0], rare).score == 1.0
    assert alike(tokens[0], Tokens({}, {}), rare).score == 0.0


def test_likeness_is_the_same_from_both_sides(proposer):
    tokens, rare = _tokens(proposer)
    for one in tokens:
        for other in tokens:
            assert alike(one, other, rare).score == alike(other, one, rare).score


def test_names_do_not_make_matters_alike(proposer):
    one = proposer.tokens("みどり台の佐藤です。街灯が切れています")
    assert not any("佐藤" in shown for shown in one.shown.values())


def test_two_voices_are_one_matter_also_when_there_are_no_others(proposer):
    one, other = (proposer.tokens(text) for text in SAME)
    assert same_matter(alike(one, other, rarity_among([one, other])))


def test_things_go_by_one_name():
    things = things_of()
    assert things.named_in("無線LANが使えない") & things.named_in("WiFiがほしい")


def test_thanks_and_a_wish_about_one_thing_are_two_matters(proposer):
    wish = proposer.tokens("住民票の申込みの紙が分かりにくいので、直してください")
    other = proposer.tokens("住民票の申込みの紙が分かりにくいです。直してほしい")
    thanks = proposer.tokens("住民票の申込みの紙、書き方を教えてもらい助かりました。ありがとうございました")
    rare = rarity_among([wish, other, thanks])
    assert same_matter(alike(wish, other, rare))
    assert not same_matter(alike(wish, thanks, rare))


def test_who_is_concerned_is_not_what_is_the_matter(proposer):
    one, other = proposer.tokens("おばあちゃんが市報を読めません"), proposer.tokens("お年寄りのバスを増やしてほしい")
    assert alike(one, other, rarity_among([one, other])).words == ()
