"""The platform's state: who is there, what was said, and what the channel's settings are."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Literal

from simulator.contents import Content
from simulator.identifiers import milliseconds, named_id, new_id, new_token
from simulator.journal import Bubble, Exchange, Journal
from simulator.people import Group, Resident, first_group, first_residents
from simulator.quota import Quota
from simulator.reply_tokens import ReplyTokens
from simulator.retry_keys import RetryKeys
from simulator.rich_menus import RichMenu, RichMenus
from simulator.stateless_tokens import StatelessTokens
from simulator.switches import Switches
from simulator.wire import Json

BOT_NAME = "声のまど"
_QUOTABLE = ("text", "textV2", "sticker", "image", "video")


def _ask_the_clock() -> datetime:
    return datetime.now(UTC)


class Platform:
    """Whoever reads or changes it holds ``changed``; no call to the bot happens while it is held.

    ``clock`` gives aware UTC; the switch ``clock_offset_s`` is added to it.
    """

    def __init__(
        self,
        *,
        bot_url: str,
        secret: str,
        token: str,
        channel_id: str = "2000000000",
        bot_name: str = BOT_NAME,
        clock: Callable[[], datetime] = _ask_the_clock,
    ) -> None:
        self.changed = threading.Condition()
        self.secret = secret
        self.token = token
        self.channel_id = channel_id
        self.webhook_url = bot_url
        self.bot_name = bot_name
        self.bot_user_id = named_id("U", "bot")
        self.switches = Switches()
        self.journal = Journal(self.changed)
        self.reply_tokens = ReplyTokens()
        self.retry_keys = RetryKeys()
        self.stateless_tokens = StatelessTokens()
        self.quota = Quota()
        self.rich_menus = RichMenus()
        self.contents: dict[str, Content] = {}
        self.read_tokens: dict[str, Bubble] = {}
        self.sent_events: dict[str, Json] = {}
        self.bubbles_of_events: dict[str, Bubble] = {}
        # Webhooks that wait until a later one has gone out; each is a list of events told (``simulator.events.Told``).
        self.held_back: list[Sequence[Any]] = []
        residents = first_residents()
        group = first_group(residents)
        self.residents = {resident.user_id: resident for resident in residents}
        self.groups = {group.group_id: group}
        self._clock = clock
        self._counter = count(1)

    def now(self) -> datetime:
        return self._clock() + timedelta(seconds=self.switches.clock_offset_s)

    def knows(self, token: str) -> bool:
        """Whether that is a token of this channel: the long-lived one, or a stateless one that still lives."""
        return hmac.compare_digest(token.encode(), self.token.encode()) or self.stateless_tokens.is_good(
            token, self.now()
        )

    # --- people ------------------------------------------------------------------------------------------------------

    def add_resident(self, name: str, about: str = "") -> Resident:
        resident = Resident(new_id("U"), name, about)
        self.residents[resident.user_id] = resident
        self.journal.tell("resident", self.resident_json(resident))
        return resident

    def add_group(self, name: str, members: Sequence[str]) -> Group:
        group = Group(new_id("C"), name, list(members))
        self.groups[group.group_id] = group
        self.journal.tell("group", self.group_json(group))
        return group

    def menu_of(self, resident: Resident) -> RichMenu | None:
        """A resident's own menu outranks the default."""
        menus = self.rich_menus
        return menus.menus.get(resident.rich_menu_id or "") or menus.menus.get(menus.default_id or "")

    def resident_json(self, resident: Resident) -> Json:
        menu = self.menu_of(resident)
        return {
            "userId": resident.user_id,
            "name": resident.name,
            "about": resident.about,
            "standing": resident.standing,
            "richMenu": menu.as_json() if menu else None,
        }

    def group_json(self, group: Group) -> Json:
        return {"groupId": group.group_id, "name": group.name, "members": group.members, "hasBot": group.has_bot}

    def settings_json(self) -> Json:
        return {
            **self.switches.as_json(),
            "quota": self.quota.limit,
            "quota_used": self.quota.used(self.now()),
            "webhook_url": self.webhook_url,
        }

    def tell_settings(self) -> None:
        self.journal.tell("settings", self.settings_json())

    def tell_menus(self) -> None:
        for resident in self.residents.values():
            self.journal.tell("resident", self.resident_json(resident))

    def people_in(self, chat: str, now: datetime) -> int:
        """How many people a message to this chat reaches; 0 when nothing would arrive."""
        if chat in self.groups:
            return len(self.groups[chat].members) if self.groups[chat].has_bot else 0
        resident = self.residents.get(chat)
        return 1 if resident is not None and resident.is_reachable(now) else 0

    # --- what is said ------------------------------------------------------------------------------------------------

    def next_message_id(self) -> str:
        """Digits as LINE's, and no repetition after a restart."""
        return f"{milliseconds(self.now())}{next(self._counter):06d}"

    def bubble(
        self, chat: str, side: Literal["resident", "bot", "notice"], by: str, message: Json, traffic: int | None = None
    ) -> Bubble:
        """A bubble that nobody has seen yet; ``journal.put`` shows it."""
        message_id = message.get("id") or self.next_message_id()
        return Bubble(next(self._counter), message_id, chat, side, by, milliseconds(self.now()), message, traffic)

    def show(self, chat: str, messages: Sequence[Json], exchange: Exchange) -> Json:
        """Let the bot's messages arrive, if they do, and give LINE's answer about them."""
        arrives = self.people_in(chat, self.now()) > 0
        sent: list[Json] = []
        for message in messages:
            bubble = self.bubble(chat, "bot", "", message, exchange.number)
            sent.append({"id": bubble.id})
            if message["type"] in _QUOTABLE:
                sent[-1]["quoteToken"] = new_token()
            if arrives:
                self.journal.put(bubble)
        exchange.chats.append(chat)
        if arrives:
            self.journal.tell("loading", {"chat": chat, "for_ms": 0})
        return {"sentMessages": sent}
