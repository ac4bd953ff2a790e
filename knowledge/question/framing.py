"""A question without what stands around it: 「…か教えてもらえますか」, 「…は、わかる？」, and what it is about said last
(「何人来たの？花まつりに」).

Whoever asks so asks no more than the question itself: not whether anything is handed out, and nothing of understanding. And
what is said behind the question limits it as if it stood before.
"""

from __future__ import annotations

import re

from knowledge.question.plans_said import placed_in_plan

# 「じゃあ図書館は？」 may ask no more than 「図書館は？」.
_THEN = re.compile(r"^\s*(?:それ|ん|そん)?(?:じゃあ?|なら)[、,\s]*(?=[^、。?？\s]{2,20}(?:は|って)[?？]*\s*$)")
# 「参画を広げるために何をしてきた？」 asks what was done for 参画.
_TO_DO = re.compile(
    r"を[一-龠ァ-ヶぁ-ん]{1,10}?[うくぐすつぬぶむる]ために?(?=[、,]?[^。?？]{0,16}(?:何|なに|どんな|どういう|どう))"
)
_END = r"(?:です|でしょう|ん|の)?(?:か|かな|かしら|かね|の|けど|が|ね|よ)*[。?？!！]*\s*$"
# Being told is asked for in many forms, and each of them is 教えてください.
_TELL = re.compile(
    r"(?P<tell>教えて|おしえて|聞かせて)(?:(?:もら|貰)(?:え(?:ます|ません|る|ない)?|いたい|って?も?(?:いい|よい|良い|よろしい))"
    r"|(?:いただ|頂)(?:け(?:ます|ません|る|ない|れば)?|きたい|いても?(?:いい|よい|よろしい))|(?:ほし|欲し)い|くれ(?:ます|ません|る|ない)?)"
    r"(?:と(?:うれしい|嬉しい|助かり?)(?:ます)?)?(?:幸い|の)?" + _END
)
_ASKED = re.compile(r"何|なに|なん|ど[うのんこれち]|なぜ|誰|だれ|いつ|いく[らつ]")
# 「いくつか教えて」 asks how many only behind what it is asked of.
_AND_TELL = re.compile(
    r"(?P<asks>[^。?？]{4,}?(?:か|のか))(?:を|、)?\s*(?:教えて|おしえて|聞かせて)(?:ください|下さい)[。?？]*\s*$"
)
_HOW_MANY = re.compile(
    r"(?:(?:何|なん)[一-龠%％]|(?<![をもら])いく[らつ]|どこ|だれ|誰|いつ|なぜ|どれくらい|どのくらい)か$"
)
_SOME = re.compile(r"(?:を|も|から|中で)、?(?:いくつ|何[一-龠]|どれ)か$")
# 「アンケートで何がわかる？」, 「どこを見ればわかる？」 and 「誰にでもわかる？」 ask for the understanding itself.
_KNOWN = re.compile(
    r"(?P<asks>.{2,}(?:[かのはを?？]|って|[一-龠ァ-ヶー々0-9a-z]|(?<![てでばにもら])(?=、)))(?:、|\s)*(?:(?<!誰)(?<!何))(?:(?:分か|わか|判)(?:る|ります)|(?:ご存[じ知])|知って(?:い?る|い?ます)?)"
    + _END
)
_AROUND_OBJECT = re.compile(r"を[、\s]*$")

# 「いくら使ったわけ？」 asks for no reason: the わけ only stresses what is asked; 「どういうわけ？」 does.
_STRESSED = re.compile(
    r"(?P<asks>[^。?？]*?(?:いく[らつ]|(?:何|なん)[一-龠]|なに|何(?=[をがに])|どこ|どちら|どっち|いつ|誰|だれ|ど[のれ](?:くらい|ぐらい|ほど|だけ)"
    r"|どう(?=す|な|や|変)|どんな)[^。?？]*[るたいなうくすつむぶ])(?<!いう)(?<!いった)(?<!ような)(?<!んな)(?:わけ|ワケ|訳)[?？。]*\s*$"
)

# 「…の分野を示されたい」, 「…はどこか回答願います」: as an office asks another.
_OFFICIAL = re.compile(
    r"(?P<of>[^。?？]{3,}?)(?:(?P<asks>か)(?:を|について)?|を|について(?:は)?)、?(?:示|お示し|明らかに|回答|説明|教示|報告|提示)(?:し|さ)?"
    r"(?:れたい|せられたい|願いたい|願います|いただきたい)[。]*\s*$"
)

# What is said last: no question, no wish, no statement.
_SAID_LAST = re.compile(r"(?P<asks>[^?？。]{4,40}[?？])[、\s]*(?P<of>[^?？。、\s]{2,30})[。]?\s*")
_HAS_TOPIC = re.compile(r"[一-龠々ァ-ヶー](?:は|って)|[?？].*[?？]")
_NAMES = re.compile(
    r".*(?:[一-龠々ァ-ヶー0-9０-９a-zA-Z）)」]|(?<=[一-龠々ァ-ヶー」])(?:の|に|で|は|って|から|へ|さ)|こと|ところ|とこ|ほう)"
)
_DOING = re.compile(
    r"[てで](?:い?る|い?た|ほし|くれ|くだ|ちょ|もら|いい)|[るたいすうく]の?$|たい|です|ます|だけ"
    r"|希望|願|教え|おしえ|知り|聞き|一覧|全部|詳し"
)
_WHOSE = re.compile(r"(?<=[一-龠々ァ-ヶー」])の$")
_NOMINAL = re.compile(r"(?<=[一-龠々ァ-ヶー」])(?:に|で|から|へ|さ)$")

# 「相談は多いのに移住した人が少ないのはなぜ」: what is said before のに is known, and only the rest is asked.
_THOUGH = re.compile(
    r"[^。?？]{4,40}(?<=[いただるうくすつむぬぐぶ])のに、?(?P<asks>[^。?？]{2,40}(?:なんで|なぜ|何で|どうして|理由|わけ)[^。]*)"
)


def asked_though(text: str) -> str | None:
    """Of what a question for a reason asks, where something else is said to be so all the same; None where nothing is."""
    found = _THOUGH.fullmatch(text)
    return found["asks"] if found else None


def plainly_asked(text: str) -> str:
    """A message as it would be put by who only asks; unchanged where nothing stands around its question."""
    text = _TELL.sub(r"\g<tell>ください", placed_in_plan(text))
    if found := _OFFICIAL.fullmatch(text):
        text = f"{found['of']}？" if found["asks"] else f"{found['of']}を教えてください。"
    if found := _STRESSED.fullmatch(text):
        text = f"{found['asks']}の？"
    if (found := _AND_TELL.fullmatch(text)) and _ASKED.search(found["asks"]):
        asks = found["asks"]
        if not _SOME.search(asks):
            text = f"{asks[:-1] if _HOW_MANY.search(asks) else asks}？"
    elif found := _KNOWN.fullmatch(text):
        text = f"{_AROUND_OBJECT.sub('', found['asks']).rstrip('?？')}？"
    return _in_order(text)


def for_the_thing(text: str) -> str:
    """What was done to widen or further a thing (「…を広げるために」), asked as what was done for it (「…のために」); unchanged
    where it is not asked so."""
    return _TO_DO.sub("のために", text, count=1)


def without_then(text: str) -> str:
    """A bare name without the じゃあ before it; unchanged where anything else is asked."""
    return _THEN.sub("", text)


def _in_order(text: str) -> str:
    """A question with what it is about before it, where that was said last."""
    found = _SAID_LAST.fullmatch(text)
    if found is None or not _ASKED.search(found["asks"]):
        return text
    of = found["of"]
    whose = _WHOSE.search(of) is not None
    if _HAS_TOPIC.search(found["asks"]) and not whose:
        return text
    if _ASKED.search(of) or not _NAMES.fullmatch(of) or _DOING.search(of):
        return text
    joint = "" if whose or of.endswith(("は", "って")) else "、" if _NOMINAL.search(of) else "は、"
    return f"{of}{joint}{found['asks']}"
