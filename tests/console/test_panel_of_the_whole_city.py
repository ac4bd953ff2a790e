"""The panel is the whole city's: sections see surveys and what came of them, and neither ask nor register anybody."""

from __future__ import annotations

import pytest
from hall import Hall
from held_survey import held, made
from test_survey_duties import ANSWER

from storage import surveys


@pytest.fixture
def waiting(hall: Hall) -> int:
    return made(hall)


def test_a_section_sees_a_survey_and_its_results_without_a_word_of_what_it_may_not_do(hall: Hall, waiting: int):
    held(hall, waiting, [ANSWER] * 6)
    browser = hall.at_work("kensetsu", department="建設課")
    assert "市報" in browser.opens(f"/surveys/{waiting}").text
    assert "新しく作る" not in browser.opens("/surveys/").text
    assert "まとめて登録する" not in browser.opens("/monitors/").text


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("/surveys/{}/schedule", {"number": "第1号"}),
        ("/surveys/{}/reflect", {"text": "字を大きくします。"}),
        ("/surveys/{}/paper", {}),
        ("/monitors/register", {"by": "age_group", "capacity": "10"}),
    ],
)
def test_a_section_changes_nothing_of_the_panel(hall: Hall, waiting: int, page: str, fields: dict[str, str]):
    browser = hall.at_work("kensetsu", department="建設課", role="approver")
    assert browser.sends(page.format(waiting), **fields).status_code == 403
    with hall.database.reading() as session:
        assert surveys.get(session, waiting).state == "draft"
