"""What the panel knows of whoever is speaking: the own row, open surveys with the answers so far, and those gone by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot import tidings
from handlers.city import City
from handlers.panel_facts import Membership, OpenWave, PanelFacts, PastWave, Tidings
from storage import monitors, survey_answers, surveys
from storage.sealing import Seal
from storage.surveys import Kept

_PAST_SHOWN = 3


def read(
    session: Session, chats: Sequence[str], city: City, seal: Seal, now: datetime
) -> Mapping[str, Mapping[str, Any]]:
    members = monitors.members(session, chats)
    asked = monitors.invited_to(session, chats)
    tried = surveys.tried_by(session, chats)
    kept = surveys.some(session, {id_ for ids in (*asked.values(), *tried.values()) for id_ in ids})
    found = {}
    for chat in chats:
        member = members.get(chat)
        finished = asked.get(chat, {})
        mine = [kept[id_] for id_ in finished if id_ in kept]
        waves = [
            OpenWave(one.id, one.version, one.survey, survey_answers.of_person(session, one.id, chat, seal))
            for one in mine
            if one.state in ("scheduled", "open")
        ]
        waves += [
            OpenWave(kept[id_].id, kept[id_].version, kept[id_].survey, trial=True)
            for id_ in tried.get(chat, [])
            if id_ in kept and kept[id_].state in ("draft", "scheduled")
        ]
        gone_by = [one for one in mine if one.state in ("closing", "closed", "reported")][:_PAST_SHOWN]
        results = {
            one.id: tidings.of_survey(session, one, city, seal, now) for one in gone_by if tidings.are_out(one, now)
        }
        found[chat] = {
            "panel": PanelFacts(
                member=None if member is None else _membership(member, monitors.number_of(chat, seal), now),
                waves=tuple(sorted(waves, key=lambda wave: (wave.survey.closes_at, wave.id))),
                past=tuple(_past(one, results, answered=finished[one.id]) for one in gone_by),
            )
        }
    return found


def _membership(member: monitors.Member, number: str, now: datetime) -> Membership:
    return Membership(
        member.state,
        member.age_band,
        member.district,
        member.verified,
        member.term_until,
        monitors.renewable(member, now),
        member.gender,
        number,
    )


def _past(kept: Kept, results: Mapping[int, Tidings], *, answered: bool) -> PastWave:
    closed_at = kept.closed_at or kept.survey.closes_at
    return PastWave(kept.id, kept.survey.title, closed_at, results.get(kept.id), answered)
