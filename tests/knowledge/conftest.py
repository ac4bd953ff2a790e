"""The bundled knowledge, prepared once: it never changes."""

from __future__ import annotations

import pytest

from knowledge.ledger import bundled
from knowledge.understanding import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.build(bundled(), city="上山市")
