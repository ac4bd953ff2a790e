"""Names of people in a text: by the forms in which people name themselves and others, with lists of common surnames.

A surname alone is never enough, since half of them are places or ordinary words; the words around it decide
(``tables/personal_names.toml``). A surname with a given name behind it is enough by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casework.detectors import table
from casework.plain import plain

_TABLES = Path(__file__).parent / "tables"
_KANJI = "一-龠々〆ヶ﨑髙𠮷濵"
_MAX_SURNAME = 4
_CONTEXT = 40
_SHORT_GIVEN = 2
_LONGEST_UNKNOWN = 4
# Honorary posts behind a name: unlike 市長 or 議員 they do not make it a public one.
_ROLES = re.compile(r"会長|副会長|班長|区長|組長|町内会長|自治会長|委員長|分団長|店長|様|氏|君|先生|宅|家|宛")
_AFTER_SHORT = ("と", "は", "が", "で", "さ", "く", "、", "。", ")", "」", "")
_GIVEN_RUN = re.compile(rf"[{_KANJI}]{{1,3}}")
_KANA_RUN = re.compile(r"[ぁ-ん]{2,6}|[ァ-ヶー]{2,6}")
# とし子, くみ子: not 「から子ども」 or 「うち美」.
_KANA_WITH_END = re.compile(
    r"(?!から|まで|には|では|との|への|です|ます|より|ほど|だけ|など|しか|って|うち|この|その|あの|どの|さん|たち)"
    r"[ぁ-んァ-ン]{2}[子江代枝美恵](?![一-龠どのた])"
)
_KANA_PAIR = re.compile(
    r"(?<![ァ-ヶー])([ァ-ヶー]{2,6}) {1,2}([ァ-ヶー]{2,6})(?![ァ-ヶー])"
    r"|(?<![ぁ-ん])([ぁ-ん]{2,6}) {1,2}([ぁ-ん]{2,6})"
)
_KANA_NAME = re.compile(r"[ぁ-ん]{4,12}|[ァ-ヶー]{4,12}")
_UNKNOWN = re.compile(
    rf"(?:[{_KANJI}]{{1,4}} [{_KANJI}ぁ-んァ-ヶー]{{1,5}}|[{_KANJI}]{{2,6}}"
    r"|[ァ-ヶー]{2,8}(?:[ ・][ァ-ヶー]{1,6}){0,3}|[ぁ-ん]{2,4} [ぁ-ん]{2,5})"
)
_IN_LATIN = re.compile(r"[a-z][a-z'\-]+(?: [a-z][a-z'\-]+){0,2}")
_AFTER_GIVEN = re.compile(
    r"(?:さん|様|さま|くん|君|ちゃん|氏|先生|です|と|が|は|を|に|の|も|、|。|,|\.|[()」』]|!|\?| |\n|$|より|だ|で|[0-9]"
    r"|まで|へ|から|宛|あて|や)"
)


@dataclass(frozen=True)
class Name:
    """A name in plain text, ``plain(text).text[start:end]``, and the form that gave it away."""

    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Form:
    """Words before and after that make a surname a name.

    ``unknown``: a name of no list counts too; ``frequent``: surnames that are places or words count when they are
    common enough, ``any_surname``: all of them count; ``given_alone``: a given name without a surname counts.
    ``example``, ``counter_example`` and ``source`` are for staff and the test.
    """

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unknown: bool
    frequent: bool
    given_alone: bool
    any_surname: bool
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True)
class _Lists:
    surnames: frozenset[str]
    surnames_in_kana: frozenset[str]
    given_in_kana: frozenset[str]
    ordinary: frozenset[str]
    frequent: frozenset[str]
    never: frozenset[str]
    not_behind: re.Pattern[str]
    role_endings: frozenset[str]
    roles: tuple[str, ...]
    given: frozenset[str]
    given_end: frozenset[str]
    not_given: frozenset[str]
    not_given_alone: frozenset[str]
    no_person: re.Pattern[str]
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class _Candidate:
    start: int
    surname_end: int
    end: int
    sure: bool = True
    """Whether what stands behind the surname is enough like a given name to need no form."""
    guessed: bool = False
    """Whether what stands behind it could be any word: only a form that is about people makes it a name."""

    @property
    def full(self) -> bool:
        return self.end > self.surname_end


def names(text: str, places: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The names in a text as spans of its plain form, without overlaps.

    ``places`` are names of the city and its districts: 「上山です」 tells where somebody is.
    """
    read = plain(text).text
    lists = _lists()
    found = [
        *_by_surname(read, lists, places),
        *_in_kana(read, lists),
        *_given_alone(read, lists),
        *_of_no_list(read, lists),
    ]
    kept: list[Name] = []
    for name in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)


def forms() -> tuple[Form, ...]:
    """All forms, for staff and for the test that tries their examples."""
    return _lists().forms


def holders_behind(text: str, end: int) -> tuple[int, int] | None:
    """The name of the holder behind a bank account that ends at ``end`` of plain text; None when there is none."""
    match = re.match(rf"[ 　,、:/名義はが]{{0,6}}({_UNKNOWN.pattern})", text[end : end + _CONTEXT])
    if match is None or _lists().no_person.search(match[1]):
        return None
    return end + match.start(1), end + match.end(1)


def _by_surname(text: str, lists: _Lists, places: frozenset[str]) -> Iterator[Name]:
    for candidate in _candidates(text, lists):
        surname = text[candidate.start : candidate.surname_end]
        before, after = (
            text[max(0, candidate.start - _CONTEXT) : candidate.start],
            text[candidate.end : candidate.end + _CONTEXT],
        )
        if any((surname + after).startswith(word) for word in lists.never):
            continue
        plain_word = surname in lists.ordinary or surname in places
        form = _form(
            before,
            after,
            candidate,
            lists,
            plain_word=plain_word,
            often=surname in lists.frequent and surname not in places,
        )
        if form is not None:
            yield Name(candidate.start, candidate.end, form)


def _form(
    before: str, after: str, candidate: _Candidate, lists: _Lists, *, plain_word: bool, often: bool
) -> str | None:
    if lists.not_behind.match(after):
        return None
    for form in lists.forms:
        if form.before is not None and not form.before.search(before):
            continue
        if form.after is not None and not form.after.search(after):
            continue
        if form.before is None and before and re.search(rf"[{_KANJI}]$", before) and not candidate.full:
            continue  # the second half of a longer word: 大 + 林さん
        if plain_word and not candidate.full:
            if form.name == "敬称":
                titled = often or after.startswith(("さん", "様", "さま"))
                if not titled or (before and re.search(rf"[{_KANJI}]$", before)):
                    continue
            elif not (form.any_surname or (form.unknown and form.after is not None) or (form.frequent and often)):
                continue
        if candidate.guessed and not (form.unknown or form.given_alone or form.name == "敬称"):
            continue
        if form.after is None and not candidate.full and not _AFTER_GIVEN.match(after):
            continue
        return form.name
    if candidate.full and candidate.sure and not re.search(rf"[{_KANJI}]$", before) and _AFTER_GIVEN.match(after):
        return "姓と名"
    return None


def _candidates(text: str, lists: _Lists) -> Iterator[_Candidate]:
    place = 0
    while place < len(text):
        longest = 0
        for length in range(min(_MAX_SURNAME, len(text) - place), 0, -1):
            if text[place : place + length] in lists.surnames:
                longest = length
                break
        if not longest:
            place += 1
            continue
        # 小 + 林 or 小林: every length may be the right one, the longest first.
        for length in range(longest, 0, -1):
            if text[place : place + length] in lists.surnames:
                surname_end = place + length
                yield from _with_given(text, place, surname_end, lists)
                yield _Candidate(place, surname_end, surname_end)
        place += 1


def _with_given(text: str, start: int, surname_end: int, lists: _Lists) -> Iterator[_Candidate]:
    begin = surname_end
    spaced = begin < len(text) and text[begin] in " ・"
    begin += spaced
    if _GIVEN_RUN.match(text, begin):
        yield from _with_kanji(text, start, surname_end, begin, lists)
    elif (ending := _KANA_WITH_END.match(text, begin)) and surname_end - start > 1:
        yield _Candidate(start, surname_end, ending.end())
    elif kana := _KANA_RUN.match(text, begin):
        yield from _with_kana(text, start, surname_end, kana, lists)


def _with_kanji(text: str, start: int, surname_end: int, begin: int, lists: _Lists) -> Iterator[_Candidate]:
    """佐藤太郎, 遠藤正一会長: up to three characters of given names, with no other word's kanji behind."""
    spaced = begin > surname_end
    for length in range(3, 0, -1):
        run, end = text[begin : begin + length], begin + length
        if len(run) < length or not all(sign in lists.given for sign in run) or run in lists.not_given:
            continue
        if _is_kanji(text[end : end + 1]) and not _ROLES.match(text, end):
            continue
        typical = run[-1] in lists.given_end and (spaced or (length > 1 and surname_end - start > 1))
        if typical or surname_end - start > 1:
            yield _Candidate(start, surname_end, end, sure=typical)
        return


def _with_kana(text: str, start: int, surname_end: int, kana: re.Match[str], lists: _Lists) -> Iterator[_Candidate]:
    """松田りく, 佐藤キヨ: a known given name, or any short word in katakana where a form speaks for it."""
    run, spaced = _hiragana(kana[0]), kana.start() > surname_end
    katakana = kana[0][0] >= "ァ"
    for length in range(len(run), 1, -1):
        end = kana.start() + length
        if run[:length] in lists.given_in_kana and _AFTER_GIVEN.match(text, end):
            if length > _SHORT_GIVEN or spaced or katakana or text[end : end + 1] in _AFTER_SHORT:
                yield _Candidate(start, surname_end, end)
            return
    if katakana and len(run) <= _LONGEST_UNKNOWN and _AFTER_GIVEN.match(text, kana.end()):
        yield _Candidate(start, surname_end, kana.end(), sure=False, guessed=True)


def _in_kana(text: str, lists: _Lists) -> Iterator[Name]:
    """ナガイ トモコ, さとう はなこ, さとうはなこです, サトウと申します."""
    for match in _KANA_PAIR.finditer(text):
        first, second = match[1] or match[3], match[2] or match[4]
        given = _given_prefix(_hiragana(second), lists, text, match.end() - len(second))
        if given and _hiragana(first) in lists.surnames_in_kana:
            yield Name(match.start(), match.end() - len(second) + given, "かなの姓と名")
    for match in _KANA_NAME.finditer(text):
        run = _hiragana(match[0])
        for length in range(min(6, len(run) - 2), 1, -1):
            if run[:length] in lists.surnames_in_kana:
                given = _given_prefix(run[length:], lists, text, match.start() + length)
                if given > 1 and length + given > 4 and _starts_free(text, match.start()):
                    yield Name(match.start(), match.start() + length + given, "かなの姓と名")
                    break
    for match in re.finditer(
        r"(?<![ァ-ヶー])[ァ-ヶー]{2,6}(?![ァ-ヶー])|(?<![ぁ-ん])[ぁ-ん]{2,5}?(?=さん|と(?:申|もう))", text
    ):
        if _hiragana(match[0]) not in lists.surnames_in_kana:
            continue
        after, before = (
            text[match.end() : match.end() + _CONTEXT],
            text[max(0, match.start() - _CONTEXT) : match.start()],
        )
        strong = re.match(r"と(?:申し|もうし|言い|いい)ます|と(?:申|もう)", after)
        titled = match[0][0] >= "ァ" and re.match(r"さん|様|さま|氏|くん|君|先生", after)
        named = (
            match[0][0] >= "ァ"
            and re.match(r"です", after)
            and re.search(r"(?:^|[。\n、]|町の|台の|の)$", before)
            and len(match[0]) > 2
        )
        if strong or titled or named:
            yield Name(match.start(), match.end(), "かなの姓")


def _given_alone(text: str, lists: _Lists) -> Iterator[Name]:
    """りくくん, 陽菜ちゃん; 息子の翔太が, 娘のさくらは."""
    for match in re.finditer(rf"([{_KANJI}]{{1,3}}|[ぁ-ん]{{2,5}}|[ァ-ヶー]{{2,5}})(?=ちゃん|くん|君)", text):
        word = match[1]
        for length in range(len(word), 0, -1):
            part = word[-length:]
            if _is_given(part, lists):
                yield Name(match.end() - length, match.end(), "ちゃん・くん")
                break
    for form in lists.forms:
        if not form.given_alone or form.before is None:
            continue
        for match in re.finditer(form.before.pattern.removesuffix("$"), text):
            run = _GIVEN_RUN.match(text, match.end()) or _KANA_RUN.match(text, match.end())
            if run is None:
                continue
            if _is_kanji(run[0][0]):
                behind = text[run.end() : run.end() + 2]
                if (
                    len(run[0]) > 1
                    and _is_given(run[0], lists)
                    and re.match(r"が|は|も|を|に|と|、|で|$|[()」・]", behind)
                ):
                    yield Name(run.start(), run.end(), form.name)
                continue
            given = _given_prefix(_hiragana(run[0]), lists, text, run.start())
            if given > 1 and (given > 2 or re.match(r"が|は|も|を|と|、|で|[)」・]", text[run.start() + given :])):
                yield Name(run.start(), run.start() + given, form.name)


def _of_no_list(text: str, lists: _Lists) -> Iterator[Name]:
    """黒沼と申します, 氏名：…: the form is so clear that no list is needed."""
    for match in re.finditer(rf"(?<![{_KANJI}])[{_KANJI}]{{2,3}}(?=さん|さま|様)", text):
        word = match[0]
        if text[: match.start()].endswith(("お", "ご")):  # お世話様, お客様
            continue
        if word[-1] not in lists.role_endings and not any(word.startswith(role) for role in lists.roles):
            yield Name(match.start(), match.end(), "敬称")
    for form in lists.forms:
        if not form.unknown:
            continue
        if form.before is not None:
            for match in re.finditer(form.before.pattern.removesuffix("$"), text):
                name = _UNKNOWN.match(text, match.end()) or _IN_LATIN.match(text, match.end())
                if (
                    name
                    and not lists.no_person.search(name[0])
                    and re.match(r"[、。,.\n!(]| |です|と|で|$", text[name.end() :])
                ):
                    yield Name(name.start(), name.end(), form.name)
        if form.after is not None:
            for match in re.finditer(
                rf"(?:^|[^{_KANJI}ァ-ヶー])({_UNKNOWN.pattern})(?={form.after.pattern.removeprefix('^')})", text
            ):
                if not lists.no_person.search(match[1]) and not lists.not_behind.search(match[1][-2:]):
                    yield Name(match.start(1), match.end(1), form.name)


def _given_prefix(run: str, lists: _Lists, text: str, start: int) -> int:
    """How much of a run of kana is a given name that ends where a word can end; 0: none."""
    for length in range(min(len(run), 6), 1, -1):
        if run[:length] in lists.given_in_kana and _AFTER_GIVEN.match(text, start + length):
            return length
    return 0


def _is_given(word: str, lists: _Lists) -> bool:
    if word in lists.not_given_alone:
        return False
    if _is_kanji(word[0]):
        return all(sign in lists.given for sign in word) and word[-1] in lists.given_end
    return _hiragana(word) in lists.given_in_kana


def _is_kanji(sign: str) -> bool:
    return bool(sign) and re.match(rf"[{_KANJI}]", sign) is not None


def _starts_free(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "。、\n !?:「(はのと"


def _hiragana(text: str) -> str:
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in text)


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    rows = [line.split() for line in _lines("surnames.txt")]
    data = table("personal_names.toml")
    return _Lists(
        surnames=frozenset(row[0] for row in rows),
        # Readings of two kana and words such as さいとう stay out of free text by the forms that use them.
        surnames_in_kana=frozenset(reading for row in rows for reading in row[1:] if len(reading) > 1),
        given_in_kana=frozenset(name for line in _lines("given_names.txt") for name in line.split()),
        ordinary=frozenset(data["ordinary"]) | {row[0] for row in rows if len(row[0]) == 1},
        frequent=frozenset(data["frequent"]),
        never=frozenset(data["never"]),
        not_behind=re.compile("|".join(data["not_behind"])),
        role_endings=frozenset(data["role_endings"]),
        roles=tuple(data["roles"]),
        given=frozenset(data["given_signs"]),
        given_end=frozenset(data["given_end_signs"]),
        not_given=frozenset((*data["signs_of_places"], *(word for word in data["not_given"] if len(word) > 1))),
        not_given_alone=frozenset(data["not_given"]),
        no_person=re.compile(f"(?:{'|'.join(data['no_person'])})$"),
        forms=tuple(
            Form(
                name=row["name"],
                before=re.compile(row["before"]) if "before" in row else None,
                after=re.compile(row["after"]) if "after" in row else None,
                unknown=row.get("unknown", False),
                frequent=row.get("frequent", False),
                given_alone=row.get("given_alone", False),
                any_surname=row.get("any_surname", False),
                example=row["example"],
                counter_example=row["counter_example"],
                source=row["source"],
            )
            for row in data["form"]
        ),
    )


def _lines(file: str) -> list[str]:
    lines = (_TABLES / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
