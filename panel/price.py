"""What a survey costs: pushes are counted per person and month, replies are free."""

from __future__ import annotations

from dataclasses import dataclass

# LINE takes so many people in one multicast.
MULTICAST_PEOPLE = 500


@dataclass(frozen=True)
class Price:
    """``invitations`` and at most ``reminders`` pushes; ``left``: what LINE still grants this month, None: no limit."""

    invitations: int
    reminders: int
    left: int | None

    @property
    def pushes(self) -> int:
        return self.invitations + self.reminders

    @property
    def missing(self) -> int:
        """How many pushes are missing for the invitations alone; 0: they can go."""
        return 0 if self.left is None else max(0, self.invitations - self.left)

    def in_words(self, what: str = "お願いの送信", *, unknown: bool = False) -> str:
        """``unknown``: what LINE still grants could not be learnt."""
        at_most = f"（再度のお願いを全員に送ると最大{self.pushes:,}通）" if self.reminders else ""
        if unknown:
            left = "今月の残りは、いまLINEに確かめられません"
        else:
            left = "今月の残りに制限はありません" if self.left is None else f"今月の残り {self.left:,}通"
        missing = f"。{self.missing:,}通足りないため、送れません" if self.missing else ""
        return f"{what} {self.invitations:,}通{at_most}・{left}{missing}"


def price(recipients: int, reminders: int, limit: int | None, used: int) -> Price:
    """``limit`` is the month's quota (None: none), ``used`` what was sent of it."""
    return Price(recipients, recipients * reminders, None if limit is None else max(0, limit - used))
