# make run    a site with sample data on this machine
# make test   the whole suite, on SQLite and on PostgreSQL
# make lint   everything that can be checked without running it

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The first of these that is Python 3.12 or later; PYTHON=/path/to/python chooses one.
NEWEST := for p in $${PYTHON:-python3.14 python3.13 python3.12 python3 python}; do \
	command -v "$$p" >/dev/null 2>&1 \
	&& "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { echo "$$p"; break; }; done

# A browser takes passkeys at localhost, never at an address of numbers.
SITE := http://localhost:$(PORT)
# The console belongs to the letters and to what goes wrong; LOG_LEVEL=INFO shows each request and task.
LOG_LEVEL ?= WARNING
DEVELOPMENT := DEBUG=1 SITE_URL=$(SITE) PORT=$(PORT) LOG_LEVEL=$(LOG_LEVEL)
MANAGE := $(DEVELOPMENT) $(BIN)/python manage.py

.PHONY: run test test-sqlite test-postgres lint format lock clean

export PYTHON

# A closed terminal ends the site too: left alone, the supervisor takes SIGHUP for a restart.
run: $(VENV)/installed
	@case "$(PORT)" in ""|*[!0-9]*) echo "PORT is a number, such as 8001."; exit 1;; esac
	@$(BIN)/python -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", $(PORT)))' 2>/dev/null \
		|| { echo "Port $(PORT) is in use. Choose another one: PORT=8001 make run"; exit 1; }
	@$(MANAGE) prepare
	@$(MANAGE) load_sample
	@env $(DEVELOPMENT) $(BIN)/supervisord --nodaemon --configuration coalition/supervisord.conf & site=$$!; \
	trap 'kill -TERM $$site' INT TERM HUP; \
	while kill -0 $$site 2>/dev/null; do wait $$site; done

test: $(VENV)/installed-dev
	@$(MAKE) --no-print-directory test-sqlite test-postgres

test-sqlite: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

test-postgres: $(VENV)/installed-dev
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet templates
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		CONTACT_KEYS="$$($(BIN)/python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')" \
		CONTACT_INDEX_KEY=lint SITE_URL=https://coalition.example.org EMAIL_URL=smtp://localhost:25 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/lint-imports --no-cache

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/installed-dev
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) var staticfiles

$(BIN)/python:
	@python="$$($(NEWEST))"; \
	if [ -z "$$python" ]; then \
		echo "Coalition needs Python 3.12 or later and found none$${PYTHON:+ at $$PYTHON}. Install one, or name it: PYTHON=/path/to/python make run"; exit 1; fi; \
	if command -v uv >/dev/null 2>&1; then uv venv --quiet --seed --allow-existing --python "$$python" $(VENV); \
	elif ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$$python lacks the venv module. On Debian and Ubuntu: apt install python3-venv (or python3.13-venv and so on)."; exit 1; \
	else "$$python" -m venv $(VENV); fi

define install
	@echo "Installing $(1) into $(VENV)"
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1); \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r $(1) \
		&& { $(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true; }; fi
	@touch $@
endef

$(VENV)/installed: requirements.txt | $(BIN)/python
	$(call install,requirements.txt)

$(VENV)/installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/installed
