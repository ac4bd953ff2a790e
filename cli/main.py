"""``koe``: the commands, one file per subject. Exit status: 0 done, 1 the input was refused, 2 wrong usage."""

from __future__ import annotations

import click

from cli.answers import answers
from cli.asking import ask, evaluate, originals
from cli.backup import backup, copy, letters, restore
from cli.demonstration import demo
from cli.doctor import doctor
from cli.documents import documents, import_documents
from cli.keys import keys
from cli.monitors import monitors
from cli.operating import migrate, run, worker
from cli.rich_menu import richmenu
from cli.staff import staff
from cli.surveys import survey
from cli.voices import triage


@click.group()
def koe() -> None:
    """声のまど：市の計画に答え、市民の声を聞くLINEボット"""


for _command in (
    ask,
    evaluate,
    triage,
    import_documents,
    documents,
    answers,
    originals,
    demo,
    run,
    worker,
    migrate,
    doctor,
    staff,
    survey,
    monitors,
    keys,
    backup,
    restore,
    copy,
    letters,
    richmenu,
):
    koe.add_command(_command)
