"""How much of a question each entry knows. Only sheets that can know enough of it are looked at more closely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.finding.entries import Entries, Postings, Scope
from knowledge.finding.sheets_that_know import homes_asked, homes_that_know, literal_phrases, tokens_of
from knowledge.finding.wanted import Places, Wanted
from knowledge.finding.weighing import Case, Standings, Titles, Tokens, Weighing

# How much a word counts by where it stands.
IN_NAME, IN_TEXT, AROUND, IN_SHEET = 1.0, 1.0, 0.7, 0.45
NAMED_ABOVE_TEXT, AROUND_TEXT = 0.8, 0.49
# A word by which an entry is asked for is nearly as good as one of its own; that of its sheet is worth less.
ASKED, ASKED_ABOVE = 0.9, 0.6
# So many places are run through in the time in which one range of them is looked up.
_CHEAPER_THAN_LOOKING_UP = 8
_NONE: frozenset[int] = frozenset()
# An entry (a passage's number counts behind the subjects), what it knows, whether some of it by its very name; whether words
# that were said ask for it, and what a statement knows without these.
Knows = tuple[int, Case, bool, bool, Case]


def known(wanted: Sequence[Wanted], entries: Entries, places: Places, scope: Scope) -> list[Knows]:
    """Entries of a scope that know anything, on the sheets that know enough to be of use."""
    tokens = tokens_of(wanted)
    asked = places.asked.standing(tokens, literal_phrases(wanted))
    homes = homes_that_know(wanted, places, scope, homes_asked(asked, tokens, entries))
    found: list[Knows] = []
    if not homes:
        return found
    standing = _standing(places, tokens, homes)
    named = _gathered(places.names, standing, entries.subjects_at)
    told = _gathered(places.texts, standing, entries.passages_at)
    sheets = _sheets(places, standing, homes)
    titles = Titles((1 << nth, frozenset(places.titles.of(token))) for nth, token, _ in standing)
    anywhere = sum(1 << nth for nth, _, _ in standing)
    for wished in asked.values():
        anywhere |= wished
    of_subject = Weighing(wanted, tokens, anywhere, (IN_SHEET, AROUND, ASKED, IN_NAME), told=False)
    worth = (AROUND_TEXT, ASKED_ABOVE, NAMED_ABOVE_TEXT, ASKED, IN_TEXT)
    of_passage = Weighing(wanted, tokens, anywhere, worth, told=True)
    titles_of, counts, subject_of, size = places.titles_of, scope.counts, entries.subject_of, len(entries.subjects)
    again = entries.told_again
    # How far the tokens of a place lie above those of the first.
    one, two, three, four = (nth * len(tokens) for nth in range(1, 5))
    for home in homes:
        sheet = sheets[home]
        # What is known of a statement by its subject alone; None where the subject does not count.
        above: dict[int, Standings | None] = {}
        for number in entries.subjects_at(home):
            if not counts[number]:
                above[number] = None
                continue
            called, around = named.get(number, 0), titles[titles_of[number]]
            wished = asked.get(number, 0) if asked else 0
            above[number] = around | wished << one | called << two
            case = of_subject[sheet | around << one | wished << two | called << three]
            if called or case[2]:
                found.append((number, case, bool(called), bool(wished), case))
        for number in entries.passages_at(home):
            subject = above[subject_of[number]]
            if subject is None or number in again:
                continue
            own, wished = told.get(number, 0), asked.get(size + number, 0) if asked else 0
            standings = subject | wished << three | own << four
            if not standings:
                continue
            case = of_passage[standings]
            if not case[2]:
                continue
            alone = case
            if wished:  # without the words by which the subject or the statement is asked for
                about = subject_of[number]
                alone = of_passage[titles[titles_of[about]] | named.get(about, 0) << two | own << four]
            found.append((size + number, case, False, bool(wished), alone))
    return found


# The place of a token among those of the question, the token, and those of the sheets on which it stands.
Standing = tuple[int, str, Sequence[int]]


def _standing(places: Places, tokens: Sequence[str], homes: Sequence[int]) -> list[Standing]:
    """The tokens that stand on any of these sheets."""
    among, knowing = places.sets.of(homes), places.sets.knowing
    has = ((nth, token, knowing(token) & among) for nth, token in enumerate(tokens))
    return [(nth, token, list(places.sets.homes(sheets))) for nth, token, sheets in has if sheets]


def _gathered(postings: Postings, standing: Sequence[Standing], at: Callable[[int], range]) -> dict[int, Tokens]:
    """The tokens at each place of the sheets on which they stand (more places may be told, never fewer)."""
    found: dict[int, Tokens] = {}
    for nth, token, homes in standing:
        everywhere = postings.of(token)
        few = len(everywhere) <= _CHEAPER_THAN_LOOKING_UP * len(homes)
        for numbers in [everywhere] if few else [postings.within(token, at(home)) for home in homes]:
            for number in numbers:
                found[number] = found.get(number, 0) | 1 << nth
    return found


def _sheets(places: Places, standing: Sequence[Standing], homes: Sequence[int]) -> dict[int, Tokens]:
    """The tokens that stand on each sheet itself."""
    found: dict[int, Tokens] = dict.fromkeys(homes, 0)
    for nth, token, has in standing:
        beside = places.beside.get(token, _NONE)
        for home in has:
            if home not in beside:
                found[home] |= 1 << nth
    return found
