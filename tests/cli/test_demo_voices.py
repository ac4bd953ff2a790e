"""The sample voices of the demonstration."""

from __future__ import annotations

from sqlalchemy import select

from casework.personal_data import find_personal_data
from casework.working_days import day_in_japan
from cli import demo_voices
from handlers.city import Intake
from storage import cases
from storage.models import Case


def test_the_samples_are_put_in_once_and_name_nobody(database):
    address = database.url.render_as_string(hide_password=False)
    for _ in range(2):
        demo_voices.prepare(address, "a key that is long enough", Intake(working_days=7))
    with database.reading() as session:
        assert cases.count(session) == len(demo_voices._SAMPLES)
        handed_in = session.execute(select(Case.received_at, Case.due_on)).all()
    assert [due for _, due in handed_in] == [Intake().calendar.after(day_in_japan(at), 7) for at, _ in handed_in]
    assert [text for _, _, text in demo_voices._SAMPLES if find_personal_data(text)] == []
