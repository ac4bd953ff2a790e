"""What our own buttons say is answered, about the very thing and of the kind they promise."""

from __future__ import annotations

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.model import Project, Results
from knowledge.telling.composing import next_choices
from knowledge.telling.refuse import choice

_OFFERED = {
    "reason": "reason", "next": "next", "budget": "budget", "department": "department", "figure": "figure",
    "plans": "plans", "policies": "policies", "issues": "issues", "efforts": "efforts",
}  # fmt: skip


def test_a_next_question_is_answered_about_the_thing_it_names(knowledge: Knowledge):
    astray = []
    for subject in knowledge.index.subjects:
        for offered in next_choices(knowledge, subject, "nothing yet"):
            reply = answer(knowledge, offered.says, None)
            told = reply.slots.get("subjects", [])
            codes = [knowledge.by_key[key].codes for key in told if key in knowledge.by_key]
            if reply.outcome not in {"answered", "partly"} or not any(set(subject.codes) & set(one) for one in codes):
                astray.append((offered.says, reply.text))
    assert astray == []


def test_what_all_things_have_is_asked_of_the_one_that_was_spoken_of(knowledge: Knowledge):
    before = answer(knowledge, "海の子山の子の予算は？", None)
    assert "48人" in answer(knowledge, "じゃあ参加した人数は？", before.topic).text
    assert "出典" not in answer(knowledge, "じゃあ山形市は？", before.topic).text
    money = answer(knowledge, "移住推進事業費の予算は？", None)
    assert "出典" not in answer(knowledge, "では参加者数は？", money.topic).text


def test_the_reason_of_a_thing_is_its_reason_and_no_other_field(knowledge: Knowledge):
    for subject in knowledge.index.subjects:
        if isinstance(subject.sheet, (Results, Project)):
            assert "理由" in answer(knowledge, choice(subject, "reason").says, None).text, subject.name


def test_a_next_question_is_told_what_it_asks(knowledge: Knowledge):
    astray = []
    for subject in knowledge.index.subjects:
        offered = [choice.says for choice in next_choices(knowledge, subject, "nothing yet")]
        for aspect, told in _OFFERED.items():
            says = choice(subject, aspect).says
            if says in offered and (reply := answer(knowledge, says, None)).slots.get("aspect") != told:
                astray.append((says, reply.slots.get("aspect"), reply.text))
    assert astray == []
