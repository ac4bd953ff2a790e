"""Which aspects (budget, reason, target …) a question asks for: by its turns of speech, and by what else it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.expressions import Expressions
from knowledge.language.numerals import IN_DIGITS
from knowledge.language.text import blanked
from knowledge.language.wordbook import read_language
from knowledge.language.words import Parsed
from knowledge.question.units_asked import counts

FIGURES = frozenset({"ratio", "gap", "reached", "target", "result", "figure"})
# Amounts of money; with the people and the account they are what a project's sheet has of its own.
AMOUNTS = frozenset({"budget", "spent", "left"})
MONEY = AMOUNTS | {"staffing", "account"}
# What is answered by a number, a code or a list, and by no sentence.
NO_WORDS = FIGURES | MONEY | {"strategy", "code", "plans", "list", "projects", "source"}
# What is asked of a row or a project, and not of a thing that is spoken of.
OF_A_ROW = re.compile("予算|事業費|決算|経費|人工|目標|指標|実績|達成")
# The words of a budget: what a grant pays, or a thing costs, is asked for without them.
OF_A_BUDGET = re.compile("予算|事業費|決算")
PROSE = frozenset({"reason", "next", "efforts", "issues", "policies", "purpose", "achievements", "doings", "overview"})
_COUNT_GIVEN = re.compile(rf"{IN_DIGITS}\s?(?:人|名|件|回|校|%|団体|地区|か所|ha|km|台|社|[ァ-ヶー]{{3,}})")
_COUNT_ASKED = re.compile(r"何|なん|いくつ|いくら|ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)|目標|\bhow\b")
# Said of money, not of things that were used.
_SPENT_MONEY = re.compile(r"金|額|円|費|予算|決算|支出|[執消][行化]率|\bspen[dt]")
# 「予定は、もともと何回でしたか」 asks for the number that was aimed at.
_FORESEEN = re.compile(
    r"予定(?:は|って|が)?、?(?:もともと|当初|はじめ|初め|最初)?(?:は)?(?:何|なん|いくつ|どの(?:くらい|ぐらい))[^?？。]{0,6}(?:でし|だっ|でござい)"
    r"|(?:(?:何|なん)(?![にをがでのかもと年月曜時])|いくつ)[^?？。]{0,6}予定(?:が|で|だ|でし)"
    r"|(?:何|なん|いくつ|どの(?:くらい|ぐらい))[^?？。何]{1,8}(?:つもり|計画|はず|見込み)(?:だった|でした)"
)
# 「次のまつりも花火やるの？」 asks for what comes next without any other word for it.
_NEXT_TIME = re.compile(
    r"^(?:次|今度)の[^、。?？]{1,10}(?:も|は|では|って)[^。?？]*(?:る|う|く|す|ます|です|予定|感じ)(?:の|ん|か|かな|んだ|って)*(?:ですか)?[?？。]*$"
)
# 「何人で行くつもりだった？」, 「何人来た？予定は？」 ask for what was aimed at, not for what comes next.
_HAD_IN_MIND = re.compile(
    r"(?:つもり|気|予定|見込み?|計画)(?:だった|だったん|だっだ|でした|でござい|やった)|(?:はず|気)だった|予定(?:は|って|も|の?ほうは)?[?？。]*$"
)
_TO_COME = re.compile(r"今後|これから|来年|次年度|将来|(?:その|この)先|次は|次の|いずれ")
# 「今後、何日に増やす予定ですか」 asks for what is to come, unless it is over.
_MEANS_TO = re.compile(
    rf"^(?!.*(?:予定|計画|つもり)(?:だっ|でし|やっ)た)(?:.*(?:{_TO_COME.pattern})"
    r"|.*(?:[にへまで](?:増や|減ら|広げ|拡げ|上げ|引き上げ|下げ|引き下げ|伸ば|延ば|拡大|縮小)[すしる]*(?:予定|計画|つもり)))"
)
# Those who work at a thing, whatever else is asked of them.
_STAFF = re.compile(
    r"(?:関わ|かかわ|携わ|従事し)っ?(?:た|ている?|ておる)(?:市の|お?役所の)?職員(?:さん)?(?:の?(?:人?数|人数)|は、?(?:何|なん)人)"
)
# Who used a thing is counted, what was used is paid.
_USERS = re.compile(r"使った(?:人|方|家族|世帯|団体|会社)")
_OUTLAY = re.compile(r"[一-龠ァ-ヶー]費(?:は|って|が)?[^?？。]{0,6}ど(?:の|れ)(?:くらい|ぐらい|ほど|だけ)")
# 「来年も残る？」 asks whether a thing goes on, not what is left of its money.
_STAYS = re.compile(r"(?:も|まで|ずっと)、?(?:そのまま)?残[るり]")
# 「Which indicators of the general affairs division missed the target?」 names a division and asks for none.
_OF_DIVISION = re.compile(
    r"^(?!.*\b(?:(?:which|what) (?:section|department|division|office)|who|in charge|responsible)\b).*"
    r"\b(?:of|in|by|from) the (?:[a-z]+ ){1,3}(?:section|department|division)\b"
)
# 「これまでの中期財政計画では、何を…」 is about the plan, not about what was done until now.
_FORMER = re.compile(r"(?:これまで|今まで|いままで)の[一-龠ァ-ヶー]{2,}(?:計画|プラン|制度)(?:で|は|に)")
# Where one reads what the city has to say is no place in a plan.
_NEWS_WHERE = re.compile(
    r"(?:お知らせ|(?<!計画の)(?<!資料の)情報|案内|ニュース|募集|広告|写真|動画|日程|開催日)(?:って|は|が|を)?、?(?:ほかに|他に)?、?どこに(?:載って|のって|出て|書いて)"
)
# 「人権相談が目標をだいぶ超えたのは？」 asks why, 「目標を超えたのは？」 asks which.
_WHY_SO = re.compile(
    r"(?:[一-龠ァ-ヶーa-z者数]が|(?:はず|予定)だったのに)[^。?？]{0,20}(?:超え|上回っ|下回っ|届か[^、。?？]{0,3}|届い|進ん|遅れ|(?:でき|出来|集まら|行か|いか|足り|伸び|増え|来)なかっ"
    r"|少なかっ|多かっ|低かっ|高かっ|(?:中止|ゼロ|0)に?な?っ?|縮ん|広がっ|のび)(?:た|だ)(?:の|ん)(?:って|は)[?？。]*\s*$"
)
# 「減ったのはやっぱりコロナ？」 supposes a cause, 「4回になったのは何のため？」 asks for one.
_SUPPOSES = re.compile(
    r"(?:増え|減っ|ふえ|へっ|伸び|のび|落ち|下がっ|上がっ|少なかっ|多かっ|低かっ|高かっ|(?:でき|出来|届か|足り|集まら|行か|来られ|来|行け|達し|使わ|使い切ら|使いきら)なかっ|終わっ|止まっ|遅れ|余っ|済ん|残っ|に?なっ|やめ|中止し?|(?:ゼロ|ど?まり|止まり|\d[^、。?？]{0,3})だっ)[ただ]"
    r"(?:の|ん)(?:って|は|も)?、?(?:やっぱり?|やっぱ|やはり|もしかして|もしや|まさか|別に|べつに|単に|ただ|たぶん|要するに)?、?"
    r"(?:何のため|(?!.*(?:何|なん|いく[らつ]|ど[のれこう]|いつ|誰|だれ))"
    r"(?:[一-龠ァ-ヶー]{2,8}(?:の)?(?:せい|影響|ため|から|おかげ)?(?:なの|です|だ|でしょう)?(?:か|よね|よな|かな)?"
    r"|(?:手抜き|手違い|[さサ][ぼボ]り|怠け|なまけ)(?:なの|です|だ|でしょう)?(?:か|よね|よな|かな)?"
    r"|[^、。?？]{1,14}(?<=[ただいる])(?:から|せい|ため|おかげ|わけ|訳)(?:なの|なん|です|では|じゃ|で)?(?:ない|なくて|なく|ありません|ねぇ?|ね)?(?:の|ん)?(?:でしょう|です|だろう|だ)?(?:か|よね|よな|かな)?))[?？]*$"
)


@dataclass(frozen=True)
class Cue:
    """The turns of speech that ask for one aspect, as one expression."""

    aspect: str
    says: re.Pattern[str]


class Cues(tuple[Cue, ...]):
    """The table of aspects, in its order."""

    expressions: Expressions


def cues() -> Cues:
    """The table of aspects as it is written."""
    table = Cues(Cue(row["name"], re.compile("|".join(row["cues"]))) for row in read_language("aspects")["aspect"])
    table.expressions = Expressions(cue.says.pattern for cue in table)
    return table


def aspects_said(parsed: Parsed, rest: str, table: Cues) -> tuple[tuple[str, ...], str]:
    """The aspects whose cues stand in ``rest``, in the order of the table, and ``rest`` without these."""
    found = []
    for cue in map(table.__getitem__, table.expressions.may_be_in(rest)):
        spans = [match.span() for match in cue.says.finditer(rest) if match[0] and parsed.whole(*match.span())]
        if spans:
            found.append(cue.aspect)
        for start, end in spans:
            rest = blanked(rest, start, end)
    return tuple(found), rest


def aspects_meant(text: str, aspects: tuple[str, ...], unit: str | None, *, ordered: bool) -> tuple[str, ...]:
    """The aspects that are asked for, of those whose cues stand in a question; ``ordered``: it asks for the first or last
    in an order."""
    aspects = _of_what_comes(text, aspects)
    if unit not in {None, "円"} and "spent" in aspects and not _SPENT_MONEY.search(text):
        aspects = without(aspects, "spent")  # 「何人使った？」 counts users
    if "department" in aspects and not FIGURES.isdisjoint(aspects) and _OF_DIVISION.search(text):
        aspects = without(aspects, "department")
    aspects = _of_reasons(text, aspects, ordered=ordered)
    if not aspects and unit is None and _NEXT_TIME.search(text):
        aspects = ("next",)
    foreseen = _FORESEEN.search(text) and not _MEANS_TO.search(text)
    if "next" in aspects and (foreseen or _was_in_mind(text, aspects, unit)):
        aspects = ("target", *without(aspects, "next", "target"))
    if _STAFF.search(text) and "staffing" not in aspects:
        aspects = ("staffing", *aspects)
    aspects = _of_money(text, aspects, unit)
    if "efforts" in aspects and len(aspects) > 1 and _FORMER.search(text):
        aspects = without(aspects, "efforts")
    if "code" in aspects and _NEWS_WHERE.search(text):
        aspects = tuple("overview" if aspect == "code" else aspect for aspect in aspects)
    return aspects


def without(aspects: tuple[str, ...], *others: str) -> tuple[str, ...]:
    """The aspects but for some, in their order."""
    return tuple(aspect for aspect in aspects if aspect not in others)


def _of_what_comes(text: str, aspects: tuple[str, ...]) -> tuple[str, ...]:
    """「来年も3校でやるの？」 asks whether it goes on, not for a figure; 「来年も残る？」 for no money."""
    if "next" in aspects and _COUNT_GIVEN.search(text) and not _COUNT_ASKED.search(text):
        aspects = without(aspects, *FIGURES)
    return without(aspects, "left") if "next" in aspects and _STAYS.search(text) else aspects


def _of_reasons(text: str, aspects: tuple[str, ...], *, ordered: bool) -> tuple[str, ...]:
    """A reason that is asked for without any word for it, first."""
    if "reason" in aspects:
        return aspects
    if not ordered and _WHY_SO.search(text):
        return ("reason", *aspects)
    return ("reason", *without(aspects, "purpose")) if _SUPPOSES.search(text) else aspects


def _was_in_mind(text: str, aspects: tuple[str, ...], unit: str | None) -> bool:
    """Whether a number is asked for that was aimed at (「何人で行くつもりだった？」)."""
    asks_number = counts(unit) or "figure" in aspects
    return asks_number and _HAD_IN_MIND.search(text) is not None and not _TO_COME.search(text)


def _of_money(text: str, aspects: tuple[str, ...], unit: str | None) -> tuple[str, ...]:
    """What is used by people is no money spent, time that something takes no budget, and an outlay one."""
    if "left" in aspects and counts(unit) and not _SPENT_MONEY.search(text):
        aspects = without(aspects, "left")  # 「何軒残ってる？」 counts houses
    if "spent" in aspects and _USERS.search(text):
        aspects = without(aspects, "spent") or ("figure",)
    if unit == "期間" and not _SPENT_MONEY.search(text):
        # 「収穫までどのくらいかかる？」 asks of time.
        aspects = tuple(dict.fromkeys("figure" if aspect == "budget" else aspect for aspect in aspects))
    return ("budget",) if aspects == ("figure",) and unit is None and _OUTLAY.search(text) else aspects
