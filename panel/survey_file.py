"""A survey from its YAML file, with the line of everything that is wrong in it.

Values are read as they are written: ``yes``, ``1`` and a date are words until the key they stand under says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import yaml

from panel import ages
from panel.calendar import DEFAULT_INVITATION_TIME, JAPAN
from panel.folding import bare
from panel.survey import DEFAULT_TEXT_CHARS, Audience, Question, Survey, Type
from panel.survey_problems import faults, lines_of

MAX_FILE_BYTES = 200_000
_MAX_DEPTH = 12

_TOP = ("title", "measure", "indicator", "opens_at", "closes_at", "remind_after", "audience", "anonymous", "questions",
        "reason", "decision")  # fmt: skip
_QUESTION = ("id", "type", "text", "required", "show_if")
_OF_TYPE: dict[Type, tuple[str, ...]] = {
    "single": ("choices",),
    "multiple": ("choices", "max"),
    "scale": ("min", "max", "labels"),
    "number": ("min", "max"),
    "text": ("max_chars",),
}
_SPAN = re.compile(r"([0-9]{1,3})([dh])")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_NULL = ("null", "~", "")
# Control signs, and halves of signs, which no database and no message takes.
_UNUSABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class BadSurvey(ValueError):
    """The file cannot be used: every fault with its line (from 1), in order."""

    faults: tuple[tuple[int, str], ...]

    def __str__(self) -> str:
        return "\n".join(f"{line}行目：{why}" for line, why in self.faults)


class _Fault(Exception):
    def __init__(self, node: yaml.Node | None, why: str) -> None:
        super().__init__(why)
        self.line = node.start_mark.line + 1 if node is not None else 1
        self.why = why


def read(text: str, *, districts: Sequence[str] = (), now: datetime | None = None) -> Survey:
    """Read a survey file. ``districts`` are those of the city, for the audience. With ``now``, one that would be over
    before it is sent is refused too. Raises BadSurvey."""
    reader = _Reader(districts)
    try:
        survey = reader.survey(_tree(text))
    except _Fault as fault:
        raise BadSurvey(((fault.line, fault.why),)) from fault
    if now is not None and survey.closes_at <= now:
        raise BadSurvey(((reader.where[(None, "closes_at")], "締切（closes_at）が過ぎています。"),))
    if found := faults(survey):
        raise BadSurvey(lines_of(found, reader.where))
    return survey


def _tree(text: str) -> yaml.Node:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_FILE_BYTES:
        raise _Fault(None, f"ファイルが大きすぎます（{MAX_FILE_BYTES:,}バイトまで）。")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise BadSurvey(
                    ((event.start_mark.line + 1 if event.start_mark else 1, "かっこの重なりが深すぎます。"),)
                )
            if isinstance(event, yaml.AliasEvent):  # a few of them can stand for millions of lines
                mark = event.start_mark
                raise BadSurvey(((mark.line + 1 if mark else 1, "YAML の別名（*）は使えません。"),))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BadSurvey(((line, f"YAML として読めません（{error.problem}）。"),)) from error
    except yaml.YAMLError as error:
        raise BadSurvey(((1, f"YAML として読めません（{type(error).__name__}）。"),)) from error
    if root is None:
        raise BadSurvey(((1, "ファイルが空です。"),))
    return root


class _Reader:
    """Reads one file; ``where`` remembers on which line each part stands."""

    def __init__(self, districts: Sequence[str]) -> None:
        self._districts = {bare(name): name for name in districts}
        self.where: dict[tuple[int | None, str], int] = {}

    def survey(self, root: yaml.Node) -> Survey:
        top = self._mapping(root, _TOP, None)
        for key in ("title", "opens_at", "closes_at", "questions"):
            if key not in top:
                raise _Fault(root, f"{key} がありません。")
        questions: list[Question] = []
        for place, node in enumerate(_sequence(top["questions"], "questions")):
            questions.append(self._question(place, node, questions))
        return Survey(
            title=_words(top["title"], "title"),
            questions=tuple(questions),
            opens_at=_moment(top["opens_at"], "opens_at"),
            closes_at=_moment(top["closes_at"], "closes_at"),
            remind_after=tuple(map(_span, _several(top.get("remind_after"), "remind_after"))),
            audience=self._audience(top.get("audience")),
            anonymous=_optional(top.get("anonymous"), _truth, default=True),
            measure=_optional(top.get("measure"), lambda node: _words(node, "measure"), default=None),
            indicator=_optional(top.get("indicator"), lambda node: _words(node, "indicator"), default=None),
            reason=_optional(top.get("reason"), lambda node: _words(node, "reason"), default=None),
            decision=_optional(top.get("decision"), lambda node: _words(node, "decision"), default=None),
        )

    def _question(self, place: int, node: yaml.Node, earlier: Sequence[Question]) -> Question:
        every_key = {*_QUESTION, *(key for keys in _OF_TYPE.values() for key in keys)}
        parts = self._mapping(node, tuple(sorted(every_key)), place)
        for key in ("id", "type", "text"):
            if key not in parts:
                raise _Fault(node, f"質問に {key} がありません。")
        type_ = _type(parts["type"])
        for key, value in parts.items():
            if key not in (*_QUESTION, *_OF_TYPE[type_]):
                raise _Fault(value, f"{key} は、type が {type_} の質問には使えません。")
        if type_ in ("single", "multiple") and "choices" not in parts:
            raise _Fault(node, f"type が {type_} の質問には choices が必要です。")
        choices = tuple(_words(one, "choices") for one in _several(parts.get("choices"), "choices"))
        whole = {
            key: _optional(parts.get(key), lambda node, key=key: _whole(node, key), default=None)  # type: ignore[misc]
            for key in ("min", "max", "max_chars")
        }
        return Question(
            id=_words(parts["id"], "id"),
            type=type_,
            text=_words(parts["text"], "text", lines=True),
            choices=choices,
            most=whole["max"] if type_ == "multiple" else None,
            low=whole["min"] if type_ in ("scale", "number") else None,
            high=whole["max"] if type_ in ("scale", "number") else None,
            labels=_labels(parts.get("labels")),
            required=_optional(parts.get("required"), _truth, default=True),
            max_chars=DEFAULT_TEXT_CHARS if whole["max_chars"] is None else whole["max_chars"],
            show_if=self._branch(parts.get("show_if"), earlier),
        )

    def _branch(self, node: yaml.Node | None, earlier: Sequence[Question]) -> dict[str, tuple[int, ...]]:
        if node is None or _is_null(node):
            return {}
        found: dict[str, tuple[int, ...]] = {}
        for key_node, value in _pairs(node, "show_if"):
            id_ = _words(key_node, "show_if")
            question = next((one for one in earlier if one.id == id_), None)
            if question is None:
                raise _Fault(key_node, f"show_if の「{id_}」は、これより前の質問にありません。")
            if id_ in found:
                raise _Fault(key_node, f"show_if に「{id_}」が2回あります。")
            found[id_] = tuple(_condition(one, question) for one in _several(value, "show_if", one_alone=True))
        return found

    def _audience(self, node: yaml.Node | None) -> Audience:
        if node is None or _is_null(node):
            return Audience()
        parts = self._mapping(node, ("districts", "age_bands"), None, prefix="audience.")
        districts = []
        for one in _several(parts.get("districts"), "districts"):
            name = self._districts.get(bare(_words(one, "districts")))
            if name is None:
                known = "、".join(self._districts.values()) or "市の設定（city.toml）に地区がまだありません"
                raise _Fault(one, f"地区「{one.value}」は分かりません（{known}）。")
            districts.append(name)
        bands = []
        for one in _several(parts.get("age_bands"), "age_bands"):
            band = ages.band(_words(one, "age_bands"))
            if band is None:
                raise _Fault(one, f"年代「{one.value}」は分かりません（{'、'.join(ages.BANDS)}）。")
            bands.append(band)
        return Audience(tuple(districts), tuple(bands))

    def _mapping(
        self, node: yaml.Node, known: Sequence[str], question: int | None, *, prefix: str = ""
    ) -> dict[str, yaml.Node]:
        self.where.setdefault((question, ""), node.start_mark.line + 1)
        found: dict[str, yaml.Node] = {}
        for key_node, value in _pairs(node, "アンケート" if question is None else "質問"):
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key not in known:
                raise _Fault(key_node, f"{prefix}{key} というキーはありません（使えるのは {'、'.join(known)}）。")
            if key in found:
                raise _Fault(key_node, f"{prefix}{key} が2回あります。")
            found[key] = value
            if not prefix:
                self.where[(question, key)] = key_node.start_mark.line + 1
        return found


# --- reading one value -------------------------------------------------------------------------------------------


def _pairs(node: yaml.Node, what: str) -> Sequence[tuple[yaml.Node, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _Fault(node, f"{what}は「キー: 値」の形で書いてください。")
    return node.value  # type: ignore[no-any-return]


def _sequence(node: yaml.Node, key: str) -> Sequence[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise _Fault(node, f"{key} は一覧（- または [ ]）で書いてください。")
    return node.value  # type: ignore[no-any-return]


def _several(node: yaml.Node | None, key: str, *, one_alone: bool = False) -> Sequence[yaml.Node]:
    if node is None or _is_null(node):
        return ()
    return [node] if one_alone and isinstance(node, yaml.ScalarNode) else _sequence(node, key)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value.lower() in _NULL


def _optional(node: yaml.Node | None, read_value: Callable[[yaml.Node], _Read], *, default: _Read) -> _Read:
    return default if node is None or _is_null(node) else read_value(node)


def _words(node: yaml.Node, key: str, *, lines: bool = False) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _Fault(node, f"{key} は文字で書いてください。")
    text: str = node.value.strip()
    if _UNUSABLE.search(text) or ("\n" in text and not lines):
        raise _Fault(node, f"{key} に、使えない文字か改行があります。")
    return text


def _whole(node: yaml.Node, key: str) -> int:
    text = _words(node, key)
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise _Fault(node, f"{key} は整数で書いてください（「{text}」は読めません）。")
    return int(text)


def _truth(node: yaml.Node) -> bool:
    text = _words(node, "true/false").lower()
    if text not in (*_TRUE, *_FALSE):
        raise _Fault(node, f"true か false で書いてください（「{text}」は読めません）。")
    return text in _TRUE


def _type(node: yaml.Node) -> Type:
    text = _words(node, "type")
    for known in _OF_TYPE:
        if text == known:
            return known
    raise _Fault(node, f"type「{text}」は分かりません（{'、'.join(_OF_TYPE)}）。")


def _moment(node: yaml.Node, key: str) -> datetime:
    text = _words(node, key)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = date.fromisoformat(text)
            if key == "closes_at":  # a day is over when it ends
                return datetime(day.year, day.month, day.day, 23, 59, tzinfo=JAPAN).astimezone(UTC)
            return datetime.combine(day, DEFAULT_INVITATION_TIME, JAPAN).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _Fault(node, f"{key} は 2026-12-01T09:00 の形で書いてください（「{text}」は読めません）。") from error


def _span(node: yaml.Node) -> timedelta:
    found = _SPAN.fullmatch(_words(node, "remind_after"))
    if found is None or int(found[1]) == 0:
        raise _Fault(node, "remind_after は 3d（3日後）や 12h（12時間後）の形で書いてください。")
    return timedelta(days=int(found[1])) if found[2] == "d" else timedelta(hours=int(found[1]))


def _labels(node: yaml.Node | None) -> dict[int, str]:
    if node is None or _is_null(node):
        return {}
    return {_whole(key, "labels"): _words(value, "labels") for key, value in _pairs(node, "labels")}


def _condition(node: yaml.Node, question: Question) -> int:
    """An answer named in a condition, as it is kept."""
    text = _words(node, "show_if")
    if question.type in ("single", "multiple"):
        if text not in question.choices:
            raise _Fault(node, f"show_if の「{text}」は、質問 {question.id} の選択肢にありません。")
        return question.choices.index(text)
    if question.type == "text":
        raise _Fault(node, f"show_if の「{question.id}」は自由に書く質問なので、条件にできません。")
    return _whole(node, "show_if")
