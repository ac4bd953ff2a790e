"""What came of a survey goes back to those who were asked, along with whatever they are answered next: for nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers import survey_wording
from handlers.model import Effect, Event, Facts, Turn


@dataclass(frozen=True)
class ResultsTold(Effect):
    """Somebody has been told the figures of a survey, and the city's word where there is one."""

    wave: int
    with_word: bool


def told_along(turn: Turn, event: Event, facts: Facts) -> Turn:
    """The turn, with the results that this resident has not seen, the oldest survey's first.

    Only where nothing waits for an answer: who is in the middle of something, or holds a receipt, is not interrupted.
    """
    seen = {effect.wave for effect in turn.effects if isinstance(effect, ResultsTold)}
    news = next((one for one in facts.tidings if one.wave not in seen), None)
    busy = turn.progress.standing is not None or turn.afterwards or turn.must_arrive
    receipt = any(effect.is_receipt for effect in turn.effects)
    if news is None or event.where == "group" or facts.late or facts.flooding or seen or busy or receipt:
        return turn
    if not turn.messages:
        return turn
    return replace(
        turn,
        afterwards=(survey_wording.results(news),),
        effects=(*turn.effects, ResultsTold(news.wave, news.with_word)),
    )
