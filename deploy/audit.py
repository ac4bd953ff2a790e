"""``make audit``: whether anything in the lock files has a known hole.

Asks the package index for the advisories about every pinned version, with nothing but the standard library: a tool that audits
should not bring twenty packages of its own. Exit status 1: an advisory nobody has accepted. Where the index cannot be asked,
that is said and nothing fails: a build without network must work, and must not pass for an audited one. An index that does not
answer about the first version is not asked about the others.

An advisory that does not concern us goes into ``deploy/accepted-advisories.txt``: its id, and why.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_LOCKS = ("requirements.lock", "requirements-dev.lock")
_ACCEPTED = Path(__file__).with_name("accepted-advisories.txt")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_SECONDS = 10


@dataclass(frozen=True)
class Pinned:
    """A version that is installed."""

    name: str
    version: str


@dataclass(frozen=True)
class Advisory:
    """A known hole. ``ids`` are all its names; ``fixed_in`` the versions without it."""

    pinned: Pinned
    ids: tuple[str, ...]
    summary: str
    fixed_in: tuple[str, ...]


class NotAsked(Exception):
    """The index gave no answer that can be read."""


def pinned(lock: str) -> list[Pinned]:
    """What a lock file pins."""
    return [Pinned(*found.groups()) for line in lock.splitlines() if (found := _PINNED.match(line))]


def advisories(one: Pinned, index: str) -> list[Advisory]:
    """Those about one version that were not withdrawn. Raises NotAsked."""
    address = f"{index}/pypi/{one.name}/{one.version}/json"
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - the index of the operator
            told: dict[str, Any] = json.load(answer)
        return [
            Advisory(
                one,
                (found["id"], *found.get("aliases", ())),
                str(found.get("summary") or found.get("details") or "")[:200],
                tuple(found.get("fixed_in") or ()),
            )
            for found in told["vulnerabilities"]
            if not found.get("withdrawn")
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise NotAsked(f"{type(problem).__name__}") from problem


def accepted(text: str) -> set[str]:
    """The ids somebody has looked at, each with a reason on its line."""
    ids = set()
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            advisory, _, reason = line.partition(" ")
            if not reason.strip():
                raise SystemExit(f"{_ACCEPTED.name}: {advisory} has no reason")
            ids.add(advisory)
    return ids


def main() -> int:
    parser = argparse.ArgumentParser(description="Known holes in what the lock files pin.")
    parser.add_argument("--index", default="https://pypi.org", help="package index with PyPI's JSON API")
    parser.add_argument("--lock", type=Path, action="append", help="lock file (default: both of the project)")
    parser.add_argument("--accepted", type=Path, default=_ACCEPTED, help="advisories that do not concern us")
    options = parser.parse_args()
    locks = options.lock or [_ROOT / name for name in _LOCKS]
    wanted = sorted(
        {one for lock in locks for one in pinned(lock.read_text())}, key=lambda one: (one.name, one.version)
    )
    if not wanted:
        print("nothing is pinned", file=sys.stderr)
        return 2
    passed_over = accepted(options.accepted.read_text(encoding="utf-8"))

    def look(one: Pinned) -> list[Advisory] | NotAsked:
        try:
            return advisories(one, options.index)
        except NotAsked as problem:
            return problem

    found: list[Advisory] = []
    silent: list[tuple[Pinned, str]] = []
    first = look(wanted[0])
    with ThreadPoolExecutor(8) as asking:
        others = [first] * (len(wanted) - 1) if isinstance(first, NotAsked) else asking.map(look, wanted[1:])
        for one, answer in zip(wanted, (first, *others), strict=True):
            if isinstance(answer, NotAsked):
                silent.append((one, str(answer)))
            else:
                found += answer
    open_ones = [advisory for advisory in found if not passed_over & set(advisory.ids)]
    for advisory in open_ones:
        where = advisory.pinned
        fix = f"; fixed in {', '.join(advisory.fixed_in)}" if advisory.fixed_in else "; no fix yet"
        print(f"{where.name} {where.version}: {' '.join(advisory.ids)}: {advisory.summary}{fix}")
    if silent:
        print(f"NOT AUDITED: {len(silent)} of {len(wanted)} versions could not be asked about ({silent[0][1]}).")
    print(
        f"{len(wanted) - len(silent)} of {len(wanted)} versions audited, {len(open_ones)} open advisories, "
        f"{len(found) - len(open_ones)} accepted."
    )
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
