"""What staff stop at once, and who learns of it."""

from __future__ import annotations

from hall import opened

from storage import audit, library, mails, switches


def test_who_stops_the_bot_says_why_and_it_is_on_record_and_mailed(hall):
    browser = hall.at_work()
    assert "/console/stop/" in browser.opens("/").text
    browser.opens("/stop/")
    browser.sends("/stop/switch", name="bot", act="stop", why="")
    with hall.database.reading() as session:
        assert switches.stopped(session) == {}
    browser.sends("/stop/switch", name="bot", act="stop", why="おかしな答えが出た")
    with hall.database.writing() as session:
        assert switches.stopped(session)["bot"].why == "おかしな答えが出た"
        assert audit.lines(session, act="bot.stop")[0].detail["why"] == "おかしな答えが出た"
        assert [mail.subject for mail in mails.claim(session, hall.clock())] == ["【声のまど】ボットを止めました"]
    assert "止まっています" in browser.opens("/stop/").text
    browser.sends("/stop/switch", name="bot", act="start")
    with hall.database.reading() as session:
        assert switches.stopped(session) == {}


def test_a_single_answer_is_found_by_its_words_stopped_and_given_again(database, clock):
    hall = opened(database, clock, name="上山市")
    browser = hall.at_work()
    browser.opens("/stop/")
    page = browser.sends("/stop/", words="NPO法人数").text
    assert "この答えを止める" in page
    name = next(line for line in page.split('"') if line.endswith("NPO法人数") and "施策" in line)
    browser.sends("/stop/fact", fact=name)
    with hall.database.reading() as session:
        assert [one.name for one in library.withdrawn(session)] == [name]
    browser.opens("/stop/")
    browser.sends("/stop/fact/again", fact=name)
    with hall.database.reading() as session:
        assert library.withdrawn(session) == []


def test_a_viewer_stops_nothing(hall):
    browser = hall.at_work(role="viewer")
    browser.opens("/me/")
    assert browser.sends("/stop/switch", name="bot", act="stop", why="x").status_code == 403
