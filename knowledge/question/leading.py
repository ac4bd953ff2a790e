"""Which of the aspects a question mentions is the one it asks for."""

from __future__ import annotations

import re

from knowledge.question.aspects import FIGURES
from knowledge.question.slots import Asked

_WHICH_MEASURE = re.compile(r"(?:どの|何の|なんの|どんな|どういう)(?:基本)?施策")
_SPENT_ON = re.compile(r"(?:何|なに)に(?:使|つか)[っいうわ]|(?<!how much )\bmoney (?:used |spent )?(?:for|on)\b")
# Where an amount comes from is told in words.
_COMES_FROM = re.compile(
    r"(?:どこ|誰|だれ|何)の(?:団体|組織|法人|会社|財団|国|県|基金)?の?お?金(?:を|で|が|って|は)?、?(?:使|つか|出|もら|賄|まかな)|(?:どこ|何|なに)から(?:出|来|もら|支払|まかな)[^?？]{0,6}お?金|お?金(?:は|って|が)?、?どこから|(?:出どころ|出所|財源|元手|原資)(?:は|って|が|を|も|[?？]|$)"
)
# 「どのようなことを数値の目標にしていた？」 asks in words what was aimed at.
_AIMED_IN_WORDS = re.compile(r"(?:どのような|どんな|どういう|どういった)(?:こと|もの)を?、?[^。?？、]{0,8}目標")
# 「今後だれがやるの？」 asks who is to do it, 「何課がやるの？」 for the department.
_WHO_WILL = re.compile(r"(?:誰|だれ|どこ)が(?:中心|主体)?[^課部署?？]{0,8}[?？]?$")
_TITLES_ASKED = re.compile(r"施策の(?:名前|名称|タイトル)")
_MEASURES_ASKED = re.compile(r"施策(?:は|って)、?(?:何|なに|どれ)(?!番|課|章)")
_COUNTED = re.compile(r"(?:施策|個別計画)(?:は|って|が|の数)?(?:全部で)?いくつ")
_HOW_MANY_IN_ALL = re.compile("(?:全部|ぜんぶ|全体|合計)で、?いくつ")
# A list of these is a list of headings; a list of anything else is told by a statement.
_LISTABLE = re.compile(r"施策|目標|計画|事業|指標|項目|章")
_TOLD_WITH_PLACE = frozenset({"purpose", "efforts", "issues", "policies"})
_BY_THE_WAY = frozenset({"overview", "list", "code", "figure", "budget", "spent", "doings"})


def spent_on(asked: Asked) -> bool:
    """Whether it is asked what money was used for."""
    return _SPENT_ON.search(asked.text) is not None


def comes_from(asked: Asked) -> bool:
    """Whether it is asked whose money is spent."""
    return _COMES_FROM.search(asked.text) is not None


def leading(asked: Asked, aspects: tuple[str, ...]) -> tuple[str, ...]:
    """The aspects, the one that is asked for first."""
    if not aspects:
        return ("list",) if _TITLES_ASKED.search(asked.text) else aspects
    if spent_on(asked) or comes_from(asked) or _AIMED_IN_WORDS.search(asked.text):
        return ("overview",)
    if aspects[0] == "reason" and "purpose" in aspects:
        return ("purpose", *(one for one in aspects if one != "purpose"))  # 「なんで減らそうとしてるの、ねらいは？」
    if "next" in aspects and aspects[0] == "department" and _WHO_WILL.search(asked.text):
        return ("next", *(one for one in aspects if one != "next"))
    if _TITLES_ASKED.search(asked.text) and set(aspects) <= _BY_THE_WAY:
        return ("list",)
    counted = asked.unit == "年" or _HOW_MANY_IN_ALL.search(asked.text)  # 「何年から始まった？」 asks for the year
    if counted and aspects[0] == "efforts" and "figure" in aspects:
        return ("figure", *(one for one in aspects if one != "figure"))
    if "strategy" in aspects and "plans" not in aspects:
        return ("strategy",)
    if "code" in aspects and "plans" in aspects and _WHICH_MEASURE.search(asked.text):
        return ("code",)  # 「人材育成基本方針はどの施策の個別計画？」
    if "code" in aspects and (words := tuple(one for one in aspects if one in _TOLD_WITH_PLACE)):
        return words  # the source of what is told names the place
    if "code" in aspects and _WHICH_MEASURE.search(asked.text) and "list" not in aspects:
        return ("code",)  # 「どの施策のお金？」 asks for the measure
    if _MEASURES_ASKED.search(asked.text) and set(aspects) <= _BY_THE_WAY:
        return ("list",)
    if "projects" in aspects and set(aspects) <= _BY_THE_WAY | {"projects"}:
        return ("projects",)
    if aspects[0] == "figure" and _COUNTED.search(asked.text):
        return ("list",)
    if aspects[0] == "list":
        if len(aspects) > 1:
            return (*aspects[1:], "list")
        return aspects if _LISTABLE.search(asked.text) else ("overview",)
    if aspects[0] == "overview" and not FIGURES.isdisjoint(aspects):
        return (*(one for one in aspects if one != "overview"), "overview")
    return aspects
