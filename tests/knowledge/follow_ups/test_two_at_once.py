"""Two questions in one message are both answered."""

from __future__ import annotations

import pytest

from knowledge.answer import answer
from knowledge.finding.understanding import Knowledge
from knowledge.follow_ups.two_at_once import two_at_once


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


@pytest.mark.parametrize("text", ["市報は何回？プールもある？", "プールの予算と今後の取組"])
def test_what_no_document_knows_is_refused_beside_another(knowledge: Knowledge, text: str):
    assert "プール" not in answer(knowledge, text, None).text


def test_target_and_result_are_told_once(knowledge: Knowledge):
    assert answer(knowledge, "移住の目標と実績", None).text.count("実績18件") == 1


@pytest.mark.parametrize(
    "text", ["移住は何件", "移住の目標と実績", "移住と協力隊の予算", "市報は何回？", "子どもと高齢者の数"]
)
def test_one_question_is_one(text: str):
    assert two_at_once(text) is None
