"""The platform's promises and refusals: tokens, keys, quota, blocking, content."""

from __future__ import annotations

from uuid import uuid4

HELLO = {"type": "text", "text": "こんにちは"}


def test_a_reply_token_is_good_once(town):
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    assert town.reply(token, HELLO).status_code == 200
    again = town.reply(token, HELLO)
    assert (again.status_code, again.json) == (400, {"message": "Invalid reply token"})
    assert len(town.said_to(town.hana)) == 1


def test_a_reply_token_is_good_for_a_minute(town):
    early, late = (town.does(town.hana, "text", text="やあ")["event"]["replyToken"] for _ in range(2))
    town.clock.passes(seconds=60)
    assert town.reply(early, HELLO).status_code == 200
    town.clock.passes(seconds=1)
    assert town.reply(late, HELLO).status_code == 400


def test_a_redelivered_event_gives_its_token_another_minute_until_twenty_have_passed(town):
    event = town.does(town.hana, "text", text="やあ")["event"]
    other = town.does(town.hana, "text", text="おーい")["event"]
    town.clock.passes(minutes=10)
    town.control("redeliver", {"webhookEventId": event["webhookEventId"]})
    assert town.reply(event["replyToken"], HELLO).status_code == 200
    town.clock.passes(minutes=11)
    town.control("redeliver", {"webhookEventId": other["webhookEventId"]})
    assert town.reply(other["replyToken"], HELLO).status_code == 400


def test_a_faulty_reply_sends_nothing_and_leaves_the_token_good(town):
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    assert town.reply(token, HELLO, {"type": "text", "text": ""}).status_code == 400
    assert town.said_to(town.hana) == []
    assert town.reply(token, HELLO).status_code == 200


def test_a_standby_event_has_no_reply_token(town):
    event = town.does(town.hana, "text", text="やあ", mode="standby")["event"]
    assert event["mode"] == "standby"
    assert "replyToken" not in event


def test_the_same_retry_key_arrives_once(town):
    town.does(town.hana, "follow")
    key = str(uuid4())
    first = town.push(town.hana, HELLO, key=key)
    second = town.push(town.hana, HELLO, key=key)
    assert second.status_code == 409
    assert second.headers["x-line-accepted-request-id"] == first.headers["X-Line-Request-Id"]
    assert second.headers["X-Line-Request-Id"] != first.headers["X-Line-Request-Id"]
    assert second.json == {"message": "The retry key is already accepted", **first.json}
    assert len(town.said_to(town.hana)) == 1


def test_a_retry_key_is_forgotten_after_a_day(town):
    town.does(town.hana, "follow")
    key = str(uuid4())
    town.push(town.hana, HELLO, key=key)
    town.clock.passes(hours=24)
    assert town.push(town.hana, HELLO, key=key).status_code == 200


def test_a_refused_push_does_not_use_up_its_key(town):
    town.does(town.hana, "follow")
    key = str(uuid4())
    assert town.push(town.hana, {"type": "text", "text": ""}, key=key).status_code == 400
    assert town.push(town.hana, HELLO, key=key).status_code == 200


def test_a_check_of_messages_takes_no_retry_key(town):
    body = {"messages": [HELLO]}
    assert town.call("POST", "/v2/bot/message/validate/push", body).status_code == 200
    assert town.call("POST", "/v2/bot/message/validate/push", body, X_Line_Retry_Key=str(uuid4())).status_code == 400


def test_a_reply_takes_no_retry_key(town):
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    body = {"replyToken": token, "messages": [HELLO]}
    assert town.call("POST", "/v2/bot/message/reply", body, X_Line_Retry_Key=str(uuid4())).status_code == 400
    assert town.reply(token, HELLO).status_code == 200


def test_who_blocked_the_account_gets_nothing_and_is_not_counted(town):
    town.does(town.hana, "follow")
    town.does(town.hana, "unfollow")
    assert town.push(town.hana, HELLO).status_code == 200
    assert town.said_to(town.hana) == []
    assert town.call("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 0}
    assert town.call("GET", f"/v2/bot/profile/{town.hana}").status_code == 404


def test_who_blocked_the_account_cannot_write_and_can_come_back(town):
    town.does(town.hana, "follow")
    town.does(town.hana, "unfollow")
    assert "blocked" in town.does(town.hana, "text", text="やあ")["error"]
    assert town.does(town.hana, "follow")["event"]["follow"] == {"isUnblocked": True}


def test_a_stranger_can_be_answered_for_a_week_after_writing(town):
    assert town.push(town.hana, HELLO).status_code == 200
    assert town.said_to(town.hana) == []
    town.does(town.hana, "text", text="やあ")
    town.clock.passes(days=7)
    town.push(town.hana, HELLO)
    assert len(town.said_to(town.hana)) == 1
    town.clock.passes(seconds=1)
    town.push(town.hana, HELLO)
    assert len(town.said_to(town.hana)) == 1


def test_a_push_to_nobody_is_refused(town):
    assert town.push("U" + "0" * 32, HELLO).json == {"message": "Failed to send messages"}
    malformed = "The property, to, in the request body is invalid (line: -, column: -)"
    assert town.push("hana", HELLO).json == {"message": malformed}


def test_quota_counts_people_not_messages_and_replies_are_free(town):
    for person in (town.hana, town.kenta):
        town.does(person, "follow")
    town.control("switches", {"quota": 3})
    assert town.call("GET", "/v2/bot/message/quota").json == {"type": "limited", "value": 3}
    both = {"to": [town.hana, town.kenta, town.hana], "messages": [HELLO, HELLO]}
    assert town.call("POST", "/v2/bot/message/multicast", both).json == {}
    assert town.call("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 2}
    over = town.call("POST", "/v2/bot/message/multicast", both)
    assert (over.status_code, over.json) == (429, {"message": "You have reached your monthly limit."})
    assert len(town.said_to(town.hana)) == 2
    token = town.does(town.hana, "text", text="やあ")["event"]["replyToken"]
    assert town.reply(token, HELLO).status_code == 200
    town.clock.passes(days=31)
    assert town.call("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 0}


def test_a_multicast_reaches_five_hundred_and_passes_over_the_unknown(town):
    town.does(town.hana, "follow")
    unknown = [f"U{number:032x}" for number in range(500)]
    most = {"to": [*unknown[:499], town.hana], "messages": [HELLO]}
    assert town.call("POST", "/v2/bot/message/multicast", most).status_code == 200
    assert len(town.said_to(town.hana)) == 1
    too_many = {"to": [*unknown, town.hana], "messages": [HELLO]}
    assert town.call("POST", "/v2/bot/message/multicast", too_many).status_code == 400
    malformed = town.call("POST", "/v2/bot/message/multicast", {"to": [town.hana, "x"], "messages": [HELLO]})
    assert "to[1]" in malformed.json["message"]


def test_a_multicast_with_a_used_key_is_not_sent_again(town):
    town.does(town.hana, "follow")
    body, key = {"to": [town.hana], "messages": [HELLO]}, str(uuid4())
    statuses = [
        town.call("POST", "/v2/bot/message/multicast", body, X_Line_Retry_Key=key).status_code for _ in range(2)
    ]
    assert statuses == [200, 409]
    assert len(town.said_to(town.hana)) == 1


def test_a_photo_can_be_fetched_until_it_is_taken_back(town):
    message = town.does(town.hana, "image")["event"]["message"]
    path = f"/v2/bot/message/{message['id']}/content"
    photo = town.call("GET", path)
    assert (photo.status_code, photo.content_type) == (200, "image/png")
    assert photo.data.startswith(b"\x89PNG")
    assert town.call("GET", f"{path}/transcoding").status_code == 400
    town.control("switches", {"content_preparing": True})
    assert town.call("GET", path).status_code == 202
    town.control("switches", {"content_preparing": False})
    unsend = town.does(town.hana, "unsend", messageId=message["id"])["event"]
    assert unsend["unsend"] == {"messageId": message["id"]}
    assert "replyToken" not in unsend
    gone = town.call("GET", path)
    assert (gone.status_code, gone.json) == (410, {"message": "The content is gone"})
    assert town.call("GET", "/v2/bot/message/1/content").status_code == 404


def test_only_the_writer_takes_a_message_back(town):
    message = town.does(town.hana, "text", text="やあ")["event"]["message"]
    assert "error" in town.does(town.kenta, "unsend", messageId=message["id"])


def test_a_voice_message_tells_whether_it_is_ready(town):
    message = town.does(town.hana, "audio")["event"]["message"]
    path = f"/v2/bot/message/{message['id']}/content/transcoding"
    assert town.call("GET", path).json == {"status": "succeeded"}
    town.control("switches", {"content_preparing": True})
    assert town.call("GET", path).json == {"status": "processing"}


def test_a_wrong_token_is_refused(town):
    for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic YTpi"}):
        answer = town.client.get("/v2/bot/info", headers=headers)
        assert answer.status_code == 401
        assert answer.json["message"].startswith("Auth")
        assert answer.headers["X-Line-Request-Id"]


def test_an_unknown_address_is_not_found(town):
    answer = town.call("GET", "/v2/bot/nothing")
    assert (answer.status_code, answer.json) == (404, {"message": "Not found"})


def test_a_profile_is_known_of_friends_and_of_who_wrote(town):
    path = f"/v2/bot/profile/{town.hana}"
    assert town.call("GET", path).status_code == 404
    town.does(town.hana, "text", text="やあ")
    assert town.call("GET", path).json == {"displayName": "佐藤 ハナ", "userId": town.hana, "language": "ja"}
    assert town.call("GET", "/v2/bot/profile/hana").status_code == 400


def test_the_loading_sign_takes_multiples_of_five_seconds(town):
    def start(**more):
        return town.call("POST", "/v2/bot/chat/loading/start", {"chatId": town.hana, **more})

    assert (start().status_code, start(loadingSeconds=60).json) == (202, {})
    for wrong in (0, 4, 7, 61, 65, "5", True):
        assert start(loadingSeconds=wrong).status_code == 400
    assert town.call("POST", "/v2/bot/chat/loading/start", {"chatId": town.neighbours}).status_code == 400


def test_marking_as_read_reads_all_that_came_before(town, bot):
    bot.status = 500  # what the bot did not take is not read by itself
    first, second, third = (town.does(town.hana, "text", text="やあ")["event"]["message"] for _ in range(3))
    path = "/v2/bot/chat/markAsRead"
    assert town.call("POST", path, {"markAsReadToken": "?"}).status_code == 400
    assert town.call("POST", path, {"markAsReadToken": second["markAsReadToken"]}).json == {}
    read = {message["id"]: town.platform.journal.find(message["id"]).is_read for message in (first, second, third)}
    assert list(read.values()) == [True, True, False]


def test_a_push_to_a_group_counts_its_members(town):
    assert town.push(town.neighbours, HELLO).status_code == 400
    town.does(town.hana, "join", chat=town.neighbours)
    assert town.push(town.neighbours, HELLO).status_code == 200
    assert town.call("GET", "/v2/bot/message/quota/consumption").json == {"totalUsage": 3}


def test_a_rich_menu_needs_its_image_before_it_is_shown(town):
    area = {"bounds": {"x": 0, "y": 0, "width": 800, "height": 400}, "action": {"type": "message", "text": "メニュー"}}
    menu = {
        "size": {"width": 800, "height": 400},
        "selected": True,
        "name": "menu",
        "chatBarText": "メニュー",
        "areas": [area],
    }
    assert town.call("POST", "/v2/bot/richmenu/validate", menu).json == {}
    assert town.call("POST", "/v2/bot/richmenu", {**menu, "chatBarText": "あ" * 15}).status_code == 400
    assert town.call("POST", "/v2/bot/richmenu", {**menu, "size": {"width": 800, "height": 600}}).status_code == 400
    menu_id = town.call("POST", "/v2/bot/richmenu", menu).json["richMenuId"]
    assert town.call("GET", "/v2/bot/user/all/richmenu").status_code == 404
    assert town.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}").status_code == 400
    upload = {"data": b"\x89PNG", "headers": {"Authorization": "Bearer a token"}}
    path = f"/v2/bot/richmenu/{menu_id}/content"
    assert town.client.post(path, content_type="text/plain", **upload).status_code == 415
    assert town.client.post(path, content_type="image/png", **upload).status_code == 200
    assert town.client.post(path, content_type="image/png", **upload).status_code == 400
    assert town.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}").status_code == 200
    assert town.call("GET", "/v2/bot/user/all/richmenu").json == {"richMenuId": menu_id}
    town.does(town.hana, "follow")
    assert town.call("POST", f"/v2/bot/user/{town.hana}/richmenu/{menu_id}").status_code == 200
    assert town.call("GET", f"/v2/bot/user/{town.hana}/richmenu").json == {"richMenuId": menu_id}
    assert [each["name"] for each in town.call("GET", "/v2/bot/richmenu/list").json["richmenus"]] == ["menu"]
    assert town.call("DELETE", f"/v2/bot/richmenu/{menu_id}").status_code == 200
    assert town.call("GET", f"/v2/bot/user/{town.hana}/richmenu").status_code == 404


def test_the_webhook_address_can_be_read_changed_and_tried(town, bot):
    endpoint, trial = "/v2/bot/channel/webhook/endpoint", "/v2/bot/channel/webhook/test"
    assert town.call("GET", endpoint).json == {"endpoint": f"{bot.address}/callback", "active": True}
    assert town.call("POST", trial).json["reason"] == "OK"
    assert town.call("PUT", endpoint, {"endpoint": "ftp://example.jp/"}).status_code == 400
    assert town.call("PUT", endpoint, {"endpoint": "http://127.0.0.1:9/callback"}).json == {}
    tried = town.call("POST", trial).json
    assert (tried["success"], tried["reason"], tried["statusCode"]) == (False, "COULD_NOT_CONNECT", 0)


def test_a_group_is_known_while_the_bot_is_in_it(town):
    summary = f"/v2/bot/group/{town.neighbours}/summary"
    member = f"/v2/bot/group/{town.neighbours}/member/{town.kenta}"
    assert town.call("GET", summary).status_code == 404
    town.does(town.hana, "join", chat=town.neighbours)
    assert town.call("GET", summary).json["groupName"] == "南町 町内会"
    assert town.call("GET", member).json["displayName"] == "鈴木 健太"
    town.does(town.hana, "leave", chat=town.neighbours)
    assert town.call("GET", member).status_code == 404


def test_a_broadcast_reaches_all_friends(town):
    for person in (town.hana, town.kenta):
        town.does(person, "follow")
    town.does(town.kenta, "unfollow")
    assert town.call("POST", "/v2/bot/message/broadcast", {"messages": [HELLO]}).json == {}
    assert (len(town.said_to(town.hana)), len(town.said_to(town.kenta))) == (1, 0)
