"""What changed since the release before: figures, not rows that say there is none."""

from __future__ import annotations

from pathlib import Path

import duckdb
from outcomes_spine.home import write_json
from outcomes_spine.report import changes

BEFORE = [
    ("same", 70.0),
    ("revised", 70.0),
    ("gone", 70.0),
    ("came", None),
    ("still none", None),
    ("row of none gone", None),
]
NOW = [
    ("same", 70.0),
    ("revised", 71.0),
    ("gone", None),
    ("came", 71.0),
    ("still none", None),
    ("row of none came", None),
    ("row came", 71.0),
]


def values(rows: list[tuple[str, float | None]]) -> str:
    """Return rows of indicator_value as SQL."""
    listed = ", ".join(f"('{code}', {'null' if v is None else v})" for code, v in rows)
    return (
        "select code as indicator_code, 'all' as cohort_code, 'AY2024-25' as period_code, "
        "date '2025-08-31' as period_end, cast(value as double) as value, "
        "true as is_latest_vintage, false as is_invented, 'X1' as area_code "
        f"from (values {listed}) as rows (code, value)"
    )


def test_only_a_number_that_came_changed_or_went_counts(tmp_path: Path) -> None:
    """A mark that came, went or became another mark is no change: nothing can be read of it."""
    previous = tmp_path / "previous"
    (previous / "parquet").mkdir(parents=True)
    write_json(previous / "release.json", {"release_id": "before"})
    duckdb.sql(values(BEFORE)).write_parquet(str(previous / "parquet/indicator_value.parquet"))
    with duckdb.connect(str(tmp_path / "spine.duckdb")) as con:
        con.execute("create schema published")
        con.execute(f"create table published.indicator_value as {values(NOW)}")
    found = changes.since(previous, tmp_path / "spine.duckdb", "X1")
    assert found is not None
    counts = {
        row["indicator_code"]: (row["new_count"], row["revised_count"], row["withdrawn_count"])
        for row in found.rows
    }
    assert counts == {
        "revised": (0, 1, 0),
        "gone": (0, 0, 1),
        "came": (1, 0, 0),
        "row came": (1, 0, 0),
    }
