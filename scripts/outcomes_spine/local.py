"""local/: a council's overlays on the seeds, held row by row to the tests of the seed itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from outcomes_spine import codes, tables
from outcomes_spine.contracts import fold
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import SEEDS_DIR, now, seed_rows
from outcomes_spine.settings import Settings

OVERLAYS = (
    "crosswalk",
    "indicator_outcome",
    "indicator_series",
    "indicators",
    "item_indicator",
    "outcomes",
    "targets",
)
FILES = (*(f"{name}.csv" for name in OVERLAYS), "headings.csv")  # the last: see headings
Cells = dict[str, str | None]


@dataclass(frozen=True)
class LocalRow:
    """A row of an overlay: its number in the file and its cells by column, None where empty."""

    number: int
    cells: Cells


def write_overlays(home: DataHome) -> None:
    """Check each local/<seed>.csv and write it to raw/local/; an empty table where there is none.

    Raises SpineError that names file, row, column and what to do.
    """
    overlays = {name: read_overlay(home, name) for name in OVERLAYS}
    for path in sorted(home.local.glob("*")) if home.local.exists() else []:
        if path.suffix.lower() in tables.FORMATS and path.name not in FILES:
            raise SpineError(
                f"{path} lays over nothing: a file in local/ is one of {', '.join(FILES)}."
            )
    for name, rows in overlays.items():
        _check_codes(home, name, rows)
        with tables.connect() as con:
            columns = list(seed_types(name))
            con.execute(
                f"create table overlay ({', '.join(f'{column} varchar' for column in columns)}, "
                "row_number bigint)"
            )
            content = ([*(row.cells[column] for column in columns), row.number] for row in rows)
            tables.insert(con, "overlay", content)
            _check_reasons(con, name)
            tables.write_parquet(con, "select * from overlay", home.raw / f"local/{name}.parquet")


def known_codes(home: DataHome, seed: str, column: str) -> set[str]:
    """Return the values of a column of a seed with the council's overlay laid over it."""
    return {value for row in overlaid_rows(home, seed) if (value := row[column])}


def overlaid_rows(home: DataHome, seed: str) -> list[Cells]:
    """Return the rows of a seed, then those of the council's overlay."""
    rows: list[Cells] = [dict(row) for row in seed_rows(seed)]
    if seed in OVERLAYS:
        rows += [row.cells for row in read_overlay(home, seed)]
    return rows


def digest(home: DataHome, seed: str) -> str:
    """Return the SHA-256 of an overlay's bytes, or nothing where there is none."""
    path = home.local / f"{seed}.csv"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def read_overlay(home: DataHome, name: str) -> list[LocalRow]:
    """Read local/<seed>.csv and hold each cell to the type and the tests of the seed's column.

    What a cell refers to elsewhere is not looked up here. Raises SpineError.
    """
    path = home.local / f"{name}.csv"
    if not path.exists():
        return []
    label = f"local/{path.name}"
    shape = tables.layout(path, label)
    columns = _columns(name, label, shape.headings)
    rows = []
    for row in tables.rows(path, shape, label):
        cells: Cells = dict.fromkeys(seed_types(name))
        for column, cell in zip(columns, row.cells, strict=True):
            if column:
                cells[column] = cell.strip() or None
        where = f"{label}, {shape.place(row.number, row.line)}"
        rows.append(LocalRow(row.number, _checked(name, cells, where)))
    _check_unique(name, label, rows)
    _check_spans(name, label, rows)
    return rows


def _columns(name: str, label: str, headings: list[str]) -> list[str | None]:
    """Return the seed's column under each heading of an overlay, None where a heading is empty."""
    types = seed_types(name)
    by_heading = {fold(column): column for column in types}
    columns = [by_heading.get(fold(heading)) for heading in headings]
    for heading, column in zip(headings, columns, strict=True):
        if column is None and heading.strip():
            raise SpineError(
                f"{label}: there is no column {heading!r}: the columns are {', '.join(types)}."
            )
        if column and columns.count(column) > 1:
            raise SpineError(f"{label}: two columns have the heading {heading!r}: delete one.")
    missing = [column for column in _filled(name) if column not in columns]
    if missing:
        raise SpineError(
            f"{label} lacks {', '.join(map(repr, missing))}: a local row stands in for a whole row "
            f"of the seed, so copy the headings of {name}.csv into its first row."
        )
    return columns


def _checked(name: str, cells: Cells, where: str) -> Cells:
    """Return the cells of a row as text that their types read; raise at the first that is wrong."""
    for column, data_type in seed_types(name).items():
        value = cells[column]
        at = f"{where}, column {column!r}:"
        if value is None:
            if column in _filled(name):
                raise SpineError(f"{at} it is empty: fill it in.")
            continue
        typed = _typed(value, data_type)
        if typed is None:
            raise SpineError(f"{at} {value!r} is not a {TYPES[data_type]}.")
        cells[column] = typed
        for test in _tests(name, column, "accepted_values"):
            if typed not in test["values"]:
                raise SpineError(f"{at} {value!r} is none of {', '.join(test['values'])}.")
        for test in _tests(name, column, "in_range"):
            low, high = test.get("min_value"), test.get("max_value")
            if not (low is None or low <= float(typed)) or not (
                high is None or float(typed) <= high
            ):
                raise SpineError(f"{at} {value} does not lie from {low} to {high}: correct it.")
        is_period = column.endswith("period_code") or column in {"period_from", "period_to"}
        if is_period and not codes.is_period(typed):
            raise SpineError(f"{at} {value!r} is not a period: {codes.PERIOD_HINT}.")
        if column == "cohort_code" and not codes.is_cohort(typed):
            raise SpineError(f"{at} {value!r} is not a cohort: {codes.COHORT_HINT}.")
    return cells


TYPES = {
    "boolean": "yes or no: write true or false",
    "date": "date: write it as 2026-01-31 or 31/01/2026",
    "double": "number: write digits only",
    "integer": "whole number: write digits only",
}


def _typed(value: str, data_type: str) -> str | None:
    """Return a cell as its type is written, or None where it is not of the type."""
    if data_type == "boolean":
        return value.lower() if value.lower() in {"true", "false"} else None
    if data_type == "date":
        return tables.british_date(value)
    if data_type == "integer":
        return value if re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else None
    if data_type == "double":
        return value if re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII) else None
    return value


def _check_unique(name: str, label: str, rows: list[LocalRow]) -> None:
    """Raise where a key stands twice, or a value that the seed holds once is another row's."""
    key = _key(name)
    local_keys: dict[tuple[str | None, ...], int] = {}
    for row in rows:
        own = tuple(row.cells[column] for column in key)
        if own in local_keys:
            raise SpineError(
                f"{label}, row {row.number}: it repeats row {local_keys[own]} (the same in "
                f"{', '.join(key)}): delete the row that is wrong."
            )
        local_keys[own] = row.number
    for column in seed_types(name):
        if not _tests(name, column, "unique"):
            continue
        taken: dict[str | None, str] = {
            row[column]: "the seed"
            for row in seed_rows(name)
            if tuple(row[part] or None for part in key) not in local_keys
        }
        for row in rows:
            value = row.cells[column]
            if value is not None and value in taken:
                raise SpineError(
                    f"{label}, row {row.number}, column {column!r}: {value!r} is taken by "
                    f"{taken[value]}: choose another."
                )
            taken[value] = f"row {row.number}"


def _check_spans(name: str, label: str, rows: list[LocalRow]) -> None:
    """Raise where a row ends before it begins, or says on the same days what another row says.

    The seed's own test says of which columns; of links, one at a time is primary.
    """
    groups = [
        (t["arguments"]["key_columns"], "") for t in _table_tests(name, "no_overlapping_validity")
    ]
    if "is_primary" in seed_types(name):
        groups.append((_key(name)[:1], "primary "))
    key = _key(name)
    replaced = {tuple(row.cells[column] for column in key) for row in rows}
    seed = [{c: v or None for c, v in row.items()} for row in seed_rows(name)] if rows else []
    others = [("the seed's row", row) for row in seed if tuple(row[c] for c in key) not in replaced]
    for row in rows:
        first, last = _span(row.cells)
        at = f"{label}, row {row.number}"
        if last < first:
            raise SpineError(f"{at}, column 'valid_to': it lies before valid_from: correct it.")
        for columns, kind in groups:
            for whose, other in others:
                same = all(other[column] == row.cells[column] for column in columns)
                both = not kind or other["is_primary"] == row.cells["is_primary"] == "true"
                begins, ends = _span(other)
                if same and both and begins <= last and first <= ends:
                    which = ", ".join(f"{column} {other[column]!r}" for column in key)
                    raise SpineError(
                        f"{at}: {whose} ({which}) is the {kind}one for the same days: end or "
                        f"change that one in {label} as well."
                    )
        others.append((f"row {row.number}", row.cells))


def _span(cells: Cells) -> tuple[str, str]:
    """Return the first and the last day on which a row holds, as text that sorts as dates do."""
    return cells.get("valid_from") or "0001-01-01", cells.get("valid_to") or "9999-12-31"


def _check_codes(home: DataHome, name: str, rows: list[LocalRow]) -> None:
    """Raise where a cell refers to a code that neither a seed nor its overlay holds."""
    for column in seed_types(name) if rows else []:
        for test in _tests(name, column, "relationships"):
            seed = re.sub(r"ref\('(\w+)'\)", r"\1", test["to"])
            known = known_codes(home, seed, test["field"])
            for row in rows:
                value = row.cells[column]
                if value is not None and value not in known:
                    add = f", or add it to local/{seed}.csv" if seed in OVERLAYS else ""
                    raise SpineError(
                        f"local/{name}.csv, row {row.number}, column {column!r}: {value!r} is not "
                        f"in the list of {seed}: correct it{add}."
                    )


def _check_reasons(con: Any, name: str) -> None:
    """Raise where a row lacks the reason that the seed's own test asks of it."""
    types = seed_types(name)
    typed = ", ".join(f"cast({column} as {types[column]}) as {column}" for column in types)
    for test in _table_tests(name, "reason_unless"):
        found = con.execute(
            f"select min(row_number) from (select {typed}, row_number from overlay) "
            f"where ({test['arguments']['condition']}) is not true "
            f"and {test['arguments']['column']} is null"
        ).fetchone()
        if found[0] is not None:
            raise SpineError(
                f"local/{name}.csv, row {found[0]}: {_bare(test['arguments']['column'])} is empty: "
                f"{test['description'].strip()}"
            )


def _bare(column: str) -> str:
    return repr(re.sub(r"cast\((\w+) as \w+\)", r"\1", column))


@cache
def _yaml_of(name: str) -> dict[str, Any]:
    for path in SEEDS_DIR.rglob("_*.yml"):
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for seed in content.get("seeds", []):
            if seed["name"] == name:
                found: dict[str, Any] = seed
                return found
    raise SpineError(f"The seed {name!r} has no YAML that states its types.")


def seed_types(name: str) -> dict[str, str]:
    """Return the columns of a seed with the types that its YAML states."""
    types: dict[str, str] = _yaml_of(name)["config"]["column_types"]
    return types


def _table_tests(name: str, kind: str) -> list[dict[str, Any]]:
    """Return the tests of one kind that a seed's YAML makes of its rows."""
    tests = _yaml_of(name).get("data_tests", [])
    return [test[kind] for test in tests if isinstance(test, dict) and kind in test]


@cache
def _tests(name: str, column: str, kind: str) -> list[dict[str, Any]]:
    """Return the arguments of the tests of one kind that a seed's YAML makes of a column."""
    described = next(c for c in _yaml_of(name)["columns"] if c["name"] == column)
    named = [
        {test: {}} if isinstance(test, str) else test for test in described.get("data_tests", [])
    ]
    return [test[kind].get("arguments", {}) for test in named if kind in test]


@cache
def _filled(name: str) -> list[str]:
    """Return the columns that are filled in every row of a seed: its key and those it tests."""
    tested = [test["arguments"]["columns"] for test in _table_tests(name, "filled_columns")]
    return list(dict.fromkeys([*_key(name), *(column for columns in tested for column in columns)]))


def _key(name: str) -> list[str]:
    key: list[str] = _table_tests(name, "unique_key")[0]["arguments"]["columns"]
    return key


def write_settings(home: DataHome, settings: Settings) -> None:
    """Write the settings as a table, so that models read them without a variable."""
    with tables.connect() as con:
        con.execute("create table settings (setting_name varchar, setting_value varchar)")
        as_of = ("as_of", f"{now():%Y-%m-%d}")
        tables.insert(con, "settings", [as_of, *settings.rows()])
        tables.write_parquet(con, "select * from settings", home.raw / "settings/settings.parquet")
