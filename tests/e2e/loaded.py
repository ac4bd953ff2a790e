"""What a process has loaded off which the programs of the tests are forked (``forked``): all of them, and the bundled words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from bot.checked import city_from
from bot.start import knowledge_of
from handlers.parts import lexicon_for
from knowledge.language.words import Words

for _name in (
    *("gunicorn.app.wsgiapp", "gunicorn.arbiter", "gunicorn.workers.gthread", "werkzeug.serving", "psycopg"),
    *("bot.assembly", "bot.importing", "bot.quota", "bot.cores", "console.app", "wave_process"),
    *(
        "cli.main",
        "cli.working",
        "cli.surveys",
        "cli.monitors",
        "cli.documents",
        "cli.backup",
        "cli.migrating",
        "cli.doctor",
        "simulator.app",
    ),
):
    try:
        import_module(_name)
    except ImportError as problem:  # a fork server passes over it, and every start would take its whole time again
        raise SystemExit(f"{_name} cannot be loaded: {problem}") from problem
_city = city_from(Path(__file__).parents[2] / "city.toml")
knowledge_of(_city)
lexicon_for(_city, Words())
