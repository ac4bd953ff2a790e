"""受付状況: what became of one's own voices, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.states import Shown
from handlers import postbacks
from handlers.case_letters import after_buttons, answer_button
from handlers.conversation import Conversation
from handlers.days import in_words, month_and_day
from handlers.flows.publication import MAY, MAY_NOT, is_asked, may_mean, not_one_meant, published, said_of_it
from handlers.flows.voice import VOICE
from handlers.key_words import bare
from handlers.model import Button, Effect, Facts, Message, Progress, Turn
from handlers.own_voices import Erasable, OwnVoice
from handlers.said_of_ones_own import asks_after_ones_own, asks_what_came, may_ask_after_ones_own, withdraws
from knowledge.reply import Choice

NAME = "case"
_TAKE_BACK, _TAKEN_BACK = "取り下げる", "はい、取り下げる"
BETTER, STILL = "よくなった", "まだ困っている"
_AFTER = {bare(BETTER): True, bare(STILL): False}
_VOICE_BUTTON = Button("市民の声", "市民の声")
_MENU = Button("メニュー", "メニュー")
NONE_YET = Message("受付状況：このトークで受け付けた「市民の声」は、まだありません。", (_VOICE_BUTTON, _MENU))
NOT_YOURS = Message(
    "その受付番号は、このトークで受け付けたものの中にありません。番号をもう一度お確かめください。",
    (Button("受付状況", "受付状況"), _MENU),
)
MISTYPED = Message(
    "受付番号の数字が、どこか違うようです。受付番号は K-2026-0001-7 のような形です。もう一度お確かめください。\n"
    "「受付状況」と送ると、このトークで受け付けたものの番号と状況が出ます。",
    (Button("受付状況", "受付状況"), _MENU),
)
PUSHES_STOPPED = "いま、市からお送りするメッセージを止めています。お返事は、再開してからこのトークに届きます。"
_SEALED = (
    "市での手続きが始まっているため、取り下げると手続きを止め、保存の期限まで封をして保管します。"
    "これからのお返事は届かなくなります。"
)
_WHAT_WITHDRAWING_DOES = {
    Erasable.ALL: "取り下げると、書いたものも写真もすべて消えます。",
    Erasable.SOME: f"あとから送ったばかりの分は消えます。前に送った分は、{_SEALED}",
    Erasable.NONE: _SEALED,
}
# Staff make several cases of a letter that speaks of several matters; whoever sent it knows only what they wrote.
_GO_ALONG = (
    "内容ごとに分けて受け付けた {} も、いっしょに取り下げます（市での手続きが始まっているものは、封をして保管します）。"
)


@dataclass(frozen=True)
class Withdraw(Effect):
    """The resident takes a whole voice back, with what staff split off it."""

    receipt: str


@dataclass(frozen=True)
class SaidAfter(Effect):
    """The answer to 「その後いかがですか」."""

    receipt: str
    solved: bool


def _list(facts: Facts) -> Turn:
    """Number, date and state; the words only after a tap, for others may look at this telephone."""
    if not facts.own_voices:
        return Turn(facts.progress, (NONE_YET,))
    lines = ["受け付けた「市民の声」です。番号を選ぶと、内容が表示されます。"]
    lines += [f"{place} {_line(own)}" for place, own in enumerate(facts.own_voices, start=1)]
    if facts.pushes_stopped and any(_waits(own) for own in facts.own_voices):
        lines += ["", PUSHES_STOPPED]
    buttons = tuple(_button(own) for own in facts.own_voices)
    # In the middle of a flow the numbers go on choosing among its ways.
    choices = () if _in_a_flow(facts) else tuple(Choice(b.label, b.data or b.says) for b in buttons)
    return Turn(replace(facts.progress, choices=choices), (Message("\n".join(lines), (*buttons, _MENU)),))


def _line(own: OwnVoice) -> str:
    state = f"{own.receipt}（{month_and_day(own.received_on)}）{own.shown}"
    if _waits(own) and own.due_on:
        state += f"・お返事の目安 {in_words(own.due_on, today=own.received_on)}ごろ"
    if own.question:
        state += "・市からおたずねがあります"
    return state


def _waits(own: OwnVoice) -> bool:
    """Whether the resident may expect to be written to about it."""
    return own.wants_reply and own.shown in (Shown.RECEIVED, Shown.CHECKING)


def _button(own: OwnVoice) -> Button:
    return Button(own.receipt, own.receipt, postbacks.data(NAME, "show", own.receipt))


def show(receipt: str, facts: Facts) -> Turn:
    """One voice: its words, its state, the city's answer, and what can be done with it."""
    own = _own(receipt, facts)
    if own is None:
        return Turn(facts.progress, (NOT_YOURS,))
    lines = [_line(own), f"「{own.text}」" if own.text else "（文はありません）"]
    if facts.pushes_stopped and _waits(own):
        lines.append(PUSHES_STOPPED)
    if own.photos:
        lost = [f"{own.photos_lost}枚は、届きませんでした"] if own.photos_lost else []
        lost += [f"{own.photos_unread}枚は、写真として読み取れませんでした"] if own.photos_unread else []
        lines.append(f"写真{own.photos}枚" + (f"（うち{'。'.join(lost)}）" if lost else ""))
    if own.places:
        lines.append(f"場所{own.places}か所")
    if own.answer:
        lines += ["", "市からのお返事：", own.answer]
    if own.question:
        lines += [
            "",
            f"市からのおたずね：\n{own.question}",
            "「答える」を押すか、「答える」と送ると、お答えを書けます。",
            "",
        ]
    publication = {True: "要約してのせてよい", False: "のせない", None: "お答えなし（のせません）"}[own.may_publish]
    lines.append(f"ホームページなどへの掲載：{publication}")
    buttons = [Button(_TAKE_BACK, _TAKE_BACK, postbacks.data(NAME, "withdraw", receipt))]
    if own.asked_after and not own.said_after:
        lines += ["", "その後いかがですか。"]
        buttons = [*after_buttons(receipt), *buttons]
    if own.question:
        buttons = [answer_button(receipt), *buttons]
    other = MAY_NOT if own.may_publish else MAY
    buttons.append(Button(other, other, postbacks.data(NAME, "publish", receipt, "no" if own.may_publish else "yes")))
    lines += _numbered(buttons, facts)
    return Turn(_fresh(facts), (Message("\n".join(lines), (*buttons, _MENU)),))


def _numbered(buttons: Sequence[Button], facts: Facts) -> list[str]:
    """The ways on with the numbers that choose them from now on: those of the list above mean its voices no longer.

    None in the middle of a flow, whose ways the numbers go on choosing.
    """
    if _in_a_flow(facts):
        return []
    return ["", *(f"{place} {button.label}" for place, button in enumerate(buttons, start=1))]


def _in_a_flow(facts: Facts) -> bool:
    return facts.progress.standing is not None and not facts.progress.standing.loose


def may_be_typed(text: str) -> bool:
    """Whether a text may be one of the buttons under what the city said of one voice: which is known only from one's own."""
    of_ones_own = withdraws(text) or may_ask_after_ones_own(text) or asks_what_came(text)
    return said_of_it(text) is not None or bare(text) in _AFTER or of_ones_own


def asked_after(text: str, facts: Facts) -> Turn | None:
    """受付状況, for who asks after their own voice in words; None for other words."""
    if not facts.own_voices:
        return _list(facts) if asks_after_ones_own(text) else None
    of_nothing_else = facts.progress.topic is None and asks_what_came(text)
    return _list(facts) if of_nothing_else or may_ask_after_ones_own(text) else None


def typed(text: str, facts: Facts) -> Turn | None:
    """The buttons under what the city said of one voice, typed. None for other words, and for nothing asked."""
    if facts.own_voices and withdraws(text):
        return _ask_to_withdraw(facts.own_voices[0].receipt, facts) if len(facts.own_voices) == 1 else _list(facts)
    if (may := said_of_it(text)) is not None:
        return _typed_about_publication(may, facts)
    solved = _AFTER.get(bare(text))
    asked = next((own for own in facts.own_voices if own.asked_after and not own.said_after), None)
    if solved is None or asked is None:
        return None
    return Turn(_fresh(facts), (), (SaidAfter(asked.receipt, solved),))


def _typed_about_publication(may: bool, facts: Facts) -> Turn | None:
    if not facts.own_voices:
        return None
    if said := not_one_meant(facts, may):
        return Turn(_fresh(facts), said)
    (meant,) = may_mean(facts, may)
    return published(meant.receipt, may, first=meant.may_publish is None, facts=facts, among=VOICE)


def _ask_to_withdraw(receipt: str, facts: Facts) -> Turn:
    own = _own(receipt, facts)
    if own is None:
        return Turn(facts.progress, (NOT_YOURS,))
    what = _WHAT_WITHDRAWING_DOES[own.erasable]
    buttons = (
        Button(_TAKEN_BACK, _TAKEN_BACK, postbacks.data(NAME, "withdrawn", receipt)),
        Button("いいえ", "いいえ", postbacks.data(NAME, "show", receipt)),
    )
    along = [_GO_ALONG.format("、".join(own.parts))] if own.parts else []
    text = "\n".join((f"{receipt} を取り下げますか。", *along, what, *_numbered(buttons, facts)))
    return Turn(_fresh(facts), (Message(text, buttons),))


def _fresh(facts: Facts) -> Progress:
    """What was offered before is over; a flow goes on standing."""
    return replace(facts.progress, choices=(), topic=None)


def _own(receipt: str, facts: Facts) -> OwnVoice | None:
    return next((own for own in facts.own_voices if own.receipt == receipt), None)


def _pressed(parts: tuple[str, ...], facts: Facts) -> Turn | None:
    match parts:
        case ("show", receipt):
            return show(receipt, facts)
        case ("withdraw", receipt):
            return _ask_to_withdraw(receipt, facts)
        case ("withdrawn", receipt):
            progress = _fresh(facts)
            if is_asked(progress.standing):  # of what is gone
                progress = replace(progress, standing=None)
            return Turn(progress, (), (Withdraw(receipt),))
        case ("publish", receipt, ("yes" | "no") as may):
            own = _own(receipt, facts)
            first = own is not None and own.may_publish is None
            return published(receipt, may == "yes", first=first, facts=facts, among=VOICE)
        case ("after", receipt, ("solved" | "still") as how):
            return Turn(_fresh(facts), (), (SaidAfter(receipt, how == "solved"),))
    return None


CONVERSATION = Conversation(
    name=NAME,
    key_words={"受付状況": _list},
    pressed=_pressed,
    needs=frozenset({"own_voices"}),
    labels=lambda _facts: frozenset(map(bare, (_TAKE_BACK, _TAKEN_BACK, MAY))),
    begins_with="受付状況",
)
