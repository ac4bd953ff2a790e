"""Rich menus: the plate of buttons under a chat. Objects, images, the default and each resident's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator import actions
from simulator.checks import Fault, Path, dotted, flag, list_of, shape, text, whole
from simulator.identifiers import new_token
from simulator.units import grapheme_clusters
from simulator.wire import Json, Refused

IMAGE_MAX_BYTES = 1_000_000
MEDIA_TYPES = ("image/png", "image/jpeg")


def _is_wide_enough(size: Mapping[str, object], path: Path) -> Iterator[Fault]:
    width, height = size.get("width"), size.get("height")
    if isinstance(width, int) and isinstance(height, int) and height > 0 and width / height < 1.45:
        yield Fault(path, "The aspect ratio must be 1.45 or more")


_bounds = shape({name: whole(0, 2500) for name in ("x", "y", "width", "height")})
_menu = shape(
    {
        "size": shape({"width": whole(800, 2500), "height": whole(250, 2500)}, {}, _is_wide_enough),
        "selected": flag,
        "name": text(300, count=grapheme_clusters),
        "chatBarText": text(14, count=grapheme_clusters),
        "areas": list_of(shape({"bounds": _bounds, "action": actions.in_rich_menu}), 0, 20),
    }
)


def refuse_faulty(body: Json) -> None:
    faults = list(_menu(body, ()))
    if faults:
        noun = "error" if len(faults) == 1 else "errors"
        details = [{"message": fault.reason, "property": dotted(fault.path)} for fault in faults]
        raise Refused(400, f"The request body has {len(faults)} {noun}", details)


@dataclass
class RichMenu:
    menu_id: str
    content: Json
    image: bytes = b""
    media_type: str = ""

    def as_json(self) -> Json:
        return {"richMenuId": self.menu_id, **self.content}


class RichMenus:
    def __init__(self) -> None:
        self.menus: dict[str, RichMenu] = {}
        self.default_id: str | None = None

    def create(self, body: Json) -> RichMenu:
        refuse_faulty(body)
        menu = RichMenu(f"richmenu-{new_token()}", body)
        self.menus[menu.menu_id] = menu
        return menu

    def find(self, menu_id: str | None) -> RichMenu:
        """Raises Refused (404) for a menu that does not exist."""
        if menu_id is None or menu_id not in self.menus:
            raise Refused(404, "richmenu not found")
        return self.menus[menu_id]

    def set_image(self, menu_id: str, media_type: str, image: bytes) -> None:
        menu = self.find(menu_id)
        if media_type not in MEDIA_TYPES:
            raise Refused(415, "Unsupported media type")
        if menu.image:
            raise Refused(400, "An image has already been uploaded to the richmenu")
        if not image or len(image) > IMAGE_MAX_BYTES:
            raise Refused(413 if image else 400, "The image must have between 1 byte and 1 MB")
        menu.image, menu.media_type = image, media_type

    def with_image(self, menu_id: str) -> RichMenu:
        """A menu may be shown only when it has its image. Raises Refused."""
        menu = self.find(menu_id)
        if not menu.image:
            raise Refused(400, "must upload richmenu image before applying it to user")
        return menu

    def remove(self, menu_id: str) -> None:
        self.find(menu_id)
        del self.menus[menu_id]
        if self.default_id == menu_id:
            self.default_id = None
