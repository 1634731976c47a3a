"""Every row of the framework reference tables is an item of the project, its code verbatim."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from outcomes_spine.project import PROJECT_DIR, seed_rows

REFERENCE = (PROJECT_DIR.parent / "shared" / "reference" / "frameworks").resolve()
FILES = sorted(REFERENCE.glob("0[1-8]_*.csv")) if REFERENCE.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason=f"the reference tables are not at {REFERENCE}")


def reference_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a reference table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_reference_tables_are_all_there() -> None:
    """Eight tables with 379 rows: a table that is gone would make the next test say nothing."""
    assert len(FILES) == 8
    assert sum(len(reference_rows(path)) for path in FILES) == 379


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_row_is_an_item(path: Path) -> None:
    """Each code stands once in reference_code, to the letter."""
    held = Counter(row["reference_code"] for row in seed_rows("framework_items"))
    wanted = [row["indicator_code"] for row in reference_rows(path)]
    assert [code for code in wanted if held[code] != 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_not_verbatim_is_not_confirmed(path: Path) -> None:
    """A row marked own knowledge or uncertain is never confirmed."""
    doubtful = {
        row["indicator_code"]
        for row in reference_rows(path)
        if not row["confidence"].startswith("verbatim")
    }
    confirmed = {
        row["reference_code"]
        for row in seed_rows("framework_items")
        if row["is_confirmed"] == "true"
    }
    assert doubtful & confirmed == set()
