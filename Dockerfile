# One image for web, worker, beat and migrations; docker-compose.yml says which command runs where.

FROM python:3.13.13-slim-trixie AS built

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/
RUN /opt/venv/bin/pip install --only-binary :all: --require-hashes --requirement /tmp/requirements.txt \
    && /opt/venv/bin/pip uninstall --yes pip

WORKDIR /app
COPY . .
# Settings do not start without secrets. These are thrown away: no file collected here depends on them.
RUN SECRET_KEY=only-while-building CONTACT_INDEX_KEY=only-while-building \
    CONTACT_KEYS="$(/opt/venv/bin/python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')" \
    DATA_DIR=/tmp/building SITE_URL=https://building.invalid \
    /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q coalition demands events files orgs outbox outreach places planning


FROM python:3.13.13-slim-trixie

RUN groupadd --system --gid 10001 coalition \
    && useradd --system --uid 10001 --gid coalition --home-dir /data --no-create-home --shell /usr/sbin/nologin coalition \
    && install --directory --owner coalition --group coalition --mode 0700 /data
COPY --from=built /opt/venv /opt/venv
COPY --from=built /app /app

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data
WORKDIR /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM

HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]

CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", \
     "--respawn-failed-workers", "--workers-kill-timeout", "20", "--no-ws", "--log-level", "warning", "coalition.wsgi:application"]
