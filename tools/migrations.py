"""Ask django-migration-linter whether the migrations can be applied while the platform serves.

A first migration makes its tables and cannot hurt; the later ones meet data and older processes.
"""

import logging
import sys

import django
from django_migration_linter import MigrationLinter

from tools.setup import ROOT

# SQLite makes a table anew to alter it, and the linter takes the NOT NULL that its columns had before for new. Read one
# by one: no column changes but the one named, and older processes can go on reading and writing.
MAKES_A_TABLE_ANEW = [
    "0003_one_holder_per_names",  # certificates: a learner's holder need not be their only one
    "0004_left_out_items",  # courses: one column more, which the database fills where older code does not name it
    "0005_completion_rules",  # courses: the same
    "0008_lesson_blocks",  # courses: no column changes, the blocks of a lesson stand in its JSON
    "0006_versions",  # courses and learning: the same; two uniquenesses are narrowed, which no row can break
]
# Older processes cannot serve beside it, but it came before the first version that anyone installed.
BEFORE_THE_FIRST_VERSION = ["0002_facts_without_rules"]  # learning: states name anew what settles an item
ROOMS = ["accounts", "search", "cms", "library", "courses", "certificates", "learning"]


def main() -> int:
    """Lint our migrations; return 1 when one would refuse rows or break older code."""
    django.setup()
    logging.disable(logging.INFO)
    linter = MigrationLinter(
        str(ROOT),
        include_apps=ROOMS,
        ignore_initial_migrations=True,
        ignore_name=MAKES_A_TABLE_ANEW + BEFORE_THE_FIRST_VERSION,
        no_cache=True,
        quiet=["ok", "ignore", "warning"],
    )
    linter.lint_all_migrations()
    linter.print_summary()
    return int(linter.has_errors)


if __name__ == "__main__":
    sys.exit(main())
