"""Of what a reason is asked: of a result, and of which way it went."""

from __future__ import annotations

import re

from knowledge.finding.understanding import Question
from knowledge.ledger import outcomes
from knowledge.ledger.subjects import Subject
from knowledge.model import Project, Results
from knowledge.question.aspects import FIGURES, MONEY

_RESULT_SAID = re.compile(
    r"目標|実績|計画|予定|予算|上回|下回|届|達成|差|多[いく]|多かっ|少な|増え|減[っり]|伸び|乖離|結果|数字|成果|なかった|ませんでした|中止|休止"
)
_COMES = re.compile(r"(?:減|増え|下が|上が|落ち|伸び|足り)(?:る|て|な)")
_FEWER = re.compile(
    r"少な|低[いくか]|減[っりる]|下が|下回|届[かき]な|届きま|足り|伸びな|伸び悩"
    r"|(?:目標|計画|予定)(?:[にをまではも]|より){0,2}、?(?:い[かっ]|行[かっ]|達[しせ]|及ば|満た|でき)(?:て)?(?:い)?(?:な[いか]|ず)"
    r"|\b(?:f[ae]ll short|below|fewer|less|low(?:er)?)\b"
)
_MISSED = re.compile(
    r"(?:目標|計画|予定)[^。、?？]{0,6}?(?:い[かっ]て?い?な|いかず|行か[なず]|届[かい]て?い?[なず]|達[しせ][なず]|及ば[なず]|下回|でき[なず]|少な)"
)
_MORE = re.compile(
    r"多[いくか]|減ら(?:な[いか]|ず)|高[いくか]|増[えや]|上が|上回|伸び[たて]|超え|\b(?:exceed(?:ed)?|above|more|higher)\b"
)


def asks_of_results(question: Question) -> bool:
    """Whether a reason is asked for a result, and not for the way things are."""
    return question.asked.asks(*FIGURES, *MONEY) or _RESULT_SAID.search(question.asked.text) is not None


def asks_why_it_came(question: Question) -> bool:
    """Whether a reason is asked for what comes to pass, a result or what nobody does (…が減るのは)."""
    return asks_of_results(question) or _COMES.search(question.asked.text) is not None


def explains_the_contrary(question: Question, subject: Subject) -> bool:
    """Whether the reason of a sheet is one for rows that went the other way: why so few, where all exceeded."""
    sheet = subject.sheet
    if not isinstance(sheet, (Results, Project)) or not sheet.reason_about:
        return False
    rows = sheet.indicators if isinstance(sheet, Results) else sheet.activities
    gaps = [outcomes.difference(row) for row in rows if row.name in sheet.reason_about]
    if any(gap is None for gap in gaps) or not gaps:
        return False
    fewer, more = _FEWER.search(question.asked.text), _MORE.search(question.asked.text)
    return bool(fewer and not more and all(gap and gap > 0 for gap in gaps)) or bool(
        more and not fewer and all(gap and gap < 0 for gap in gaps)
    )


def went_as_asked(question: Question, subject: Subject) -> bool:
    """Whether a row missed its target where one asks why it was missed: 「目標に届かなかったのはなぜ」 asks of no other row."""
    gap = outcomes.difference(subject.row) if subject.row is not None else None
    return bool(gap and gap < 0 and _MISSED.search(question.asked.text) and not _MORE.search(question.asked.text))


def went_the_other_way(question: Question, subject: Subject) -> bool:
    """Whether a row came out above what was planned where one asks why so few, or below it where one asks why so many."""
    gap = outcomes.difference(subject.row) if subject.row is not None else None
    fewer, more = _FEWER.search(question.asked.text), _MORE.search(question.asked.text)
    return bool(gap and ((fewer and not more and gap > 0) or (more and not fewer and gap < 0)))
