"""``koe doctor``: looks at the installation, from the database to LINE's settings, and says what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import click
from sqlalchemy import make_url
from urllib3.exceptions import HTTPError

from bot.checked import NotReady, checked
from bot.clock import now
from bot.current import prepared
from bot.mailing import NoStartTls, connected
from bot.settings import Settings
from bot.start import OTHER_KEY, opening_of
from bot.tokens import NoToken, tokens_of
from cli.refusal import Refused
from handlers.city import City
from handlers.desk_rules import DeskRules
from handlers.rich_menu import NAME
from knowledge.answer import answer
from knowledge.ledger.bundled import bundled_of
from storage import inbox, keyring, library, mails, outbox, signs, staff, surveys, switches
from storage.database import Database, DatabaseAway, was_made, why_away
from storage.schema import HEAD, SchemaTooNew, is_up_to_date
from storage.sealing import Unreadable

_LEAST_FREE_BYTES = 1_000_000_000
_MOST_CLOCK_DIFFERENCE = timedelta(seconds=30)
# An event that waits longer than this: no worker takes it up.
_LONGEST_WAIT = timedelta(minutes=2)
_GOOD, _NOTICE, _DO = "○", "注意", "要対応"

_NOT_ISSUED = (
    "LINEがトークンを発行しません。LINE_CHANNEL_ID と LINE_CHANNEL_SECRET が、LINE Developers のチャネルのものか"
    "確かめてください。"
)

Finding = tuple[str, str]


@click.command()
@click.option("--offline", is_flag=True, help="do not ask LINE")
def doctor(offline: bool) -> None:
    """Look at the installation and say what is missing or stuck, and what to do about it."""
    try:
        settings, city = checked(os.environ)
    except NotReady as problem:
        raise Refused(str(problem)) from problem
    click.echo(f"市：{city.name}")
    unusable = None
    try:
        _tell(_database(settings, city))
    except Refused as problem:
        unusable = problem  # why may be told by the disk, which is looked at next
    _tell(_machine(settings))
    _tell(_city(settings, city))
    if not offline:
        _tell(_alarms(settings))
        _tell(_line(settings))
    click.echo(
        "画面でだけ確かめられること：LINE Developers の「Webhookの再送」がオン、"
        "公式アカウント管理画面の「応答メッセージ」「あいさつメッセージ」がオフ（オンだと返事が二重になります）。"
    )
    if unusable is not None:
        raise unusable


def _tell(look: Iterator[Finding]) -> None:
    for how, said in look:
        click.echo(f"{how}　{said}")


def _database(settings: Settings, city: City) -> Iterator[Finding]:
    if not was_made(settings.database_url):
        yield _DO, "データベースがまだありません。koe migrate を行ってください。"
        return
    try:
        with closing(Database(settings.database_url)) as database:
            if not is_up_to_date(database):
                yield _DO, "データベースがまだ新しくなっていません。koe migrate を行ってください。"
                return
            seal = opening_of(settings, database)
            yield _GOOD, f"データベース（{'SQLite' if database.is_sqlite else 'PostgreSQL'}、版 {HEAD}）"
            if database.is_sqlite and settings.web_concurrency > 1:
                yield (
                    _NOTICE,
                    "SQLite では、プロセスは1つにしてください（WEB_CONCURRENCY）。2つ目からは、書くたびに待ちます。",
                )
            yield from _waiting(database)
            yield from _begun(database, city)
            if settings.secret_key_previous is not None:
                left, lost = keyring.stale_values(database, seal)
                todo = "koe keys rotate を行ってください" if left else "SECRET_KEY_PREVIOUS を外せます"
                unread = f"どちらの鍵でも開けない値が {lost}件あります。" if lost else ""
                yield _NOTICE, f"前の鍵の値が {left}件あります。{unread}{todo}。"
    except DatabaseAway as problem:
        raise Refused(f"データベースにつながりません（{why_away(problem)}）。") from problem
    except SchemaTooNew as problem:
        raise Refused(f"データベースの方が新しい版です（{problem}）。このプログラムを更新してください。") from problem
    except Unreadable as problem:
        raise Refused(OTHER_KEY) from problem


def _begun(database: Database, city: City) -> Iterator[Finding]:
    """What a new installation still lacks: something to answer from, and somebody to read what comes in."""
    with database.reading() as session:
        documents = any(file.shown for file in library.files(session))
        accounts = staff.everybody(session)
    bundled = bundled_of(city.name)
    if not (documents or bundled.sections or bundled.results or bundled.projects):
        yield (
            _NOTICE,
            "資料がないため、市の計画や成果についての質問には答えられません。koe import で取り込んでください。",
        )
    elif untold := _untold_examples(database, city):
        yield (
            _NOTICE,
            f"例として見せている質問に、いまの資料では答えられません（{'、'.join(untold)}）。"
            "city.toml の examples を直してください。",
        )
    if not accounts:
        yield _NOTICE, "職員画面のアカウントがありません。koe staff add 名前 --role admin で作ってください。"


def _untold_examples(database: Database, city: City) -> list[str]:
    """The questions shown as examples that the documents at hand do not answer."""
    knowledge = prepared(database, city).knowledge
    return [one for one in city.examples if not answer(knowledge, one, None).tells]


def _waiting(database: Database) -> Iterator[Finding]:
    with database.reading() as session:
        count, since = inbox.waiting(session)
        dead = inbox.dead(session)
        letters = outbox.counts(session)
        unsent = mails.dead(session)
        held = [one for one in surveys.listed(session, "scheduled", "open") if one.asks_staff]
        stopped = switches.stopped(session)
        workers = signs.workers(session, now() - signs.SHOWN_WITHIN)
    yield (
        (_GOOD, f"処理するプロセス：{len(workers)}")
        if workers
        else (_NOTICE, "処理するプロセスからの合図がありません。ボットか koe worker が動いているか確かめてください。")
    )
    waited = now() - since if since else timedelta()
    how = _DO if waited > _LONGEST_WAIT else _GOOD
    ago = f"（最も古いもの {int(waited.total_seconds() // 60)}分前）" if count else ""
    yield (
        how,
        f"未処理の受信：{count}件{ago}"
        + ("。ボットか koe worker が動いているか確かめてください。" if how == _DO else ""),
    )
    yield (_NOTICE if dead else _GOOD), f"処理できなかった受信：{dead}件"
    yield _GOOD, f"次の返信と一緒に届ける返信（未達・不明）：{letters.get('owed', 0)}件"
    yield (_NOTICE if letters.get("dead") else _GOOD), f"送れなかった返信：{letters.get('dead', 0)}件"
    if letters.get("held"):
        yield _DO, f"復元のあと止めている手紙：{letters['held']}件。koe letters で送るか、やめるかを選んでください。"
    for name, said in (("bot", "ボットの答え"), ("pushes", "プッシュ配信")):
        for one in (found for switch, found in stopped.items() if switch == name):
            yield _NOTICE, f"{said}を止めています：{one.why}"
    for reason, number in unsent.items():
        yield _NOTICE, f"職員あてのメール {number}件を送れませんでした（{reason}）。"
    for survey in held:
        yield _DO, f"アンケート {survey.id}「{survey.survey.title}」は保留中です。{survey.held_note}"


def _machine(settings: Settings) -> Iterator[Finding]:
    folders = {"MEDIA_DIR": _nearest(settings.media_dir)}
    address = make_url(settings.database_url)
    if address.get_backend_name() == "sqlite":
        folders["DATABASE_URL"] = _nearest(Path(address.database or "").parent)
    for folder in {folder.stat().st_dev: folder for folder in folders.values()}.values():
        free = shutil.disk_usage(folder).free
        how = _DO if free < _LEAST_FREE_BYTES else _GOOD
        todo = f"。{folder} に空きを作ってください。" if how == _DO else ""
        yield how, f"ディスクの空き：{free / 1e9:.1f} GB{todo}"
    if settings.media_dir.exists() and not settings.media_dir.is_dir():
        yield _DO, f"写真のフォルダー（MEDIA_DIR）が、フォルダーではありません：{settings.media_dir}"
    elif not os.access(folders["MEDIA_DIR"], os.W_OK):
        yield _DO, f"写真のフォルダー（MEDIA_DIR）に書けません：{settings.media_dir}"
    if "DATABASE_URL" in folders and not os.access(folders["DATABASE_URL"], os.W_OK):
        yield _DO, f"データベースのフォルダー（DATABASE_URL）に書けません：{folders['DATABASE_URL']}"
    if settings.erasures_file.is_dir() or not os.access(_nearest(settings.erasures_file.parent), os.W_OK):
        yield _DO, f"消したものの控え（ERASURES_FILE）に書けません：{settings.erasures_file}"


def _nearest(folder: Path) -> Path:
    """The folder itself or the nearest one above it that is there."""
    folder = folder.absolute()
    return folder if folder.is_dir() else _nearest(folder.parent)


def _city(settings: Settings, city: City) -> Iterator[Finding]:
    if city.name not in city.desk.mayor and city.desk.mayor != DeskRules.mayor:
        yield (
            _NOTICE,
            f"回答に署名する名前（desk.mayor）が「{city.desk.mayor}」です。{city.name}のものか確かめてください。",
        )
    if city.phone is None:
        yield _NOTICE, "city.toml に電話番号（city.phone）がないため、案内に電話番号が出ません。"
    if settings.public_base_url is None:
        yield _NOTICE, "PUBLIC_BASE_URL がないため、リンクの要る案内は出ません。"
    if settings.alert_mail_to is None or settings.smtp_url is None:
        yield _NOTICE, "ALERT_MAIL_TO と SMTP_URL がそろっていないため、警報のメールは送られません。"


def _alarms(settings: Settings) -> Iterator[Finding]:
    """Whether the mail server would take an alarm; none is sent."""
    if settings.alert_mail_to is None or settings.smtp_url is None:
        return
    try:
        with connected(urlsplit(settings.smtp_url.get_secret_value())):
            pass
    except NoStartTls:
        yield (
            _DO,
            "メールサーバーが暗号化（STARTTLS）に応じないため、メールを送れません。SMTP_URL を smtps:// にするか、"
            "メールサーバーの設定を確かめてください。",
        )
        return
    except (OSError, SMTPException) as problem:
        yield (
            _DO,
            f"警報のメールを送れません（{type(problem).__name__}）。SMTP_URL と、メールサーバーを確かめてください。",
        )
        return
    yield _GOOD, f"警報のメール（あて先 {settings.alert_mail_to}）"


def _line(settings: Settings) -> Iterator[Finding]:
    # Half a second to load: not for every other command.
    from linebot.v3.messaging import ApiClient, Configuration, MessagingApi
    from linebot.v3.messaging.exceptions import ApiException

    try:
        token = tokens_of(settings).present()
    except NoToken as problem:
        yield (
            _DO,
            _NOT_ISSUED if problem.refused else f"LINEにつながりません（{problem}）。ネットワークを確かめてください。",
        )
        return
    with ApiClient(Configuration(access_token=token, host=settings.line_api_base_url)) as client:
        api = MessagingApi(client)
        try:
            told = api.get_bot_info_with_http_info(_request_timeout=10)
        except ApiException as problem:
            yield _DO, _refused(int(problem.status or 0))
            return
        except HTTPError as problem:
            yield _DO, f"LINEにつながりません（{type(problem).__name__}）。ネットワークと時刻を確かめてください。"
            return
        yield _GOOD, f"アクセストークン（アカウント {told.data.display_name} {told.data.basic_id}）"
        if told.data.chat_mode != "bot":
            yield _DO, "応答モードが「チャット」です。公式アカウント管理画面で、Webhookを使うようにしてください。"
        yield from _clock(told.headers or {})
        yield from _webhook(api, ApiException)
        yield from _quota(api)
        if not any(menu.name == NAME for menu in api.get_rich_menu_list().richmenus):
            yield _NOTICE, "リッチメニューがありません。koe richmenu install で入れられます。"


def _refused(status: int) -> str:
    if status in (401, 403):
        return (
            "アクセストークンが使えません。LINE Developers で発行し直し、LINE_CHANNEL_ACCESS_TOKEN を替えてください。"
        )
    return f"LINEが答えませんでした（{status}）。しばらくして、もう一度行ってください。"


def _clock(headers: Any) -> Iterator[Finding]:
    said = next((value for name, value in dict(headers).items() if name.lower() == "date"), None)
    if said is None:
        return
    difference = abs(datetime.now(UTC) - parsedate_to_datetime(said))
    if difference > _MOST_CLOCK_DIFFERENCE:
        yield _DO, f"この機械の時計が {int(difference.total_seconds())}秒ずれています。時刻合わせを入れてください。"


def _webhook(api: Any, refused: type[Exception]) -> Iterator[Finding]:
    try:
        endpoint = api.get_webhook_endpoint()
    except refused:
        yield (
            _DO,
            "Webhook の URL が設定されていません。LINE Developers で https://（このボット）/callback を入れてください。",
        )
        return
    if not endpoint.active:
        yield _DO, f"Webhook が使われていません（{endpoint.endpoint}）。「Webhookの利用」をオンにしてください。"
        return
    tried = api.test_webhook_endpoint()
    if tried.success:
        yield _GOOD, f"Webhook（{endpoint.endpoint}）"
    else:
        todo = "ボットが動いているか、URLと証明書を確かめてください。"
        yield _DO, f"LINEから Webhook に届きません（{endpoint.endpoint}：{tried.reason}）。{todo}"


def _quota(api: Any) -> Iterator[Finding]:
    quota, used = api.get_message_quota(), api.get_message_quota_consumption().total_usage
    if quota.type != "limited":
        yield _GOOD, f"今月のプッシュ：{used}通（上限なし）"
        return
    left = quota.value - used
    how = _NOTICE if left < quota.value / 10 else _GOOD
    yield how, f"今月のプッシュ：残り {left}通（{quota.value}通のうち {used}通を使いました）"
