"""Everything prepared once for answering: the index of the ledger, the word book, the tables of aspects and refusals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.finding.entries import Entries
from knowledge.finding.retrieve import WEAK, Group, Hit, Index, compounds
from knowledge.finding.scopes import Scopes, View
from knowledge.language import conversions, half_kana, homophones, kana, left_in_kana, old_spelling, romaji, slips
from knowledge.language.phrases import Phrases
from knowledge.language.recut import recut
from knowledge.language.slips import Mendable
from knowledge.language.sounds import readings_of
from knowledge.language.spellings import Written
from knowledge.language.text import PLAN_KIND, UNKNOWN_PLAN, may_be_of_plan, printed
from knowledge.language.wordbook import Found, Saying, WordBook, bundled, plain, read_bundled_words, read_language
from knowledge.language.words import Parsed, Words, in_hiragana
from knowledge.ledger.amendments import OutOfScope
from knowledge.ledger.lexicon import Lexicon
from knowledge.ledger.subjects import Passage, Subject, passages, subjects
from knowledge.model import Code, Ledger, PlanSection, Project, Results
from knowledge.question import slots
from knowledge.question.own_comparison import asks_to_compare, compares_itself
from knowledge.question.quoted_things import NamedThing, named_things
from knowledge.question.refusals import Kind, of_desk, refusals, small_talk, with_cues
from knowledge.question.slots import Asked, Cues
from knowledge.reply import Order, Topic

# More than this is no question; the beginning tells what it is about.
_MAX_CHARS = 300
_OFTEN = 1000
# Emoji and other pictures say nothing that is asked; the tokenizer takes some of them for nouns.
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3\U0001f000-\U0001faff]+"
)
# The words by which years are set beside one another, whatever it is that is compared.
_BESIDE_LAST_YEAR = re.compile(
    r"(?:前年度?|昨年度?|去年|前の年度?)(?:の(?:実績|数字|結果))?(?:と|に|より)?(?:比べて?|くらべて?|比較(?:して|すると)?|対比(?:で|して)?)(?:、|どう|は)*"
    r"|(?:前年度?|昨年度?|去年)(?:より|比(?:で|は)?)|前年度?(?:との)?(?:差|増減)"
)
_ACROSS = re.compile(
    r"(?:の|は)?(?:(?:年度?ごと|年度?別|経年|各年度?|これまで|過去|ここ(?:数|[2-9])年(?:間)?)の?)?(?:推移|移り変わり|経年変化)"
    r"|(?:年度?ごと|年度?別|各年度?|毎年度?|年々)の?|(?:ここ|過去)(?:数|\d{1,2}|[二三四五])年(?:間|度)?の?|経年(?:で)?"
    r"|(?:と)?(?:比べて?|くらべて?|比較(?:して|すると)?)(?:、|どう|は)*(?=$|[?？]|どう|増|減|多|少|高|低|良|よ|悪|変)"
    r"|(?:どう|どのように|どれくらい)?(?:変わっ|変化し|推移し)(?:て(?:い|き)?(?:る|た|ます|ました)?|た|ました)?"
)
# サボってた and ググってる are verbs.
_QUOTED = re.compile(
    "([一-龠々]{2,}|[ァ-ヶー]{2,}(?!って(?:た|る|い[るたまなく]|ない))|(?<=[ぁ-ん])[一-龠](?=って、?(?:何[?？]?$|なに|なん[?？だので]|どんな|どういう)))って"
)
# 全部使って is a verb, 排出量って quotes a noun.
_VERBS = frozenset(
    "使持作行知減余残違困送言思取切乗帰売買待打払扱守通戻走返移渡習洗担断立建経追沿伴失伝合当補養図入成願至上回"
)
_OF = re.compile("([一-龠]{1,4})の([一-龠]{3,8})")
_KANA_NAME = re.compile("(?=.*[ぁ-ん]{2})[ぁ-んァ-ヶー・]{4,12}[一-龠]?")
# Signs of no language stand for such names for a moment.
_KEPT = 0xE000
_IN_QUOTES, _HIRAGANA = re.compile("「([^「」]{2,12})」"), re.compile("[ぁ-ん]")
_MIN_TOWN = 3
# A word of the texts alone is heard only where it is long: short ones have too many doubles.
_MIN_TOLD_READING = 4
# The lengths of words that may be missing in a dictionary that lists their longer parts.
_UNLISTED = (2, 3)
# Where nothing but a particle stands beside it, a shorter one does.
_MIN_ALONE_READING = 3
_WHICH = re.compile(r"どの|どんな|どういう|どういった|何の|なんの")
_WHICH_BEFORE = re.compile(rf"(?:{_WHICH.pattern}|どのような)$")
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
# The plan is where it is looked up, not what is asked about.
_IN_THE_PLAN = re.compile(
    rf"(?<![一-龠])(?:市の)?{PLAN_KIND}(?=では|で、|には|だと|によ[るれ]|の中(?:で|に)|上(?:は|で))"
)
_BESIDE_WEIGHT, _NOUNS = 0.12, re.compile("子ども|[一-龠々ァ-ヶー]{2,}")
# What follows a department that is left out (市政戦略課以外, 市政戦略課を除いて, 市政戦略課ではない課).
_EXCEPTED = re.compile(r"以外|を除|を抜|のほか|(?:では|じゃ|で)ない(?=[一-龠])")
_ALL_KANJI, _REST_OF_NOUN = re.compile("[一-龠々]+"), re.compile("[ぁ-んー]{2,}")
_SUPPOSED = re.compile(r"のせい(?:[?？か]|なの|です|だ|$)")


@dataclass(frozen=True)
class Question:
    """A question as understood. ``hits`` are subjects and passages by fit; ``before`` what was spoken of last,
    ``statement`` the one statement that told it, ``thing`` what it was told of, ``order`` in which it was told a place;
    ``typed`` is the question half-width, as it was written; ``misspelt()`` are subjects that may be meant by a slip;
    ``view`` are the sheets it is answered from; ``across``: years are compared, ``beside_last_year``: the newest with the
    one before; ``together`` are words said side by side."""

    asked: Asked
    groups: tuple[Group, ...]
    hits: tuple[Hit, ...]
    view: View
    before: tuple[Subject, ...] = ()
    before_aspect: str | None = None
    statement: Passage | None = None
    typed: str = ""
    misspelt: Callable[[], Sequence[tuple[int, float]]] = tuple
    across: bool = False
    beside_last_year: bool = False
    together: frozenset[tuple[str, str]] = frozenset()
    thing: str | None = None
    order: Order | None = None

    @property
    def says_something(self) -> bool:
        """Whether it names a thing by itself, so that nothing spoken of before is meant."""
        return any(group.strong for group in self.groups)


@dataclass(frozen=True)
class Knowledge:
    """What ``answer`` works with. Built once, never changed; several threads may use it at the same time."""

    ledger: Ledger
    city: str
    words: Words
    book: WordBook
    index: Index
    cues: Cues
    refusals: tuple[Kind, ...]
    small_talk: tuple[Kind, ...]
    readings: Mapping[str, str]
    heard: Mapping[str, str]
    heard_short: Mapping[str, str]
    spoken: Mapping[str, str]
    alone: Mapping[str, str]
    asking: Mapping[str, str]
    halves: Mapping[str, str]
    sounding: Mapping[str, Sequence[str]]
    kana_words: Mapping[str, str]
    asked_by_ear: Mapping[str, str]
    mendable: Mendable
    lookalikes: Mapping[str, str]
    by_key: Mapping[str, Subject]
    own_places: frozenset[str]
    towns: Mapping[str, str]
    quoted: Mapping[str, Sequence[Passage]]
    quoted_names: Phrases
    names_in_kana: Phrases
    names_with_cues: tuple[str, ...]
    compared: bool
    plan_kinds: Mapping[str, str]
    scopes: Scopes
    view: View

    @classmethod
    def build(
        cls,
        ledger: Ledger,
        words: Iterable[Saying] = (),
        city: str = "",
        lexicon: Lexicon | None = None,
        out_of_scope: Iterable[OutOfScope] = (),
    ) -> Knowledge:
        """Prepare a ledger. ``words`` are the city's own additions to the word book; ``city`` its name ("上山市"),
        taken from the ledger when left out; ``lexicon`` has the words of its texts as far as they are known;
        ``out_of_scope`` is what staff do not want asked of the documents."""
        city = city or ledger.city or next((sheet.city for sheet in sheets_of(ledger)), "市")
        tokenizer = lexicon.dictionary if lexicon else Words()
        about, kinds = subjects(ledger), (*of_desk(out_of_scope), *refusals())
        told_of = passages(about)
        book = bundled((*words, *_named_by_quotes(tokenizer, about, told_of, city)), city)
        own = {city, city.removesuffix("市"), *(term.word for term in tokenizer.terms(city))}
        lexicon = lexicon or Lexicon(tokenizer)
        entries = Entries(about, told_of)
        scopes = Scopes(entries, city)
        view = scopes.newest()
        index = Index(tokenizer, book, lexicon, entries, view.scope)
        scopes.prepare()
        asking = tuple(read_language("words")["kana"])
        quoted = _quoted_names(tokenizer, index.passages)
        named, read = _named(tokenizer, lexicon, about)
        written = "\n".join(plain(subject.name) for subject in about)
        readings = {
            reading: word
            for reading, word in _by_reading(tokenizer, named + _asked_with(book, city), read, index.written).items()
            # What the documents write in kana (まちづくり) is no other word that is read like it (町作).
            if word in named or not _stands_so(reading, written)
        }
        for reading, word in _read_sign_by_sign(tokenizer, named):
            readings.setdefault(reading, word)
        heard = _by_reading(tokenizer, named, read, index.written)
        spelt = {tokenizer.reading(word).replace(" ", ""): word for word in asking}
        everyday, turns = _everyday(tokenizer, book), _beginnings(read_language("words")["no_noun"])
        by_sound = index.words_by_reading(_MIN_ALONE_READING)
        told = {
            reading: word
            for reading, word in by_sound.items()
            if reading not in everyday and reading not in turns and not _stands_so(reading, written)
        }
        return cls(
            ledger=ledger,
            city=city,
            words=tokenizer,
            book=book,
            index=index,
            cues=slots.cues(),
            refusals=kinds,
            small_talk=small_talk(),
            readings=readings,
            heard=heard,
            heard_short={romaji.shortened(reading): word for reading, word in heard.items()},
            spoken={
                **read_language("words")["towns_in_kana"],
                **{reading: word for reading, word in told.items() if len(reading) >= _MIN_TOLD_READING},
                **{reading: word for reading, word in readings.items() if len(reading) > 2 or reading not in everyday},
            },
            alone={
                **told,
                **read_language("words")["towns_in_kana"],
                **index.towns_by_reading,
            },
            asking={
                **read_language("words")["towns_in_kana"],
                **{
                    in_hiragana(word): word
                    for word in index.written.katakana.values()
                    if len(word) >= _MIN_ALONE_READING
                },
                **index.towns_by_reading,
                **spelt,
            },
            halves=half_kana.halves((*readings.items(), *told.items(), *everyday.items(), *spelt.items())),
            kana_words={
                reading: word
                for words_read in (readings, told, spelt)
                for reading, word in words_read.items()
                if word not in own
            },
            asked_by_ear={tokenizer.reading(word): word for word in read_language("words")["heard"]},
            sounding=_sounding((*read.items(), *((word, reading) for reading, word in by_sound.items()))),
            mendable=Mendable(index.named_words | frozenset(asking)),
            lookalikes=_lookalikes(),
            by_key={subject.key: subject for subject in about},
            own_places=frozenset(own),
            quoted=quoted,
            quoted_names=Phrases(quoted),
            names_in_kana=Phrases(_names_in_kana(index.passages)),
            towns=_towns(entries.subjects, own),
            names_with_cues=with_cues((plain(name) for name in {subject.name for subject in about}), kinds),
            compared=any(map(compares_itself, about)),
            plan_kinds=_plan_kinds(index.passages),
            scopes=scopes,
            view=view,
        )

    def of_city(self, city: str | None) -> Knowledge:
        """The same knowledge looked at from another city whose documents are held; None: as it is."""
        if city is None:
            return self
        scopes = self.scopes.of_city(city)
        return replace(self, scopes=scopes, view=scopes.newest())

    def seen_as(self, view: View) -> Knowledge:
        """The same knowledge, answering from other sheets."""
        return self if view is self.view else replace(self, view=view)

    @property
    def years(self) -> frozenset[int]:
        """The fiscal years of which results are known."""
        return self.scopes.years_known

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What questions over all sheets are told of: the newest year's sheets, or those of the year that was named."""
        return self.view.listed

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments the sheets name, in the order of the documents."""
        return self.view.departments

    def plan_name(self, plan: str) -> str:
        """What a plan is called: 第7次振興計画, in another city 第4次総合計画."""
        if plan == UNKNOWN_PLAN:  # the sheet does not say which
            return "市の計画"
        return f"第{plan}{self.plan_kinds.get(plan, '振興計画')}"

    def _quoted(self, found: re.Match[str]) -> str:
        quotes = found[1][-1] not in _VERBS or found[1][-2:] in self.mendable
        return f"{found[1]} って" if quotes else found[0]

    def _in_kanji(self, text: str) -> str:
        """A question in kana with the words it is known for in kanji; names that the documents quote in kana (もりのひろば)
        stay as they are."""
        names = list(self.names_in_kana.found_in(text))
        for nth, (start, name) in enumerate(reversed(names)):
            text = f"{text[:start]}{chr(_KEPT + len(names) - 1 - nth)}{text[start + len(name) :]}"
        text = kana.with_kanji(text, self.spoken, self.alone)
        for nth, (_, name) in enumerate(names):
            text = text.replace(chr(_KEPT + nth), name)
        return text

    def _joined_as_written(self, text: str) -> str:
        """胃の内視鏡検診 as 胃内視鏡検診, where the documents write it so and have no such word as it is cut without."""

        def joined(found: re.Match[str]) -> str:
            whole = found[1] + found[2]
            if whole not in self.index.written or found[0] in self.index.written:
                return found[0]
            cut = [term.word for half in found.groups() for term in self.words.terms(half)]
            return found[0] if all(map(self.index.knows, cut)) else whole

        return _OF.sub(joined, text)

    def _view_for(self, asked: Asked) -> View:
        """The sheets of the city and year that were named; where none was, or no such year is held, the newest."""
        seen = self.of_city(asked.city)
        if len(named := set(asked.years)) == 1 and named <= seen.years:
            return seen.scopes.of_year(asked.years[0], asked.city)
        return seen.view

    def understand(self, text: str, topic: Topic | None, city: str | None = None) -> Question:
        """Read a question; ``topic`` is what the last answer spoke of, ``city`` the one meant where none is named."""
        if asks_to_compare(plain(text)[:_MAX_CHARS]) and self.compared:
            question = self._read(text, topic, city, years_compared=False)
            if self._compares_itself(question.hits):
                asked = question.asked
                # 「通報件数の前年度比」 is no number of reports.
                asked = replace(asked, relative=None, unit=None, aspects=asked.aspects or ("figure",))
                return replace(question, asked=asked)
        return self._read(text, topic, city, years_compared=len(self.years) > 1)

    def _read(self, text: str, topic: Topic | None, city: str | None, *, years_compared: bool) -> Question:
        """``years_compared``: whether words such as 「前年度より」 set years beside one another."""
        typed = printed(text)[:_MAX_CHARS]
        text = plain(_PICTURES.sub(" ", text))[:_MAX_CHARS]
        text = old_spelling.as_written_now(text)
        if kana.mostly_kana(text):
            text = self._in_kanji(text)
        else:
            text = kana.partly_with_kanji(text, self.readings, self.asking)
            text = half_kana.made_whole(text, self.halves, self.index.written)
            text = half_kana.with_neighbours(text, self.sounding, self.index.written)
            text = old_spelling.as_written_now(text)  # 実せきわ: behind a kanji at last
        text = left_in_kana.with_words(text, self.kana_words, self.asking, self.words, self.index.written)
        text = kana.with_small_signs(text, self.index.written.katakana)
        text = self.book.standard(
            homophones.from_latin(text, self.readings, self.heard_short, self.book, self.index.written)
        )
        across = beside = False
        if years_compared:  # with one year only there is nothing to compare
            beside = bool(_BESIDE_LAST_YEAR.search(text))
            text, compared = _ACROSS.subn(" ", _BESIDE_LAST_YEAR.sub(" ", text))
            across = beside or bool(compared)
        text = self._joined_as_written(text)
        text = recut(text, self.words)
        text = slips.without_lookalikes(text, self.lookalikes, self.mendable, self.index.written, self.words)
        # 派遣って is cut as a verb unless the noun is set apart.
        text = _QUOTED.sub(self._quoted, text)
        parsed = self.words.parse(text)
        if (
            converted := conversions.put_right(
                parsed, self.words, self.mendable, self.index.written, self.asked_by_ear, self.book.explained
            )
        ) != text:
            parsed = self.words.parse(_QUOTED.sub(self._quoted, converted))
        if (heard := homophones.put_right(parsed, self.heard, self.mendable)) != parsed.text:
            parsed = self.words.parse(heard)
        if (
            mended := slips.mended(
                parsed, self.words, self.mendable, self.index.named_compounds, self.index.written, self.lookalikes
            )
        ) != parsed.text:
            parsed = self.words.parse(mended)
        explained = [
            found
            for found in self.book.found_in(parsed.text)
            # 「コロナのせい？」 names a cause that is only supposed.
            if parsed.whole(found.start, found.end)
            and not _SUPPOSED.match(parsed.text, found.end)
            # がけ is no cliff in 泊まりがけ.
            and (found.start in parsed.edges or not _HIRAGANA.match(found.said))
        ]
        rest = parsed.text
        town = next((name for name in self.towns if name in rest), None)
        if town is not None:
            place = rest.find(town)
            rest = slots.blanked(rest, place, place + len(town))
            explained = [found for found in explained if found.end <= place or found.start >= place + len(town)]
        explained = [one for one in explained if self.index.tells(one) and not self._begins_noun(one, parsed)]
        for found in explained:
            if not found.soft:
                rest = slots.blanked(rest, found.start, found.end)
        asked = slots.read(parsed, rest, self.cues)
        # 「集まった？」 asks first of all, and only what asks nothing helps to find a thing.
        explained = [one for one in explained if not one.soft or asked.rest[one.start : one.end] == one.said]
        if town or city:
            asked = replace(asked, city=self.towns[town] if town else city)
        # What a slot or the word book has taken is no word of its own any more.
        left = asked.rest
        for found in explained:
            left = slots.blanked(left, found.start, found.end)
        terms = [term for term in parsed.terms if left[term.start : term.end] == term.surface]
        if not slots.asks_for_words(asked):
            explained = [replace(found, near=()) for found in explained]
        groups = self.index.groups(explained, terms, self.own_places)
        groups = _without_what_is_known(_without_class_asked(groups, parsed.text), parsed.text)
        if asked.asks("reason"):
            groups = _without_what_is_granted(groups, parsed.text)
        if named := slots.plan_named(asked):  # 振興 of 第5次振興計画 is no thing of which something is asked
            groups = tuple(replace(group, strong=group.strong and group.said not in named) for group in groups)
        elif told := _IN_THE_PLAN.search(parsed.text):
            groups = _weaker(groups, told[0])  # 「振興計画では何人を目指す？」
        groups = self._beside_department(groups, parsed.text)
        if asked.asks("staffing"):  # whose work it is that is counted
            groups = tuple(replace(one, strong=False, weight=WEAK) if _are_staff(one) else one for one in groups)
        if asked.unit is not None:  # 点数 of 「電子書籍　点数」 is no thing
            number_of = f"{asked.unit}数"
            groups = tuple(
                replace(one, strong=False, weight=WEAK) if one.strong and one.said == number_of else one
                for one in groups
            )
        if asked.unit == "期間":
            groups = _without_what_lasts(groups)
        if asked.unit in _AREAS:
            groups = _without_fields(groups)
        before = tuple(self.by_key[key] for key in topic.subjects if key in self.by_key) if topic else ()
        view = self.scopes.newest(asked.city) if across else self._view_for(asked)
        if not across and len(set(asked.years)) == 1:
            before = tuple(self.scopes.in_year(one, asked.years[0]) or one for one in before)
        scope, together = view.scope, compounds(terms)
        hits = tuple(self.index.hits(groups, scope, together))
        if asked.narrower:
            limits = slots.limits(asked.text) or (asked.narrower,)
            asked = replace(asked, narrower=next((limit for limit in limits if not self._is_named(limit, hits)), None))
        return Question(
            asked,
            groups,
            hits,
            view,
            before,
            topic.aspect if topic and before else None,
            self.statement_told(topic),
            typed,
            cache(lambda: self.index.misspelt(asked.rest, groups, scope)),
            across,
            beside,
            together,
            topic.thing if topic and before else None,
            topic.order if topic and before else None,
        )

    def _begins_noun(self, found: Found, parsed: Parsed) -> bool:
        """Whether what the book explains is but the beginning of a noun that the documents have: 港 of 港まつり."""
        if not _ALL_KANJI.fullmatch(found.said):
            return False
        return any(
            term.start == found.start
            and term.weight >= 1.0
            and _REST_OF_NOUN.fullmatch(term.surface, len(found.said))
            and self.index.knows(term.word)
            for term in parsed.terms
        )

    def statement_told(self, topic: Topic | None) -> Passage | None:
        """The one statement that was told last; None where there was none, or it stands there no more."""
        if topic is None or topic.statement is None:
            return None
        about = (self.by_key[key] for key in topic.subjects[:1] if key in self.by_key)
        told = (one for subject in about for one in self.index.passages_of(subject))
        return next((one for one in told if one.fingerprint == topic.statement), None)

    def department_in(self, text: str) -> str | None:
        """The department that a folded text names: 財政総務課 and not the 総務課 within it."""
        return max((name for name in self.departments if name in text), key=len, default=None)

    def excepts_department(self, text: str) -> bool:
        """Whether a folded text is about all departments but the one it names (市政戦略課以外)."""
        name = self.department_in(text)
        return name is not None and _EXCEPTED.match(text, text.find(name) + len(name)) is not None

    def _beside_department(self, groups: tuple[Group, ...], text: str) -> tuple[Group, ...]:
        """「市政戦略課のクアオルトの予算」 is about クアオルト: whose it is stands on the sheet, not in a name."""
        name = self.department_in(text)
        if name is None:
            return groups
        begin = text.find(name)
        kept = [
            replace(group, strong=False, weight=WEAK)
            if begin <= text.find(group.said, begin) < begin + len(name)
            else group
            for group in groups
        ]
        return tuple(kept) if any(group.strong for group in kept) else groups

    def _compares_itself(self, hits: Sequence[Hit]) -> bool:
        """Whether what is named best among the rows is itself measured against the year before."""
        rows = (subject for hit in hits if (subject := self.subject(hit)) is not None and subject.is_figure)
        first = next(rows, None)
        return first is not None and compares_itself(first)

    def _is_named(self, limit: str, hits: Sequence[Hit]) -> bool:
        """Whether the likeliest row has a limit in its very name: of 3歳児健診 3歳 picks out nobody."""
        first = next(
            (subject for hit in hits if (subject := self.subject(hit)) is not None and subject.is_figure), None
        )
        return first is not None and re.search(rf"(?<!\d){re.escape(limit)}", plain(first.name)) is not None

    def within(self, question: Question, view: View) -> Question:
        """The same question, to be answered from other sheets."""
        hits = tuple(self.index.hits(question.groups, view.scope, question.together))
        return replace(
            question,
            hits=hits,
            view=view,
            misspelt=cache(lambda: self.index.misspelt(question.asked.rest, question.groups, view.scope)),
        )

    def of_year(self, question: Question, year: int) -> Question:
        """The same question, where what was spoken of before is that of a year."""
        return replace(question, before=tuple(self.scopes.in_year(one, year) or one for one in question.before))

    def subject(self, hit: Hit) -> Subject | None:
        """The subject a hit stands for; None for a passage."""
        return self.index.subjects[hit.number] if hit.number < len(self.index.subjects) else None

    def passage(self, hit: Hit) -> Passage | None:
        """The passage a hit stands for; None for a subject."""
        place = hit.number - len(self.index.subjects)
        return self.index.passages[place] if place >= 0 else None

    def with_code(self, number: str, plan: str | None) -> tuple[Subject, ...]:
        """Measures, results and sections that bear a code, of one plan or of all; where no paper of that plan is held, those
        that may be of it."""
        found = self.view.with_number.get(number, ())
        of_plan = tuple(one for one in found if plan in {None, one.plan})
        return of_plan or tuple(one for one in found if may_be_of_plan(one.plan, plan))

    def titles_of(self, number: str, plan: str | None) -> dict[Code, str]:
        """Titles of a code that only a project's sheet mentions."""
        return {code: title for code, title in self.view.titles.get(number, ()) if may_be_of_plan(code.plan, plan)}

    def projects_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The projects that belong to the same measure."""
        return self._of_measure(subject, self.view.projects_of)

    def results_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The results sheets of the same measure."""
        return self._of_measure(subject, self.view.results_of)

    def _of_measure(
        self, subject: Subject, found: Mapping[tuple[str, str], tuple[Subject, ...]]
    ) -> tuple[Subject, ...]:
        several = dict.fromkeys(one for code in subject.codes for one in found.get((subject.plan, code), ()))
        return tuple(sorted(several, key=self.index.number_of))

    def rows_of(self, subject: Subject) -> tuple[Subject, ...]:
        """The indicators of a sheet."""
        return tuple(other for other in self.index.subjects_on_sheet_of(subject) if other.is_figure)

    def home_of(self, subject: Subject) -> Subject:
        """The sheet a subject stands on."""
        return self.by_key[subject.home]


def _weaker(groups: tuple[Group, ...], named: str) -> tuple[Group, ...]:
    """The things of a question, those within what was ``named`` as no things of their own, where there are others."""
    kept = tuple(replace(one, strong=False, weight=WEAK) if one.said in named else one for one in groups)
    return kept if any(one.strong for one in kept) else groups


def set_aside(text: str) -> str:
    """What a folded question sets aside (市報 of 「紙の市報のほかに」); "" where it does nothing of the kind."""
    beside = _BESIDES.search(text)
    nouns = _NOUNS.findall(beside[1]) if beside else ()
    return nouns[-1] if nouns else ""


def _without_what_is_known(groups: tuple[Group, ...], text: str) -> tuple[Group, ...]:
    """The things of a question, those set aside (「市報のほかに」) as no more than a help to find the others."""
    beside = _BESIDES.search(text)
    if beside is None:
        return groups
    kept = tuple(
        replace(group, strong=False, weight=min(group.weight, _BESIDE_WEIGHT))
        if beside.start(1) <= text.find(group.said) < beside.end(1)
        else group
        for group in groups
    )
    return kept if any(group.strong for group in kept) else groups


def _without_what_lasts(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """「何日間借りられる？」: what is done so long is said in other words as often as not."""
    kept = tuple(
        replace(one, strong=False, weight=min(one.weight, _BESIDE_WEIGHT)) if _LASTS.match(one.said) else one
        for one in groups
    )
    return kept if any(one.strong for one in kept) else groups


def _without_fields(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """「そばの畑は何ヘクタール？」: of what is grown the area alone is printed, and that it is a field nowhere."""
    if sum(group.strong for group in groups) < _LEAST_BESIDE_FIELD:
        return groups
    return tuple(
        replace(group, strong=False, weight=WEAK) if group.strong and group.said in _FIELDS else group
        for group in groups
    )


def _without_what_is_granted(groups: tuple[Group, ...], text: str) -> tuple[Group, ...]:
    """The things of a question for a reason, those granted before it (「新しい店は入ったのに、」) as no more than a help."""
    granted = _ALTHOUGH.search(text)
    if granted is None:
        return groups
    kept = tuple(
        replace(group, strong=False, weight=min(group.weight, _BESIDE_WEIGHT))
        if text.find(group.said) < granted.end(1) and text.find(group.said, granted.end(1)) < 0
        else group
        for group in groups
    )
    return kept if any(group.strong for group in kept) else groups


def _without_class_asked(groups: tuple[Group, ...], text: str) -> tuple[Group, ...]:
    """「どの団体」 asks for the names of bodies: what tells them need not say that they are bodies."""
    groups = tuple(
        # 「どのような対応をする予定？」 names no 対応.
        replace(group, weight=min(group.weight, WEAK))
        if not group.strong and _WHICH_BEFORE.search(text, 0, text.find(group.said))
        else group
        for group in groups
    )
    asked = [
        group
        for group in groups
        if group.strong and (_WHICH.match(group.said) or _WHICH_BEFORE.search(text, 0, text.find(group.said)))
    ]
    if not asked or len(asked) == sum(group.strong for group in groups):
        return groups
    return tuple(replace(group, strong=False) if group in asked else group for group in groups)


def sheets_of(ledger: Ledger) -> tuple[Results | Project | PlanSection, ...]:
    """Every sheet and section, results first."""
    return (*ledger.results, *ledger.projects, *ledger.sections)


def _plan_kinds(told: Iterable[Passage]) -> dict[str, str]:
    """Plan ("4次") -> what its own title and the sheets under it call it; left out where none of them does."""
    kinds: dict[str, str] = {}
    for passage in told:
        plan = passage.subject.plan
        if plan and plan not in kinds:
            named = re.compile(rf"第\s?{plan.removesuffix('次')}\s?次[^\s、。第]{{0,12}}?({PLAN_KIND})")
            for text in (passage.prose.source.document, passage.prose.text):
                if "次" in text and (found := named.search(plain(text))):
                    kinds[plan] = found[1]
                    break
    return kinds


def _lookalikes() -> dict[str, str]:
    """Kanji as written by mistake -> those that may be meant, in one string."""
    meant: dict[str, str] = {}
    for wrong, right in read_language("words")["lookalikes"]:
        meant[wrong] = meant.get(wrong, "") + right
    return meant


def _quoted_names(words: Words, told: Iterable[Passage]) -> dict[str, list[Passage]]:
    """Names in hiragana that statements put in quotation marks and no dictionary knows, folded -> these statements."""
    names: dict[str, list[Passage]] = {}
    for passage in told:
        for found in _IN_QUOTES.finditer(passage.prose.text):
            name = plain(found[1])
            if name in names or (len(_HIRAGANA.findall(name)) > 1 and _is_unheard(words, name)):
                names.setdefault(name, []).append(passage)
    return names


def _names_in_kana(told: Iterable[Passage]) -> dict[str, None]:
    """Names mostly in kana that statements put in quotation marks, folded."""
    named = (plain(found[1]) for passage in told for found in _IN_QUOTES.finditer(passage.prose.text))
    return dict.fromkeys(name for name in named if _KANA_NAME.fullmatch(name))


def _are_staff(group: Group) -> bool:
    return any("職員" in option for option in group.options)


def _named_by_quotes(
    words: Words, about: Iterable[Subject], told: Iterable[Passage], city: str
) -> Iterable[NamedThing]:
    """What the documents call by a name in quotation marks; the city's own name in kana is none."""
    named = (name for subject in about for name in subject.names)
    own = {in_hiragana(words.reading(one).replace(" ", "")) for one in (city, city[:-1])}
    return tuple(named_things(words, (*named, *(passage.prose.text for passage in told)), own))


def _is_unheard(words: Words, name: str) -> bool:
    if all(map(_HIRAGANA.match, name)):
        return True
    known = {at for term in words.terms(name) for at in range(term.start, term.end)}
    return sum(sign != "の" for at, sign in enumerate(name) if at not in known and _HIRAGANA.match(sign)) > 1


def _towns(about: tuple[Subject, ...], own: Collection[str]) -> dict[str, str]:
    """Ways to name the cities whose documents are held -> city, the longest first.

    Where they all are the bot's own, nothing needs to be told apart, and its name says nothing.
    """
    cities = dict.fromkeys(subject.city for subject in about)
    if set(cities) <= set(own):
        return {}
    named = {form: city for city in cities for form in (city, city[:-1]) if form == city or len(form) >= _MIN_TOWN}
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def _asked_with(book: WordBook, city: str) -> Counter[str]:
    """The words with which one asks, and those of the word book, with how often they are meant."""
    told = Counter(dict.fromkeys(read_language("words")["kana"], _OFTEN))
    told.update(say for say in book.sayings if not say.isascii())
    told.update(dict.fromkeys(read_bundled_words(city)["kana"], _OFTEN))
    return told


def _everyday(words: Words, book: WordBook) -> dict[str, str]:
    """Words in kanji that name nothing (年, 人, 制度) by their readings: とし is no 都市 to whoever writes in kana."""
    plain_words = (word for word in book.ignored if all("一" <= sign <= "龠" for sign in word))
    readings = {words.reading(word).replace(" ", ""): word for word in sorted(plain_words, key=len, reverse=True)}
    return {**readings, **{word: word for word in read_language("words")["plain_kana"]}}


def _named(words: Words, lexicon: Lexicon, about: tuple[Subject, ...]) -> tuple[Counter[str], dict[str, str]]:
    """The names in the documents and the words and parts of them, with how often they come; and how they are read."""
    told: Counter[str] = Counter()
    read: dict[str, str] = {}
    for subject in about:
        if isinstance(subject.sheet, (Results, Project)):
            told.update((subject.sheet.department, subject.city, subject.city[:-1]))
        for name in subject.names:
            spoken = lexicon.spoken(name)
            told.update(word for word, _ in spoken)
            read.update(spoken)
    for word in told:
        if word not in read:
            read[word] = words.reading(word).replace(" ", "")
    return told, read


def _read_sign_by_sign(words: Words, named: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Short words in names that the dictionary has not got, with all ways to read them: it takes 病児 for やまいじ."""
    for word in named:
        if len(word) in _UNLISTED and all("一" <= sign <= "龠" for sign in word) and not words.knows(word):
            yield from ((reading, word) for reading in readings_of(word) if len(reading) > _MIN_ALONE_READING)


def _sounding(read: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Reading in hiragana -> the words in kanji that are read so, for words and their readings."""
    words: dict[str, list[str]] = {}
    for word, reading in read:
        if len(reading) >= _MIN_ALONE_READING and all("一" <= sign <= "龠" for sign in word):
            alike = words.setdefault(reading, [])
            if word not in alike:
                alike.append(word)
    return words


def _beginnings(turns: Iterable[str]) -> frozenset[str]:
    return frozenset(turn[:signs] for turn in turns for signs in range(len(turn) + 1))


def _stands_so(reading: str, written: str) -> bool:
    """Whether a reading stands in the names of things as it is, so that no other word is heard in it."""
    return len(reading) >= _MIN_TOLD_READING and reading in written


def _by_reading(words: Words, told: Counter[str], read: Mapping[str, str], printed: Written) -> dict[str, str]:
    """Reading in hiragana -> word, for questions in kana; of two that are told as often, the one that is ``printed``."""
    readings: dict[str, str] = {}
    # 女性 and 助成 are read alike: what the documents say more often is meant more often.
    turns = _beginnings(read_language("words")["no_noun"])
    for word, _ in told.most_common():
        if any("一" <= sign <= "龠" or "ァ" <= sign <= "ヶ" for sign in word):
            reading = read.get(word)
            heard = words.reading(word).replace(" ", "") if reading is None else reading
            if heard not in turns:  # どうして has no 同士
                other = readings.setdefault(heard, word)
                if other != word and told[other] == told[word] and word in printed and other not in printed:
                    readings[heard] = word
    return readings
