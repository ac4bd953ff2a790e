"""What a process leaves behind when it breaks down."""

from __future__ import annotations

import resource


def leave_none() -> None:
    """Let no core file be written: it would hold every secret and whatever residents just wrote, in the clear."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
