"""LINE's rich menu endpoints."""

from __future__ import annotations

from flask import Blueprint, Response, request

from simulator import rich_menus
from simulator.people import Resident
from simulator.platform import Platform
from simulator.wire import Json, Refused, parse_object


def add_routes(api: Blueprint, platform: Platform) -> None:
    _objects(api, platform)
    _images(api, platform)
    _default(api, platform)
    _own(api, platform)


def _objects(api: Blueprint, platform: Platform) -> None:
    menus = platform.rich_menus

    @api.post("/v2/bot/richmenu")
    def create_menu() -> Json:
        with platform.changed:
            return {"richMenuId": menus.create(parse_object(request.get_data())).menu_id}

    @api.post("/v2/bot/richmenu/validate")
    def validate_menu() -> Json:
        rich_menus.refuse_faulty(parse_object(request.get_data()))
        return {}

    @api.get("/v2/bot/richmenu/list")
    def list_menus() -> Json:
        with platform.changed:
            return {"richmenus": [menu.as_json() for menu in menus.menus.values()]}

    @api.get("/v2/bot/richmenu/<menu_id>")
    def get_menu(menu_id: str) -> Json:
        with platform.changed:
            return menus.find(menu_id).as_json()

    @api.delete("/v2/bot/richmenu/<menu_id>")
    def delete_menu(menu_id: str) -> Json:
        with platform.changed:
            menus.remove(menu_id)
            platform.tell_menus()
        return {}


def _images(api: Blueprint, platform: Platform) -> None:
    menus = platform.rich_menus

    @api.post("/v2/bot/richmenu/<menu_id>/content")
    def upload_image(menu_id: str) -> Json:
        with platform.changed:
            menus.set_image(menu_id, request.mimetype, request.get_data())
        return {}

    @api.get("/v2/bot/richmenu/<menu_id>/content")
    def download_image(menu_id: str) -> Response:
        with platform.changed:
            menu = menus.find(menu_id)
            if not menu.image:
                raise Refused(404, "Not found")
            return Response(menu.image, content_type=menu.media_type)


def _default(api: Blueprint, platform: Platform) -> None:
    menus = platform.rich_menus

    @api.post("/v2/bot/user/all/richmenu/<menu_id>")
    def set_default(menu_id: str) -> Json:
        with platform.changed:
            menus.default_id = menus.with_image(menu_id).menu_id
            platform.tell_menus()
        return {}

    @api.get("/v2/bot/user/all/richmenu")
    def get_default() -> Json:
        with platform.changed:
            if menus.default_id is None:
                raise Refused(404, "no default richmenu")
            return {"richMenuId": menus.default_id}

    @api.delete("/v2/bot/user/all/richmenu")
    def delete_default() -> Json:
        with platform.changed:
            menus.default_id = None
            platform.tell_menus()
        return {}


def _own(api: Blueprint, platform: Platform) -> None:
    def known(user_id: str) -> Resident:
        if user_id not in platform.residents:
            raise Refused(404, "Not found")
        return platform.residents[user_id]

    def give(resident: Resident, menu_id: str | None) -> None:
        if resident.standing == "friend":  # for all others LINE answers 200 and does nothing
            resident.rich_menu_id = menu_id
            platform.journal.tell("resident", platform.resident_json(resident))

    @api.post("/v2/bot/user/<user_id>/richmenu/<menu_id>")
    def link_menu(user_id: str, menu_id: str) -> Json:
        with platform.changed:
            give(known(user_id), platform.rich_menus.with_image(menu_id).menu_id)
        return {}

    @api.get("/v2/bot/user/<user_id>/richmenu")
    def get_linked(user_id: str) -> Json:
        with platform.changed:
            menu_id = known(user_id).rich_menu_id
            if menu_id is None or menu_id not in platform.rich_menus.menus:
                raise Refused(404, "the user has no richmenu")
            return {"richMenuId": menu_id}

    @api.delete("/v2/bot/user/<user_id>/richmenu")
    def unlink_menu(user_id: str) -> Json:
        with platform.changed:
            give(known(user_id), None)
        return {}
