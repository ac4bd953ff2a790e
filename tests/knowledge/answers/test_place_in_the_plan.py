"""Where something stands in the plan: the plan may be called by what any city calls its own, and is no thing to look for."""

from __future__ import annotations

import pytest
from towns_of_documents import town_of

from knowledge.answer import answer
from knowledge.finding.knowledge import Knowledge
from knowledge.question.plans_said import placed_in_plan

_PLAN = """ 第２次みほん市総合計画　基本計画
（計画期間　令和７年度～令和14年度）

 安心第１章

基本施策 １－１　鳥獣対策

SDGsとの関連

現状と課題

　サルによる畑の被害が増え、わなを見回る人が足りません。

方　針

１　サルを寄せ付けない地域づくりを進めます。

 施策

これまでの取組

目　標

１　見回りの支援
　わなを見回る人に手当を支給します。

▷電気柵を設置しました。

成果指標 現状値（令和６年度） 中間目標（令和10年度） 最終目標（令和14年度）

サルによる被害額 120 万円 90 万円 60 万円

個別計画

みほん市鳥獣被害防止計画

１－１－１　鳥獣被害の防止
 基本施策 １－２　財政

SDGsとの関連

現状と課題

　施設の更新に費用がかかります。

方　針

１　施設の総量を見直します。

 施策

これまでの取組

目　標

１　総量の縮減
　利用の少ない施設を廃止します。

▷施設の総点検を行いました。

成果指標 現状値（令和６年度） 中間目標（令和10年度） 最終目標（令和14年度）

施設の面積 90 ㎡ 80 ㎡ 70 ㎡

個別計画

みほん市公共施設等
総合管理計画

１－２－１　健全な財政
"""


@pytest.fixture(scope="module")
def town() -> Knowledge:
    return town_of("plan", "みほん市", [("plan.txt", _PLAN.encode())])


@pytest.mark.parametrize("plan", ["計画", "総合計画", "市の総合計画", "長期計画", "振興計画", "基本計画"])
@pytest.mark.parametrize("place", ["何番に書いてあるの？", "何番？", "どこに載っていますか", "どこ？"])
def test_the_place_of_a_thing_is_told_whatever_the_plan_is_called(town: Knowledge, plan: str, place: str):
    text = answer(town, f"サルの話って{plan}の{place}", None).text
    assert "施策1-1-1「鳥獣被害の防止」に書かれています" in text or "基本施策1-1「鳥獣対策」に書かれています" in text


def test_the_place_may_be_asked_before_the_thing(town: Knowledge):
    assert "鳥獣被害の防止" in answer(town, "総合計画のどこにサルのことが載っていますか", None).text


@pytest.mark.parametrize(
    "text", ["環境基本計画の何番？", "環境の基本計画のどこに載ってる？", "第2次総合計画の何番？", "総合計画の期間は？"]
)
def test_a_plan_of_its_own_and_one_with_its_number_keep_their_names(text: str):
    assert placed_in_plan(text) == text
