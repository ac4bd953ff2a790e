"""Whose request it is, behind a proxy and without one."""

from __future__ import annotations

import pytest

from handlers.callers import address


@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.9, 203.0.113.5", "203.0.113.5"),
        ("::1", "203.0.113.5", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.9", "203.0.113.5"),
        ("no address", "198.51.100.9", "no address"),
        (None, "198.51.100.9", ""),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(peer, forwarded, who):
    assert address(peer, forwarded) == who
