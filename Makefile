# The verbs of the house. They need python3 (3.11 or newer) and make; everything else they bring themselves.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench docs locale lab lock

help: ## list these verbs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r verb does; do printf '%-13s %s\n' "$$verb" "$$does"; done

demo: .venv/.installed ## build the invented region Kota Contoh and run it to a sealed, verified pack
	@$(BIN)/netral demo

test: .venv/.installed .venv/.spark ## run the whole test suite (installs Chromium, Java, qpdf and poppler for it where it can)
	@command -v chromium || command -v chromium-browser || command -v google-chrome || .ci/apt-install chromium \
	  || echo "No Chromium: the browser tests will be skipped."
	@{ command -v qpdf && command -v pdfsig; } || .ci/apt-install qpdf poppler-utils \
	  || echo "No qpdf or poppler: the tests that ask them about reports will be skipped."
	@command -v java || .ci/apt-install openjdk-17-jre-headless || echo "No Java: the tests of Spark will be skipped."
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/.installed ## lint, format, types, import direction, notebooks without outputs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@set -- notebooks/*.ipynb; if [ -e "$$1" ]; then echo "nbstripout --verify"; $(BIN)/nbstripout --verify "$$@"; fi

bench: .venv/.installed ## run the benchmarks: our figure, the peer's, the ratio
	@$(BIN)/python -m benchmarks

docs: .venv/.installed ## write the data dictionary and the rule book from the code
	@$(BIN)/python -m docs.generate

# What people read: marked texts, and the templates of sentences and errors.
MARKS := $(addprefix -k ,N_ Sentence Place NetralError BadInvestigation BadCapture BadRule BadParameter CaseNotReady BadPage BrokenEvidence MangledId Broken BadSeal fail fail_at:2 _require:2)
locale: .venv/.installed ## collect the texts for people into netral/locale and compile the catalogues
	@mkdir -p build
	@$(BIN)/python -c 'from netral.cli.help import print_help_texts; print_help_texts()' > build/help.py
	@$(BIN)/pybabel -q extract --no-location --sort-output --no-wrap --omit-header $(MARKS) -o build/netral.pot netral build/help.py
	@$(BIN)/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D netral -i build/netral.pot -d netral/locale
	@$(BIN)/pybabel -q compile -D netral -d netral/locale

lab: .venv/.installed ## open JupyterLab on the workbench notebook
	@$(BIN)/netral lab

COMPILE := uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header
lock: .venv/.installed ## write requirements.lock anew from pyproject.toml, and requirements-spark.lock
	$(BIN)/$(COMPILE) --extra dev pyproject.toml -o requirements.lock
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["spark"], sep="\n")' \
	  | $(BIN)/$(COMPILE) - -o requirements-spark.lock

# Two stamps: a changed lock installs every package again, a changed pyproject.toml only netral itself.
.venv/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "netral needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name another one: make demo PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/apt-install python3-venv
	@echo "Setting up .venv from requirements.lock (some minutes the first time)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# Half a gigabyte that only the tests need, and whoever outgrows one machine.
.venv/.spark: requirements-spark.lock .venv/.locked
	@echo "Adding PySpark for the tests that compare both engines"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-spark.lock
	@touch $@

.venv/.installed: .venv/.locked pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
