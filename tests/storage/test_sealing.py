"""What is kept sealed, and who can open it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import Seal, Unreadable

NEW, OLD = "the key of this year", "the key of the year before"
anything = st.text(alphabet=st.characters(codec=None))  # half characters, too


@given(anything)
def test_what_is_sealed_comes_out_as_it_went_in(text):
    assert Seal(NEW).open(Seal(NEW).seal(text)) == text


def test_half_a_character_survives():
    assert Seal(NEW).open(Seal(NEW).seal("a\ud83d")) == "a\ud83d"


@given(st.text(min_size=4))
def test_a_sealed_text_shows_nothing_and_never_looks_the_same_twice(text):
    seal = Seal(NEW)
    sealed = seal.seal(text)
    assert text.encode() not in sealed
    assert seal.seal(text) != sealed


@given(anything, st.data())
def test_damaged_bytes_are_called_unreadable_whatever_the_damage(text, data):
    sealed = Seal(NEW).seal(text)
    place = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    for damaged in (bytes(flipped), sealed[:place], sealed + b"x"):
        with pytest.raises(Unreadable):
            Seal(NEW).open(damaged)


@given(st.binary(max_size=60))
def test_no_bytes_at_all_break_anything(found):
    with pytest.raises(Unreadable):
        Seal(NEW).open(found)


def test_while_keys_rotate_both_open_and_only_the_new_one_seals():
    before, rotating, after = Seal(OLD), Seal(NEW, OLD), Seal(NEW)
    assert rotating.open(before.seal("言葉")) == "言葉"
    assert after.open(rotating.seal("言葉")) == "言葉"
    with pytest.raises(Unreadable):
        after.open(before.seal("言葉"))
    with pytest.raises(Unreadable):
        before.open(rotating.seal("言葉"))


def test_an_identity_is_looked_up_by_the_same_hash_under_the_same_key_only():
    assert Seal(NEW).fingerprint("U1") == Seal(NEW, OLD).fingerprint("U1")
    assert Seal(NEW).fingerprint("U1") != Seal(OLD).fingerprint("U1")
    assert Seal(NEW).fingerprint("U1") != Seal(NEW).fingerprint("U2")


def test_no_key_shows_when_a_seal_is_printed():
    assert NEW not in f"{Seal(NEW, OLD)!r} {vars(Seal(NEW, OLD))}"
