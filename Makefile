# FaceLabeler. `make` alone lists what there is.
#
# Everything is installed into .venv beside this file, from wheels: nothing is compiled. PYTHON=… chooses the Python.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --only-binary :all:
DEMO ?= demo

.DEFAULT_GOAL := help
.PHONY: help run test test-all battery test-readers dataset demo lint doctor install install-test smoke package clean distclean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: install libraries ## open the window; VIDEO=clip.mp4 opens that clip, photo folder or project
	@$(BIN)/facelabeler gui $(if $(VIDEO),"$(VIDEO)")

test: install-test libraries ## run the tests, but for the slow ones
	$(BIN)/python -m pytest -m "not slow"

battery: install-test ## do harm many times and count what is lost: four to five hours, for docs/reliability.md
	$(BIN)/python -m benchmarks.battery

test-all: install-test libraries ## run every test
	$(BIN)/python -m pytest

test-readers: libraries ## read every export format with the programs that people train with, in an environment of its own
	@python=$$(sh packaging/find_python.sh) || exit 1; test -x .venv-readers/bin/python || $$python -m venv .venv-readers
	@.venv-readers/bin/python -m pip --disable-pip-version-check install --quiet --only-binary :all: --editable '.[test,readers]'
	.venv-readers/bin/python -m pytest tests/unit/export/test_export_readers.py

dataset: install ## make a dataset without a window; VIDEO=clip.mp4 OUT=folder
	@test -n "$(VIDEO)" && test -n "$(OUT)" || { echo "Say what and where: make dataset VIDEO=clip.mp4 OUT=folder" >&2; exit 2; }
	@$(BIN)/python -m facelabeler.dataset "$(VIDEO)" "$(OUT)"

demo: install ## make a clip, a project and a dataset from public-domain portraits, and open them; DEMO=folder
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then sh packaging/linux/system_libraries.sh; fi
	@$(BIN)/python -m facelabeler.demo "$(DEMO)"

lint: install-test ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

doctor: install ## say what works on this computer
	@$(BIN)/facelabeler doctor

install: $(VENV)/.installed ## install into .venv
install-test: $(VENV)/.installed-test ## install into .venv, with the tools for tests and style

smoke: install-test ## build the wheel, install it in a folder of its own and try it
	$(BIN)/python packaging/smoke_test.py

package: install-test ## build a folder that runs without Python, with PyInstaller
	$(PIP) pyinstaller
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN packaging/pyinstaller/facelabeler.spec
	$(BIN)/python packaging/smoke_test.py dist/facelabeler/facelabeler

clean: ## remove what was built, the demo and the caches
	rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## and the virtual environment
	rm -rf $(VENV) .venv-readers

.PHONY: libraries
libraries:
	@sh packaging/linux/system_libraries.sh

# The interpreter counts as there when it starts: a moved or upgraded Python leaves an environment that does not.
$(VENV)/.python: packaging/find_python.sh
	@python=$$(sh packaging/find_python.sh) || exit 1; \
	if ! $(BIN)/python -c '' 2>/dev/null; then rm -rf $(VENV) && $$python -m venv $(VENV); fi
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.python
	@echo "Installing FaceLabeler into $(VENV) (about a minute, once)"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(VENV)/.python
	@echo "Installing FaceLabeler and its test tools into $(VENV) (about a minute, once)"
	@$(PIP) --editable '.[test,dev]'
	@touch $(VENV)/.installed $@
