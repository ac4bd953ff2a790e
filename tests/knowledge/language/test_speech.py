"""Turns of speech are written in the standard way, and nothing that only looks like one is."""

from __future__ import annotations

import re

import pytest

from knowledge.language.wordbook import bundled, plain, read_bundled_words, read_language

SPEECH = [*read_language("speech")["speech"], *read_bundled_words("上山市")["speech"]]


@pytest.mark.parametrize("row", SPEECH, ids=lambda row: row["example"][0])
def test_a_turn_of_speech_is_written_as_in_its_example_and_leaves_its_counter_as_it_is(row: dict[str, str]):
    typed, written = row["example"]
    assert re.sub(row["say"], row["write"], plain(typed)) == written
    assert re.sub(row["say"], row["write"], plain(row["counter"])) == plain(row["counter"])
    assert row["why"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("うちの子どもの医療費は？", "うちの子どもの医療費は？"),
        ("わが子育て支援は", "わが子育て支援は"),
        ("クアオルトってなんだい", "クアオルトってなんだい"),
        ("工事はなんこうしている", "工事はなんこうしている"),
        ("イノシシは なんとう つかまえたの", "イノシシは 何頭 つかまえたの"),
        ("生態系の保全", "生態系の保全"),
        ("便利さは何%向上したか", "便利さは何%向上したか"),
        ("一ばん多い相談は", "一ばん多い相談は"),
        ("ごみの捨てかたを教えて", "ごみの捨てかたを教えて"),
        ("せんべいの売上は", "せんべいの売上は"),
        ("地方人口の推移", "地方人口の推移"),
        ("そだいごみはこんげついくつ", "そだいごみはこんげついくつ"),
        ("相談が解決につながった件数", "相談が解決につながった件数"),
        ("どこの市との交流", "どこの市との交流"),
        ("引っこしの相談", "引っこしの相談"),
        ("率直に言う会", "率直に言う会"),
    ],
)
def test_a_turn_of_speech_eats_no_other_word(typed: str, read: str):
    assert bundled().standard(plain(typed)) == plain(read)


def test_no_turn_of_speech_refers_to_its_own_groups_as_several_are_looked_for_at_once():
    assert not [say for say in (row["say"] for row in SPEECH) if re.search(r"\\[1-9]|\(\?P", say)]


@pytest.mark.parametrize("who", ["孫", "息子", "娘", "子ども", "子供", "母", "父", "夫", "妻", "主人", "友達"])
@pytest.mark.parametrize("particle", ["が", "は", "も", "に", "から"])
def test_who_is_counted_is_never_taken_for_who_asks(who: str, particle: str):
    asked = f"プールを{who}{particle}利用した回数は何回ですか"
    assert bundled().standard(asked) == asked
