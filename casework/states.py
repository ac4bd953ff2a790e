"""The states of a case, what leads from one to the next, and the four that residents see."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class State(StrEnum):
    """Where a case stands inside the hall, named as staff read it. 供覧 and 決裁 are records, not states."""

    RECEIVED = "受付"
    ASKED = "照会中"
    REPLIED = "課の回答あり"
    DRAFTED = "回答案あり"
    ASKED_BACK = "聞き返し中"
    ANSWERED = "回答済み"
    CLOSED = "終了"
    WITHDRAWN = "取り下げ"


class Step(StrEnum):
    """What staff or the resident do with a case."""

    ASK_SECTION = "担当課に照会する"
    SECTION_REPLIES = "課の回答を記録する"
    DRAFT = "回答案を書く"
    ASK_BACK = "本人に聞き返す"
    HEARD_BACK = "返事を受け取る"
    ANSWER = "回答を送る"
    CLOSE = "返事をせずに終える"
    REOPEN = "対応を再開する"
    WITHDRAW = "取り下げる"


class Shown(StrEnum):
    """The four states residents see; nothing of the hall's inner ways shows in them."""

    RECEIVED = "受付"
    CHECKING = "担当課で確認中"
    ANSWERED = "回答しました"
    CLOSED = "終了"


SHOWN = {
    State.RECEIVED: Shown.RECEIVED,
    State.ASKED: Shown.CHECKING,
    State.REPLIED: Shown.CHECKING,
    State.DRAFTED: Shown.CHECKING,
    State.ASKED_BACK: Shown.CHECKING,
    State.ANSWERED: Shown.ANSWERED,
    State.CLOSED: Shown.CLOSED,
    State.WITHDRAWN: Shown.CLOSED,
}

# From a state by a step to the next. A simple 問合せ goes from 受付 to 回答済み at once (the fast lane); what a
# resident answers when asked back is read anew (``after_hearing_back``), whatever stood before.
TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.RECEIVED, Step.ASK_SECTION): State.ASKED,
    (State.RECEIVED, Step.DRAFT): State.DRAFTED,
    (State.RECEIVED, Step.ASK_BACK): State.ASKED_BACK,
    (State.RECEIVED, Step.ANSWER): State.ANSWERED,
    (State.RECEIVED, Step.CLOSE): State.CLOSED,
    (State.RECEIVED, Step.WITHDRAW): State.WITHDRAWN,
    (State.ASKED, Step.ASK_SECTION): State.ASKED,
    (State.ASKED, Step.SECTION_REPLIES): State.REPLIED,
    (State.ASKED, Step.DRAFT): State.DRAFTED,
    (State.ASKED, Step.ASK_BACK): State.ASKED_BACK,
    (State.ASKED, Step.ANSWER): State.ANSWERED,
    (State.ASKED, Step.CLOSE): State.CLOSED,
    (State.ASKED, Step.WITHDRAW): State.WITHDRAWN,
    (State.REPLIED, Step.ASK_SECTION): State.ASKED,
    (State.REPLIED, Step.DRAFT): State.DRAFTED,
    (State.REPLIED, Step.ASK_BACK): State.ASKED_BACK,
    (State.REPLIED, Step.ANSWER): State.ANSWERED,
    (State.REPLIED, Step.CLOSE): State.CLOSED,
    (State.REPLIED, Step.WITHDRAW): State.WITHDRAWN,
    (State.DRAFTED, Step.ASK_SECTION): State.ASKED,
    (State.DRAFTED, Step.DRAFT): State.DRAFTED,
    (State.DRAFTED, Step.ASK_BACK): State.ASKED_BACK,
    (State.DRAFTED, Step.ANSWER): State.ANSWERED,
    (State.DRAFTED, Step.CLOSE): State.CLOSED,
    (State.DRAFTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.ASKED_BACK, Step.HEARD_BACK): State.RECEIVED,
    (State.ASKED_BACK, Step.ANSWER): State.ANSWERED,
    (State.ASKED_BACK, Step.CLOSE): State.CLOSED,
    (State.ASKED_BACK, Step.WITHDRAW): State.WITHDRAWN,
    (State.ANSWERED, Step.REOPEN): State.RECEIVED,
    (State.ANSWERED, Step.CLOSE): State.CLOSED,
    (State.ANSWERED, Step.WITHDRAW): State.WITHDRAWN,
    (State.CLOSED, Step.REOPEN): State.RECEIVED,
    (State.CLOSED, Step.WITHDRAW): State.WITHDRAWN,
}
OPEN_STATES = frozenset({State.RECEIVED, State.ASKED, State.REPLIED, State.DRAFTED, State.ASKED_BACK})
# As rows name them.
OPEN_NAMES = tuple(sorted(state.name for state in OPEN_STATES))


class NotFromHere(ValueError):
    """A step does not lead on from a state; the message is one sentence for staff."""


def after(state: State, step: Step) -> State:
    """The state a step leads to. Raises NotFromHere."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise NotFromHere(f"「{state}」の案件では「{step}」はできません。") from None


def after_hearing_back(state: State, *, section: Literal["asked", "replied"] | None) -> State:
    """The state once the resident has answered what was asked back: with the sections while one that was asked has not replied,
    else with whoever took the voice in or reads the reply. Raises NotFromHere."""
    read_by = after(state, Step.HEARD_BACK)
    return {"asked": State.ASKED, "replied": State.REPLIED}.get(section or "", read_by)


def after_section_reply(state: State) -> State:
    """The state once every section that was asked has replied. A reply at another time changes nothing."""
    return TRANSITIONS.get((state, Step.SECTION_REPLIES), state)


def steps_from(state: State) -> tuple[Step, ...]:
    """What can be done with a case in a state, in the order of ``Step``."""
    return tuple(step for step in Step if (state, step) in TRANSITIONS)


def shown(state: State) -> Shown:
    """What the resident is told about a state."""
    return SHOWN[state]


def clock_stands(state: State) -> bool:
    """Whether the working days do not count: the city waits for the resident."""
    return state is State.ASKED_BACK
