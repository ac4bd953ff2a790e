"""Why the city does something, where no field 理由 tells it: what the documents mean it for (「将来の負担を軽くするため」)."""

from __future__ import annotations

import re

from knowledge.finding.all_named import says_all
from knowledge.finding.choosing_statements import best_statements
from knowledge.finding.knowledge import Knowledge
from knowledge.finding.reasons_asked import asks_of_results
from knowledge.finding.understanding import Question
from knowledge.language.text import SENTENCE
from knowledge.ledger.subjects import PLANNED, Passage
from knowledge.reply import Reply
from knowledge.telling import tell

# 「…を減らすのはなぜ」, 「…を進めているんですか」: what somebody does, and nothing that came to pass (…が減るのは).
_DOES = re.compile(
    r"(?:を[^、。?？を]{1,12}?|減ら|増や|進め|広げ|始め|作|つく|やめ)"
    r"(?:[うくぐすつぬぶむる]|[てで]ん)(?:の|ん(?!な)|わけ|理由|目的|意味|狙い|ねらい)"
)
_MEANT = PLANNED | {"issues", "purpose", "overview"}
# What for, in the sentence of the thing, or in one that follows it and says nothing else.
_END = re.compile(r"ため(?:に|、|です|でもあ)|よう(?:に)?、|(?:には|に)、[^。]*(?:必要|欠かせ|不可欠|重要)")
_ONLY_END = re.compile(r"ため(?:です|でもあります)。?$")


def for_what_end(knowledge: Knowledge, question: Question) -> Reply | None:
    """The statement of what is meant to be done, or of how things stand, that has all that was named and says what for;
    None where the reason of a result is asked for, or none says so."""
    if asks_of_results(question) or not _DOES.search(question.asked.text):
        return None
    for _, hit, passage in best_statements(knowledge, question, "purpose"):
        if passage.part in _MEANT and not hit.missing and _says_what_for(knowledge, question, passage):
            return tell.prose(knowledge, [passage], "reason")
    return None


def _says_what_for(knowledge: Knowledge, question: Question, passage: Passage) -> bool:
    if not says_all(knowledge, passage, question):
        return False
    sentences = SENTENCE.findall(passage.prose.text)
    for place, sentence in enumerate(sentences):
        tokens = knowledge.index.tokens(sentence)
        if not all(group.is_told_in(tokens) for group in question.things):
            continue
        after = sentences[place + 1] if place + 1 < len(sentences) else ""
        if _END.search(sentence) or _ONLY_END.search(after):
            return True
    return False
