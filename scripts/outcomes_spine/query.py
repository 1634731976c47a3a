"""`spine query`: read the warehouse with SQL, without being able to change it."""

from __future__ import annotations

import csv
import math
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table

from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import PROJECT_DIR
from outcomes_spine.tables import quoted
from outcomes_spine.warehouse import BUILD_NUMBER, RESTRICTED, SPINE

MAX_ROWS_SHOWN = 200
SCHEMAS = ("marts", "published", "intermediate", "staging", "seeds")
# Whose tables are listed, and how: releases first, then what they are made from.
LISTED = {
    "published": "what a release holds",
    "marts": "what they are made from, with more columns",
    "restricted.marts": "rows about single children, for use inside the council only",
}
READS_RESTRICTED = "reads restricted: rows about single children, for use inside the council only"
READS_EXACT = (
    "reads exact counts of children, for use inside the council only: the table of that name in "
    "published holds what may leave"
)
EXACT = "%xact counts of our own%"  # what the description of such a mart says
WRAPPED = 24  # characters: what a column of words in a table has at least
MEANINGFUL = 3  # decimals shown; a smaller number has as many digits


def run_query(home: DataHome, sql: str, *, as_csv: bool) -> None:
    """Run one statement, or a .sql file of analyses/, on the warehouse and print what it gives.

    A name in Jinja braces, {{ ref('fct_indicator_value') }}, is read as the table of that name.
    What is too wide for the terminal is printed a field a line; CSV has every digit. A statement
    that reads restricted.duckdb is told so on stderr.
    """
    if sql.endswith(".sql"):
        sql = _from_file(sql)
    if re.fullmatch(r"\s*show\s+tables\s*;?\s*", sql, re.IGNORECASE):
        list_tables(home, as_csv=as_csv)
        return
    sql = re.sub(r"""\{\{\s*ref\(['"](\w+)['"]\)\s*\}\}""", r"\1", sql)
    columns, rows = _read(home, sql, None if as_csv else MAX_ROWS_SHOWN + 1)
    if as_csv:
        _write_csv(columns, rows)
        return
    shown = [["" if v is None else _text(v) for v in row] for row in rows[:MAX_ROWS_SHOWN]]
    console = Console(markup=False, emoji=False, highlight=False)
    least = _least_widths(columns, shown)
    if sum(width + 3 for width in least) + 1 <= console.width:
        table = Table(*(Column(name, min_width=w) for name, w in zip(columns, least, strict=True)))
        for row in shown:
            table.add_row(*row)
        console.print(table)
    else:
        _print_records(columns, shown, console.width)
        print("(too wide for a table here: a field a line; --csv gives the plain table)")
    if len(rows) > MAX_ROWS_SHOWN:
        print(f"(the first {MAX_ROWS_SHOWN} rows; --csv prints all)")


def _read(home: DataHome, sql: str, most: int | None) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and the rows of a statement, at most so many.

    The restricted database is attached only where the statement does not run without it: what
    needs it thereby is known, and said.
    """
    with_restricted = False
    while True:
        with _warehouse(home, with_restricted=with_restricted) as con:
            try:
                result = con.execute(sql)
            except (duckdb.CatalogException, duckdb.BinderException):
                if with_restricted or not (home.warehouse / RESTRICTED).exists():
                    raise
                with_restricted = True
                continue
            columns = [column[0] for column in result.description or []]
            rows = result.fetchall() if most is None else result.fetchmany(most)
            is_exact = not with_restricted and _reads_exact_counts(con, sql)
        if with_restricted:
            print(READS_RESTRICTED, file=sys.stderr)
        elif is_exact:
            print(READS_EXACT, file=sys.stderr)
        return columns, rows


def _reads_exact_counts(con: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Say whether a statement reads a mart of children's counts that is not controlled."""
    marts = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'marts' and comment like ?",
        [EXACT],
    ).fetchall()
    exact = {f"{schema}{name}" for (name,) in marts for schema in ("", "marts.")}
    try:
        read = con.get_table_names(sql, qualified=True)
    except duckdb.Error:  # no statement that reads tables, a pragma say
        return False
    return bool(exact & {name.partition(" AS ")[0] for name in read})


def list_tables(home: DataHome, *, as_csv: bool) -> None:
    """Print the tables of the warehouse, published first: rows and what a row is."""
    found: list[tuple[str, str, int, str]] = []
    with _warehouse(home, with_restricted=True) as con:
        for schema in LISTED:
            tables = con.execute(
                "select database_name, schema_name, table_name, comment from duckdb_tables() "
                "where ? in (schema_name, database_name || '.' || schema_name) "
                "and (database_name = 'restricted') = starts_with(?, 'restricted.') order by 3",
                [schema, schema],
            ).fetchall()
            for *where, name, comment in tables:
                table = ".".join(f'"{part}"' for part in (*where, name))
                [[count]] = con.execute(f"select count(*) from {table}").fetchall()
                first = re.split(r"(?<=[.])\s", comment or "", maxsplit=1)[0]
                found.append((schema, name, count, first.removeprefix("One row per ")))
    if as_csv:
        _write_csv(["schema", "table", "rows", "one_row_per"], found)
        return
    longest = max((len(name) for _, name, _, _ in found), default=0)
    width = Console().width
    for schema, what in LISTED.items():
        listed = [table for table in found if table[0] == schema]
        if not listed and schema == "restricted.marts":
            continue
        print(f"{schema}: {what}; rows, and what there is a row for")
        for _, name, count, says in listed:
            head = f"  {name:<{longest}}  {count:>7,}  "
            room = max(width - len(head), 20)
            print(head + textwrap.shorten(says, room, placeholder=" ..."))
    print('Read one with: spine query "from outcome_spine limit 5"')
    print("docs/data-dictionary.md says what each column holds.")


@contextmanager
def _warehouse(home: DataHome, *, with_restricted: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse to read; a query that does not run is one sentence.

    The tables of restricted.duckdb, where it is there and asked for, are found after all others.
    """
    database = home.warehouse / SPINE
    if not database.exists():
        raise SpineError(f"{home.root} has no warehouse yet: run `spine build` first.")
    try:
        con = duckdb.connect(str(database), read_only=True)
    except duckdb.Error:
        raise _cannot_be_opened(database) from None
    try:
        with con:
            con.execute("set autoinstall_known_extensions = false")
            schemas = list(SCHEMAS)
            if with_restricted and (home.warehouse / RESTRICTED).exists():
                schemas += _attach_restricted(con, home.warehouse / RESTRICTED)
            con.execute(f"set search_path = {quoted(','.join(schemas))}")
            yield con
    except duckdb.Error as error:
        raise SpineError(f"The query does not run: {str(error).strip().splitlines()[0]}") from None


def _attach_restricted(con: duckdb.DuckDBPyConnection, database: Path) -> list[str]:
    """Attach restricted.duckdb to read and return its schemas; raise where it is of another build.

    Its rows beside aggregates of another build would be wrong without a sign of it.
    """
    try:
        con.execute(f"attach {quoted(database)} as restricted (read_only)")
    except duckdb.Error:
        raise _cannot_be_opened(database) from None
    numbers = set()
    for name in ("", "restricted."):
        with suppress(duckdb.CatalogException):
            numbers.update(con.execute(BUILD_NUMBER.replace("main.", f"{name}main.")).fetchall())
    if len(numbers) != 1:
        raise SpineError(
            f"{SPINE} and {RESTRICTED} in {database.parent} are not of one build: wait for the "
            "build that is under way, or run `spine build`."
        )
    found = con.execute(
        "select schema_name from duckdb_schemas() where database_name = 'restricted'"
    ).fetchall()
    return [f"restricted.{schema}" for schema in SCHEMAS if (schema,) in found]


def _cannot_be_opened(database: Path) -> SpineError:
    return SpineError(
        f"{database} cannot be opened: close it in other programs, and build it again with "
        "`spine build --full` if that does not help."
    )


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if v is None else v for v in row] for row in rows)


def _least_widths(columns: list[str], rows: list[list[str]]) -> list[int]:
    """Return how narrow each column of a table can be: words may wrap, all else stays whole."""
    return [
        max(min(cell_len(cell), max(WRAPPED, *map(cell_len, cell.split()), 0)) for cell in cells)
        for cells in zip(columns, *rows, strict=True)
    ]


def _print_records(columns: list[str], rows: list[list[str]], width: int) -> None:
    """Print each row as lines of a name and what it holds."""
    longest = max(len(name) for name in columns)
    for number, row in enumerate(rows, start=1):
        print(f"- row {number} ".ljust(min(width, 40), "-"))
        for name, value in zip(columns, row, strict=True):
            print(_hanging(f"{name:<{longest}}  ", value, width))


def _hanging(head: str, text: str, width: int) -> str:
    """Return text after its head, its further lines below its first."""
    room = max(width - len(head), 20)
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    return f"\n{' ' * len(head)}".join([head + (lines[0] if lines else ""), *lines[1:]]).rstrip()


def _text(value: object) -> str:
    """Return a value as a person reads it: of a number the digits that mean something."""
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return str(value)
    if abs(value) < 10**-MEANINGFUL:
        return f"{value:.{MEANINGFUL}g}"
    return f"{round(value, MEANINGFUL):.15g}"


def _from_file(name: str) -> str:
    """Return the SQL in a file, named from here, from the project or from analyses/."""
    for folder in (Path(), PROJECT_DIR, PROJECT_DIR / "analyses"):
        with suppress(FileNotFoundError):
            try:
                return (folder / name).read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                raise SpineError(f"{name} is not UTF-8: save it again as UTF-8.") from None
    raise SpineError(f"There is no file {name}: give its path, or the statement itself.")
