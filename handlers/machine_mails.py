"""What staff are told by mail of the machine: what is wrong, what it means for residents, and what to do. Nobody is named."""

from __future__ import annotations

from datetime import datetime

from casework.working_days import JAPAN
from handlers.city import City
from handlers.mail import Mail


def given_up(city: City, events: int, letters: int, batches: int) -> Mail:
    """Rows that nobody tries any more."""
    return Mail(
        f"【{city.bot_name}】処理できなかったものがあります",
        f"処理できなかった受信 {events}件、送れなかった返信 {letters}件、送れなかった配信 {batches}件。\n\n"
        "すること：職員画面の「受付箱」で「未達・不明」を見て、必要な方には電話などで伝えてください。\n"
        "koe doctor が、数と次にすることを示します。",
    )


def quota_nearly_used(city: City, limit: int, used: int) -> Mail:
    return Mail(
        f"【{city.bot_name}】今月のプッシュ配信が残りわずかです",
        f"今月使えるプッシュ {limit:,}通のうち {used:,}通を使いました。\n"
        "使い切ると、回答の通知とアンケートが届かなくなります（質問への返事は届きます）。\n\n"
        "すること：アンケートを来月に延ばすか、LINE公式アカウントの料金プランを見直してください。",
    )


def token_refused(city: City) -> Mail:
    return Mail(
        f"【緊急】{city.bot_name}：LINEがアクセストークンを受け付けません",
        "LINEが認証を拒否している（401）ため、返事も配信も送れません。受け付けた声や質問は保存されています。\n\n"
        "すること：LINE Developers でチャネルアクセストークンを発行し直し、LINE_CHANNEL_ACCESS_TOKEN を替えて、"
        "ボットを起動し直してください。\n"
        "LINE_CHANNEL_ID を使っているときは、チャネルIDとチャネルシークレットを確かめてください。",
    )


def waits_too_long(city: City, count: int, minutes: int) -> Mail:
    return Mail(
        f"【{city.bot_name}】受信の処理が遅れています",
        f"まだ処理していない受信が {count}件あり、最も古いものは {minutes}分前です。\n\n"
        "すること：koe doctor を実行し、ボット（koe worker）が動いているか、"
        "ディスクとデータベースに余裕があるかを確かめてください。",
    )


def not_passed_on(city: City) -> Mail:
    return Mail(
        f"【{city.bot_name}】Webhookの転送が届いていません",
        f"転送先（FORWARD_WEBHOOK_TO）に渡せなかったWebhookがあります。{city.bot_name}の受付には影響ありません。\n\n"
        "すること：転送先の担当者に、動いているかを確かめてください。渡せなかった分は、送り直されません。",
    )


def broke_off(city: City) -> Mail:
    return Mail(
        f"【{city.bot_name}】処理できないものがあります",
        "市民の声の下準備、遅れる連絡、写真、メール、アンケート、期限の来た記録の消去、モニターの任期などの処理のうち、途中で止まったものがあります。"
        "ほかの処理は続いています。声は失われておらず、職員画面で見られます。\n\n"
        "すること：ログの「broke off」の行で、どの処理か、どの受付か、何が起きたかを確かめてください。"
        "「Unreadable」とあるのは、いまの鍵で開けないものです。SECRET_KEY を前の鍵に戻すか、前の鍵を SECRET_KEY_PREVIOUS に"
        "書いて、起動し直してください。遅くとも1時間後に、もう一度試します。",
    )


def unknown_photos(city: City, count: int) -> Mail:
    return Mail(
        f"【{city.bot_name}】写真のフォルダとデータベースが合っていません",
        f"写真のフォルダ（MEDIA_DIR）に、このデータベースにない写真が {count}枚あります。"
        "別のデータベースで起動したおそれがあるため、1枚も消していません。\n\n"
        "すること：DATABASE_URL と MEDIA_DIR が、同じ環境のものかを確かめて、起動し直してください。"
        "合っているのに続くときは、不要になった写真をフォルダから移してください。",
    )


def nobody_works(city: City, now: datetime, minutes: int) -> Mail:
    """A web process tells it when no worker has shown itself for so long."""
    return Mail(
        f"【緊急】{city.bot_name}：処理するプロセスが動いていません",
        f"{now.astimezone(JAPAN):%H:%M} の時点で、処理するプロセスからの合図が {minutes}分以上ありません。\n"
        "受け付けた声や質問は保存されていますが、返事が出ていません。\n\n"
        "すること：systemctl status koe-no-mado koe-no-mado-worker で状態を見て、止まっていれば start、"
        "動いていれば restart してください。",
    )
