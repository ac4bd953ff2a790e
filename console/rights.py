"""Who may do what at the desk: four roles, and three rights that are given to single persons."""

from __future__ import annotations

from typing import Literal

from storage.models.staff import Role
from storage.staff import Account

Right = Literal["read", "work", "approve", "administer", "identity", "export", "publish"]

ROLE_NAMES: dict[Role, str] = {"viewer": "閲覧", "officer": "担当", "approver": "承認", "admin": "管理"}
ROLE_MAY: dict[Role, frozenset[Right]] = {
    "viewer": frozenset({"read"}),
    "officer": frozenset({"read", "work"}),
    "approver": frozenset({"read", "work", "approve"}),
    "admin": frozenset({"read", "work", "approve", "administer"}),
}
# Given to persons, not to roles: who answers voices need not know who wrote them.
SEPARATE: dict[Right, str] = {"identity": "連絡先を見る", "export": "書き出す", "publish": "公表する"}


def may(account: Account, right: Right, *, of_all: bool = False) -> bool:
    """Whether that person has that right. ``of_all``: in what belongs to the whole city and no section (the panel)."""
    given = right in ROLE_MAY[account.role] or (right in SEPARATE and right in account.rights)
    return given and not (of_all and account.department is not None)


def role_called(name: str) -> Role | None:
    """The role of that name, in English as stored or in Japanese as shown; None where there is none."""
    for role, shown in ROLE_NAMES.items():
        if name.strip().lower() in (role, shown):
            return role
    return None
