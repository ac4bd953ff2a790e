"""Joining the panel in four taps, looking at one's own data, and leaving in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from casework.working_days import day_in_japan
from handlers import flow
from handlers.city import City
from handlers.conversation import Conversation
from handlers.days import with_year
from handlers.flow import END, Branch, Flow, GoesTo, Scene, Slip, Step, Takes, Way
from handlers.key_words import bare
from handlers.model import Button, Effect, Event, Facts, Message, Said, Standing, Told, Turn
from handlers.panel_facts import Membership
from handlers.panel_rules import Recruiting
from handlers.replies import means
from handlers.survey_wording import RENEW, code_unusable
from panel import ages, codes
from panel.calendar import day_in_words, term_until
from panel.survey_problems import MAX_REMINDERS
from panel.walking import next_question

NAME = "monitor"
_JOIN, _DETAILS, _DECLINE, _CODE = "同意して応募する", "くわしく", "応募しない", "招待コードを使う"
_SEND, _REGISTER, _ALTER, _ANEW = "応募する", "登録する", "変える", "書き直す"
# Whatever stands on the button of the last check, these words mean it as well.
_ALSO_SEND = (_SEND, _REGISTER, _ALTER)
# What of one's own is to be another one, said at the last check.
_TO_CHANGE = re.compile(
    "(?P<age>年代|年齢|年|歳)?(?:と|も)?(?P<district>地区|住所|場所)?(?:が|を|は|も)?(?:まちが|間違|違|ちが|直|なお|変|かえ|訂正|修正)"
    "(?:し|え|って)?(?:い?ます|い?ました|た|う|す|る|い|たい|ます|ている|ってる|ください|です|の|ん|けど)*"
)
_CHANGE, _RENEW = "年代・地区を変える", RENEW
_LEAVE, _STAY = "はい、退会します", "退会しない"
_CANCEL, _KEEP = "はい、取り消します", "取り消さない"
_MOST_DISTRICT_BUTTONS = 12
_CODE_WORDS = re.compile(
    "(?:郵送の|市民もにたーの|もにたーの)?招待こーど(?:が|を|の|で)?"
    "(?:届いた|届きました|使う|使いたい|使い方|入れる|入力(?:する|したい)?|登録(?:する|したい)?|持っています|ある|あります)?"
    "(?:です|のですが|んですが|けど)?"
)
# What a monitor says to whether they stay: the city asked them by a push, which holds nobody. In the form of ``bare``, without
# commas.
_OF_THE_TERM = (
    "(?:(?:次の|次の年度の|来年度の|来期の)?(?:任期|期|年度)|来年度|来期|来年|次|引き続き|このまま|今後|これから|市民もにたー|もにたー|登録)?"
    "(?:も|を|は)?(?:ぜひ)?"
)
_STAYS = re.compile(
    f"(?:はい)?(?:{_OF_THE_TERM}){{1,2}}(?:続け(?:る|ます|たい|させてください|させていただきます)|継続(?:する|します|したい)?|更新(?:する|します|したい))"
    "(?:です|と思います|お願いします|ので|よ|ね)*"
)
_STAYS_NOT = re.compile(
    f"(?:いいえ|すみません|ごめんなさい)?(?:{_OF_THE_TERM}){{1,2}}(?:続け(?:ない|ません|られない|られません)|継続(?:しない|しません)|更新(?:しない|しません))"
    "(?:です|と思います|ので|よ|ね)*"
)
# What says of itself that it answers about the term, and not to a survey that waits (「続けます」).
_NAMES_THE_TERM = re.compile("期|年度|来年|次|もにたー|登録")
# Who says, perhaps with a reason before it, that they leave, or take back that they applied.
_LEAVES = re.compile(
    "(?:.{1,20}(?:ので|ため|から|くて|って))?(?:(?:市民)?もにたー|(?:市民もにたーの|もにたーの)?応募)(?:の登録)?(?:を|は|も|から)?"
    "(?:(?:やめ|辞め|取り?やめ|取り?下げ)(?:る|ます|たい|させてください)|(?:取り?消|取消)(?:す|します|したい|したく|させてください)"
    "|(?:退会|辞退|きゃんせる)(?:する|します|したい|させてください)?|(?:抜け|降り)(?:る|ます|たい))"
    "(?:です|のですが|んですが|と思います|には|に|方法|お願いします)*"
)
# Who has applied, and belongs to the panel only when the city has chosen.
_NOT_YET = ("applied", "waiting")


@dataclass(frozen=True)
class Applied(Effect):
    """Somebody would like to be a monitor."""

    age_band: str
    district: str
    gender: str | None = None


@dataclass(frozen=True)
class JoinedByCode(Effect):
    """Somebody who was drawn from the register joins with the code from the letter."""

    code: str
    age_band: str
    district: str
    gender: str | None = None


@dataclass(frozen=True)
class OwnDataChanged(Effect):
    """A monitor corrects age band and district."""

    age_band: str
    district: str
    gender: str | None = None


@dataclass(frozen=True)
class TermRenewed(Effect):
    """A monitor stays for another term."""


@dataclass(frozen=True)
class LeftPanel(Effect):
    """A monitor, or an applicant, wants to be forgotten."""

    ends_what_waits: ClassVar[bool] = True


# --- words ---------------------------------------------------------------------------------------------------------


def _recruiting(scene: Scene) -> Recruiting:
    return scene.facts.city.panel.recruiting or Recruiting()


def _invitation(scene: Scene) -> Sequence[Message]:
    rules = _recruiting(scene)
    until = term_until(day_in_japan(scene.facts.now))
    by = f"、{day_in_words(rules.answer_by)}までにお知らせします" if rules.answer_by else "、お知らせします"
    return (
        Message(
            "\n".join(
                (
                    f"市民モニターを募集しています（{rules.capacity}人・任期は{until.year}年3月31日まで）。",
                    f"お願い：年{rules.surveys_a_year}回ほど、このトークで5問くらい（約2分）のアンケート",
                    f"対象：{rules.who}",
                    f"うかがうこと：{_asks(scene.facts.city)}だけ。お名前や電話番号は聞きません",
                    *([_thanks(rules)] if rules.thanks else []),
                    _ANONYMITY,
                    f"応募が多いときは{_asks(scene.facts.city)}がかたよらないように選び{by}。いつでもやめられます。",
                )
            )
        ),
    )


# A survey may be made with names, and says so itself before it is begun.
_ANONYMITY = (
    "匿名のアンケートでは、締切のあとは、だれがどう答えたか、市にも分からなくなります"
    "（記名のときは、お願いの文に書きます）。"
)


def _thanks(rules: Recruiting) -> str:
    return f"謝礼：{rules.thanks}"


def _asks(city: City) -> str:
    asked = ["年代", *(["地区"] if city.panel.districts else []), *(["性別"] if city.panel.genders else [])]
    return "と".join(asked) if len(asked) < 3 else "・".join(asked)


def _details(scene: Scene) -> Sequence[Message]:
    kept = scene.facts.city.backup_days
    return (
        Message(
            "\n".join(
                (
                    "くわしいこと",
                    "・だれが答えたかと、何と答えたかは、別々に保存します。匿名のアンケートでは、二つを結びつける鍵を、締切のときに消します",
                    f"・締切の前に取った控え（バックアップ）は{kept}日で消えます。結びつける鍵は、控えには入りません",
                    "・結果は、年代（3つ）か地区のどちらか一方だけで集計し、少ない人数のところは出しません",
                    "・自由に書いた文は、ほかの答えと切りはなして保存します",
                    "・締切まで、何度でも答えを直せます",
                    f"・1回のアンケートにつき、お願いを1回と、終わっていない方への再度のお願いを{MAX_REMINDERS}回まで送ります",
                    "・郵送で招待コードが届いた方は、コードを使って登録できます",
                    "・やめるときは「退会」と送ると、登録の内容を消します。任期の終わりか、登録されなかった応募から1年たったときも消します",
                )
            )
        ),
    )


def _declined(_scene: Scene) -> Sequence[Message]:
    return (Message("わかりました。気が変わったら、「モニター」と送ってください。"),)


def _ask_code(_scene: Scene) -> Sequence[Message]:
    return (
        Message("郵送の案内にある招待コードを送ってください（例：ABCD-EFGH-JKM）。全角でも小文字でもかまいません。"),
    )


_UNREADABLE_CODE = Message(
    "コードを読み取れませんでした。案内をもう一度ごらんになり、11文字を続けて送ってください（OとI、0と1は使っていません）。"
)


def _code_or(meant_as_one: Callable[[str], bool]) -> Takes:
    """Takes an invitation code; a text that is ``meant_as_one`` and is none is a slip, any other text nothing of ours."""

    def takes(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
        if not isinstance(event, Said):
            return None
        code = codes.read(event.text)
        if code is None:
            return Slip(_UNREADABLE_CODE) if meant_as_one(event.text) else None
        if scene.facts.code_usable is False:  # told before anything else is asked
            return Slip(code_unusable(scene.facts.city))
        return (Told("code", code, event.message_id),)

    return takes


def _ask_age(_scene: Scene) -> Sequence[Message]:
    return (Message("\n".join(("あなたの年代を選んでください。", *_numbered(ages.BANDS)))),)


def _take_age(event: Event, _scene: Scene) -> Sequence[Told] | Slip | None:
    band = ages.band(event.text) if isinstance(event, Said) else None
    return (Told("age", band),) if band else None


def _ask_district(scene: Scene) -> Sequence[Message]:
    names = [district.name for district in scene.facts.city.panel.districts]
    return (Message("\n".join(("お住まい（または勤め先・学校）の地区を選んでください。", *_numbered(names)))),)


def _take_district(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
    found = scene.facts.city.panel.district(event.text) if isinstance(event, Said) else None
    return (Told("district", found.name),) if found else None


def _ask_gender(scene: Scene) -> Sequence[Message]:
    names = [gender.name for gender in scene.facts.city.panel.genders]
    return (Message("\n".join(("性別を選んでください。", *_numbered(names)))),)


def _take_gender(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
    found = scene.facts.city.panel.gender(event.text) if isinstance(event, Said) else None
    return (Told("gender", found.name),) if found else None


def _check(scene: Scene) -> Sequence[Message]:
    age, district = _told(scene)
    gender = _gender(scene)
    lines = [f"年代：{age}", *([f"地区：{district}"] if district else []), *([f"性別：{gender}"] if gender else [])]
    if scene.at.last("own"):
        return (Message("\n".join(("次のように変えます。よろしいですか。", *lines))),)
    if not scene.at.own("code"):
        return (Message("\n".join(("この内容で応募しますか。まだ応募していません。", *lines))),)
    code = "招待コード：確認済みの方として登録します"
    return (Message("\n".join(("この内容で登録しますか。", *lines, code, *_what_one_agrees_to(scene)))),)


def _what_one_agrees_to(scene: Scene) -> Sequence[str]:
    """What the invitation tells whoever applies: a code may have been typed without ever having seen it."""
    rules = _recruiting(scene)
    return (
        "",
        f"お願い：年{rules.surveys_a_year}回ほど、このトークで5問くらい（約2分）のアンケート",
        f"対象：{rules.who}",
        f"うかがうこと：{_asks(scene.facts.city)}だけ。お名前や電話番号は聞きません",
        _ANONYMITY,
        "「登録する」を押すと、この取り扱いに同意のうえ登録します。いつでもやめられます。",
    )


def _sent(scene: Scene) -> Sequence[Message]:
    if scene.at.last("own"):
        return (Message("変えました。"),)
    return ()  # what to say is known only when the code, or who applied before, has been looked up


_SAY_THE_OTHER = Message(
    "正しい年代や地区を、そのまま送ってください（例：50代）。初めから直すときは「書き直す」を選んでください。"
)


def _take_correction(event: Event, scene: Scene) -> Sequence[Told] | Slip | None:
    """An age, district or gender said at the last check stands in the place of the one on the card. What the city does not know
    is no reason to send what was said before."""
    if not isinstance(event, Said):
        return None
    if (found := _take_age(event, scene)) is not None or (found := _take_district(event, scene)) is not None:
        return found
    return _take_gender(event, scene) or (Slip(_SAY_THE_OTHER) if _wants_another(event.text) else None)


def _wants_another(text: str) -> bool:
    """Whether something on the card is said to be wrong (「年代を直したい」); alone, 「違います」 is a no."""
    found = _TO_CHANGE.fullmatch(bare(text))
    return found is not None and bool(found["age"] or found["district"])


def _send(scene: Scene) -> Sequence[Effect]:
    age, district = _told(scene)
    if scene.at.last("own"):
        return (OwnDataChanged(age, district, _gender(scene)),)
    codes_told = scene.at.own("code")
    if codes_told:
        return (JoinedByCode(codes_told[-1].text, age, district, _gender(scene)),)
    return (Applied(age, district, _gender(scene)),)


def _gender(scene: Scene) -> str | None:
    """As chosen; None where the city has no quota of it, so that nobody was asked."""
    return scene.at.last("gender") if scene.facts.city.panel.genders else None


def _told(scene: Scene) -> tuple[str, str]:
    return scene.at.last("age") or ages.BANDS[0], scene.at.last("district") or ""


def _own(scene: Scene) -> Sequence[Message]:
    member = scene.facts.panel.member
    assert member is not None
    # LINE on a PC shows no buttons.
    text = (
        f"{own_data(member, scene.facts)}\n{_leaving(member)}\nお願いしているアンケートは「アンケート」と送ると出ます。"
    )
    return (Message(text, (Button("退会", "退会"), Button("アンケート", "アンケート"))),)


def _leaving(member: Membership) -> str:
    what = "応募を取り消す" if member.state in _NOT_YET else "やめる"
    return f"{what}ときは「退会」と送ってください。"


def own_data(member: Membership, facts: Facts) -> str:
    """A resident's own row of the panel, in words."""
    state = {
        "applied": f"応募を受け付けています。{_when_told(facts)}",
        "waiting": "ご応募ありがとうございます。今は登録をお待ちいただいています。"
        "空きが出たときは、このトークでお知らせします。応募から1年で、応募の内容を消します。",
        "registered": "市民モニターに登録しています。",
        "ended": "市民モニターの任期が終わりました。ありがとうございました。",
    }[member.state]
    until = member.term_until
    lines = [
        state,
        f"年代：{member.age_band}",
        f"地区：{member.district}" if member.district else "",
        f"性別：{member.gender}" if member.gender else "",
        f"任期：{with_year(until)}まで" if until else "",
        f"ご本人の確認：{'郵送のコードで確認済み' if member.verified else '自己申告'}",
        f"モニター番号：{member.number}（記録を見たい・消したいと市に頼むとき用）" if member.number else "",
        "次の任期も続けていただけますか。" if member.renewable else "",
    ]
    return "\n".join(filter(None, lines))


def _when_told(facts: Facts) -> str:
    by = facts.city.panel.recruiting.answer_by if facts.city.panel.recruiting else None
    if by is None or by < day_in_japan(facts.now):  # nobody is promised a day that has passed
        return "選考が終わりしだい、このトークでお知らせします。"
    return f"{day_in_words(by)}までにお知らせします。"


def _ask_leaving(scene: Scene) -> Sequence[Message]:
    what = "応募を取り消しますか。" if _has_only_applied(scene) else "市民モニターを退会しますか。"
    return (
        Message(f"{what}\n登録の内容と、アンケートの答え（締切前のものと、記名のもの）を消します。元には戻せません。"),
    )


def _has_only_applied(scene: Scene) -> bool:
    return _state(scene.facts) in _NOT_YET


def _state(facts: Facts) -> str | None:
    return facts.panel.member.state if facts.panel.member else None


_OR_STOP = "やめるときは「やめる」と送ってください。"
_CHOOSE = f"次からお選びください。{_OR_STOP}"
_REMINDER = "市民モニターの手続きの途中です。先ほどの質問にお答えください。やめるときは「やめる」と送ってください。"


def _gone(scene: Scene) -> Sequence[Message]:
    if _has_only_applied(scene):
        return (Message("応募を取り消しました。登録の内容を消しました。ご応募いただき、ありがとうございました。"),)
    return (Message("退会しました。登録の内容を消しました。これまでご協力いただき、ありがとうございました。"),)


def _stayed(_scene: Scene) -> Sequence[Message]:
    return (Message("わかりました。このままにします。"),)


_RENEWED = (Message("ありがとうございます。次の任期も登録を続けます。"),)


def _renewed(_scene: Scene) -> Sequence[Message]:
    return _RENEWED


def _numbered(names: Sequence[str]) -> list[str]:
    return [f"{number} {name}" for number, name in enumerate(names, start=1)]


# --- the conversation ----------------------------------------------------------------------------------------------


def conversation(city: City) -> Flow:
    """The flow of one city: districts are the city's own."""
    districts = [district.name for district in city.panel.districts]
    genders = [gender.name for gender in city.panel.genders]
    to_check = Branch(_which_check, ("check", "register", "change"))
    after_district: GoesTo = "gender" if genders else to_check
    after_age: GoesTo = "district" if districts else after_district
    perhaps_code = _code_or(codes.is_nearly)
    join = (
        Way(_JOIN, "age", also=(_SEND,), means=("yes", "please", "apply")),
        Way(_CODE, "code", also=("コード", "招待コード")),
    )
    decline = Way(_DECLINE, END, also=("考えておきます",), means=("no",), says=_declined)
    reward = Way(
        "謝礼",
        "card",
        means=("reward",),
        offered=lambda scene: bool(_recruiting(scene).thanks),
        says=lambda scene: (Message(_thanks(_recruiting(scene))),),
        quiet=True,
        everyday=True,
    )
    district_ways = tuple(Way(name, after_district, everyday=True) for name in districts)
    steps = {
        "card": Step(
            _invitation,
            (join[0], Way(_DETAILS, "details", everyday=True), join[1], decline, reward),
            perhaps_code,
            then="age",
            lists=True,
            lets_go=True,
        ),
        "details": Step(_details, (*join, decline, reward), perhaps_code, then="age", lists=True, lets_go=True),
        "closed": Step(_closed, (join[1], decline), perhaps_code, then="age", lists=True, lets_go=True),
        "code": Step(
            _ask_code,
            (Way("戻る", Branch(_way_in, ("card", "closed")), everyday=True),),
            _code_or(codes.is_of_signs),
            then="age",
            again="郵送の案内にある招待コードを送ってください。",
            lists=True,
        ),
        "age": Step(
            _ask_age,
            tuple(Way(band, after_age, everyday=True) for band in ages.BANDS),
            _take_age,
            then=after_age,
            again=_CHOOSE,
        ),
        "check": _last_check("check", _SEND),
        "register": _last_check("register", _REGISTER),
        "change": _last_check("change", _ALTER),
        "own": Step(
            _own,
            (
                Way(
                    _RENEW, END, means=("yes",), offered=_may_renew, does=lambda _scene: (TermRenewed(),), says=_renewed
                ),
                Way(_CHANGE, "age", also=("変える", "年代を変える", "地区を変える")),
            ),
            lists=True,
            lets_go=True,
        ),
        "leave": Step(
            _ask_leaving,
            (
                Way(
                    _CANCEL,
                    END,
                    offered=_has_only_applied,
                    also=("取り消します", "取り消す"),
                    means=("yes",),
                    does=lambda _scene: (LeftPanel(),),
                    says=_gone,
                ),
                Way(_KEEP, END, offered=_has_only_applied, also=("やめない",), means=("no",), says=_stayed),
                Way(
                    _LEAVE,
                    END,
                    offered=lambda scene: not _has_only_applied(scene),
                    also=("退会します",),
                    means=("yes",),
                    does=lambda _scene: (LeftPanel(),),
                    says=_gone,
                ),
                Way(
                    _STAY,
                    END,
                    offered=lambda scene: not _has_only_applied(scene),
                    also=("やめない",),
                    means=("no",),
                    says=_stayed,
                ),
            ),
            lists=True,
        ),
    }
    if districts:
        few = len(districts) <= _MOST_DISTRICT_BUTTONS
        steps["district"] = Step(
            _ask_district,
            district_ways if few else (),
            _take_district,
            then=after_district,
            again=f"地区の名前を送ってください。{_OR_STOP}",
        )
    if genders:
        steps["gender"] = Step(
            _ask_gender,
            tuple(Way(name, to_check, everyday=True) for name in genders),
            _take_gender,
            then=to_check,
            again=_CHOOSE,
        )
    return Flow(NAME, "card", steps, reminder=_REMINDER)


def _way_in(scene: Scene) -> str:
    return "card" if _recruiting(scene).open_at(scene.facts.now) else "closed"


def _last_check(name: str, label: str) -> Step:
    """All that was told, once more; the button says what it does. What is said anew shows the card ``name`` again."""
    return Step(
        _check,
        (
            Way(label, END, also=_ALSO_SEND, means=("yes", "please", "send", "apply"), does=_send, says=_sent),
            Way(_ANEW, "age", means=("anew", "no", "another")),
        ),
        _take_correction,
        then=name,
        lists=True,
        takes_buttons=True,
    )


def _which_check(scene: Scene) -> str:
    if scene.at.last("own"):
        return "change"
    return "register" if scene.at.last("code") else "check"


def _may_renew(scene: Scene) -> bool:
    return scene.facts.panel.member is not None and scene.facts.panel.member.renewable


def _closed(_scene: Scene) -> Sequence[Message]:
    return (
        Message("今は、市民モニターの募集の期間ではありません。郵送で招待コードが届いた方は、コードで登録できます。"),
    )


def _term_over(facts: Facts) -> Sequence[Message]:
    """To whose term has ended: they are not only told that nobody is sought now."""
    member = facts.panel.member
    if member is None or member.state != "ended" or member.term_until is None:
        return ()
    return (Message(f"市民モニターの任期は、{with_year(member.term_until)}で終わりました。ありがとうございました。"),)


def enter(facts: Facts) -> Turn | None:
    """「モニター」: the card, or one's own data. None where the city has no panel."""
    recruiting = facts.city.panel.recruiting
    steps = conversation(facts.city)
    state = _state(facts)
    if state in ("applied", "waiting", "registered"):
        return flow.begin(steps, facts, step="own")
    if recruiting is None:
        return None
    turn = flow.begin(steps, facts, step=_way_in(Scene(Standing(NAME, "card"), facts)))
    return replace(turn, messages=(*_term_over(facts), *turn.messages))


def may_be_typed(text: str) -> bool:
    """Whether a text is an invitation code, asks to use one, to belong to the panel or to leave it, or answers whether one
    stays, where it may come out of the blue."""
    return (
        _CODE_WORDS.fullmatch(bare(text)) is not None
        or codes.is_meant(text)
        or _wants_to_join(text)
        or _LEAVES.fullmatch(_said(text)) is not None
        or _stays(text) is not None
        or _is_mere(text)
    )


def _said(text: str) -> str:
    return re.sub("[、。,.!！]", "", bare(text))


def _stays(text: str) -> bool | None:
    """Whether somebody says that they stay, or that they do not; None for anything else."""
    said = _said(text)
    if _STAYS_NOT.fullmatch(said):
        return False
    return True if _STAYS.fullmatch(said) or said == bare(_RENEW) else None


def _is_mere(text: str) -> bool:
    """Whether a text is a yes or a no and nothing else, to whatever it may be."""
    return means(text, "yes") or means(text, "no")


def _asked_to_stay(text: str, facts: Facts) -> Turn | None:
    """What follows when whose term is ending says whether they stay: by a push they were told 「任期を続ける」."""
    member, progress = facts.panel.member, facts.progress
    if member is None or not member.renewable or member.term_until is None:
        return None
    stays = _stays(text)
    if stays is None and (progress.topic is not None or progress.choices or not _is_mere(text)):
        return None
    waits = any(next_question(wave.survey, wave.answers) is not None for wave in facts.panel.waves)
    if stays is None or (waits and not _NAMES_THE_TERM.search(_said(text))):
        return enter(facts)  # it may answer something else: they are asked, and nothing is done
    left = replace(progress, standing=None)
    if stays:
        return Turn(left, _RENEWED, (TermRenewed(),))
    until = with_year(member.term_until)
    return Turn(left, (Message(f"わかりました。登録は{until}で終わります。{_leaving(member)}"),))


def _wants_to_join(text: str) -> bool:
    """Whether somebody says so and names what they would like to be (「モニターやってみたいです」), or that they apply."""
    return means(text, "apply") and re.search("もにたー|応募", bare(text)) is not None


def typed(event: Said, facts: Facts) -> Turn | None:
    """What follows from an invitation code out of the blue, taken as where one is asked for, and from the wish to be a monitor,
    which begins with the card. None for other words, and where the city has no panel."""
    if facts.city.panel.recruiting is None or not may_be_typed(event.text):
        return None
    if turn := _asked_to_stay(event.text, facts):
        return turn
    if _LEAVES.fullmatch(_said(event.text)):
        return leave(facts)
    steps = conversation(facts.city)
    if not (_CODE_WORDS.fullmatch(bare(event.text)) or codes.is_meant(event.text) or _wants_to_join(event.text)):
        return None
    if _wants_to_join(event.text):
        return enter(facts)
    if codes.is_meant(event.text):
        return flow.advance(steps, Scene(Standing(NAME, "code"), facts), event)
    return flow.begin(steps, facts, step="code")


def leave(facts: Facts) -> Turn | None:
    """「退会」: asked once, then all is erased."""
    if _state(facts) is None:
        if facts.city.panel.recruiting is None:
            return None
        text = "市民モニターには登録されていません。退会の手続きはいりません。"
        return Turn(replace(facts.progress, standing=None), (Message(text),))
    return flow.begin(conversation(facts.city), facts, step="leave")


def _labels(facts: Facts) -> frozenset[str]:
    return flow.labels_of(conversation(facts.city)) if facts.city.panel.recruiting else frozenset()


def _flow(_at: Standing, facts: Facts) -> Flow:
    return conversation(facts.city)


CONVERSATION = Conversation(
    name=NAME,
    flow=_flow,
    key_words={"モニター": enter, "退会": leave},
    needs=frozenset({"panel"}),
    labels=_labels,
    begins_with="モニター",
    ended="途中だった市民モニターの手続きは、日がたったため終わりにしました。続けるときは「モニター」と送ってください。",
)
