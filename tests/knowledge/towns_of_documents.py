"""Knowledge of the invented documents in the folders of ``tests/questions``, beside what is bundled for their city."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from knowledge.documents.files import read_file
from knowledge.finding.knowledge import Knowledge
from knowledge.ledger.bundled import bundled_of

SETS = Path(__file__).parents[1] / "questions"
# Whose documents a folder holds; those of "towns" are of several, and asked of one of these.
CITIES = {
    "avenues": "雪ヶ原市",
    "basin": "霧立市",
    "bay": "鳴海崎市",
    "bridges": "橋場市",
    "castle": "鳩屋市",
    "cedars": "杉ノ瀬市",
    "centres": "柘植川市",
    "chimneys": "鳴浜市",
    "classrooms": "上山市",
    "eagles": "鷲ヶ原市",
    "ferries": "渡之島市",
    "fields": "穂並市",
    "gorge": "深瀬市",
    "harbour": "汐見市",
    "harps": "琴浜野市",
    "hills": "楢坂市",
    "lake": "霧ヶ谷市",
    "lakeside": "水瀬市",
    "lanterns": "灯ヶ浦市",
    "maples": "紅葉谷市",
    "meadow": "羽鳥野市",
    "mountain": "峰坂市",
    "next_year": "上山市",
    "orchards": "上山市",
    "pastures": "玉野原市",
    "port": "凪浦市",
    "other_chapters": "上山市",
    "quarry": "石切市",
    "river": "汐留沢市",
    "sands": "白砂市",
    "shore": "潮見ヶ浜市",
    "snow": "雪代市",
    "snowfield": "北沢原市",
    "springs": "鷺湯市",
    "surf": "潮路市",
    "terraces": "棚倉野市",
    "towns": "上山市",
    "valley": "玉瀬市",
    "vineyards": "葡萄原市",
    "windmills": "風見市",
    "wisteria": "藤見市",
    "woods": "福ノ森市",
}


@cache
def town(folder: str, city: str | None = None) -> Knowledge:
    """The text files of a folder, read for the city whose they are, or for another."""
    files = ((path.name, path.read_bytes()) for path in sorted((SETS / folder).glob("*.txt")))
    return town_of(folder, city or CITIES[folder], files)


def town_of(version: str, city: str, files: Iterable[tuple[str, bytes]]) -> Knowledge:
    """Files by name and content, read for a city; ``version`` is that of the ledger."""
    read = [read_file(content, name, home=city) for name, content in files]
    own = bundled_of(city)
    ledger = replace(
        own,
        version=version,
        sections=(*own.sections, *(one for document in read for one in document.sections)),
        results=(*own.results, *(one for document in read for one in document.results)),
        projects=(*own.projects, *(one for document in read for one in document.projects)),
    )
    return Knowledge.build(ledger, city=city)
