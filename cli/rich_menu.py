"""``koe richmenu``: the plate of buttons under the chat, drawn and put into LINE."""

from __future__ import annotations

import io
import os
from pathlib import Path

import click
from PIL import Image, ImageDraw, ImageFont
from urllib3.exceptions import HTTPError

from bot.settings import BadSettings, LineSettings
from bot.tokens import NoToken, tokens_of
from cli.refusal import Refused
from console.charts import font_path
from handlers.rich_menu import CELLS, HEIGHT_PX, NAME, WIDTH_PX, as_line_wants_it, bounds

# Drawn by ``koe richmenu draw``, so that a server needs no Japanese font to install it.
_PICTURE = Path(__file__).parent / "rich_menu.png"
_MOST_BYTES = 1_000_000  # LINE's limit
_INK, _QUIET, _LINE, _GROUND = "#1c2430", "#41505f", "#c3ccd4", "#ffffff"
_ACCENTS = ("#1f4e5f", "#1f4e5f", "#1f4e5f", "#8a3b12", "#8a3b12", "#8a3b12")
_WORD_PX, _SAYS_PX, _ACCENT_PX = 150, 82, 18


@click.group()
def richmenu() -> None:
    """The plate of buttons under the chat."""


@richmenu.command()
@click.option("--picture", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="a PNG of your own")
def install(picture: Path | None) -> None:
    """Put the menu into LINE for everybody; one that was installed before is taken away."""
    # Half a second to load: not for every other command.
    from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, MessagingApiBlob, RichMenuRequest
    from linebot.v3.messaging.exceptions import ApiException

    try:
        settings = LineSettings.from_env(os.environ)
    except BadSettings as problem:
        raise Refused(str(problem)) from problem
    image = _checked(picture or _PICTURE)
    try:
        token = tokens_of(settings).present()
    except NoToken as problem:
        raise Refused(
            f"アクセストークンをもらえません（{problem}）。チャネルIDとシークレットを確かめてください。"
        ) from problem
    try:
        with (
            ApiClient(Configuration(access_token=token, host=settings.line_api_base_url)) as client,
            ApiClient(Configuration(access_token=token, host=settings.line_data_api_base_url)) as data_client,
        ):
            api = MessagingApi(client)
            former = [menu.rich_menu_id for menu in api.get_rich_menu_list().richmenus if menu.name == NAME]
            made = api.create_rich_menu(RichMenuRequest.from_dict(as_line_wants_it())).rich_menu_id
            MessagingApiBlob(data_client).set_rich_menu_image(made, image, _headers={"Content-Type": "image/png"})
            api.set_default_rich_menu(made)
            for menu_id in former:  # last, so that there is always one
                api.delete_rich_menu(menu_id)
    except ApiException as problem:
        raise Refused(
            f"LINEが受け付けませんでした（{problem.status}）。アクセストークンを確かめてください。"
        ) from problem
    except HTTPError as problem:
        raise Refused(f"LINEにつながりません（{type(problem).__name__}）。") from problem
    click.echo(f"メニューを入れました（{made}）。前のもの {len(former)}件を外しました。")


@richmenu.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def draw(file: Path) -> None:
    """Draw the menu's picture into FILE (PNG), as a beginning for one of your own."""
    font = font_path()
    if font is None:
        raise Refused("日本語のフォントがありません。Debian では fonts-noto-cjk を入れてください。")
    try:
        file.write_bytes(_drawn(font))
    except OSError as problem:
        raise Refused(f"{file} に書けません（{problem.strerror}）。") from problem
    click.echo(f"{file}（{WIDTH_PX}×{HEIGHT_PX}）")


def _drawn(font: str) -> bytes:
    image = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), _GROUND)
    pen = ImageDraw.Draw(image)
    large, small = ImageFont.truetype(font, _WORD_PX), ImageFont.truetype(font, _SAYS_PX)
    for number, (cell, accent) in enumerate(zip(CELLS, _ACCENTS, strict=True)):
        at = bounds(number)
        left, top, right, bottom = at["x"], at["y"], at["x"] + at["width"] - 1, at["y"] + at["height"] - 1
        pen.rectangle((left, top, right, bottom), outline=_LINE, width=6)
        pen.rectangle((left + 6, top + 6, right - 6, top + 6 + _ACCENT_PX), fill=accent)
        middle = (left + right) / 2
        pen.text((middle, top + at["height"] * 0.45), cell.word, font=large, fill=_INK, anchor="mm", stroke_width=3)
        pen.text((middle, top + at["height"] * 0.70), cell.says, font=small, fill=_QUIET, anchor="mm")
    body = io.BytesIO()
    image.quantize(64).save(body, "PNG", optimize=True)
    return body.getvalue()


def _checked(picture: Path) -> bytes:
    """The picture's bytes. Raises Refused for what LINE would not take."""
    content = picture.read_bytes()
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind, size = image.format, image.size
    except OSError as problem:
        raise Refused(f"{picture} は画像として読めません。") from problem
    if kind != "PNG" or size != (WIDTH_PX, HEIGHT_PX) or len(content) > _MOST_BYTES:
        raise Refused(f"{picture} は {WIDTH_PX}×{HEIGHT_PX} の PNG、1MB以内にしてください。")
    return content
