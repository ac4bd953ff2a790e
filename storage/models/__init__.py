"""The tables, one file per aggregate.

The classes say what a row is. Statements that run with every message are built on the plain tables below: they need no
bookkeeping of objects.
"""

from typing import cast

from sqlalchemy import Table

from storage.models.amendments import Amendment, AmendmentCheck, AmendmentSpan, ReviewNote
from storage.models.answers import Answer, PseudonymKey
from storage.models.base import Base
from storage.models.cases import (
    Attachment,
    Case,
    CaseLink,
    CasePause,
    RunningNumber,
    TimelineEntry,
    Voice,
    VoicePart,
    VoiceToken,
)
from storage.models.conversations import Conversation
from storage.models.erasures import Erasure
from storage.models.events import Event
from storage.models.form_visits import FormVisit
from storage.models.imports import HandedFile, HandedIn, SettledFileDoubt
from storage.models.keyring import KeptKey
from storage.models.letters import Letter
from storage.models.library import Edition, ImportedFile, KeptSheet, Library, SheetWords, Showing, Withdrawal
from storage.models.mails import Mail
from storage.models.panel import Monitor, MonitorCode
from storage.models.public_copies import ErasedCopy, PublicCopy
from storage.models.residents import Resident
from storage.models.signs import Sign
from storage.models.staff import AuditEntry, AuditHead, BackupCode, LoginFailure, Staff, StaffSession
from storage.models.surveys import (
    Batch,
    FreeText,
    Invitation,
    Survey,
    SurveyAnswer,
    Tally,
    Trial,
    TypedIn,
    WaveKey,
)
from storage.models.switches import Switch

ANSWERS = cast("Table", Answer.__table__)
CASES = cast("Table", Case.__table__)
AUDIT_HEAD = cast("Table", AuditHead.__table__)
CONVERSATIONS = cast("Table", Conversation.__table__)
EVENTS = cast("Table", Event.__table__)
LETTERS = cast("Table", Letter.__table__)
LIBRARY = cast("Table", Library.__table__)
PSEUDONYM_KEYS = cast("Table", PseudonymKey.__table__)
MAILS = cast("Table", Mail.__table__)
RESIDENTS = cast("Table", Resident.__table__)
RUNNING_NUMBERS = cast("Table", RunningNumber.__table__)
VOICES = cast("Table", Voice.__table__)
VOICE_TOKENS = cast("Table", VoiceToken.__table__)
BATCHES = cast("Table", Batch.__table__)
INVITATIONS = cast("Table", Invitation.__table__)
MONITORS = cast("Table", Monitor.__table__)
SURVEYS = cast("Table", Survey.__table__)
SURVEY_ANSWERS = cast("Table", SurveyAnswer.__table__)
TALLIES = cast("Table", Tally.__table__)

__all__ = [
    "ANSWERS",
    "AUDIT_HEAD",
    "BATCHES",
    "CASES",
    "CONVERSATIONS",
    "EVENTS",
    "INVITATIONS",
    "LETTERS",
    "LIBRARY",
    "MAILS",
    "MONITORS",
    "PSEUDONYM_KEYS",
    "RESIDENTS",
    "RUNNING_NUMBERS",
    "SURVEYS",
    "SURVEY_ANSWERS",
    "TALLIES",
    "VOICES",
    "VOICE_TOKENS",
    "Amendment",
    "AmendmentCheck",
    "AmendmentSpan",
    "Answer",
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "BackupCode",
    "Base",
    "Batch",
    "Case",
    "CaseLink",
    "CasePause",
    "Conversation",
    "Edition",
    "ErasedCopy",
    "Erasure",
    "Event",
    "FormVisit",
    "FreeText",
    "HandedFile",
    "HandedIn",
    "ImportedFile",
    "Invitation",
    "KeptKey",
    "KeptSheet",
    "Letter",
    "Library",
    "LoginFailure",
    "Mail",
    "Monitor",
    "MonitorCode",
    "PseudonymKey",
    "PublicCopy",
    "Resident",
    "ReviewNote",
    "RunningNumber",
    "SettledFileDoubt",
    "SheetWords",
    "Showing",
    "Sign",
    "Staff",
    "StaffSession",
    "Survey",
    "SurveyAnswer",
    "Switch",
    "Tally",
    "TimelineEntry",
    "Trial",
    "TypedIn",
    "Voice",
    "VoicePart",
    "VoiceToken",
    "WaveKey",
    "Withdrawal",
]
