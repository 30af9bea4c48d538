# The image of web, worker and beat. Secrets come from the environment when it runs; none is in a layer.
FROM node:24-bookworm-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-liberation2 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin board \
    && install -d -o board -g board /media/board
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp MEDIA_ROOT=/media/board
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --from=front-end /app/node_modules node_modules
COPY . .
# A checkout that only its owner may read would make an image that board may not read.
# Collecting style sheets reads settings, which insist on values; these exist for this one line.
RUN find . ! -perm -o=r -exec chmod a+rX {} + \
    && SECRET_KEY=only-while-collecting DATABASE_URL=postgres://nobody@127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 \
    python manage.py collectstatic --noinput --verbosity=0
USER board
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--no-control-socket"]
