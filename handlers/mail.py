"""A mail to staff. What is written in them stands beside: of the machine, of surveys, of cases, of the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mail:
    subject: str
    body: str
