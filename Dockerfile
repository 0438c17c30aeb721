# One image for web, worker and beat; docker-compose.yml says which of them a container is.

FROM python:3.11-slim-bookworm AS environment
ENV UV_PYTHON_DOWNLOADS=never
COPY requirements/uv.txt requirements/base.txt /requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r /requirements/uv.txt \
    && VIRTUAL_ENV=/venv /venv/bin/uv pip install --no-cache --compile-bytecode --require-hashes \
        -r /requirements/base.txt

FROM python:3.11-slim-bookworm
COPY requirements/install-system-packages requirements/system-packages.txt /requirements/
RUN /requirements/install-system-packages /requirements/system-packages.txt && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home portal && install -d -o portal -g portal /data /schedule
COPY --from=environment /venv /venv
WORKDIR /portal
COPY manage.py pyproject.toml ./
COPY dipb_portal dipb_portal
COPY boards boards
COPY workinggroups workinggroups
COPY recommendations recommendations
COPY templates templates
COPY static static

ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 STATIC_ROOT=/portal/static-root STORAGE_ROOT=/data
# Reading the settings takes values for what production must set; nothing connects while the image is built.
RUN for catalogue in dipb_portal/locale/*/LC_MESSAGES/django.po; do \
        msgfmt --check --output-file="${catalogue%.po}.mo" "$catalogue"; \
    done \
    && python -m compileall -q dipb_portal boards workinggroups recommendations \
    && SECRET_KEY=only-while-building DATABASE_URL=postgresql:///none REDIS_URL=redis://none \
        python manage.py collectstatic --no-input

USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config=python:dipb_portal.gunicorn"]
