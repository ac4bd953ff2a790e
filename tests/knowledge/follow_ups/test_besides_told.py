"""「ほかに何を…？」 after a statement asks for what stands beside it, whatever words are used."""

from __future__ import annotations

import pytest
from towns_of_documents import town

from knowledge.evaluate import converse

FIRST = "定置網の見学ツアーはどうなった？"


@pytest.mark.parametrize(
    "then", ["ほかにどんなことをしてきたの？", "そのほかの動きは？", "それ以外に何か新しくやった？"]
)
def test_what_was_done_besides_is_told_of_the_same_measure(then: str):
    told = converse(town("bay"), [FIRST, then]).text
    assert "かき小屋" in told
    assert "定置網" not in told


@pytest.mark.parametrize("then", ["ほかに港まつりには何人来た？", "ほかの観光の課題は？"])
def test_another_thing_or_a_number_is_asked_of_no_statement_beside(then: str):
    assert "かき小屋" not in converse(town("bay"), [FIRST, then]).text
