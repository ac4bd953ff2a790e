"""The usual way: line-bot-sdk's handler, which answers inside the request. Same questions, same knowledge, no memory.

It gets what helps it: one client for all threads with a connection for each, a text and nothing else to render. What it
has read and not yet answered is lost when its process ends.
"""

from __future__ import annotations

import os

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

from bot.checked import checked
from bot.start import knowledge_of
from bot.tokens import tokens_of
from knowledge.answer import answer

app = Flask("plain-sdk", static_folder=None)
_settings, _city = checked(os.environ)
_knowledge = knowledge_of(_city)
_handler = WebhookHandler(_settings.line_channel_secret.get_secret_value())
_configuration = Configuration(access_token=tokens_of(_settings).present(), host=_settings.line_api_base_url)
_configuration.connection_pool_maxsize = 64
_line = MessagingApi(ApiClient(_configuration))


@app.get("/readyz")
def readyz() -> str:
    return "ok"


@app.post("/callback")
def callback() -> str:
    try:
        _handler.handle(request.get_data(as_text=True), request.headers.get("X-Line-Signature", ""))
    except InvalidSignatureError:
        abort(400)
    return ""


@_handler.add(MessageEvent, message=TextMessageContent)  # type: ignore[untyped-decorator]
def answer_at_once(event: MessageEvent) -> None:
    reply = answer(_knowledge, event.message.text, None)
    _line.reply_message(
        ReplyMessageRequest(replyToken=event.reply_token, messages=[TextMessage(text=reply.text[:5000])])
    )
