# What a person types. CI runs `make lint` and `make test`, and nothing that these do not.
.PHONY: help demo test lint fix bench lock setup-demo setup-test
PYTHON = .venv/bin/python
# Where an argument goes to pytest: make test ARGS="tests/notices -x"
ARGS =
# The tools that read settings need some, and no server.
ENOUGH = ENV_FILE=/dev/null DEBUG=0 DATABASE_URL=postgres://nobody@127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 \
	SECRET_KEY=a-key-that-only-the-linters-see-and-nothing-is-ever-signed-with-49
# Finds a Python that is new enough, then lets it set up what is missing.
SETUP = for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec "$$python" -I config/bootstrap.py $(1); fi; \
	done; echo "Python 3.11 or newer is needed, and there is none called python3." >&2; exit 1

help:
	@echo "make demo    run everything with its demo data (PORT=8000, RESET=1 starts over, DEMO_PASSWORD=…)"
	@echo "make test    every test, with servers of its own (ARGS=\"tests/notices -x\")"
	@echo "make lint    what CI checks beside the tests; make fix repairs what a machine can"
	@echo "make bench   the measurements of docs/benchmarks.md"
	@echo "make lock    compile requirements/ from pyproject.toml, and package-lock.json"

setup-demo:
	@$(call SETUP,demo)

setup-test:
	@$(call SETUP,test)

demo: setup-demo
	@exec $(PYTHON) -m config.run demo

test: setup-test
	@exec $(PYTHON) -m pytest $(ARGS)

lint: setup-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(ENOUGH) $(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m djlint --lint --quiet templates
	$(ENOUGH) $(PYTHON) -W "ignore:Got an error checking" manage.py makemigrations --check --dry-run
	$(ENOUGH) SITE_URL=https://board.example ALLOWED_HOSTS=board.example $(PYTHON) manage.py check --deploy --fail-level WARNING

fix: setup-test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup-test
	@exec $(PYTHON) -m tests.performance

LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml
lock: setup-test
	$(LOCK) --output-file requirements/base.txt
	$(LOCK) --extra embedded --output-file requirements/embedded.txt
	$(LOCK) --extra embedded --extra dev --output-file requirements/dev.txt
	.venv/bin/npm install --package-lock-only
