"""`spine query`: read the warehouse with SQL, without being able to change it."""

from __future__ import annotations

import csv
import re
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import PROJECT_DIR

MAX_ROWS_SHOWN = 200


def run_query(home: DataHome, sql: str, *, as_csv: bool) -> None:
    """Run one statement, or a .sql file of analyses/, on the warehouse and print what it gives.

    A name in Jinja braces, {{ ref('fct_indicator_value') }}, is read as the table of that name.
    """
    database = home.warehouse / "spine.duckdb"
    if not database.exists():
        raise SpineError(f"{home.root} has no warehouse yet: run `spine build` first.")
    if sql.endswith(".sql"):
        sql = _from_file(sql)
    sql = re.sub(r"""\{\{\s*ref\(['"](\w+)['"]\)\s*\}\}""", r"\1", sql)
    try:
        con = duckdb.connect(str(database), read_only=True)
    except duckdb.Error:
        raise SpineError(
            f"{database} cannot be opened: close it in other programs, and build it again with "
            "`spine build --full` if that does not help."
        ) from None
    try:
        with con:
            con.execute("set autoinstall_known_extensions = false")
            con.execute("set search_path = 'marts,published,intermediate,staging,seeds'")
            result = con.execute(sql)
            columns = [column[0] for column in result.description or []]
            rows = result.fetchall() if as_csv else result.fetchmany(MAX_ROWS_SHOWN + 1)
    except duckdb.Error as error:
        raise SpineError(f"The query does not run: {str(error).strip().splitlines()[0]}") from None
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if v is None else v for v in row] for row in rows)
        return
    table = Table(*columns)
    for row in rows[:MAX_ROWS_SHOWN]:
        table.add_row(*("" if value is None else _text(value) for value in row))
    Console(markup=False, emoji=False, highlight=False).print(table)
    if len(rows) > MAX_ROWS_SHOWN:
        print(f"(the first {MAX_ROWS_SHOWN} rows; --csv prints all)")


def _text(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _from_file(name: str) -> str:
    """Return the SQL in a file, named from here, from the project or from analyses/."""
    for folder in (Path(), PROJECT_DIR, PROJECT_DIR / "analyses"):
        with suppress(FileNotFoundError):
            try:
                return (folder / name).read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                raise SpineError(f"{name} is not UTF-8: save it again as UTF-8.") from None
    raise SpineError(f"There is no file {name}: give its path, or the statement itself.")
