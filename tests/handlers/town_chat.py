"""A chat in a test: who says what, minute by minute, with a hall that knows two things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from handlers import city
from handlers.city import City
from handlers.model import Answered, Effect, Event, Facts, Message, Progress, Said
from handlers.own_voices import OwnVoice
from handlers.panel_facts import PanelFacts
from handlers.respond import respond
from knowledge.browsing.places import Place
from knowledge.browsing.shelves import Shelf
from knowledge.reply import STATES, Choice, Reply, Topic

NINE = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
NPO = Topic(("indicator:上山市:2023:市政戦略課:7次:5-1-1:NPO法人数",), "result")
# Courtesy, or the answer to something the city asked.
MAY_STATE = ("使ってます", "もう大丈夫です", "はい")
TOWN = city.read(
    """
    [city]
    name = "見本市"
    phone = "000-000-0000"
    hours = "平日9:00〜17:00"
    examples = ["NPO法人数の目標は？", "広報の担当は？"]
    [[door]]
    words = ["ごみの収集", "ごみ"]
    section = "生活課"
    phone = "000-000-0001"
    page = "https://example.jp/gomi"
    [[door]]
    words = ["粗大ごみの申込み", "粗大ごみ"]
    section = "収集センター"
    [[door]]
    words = ["クマの目撃", "クマ"]
    section = "警察"
    phone = "110"
    """
)


def hall(question: str, topic: Topic | None) -> Reply:
    """Answers as the knowledge room promises to: only an answer has a line beginning with 出典."""
    if "NPO" in question:
        return Reply(
            "answered", "実績は17団体です。\n出典：見本の資料", choices=(Choice("理由は？", "理由は？"),), topic=NPO
        )
    if "理由" in question and topic == NPO:
        return Reply("answered", "理由は書かれていません。\n出典：見本の資料", topic=NPO)
    if "移住" in question:
        offered = (Choice("件数", "移住相談の件数は？"), Choice("費用", "移住の費用は？"))
        return Reply("asked_back", "どれをお調べしますか。番号でも選べます。\n1 件数\n2 費用", choices=offered)
    if "ありがとう" in question:
        return Reply("small_talk", "どういたしまして。", topic=topic)
    if question in MAY_STATE:
        return Reply("small_talk", "こんにちは。", {STATES: "yes"}, topic=topic)
    return Reply("unknown", "手元の資料では分かりませんでした。", choices=(Choice("NPO法人数は？", "NPO法人数は？"),))


def nothing_to_see(_place: Place) -> Shelf | None:
    return None


@dataclass
class Chat:
    """One resident's talk, told step by step; ``heard`` is what the hall was asked."""

    progress: Progress = Progress()
    now: datetime = NINE
    known: bool = False
    messages: tuple[Message, ...] = ()
    answered: Answered | None = None
    effects: list[Effect] = field(default_factory=list)
    heard: list[tuple[str, Topic | None]] = field(default_factory=list)
    look: Callable[[Place], Shelf | None] = nothing_to_see
    town: City = TOWN
    own_voices: tuple[OwnVoice, ...] = ()
    panel: PanelFacts = PanelFacts()

    def says(self, text: str, *, late: bool = False, flooding: int = 0) -> Chat:
        return self.does(Said(self.now, text=text), late=late, flooding=flooding)

    def says_in_group(self, text: str, *, mentions_us: bool = True) -> Chat:
        return self.does(Said(self.now, where="group", text=text, mentions_us=mentions_us))

    def does(self, event: Event, *, late: bool = False, flooding: int = 0) -> Chat:
        facts = Facts(
            self.now,
            self.town,
            self._ask,
            self.progress,
            known=self.known,
            late=late,
            flooding=flooding,
            look=self.look,
            own_voices=self.own_voices,
            panel=self.panel,
        )
        turn = respond(event, facts)
        self.progress, self.messages, self.answered = turn.progress, turn.messages, turn.answered
        self.effects += turn.effects
        return self

    def waits(self, minutes: float) -> Chat:
        return replace(self, now=self.now + timedelta(minutes=minutes))

    def remembering(self, answer: int) -> Progress:
        """The progress, with the number that the last answer has in the log."""
        return replace(self.progress, answer=answer)

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def labels(self) -> list[str]:
        return [button.label for message in self.messages for button in message.buttons]

    def _ask(self, question: str, topic: Topic | None) -> Reply:
        self.heard.append((question, topic))
        return hall(question, topic)
