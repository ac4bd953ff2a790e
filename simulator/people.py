"""Who is in the chats: residents and groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from simulator.identifiers import named_id

# Someone who is no friend but wrote in a 1:1 chat can be written to for so long.
STRANGER_REACHABLE_FOR = timedelta(days=7)


@dataclass
class Resident:
    """A LINE user. ``blocked`` follows ``friend``; the first state is ``stranger``."""

    user_id: str
    name: str
    about: str = ""
    standing: Literal["stranger", "friend", "blocked"] = "stranger"
    wrote_at: datetime | None = None
    rich_menu_id: str | None = None

    def is_reachable(self, now: datetime) -> bool:
        if self.standing == "stranger":
            return self.wrote_at is not None and now - self.wrote_at <= STRANGER_REACHABLE_FOR
        return self.standing == "friend"

    def has_profile(self) -> bool:
        return self.standing == "friend" or (self.standing == "stranger" and self.wrote_at is not None)


@dataclass
class Group:
    group_id: str
    name: str
    members: list[str] = field(default_factory=list)
    has_bot: bool = False


def first_residents() -> list[Resident]:
    """Three invented people."""
    people = (("佐藤 ハナ", "68歳・公民館の常連"), ("鈴木 健太", "35歳・子育て中"), ("高橋 ゆい", "17歳・高校生"))
    return [Resident(named_id("U", name), name, about) for name, about in people]


def first_group(members: list[Resident]) -> Group:
    name = "南町 町内会"
    return Group(named_id("C", name), name, [member.user_id for member in members])
