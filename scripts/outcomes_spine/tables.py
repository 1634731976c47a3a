"""Read a file of any accepted format as a table of text in DuckDB, row by row as it stands."""

from __future__ import annotations

import csv
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import python_calamine

from outcomes_spine.errors import SpineError

FORMATS = {".csv": "csv", ".parquet": "parquet", ".json": "json", ".xlsx": "xlsx"}
# what the first bytes of a file betray, whatever its name says
NOT_TEXT = (
    (b"PK\x03\x04", "an Excel workbook or another packed file: save it as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook: save it as CSV UTF-8"),
    (b"%PDF", "a PDF: fetch the table as CSV"),
    (b"<!DOCTYPE", "a web page: download the file itself"),
    (b"<html", "a web page: download the file itself"),
)
LONGEST_CELL = 1_000_000  # characters; more is a quotation mark that was not closed


@dataclass(frozen=True)
class Layout:
    """What a file says of itself before its rows are read."""

    file_format: str
    headings: list[str]
    encoding: str = "utf-8"
    delimiter: str = ","
    note: str = ""

    def place(self, row: int, line: int | None = None) -> str:
        """Return how a person finds a row: as a spreadsheet counts, and the line if it differs."""
        if self.file_format in {"parquet", "json"}:
            return f"record {row}"
        return f"row {row}" if line in {None, row} else f"row {row} (line {line} of the file)"


class Row(NamedTuple):
    """A row below the headings: its number, the line of the file it starts on, its cells."""

    number: int
    line: int
    cells: list[str]


def connect() -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB that downloads nothing and spills nothing to disk."""
    con = duckdb.connect()
    con.execute(
        "set autoinstall_known_extensions = false; set autoload_known_extensions = false; "
        "set temp_directory = ''; set preserve_insertion_order = true"
    )
    return con


def quoted(text: object) -> str:
    """Return a text or a path as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def write_parquet(con: duckdb.DuckDBPyConnection, query: str, out: Path) -> None:
    """Write what a query gives to a Parquet file: the old file stays until the new one is whole."""
    partial = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        con.execute(f"copy ({query}) to {quoted(partial)} (format parquet)")
        partial.replace(out)
    except (OSError, duckdb.Error) as error:
        partial.unlink(missing_ok=True)
        raise SpineError(
            f"{out} cannot be written ({_first_line(error)}): check that the disk has room and the "
            "folder can be written. The last good release is untouched."
        ) from None


def layout(path: Path, name: str) -> Layout:
    """Read the format and the headings of a file; a file that is none is named."""
    file_format = FORMATS[path.suffix.lower()]
    try:
        if path.stat().st_size == 0:
            raise SpineError(f"{name} is empty: export it again, or take it out of the folder.")
        reader = {"csv": _csv, "parquet": _parquet, "json": _json, "xlsx": _xlsx}[file_format]
        return reader(path, name)
    except OSError as error:
        raise SpineError(
            f"{name} cannot be opened ({error.strerror}): close it in other programs and check "
            "that you may read it."
        ) from None


def load(con: duckdb.DuckDBPyConnection, path: Path, shape: Layout, name: str) -> None:
    """Load a file as the table `printed`: row_number, line_number and its columns c0, c1, ...

    Everything is text; rows without a single filled cell are left out and still counted in the
    numbers. Raises SpineError that names the row which cannot be read.
    """
    columns = [f"c{place}" for place in range(len(shape.headings))]
    try:
        if shape.file_format == "parquet":
            printed = _parquet_sql(path, shape)
        elif not (printed := _plain_csv_sql(con, path, shape, columns)):
            _load_by_row(con, path, shape, name, columns)
            return
        con.execute(
            f"create or replace table printed as select row_number, row_number as line_number, "
            f"{', '.join(columns)} from ({printed}) where {_filled(columns)}"
        )
    except duckdb.Error as error:
        raise SpineError(
            f"{name} is damaged or cut off ({_first_line(error)}): fetch it again."
        ) from None


def rows(path: Path, shape: Layout, name: str) -> Iterator[Row]:
    """Yield the rows of a CSV, JSON or Excel file below its headings, but those without a cell."""
    reader = {"csv": _csv_rows, "json": _json_rows, "xlsx": _xlsx_rows}[shape.file_format]
    for row in reader(path, shape, name):
        if any(cell.strip() for cell in row.cells):
            yield row


def iso_date(column: str) -> str:
    """Return the SQL of a date as 2026-01-31; a British date (31/01/2026) is read, others stay."""
    return (
        f"coalesce(strftime(try_strptime({column}, ['%Y-%m-%d', '%d/%m/%Y']), '%Y-%m-%d'), "
        f"{column})"
    )


def british_date(text: str) -> str | None:
    """Return a date written 2026-01-31 or 31/01/2026 as 2026-01-31, or None where it is none."""
    for form, pattern in (("%Y-%m-%d", r"\d{4}-\d\d-\d\d"), ("%d/%m/%Y", r"\d\d?/\d\d?/\d{4}")):
        if re.fullmatch(pattern, text, re.ASCII):
            try:
                return datetime.strptime(text, form).date().isoformat()
            except ValueError:
                return None
    return None
