"""What of a question is no thing of its own, only a help to find that: whose it is, what is set aside, granted or supposed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.finding.groups import WEAK, Group
from knowledge.language.text import PLAN_KIND
from knowledge.question import slots
from knowledge.question.aspects import MONEY
from knowledge.question.slots import Asked

Groups = tuple[Group, ...]

_WHICH = re.compile(r"どの|どんな|どういう|どういった|何の|なんの")
_WHICH_BEFORE = re.compile(rf"(?:{_WHICH.pattern}|どのような)$")
# 「どこの国や地域」 asks for both.
_LANDS, _WHICH_LAND = frozenset({"国", "県", "都市", "地域"}), re.compile(r"どこ?の(?:[一-龠]{1,4}(?:や|、|・|とか))?$")
# 「市報のほかに何で…」: what is known already is not what is asked for, and yet often stands beside it.
_BESIDES = re.compile(
    r"(?<![^、。はがもでをとて ])(?!その|この|それ|これ|どの)((?:子ども|[^、。はがもでを?？]){2,14}?)"
    r"(?:の取り?組み?|の事業)?(?:の|より)?(?:ほか|他|以外)(?=に|だと)"
)
_LASTS = re.compile(
    "借り|貸[しせ]|使[えいっわ]|もら[えうっ]|助け|補[いうっ]|泊ま|住[めまん]|い[らる]|休|続|待|かか|行[えっわ]|や[っるれ]|免除|払|最[長短]|(?:日|週|年|か月)間$"
)
_FIELDS, _AREAS, _LEAST_BESIDE_FIELD = (
    frozenset({"畑", "田んぼ", "田畑", "はたけ"}),
    frozenset({"ha", "a", "m2", "平米"}),
    2,
)
# 「新しい店が入ったのに、空き店舗が減らないのはなぜ？」 asks of what stands behind it.
_ALTHOUGH = re.compile(
    r"^(.{4,40}?(?:[たいる]|な)(?:のに|わりに|割に|にもかかわらず|けれども?|けど|んですけど|んだけど))(?:、|は、?|も、)(?=.{4})"
)
# 「サルが畑に出て困る。これからどうする？」 asks about what troubles somebody; where and how it does is said besides.
_TROUBLED = re.compile(
    r"^([^。!?？]{2,40}?)(?:困[っるり]|悩[んむま]|迷惑|ひど[いく]|心配|不安|大変|うるさ|嫌に|いやに|荒らさ|やられ)"
    r"[^。!?？]{0,16}[。!、](?=.{3,})"
)
_SUBJECT = re.compile(r"[がはもの](?![^がはも]{0,3}[。!])")
# What only says that something troubles: 「サルの被害、今後は？」 is answered by what is done about サル.
_TROUBLE = frozenset({"被害", "問題", "悩み", "影響", "困りごと", "迷惑"})
_RUNNING = frozenset({"運営", "維持", "開催", "実施", "管理運営", "維持管理"})
_RESPONSE = frozenset({"対応", "対処"})
# 「倒木の対策でこれまで何をした？」: what is done about a thing is what is asked for, by whatever name the papers call it.
_DONE_ABOUT_IT, _AGAINST = ("efforts", "achievements", "next", "overview"), "対策"
# What is done with anything, asked of a thing or of what was spoken of before: 「今後どう改善していきますか」.
_DONE_WITH_IT = re.compile(
    r"(?:どう|どのように|どんな(?:ふう|風)に|どういう(?:ふう|風)に|どうやって|いかに)、?"
    r"(?P<doing>(?P<any>充実|改善|強化|拡充|拡大|向上|継続|見直)|確保|促進|推進|支援|解消|解決|周知|活用|展開)"
    r"(?:を(?:図|進め|行な?)|さ?せ|し|す)(?!(?:まし)?[たてだ](?!い))"
)
# The plan is where it is looked up, not what is asked about.
_IN_THE_PLAN = re.compile(
    rf"(?<![一-龠])(?:市の)?{PLAN_KIND}(?=では|で、|には|だと|によ[るれ]|の中(?:で|に)|上(?:は|で))"
)
_HOMES, _HOUSES = frozenset({"戸", "棟", "軒", "世帯"}), frozenset({"家", "家屋", "おうち", "お宅"})
# Whose a measure is that the city has as a whole: 市民の平均寿命. Where people are counted, who they are makes another number.
_CITIZENS = frozenset({"市民", "町民", "村民", "住民"})
_OF_CITIZENS = re.compile(
    r"(?:市民|町民|村民|住民)の(?=(?:平均|健康|[一-龠]{1,4}の)?(?:寿命|年齢|歩数|所得|運動|食事|塩分|体力|健康状態))"
    r"|ここの(?:市民|町民|村民|住民)(?=は|が|って|の)"
    r"|(?:市民|町民|村民|住民)(?:は|が|って)、?(?=(?:平均|毎日|(?:一|1)(?:人|日))(?!に?(?:何|なん)人))"
)
# 「夜は何時まで？」 is told by the hour.
_PARTS_OF_DAY = frozenset({"朝", "昼", "夕方", "夜", "晩"})
_BESIDE_WEIGHT, _NOUNS = 0.12, re.compile("子ども|[一-龠々ァ-ヶー]{2,}")


def without_helps(groups: Groups, text: str, asked: Asked, department: str | None) -> Groups:
    """The things of a question, those that only help to find the others with ``strong`` false and little weight.

    ``text`` is the whole question, folded; ``department`` the one it names.
    """
    groups = _without_what_is_known(_without_class_asked(groups, text), text)
    if asked.asks("reason"):
        groups = _without_what_is_granted(groups, text)
    if asked.asks(*MONEY):  # 「こもれびの運営にかかったお金」 is what was spent on it
        groups = _beside_others(groups, _BESIDE_WEIGHT, lambda one: one.said in _RUNNING and f"の{one.said}" in text)
    if asked.asks("next"):
        groups = _without_what_is_mended(_without_trouble(groups, text), text)
    if asked.asks(*_DONE_ABOUT_IT):
        groups = _without_against(groups)
    if named := slots.plan_named(asked):  # 振興 of 第5次振興計画 is no thing of which something is asked
        groups = tuple(replace(group, strong=group.strong and group.said not in named) for group in groups)
    elif told := _IN_THE_PLAN.search(text):  # 「振興計画では何人を目指す？」
        groups = _beside_others(groups, WEAK, lambda one: one.said in told[0])
    if department is not None:
        groups = _without_department(groups, text, department)
    if asked.asks("staffing"):  # whose work it is that is counted
        groups = _weaker(groups, WEAK, _are_staff)
    if asked.unit is not None:  # 点数 of 「電子書籍　点数」 is no thing
        number_of = f"{asked.unit}数"
        groups = _weaker(groups, WEAK, lambda one: one.strong and one.said == number_of)
        counters, besides = _counters(text, asked.unit)
        groups = _weaker(
            groups,
            WEAK,
            lambda one: one.strong and any(one.said in counter for counter in counters) and one.said not in besides,
        )
        if sum(group.said == asked.unit for group in groups) > 1:
            groups = _named_once(groups, asked.unit)
    if _OF_CITIZENS.search(text):  # 「市民の平均寿命」 is that of the city
        groups = _beside_others(groups, 1.0, lambda one: one.strong and one.said in _CITIZENS)
    if asked.unit == "期間":
        # 「何日間借りられる？」: what is done so long is said in other words as often as not.
        groups = _beside_others(groups, _BESIDE_WEIGHT, lambda one: _LASTS.match(one.said) is not None)
    if asked.unit == "時":
        groups = _beside_others(groups, WEAK, lambda one: one.said in _PARTS_OF_DAY)
    if asked.unit in _HOMES:  # 「床上まで水につかった家は何戸？」
        groups = _beside_others(groups, _BESIDE_WEIGHT, lambda one: one.said in _HOUSES)
    if asked.unit in _AREAS and sum(group.strong for group in groups) >= _LEAST_BESIDE_FIELD:
        # 「そばの畑は何ヘクタール？」: of what is grown the area alone is printed, and that it is a field nowhere.
        groups = _beside_others(groups, WEAK, lambda one: one.strong and one.said in _FIELDS)
    return groups


def asks_what_is_done(text: str) -> bool:
    """Whether a folded question asks how something is going to be mended, widened or kept (「どう改善していく？」)."""
    return _DONE_WITH_IT.search(text) is not None


def without_what_is_done(groups: Groups, text: str, *, spoken_of: bool) -> Groups:
    """The things of a question, what is done with anything as no more than a help where ``spoken_of``: something was spoken
    of before, and that is meant."""
    done = _DONE_WITH_IT.search(text)
    if done is None or not spoken_of:
        return groups
    return _weaker(groups, WEAK, lambda one: one.said.startswith(done["doing"]))


def _without_what_is_mended(groups: Groups, text: str) -> Groups:
    """The things of a question for what is to come, that they get better or go on as no more than a help."""
    done = _DONE_WITH_IT.search(text)
    if done is None or not (doing := done["any"]):
        return groups
    return _beside_others(groups, WEAK, lambda one: one.said.startswith(doing))


def _without_against(groups: Groups) -> Groups:
    """The things of a question for what is done about one of them, without the word for that."""
    others = tuple(one for one in groups if one.said != _AGAINST)
    return others if any(one.strong for one in others) else groups


def _counters(text: str, unit: str) -> tuple[frozenset[str], str]:
    """That in which something is counted (「何店？」, 「何世帯に出た？」), as it is said, and the text without it: neither it
    nor a word of it (経営 of 経営体) is a thing of its own, unless it is named besides."""
    asked = {form for form in (f"何{unit}", f"なん{unit}") if form in text}
    besides = text
    for form in asked:
        besides = besides.replace(form, "")
    return (frozenset({unit, *asked}) if asked else frozenset()), besides


def _named_once(groups: Groups, unit: str) -> Groups:
    """The things of a question, where what is counted is called like that in which it is counted (「橋は何橋？」), once."""
    first = next(nth for nth, one in enumerate(groups) if one.said == unit)
    return tuple(one for nth, one in enumerate(groups) if one.said != unit or nth == first)


def set_aside(text: str) -> str:
    """What a folded question sets aside (市報 of 「紙の市報のほかに」); "" where it does nothing of the kind."""
    beside = _BESIDES.search(text)
    nouns = _NOUNS.findall(beside[1]) if beside else ()
    return nouns[-1] if nouns else ""


def _weaker(groups: Groups, most: float, is_help: Callable[[Group], bool]) -> Groups:
    """The things of a question; a help is no thing of its own and weighs no more than ``most``."""
    return tuple(replace(one, strong=False, weight=min(one.weight, most)) if is_help(one) else one for one in groups)


def _beside_others(groups: Groups, most: float, is_help: Callable[[Group], bool]) -> Groups:
    """The same, where there are other things: without any a question would ask of nothing."""
    kept = _weaker(groups, most, is_help)
    return kept if any(one.strong for one in kept) else groups


def _without_what_is_known(groups: Groups, text: str) -> Groups:
    """The things of a question, those set aside (「市報のほかに」) as no more than a help to find the others."""
    beside = _BESIDES.search(text)
    if beside is None:
        return groups
    begin, end = beside.span(1)
    return _beside_others(groups, _BESIDE_WEIGHT, lambda one: begin <= text.find(one.said) < end)


def _without_what_is_granted(groups: Groups, text: str) -> Groups:
    """The things of a question for a reason, those granted before it (「新しい店は入ったのに、」) as no more than a help."""
    granted = _ALTHOUGH.search(text)
    if granted is None:
        return groups
    end = granted.end(1)
    return _beside_others(
        groups, _BESIDE_WEIGHT, lambda one: text.find(one.said) < end and text.find(one.said, end) < 0
    )


def _without_trouble(groups: Groups, text: str) -> Groups:
    """The things of a question for what is to be done, the troubles they make and where they make them as no more than a
    help."""
    groups = _beside_others(groups, _BESIDE_WEIGHT, lambda one: _is_trouble(one.said, text))
    if all(one.strong or one.weight <= _BESIDE_WEIGHT or _is_response(one.said, text) for one in groups):
        groups = _beside_others(groups, _BESIDE_WEIGHT, lambda one: _is_response(one.said, text))
    troubled = _TROUBLED.search(text)
    subject = _SUBJECT.search(troubled[1]) if troubled else None
    if troubled is None or subject is None:
        return groups
    first, end = subject.start(), troubled.end()
    return _beside_others(groups, _BESIDE_WEIGHT, lambda one: first <= text.find(one.said) < end)


def _is_trouble(said: str, text: str) -> bool:
    """Whether a word only says that a thing troubles (サルの被害)."""
    return said in _TROUBLE and f"の{said}" in text


def _is_response(said: str, text: str) -> bool:
    """Whether a word only asks what is done about a thing (どう対応する)."""
    return said in _RESPONSE and re.search(rf"(?:どう|どのように){said}", text) is not None


def _without_class_asked(groups: Groups, text: str) -> Groups:
    """「どの団体」 asks for the names of bodies: what tells them need not say that they are bodies."""

    def follows_which(group: Group) -> bool:
        return _WHICH_BEFORE.search(text, 0, text.find(group.said)) is not None

    def is_land_asked(group: Group) -> bool:
        return group.said in _LANDS and _WHICH_LAND.search(text, 0, text.find(group.said)) is not None

    # 「どのような対応をする予定？」 names no 対応.
    groups = _weaker(groups, WEAK, lambda one: not one.strong and follows_which(one))
    # 「どこの国を狙う？」 is answered by the country, which need not be called one.
    groups = _beside_others(groups, _BESIDE_WEIGHT, is_land_asked)
    asked = [one for one in groups if one.strong and (_WHICH.match(one.said) or follows_which(one))]
    if not asked or len(asked) == sum(group.strong for group in groups):
        return groups
    return tuple(replace(group, strong=False) if group in asked else group for group in groups)


def _without_department(groups: Groups, text: str, department: str) -> Groups:
    """「市政戦略課のクアオルトの予算」 is about クアオルト: whose it is stands on the sheet, not in a name."""
    begin = text.find(department)
    end = begin + len(department)
    return _beside_others(groups, WEAK, lambda one: begin <= text.find(one.said, begin) < end)


def _are_staff(group: Group) -> bool:
    return any("職員" in option for option in group.options)
