# The site for PostgreSQL:
#   docker build -t rosetta .
#   docker run -p 8000:8000 -e DATABASE_URL=postgresql://… -e ALLOWED_HOSTS=example.org -e SECRET_KEY=… rosetta
FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /site
# Packages before source: a change of the source leaves this layer as it is.
COPY requirements.lock ./
RUN python -m venv /venv && /venv/bin/pip install --quiet --require-hashes -r requirements.lock
COPY . .
# The key is for this command only, which signs nothing with it.
RUN SECRET_KEY=unused /venv/bin/python manage.py prepare --files \
 && /venv/bin/python -m compileall -q agreements rosetta

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PORT=8000 WORKERS=2
# Fonts for the pictures that the site draws, Latin and Japanese; pg_dump and pg_restore for `manage.py backup`, which
# are to be of the server’s major version: this Debian and compose.yaml have 15.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends fonts-dejavu-core fonts-ipaexfont postgresql-client >/dev/null \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home --home-dir /site rosetta
WORKDIR /site
COPY --from=build /venv /venv
COPY --from=build --chown=rosetta /site /site
USER rosetta
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "rosetta.healthcheck"]
CMD ["sh", "-c", "exec python manage.py serve --host 0.0.0.0 --port $PORT --workers $WORKERS"]
