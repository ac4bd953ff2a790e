# The bot in a container: docker build -t koe-no-mado . && docker run --name koe --env-file koe.env -v koe:/var/lib/koe-no-mado --network host koe-no-mado
# Settings come with --env-file at start; nothing secret is in the image. Two stages: what builds stays behind.
FROM python:3.13-slim AS build
WORKDIR /opt/koe-no-mado
RUN python -m venv .venv
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY . .
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e . \
 && .venv/bin/python -m compileall -q bot casework cli console handlers knowledge panel storage writing wsgi.py \
 && .venv/bin/python -m knowledge.language.tables

FROM python:3.13-slim
# Charts as PNG and PDFs with a font of their own need a Japanese one.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-ipaexfont-gothic && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/koe-no-mado --create-home koe
COPY --from=build /opt/koe-no-mado /opt/koe-no-mado
WORKDIR /opt/koe-no-mado
ENV DATABASE_URL=sqlite:////var/lib/koe-no-mado/koe.db \
    MEDIA_DIR=/var/lib/koe-no-mado/media \
    ERASURES_FILE=/var/lib/koe-no-mado/erasures.jsonl \
    PYTHONUNBUFFERED=1
USER koe
VOLUME /var/lib/koe-no-mado
EXPOSE 8000
# gunicorn lets what is in hand end within 20 seconds: docker stop --time 30.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD [".venv/bin/python", "-c", "import os, urllib.request as ask; ask.urlopen(f\"http://127.0.0.1:{os.environ.get('BOT_PORT') or 8000}/healthz\", timeout=4)"]
CMD [".venv/bin/koe", "run"]
