"""Chapters of plans nobody has met: other towns, chapters, numbers of goals and of individual plans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents.document import read_document
from knowledge.documents.files import read_file
from tests.knowledge.documents.pdfs import printed_lines
from tests.knowledge.documents.written import WIDE

WORDS = st.sampled_from(["観光", "農業", "保育", "道路", "防災", "図書館", "水道", "森林", "交流", "健康", "消防"])
KINDS = st.sampled_from(
    ["計画", "基本方針", "推進計画（第２次）", "戦略", "マスタープラン", "整備構想", "条例", "ビジョン"]
)
PAGE = "{first}\n\n目　標\n\n{goals}\n{efforts}\n\n{below}\n"


@st.composite
def measures(draw, code: str):
    goals = tuple(f"{word}の充実" for word in draw(st.lists(WORDS, min_size=1, max_size=5, unique=True)))
    efforts = tuple(f"{word}に取り組みました。" for word in draw(st.lists(WORDS, max_size=4)))
    plans = draw(st.lists(st.tuples(WORDS, KINDS), max_size=5, unique_by=lambda plan: plan[0]))
    return code, f"{draw(WORDS)}を進める取組", goals, efforts, tuple(f"みさき市{word}{kind}" for word, kind in plans)


@st.composite
def chapters(draw):
    number = draw(st.integers(1, 9))
    sections = []
    for nth in range(1, draw(st.integers(1, 3)) + 1):
        code = f"{number}-{nth}"
        found = tuple(draw(measures(f"{code}-{at}")) for at in range(1, draw(st.integers(0, 3)) + 1))
        caption = draw(st.sampled_from(["", "市立図書館の庭"]))
        sections.append((code, draw(WORDS), draw(st.integers(1, 4)), caption, found))
    return number, draw(st.sampled_from(["{number}　学びと文化", "学びと文化{number}"])), tuple(sections)


def measure_page(measure, *, title_last: bool) -> str:
    code, title, goals, efforts, plans = measure
    named = f"{code.translate(WIDE)}　{title}"
    lines = [" 施策", "", "これまでの取組", "", "目　標", ""]
    for nth, goal in enumerate(goals, 1):
        lines += [f"{str(nth).translate(WIDE)}　{goal}", f"　{goal}のため、人を育て、", "場を整えます。", ""]
    lines += [f"▷{effort}" for effort in efforts]
    below = ["個別計画", ""]
    for plan in plans:
        below += [plan[:9], *([plan[9:]] if plan[9:] else []), ""]
    lines += ["", *below, named] if title_last else ["", named, "", *below]
    return "\n".join(lines) + "\n"


def text_of(chapter, *, title_last: bool = True) -> str:
    number, heading, sections = chapter
    text = " " + heading.format(number=f"第{str(number).translate(WIDE)}章") + "\n\n"
    for nth, (code, title, policies, caption, found) in enumerate(sections):
        text += ("" if nth == 0 else " ") + f"基本施策 {code.translate(WIDE)}　{title}\n\nSDGsとの関連\n\n"
        text += "現状と課題\n\n　第５次みさき市総合計画では、人を育てて\nきました。\n　人が減っています。\n\n方　針\n\n"
        text += "".join(f"{str(at).translate(WIDE)}　場を整え、人を\n育てます。\n" for at in range(1, policies + 1))
        text += f"\n{caption}\n" if caption else "\n"
        text += "".join(measure_page(measure, title_last=title_last) for measure in found)
    return text


def agrees(chapter, document) -> None:
    number, _, sections = chapter
    assert [(found.code.number, found.title) for found in document.sections] == [part[:2] for part in sections]
    for (_, _, policies, caption, written), found in zip(sections, document.sections, strict=True):
        assert (found.city, found.code.plan, found.chapter) == ("みさき市", "5次", f"第{number}章 学びと文化")
        assert [issue.text for issue in found.issues] == [
            "第5次みさき市総合計画では、人を育ててきました。",
            "人が減っています。",
        ]
        assert [policy.text for policy in found.policies] == ["場を整え、人を育てます。"] * policies
        assert [said.text for said in found.captions] == ([caption] if caption else [])
        for (code, title, goals, efforts, plans), measure in zip(written, found.measures, strict=True):
            assert (measure.code.number, measure.title) == (code, title)
            assert [goal.heading for goal in measure.goals] == list(goals)
            assert all(goal.text.text == f"{goal.heading}のため、人を育て、場を整えます。" for goal in measure.goals)
            assert [effort.text for effort in measure.efforts] == list(efforts)
            assert measure.plans == tuple(plan.replace("２", "2") for plan in plans)
    assert document.doubts == ()


@given(chapters(), st.booleans())
def test_a_chapter_is_read_as_it_was_written(chapter, title_last):
    agrees(chapter, read_document(text_of(chapter, title_last=title_last)))


@settings(max_examples=25, deadline=None)
@given(chapters(), st.booleans(), st.sampled_from([11, 15]))
def test_a_chapter_as_pdf_says_the_same(chapter, title_last, leading):
    pdf = printed_lines(text_of(chapter, title_last=title_last), leading=leading)
    agrees(chapter, read_file(pdf, "計画.pdf"))


CHAPTER = (
    2,
    "学びと文化{number}",
    (("2-1", "図書館", 1, "", (("2-1-1", "本を広める取組", ("本の充実", "人の充実"), (), ("みさき市図書館計画",)),)),),
)


def test_a_chapter_may_have_its_heading_on_a_line_of_its_own():
    text = text_of(CHAPTER).replace("学びと文化第２章", "第２章\n学びと文化")
    agrees(CHAPTER, read_document(text))


def test_two_plans_below_one_another_are_two():
    text = text_of(CHAPTER).replace("みさき市図書館計画", "みさき市図書館計画\nみさき市読書推進\n計画（第２次）")
    (measure,) = read_document(text).sections[0].measures
    assert measure.plans == ("みさき市図書館計画", "みさき市読書推進計画（第2次）")


def test_a_number_left_out_between_goals_is_doubted():
    text = text_of(CHAPTER).replace("２　人の充実", "３　人の充実")
    assert any("人の充実" in doubt.text for doubt in read_document(text).doubts)


def test_a_measure_without_goals_or_under_another_section_is_doubted():
    document = read_document(text_of(CHAPTER).replace("２－１－１", "２－４－１").replace("目　標", "目　当て"))
    said = [doubt.text for doubt in document.doubts]
    assert any("施策2-4-1が、基本施策2-1" in text for text in said)


def test_a_section_that_stands_twice_is_doubted():
    text = text_of(CHAPTER)
    assert sum("2つ" in doubt.text for doubt in read_document(text + text).doubts) == 2


def test_a_page_number_is_no_part_of_a_plan():
    agrees(CHAPTER, read_document(text_of(CHAPTER).replace("\n 施策", "\n14\n 施策") + "15\n"))


@pytest.mark.parametrize(
    ("called", "named"), [("市の計画", "みさき市の計画 第2章"), ("総合計画", "みさき市総合計画 第2章")]
)
def test_a_plan_whose_number_nobody_tells_is_named_without_one_as_its_text_calls_it(called, named):
    document = read_document(text_of(CHAPTER).replace("第５次みさき市総合計画", called), home="みさき市")
    (section,) = document.sections
    assert section.source.document == named
    assert any("第何次の計画" in doubt.text for doubt in document.doubts)


def test_plans_called_by_their_number_or_by_health_are_plans():
    text = text_of(CHAPTER).replace(
        "みさき市図書館計画", "第４次健康みさき21\n\n健康みさき２１（第３次）\n\n市立図書館の庭"
    )
    section = read_document(text).sections[0]
    assert section.measures[0].plans == ("第4次健康みさき21", "健康みさき21（第3次）")
    assert [said.text for said in section.captions] == ["市立図書館の庭"]
