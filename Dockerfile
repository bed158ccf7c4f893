# The service in an image: `docker build -t design-reviewer .`. See docs/operations.md.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY reviewer reviewer
COPY api api
COPY rubrics rubrics
COPY prompts prompts
COPY examples examples
# The lock names what development needs too; as constraints it fixes the versions of what is installed here.
RUN grep -oE '^[A-Za-z0-9._-]+(\[[a-z0-9,-]+\])?==[^ ;\\]+' requirements.lock > constraints.txt \
    && python -m venv /opt/reviewer \
    && /opt/reviewer/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /home/reviewer reviewer \
    && install -d -o reviewer -g reviewer /data
COPY --from=build /opt/reviewer /opt/reviewer
ENV PATH=/opt/reviewer/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    REVIEWER_DATA=/data
USER reviewer
WORKDIR /home/reviewer
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
# Another address than the loopback needs at least one API key in the data: `reviewer keys create`.
CMD ["reviewer", "serve", "--host", "0.0.0.0", "--port", "8000"]
