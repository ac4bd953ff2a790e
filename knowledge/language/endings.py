"""Endings of words, as parts of expressions."""

from __future__ import annotations

# What is over: 出た, 行った, 泳いだ, 読んだ, with the sign before it.
OVER = "[っいしちりんえけせてねべめれげきぎじびみ][ただ]"
