"""What the bot must do besides speaking: one function per effect of handlers, one module per subject.

They run inside the turn's write transaction and send nothing: what is to be pushed is written as a letter. A function may
return what only then can be said, a receipt with its number for instance; it follows the turn's own messages.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.effects import answers, panel, residents, voices
from bot.effects.circumstances import Circumstances, Table
from handlers.model import Effect, Message

_APPLY: Table = {**panel.APPLY, **residents.APPLY, **answers.APPLY, **voices.APPLY}


def apply(session: Session, effect: Effect, circumstances: Circumstances) -> tuple[Message, ...]:
    """Make one effect so; what is to be said because of it."""
    return _APPLY[type(effect)](session, effect, circumstances)
