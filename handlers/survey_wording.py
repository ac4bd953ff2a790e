"""What residents read of a survey and of the panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from casework.working_days import day_in_japan
from handlers import postbacks
from handlers.city import City
from handlers.days import with_year
from handlers.model import Button, Message
from handlers.panel_facts import Beside, Tidings
from handlers.render import MAX_BUTTONS
from panel.calendar import day_in_words, in_words
from panel.duration import minutes
from panel.folding import folded
from panel.reading import Misfit
from panel.report import Report, card, details
from panel.survey import Question, Survey, Value

BACK, SKIP, LATER, CONFIRM, START = "戻る", "とばす", "あとで", "決定", "はじめる"
CONTINUE_LATER, ERASE = "あとで続ける", "答えを消してやめる"
REVIEW = "答えを見直す"
DETAILS, OTHER_RESULTS = "くわしく", "ほかの結果"
RENEW = "任期を続ける"
SURVEYS = Button("アンケート", "アンケート")
VOICE = Button("市民の声", "市民の声")

# Figures go back to the people so long after the close.
RESULTS_AFTER = timedelta(days=7)


def results_day(survey: Survey) -> date:
    """The day by which the figures are promised."""
    return day_in_japan(survey.closes_at + RESULTS_AFTER)


def button(label: str, wave: int, *parts: str) -> Button:
    return Button(label, label, postbacks.data("survey", str(wave), *parts))


# --- pushed --------------------------------------------------------------------------------------------------------


def invitation(wave: int, survey: Survey, city: City) -> tuple[Message, ...]:
    """The one push of a wave."""
    if survey.anonymous:
        anonymity = "だれの答えかは、締切のあと市にも分からなくなります。"
    else:
        anonymity = "だれの答えかは、締切の1年後まで、市の担当者に分かります（モニター番号で）。"
    text = "\n".join(
        (
            f"【{city.name} 市民モニター】アンケートのお願い",
            f"「{survey.title}」全{len(survey.questions)}問・約{minutes(survey)}分",
            f"{in_words(survey.closes_at)}まで",
            f"{anonymity}途中で止めても、続きから答えられます。",
        )
    )
    return (Message(text, lasting=(button(LATER, wave, "later"), button(START, wave, "start"))),)


def reminder(wave: int, survey: Survey, city: City) -> tuple[Message, ...]:
    """The second push, to those who have not finished."""
    text = "\n".join(
        (
            f"【{city.name} 市民モニター】アンケート「{survey.title}」は、{in_words(survey.closes_at)}までです。",
            f"まだ終わっていない方にお送りしています（全{len(survey.questions)}問・約{minutes(survey)}分、続きから答えられます）。",
        )
    )
    return (Message(text, lasting=(button(LATER, wave, "later"), button(START, wave, "start"))),)


def applied(city: City) -> tuple[Message, ...]:
    """An application was taken, and by when the hall lets them know."""
    by = city.panel.recruiting.answer_by if city.panel.recruiting else None
    told = (
        f"{day_in_words(by)}までに、このトークでお知らせします。" if by else "選考のあと、このトークでお知らせします。"
    )
    return (Message(f"応募を受け付けました。ありがとうございます。\n{told}\n取り消すときは「退会」と送ってください。"),)


def code_unusable(city: City) -> Message:
    """A code that is used up, or that nobody issued; and whom to ask, as the letter says."""
    phone = f"（市役所 {city.phone}）" if city.phone else ""
    return Message(
        "このコードは使えません（もう使われたか、まちがいがあります）。"
        f"{city.voice.desk}{phone}までお問い合わせください。"
    )


APPLIED_BEFORE = Message(
    "応募は、すでに受け付けています。今の状況は「モニター」、取り消すときは「退会」と送ってください。"
)


def registered(city: City, until: date, *, by_code: bool = False) -> tuple[Message, ...]:
    """``by_code``: who was invited by a letter, and did not apply."""
    thanks = "ご登録ありがとうございます。" if by_code else "ご応募ありがとうございました。"
    text = "\n".join(
        (
            f"{city.name} 市民モニターに登録しました。{thanks}",
            f"任期は{with_year(until)}までです。アンケートは、このトークに届きます。",
            "登録の内容を見る・変えるときは「モニター」、やめるときは「退会」と送ってください。",
        )
    )
    return (Message(text),)


def renewal(city: City) -> tuple[Message, ...]:
    text = "\n".join(
        (
            f"{city.name} 市民モニターへのご協力、ありがとうございます。任期は3月31日までです。",
            "次の任期も続けていただけますか。下のボタンを押すか、「任期を続ける」と送ってください。",
            "何もなさらなければ、任期の終わりで登録が終わります。",
        )
    )
    return (Message(text, lasting=(Button(RENEW, RENEW),)),)


def waiting(city: City) -> tuple[Message, ...]:
    text = "\n".join(
        (
            f"{city.name} 市民モニターへのご応募、ありがとうございました。",
            "応募が多く、年代と地区がかたよらないように選んだため、今回は登録をお待ちいただくことになりました。",
            "空きが出たときは、このトークでお知らせします。応募から1年で、応募の内容を消します。",
        )
    )
    return (Message(text),)


# --- a question ----------------------------------------------------------------------------------------------------


def prompt(
    wave: int,
    version: int,
    question: Question,
    place: tuple[int, int],
    *,
    present: Value | None = None,
    can_go_back: bool = True,
    lead: str = "",
) -> Message:
    """One question: 「2/5」, the words, the choices numbered, and the same as buttons."""
    lines = [lead, f"{place[0]}/{place[1]}　{question.text}", _how(question)]
    if question.type in ("single", "multiple"):
        lines += [f"{number} {choice}" for number, choice in enumerate(question.choices, start=1)]
    if question.type == "scale" and question.labels:
        lines.append("　".join(question.told(point) for point in sorted(question.labels)))
    if present is not None:
        lines.append(f"（今の答え：{question.told(present)}）")
    ways = [*_choices(wave, version, question)] if question.type != "multiple" else []
    if not question.required:
        ways.append(button(SKIP, wave, str(version), question.id, "skip"))
    if can_go_back:
        ways.append(button(BACK, wave, str(version), question.id, "back"))
    ways.append(button(LATER, wave, "later"))
    card = (
        (*_choices(wave, version, question), button(CONFIRM, wave, str(version), question.id, "done"))
        if question.type == "multiple"
        else ()
    )
    return Message("\n".join(filter(None, lines)), tuple(ways), lasting=card)


def _how(question: Question) -> str:
    match question.type:
        case "multiple":
            most = f"{question.most}つまで" if question.most else "いくつでも"
            return f"（{most}。下のボタンで選んで「{CONFIRM}」、または「1,3」のように番号で）"
        case "scale":
            return f"（{question.low}〜{question.high}の数字で）"
        case "number":
            if question.low is not None and question.high is not None:
                return f"（{question.low}〜{question.high}の数字で）"
            return "（数字で）"
        case "text":
            optional = "" if question.required else f"・書かないときは「{SKIP}」"
            return f"（{question.max_chars}字まで・お名前や電話番号は書かないでください{optional}）"
    return ""


def _choices(wave: int, version: int, question: Question) -> Sequence[Button]:
    if question.type == "scale":
        return [button(question.told(point), wave, str(version), question.id, str(point)) for point in question.points]
    buttons = [
        button(choice, wave, str(version), question.id, str(place)) for place, choice in enumerate(question.choices)
    ]
    if question.type != "multiple":
        return buttons
    # The bot says nothing to a tap among several; the resident's own side shows that it was taken.
    return [replace(one, says=f"✓ {one.label}") for one in buttons]


def hint(question: Question, misfit: Misfit) -> str:
    """The first word about an answer that does not fit."""
    match misfit.problem:
        case "too_many":
            return f"選べるのは{question.most}つまでです。番号を「1,3」のように送ってください。"
        case "too_long":
            return f"文が長いようです。{question.max_chars}字以内で書いてください。"
        case "not_whole":
            return "整数（小数のない数字）で答えてください。"
        case "out_of_range" if question.low is not None and question.high is not None:
            return f"{question.low}から{question.high}までの数字で答えてください。"
        case "out_of_range":
            return "その数字では受け取れません。もう一度お願いします。"
    match question.type:
        case "number":
            return "数字を1つだけ送ってください（例：3）。"
        case "scale":
            return f"{question.low}から{question.high}までの数字で答えてください。"
        case "multiple":
            return "選ぶものの番号を「1,3」のように送ってください。"
        case "text":
            return "文字で書いて送ってください。"
    return "番号か、選択肢の言葉で答えてください。"


def choices_again(question: Question, misfit: Misfit) -> str:
    """The second word: everything that can be answered, numbered; where it cannot be listed, what did not fit."""
    if question.type == "scale":
        return "\n".join(("次から1つ、数字で送ってください。", *question.options))
    if question.choices:
        lines = [f"{number} {choice}" for number, choice in enumerate(question.choices, start=1)]
        most = f"（{question.most}つまで）" if question.type == "multiple" and question.most else ""
        return "\n".join((f"次から、番号で送ってください{most}。", *lines))
    return hint(question, misfit)


def paused_after_slips(question: Question) -> str:
    skip = f"「{SKIP}」と送るか、" if not question.required else ""
    return (
        f"うまく受け取れず、申し訳ありません。この質問は、{skip}あとで答えていただいてもかまいません。"
        "続けるときは「アンケート」と送ってください。"
    )


def results_later(surveys: Sequence[Survey]) -> Message:
    """When the results of what runs now are told, to who asks for them."""
    lines = [f"「{one.title}」の結果は、{day_in_words(results_day(one))}ごろからお知らせします。" for one in surveys]
    return Message("\n".join(lines), (SURVEYS,))


def results_to_come(title: str) -> Message:
    """The survey has closed, and its figures are not out yet."""
    return Message(f"「{title}」は締め切りました。結果は、まとまりしだいこのトークでお知らせします。", (SURVEYS,))


PAUSED = "わかりました。締切までなら、「アンケート」と送ると続きから答えられます。"
ASK_MORE_EXACTLY = "どれのことか分かりませんでした。次のように送ってください。"
ASIDE_OVER = "アンケートの続きです。"
REMINDER = "アンケートの続きは、「アンケート」と送ると始められます。"
STOP = "アンケートをどうしますか。"
ERASED = "このアンケートの答えを消しました。締切までなら、「アンケート」と送ると初めから答えられます。"
NO_SUCH_QUESTION = "その質問は、今の答えではおたずねしていません。続きはこちらです。"
ALL_ANSWERED = "すべてお答えいただいています。ありがとうございます。答えは締切まで直せます。"


def revised(question: Question, value: Value | None) -> str:
    return f"「{question.text}」の答えを「{question.told(value)}」にしました。"


def thanks(wave: int, survey: Survey, lead: str = "") -> Message:
    text = "\n".join(
        filter(
            None,
            (
                lead,
                "ご回答ありがとうございました。",
                f"結果は、{day_in_words(results_day(survey))}ごろからこのトークでお知らせします（「アンケート」と送るとごらんになれます）。",
                f"答えは、{in_words(survey.closes_at)}まで直せます。",
            ),
        )
    )
    return Message(text, (button(REVIEW, wave, "review"),))


def review(wave: int, version: int, survey: Survey, answers: Mapping[str, Value | None]) -> Message:
    """What was answered, each with a button to answer it anew."""
    lines = [
        f"{number} {question.text}：{question.told(answers[question.id])}"
        for number, question in enumerate(_given(survey, answers), start=1)
    ]
    card = revising(wave, version, survey, answers)
    return Message(
        "\n".join(("今の答えです。直すものを、ボタンか番号で選んでください。", *lines)), lasting=card[:MAX_BUTTONS]
    )


def revising(wave: int, version: int, survey: Survey, answers: Mapping[str, Value | None]) -> tuple[Button, ...]:
    """The ways to answer anew what was answered, in the order of the list."""
    given = enumerate(_given(survey, answers), start=1)
    return tuple(button(f"{number} を直す", wave, str(version), question.id, "edit") for number, question in given)


def _given(survey: Survey, answers: Mapping[str, Value | None]) -> list[Question]:
    return [question for question in survey.questions if question.id in answers]


def tidings(report: Report, desk: str, today: date) -> Tidings:
    """What is told on a day of a survey that has closed, in the name of ``desk``."""
    told, all_of_it = card(report, by=desk, today=today), details(report, by=desk, today=today)
    return Tidings(report.id, told, all_of_it, report.reflection is not None)


def results(news: Tidings) -> Message:
    """The figures, and what the city does because of them."""
    ways = (button(DETAILS, news.wave, "details"), button(OTHER_RESULTS, news.wave, "others"), VOICE)
    return Message(news.card, ways)


def all_results(news: Tidings) -> Message:
    """All questions of a survey, and how it was done."""
    return Message(news.details, (button(OTHER_RESULTS, news.wave, "others"), VOICE))


def beside_button(subjects: Sequence[str], found: Sequence[Beside]) -> tuple[Button, ...]:
    """The way from the answer about an indicator to the newest survey about it. Its figures never stand in that answer."""
    for subject in subjects:
        kind, name = subject.partition(":")[0], folded(subject.rpartition(":")[2])
        for one in found:
            if kind == "indicator" and folded(one.indicator) == name:
                return (button(MONITORS_SAID, one.tidings.wave, "beside"),)
    return ()


def beside(one: Beside) -> Message:
    """What the monitors said, in a bubble of its own."""
    return Message(f"{NOT_COMPARABLE}\n\n{one.tidings.card}")


MONITORS_SAID = "モニターの答え"
NOT_COMPARABLE = "市民モニターへのアンケートの結果です。別の調査のため、市の指標の数字とは比べられません。"
NO_OTHER_RESULTS = "ほかに、お知らせできる結果はまだありません。"


def late(title: str, *, answered: bool, results_out: bool) -> Message:
    """The survey is over: to who answered it, and to who could not."""
    if not answered:
        return Message(
            f"「{title}」は締め切りました。お答えいただけず、申し訳ありません。次のアンケートのときに、またお願いします。"
        )
    thanks = f"「{title}」は締め切りました。ご協力ありがとうございました。答えは、もう直せません。"
    if results_out:
        return Message(f"{thanks}\n結果は「アンケート」と送るとごらんになれます。", (SURVEYS,))
    return Message(f"{thanks}\n結果は、まとまりしだいこのトークでお知らせします。")
