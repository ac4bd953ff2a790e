"""What the city sends about a case after the receipt: 遅れる連絡, what it asks back, the answer, and one question later."""

from __future__ import annotations

from datetime import date

from casework.because import because
from casework.ends import NEEDS, Ending
from handlers import postbacks
from handlers.city import City
from handlers.days import in_words
from handlers.model import Button, Message


def answer(receipt: str, text: str, ending: Ending, city: City) -> tuple[Message, ...]:
    """The answer as it stands in the chat, signed by the text itself; where to turn, or the rule it rests on, if the end
    names one."""
    lines = _lines(receipt, text, city)
    if ending.detail and ending.detail not in text:
        lines += ["", f"{NEEDS[ending.end].told}：{ending.detail}"]
    if ending.when is not None and f"{ending.when.month}月" not in text:
        lines += ["", f"予定：{ending.when.year}年{ending.when.month}月ごろ"]
    return (Message("\n".join(lines), (Button("受付状況", "受付状況"), Button("市民の声", "市民の声"))),)


def plain(receipt: str, text: str, city: City) -> tuple[Message, ...]:
    """The answer while it is not yet settled how the case ends; for the writer's eyes."""
    return (Message("\n".join(_lines(receipt, text, city))),)


def _lines(receipt: str, text: str, city: City) -> list[str]:
    return [f"【{city.name}からのお返事】", f"受付番号 {receipt}", "", text.strip()]


def late(receipt: str, why: str, until: date) -> tuple[Message, ...]:
    return (
        Message(
            f"{receipt} のお返事が遅れています。申し訳ありません。{because(why)}\n"
            f"{in_words(until)}ごろまでを目安に、お返事します。",
            (Button("受付状況", "受付状況"),),
        ),
    )


def after(receipt: str) -> tuple[Message, ...]:
    """28 days after 対応した, or once the promised month is over; asked once."""
    return (
        Message(
            f"以前いただいた声（{receipt}）は、その後いかがですか。\nお答えがなくても、さしつかえありません。"
            "「まだ困っている」は、担当の職員に伝えます。",
            lasting=after_buttons(receipt),
        ),
    )


def after_buttons(receipt: str) -> tuple[Button, Button]:
    return (
        Button("よくなった", "よくなった", postbacks.data("case", "after", receipt, "solved")),
        Button("まだ困っている", "まだ困っている", postbacks.data("case", "after", receipt, "still")),
    )


def question(receipt: str, text: str) -> tuple[Message, ...]:
    """What the city has to know before it can answer. The button stays, for the letter may stand above other things."""
    return (
        Message(
            f"【おたずね】\n受付番号 {receipt}\n\n{text.strip()}\n\n"
            "下の「答える」を押すか、「答える」と送ってから、お書きください。お答えをいただいてから、お返事の準備を続けます。",
            lasting=(answer_button(receipt),),
        ),
    )


def answer_button(receipt: str) -> Button:
    return Button("答える", "答える", postbacks.data("answering", receipt))
