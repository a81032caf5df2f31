# Souk's own processes: web, worker, and the migration before them. It brings no database; compose.yaml does.
# The Python is the one that the tests run on.
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build

# The locks change seldom: what they name makes layers of its own. Wheels only, so no compiler is needed; and the
# environments get no pip of their own, since what runs installs nothing.
COPY requirements/production.txt requirements/build.txt requirements/
RUN python -m venv --without-pip /opt/souk
RUN pip --python /opt/souk install --require-hashes --no-deps --only-binary=:all: -r requirements/production.txt
RUN python -m venv --without-pip /opt/hatch
RUN pip --python /opt/hatch install --require-hashes --no-deps --only-binary=:all: -r requirements/build.txt

COPY pyproject.toml README.md LICENSE ./
COPY modules modules
COPY platform platform
COPY migrations migrations
RUN /opt/hatch/bin/hatchling build -t wheel -d dist
RUN pip --python /opt/souk install --no-deps --no-index --find-links dist souk
RUN pip --python /opt/souk check

FROM python:${PYTHON} AS souk
LABEL org.opencontainers.image.title="Souk" org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin souk
COPY --from=build /opt/souk /opt/souk
ENV PATH=/opt/souk/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SOUK_ENVIRONMENT=production SOUK_WEB_HOST=0.0.0.0
# Nothing is written outside /tmp: run it with a read-only file system and a tmpfs there.
WORKDIR /tmp
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
ENTRYPOINT ["souk"]
CMD ["serve"]
