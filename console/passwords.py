"""Passwords, first passwords and codes: how they are made, hashed and compared."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_PASSWORD_CHARS = 12
MAX_PASSWORD_CHARS = 200
_BACKUP_CODES = 10
# Without 0/O, 1/I/L, U/V: codes are read from paper and typed.
_LETTERS = "ABCDEFGHJKMNPQRSTWXYZ23456789"

# What is tried first: words, and keys as they stand side by side. So much has to be left without them.
_LEAST_OF_ONES_OWN = 6
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
_RUNS = {
    row[start : start + length]
    for whole in _ROWS
    for row in (whole, whole[::-1])
    for length in range(4, len(row) + 1)
    for start in range(len(row) - length + 1)
}
_WORDS = {
    "password", "passwd", "passw0rd", "p@ssword", "p@ssw0rd", "pass", "admin", "login", "welcome", "letmein", "iloveyou",
    "secret", "himitsu", "koenomado", "shiyakusho", "shimin",
}  # fmt: skip
_COMMON = re.compile("|".join(map(re.escape, sorted(_RUNS | _WORDS, key=len, reverse=True))) + r"|(?:19|20)\d\d")

# OWASP's setting for argon2id on a small machine: 19 MiB, two passes.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# What a name nobody has is compared with, so that it takes as long as a real one: a salt and a hash of nothing but noughts.
_NOBODY = f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}${'A' * 22}${'A' * 43}"


def hashed(password: str) -> str:
    """The password as it is kept."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether that is the password; ``kept`` None, an unknown name, takes as long and is never right."""
    try:
        return _HASHER.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def problem_with(password: str, login: str) -> str | None:
    """What is wrong with a new password, as a sentence for the person; None: nothing."""
    if len(password) < MIN_PASSWORD_CHARS:
        return f"パスワードは{MIN_PASSWORD_CHARS}文字以上にしてください。"
    if len(password) > MAX_PASSWORD_CHARS:
        return f"パスワードは{MAX_PASSWORD_CHARS}文字以内にしてください。"
    if login and login.lower() in password.lower():
        return "ログイン名をふくまないパスワードにしてください。"
    if len(set(password)) < 5:
        return "同じ文字のくり返しではないパスワードにしてください。"
    if len(_COMMON.sub("", password.lower())) < _LEAST_OF_ONES_OWN:
        return "よく使われる言葉や、数字やキーの並びだけではないパスワードにしてください。"
    return None


def first_password() -> str:
    """A password to begin with, four groups of four letters."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def backup_codes() -> list[str]:
    """Ten codes to print."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(_BACKUP_CODES)
    ]


def mailed_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def new_token() -> str:
    """What a session's cookie holds."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str, *, of: str, salt: str = "") -> str:
    """The hash under which a token or code is kept. ``of`` parts kinds; a short code takes whose it is as ``salt``."""
    return hmac.new(f"{of}:{salt}".encode(), secret.encode(), hashlib.sha256).hexdigest()


def plain_code(typed: str) -> str:
    """A printed code as it was meant: upper case, without blanks; a missing hyphen is put in."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    return f"{signs[:5]}-{signs[5:]}" if len(signs) == 10 else signs
