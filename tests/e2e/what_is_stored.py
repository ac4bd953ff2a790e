"""Every byte an installation has kept: whoever copies it reads this."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import MetaData, create_engine, make_url, select


def stored(database_url: str) -> bytes:
    """The files of SQLite, or all rows of all tables there are in PostgreSQL, whatever they are called."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        return b"\n".join(_still_there(file) for file in sorted(path.parent.glob(f"{path.name}*")))
    return values(database_url)


def _still_there(file: Path) -> bytes:
    """Its bytes; none where SQLite has done away with it meanwhile."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def values(database_url: str) -> bytes:
    """All values of all rows of all tables, each on a line of its own.

    In a file of SQLite they stand without anything between them: a sealed value that happens to end in U, before a digest,
    looks like somebody's id.
    """
    engine = create_engine(make_url(database_url))
    tables = MetaData()
    try:
        with engine.connect() as connection:
            tables.reflect(connection)
            assert len(tables.tables) > 40
            return b"\n".join(
                _bytes(value)
                for table in tables.sorted_tables
                for row in connection.execute(select(*(column for column in table.columns)))
                for value in row
            )
    finally:
        engine.dispose()


def spellings(words: str) -> Iterator[bytes]:
    """``words`` as they may stand in a file: plain, escaped as JSON does, in base64, as hexadecimal digits."""
    plain = words.encode()
    yield plain
    yield json.dumps(words)[1:-1].encode()
    yield plain.hex().encode()
    for shift in range(3):  # base64 of a part differs by where it begins
        yield base64.b64encode(b" " * shift + plain)[4:-4]


def in_the_clear(kept: bytes, *said: str) -> list[str]:
    """Those of ``said`` that can be read in what is kept."""
    return [words for words in said if any(spelling in kept for spelling in spellings(words))]


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
