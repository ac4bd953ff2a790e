"""Keys that outlive ``SECRET_KEY``."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class KeptKey(Base):
    """A key of this installation, sealed under ``SECRET_KEY``. ``name`` says what it is for: see ``storage.keyring``."""

    __tablename__ = "kept_keys"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)
