"""Two questions in one message are both answered."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.answer import answer
from knowledge.evaluate import cites
from knowledge.finding.knowledge import Knowledge
from knowledge.follow_ups.two_at_once import two_at_once
from knowledge.telling.fitting import MAX_CHARS
from knowledge.telling.joining import NO_MORE_WORDS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("移住は何件で予算いくら", ("実績18件", "予算7,734千円")),
        ("女性委員の割合と今後の取組", ("実績21%", "意識高揚の活動を継続")),
        ("DXの方針と目標", ("市民の利便性の向上", "行政事務におけるデジタル化の推進")),
        ("市報は何回？ラインもある？", ("月1回", "LINE")),
        ("クアオルトの予算と理由", ("予算10,401千円", "キャンセル")),
    ],
)
def test_both_are_told_with_their_sources_last(knowledge: Knowledge, text: str, told: tuple[str, str]):
    reply = answer(knowledge, text, None)
    assert all(one in reply.text for one in told)
    assert reply.text.splitlines()[-1].startswith("出典")


@pytest.mark.parametrize(
    "text",
    ["訪問団の受け入れはこれからどうなる？今後の予定も教えて", "男女共同参画週間には何をした？ほかにも何かした？"],
)
def test_who_has_been_told_nothing_yet_is_not_told_that_it_was_told(knowledge: Knowledge, text: str):
    reply = answer(knowledge, text, None)
    assert reply.tells
    assert NO_MORE_WORDS not in reply.text


def test_two_that_one_statement_answers_are_told_it_once():
    reply = answer(town("snowfield"), "防災士の資格の助成はある？連絡会はいつできる？", None)
    assert [reply.text.count(told) for told in ("6万円を上限", "6月に防災士連絡会を設立", "出典")] == [1, 1, 1]


def test_two_long_answers_fit_on_a_telephone_together():
    reply = answer(town("snowfield"), "企業や大学で説明会するの？どうして？", None)
    assert [told in reply.text for told in ("説明会を開催", "理由：", "出典")] == [True, True, True]
    assert len(reply.text) <= MAX_CHARS


def test_of_what_no_document_knows_neither_is_told(knowledge: Knowledge):
    reply = answer(knowledge, "吹奏楽の予算と今後の取組", None)
    assert reply.outcome == "unknown"
    assert not cites(reply.text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("移住の予算と理由は", ("予算7,734千円", "理由：")),
        ("移住の理由と担当は", ("理由：", "建設課")),
        ("移住の理由と予算は", ("理由：", "予算7,734千円")),
    ],
)
def test_a_reason_is_no_less_asked_for_than_what_stands_beside_it(
    knowledge: Knowledge, text: str, told: tuple[str, str]
):
    assert all(one in answer(knowledge, text, None).text for one in told)


@pytest.mark.parametrize(
    ("text", "told", "lacking"),
    [
        ("移住件数は何件？お試し住宅の家賃は？", "実績18件", "「お試し住宅の家賃」"),
        ("人権相談は何回？場所は？", "実績27回", "の場所は、"),
        ("人権の花は何校？男子は何人？", "実績3校", "「男子」"),
    ],
)
def test_what_is_told_of_the_one_is_told_though_the_other_is_not(
    knowledge: Knowledge, text: str, told: str, lacking: str
):
    lines = answer(knowledge, text, None).text.splitlines()
    assert told in lines[0]
    assert lacking in lines[1]
    assert "分かりませんでした" in lines[1]
    assert lines[-1].startswith("出典")


def test_what_is_said_by_the_way_is_not_refused_beside_an_answer(knowledge: Knowledge):
    assert "分かりません" not in answer(knowledge, "移住件数は何件？バスを降りる前に知りたい", None).text


def test_a_statement_that_answers_both_is_told_once(knowledge: Knowledge):
    assert answer(knowledge, "ホームページの課題と方針", None).text.count("市報や市ホームページなど") == 1


@pytest.mark.parametrize(
    "text", ["移住の担当は？", "移住の予算と担当は？", "移住の理由と担当は？", "移住は何件で予算いくら"]
)
def test_a_department_is_named_once(knowledge: Knowledge, text: str):
    assert answer(knowledge, text, None).text.count("建設課") == 1


def test_a_place_of_which_a_figure_and_a_summary_are_told_is_cited_once(knowledge: Knowledge):
    text = answer(knowledge, "クアオルトの予算と理由", None).text
    assert sum(line.startswith("出典") for line in text.splitlines()) == 1


def test_target_and_result_are_told_once(knowledge: Knowledge):
    assert answer(knowledge, "移住の目標と実績", None).text.count("実績18件") == 1


@pytest.mark.parametrize(
    "text", ["移住は何件", "移住の目標と実績", "市報は何回？", "子どもと高齢者の数", "施策は何がある？一覧で教えて"]
)
def test_one_question_is_one(text: str):
    assert two_at_once(text) is None


def test_two_things_that_no_one_question_finds_are_told_one_by_one():
    told = answer(town("valley"), "病児保育と給食の予算を比べて", None).text
    assert all(one in told for one in ("予算14,280千円", "予算6,450千円"))
    assert "出典" not in answer(town("valley"), "病児保育とプールの予算を比べて", None).text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("移住の予算は？担当はどこ？", ("予算7,734千円", "担当は、建設課です")),
        ("移住の予算と映画祭の予算は", ("予算7,734千円", "「映画祭」の金額は、手元の資料では分かりませんでした")),
        ("市報は何回？プールもある？", ("月1回", "市役所へお問い合わせください")),
    ],
)
def test_what_is_known_of_two_is_told_and_the_other_refused(knowledge: Knowledge, text: str, told: tuple[str, str]):
    reply = answer(knowledge, text, None).text
    assert all(one in reply for one in told)


def test_of_two_amounts_that_are_both_printed_both_are_told(knowledge: Knowledge):
    reply = answer(knowledge, "移住の予算とクアオルトの予算は", None).text
    assert all(one in reply for one in ("7,734千円", "10,401千円"))
