"""What one pays or is paid for a thing: the statement that prints the price, or the row in yen."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answers.named_figure import figure
from knowledge.finding.all_named import knows_all, named_in_full
from knowledge.finding.choosing_statements import said_last, statements_for
from knowledge.finding.choosing_subjects import NAMED, ROW_CALLED, subjects_for
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.telling_sentences import all_with_number, continues, with_number
from knowledge.finding.understanding import Question
from knowledge.finding.weakened import weakened
from knowledge.language.wordbook import plain
from knowledge.ledger.subjects import Passage
from knowledge.question.units_asked import YEN
from knowledge.reply import Reply
from knowledge.telling import tell

# What a city itself pays for, as the name of a project says it (漁港維持管理事業費 of 漁港の維持費).
_SPENT_ON = re.compile("人件費|(?:維持|購入|導入|工事)(?=費)")
# What is behind the thing that is paid for: the 片付け of 片付け代 is what a statement names.
_PAID = "代"
_PAID_FOR = re.compile(r"事業費?(?:に|は|へ|って)[^。?？]{0,6}いくら[^。?？]{0,4}(?:払っ|支払っ|出し)た")
# What one pays for a thing, and how a sentence says that without naming it.
_PRICE = re.compile("家賃|月額|年額|日額|料金|値段|代金|利用料|使用料|参加費|参加料|入場料|宿泊料|宿泊費|会費|費用|泊")
_FOR_YEN = re.compile(
    r"円(?:で|の[^。、]{1,6}で)(?!助成|補助|交付|支給)[^。円]{0,16}"
    r"(?:利用|使用|使|借り|貸し|泊|滞在|参加|入場|体験|受講)"
)
# What one pays, asked in a word for any price, and how a sentence calls it itself (運賃は1回500円).
_ANY_PRICE = re.compile("料金|値段|代金|費用")
_OWN_PRICE_WORD = re.compile(
    "(?:運賃|乗車料|利用料金?|使用料金?|参加[料費]|入場料|入館料|入園料|観覧料|宿泊料|受講料|月謝|料金|代金|費用"
    "|利用者の?(?:負担|自己負担)額?|自己負担額?|負担額)"
)
_OWN_PRICE = re.compile(rf"{_OWN_PRICE_WORD.pattern}(?:は|が|を|も)、?[^。、円]{{0,12}}\d円")
# What is said of paying, beside the thing that is paid for.
_OF_PAYING = re.compile(
    r"(?:利用|使用|参加|受講|入場|自己|個人|本人)?(?:者|料|費)?の?(?:負担|料金|値段|代金|費用|金額|サービス|料|費|者)?[金額]?"
)
# What was lost is no price, and a row counts it by itself (被害額).
_LOST = re.compile("被害|損害|損失")
_TAKEN = re.compile("取ら|とら|盗ら|奪わ|持って[いか]")
_FOR_ONE = re.compile(r"(?<!\d)1(?:件|人|回|世帯|戸)|一人|ひとり")
# 「1回いくら」 asks what one pays each time, where that is told.
_EACH_TIME = re.compile(
    r"(?<![一-龠\d])(?:1|一)(?:回|食|泊|袋|枚|杯)(?:の値段|分)?(?:は|って|が|に|で)?、?(?:いくら|何円)(?!使|つか)"
)
BUDGET = re.compile(r"予算|事業費|決算|使|かか|費用|経費|コスト|お金(?!に(?:する|し|換算|直|な))|余|残|予定より")


def is_project_for_pay(knowledge: Knowledge, question: Question) -> bool:
    """Whether a project is called by what is paid for (職員人件費 has a sheet, 人件費 of another project has none), or is
    itself what was paid for: 「移住推進事業にいくら払った？」."""
    text = question.asked.text
    spent, paid_for = _SPENT_ON.search(text), _PAID_FOR.search(text)
    if spent is None and paid_for is None:
        return False
    named = (knowledge.subject(hit) for hit in question.hits if not hit.missing)
    projects = [plain(one.name) for one in named if one is not None and one.kind == "project"]
    return any((spent and spent[0] in name) or (paid_for and name.removesuffix("費") in text) for name in projects)


def price_of(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement that prints how many yen the thing costs that was named."""
    in_yen = replace(question, asked=replace(question.asked, unit="円"))
    in_yen = weakened(knowledge, in_yen, lambda group: group.said == _PAID)
    if printed := with_number(knowledge, in_yen):
        return tell.prose(knowledge, [printed[1]], "figure")
    if not question.asked.fee:
        return None
    used = _used_for_yen(knowledge, in_yen) or _priced_on_sheet(knowledge, in_yen)
    return tell.prose(knowledge, [used], "figure") if used else None


def price_each_time(knowledge: Knowledge, question: Question) -> Reply | None:
    """What one pays each time (「渡船は1回いくら」), where that is printed; None elsewhere, since it may be asked of a cost."""
    if question.asked.fee or not _EACH_TIME.search(question.asked.text):
        return None
    return price_of(knowledge, replace(question, asked=replace(question.asked, fee=True)))


def _priced_on_sheet(knowledge: Knowledge, question: Question) -> Passage | None:
    """The only statement that says what its user pays, on the sheets of projects that have all that was named in their names:
    there the sentence need not say for what (「利用者の負担は1食300円です」)."""
    things = [group for group in question.things if not _OF_PAYING.fullmatch(group.said)]
    projects = (
        subject
        for hit in question.hits
        if (subject := knowledge.subject(hit)) is not None
        and subject.kind == "project"
        and all(knowledge.index.calls(hit.number, group, question.groups) for group in things)
    )
    if not things:
        return None
    told = [
        passage
        for project in projects
        for passage in knowledge.index.passages_on_sheet_of(project)
        if _OWN_PRICE.search(plain(passage.prose.text))
    ]
    return told[0] if len(told) == 1 else None


def price_there(knowledge: Knowledge, question: Question) -> Reply | None:
    """「料金は？」 after something was told: the only statement on its sheets that says what one pays; None where the question
    names a thing of its own."""
    asked = question.asked
    named = any(
        _PRICE.fullmatch(group.said) is None and not _OWN_PRICE_WORD.fullmatch(group.said) for group in question.things
    )
    if not question.before or not asked.fee or named or asked.years or asked.relative:
        return None
    told = [
        passage
        for sheet in knowledge.sheets_around(question.before[0])
        for passage in knowledge.index.passages_on_sheet_of(sheet)
        if _OWN_PRICE.search(plain(passage.prose.text))
    ]
    return tell.prose(knowledge, told, "figure") if len(told) == 1 else None


def _used_for_yen(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that says for how much the thing may be used, without a word such as 家賃: 「月額5,000円で利用できる」."""
    less = weakened(knowledge, question, lambda group: _PRICE.fullmatch(group.said) is not None)
    if less is question or not less.things:
        return None
    for _, passage in all_with_number(knowledge, less):
        for sentence in map(plain, passage.prose.text.split("。")):
            if _FOR_YEN.search(sentence) and knows_all(knowledge, sentence, less):
                return passage
    return _priced_otherwise(knowledge, less) if _ANY_PRICE.search(question.asked.text) else None


def _priced_otherwise(knowledge: Knowledge, question: Question) -> Passage | None:
    """The statement that prints the price of a thing by a word of its own, where any is meant (「運賃は1回500円」 of 料金).
    ``question`` names the thing alone; the sentence of the price may leave to the one before it what it is."""
    for hit, passage in statements_for(knowledge, question):
        if hit.missing:
            continue
        before = ""
        for sentence in map(plain, passage.prose.text.split("。")):
            if _OWN_PRICE.search(sentence) and knows_all(knowledge, f"{before}。{sentence}", question):
                tokens = knowledge.index.tokens(sentence)
                if continues(sentence) or any(group.is_told_in(tokens) for group in question.things):
                    return passage
            before = sentence
    return None


def names_project(knowledge: Knowledge, question: Question) -> bool:
    """Whether anything was said by which a project is called, or its money is spoken of: 病院の赤字 is no project's, nor is the
    price of the 定期 of a バス, where the project has only the バス in its name."""
    if BUDGET.search(question.asked.text):
        return True
    last = said_last(question)
    return any(
        max(hit.named, hit.called) >= NAMED
        and (last is None or knowledge.index.calls(hit.number, last, question.groups))
        for _, hit, one in subjects_for(knowledge, question, "money")
        if not one.is_figure
    )


def amount_in_yen(knowledge: Knowledge, question: Question) -> Reply | None:
    """The row in yen that has in its name all that was said, where nobody speaks of a budget (「被害額はいくら？」)."""
    if BUDGET.search(question.asked.text):
        return None
    for _, hit, subject in subjects_for(knowledge, question, "figures"):
        row = subject.row
        if row is None or row.target.unit not in YEN or hit.named < ROW_CALLED:
            continue
        if named_in_full(knowledge, hit.number, question):
            return tell.figures(knowledge, [subject])
    return None


def loss_in_yen(knowledge: Knowledge, question: Question) -> Reply | None:
    """The row in yen that counts what was lost to all that was named, where one asks how much was taken
    (「サルにいくら取られた？」); not what one case of it cost."""
    if _FOR_ONE.search(question.asked.text) or not _TAKEN.search(question.asked.text):
        return None
    lost = [
        subject
        for _, hit, subject in subjects_for(knowledge, question, "figures")
        if subject.row is not None and subject.row.target.unit in YEN and _LOST.search(subject.name)
        if named_in_full(knowledge, hit.number, question)
    ]
    return tell.figures(knowledge, lost) if len(lost) == 1 else None


def figure_in_yen(knowledge: Knowledge, question: Question) -> Reply | None:
    """The row in yen that was named: an amount need not be a project's budget."""
    for unit in ("千円", "万円", "円", "百万円", "億円"):
        of_unit = replace(question, asked=replace(question.asked, unit=unit))
        reply = figure(knowledge, of_unit, ("figure",))
        if reply is not None and reply.bars and any(unit in bar.result_text for bar in reply.bars):
            return reply
    return None
