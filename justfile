# The only list of commands. They expect the tools of the extra `dev` on the PATH (an activated environment).

set windows-shell := ["powershell.exe", "-NoLogo", "-Command"]

# lint, then test
default: lint test

# everything that judges code without running it
lint: style types imports spell

# ruff: rules and format, changes nothing
style:
    ruff check .
    ruff format --check .

# let ruff mend what it can
format:
    ruff check --fix .
    ruff format .

# mypy --strict on the five packages
types:
    mypy

# the rooms import along their row
imports:
    lint-imports

# English prose
spell:
    codespell

# all tests
test *options:
    pytest {{ options }}

# tests of what the documentation says
docs:
    pytest tests/docs

# write the pages of the rules and of the command line again
pages:
    python -m rules.page docs/rules
    cog -r docs/cli.md

# write the page of the hand checks again (needs the real documents beside the repository)
hand-checks:
    python -m corpus.hand_checks ../shared/seeds > docs/hand-checks.md

# plant slips in a sample disclosure and count how often the very figure is named
edits *options:
    python -m corpus.edits corpus/documents/01_archive_centre_2023.txt {{ options }}

# the sample disclosures, end to end
corpus:
    pytest tests/corpus

# audit the sample disclosures, reports under runs/demo
demo:
    gouji audit corpus/documents -o runs/demo --format html --fail-on never

# measure, and write the table in docs/benchmarks.md (needs the extra `bench`)
bench *options:
    python bench/run.py {{ options }}

# build the wheel into dist/
wheel:
    python -m pip wheel --no-deps -w dist .

# all that the pipeline runs
ci:
    bash .ci/run
