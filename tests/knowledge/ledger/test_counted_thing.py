"""What a row counts, without the word for counting it."""

from __future__ import annotations

import pytest

from knowledge.ledger.counted_thing import counted_thing


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("港の朝市の開催回数", "港の朝市"),
        ("通いの場の参加者数（実人数）", "通いの場"),
        ("自転車用ヘルメットの補助件数", "自転車用ヘルメットの補助"),
        ("個別避難計画の作成率", "個別避難計画"),
        ("周遊タクシーの年間の利用者数", "周遊タクシー"),
        ("住宅取得助成の交付件数", "住宅取得助成"),
        ("参加者数", None),
    ],
)
def test_a_row_counts_a_thing(name: str, thing: str | None):
    assert counted_thing(name) == thing
