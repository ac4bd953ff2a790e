"""What residents send besides text, fetched from LINE's data host: photos, never more than we keep."""

from __future__ import annotations

from bot.connections import Connections, NoAnswer, TooMuch, Unreachable
from bot.http_answers import Answer
from bot.line import CONNECT_SECONDS, LineUnavailable
from bot.tokens import LongLived, NoToken, Tokens

MAX_BYTES = 10 * 1024 * 1024
# For the whole of a photo, however slowly it drips. Shorter than the lease of a photo (``attachments``), which may run out all
# the same where the key is exchanged and it is asked for once more: what is fetched twice is kept once.
FETCH_SECONDS = 40


class NotReadyYet(Exception):
    """LINE is still preparing it (202): ask again later."""


class Gone(Exception):
    """LINE has it no longer, or never had (404, 410): asking again is no use."""


class TooLarge(Exception):
    """More than ``MAX_BYTES``: not read to the end."""


class Contents:
    """One client per process, made after the fork; safe for many threads. ``within_seconds`` bound each fetch as a whole."""

    def __init__(self, tokens: Tokens | str, base_url: str, *, within_seconds: float = FETCH_SECONDS) -> None:
        self._tokens = LongLived(tokens) if isinstance(tokens, str) else tokens
        self._connections = Connections(
            base_url, connect_seconds=CONNECT_SECONDS, read_seconds=within_seconds, kept=1, most_bytes=MAX_BYTES
        )

    def fetch(self, message_id: str) -> bytes:
        """The content of a message. Raises NotReadyYet, Gone, TooLarge, LineUnavailable."""
        try:
            answer = self._asked(message_id)
        except TooMuch as problem:
            raise TooLarge from problem
        except (Unreachable, NoAnswer, NoToken) as problem:
            raise LineUnavailable(str(problem), maybe_accepted=False) from problem
        return _content(answer)

    def close(self) -> None:
        """Let go of the connection."""
        self._connections.close()

    def _asked(self, message_id: str) -> Answer:
        """LINE's answer; a token it does not take is exchanged for another, once."""
        token = self._tokens.present()
        answer = self._get(message_id, token)
        if answer.status == 401 and self._tokens.refused(token):
            return self._get(message_id, self._tokens.present())
        return answer

    def _get(self, message_id: str, token: str) -> Answer:
        return self._connections.request(
            "GET", f"/v2/bot/message/{message_id}/content", {"Authorization": f"Bearer {token}"}
        )


def _content(answer: Answer) -> bytes:
    if answer.status == 202:
        raise NotReadyYet
    if answer.status in (400, 404, 410):
        raise Gone(str(answer.status))
    if answer.status != 200:
        raise LineUnavailable(str(answer.status), maybe_accepted=False)
    return answer.body
