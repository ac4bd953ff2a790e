"""Connections on which nobody says anything: a browser's, opened in advance, or somebody's who means ill."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import ExitStack


def test_connections_on_which_nothing_is_said_hold_up_no_webhook(hana, house):
    host, _, port = house.address.removeprefix("http://").partition(":")
    with ExitStack() as open_ones:
        for _ in range(200):
            open_ones.enter_context(socket.create_connection((host, int(port))))
        exchange = hana.says("メニュー")["exchange"]
        assert (exchange["status"], exchange["outcome"]) == (200, "ok")
        assert "何をしますか" in hana.hears()[0]["text"]


def test_a_connection_that_was_silent_at_first_serves_many_requests(house):
    connection = http.client.HTTPConnection(house.address.removeprefix("http://"), timeout=30)
    connection.connect()
    time.sleep(0.05)
    first = connection.sock
    for _ in range(20):
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        assert (response.status, response.read(), response.will_close) == (200, b"ok", False)
    assert connection.sock is first
    connection.close()
