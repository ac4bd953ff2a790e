"""What somebody typed, as an answer to a question: a label, a number, several of either, or nothing that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from panel.folding import bare, folded
from panel.survey import Question, Value

Problem = Literal["unclear", "too_many", "too_long", "out_of_range", "not_whole", "empty"]

# A typing error is taken for a label when it is this like it and this much less like any other (per cent).
_LIKE = 75.0
_MARGIN = 15.0
_SHORTEST_PART = 2
_NEGATION = re.compile("ない|ません|なかった|なく|なけれ|なきゃ|ねば|ず$|ぬ$|無い|不")
# The ending of a verb, as labels have it, and whatever stands there when it is said (読んでます, 読みますよ): no other verb
# that takes it back (読むのをやめた).
_VERB = re.compile("(?P<stem>.*[一-龠])(?P<ending>[うくぐすつぬぶむる])")
_SAID_ENDING = re.compile("(?!.*(?:やめ|にく|づら|も[のん]か))[ぁ-ん]{1,7}")
# A verb that is denied (読まない), and its last sign as the polite form has it (読みません).
_DENIED = re.compile("(?P<stem>.*[一-龠])(?P<ending>[ぁ-ん]{0,2})ない")
_POLITE = str.maketrans("わかがさたなばまら", "いきぎしちにびみり")
# As it is denied in writing, and as one says it (読まね, 読まん); what stands behind takes nothing back (読まないことはない).
_SAID_DENIED = re.compile(
    "(?:ない|なかった|ません|ませんでした|ね[えぇ]?|ん|ぬ|へん)"
    "(?:です|でした|だ|っす|よ|ね|な|なあ|わ|さ|の|ん|も|し|が|けど|けれど|から|ので|かな|ず|ちゃ)*"
)
# The endings before such a denial (読ま-, 読め-, 読まれ-), by that of the verb; る may leave nothing (見ん).
_BEFORE_DENIAL = {
    "う": "[わえ]", "く": "[かがけげ]", "ぐ": "[がげ]", "す": "[させ]", "つ": "[ただてで]", "ぬ": "[なね]", "ぶ": "[ばべ]",
    "む": "[まめ]", "る": "[られ]?",
}  # fmt: skip
_IS_DENIED = {ending: re.compile(f"{before}れ?(?:ね|ん|ぬ|ず|へん)") for ending, before in _BEFORE_DENIAL.items()}
_NUMBERED = re.compile(
    r"(?:no\.?)?([0-9]{1,2})(?:番目|番|ばん|つ目)?(?:です|でお願いします|をお願いします|お願いします|で|を|の)?"
)
_KANJI_DIGITS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "ぜろ": 0,
    "零": 0,
}
_ABOUT = re.compile(
    r"(?:約|およそ|だいたい|大体|たぶん|多分|(?:毎|ひと|1か?|一か?)?[月年週日]に?){0,2}(-?[0-9]{1,9})(?![0-9.])[^0-9]{0,6}"
)
_KANJI_RUN = re.compile("[一二三四五六七八九十百千]+")
_KANJI_NUMBER = re.compile(
    "(?P<thousands>[二三四五六七八九]?千)?(?P<hundreds>[二三四五六七八九]?百)?(?P<tens>[二三四五六七八九]?十)?"
    "(?P<ones>[一二三四五六七八九])?"
)
# 「1回もない」 is no number of its own.
_NONE = re.compile("も.{0,3}(?:ない|ません|なし|無い)")
_CIRCLED = re.compile("[①-⑳]")
_FRACTION = re.compile(r"-?[0-9]+[.．][0-9]+")
_COMMAS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_SPLITS = (r"[,、，;/／\n\s]+", r"[,、，;/／\n\s・と]+")


@dataclass(frozen=True)
class Misfit:
    """Why a text is no answer."""

    problem: Problem


def read(question: Question, text: str) -> Value | Misfit:
    """The answer that ``text`` is to ``question``, or why it is none."""
    if not text.strip():
        return Misfit("empty")
    match question.type:
        case "single":
            found = choice(question.choices, text)
            return Misfit("unclear") if found is None else found
        case "multiple":
            return _several(question, text)
        case "scale":
            return _point(question, text)
        case "number":
            return _number(question, text)
    return _words(question, text)


def is_an_option(question: Question, text: str) -> bool:
    """Whether a text is, word for word, what stands on a button of the question."""
    wanted = bare(text)
    return bool(wanted) and wanted in map(bare, question.options)


def choice(labels: Sequence[str], text: str) -> int | None:
    """The place of the one label that is meant: by the label, its number, or words that are near to no other."""
    wanted = bare(text)
    if not wanted:
        return None
    plain = [bare(label) or folded(label) for label in labels]
    if wanted in plain:
        return plain.index(wanted)
    # Buttons show the number before the label; whoever copies one means it.
    numbered = [f"{place}{label}" for place, label in enumerate(plain, start=1)]
    if wanted in numbered:
        return numbered.index(wanted)
    number = _numbered(wanted)
    if number is not None:
        return number - 1 if 1 <= number <= len(labels) else None
    return _near(plain, wanted)


def _numbered(wanted: str) -> int | None:
    if wanted in _KANJI_DIGITS:
        return _KANJI_DIGITS[wanted]
    found = _NUMBERED.fullmatch(wanted)
    return int(found[1]) if found else None


def _near(labels: Sequence[str], wanted: str) -> int | None:
    """By a part that only one label has, by its verb in another form, else by likeness with a clear margin. A negation on one
    side only is no likeness."""
    fitting = [place for place, label in enumerate(labels) if _denies_as_much(label, wanted)]
    if len(wanted) >= _SHORTEST_PART:
        holding = [place for place, label in enumerate(labels) if wanted in label]
        if len(holding) == 1 and holding[0] in fitting:
            return holding[0]
    inflected = [
        place
        for place, label in enumerate(labels)
        if _is_denial_of(wanted, label) or (place in fitting and _is_form_of(wanted, label))
    ]
    if len(inflected) == 1:
        return inflected[0]
    likeness = sorted(((fuzz.ratio(wanted, label), place) for place, label in enumerate(labels)), reverse=True)
    best, second = likeness[0], likeness[1] if len(likeness) > 1 else (0.0, -1)
    if best[0] >= _LIKE and best[0] - second[0] >= _MARGIN and best[1] in fitting:
        return best[1]
    return None


def _is_denial_of(wanted: str, label: str) -> bool:
    """Whether a label denies a verb, and a text the same one in another form: 読みません or 読まね for 読まない."""
    denied = _DENIED.fullmatch(label)
    if denied is None:
        return False
    stem, ending = denied["stem"], denied["ending"]
    begins = (stem + ending, stem + ending.translate(_POLITE))
    return any(wanted.startswith(one) and _SAID_DENIED.fullmatch(wanted, len(one)) for one in begins)


def _is_form_of(wanted: str, label: str) -> bool:
    """Whether a text is a label with its verb at the end in another form, and no denial: 毎月読んでます for 毎月読む."""
    verb = _VERB.fullmatch(label)
    if verb is None or not wanted.startswith(verb["stem"]):
        return False
    behind = len(verb["stem"])
    denied = _IS_DENIED[verb["ending"]].match(wanted, behind)
    return denied is None and _SAID_ENDING.fullmatch(wanted, behind) is not None


def _denies_as_much(label: str, wanted: str) -> bool:
    """Whether both deny something or neither does; what is denied twice (少なくない) is not what is denied once."""
    said, stands = (len(_NEGATION.findall(text)) for text in (wanted, label))
    return bool(said) == bool(stands) and said <= max(stands, 1)


def _several(question: Question, text: str) -> Value | Misfit:
    whole = choice(question.choices, text)
    if whole is not None:
        return (whole,)
    for split in _SPLITS:
        parts = [part for part in re.split(split, folded_but_spaced(text)) if bare(part)]
        found = [choice(question.choices, part) for part in parts]
        if parts and None not in found:
            places = tuple(sorted({place for place in found if place is not None}))
            return Misfit("too_many") if len(places) > _most(question) else places
    return Misfit("unclear")


def folded_but_spaced(text: str) -> str:
    """Folded word by word, so that blanks still part the answers; a digit in a circle is a word of its own."""
    return " ".join(folded(word) for word in _CIRCLED.sub(r" \g<0> ", text).split())


def _most(question: Question) -> int:
    return question.most or len(question.choices)


def _point(question: Question, text: str) -> Value | Misfit:
    points, wanted = question.points, bare(text)
    for point, label in question.labels.items():
        if wanted in (bare(label), bare(f"{point}{label}"), bare(f"{point}（{label}）")):
            return point
    number = _whole(wanted, text)
    if isinstance(number, int):
        return number if number in points else Misfit("out_of_range")
    named = sorted(question.labels)
    near = _near([bare(question.labels[point]) for point in named], wanted) if named and wanted else None
    return named[near] if near is not None else number


def _number(question: Question, text: str) -> Value | Misfit:
    number = _whole(bare(text), text)
    if not isinstance(number, int):
        return number
    too_low = question.low is not None and number < question.low
    too_high = question.high is not None and number > question.high
    return Misfit("out_of_range") if too_low or too_high else number


def _whole(wanted: str, text: str) -> int | Misfit:
    """The whole number in a text of one number and little else ("約１０回くらい")."""
    if wanted in _KANJI_DIGITS:
        return _KANJI_DIGITS[wanted]
    plain = _COMMAS.sub("", folded(text)).strip("。.、,!()「」")
    if _FRACTION.search(plain):
        return Misfit("not_whole")
    found = _ABOUT.fullmatch(plain) or _ABOUT.fullmatch(in_figures(plain))
    return int(found[1]) if found and not _NONE.search(plain) else Misfit("unclear")


def in_figures(text: str) -> str:
    """A text with its numbers in kanji as figures: 六十五歳 is 65歳."""
    return _KANJI_RUN.sub(_in_digits, text)


def _in_digits(run: re.Match[str]) -> str:
    """五十 as 50; as it is where it is no number but several (二三)."""
    parts = _KANJI_NUMBER.fullmatch(run[0])
    if parts is None:
        return run[0]
    sizes = ((parts["thousands"], 1_000), (parts["hundreds"], 100), (parts["tens"], 10), (parts["ones"], 1))
    return str(sum(size * _KANJI_DIGITS.get(part.rstrip("千百十"), 1) for part, size in sizes if part))


def _words(question: Question, text: str) -> Value | Misfit:
    words = text.strip()
    return Misfit("too_long") if len(words) > question.max_chars else words
