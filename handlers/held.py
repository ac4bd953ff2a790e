"""The flow that holds a resident: where they stand in it, and what it makes of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers import flows, in_between
from handlers.flow import Flow, Scene
from handlers.model import Facts, Message, Standing, Turn


@dataclass(frozen=True)
class Held:
    """A flow that holds the resident: not only an offer that they may pass over."""

    scene: Scene
    flow: Flow

    @property
    def waits(self) -> bool:
        """Whether it may be put aside, and puts its question again by itself."""
        return in_between.waits(self.scene.at)

    @property
    def resumes(self) -> Callable[[Standing, Facts], Turn | None] | None:
        """What puts the question again, where the steps are not ours to write."""
        conversation = flows.named(self.scene.at.flow)
        return conversation.resumes if conversation else None

    @property
    def has_told(self) -> bool:
        """Whether the resident has told anything yet, besides what came along."""
        return any(told.step not in self.flow.comes_along for told in self.scene.at.said)

    @property
    def reminder(self) -> Message:
        return Message(self.flow.reminder)


def scene_of(facts: Facts) -> Scene | None:
    return Scene(facts.progress.standing, facts) if facts.progress.standing else None


def flow_of(scene: Scene) -> Flow | None:
    conversation = flows.named(scene.at.flow)
    return conversation.flow(scene.at, scene.facts) if conversation else None


def held_by(facts: Facts) -> Held | None:
    scene = scene_of(facts)
    standing_in = flow_of(scene) if scene and not scene.at.loose else None
    return Held(scene, standing_in) if scene and standing_in else None


def out_of_flow(facts: Facts) -> Facts:
    """The facts for what is none of the flow's business: an offer that was not taken is over."""
    return facts if facts.progress.standing is None else replace(facts, progress=replace(facts.progress, standing=None))
