"""What explains a rule is not the very question it is measured by: that would show nothing of any other."""

from __future__ import annotations

import io
import json
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge.language.wordbook import plain

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "knowledge").rglob("*.py"))
_EXAMPLE, _SIGNS = re.compile("「((?:[^「」]|「[^「」]*」)+)」"), re.compile(r"[\s、。?？!！「」…]")
_LEAST = 5  # shorter, it is a turn of speech and no question of anybody's


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_example_in_a_comment_stands_in_the_question_sets(file: Path):
    assert [example for example in _examples(file) if _bare(example) in _asked()] == []


def _examples(file: Path) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(file.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            yield from (found for found in _EXAMPLE.findall(token.string) if len(_bare(found)) >= _LEAST)


@cache
def _asked() -> frozenset[str]:
    """Every turn of the sets that may be read; those kept back are nobody's to look into."""
    files = (file for file in (ROOT / "tests/questions").rglob("*.jsonl") if file.stem != "held")
    rows = (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip())
    return frozenset(_bare(turn) for row in rows for turn in row.get("turns", ()))


def _bare(text: str) -> str:
    return _SIGNS.sub("", plain(text))
