# `make run` and `make test` need Python 3.11, make and git, and on Debian fetch the rest themselves.

PYTHON ?= python3.11
BIN := .venv/bin
CATALOGUES := $(wildcard dipb_portal/locale/*/LC_MESSAGES/django.po)
# Enough for tools that read the settings and connect to nothing; as in production, so that
# `check --deploy` judges what production gets.
AS_IN_PRODUCTION := SECRET_KEY=$$(head -c 48 /dev/urandom | base64) DATABASE_URL=postgresql:///none \
	REDIS_URL=redis://none ALLOWED_HOSTS=dipb.example DJANGO_SETTINGS_MODULE=dipb_portal.settings
export UV_PYTHON_DOWNLOADS := never

.PHONY: run test check bench messages lock reset install system system-test

run: system install $(CATALOGUES:.po=.mo)  ## the whole portal on this machine, until Ctrl-C
	@setpriv --pdeathsig TERM $(BIN)/python -m dipb_portal.local.run

test: system-test install $(CATALOGUES:.po=.mo)  ## everything CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z 'templates/*.html' | xargs -0r $(BIN)/djade --target-version 5.2 --check
	$(AS_IN_PRODUCTION) $(BIN)/mypy .
	$(BIN)/lint-imports
	$(AS_IN_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: T ?= tests/lib  ## the inner loop, in seconds: make check T=tests/some/test_file.py
check: install $(CATALOGUES:.po=.mo)
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -x -q $(T)

bench: system-test install $(CATALOGUES:.po=.mo)  ## how fast pages and packets are, and what they weigh
	$(BIN)/python -m tests.bench

messages: install  ## collect the texts to translate into the catalogues
	$(AS_IN_PRODUCTION) $(BIN)/python manage.py makemessages --locale fr --no-obsolete --no-location --no-wrap \
		--ignore .venv --ignore var --ignore tests

# For any 3.11, as Debian 12 has 3.11.2: some packages need others before 3.11.3.
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11
lock: $(BIN)/uv  ## pin what pyproject.toml asks for, with hashes
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
	echo uv | $(COMPILE) --no-header --no-annotate - -o requirements/uv.txt

reset:  ## forget the local data
	rm -rf "$$(readlink -f var/postgresql)" var

install: .venv/installed

.venv/installed: requirements/dev.txt $(BIN)/uv
	$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements/uv.txt requirements/dev.txt
	touch $@

$(BIN)/uv: requirements/uv.txt
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		requirements/install-system-packages requirements/system-packages-venv.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	touch $@

system:
	@requirements/install-system-packages requirements/system-packages.txt

system-test:
	@requirements/install-system-packages requirements/system-packages.txt requirements/system-packages-test.txt

%.mo: %.po
	msgfmt --check --output-file=$@ $<
