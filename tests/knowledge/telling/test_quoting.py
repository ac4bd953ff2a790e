"""A resident sees whether the documents are quoted or summed up, and which year is spoken of."""

from __future__ import annotations

from dataclasses import replace

import invented_town
import pytest
from bundled_knowledge import bundled_knowledge

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Ledger, Prose, Source
from knowledge.telling.newness import none_newer
from knowledge.telling.quoting import MAX_QUOTED_CHARS, mark, worded

SOURCE = Source("資料", "所")
NONE_NEWER = "これより新しい年度の成果の資料は、まだ入っていません。"


@pytest.fixture(scope="module")
def own():
    return bundled_knowledge()


@pytest.fixture(scope="module")
def town():
    """Results of two years and a project, imported word for word."""
    document, (project,) = invented_town.results(), invented_town.review().projects
    (sheet,) = document.results
    return Knowledge.build(
        Ledger("v", results=(replace(sheet, year=2023), sheet), projects=(project,)), city="みほん市"
    )


def last_line(reply) -> str:
    return reply.text.splitlines()[-1]


def test_what_was_imported_is_quoted_word_for_word_and_said_to_be(town):
    reply = answer(town, "令和6年度の移動図書館費の今後の取組は？", None)
    assert "「来年も走らせます。」" in reply.text
    assert last_line(reply) == "出典：令和6年度 実施計画兼予算要求書（検証）（移動図書館費、原文）"


def test_our_own_words_are_marked_as_a_summary_and_stand_in_no_quotation_marks(own):
    reply = answer(own, "NPO法人数の今後の取組は？", None)
    assert last_line(reply).endswith("、要約）")
    assert "今後の取組：第8次" in reply.text


def test_figures_alone_are_neither_quoted_nor_summed_up(own):
    assert last_line(answer(own, "NPO法人数は？", None)).endswith("（施策5-1-1）")


@pytest.mark.parametrize(
    ("told", "said"),
    [((), ""), ((True,), "原文"), ((False,), "要約"), ((True, True), "原文"), ((True, False), "原文と要約")],
)
def test_the_mark_names_what_was_told(told, said):
    assert mark(Prose("文。", SOURCE, quoted) for quoted in told) == said


def test_a_long_passage_is_quoted_from_its_beginning_in_whole_sentences():
    sentence = "ひとつの文がここにあります。"
    said = worded(Prose(sentence * 60, SOURCE, quoted=True))
    quoted = said.removeprefix("「").removesuffix("」（以下略）")
    assert quoted == sentence * (MAX_QUOTED_CHARS // len(sentence))


def test_an_endless_sentence_is_cut_and_a_short_one_is_whole():
    assert len(worded(Prose("あ" * 5000, SOURCE, quoted=True))) < 700
    assert worded(Prose("短い文", SOURCE, quoted=True)) == "「短い文」"


def test_an_answer_about_the_newest_year_says_that_none_newer_is_in(own, town):
    assert NONE_NEWER in answer(own, "NPO法人数は？", None).text.splitlines()
    assert NONE_NEWER in answer(town, "令和6年度の貸出冊数は？", None).text.splitlines()


def test_an_answer_about_an_older_year_or_about_the_plan_does_not(own, town):
    older = [subject for subject in town.by_key.values() if subject.year == 2023]
    assert older
    assert none_newer(town, older) is None
    assert NONE_NEWER not in answer(own, "第8次の施策6-2-1の目標は？", None).text


def test_joined_answers_say_it_once_right_before_the_source(own):
    lines = answer(own, "地域間交流地区数の理由と今後の取組は？", None).text.splitlines()
    assert lines.count(NONE_NEWER) == 1
    assert lines[lines.index(NONE_NEWER) + 1].startswith("出典")
