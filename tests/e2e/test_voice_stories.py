"""市民の声 over HTTP: the real bot and the simulated LINE, on both databases; and a death after 送る."""

from __future__ import annotations

import pytest
from line_side import buttons, text_of, wait_until
from passing_time import pass_by, rows
from running import ONE_PROCESS, bot, died, simulator

from storage import inbox, outbox

BENCH = "公園のベンチを直してほしいです"
SEND = "送る（返事がほしい）"


def test_two_taps_and_the_text_lead_to_a_receipt(hana, database_url):
    assert "押すまでは受け付けません" in hana.asks("市民の声")
    card = hana.asks(BENCH)
    assert BENCH in card
    assert buttons(hana.said_to()[-1])[0]["label"] == SEND
    hana.taps(SEND)
    (receipt,) = hana.hears()
    assert "受付番号 K-20" in receipt["text"]
    assert len(hana.said_to()) == 3
    hana.taps("要約ならのせてよい")
    assert "要約してのせることがあります" in text_of(hana.hears())
    state = hana.asks("受付状況")
    assert "お返事の目安" in state
    assert BENCH not in state
    assert BENCH in hana.asks("1")


def test_a_photo_and_a_place_come_along(hana, house, database_url):
    hana.asks("市民の声")
    hana.asks("街灯が消えていて困っています")
    hana.does("image")
    assert "写真1枚" in text_of(hana.hears())
    hana.does("location", title="駅前", address="本町", latitude=38.1, longitude=140.2)
    assert "場所：" in text_of(hana.hears())
    hana.taps(SEND)
    assert "受付番号" in text_of(hana.hears())
    ready = "SELECT count(*) FROM attachments WHERE state = 'ready'"
    wait_until("the photo has been fetched", lambda: rows(database_url, ready)[0][0] >= 1)


@pytest.mark.parametrize(
    ("chosen", "then"),
    [("かくして送る", "〔電話番号〕"), ("書き直す", "もう一度書いて"), ("連絡先も伝える", "電話でお伺い")],
)
def test_personal_data_stop_before_anything_is_stored(hana, database_url, chosen, then):
    hana.asks("市民の声")
    before = rows(database_url, "SELECT count(*) FROM cases")
    assert "090…5678" in hana.asks("私は佐藤です。090-1234-5678です。道が暗いです。")
    hana.taps(chosen)
    assert then in text_of(hana.hears())
    assert rows(database_url, "SELECT count(*) FROM cases") == before


def test_a_message_unsent_after_sending_takes_the_voice_along(hana, house, database_url):
    hana.asks("市民の声")
    told = hana.says(BENCH + "。まちがえました")
    hana.hears()
    hana.asks("送る")
    before = rows(database_url, "SELECT count(*) FROM cases")[0][0]
    hana.does("unsend", messageId=told["event"]["message"]["id"])
    assert rows(database_url, "SELECT count(*) FROM cases")[0][0] == before - 1
    house.settled()


@pytest.mark.crash
@pytest.mark.parametrize(
    "point", ["turns.after_respond", "turns.before_commit", "turns.after_commit", "sender.after_call"]
)
def test_a_death_after_send_leaves_one_case_and_one_receipt(point, own_database, tmp_path):
    with simulator(tmp_path) as line:
        line.switch(redelivery=True, redelivery_after_ms=500, redelivery_times=8)
        hana = line.newcomer()
        with bot(line, own_database, tmp_path) as running:
            hana.asks("市民の声")
            hana.asks(BENCH)
            running.settled()
        with bot(line, own_database, tmp_path, command=ONE_PROCESS, KOE_FAIL_POINT=point) as doomed:
            hana.says("送る")
            died(doomed.process)
        pass_by(int(max(inbox.LEASE, outbox.LEASE).total_seconds()) + 1, line, own_database)
        with bot(line, own_database, tmp_path) as restarted:
            wait_until("the receipt", lambda: "受付番号" in text_of(hana.said_to()))
            restarted.settled()
        assert rows(own_database, "SELECT count(*) FROM cases") == [(1,)]
        assert text_of(hana.said_to()).count("受付番号 K-") == 1
