"""Who a request comes from, by plain values of its connection: both edges ask it, and may not know one another."""

from __future__ import annotations

import ipaddress


def address(peer: str | None, forwarded: str) -> str:
    """Where a request comes from, "" where nobody knows. A proxy on this machine (``peer``) says it, last in its header
    X-Forwarded-For (``forwarded``); nobody else is believed."""
    try:
        from_here = peer is not None and ipaddress.ip_address(peer).is_loopback
    except ValueError:
        from_here = False
    return forwarded.rsplit(",", 1)[-1].strip()[:64] if forwarded and from_here else peer or ""
