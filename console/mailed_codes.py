"""確認の番号 by mail: six digits that are good for ten minutes, once, for one person."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from console.desk import Desk
from console.passwords import fingerprint, mailed_code
from handlers import desk_mails
from storage import audit, mails, staff

GOOD_FOR = timedelta(minutes=10)
# Nobody's mailbox is filled by somebody who knows a password.
_NOT_SOONER = timedelta(minutes=1)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_address(typed: str) -> bool:
    """Whether that can be one mail address, and nothing that a header could be made of."""
    return len(typed) <= 200 and _ADDRESS.fullmatch(typed) is not None


def send(desk: Desk, staff_id: int, address: str) -> bool:
    """Mail a fresh code; False where the last one is younger than a minute. The former one is void."""
    with desk.database.writing() as session:
        return _send(session, desk, staff_id, address, desk.clock())


def send_to_known(desk: Desk, staff_id: int) -> bool:
    """Mail a fresh code to the address the person has chosen; False where there is none, or the last is too young."""
    with desk.database.writing() as session:
        address = staff.mail_of(session, staff_id, desk.seal)
        return address is not None and _send(session, desk, staff_id, address, desk.clock())


def _send(session: Session, desk: Desk, staff_id: int, address: str, now: datetime) -> bool:
    until = staff.code_until(session, staff_id)
    if until is not None and until - GOOD_FOR > now - _NOT_SOONER:
        return False
    code = mailed_code()
    staff.expect_code(session, staff_id, print_of(code, staff_id), now + GOOD_FOR)
    minutes = int(GOOD_FOR.total_seconds() // 60)
    mails.write_to(
        session,
        address,
        f"code:{staff_id}:{now.timestamp():.3f}",
        desk_mails.code(desk.city, code, minutes),
        desk.seal,
        now,
        good_until=now + GOOD_FOR,
    )
    audit.record(session, "code.mailed", f"staff:{staff_id}", now, staff_id=staff_id)
    return True


def print_of(code: str, staff_id: int) -> str:
    """The hash under which a mailed code waits."""
    return fingerprint(code, of="mailed code", salt=str(staff_id))
