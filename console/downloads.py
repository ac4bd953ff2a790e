"""A file to take away: what it holds, what it is called and what it is said to be, the same from every page."""

from __future__ import annotations

from flask import Response, request

from casework.csv_tables import encoded

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}
_SJIS = "text/csv; charset=shift_jis"


def download(content: str | bytes, name: str, kind: str) -> Response:
    """``content`` as the file ``name.kind``; a text is a CSV still to be encoded, with ``text=sjis`` in the address in
    Shift_JIS. ``name`` is ours and plain ASCII."""
    sjis = kind == "csv" and request.args.get("text") == "sjis"
    body = encoded(content, sjis=sjis) if isinstance(content, str) else content
    headers = {"Content-Disposition": f'attachment; filename="{name}{"-sjis" if sjis else ""}.{kind}"'}
    return Response(body, content_type=_SJIS if sjis else _TYPES[kind], headers=headers)
