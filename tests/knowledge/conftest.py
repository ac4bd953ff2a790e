"""The bundled knowledge, prepared once: it never changes."""

from __future__ import annotations

import pytest
from bundled_knowledge import bundled_knowledge

from knowledge.finding.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return bundled_knowledge()
