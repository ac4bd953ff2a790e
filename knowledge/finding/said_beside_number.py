"""What a sentence has to say beside a number for it to be the one that is asked for."""

from __future__ import annotations

import re

from knowledge.finding.understanding import Question

# A number of those who used a thing, or that are lacking, stands in a sentence that says so.
_SAID_OF_NUMBER = (
    (re.compile(r"(?:使|つか)った(?:人|方|客)|利用した(?:人|方|客)"), re.compile(r"使|利用|訪|来|入|参加|受")),
    (
        re.compile(r"(?<!出て)(?:来|きた)た?(?:人|方|客|子)(?:たち)?(?:の数|は|って|が|、|何|\s)"),
        re.compile(r"^(?!.*(?:登録|会員)者?数?[はがの])|来|訪|入[館場園]"),
    ),
    (re.compile(r"(?:週間?|月|日|年|間|くらい|ぐらい|ほど|だけ)(?:も)?、?休"), re.compile(r"休|閉|停|止")),
    (re.compile(r"(?:減っ|へっ)た"), re.compile(r"減|少な|低下|落ち|下が|下回|縮")),
    (re.compile(r"(?:増え|ふえ)た"), re.compile(r"増|伸び|上が|上昇|拡大|上回|多|新た|新設|追加")),
    (re.compile(r"足り(?:な|ま)|不足"), re.compile(r"足り|不足|満た|割|空き|欠員|欠け")),
    (re.compile(r"市(?:が|は|の)[^。?？]{0,8}(?:負担|持ち出し|補填)"), re.compile(r"負担|補助|助成|支援|補填")),
)
# 「計画を知っている市民は何%？」 is told by a sentence on those who know, 「大切と答えた人は何%？」 by any on what people say.
_PEOPLE = r"(?:[市町村区県]民|住民|人|方|世帯|家庭|企業|事業所|農家|若者|子ども|生徒|児童|職員)"
_THOSE_WHO = re.compile(
    rf"([一-龠])[ぁ-ん]{{0,4}}て(?:い|お)?る(?:と(?:感じ|思っ|考え|答え)[ぁ-ん]{{1,3}})?{_PEOPLE}"
    rf"|{_PEOPLE}(?:の|は|って|の?うち)?、?(?:割合|何%)[^。?？]{{0,16}}?([一-龠])[ぁ-ん]{{0,4}}て(?:い|お)?る"
)
# 「泳ぎ切った人はどのくらいの割合？」: of those who did it.
_THOSE_WHO_DID = re.compile(
    rf"([一-龠])(?:([一-龠])|[ぁ-ん]([一-龠]))?[ぁ-ん]{{0,3}}[ただ]{_PEOPLE}(?:の|は|って|の?うち)?、?[^。、?？]{{0,10}}(?:割合|何%)"
)
_SAYING = frozenset("答思感考言挙")


def said_beside_number(question: Question) -> re.Pattern[str] | None:
    """What a sentence has to say beside the number for it to be the one asked for; None where any may."""
    text = question.asked.text
    if question.asked.unit == "%" and (those := _THOSE_WHO.search(text)):
        doing = those[1] or those[2]
        return None if doing in _SAYING else re.compile(doing)
    if question.asked.unit == "%" and (did := _THOSE_WHO_DID.search(text)):
        signs = [sign for sign in did.groups() if sign]
        return None if _SAYING.intersection(signs) else re.compile(f"[{''.join(signs)}]")
    return next((of for asks, of in _SAID_OF_NUMBER if asks.search(text)), None)
