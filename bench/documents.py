"""Documents of a city that does not exist, as many as wanted: what a city has imported after some years."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.language.text import fiscal_year_name
from knowledge.ledger.identity import Sheet
from knowledge.model import (
    Achievement,
    Code,
    Figure,
    Goal,
    Indicator,
    PlanMeasure,
    PlanSection,
    Project,
    Prose,
    Results,
    Source,
)

CITY = "みずほ野市"
_SHEETS_PER_DOCUMENT = 15
_YEARS = tuple(range(2018, 2026))
_PLAN = "5次"

_FIELDS = {
    "健康推進課": ("健診", "がん検診", "食育", "歯の健康", "こころの健康", "予防接種", "運動習慣", "禁煙"),
    "子育て支援課": ("保育", "一時預かり", "学童保育", "児童館", "産後ケア", "ひとり親家庭", "発達相談", "絵本"),
    "福祉課": ("見守り", "介護予防", "認知症カフェ", "障がい者就労", "手話通訳", "民生委員", "買い物支援", "生活困窮"),
    "農林課": ("果樹", "有害鳥獣", "新規就農", "学校給食食材", "森林整備", "農地集積", "六次産業", "ため池"),
    "商工課": ("創業", "空き店舗", "企業誘致", "商店街", "事業承継", "インターンシップ", "地場産品", "雇用"),
    "観光課": ("温泉", "サイクリング", "インバウンド", "桜まつり", "道の駅", "案内標識", "宿泊", "写真コンテスト"),
    "建設課": ("市道", "橋りょう", "歩道", "街路灯", "公園", "消雪設備", "河川", "公営住宅"),
    "上下水道課": ("水道管", "漏水", "下水道", "浄化槽", "水質", "料金収納", "耐震管", "マンホール"),
    "防災危機管理課": ("自主防災組織", "避難所", "防災訓練", "備蓄", "防災ラジオ", "消防団", "ハザードマップ", "交通安全"),
    "環境課": ("資源回収", "生ごみ堆肥", "太陽光", "不法投棄", "地球温暖化", "生物調査", "悪臭", "清掃活動"),
    "学校教育課": ("英語", "不登校", "図書室", "部活動", "情報端末", "通学路", "特別支援", "キャリア教育"),
    "生涯学習課": ("公民館", "文化財", "美術展", "読書", "スポーツ教室", "市民大学", "合唱", "古文書"),
}  # fmt: skip
_DOINGS = ("講座", "相談", "巡回", "教室", "研修", "補助", "点検", "体験会", "推進員", "交流会", "整備", "啓発")
_COUNTED = (
    ("参加者数", "人"),
    ("開催回数", "回"),
    ("実施件数", "件"),
    ("満足度", "%"),
    ("利用者数", "人"),
    ("登録数", "団体"),
)
_MANNERS = ("安心して続く", "地域で支える", "みんなで育てる", "次の世代へつなぐ", "暮らしに近い", "先を見すえた")
_PLACES = ("東部地区", "駅前", "中央公民館", "北小学校区", "川沿い", "南団地", "旧町役場", "丘の上の広場")
_WHO = ("小学生", "高齢者", "若い世帯", "農家", "商店主", "転入者", "中学生の保護者", "自治会長")
_WHY = (
    "雨の日が多く",
    "講師の都合がつかず",
    "申込みが見込みを上回り",
    "周知が遅れ",
    "工事が長引き",
    "新しい機器が届かず",
)
_NEXT = ("回数を増やす", "日曜日にも開く", "案内を作り直す", "近隣の町と組む", "会場を広げる", "申込みを電話でも受ける")


@dataclass(frozen=True)
class Made:
    """A file as a reader would have read it."""

    name: str
    sheets: tuple[Sheet, ...]


def documents(count: int, seed: int = 7) -> list[Made]:
    """``count`` documents of fifteen sheets, at most 200: of all years, departments and families in mixed order."""
    made = [
        *(_results(year, nth, seed) for year in _YEARS for nth in range(len(_FIELDS))),
        *(_reviews(year, nth, seed) for year in _YEARS for nth in range(len(_FIELDS))),
        *(_plan(chapter, seed) for chapter in range(1, 9)),
    ]
    _chance(seed).shuffle(made)
    return made[:count]


def asked_of(made: Sequence[Made], count: int, seed: int = 7) -> list[str]:
    """Questions about things in these documents, and some about all of them at once or about nothing in them."""
    chance = _chance(seed)
    questions = []
    every = (
        "目標に届かなかった指標は？", "事業費が一番多い事業は？", "目標を一番上回ったのは？", "事業の一覧を教えて",
        "ロープウェイの乗客は何人？", "ごみの収集日はいつ？", "参加者数は？", "利用者数の目標は？", "環境課の担当は？",
    )  # fmt: skip
    sheets = [sheet for one in made for sheet in one.sheets]
    for nth in range(count):
        if nth % 10 == 9:
            questions.append(chance.choice(every))
            continue
        sheet = chance.choice(sheets)
        year = f"{fiscal_year_name(sheet.year)}の" if not isinstance(sheet, PlanSection) and nth % 3 == 0 else ""
        if isinstance(sheet, Results):
            row = chance.choice(sheet.indicators)
            says = ("{}の目標は？", "{}はどうなった？", "{}が少なかったのはなぜ？", "{}の担当課はどこ")
            questions.append(year + chance.choice(says).format(row.name))
        elif isinstance(sheet, Project):
            says = ("{}の予算は？", "{}の今後の取組は？", "{}って何をするの", "{}にいくら使った？")
            questions.append(year + chance.choice(says).format(sheet.name))
        else:
            says = ("{}の課題は？", "{}の方針を教えて", "{}にはどんな施策がある？")
            questions.append(chance.choice(says).format(sheet.title))
    return questions


def _results(year: int, nth: int, seed: int) -> Made:
    department = tuple(_FIELDS)[nth]
    title = f"{fiscal_year_name(year)} 主要施策の成果説明書"
    sheets = []
    for place, (topic, doing, manner) in enumerate(_topics(department, seed)):
        number = f"{nth % 8 + 1}-{nth // 8 * 3 + place // 5 + 1}-{place % 5 + 1}"
        source = Source(title, f"施策{number}", place + 1, place * 60 + 1)
        chance = _chance(f"{seed} {year} {department} {place}")
        sheets.append(
            Results(
                city=CITY,
                year=year,
                department=department,
                code=Code(_PLAN, number),
                title=f"{manner}{topic}{doing}の充実",
                chapter=f"第{nth % 8 + 1}章 {department.removesuffix('課')}のまちづくり",
                section=f"{manner}まちをつくります",
                strategy=None,
                purposes=(Prose(_sentence(topic, doing, chance), source),),
                goals=(Goal(f"{topic}{doing}の拡大", Prose(_sentence(topic, doing, chance), source)),),
                achievements=tuple(
                    Achievement(f"{topic}{doing}の拡大", Prose(_sentence(topic, doing, chance), source))
                    for _ in range(3)
                ),
                indicators=tuple(_rows(topic, doing, source, chance)),
                reason=Prose(f"{chance.choice(_WHY)}、{topic}の{doing}が計画どおりに進まなかったため。", source),
                next_steps=Prose(f"{chance.choice(_WHO)}に向けて{topic}の{doing}の{chance.choice(_NEXT)}。", source),
                source=source,
            )
        )
    return Made(f"{year}-{department}-results.pdf", tuple(sheets))


def _reviews(year: int, nth: int, seed: int) -> Made:
    department = tuple(_FIELDS)[nth]
    title = f"{fiscal_year_name(year)} 実施計画兼予算要求書（検証）"
    sheets = []
    for place, (topic, doing, manner) in enumerate(_topics(department, seed + 1)):
        name = f"{topic}{doing}事業費"
        source = Source(title, name, place + 1, place * 50 + 1)
        chance = _chance(f"{seed} {year} {department} {place} review")
        number = f"{nth % 8 + 1}-{nth // 8 * 3 + place // 5 + 1}-{place % 5 + 1}"
        planned = chance.randrange(200, 60000)
        sheets.append(
            Project(
                city=CITY,
                year=year,
                department=department,
                name=name,
                account=("01一般会計", f"{nth + 2:02}款", f"{place % 4 + 1:02}項"),
                measures=((Code(_PLAN, number), f"{manner}{topic}の充実"),),
                strategy=None,
                overview=Prose(_sentence(topic, doing, chance), source),
                purpose=Prose(_sentence(topic, doing, chance), source),
                aims=(
                    Prose(_sentence(topic, doing, chance), source),
                    None,
                    Prose(_sentence(topic, doing, chance), source),
                ),
                activities=tuple(_rows(topic, doing, source, chance)),
                budget=_row("事業費", "千円", planned, planned - chance.randrange(0, 100), source),
                staffing=_row("従事人工", "人工", 1, 1, source),
                reason=None,
                next_steps=Prose(f"{chance.choice(_WHO)}に向けて{topic}の{doing}の{chance.choice(_NEXT)}。", source),
                source=source,
            )
        )
    return Made(f"{year}-{department}-review.pdf", tuple(sheets))


def _plan(chapter: int, seed: int) -> Made:
    title = f"第{_PLAN}{CITY}振興計画"
    department = tuple(_FIELDS)[chapter - 1]
    sheets = []
    for place, (topic, doing, manner) in enumerate(_topics(department, seed + 2)):
        number = f"{chapter}-{place + 1}"
        source = Source(title, number, chapter * 20 + place, place * 80 + 1)
        chance = _chance(f"{seed} plan {chapter} {place}")
        sheets.append(
            PlanSection(
                city=CITY,
                code=Code(_PLAN, number),
                title=f"{manner}{topic}の{doing}",
                chapter=f"第{chapter}章 {department.removesuffix('課')}のまちづくり",
                issues=tuple(Prose(_sentence(topic, doing, chance), source) for _ in range(3)),
                policies=tuple(Prose(_sentence(topic, doing, chance), source) for _ in range(2)),
                measures=tuple(
                    PlanMeasure(
                        code=Code(_PLAN, f"{number}-{nth}"),
                        title=f"{chance.choice(_MANNERS)}{topic}の{chance.choice(_DOINGS)}",
                        goals=(Goal(f"{topic}{doing}の拡大", Prose(_sentence(topic, doing, chance), source)),),
                        efforts=(Prose(_sentence(topic, doing, chance), source),),
                        plans=(f"{CITY}{topic}{doing}計画",),
                        source=source,
                    )
                    for nth in range(1, 4)
                ),
                source=source,
            )
        )
    return Made(f"plan-{chapter}.pdf", tuple(sheets))


def _chance(seed: object) -> random.Random:
    return random.Random(str(seed))  # noqa: S311 - the same documents every time, no secrets


def _topics(department: str, seed: int) -> Iterator[tuple[str, str, str]]:
    """What a department has sheets about, the same in every year."""
    chance = _chance(f"{seed} {department}")
    pairs = [(topic, doing) for topic in _FIELDS[department] for doing in _DOINGS]
    for topic, doing in chance.sample(pairs, _SHEETS_PER_DOCUMENT):
        yield topic, doing, chance.choice(_MANNERS)


def _rows(topic: str, doing: str, source: Source, chance: random.Random) -> Iterator[Indicator]:
    for counted, unit in chance.sample(_COUNTED, 4):
        target = chance.randrange(5, 2000)
        yield _row(f"{topic}{doing}の{counted}", unit, target, chance.randrange(0, target * 2), source)


def _row(name: str, unit: str, target: int, result: int, source: Source) -> Indicator:
    return Indicator(name, _figure(target, unit), _figure(result, unit), source)


def _figure(value: int, unit: str) -> Figure:
    return Figure(f"{value:,}", Decimal(value), unit)


def _sentence(topic: str, doing: str, chance: random.Random) -> str:
    return (
        f"{chance.choice(_PLACES)}で{chance.choice(_WHO)}を対象に{topic}の{doing}を{chance.randrange(2, 90)}回行い、"
        f"{chance.choice(_WHO)}からは{chance.choice(_NEXT)}よう求める声が{chance.randrange(3, 60)}件寄せられたことから、"
        f"{chance.choice(_PLACES)}でも{chance.choice(_DOINGS)}と{chance.choice(_DOINGS)}を組み合わせて進めます。"
    )
