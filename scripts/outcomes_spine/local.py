"""local/: a council's overlays on the seeds, checked against the seed's own columns and types."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from outcomes_spine import tables
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import SEEDS_DIR, seed_path
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


@cache
def seed_types(name: str) -> dict[str, str]:
    """Return the columns of a seed with the types that its YAML states."""
    for path in SEEDS_DIR.rglob("_*.yml"):
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for seed in content.get("seeds", []):
            if seed["name"] == name:
                types: dict[str, str] = seed["config"]["column_types"]
                return types
    raise SpineError(f"The seed {name!r} has no YAML that states its types.")


def write_overlays(home: DataHome) -> None:
    """Check each local/<seed>.csv and write it to raw/local/; an empty table where there is none."""
    if home.local.exists():
        for path in sorted(home.local.glob("*")):
            if path.suffix == ".csv" and path.stem not in OVERLAYS:
                raise SpineError(
                    f"{path} lays over nothing: a file in local/ has the name of one of "
                    f"{', '.join(f'{name}.csv' for name in OVERLAYS)}."
                )
    for name in OVERLAYS:
        out = home.raw / "local" / f"{name}.parquet"
        out.parent.mkdir(parents=True, exist_ok=True)
        source = home.local / f"{name}.csv"
        with tables.connect() as con:
            _read(con, name, source if source.exists() else None)
            con.execute(f"copy overlay to '{_quoted(out)}' (format parquet)")


def _read(con: duckdb.DuckDBPyConnection, name: str, source: Path | None) -> None:
    types = seed_types(name)
    if source is None:
        columns = ", ".join(f"cast(null as varchar) as {column}" for column in types)
        con.execute(
            f"create table overlay as select {columns}, cast(0 as bigint) as row_number where false"
        )
        return
    label = f"local/{source.name}"
    shape = tables.layout(source, label)
    places = {heading.strip().casefold(): i for i, heading in enumerate(shape.headings)}
    unknown = [h for h in shape.headings if h.strip() and h.strip().casefold() not in types]
    if unknown:
        raise SpineError(
            f"{label}: there is no column {unknown[0]!r}: the columns are {', '.join(types)}."
        )
    key_columns = _not_null_columns(name)
    missing = [column for column in key_columns if column not in places]
    if missing:
        raise SpineError(f"{label} lacks the column {missing[0]!r}: add it in the first row.")
    columns = ", ".join(
        f"nullif(trim(c{places[c]}), '') as {c}" if c in places else f"cast(null as varchar) as {c}"
        for c in types
    )
    with tables.text_file(source, shape, label) as plain:
        try:
            con.execute(
                f"create table overlay as select {columns}, row_number() over () + 1 as row_number "
                f"from ({tables.relation_sql(plain, shape)})"
            )
        except duckdb.Error as error:
            raise SpineError(
                f"{label} cannot be read as CSV ({str(error).splitlines()[0]}): save it again."
            ) from None
    for column, data_type in types.items():
        bad = con.execute(
            f"select row_number, {column} from overlay where {column} is not null and "
            f"try_cast({column} as {data_type}) is null order by row_number limit 1"
        ).fetchone()
        if bad:
            raise SpineError(
                f"{label}, row {bad[0]}, column {column!r}: {bad[1]!r} is no {data_type}: correct it."
            )
    for column in key_columns:
        bad = con.execute(
            f"select row_number from overlay where {column} is null order by 1 limit 1"
        ).fetchone()
        if bad:
            raise SpineError(f"{label}, row {bad[0]}, column {column!r} is empty: fill it in.")


@cache
def _not_null_columns(name: str) -> tuple[str, ...]:
    """Return the columns of a seed that are filled in every row: those a local row must fill."""
    with tables.connect() as con:
        types = seed_types(name)
        counts = ", ".join(f"count({column})" for column in types)
        row = con.execute(
            f"select count(*), {counts} from read_csv('{_quoted(seed_path(name))}', "
            "all_varchar = true, header = true)"
        ).fetchone()
    assert row is not None
    return tuple(c for c, filled in zip(types, row[1:], strict=True) if filled == row[0])


def write_settings(home: DataHome, settings: Settings) -> None:
    """Write the settings as a table, so that models read them without a variable."""
    out = home.raw / "settings" / "settings.parquet"
    out.parent.mkdir(parents=True, exist_ok=True)
    with tables.connect() as con:
        con.execute("create table settings (setting_name varchar, setting_value varchar)")
        con.executemany("insert into settings values (?, ?)", settings.rows())
        con.execute(f"copy settings to '{_quoted(out)}' (format parquet)")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
