"""Every column that is kept as plain text has been argued: a new one has to be."""

from __future__ import annotations

from sqlalchemy import String

from storage.models import Base

# Keyed hashes, ids LINE makes for messages and events, leases, and words of ours from a fixed list.
_NAMES_NOBODY = {
    "answers": "person outcome door ledger message doubt sources",
    "amendments": "kind",
    "amendment_checks": "expected",
    "attachments": "message_id state file problem",
    "audit": "act link",
    "audit_head": "link",
    "batches": "purpose retry_key state lease problem",
    "case_links": "verdict",
    "cases": "receipt channel chat state notice_version end retention",
    "conversations": "chat last_event_id flow",
    "editions": "act",
    "erased_copies": "receipt",
    "erasures": "id kind key",
    "events": "webhook_event_id chat kind message_id state lease problem",
    "form_visits": "token chat",
    "free_texts": "question",
    "invitations": "chat",
    "kept_keys": "name",
    "letters": "chat purpose route fallback retry_key state fate lease line_request_id problem",
    "login_failures": "address",
    "mails": "purpose state problem",
    "monitor_codes": "fingerprint",
    "monitors": "chat state mark term_until",
    "pseudonym_keys": "day",
    "public_copies": "state refusal",
    "residents": "chat",
    "sheet_words": "digest lexicon",
    "sheets": "identity family digest",
    "showings": "identity",
    "signs": "name",
    "staff": "role rights second_factor password_hash code_hash",
    "staff_sessions": "token_hash",
    "backup_codes": "code_hash",
    "survey_answers": "token question day",
    "survey_trials": "chat",
    "surveys": "state held released_for lease reflection_by",
    "switches": "name",
    "tallies": "question by",
    "timeline": "what",
    "typed_in": "token mode",
    "voice_parts": "kind message_id",
    "voices": "chat channel print",
    "withdrawals": "identity print",
    "imported_files": "sha256",
    "handed_in": "state step",
}
# The city's published documents, and what staff write about the work, never about a resident.
_THE_CITYS_OWN = {
    "amendments": "body",
    "amendment_checks": "says",
    "audit": "subject detail",
    "cases": "measure proposed_kind proposed_categories proposed_measures kind category measures indicator department "
    "document_number",
    "imported_files": "file_name doubts",
    "handed_in": "why about said",
    "handed_files": "name content",
    "settled_file_doubts": "note",
    "mails": "subject body",
    "monitor_codes": "lot",
    "review_notes": "measure about",
    "sheet_words": "words",
    "sheets": "city department sheet body",
    "staff": "login name department",
    "surveys": "title definition held_note reflection",
    "switches": "why",
    "timeline": "section",
    "withdrawals": "name says",
}
# What a resident chose from a short list: groups of many, and answers that no key leads from after the close.
_CHOSEN = {
    "cases": "age_band district",
    "invitations": "age_band district",
    "monitors": "age_band district gender",
    "survey_answers": "value",
    "tallies": "in_group",
    "typed_in": "age_band district",
}


def test_no_column_is_kept_as_plain_text_without_a_reason():
    argued = {
        f"{table}.{column}"
        for reasons in (_NAMES_NOBODY, _THE_CITYS_OWN, _CHOSEN)
        for table, columns in reasons.items()
        for column in columns.split()
    }
    plain = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
    }
    assert plain - argued == set()
    assert argued - plain == set()
