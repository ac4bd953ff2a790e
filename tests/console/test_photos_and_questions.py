"""At the desk: a resident's photo is shown to those who may see the case, and a question goes out as staff choose."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from storage.media import Media
from storage.models import Attachment, Voice


@pytest.fixture
def browser(hall):
    return hall.at_work()


def test_a_sealed_photo_is_shown_to_who_may_see_the_case(hall, browser):
    receipt = hall.hears()
    media: Media = hall.app.extensions["koe-desk"].media
    with hall.database.writing() as session:
        voice = session.execute(select(Voice.id).where(Voice.case_id == hall.case(receipt).id)).scalar_one()
        kept = {"voice_id": voice, "state": "ready", "file": media.keep(b"\xff\xd8 a photo")}
        photo = session.execute(insert(Attachment).values(**kept).returning(Attachment.id)).scalar_one()
    assert browser.opens(f"/photos/{photo}").data == b"\xff\xd8 a photo"
    media.delete([kept["file"]])
    assert browser.opens(f"/photos/{photo}").status_code == 404
    with hall.database.writing() as session:  # taken back one by one: hidden from everybody
        session.execute(update(Voice).values(sealed_at=hall.clock()))
        session.execute(update(Attachment).values(file=media.keep(b"\xff\xd8 a photo")))
    assert browser.opens(f"/photos/{photo}").status_code == 404


@pytest.mark.parametrize(
    ("how", "state", "said"), [("wait", "owed", "次にメッセージが来た"), ("push", "due", "トークで届けます")]
)
def test_a_question_goes_to_the_chat_as_staff_choose(hall, browser, how, state, said):
    receipt = hall.hears()
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/step", step="ask_back", text="どの角ですか", how=how)
    assert said in browser.opens(f"/cases/{receipt}/").text
    (letter,) = hall.letters()
    assert letter[:2] == (f"case:{hall.case(receipt).id}:question", state)
    assert "どの角ですか" in letter[2]


def test_who_has_no_chat_is_asked_some_other_way(hall, browser):
    receipt = hall.hears(user=None)
    assert 'id="how-push"' not in browser.opens(f"/cases/{receipt}/").text
    browser.sends(f"/cases/{receipt}/step", step="ask_back", text="どの角ですか", how="push")
    assert "電話などで聞いてください" in browser.opens(f"/cases/{receipt}/").text
    assert hall.letters() == []


def test_an_answer_is_flagged_in_the_list_until_somebody_takes_it_up(hall, browser):
    receipt = hall.hears(heard_back=True, state="ASKED")
    assert "返事あり" in browser.opens("/inbox/?view=unread").text
    browser.opens(f"/cases/{receipt}/")
    browser.sends(f"/cases/{receipt}/fields", kind="要望")
    assert "返事あり" not in browser.opens("/inbox/").text
