"""Tables written as TOML. What was read from a file is kept beside it, as Python keeps its own compiled code; ``python -m
knowledge.language.tables`` does so for all of them, for a place where the program itself may write nothing."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tomllib
from pathlib import Path
from threading import get_ident
from typing import Any


def read_table(path: Path) -> dict[str, Any]:
    """The table in a file.

    Reading the word book as TOML takes a third of the time in which it is made ready, reading what was kept of it next to
    none. That is used only while it is of the very same content; where nothing can be written, the TOML is read each time.
    """
    content = path.read_bytes()
    version = hashlib.sha256(content).digest()
    kept = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"
    try:
        of, table = marshal.loads(kept.read_bytes())  # noqa: S302 - as trusted as the compiled code in the same folder
        if of == version:
            return dict(table)
    except (OSError, ValueError, TypeError, EOFError):
        pass  # nothing is kept, or not whole
    table = tomllib.loads(content.decode())
    if not sys.dont_write_bytecode:
        _keep(kept, version, table)
    return table


def _keep(kept: Path, version: bytes, table: dict[str, Any]) -> None:
    whole = kept.with_name(f"{kept.name}.{os.getpid()}-{get_ident()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        whole.write_bytes(marshal.dumps((version, table)))
        whole.replace(kept)  # whoever reads meanwhile finds the former one whole
    except (OSError, ValueError):
        return  # a folder that cannot be written, or a date, which marshal does not know


if __name__ == "__main__":
    for file in Path(__file__).parent.rglob("*.toml"):
        read_table(file)
