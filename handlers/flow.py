"""A conversation as data: steps, the ways on from each, and one function that moves a resident along.

A flow reads aloud as the conversation. Every way on is a button that can be typed as well, by its words or its number;
whatever is no button is given to the step (``takes``), which keeps it or says in one sentence what is wanted. Since a flow is
data, ``problems`` finds what would leave a resident standing: for our own flows in a test, for a survey before it is saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from handlers.characters import graphemes, units
from handlers.key_words import bare, key_word, number
from handlers.model import Button, Effect, Event, Facts, Message, Progress, Said, Standing, Taken, Told, Turn
from handlers.render import MAX_BUTTONS, MAX_LABEL_GRAPHEMES, MAX_TEXT_UNITS
from handlers.replies import Meaning, meanings, means

END = "(end)"
# Where 「やめる」 leads, by its button, its number and its word alike: the flow is left as ``stop`` leaves it.
STOP = "(stop)"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """What a step may look at: where the resident stands, and all that is known."""

    at: Standing
    facts: Facts


Says = Callable[[Scene], Sequence[Message]]
Does = Callable[[Scene], Sequence[Effect]]


@dataclass(frozen=True)
class Branch:
    """A way on that depends on what was said: ``choose`` names one of ``among``."""

    choose: Callable[[Scene], str]
    among: tuple[str, ...]


GoesTo = str | Branch


def _always(_scene: Scene) -> bool:
    return True


def _nothing(_scene: Scene) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Way:
    """A way on from a step. ``label`` stands on the button and may be typed, like the words in ``also``; ``means`` are the
    replies that choose it however they are said.

    ``offered`` tells when it is there at all. ``keeps`` is what is kept as told (None: the label). ``does`` and ``says``
    are what happens and what is said on taking it, with the choice kept already. ``forgets``: what was told before is
    erased, but for what came along (``Flow.comes_along``); ``drops``: what was told at these steps is. ``data`` makes the
    button post back. A ``quiet`` way is taken by its words alone: they stood on a button of before. An ``everyday`` label is
    said elsewhere as well, and means something else there. ``leads`` begins another conversation with what was told.
    """

    label: str
    goes_to: GoesTo
    also: tuple[str, ...] = ()
    means: tuple[Meaning, ...] = ()
    offered: Callable[[Scene], bool] = _always
    keeps: str | None = None
    does: Does = _nothing
    says: Says = _nothing
    forgets: bool = False
    drops: frozenset[str] = frozenset()
    quiet: bool = False
    everyday: bool = False
    leads: Callable[[Scene], Turn] | None = None
    data: Callable[[Scene], str | None] = lambda _scene: None

    @property
    def is_final(self) -> bool:
        """Whether something happens on taking it that is not undone by another word."""
        return self.does is not _nothing or self.forgets or not {END, STOP}.isdisjoint(_leads_to(self))


@dataclass(frozen=True)
class Slip:
    """What was said cannot be taken at this step; the message says what is wanted. The step stays."""

    message: Message


@dataclass(frozen=True)
class Quietly:
    """Kept, and nothing is said yet: more that belongs to it is on its way. The step stays."""

    told: Sequence[Told]


# Reads what is no way. None: not meant for this step, the question is put again.
Takes = Callable[[Event, Scene], Sequence[Told] | Slip | Quietly | None]


@dataclass(frozen=True)
class Step:
    """One step. ``says`` is the question put on reaching it; the buttons of its ways are put under it.

    ``takes`` reads texts, photos and places that are none of the ways; what it keeps leads to ``then``, with ``does``.
    ``again`` is said when something is neither; ``marks`` are noted once the question has been put.
    A ``loose`` step is an offer: it holds nobody. What is neither a way nor taken leaves it and is answered as if nobody
    had asked, and silence ends it without a word. Ways are chosen by number only where they stand ``numbered`` before the
    resident: in what ``says``, or what is said in its place (``offered``); ``lists`` writes them below the question. Whoever
    stands at a step that ``lets_go`` stands there as at any other, but what is neither a way nor taken nor a number is meant
    for somebody else: it leaves the flow and is answered as if nobody had asked, and silence ends it without a word.
    After a step that stands ``alone`` nothing goes on that had waited. One that ``takes_buttons`` reads what stands on a button
    of another step, too: there a choice is put right.
    """

    says: Says
    ways: tuple[Way, ...] = ()
    takes: Takes | None = None
    then: GoesTo = END
    does: Does = _nothing
    again: str = "次からお選びください。"
    marks: tuple[Told, ...] = ()
    loose: bool = False
    numbered: bool = True
    lists: bool = False
    lets_go: bool = False
    alone: bool = False
    takes_buttons: bool = False

    def open_ways(self, scene: Scene) -> tuple[Way, ...]:
        """The ways that stand before the resident, in the order of their numbers."""
        return tuple(way for way in self.ways if way.offered(scene) and not way.quiet)


def _only_stopped(_scene: Scene) -> Sequence[Message]:
    return (Message("わかりました。ここまでの話は終わりにします。"),)


@dataclass(frozen=True)
class Flow:
    """A conversation.

    ``finish`` and ``parting`` are what happens and what is said when END is reached. ``on_stop`` is the step 「やめる」 leads
    to; without one the flow is left, nothing kept, with ``stopped``. ``reminder`` is said when something else was answered
    in the middle, or has to wait. Silence ends it after ``lasts``. ``comes_along`` are the steps whose words stay when the rest
    is rewritten; ``keeps`` are those of what was told that stay then as well. ``entries`` are the steps besides ``start`` at
    which one may come in. ``may_be_told`` are replies to its ways that may be what somebody has to say all the same (「はい」
    to what the city asks).
    """

    name: str
    start: str
    steps: Mapping[str, Step]
    reminder: str
    finish: Does = _nothing
    parting: Says = _nothing
    on_stop: str | None = None
    stopped: Says = _only_stopped
    comes_along: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    may_be_told: frozenset[Meaning] = frozenset()
    lasts: timedelta = field(default=A_DAY)


# --- moving along ------------------------------------------------------------------------------------------------


def begin(flow: Flow, facts: Facts, said: Sequence[Told] = (), *, step: str | None = None) -> Turn:
    """Enter a flow, with what is known already (``said``)."""
    at = Standing(flow.name, step or flow.start, tuple(said))
    return _arrive(flow, Scene(at, facts), at.step, ())


def offered(flow: Flow, facts: Facts, step: str, said: Sequence[Told] = ()) -> Standing:
    """Where a resident stands to whom a loose step is only offered, beside something else that is said."""
    return Standing(flow.name, step, tuple(said), facts.now + flow.lasts, loose=flow.steps[step].loose)


def advance(flow: Flow, scene: Scene, event: Event) -> Turn:
    """What follows when a resident who stands ``scene.at`` a step does ``event``."""
    step = flow.steps.get(scene.at.step)
    if step is None:  # a step of an older release
        return begin(flow, scene.facts, scene.at.said)
    if isinstance(event, Said) and (way := way_of(flow, step, scene, event.text)):
        return take(flow, scene, way, event)
    may_be_told = step.takes is not None and (step.takes_buttons or not says_a_button(flow, event))
    taken = step.takes(event, scene) if step.takes is not None and may_be_told else None
    if isinstance(taken, Slip):
        return _stay(flow, scene, (_with_ways(taken.message, step, scene),))
    if isinstance(taken, Quietly):
        return _stay(flow, replace(scene, at=replace(scene.at, said=(*scene.at.said, *taken.told))), ())
    if taken is None:
        return ask_again(flow, scene)
    after = replace(scene, at=replace(scene.at, said=(*scene.at.said, *taken)))
    return _arrive(flow, after, _resolved(step.then, after), (), tuple(step.does(after)))


def take(flow: Flow, scene: Scene, way: Way, event: Said) -> Turn:
    """Go one way on."""
    if way.goes_to == STOP:  # nothing is kept, not even which button it was
        return stop(flow, scene)
    return said_by_button(_gone(flow, scene, way, event.message_id), event, way.label)


def said_by_button(turn: Turn, event: Said, label: str = "") -> Turn:
    """The turn that a button's words led to, remembering them: a second tap is known by them.

    Nothing is remembered of the course of a survey (``turn.about``).
    """
    if turn.about:
        return turn
    words = tuple(dict.fromkeys(bare(text) for text in (event.text, label) if text))
    return replace(turn, progress=replace(turn.progress, taken=Taken(words, event.at)))


def _gone(flow: Flow, scene: Scene, way: Way, message_id: str) -> Turn:
    if way.leads is not None:
        return way.leads(scene)
    told = Told(scene.at.step, way.label if way.keeps is None else way.keeps, message_id, chosen=True)
    kept = tuple(one for one in scene.at.said if one.step not in way.drops)
    before = tuple(one for one in kept if not way.forgets or one.step in flow.comes_along | flow.keeps)
    after = replace(scene, at=replace(scene.at, said=before if way.forgets else (*before, told)))
    return _arrive(flow, after, _resolved(way.goes_to, after), tuple(way.says(after)), tuple(way.does(after)))


def ask_again(flow: Flow, scene: Scene) -> Turn:
    """What is wanted at the step, once more; nothing has changed."""
    step = flow.steps[scene.at.step]
    return _stay(flow, scene, (_with_ways(Message(_wanted(step, scene)), step, scene),))


def says_a_button(flow: Flow, event: Event) -> bool:
    """Whether a text is the words on a button of the flow, here or elsewhere in it: pressed twice, or one of before; or another
    word for what sends or leaves, or a reply that chooses a way of it, said where it does not yet. No step takes that for what
    somebody has to say."""
    if not isinstance(event, Said):
        return False
    replies = meanings(event.text) - flow.may_be_told
    return bare(event.text) in buttons_of(flow) | _finals_of(flow) or not replies.isdisjoint(_replies_to(flow))


def _replies_to(flow: Flow) -> frozenset[Meaning]:
    """The replies that choose one of its ways, and those that ask for one without telling which: one that may be either, and
    one about a part of what was written."""
    found: set[Meaning] = {meaning for step in flow.steps.values() for way in step.ways for meaning in way.means}
    if found:
        found.add("unclear")
    if "anew" in found:
        found.add("edits")
    return frozenset(found)


def labels_of(flow: Flow) -> frozenset[str]:
    """What the buttons of a flow say that is said nowhere else, in the form of ``bare``."""
    return frozenset(bare(way.label) for step in flow.steps.values() for way in step.ways if not way.everyday)


def _finals_of(flow: Flow) -> frozenset[str]:
    ways = (way for step in flow.steps.values() for way in step.ways if way.is_final)
    return frozenset(bare(word) for way in ways for word in way.also)


def buttons_of(flow: Flow) -> frozenset[str]:
    """What the buttons of a flow say, in the form of ``bare``."""
    return frozenset(bare(way.label) for step in flow.steps.values() for way in step.ways)


def takes_it(flow: Flow, scene: Scene, event: Event) -> bool:
    """Whether the step is meant by an event: always, but for a loose one and one that lets go, which only their ways and what
    they take mean.

    A number chooses what was offered last, and beside a loose step that is something else.
    """
    step = flow.steps.get(scene.at.step)
    if step is None or not (step.loose or step.lets_go):
        return True
    if isinstance(event, Said) and number(event.text) is not None and (step.lets_go or scene.facts.progress.choices):
        return step.lets_go
    if isinstance(event, Said) and (
        way_of(flow, step, scene, event.text) is not None or _may_be_either(step, event.text)
    ):
        return True
    return step.takes is not None and step.takes(event, scene) is not None


def _may_be_either(step: Step, text: str) -> bool:
    """Whether a reply may be a yes or a no (「いいです」) where both are ways: it is asked again which."""
    return means(text, "unclear") and {"yes", "no"} <= {meaning for way in step.ways for meaning in way.means}


def stop(flow: Flow, scene: Scene) -> Turn:
    """What follows from 「やめる」."""
    if flow.on_stop and scene.at.step != flow.on_stop:
        return _arrive(flow, scene, flow.on_stop, ())
    return Turn(_without(scene.facts.progress), tuple(flow.stopped(scene)))


def way_of(flow: Flow, step: Step, scene: Scene, text: str) -> Way | None:
    """The way that a text takes: by its number, its label, or another word for it. The words of a button that stands elsewhere
    in the flow mean that button, whatever else they may mean (「市民の声として送る」 sent twice)."""
    ways = step.open_ways(scene)
    picked = number(text) if step.numbered else None
    if picked is not None and 1 <= picked <= len(ways):
        return ways[picked - 1]
    named = [way for way in step.ways if way.offered(scene)]
    by_words = (way for way in named if bare(text) in map(bare, (way.label, *way.also)))
    replies = frozenset[Meaning]() if bare(text) in buttons_of(flow) else meanings(text)
    return next(by_words, None) or next((way for way in named if not replies.isdisjoint(way.means)), None)


def _arrive(flow: Flow, scene: Scene, goes_to: str, said: Sequence[Message], effects: tuple[Effect, ...] = ()) -> Turn:
    if goes_to == END:
        parting = (*said, *flow.parting(scene))
        return Turn(_without(scene.facts.progress), parting, (*effects, *flow.finish(scene)))
    scene = replace(scene, at=replace(scene.at, step=goes_to))
    step = flow.steps[goes_to]
    question = tuple(step.says(scene))
    if question:
        last = question[-1]
        if step.lists:
            last = replace(last, text="\n".join([last.text, *numbered(step.open_ways(scene))]))
        question = (*question[:-1], _with_ways(last, step, scene))
    new = tuple(mark for mark in step.marks if mark not in scene.at.said)
    scene = replace(scene, at=replace(scene.at, said=(*scene.at.said, *new)))
    return _stay(flow, scene, (*said, *question), effects)


def _stay(flow: Flow, scene: Scene, messages: tuple[Message, ...], effects: tuple[Effect, ...] = ()) -> Turn:
    step = flow.steps.get(scene.at.step)
    loose, free = (step.loose, step.lets_go) if step is not None else (False, False)
    at = replace(scene.at, until=scene.facts.now + flow.lasts, loose=loose, free=free)
    if loose:
        return Turn(replace(scene.facts.progress, standing=at, choices=()), messages, effects)
    # Numbers now choose among the ways of the step, and what was spoken of before is over.
    return Turn(Progress(standing=at), messages, effects)


def _without(progress: Progress) -> Progress:
    return replace(progress, standing=None, choices=())


def _with_ways(message: Message, step: Step, scene: Scene) -> Message:
    ways = step.open_ways(scene)
    buttons = [Button(way.label, way.label, way.data(scene)) for way in ways]
    return replace(message, buttons=(*buttons, *message.buttons))


def _wanted(step: Step, scene: Scene) -> str:
    """What can be said here, in words: LINE on a PC shows no buttons."""
    ways = step.open_ways(scene)
    shown = numbered(ways) if step.numbered else [f"・{way.label}" for way in ways]
    return "\n".join([step.again, *shown])


def numbered(ways: Sequence[Way]) -> list[str]:
    """The ways with the numbers that choose them, a line each: for whoever sees no buttons."""
    return [f"{place} {way.label}" for place, way in enumerate(ways, start=1)]


def _resolved(goes_to: GoesTo, scene: Scene) -> str:
    return goes_to.choose(scene) if isinstance(goes_to, Branch) else goes_to


# --- what would leave a resident standing ------------------------------------------------------------------------


def problems(flow: Flow, scene: Scene | None = None) -> list[str]:
    """What is wrong with a flow, one sentence each: for staff too, so in Japanese. Empty when all is well.

    With a ``scene`` the questions are worded as well and held against LINE's limits.
    """
    found: list[str] = []
    if flow.start not in flow.steps:
        return [f"始まりの「{flow.start}」がありません。"]
    for name, step in flow.steps.items():
        found += _problems_of_step(flow, name, step)
        if scene is not None:
            there = replace(scene, at=replace(scene.at, flow=flow.name, step=name))
            found += [*_too_long(name, step, there), *_unseen_numbers(name, step, there)]
    entered = {flow.start, *flow.entries, *([flow.on_stop] if flow.on_stop else [])}
    reached = _closure(entered, lambda name: _ahead(flow.steps[name]) if name in flow.steps else ())
    found += [f"「{name}」には、どこからも進めません。" for name in flow.steps if name not in reached]
    behind: dict[str, set[str]] = {}
    for name, step in flow.steps.items():
        for goes_to in _ahead(step):
            behind.setdefault(goes_to, set()).add(name)
    ends = _closure({END, STOP}, lambda name: behind.get(name, ()))
    found += [
        f"「{name}」からは、終わりまで進めません。" for name in flow.steps if name in reached and name not in ends
    ]
    return found


def _problems_of_step(flow: Flow, name: str, step: Step) -> list[str]:
    found = []
    if not step.ways and step.takes is None:
        found.append(f"「{name}」で、答える方法がありません。")
    found += [
        f"「{name}」から進む先の「{goes_to}」がありません。"
        for goes_to in dict.fromkeys(_ahead(step))
        if goes_to not in (END, STOP) and goes_to not in flow.steps
    ]
    if len(step.ways) > MAX_BUTTONS:
        found.append(f"「{name}」の選択肢は{len(step.ways)}個です。LINEで出せるのは{MAX_BUTTONS}個までです。")
    speaks = flow.finish is not _nothing or flow.parting is not _nothing
    for way in step.ways:
        silent = way.says is _nothing and way.does is _nothing and way.leads is None
        if END in _leads_to(way) and not speaks and silent:
            found.append(f"「{name}」の「{way.label}」は、何も言わずに終わります。")
        if len(list(graphemes(way.label))) > MAX_LABEL_GRAPHEMES:
            found.append(f"「{name}」の「{way.label}」は、ボタンに入る{MAX_LABEL_GRAPHEMES}字を超えています。")
        if not bare(way.label):
            found.append(f"「{name}」に、文字で打てない選択肢があります。")
        if key_word(way.label) not in (None, "やめる"):
            found.append(f"「{name}」の「{way.label}」は、ほかの働きをする言葉です。別の言い方にしてください。")
    counted = Counter(bare(word) for way in step.ways for word in {way.label, *way.also})
    found += [f"「{name}」で「{word}」が2つの選択肢に当たります。" for word, times in counted.items() if times > 1]
    return found


def _too_long(name: str, step: Step, scene: Scene) -> list[str]:
    return [
        f"「{name}」の文は{units(message.text)}字です。LINEで送れるのは{MAX_TEXT_UNITS}字までです。"
        for message in step.says(scene)
        if units(message.text) > MAX_TEXT_UNITS
    ]


def _unseen_numbers(name: str, step: Step, scene: Scene) -> list[str]:
    """A number nobody was shown must choose nothing: it may be an answer, or a slip."""
    said = [line for message in step.says(scene) for line in message.text.split("\n")]
    if not step.numbered or step.lists or not said:  # what is said in place of an offer is worded where it is offered
        return []
    return [
        f"「{name}」で「{line}」を番号で選べますが、番号が出ていません。"
        for line in numbered(step.open_ways(scene))
        if line not in said
    ]


def _ahead(step: Step) -> tuple[str, ...]:
    ways = [name for way in step.ways for name in _leads_to(way)]
    return (*ways, *(_names(step.then) if step.takes else ()))


def _leads_to(way: Way) -> tuple[str, ...]:
    return _names(way.goes_to)


def _names(goes_to: GoesTo) -> tuple[str, ...]:
    return goes_to.among if isinstance(goes_to, Branch) else (goes_to,)


def _closure(start: set[str], ahead: Callable[[str], Sequence[str] | set[str]]) -> set[str]:
    seen, todo = set(start), list(start)
    while todo:
        for name in ahead(todo.pop()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen
