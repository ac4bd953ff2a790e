"""Properties are tried on many made-up surveys; how long one takes on a busy machine is no property of ours."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("panel", deadline=None, max_examples=80)
settings.load_profile("panel")
