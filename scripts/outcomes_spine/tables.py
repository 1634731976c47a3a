"""Read a file of any accepted format as a table of text in DuckDB, row by row as it stands."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import python_calamine

from outcomes_spine.errors import SpineError

FORMATS = {".csv": "csv", ".parquet": "parquet", ".json": "json", ".xlsx": "xlsx"}


@dataclass(frozen=True)
class Layout:
    """What a file says of itself before its rows are read."""

    file_format: str
    headings: list[str]
    encoding: str = "utf-8"
    delimiter: str = ","
    note: str = ""


def connect() -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB that downloads nothing and spills nothing to disk."""
    con = duckdb.connect()
    con.execute(
        "set autoinstall_known_extensions = false; set autoload_known_extensions = false; "
        "set temp_directory = ''; set preserve_insertion_order = true"
    )
    return con


def layout(path: Path, name: str) -> Layout:
    """Read the format and the headings of a file; a file that is none is named."""
    file_format = FORMATS[path.suffix.lower()]
    try:
        if path.stat().st_size == 0:
            raise SpineError(f"{name} is empty: export it again.")
        reader = {"csv": _csv, "parquet": _parquet, "json": _json, "xlsx": _xlsx}[file_format]
        return reader(path, name)
    except OSError as error:
        raise SpineError(
            f"{name} cannot be opened ({error.strerror}): close it in other programs and check "
            "that you may read it."
        ) from None


def _csv(path: Path, name: str) -> Layout:
    content = path.read_bytes()
    encoding, note = _encoding(content, name)
    first = content[:65536].decode(encoding, errors="ignore")
    heading_line = next(iter(first.splitlines()), "")
    delimiter = max(",;\t|", key=heading_line.count)
    headings = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    if not any(h.strip() for h in headings):
        raise SpineError(f"{name}: row 1 holds no column headings: put them in the first row.")
    return Layout("csv", headings, encoding, delimiter, note)


def _encoding(content: bytes, name: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "read as UTF-16"
    for encoding, note in (("utf-8-sig", ""), ("cp1252", "read as Windows-1252")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            row = content.count(b"\n", 0, error.start) + 1
            continue
        if "\x00" in text:
            row = text.count("\n", 0, text.index("\x00")) + 1
            raise SpineError(
                f"{name}, row {row}: the file holds NUL characters, so it is damaged or no CSV: "
                "export it again as CSV UTF-8."
            )
        return encoding, note
    raise SpineError(
        f"{name}, row {row}: the text is neither UTF-8 nor Windows-1252: save it again as "
        "'CSV UTF-8 (comma delimited)'."
    )


def _parquet(path: Path, name: str) -> Layout:
    try:
        with connect() as con:
            rows = con.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error:
        raise SpineError(f"{name} is no Parquet file or is cut off: fetch it again.") from None
    return Layout("parquet", [row[0] for row in rows])


def _json(path: Path, name: str) -> Layout:
    content = _json_content(path, name)
    headings: dict[str, None] = {}
    for record in content if isinstance(content, list) else [content]:
        if isinstance(record, dict):
            headings.update(dict.fromkeys(record))
    return Layout("json", list(headings))


def _json_content(path: Path, name: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SpineError(f"{name} is not JSON ({error}): fetch it again.") from None


def _json_records(path: Path, name: str) -> list[dict[str, Any]]:
    content = _json_content(path, name)
    if not isinstance(content, list):
        raise SpineError(f"{name} is no list of records: fetch the /data.table form of it.")
    for number, record in enumerate(content, start=1):
        if not isinstance(record, dict):
            raise SpineError(f"{name}, record {number} is no object: fetch the file again.")
    return content


def _xlsx(path: Path, name: str) -> Layout:
    rows = _sheet_rows(path, name)
    return Layout("xlsx", rows[0] if rows else [])


def _sheet_rows(path: Path, name: str) -> list[list[str]]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise SpineError(
            f"{name} is no Excel workbook that can be read ({error}): save it again as .xlsx."
        ) from None
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00", str(value)) else str(value)


@contextmanager
def text_file(path: Path, shape: Layout, name: str) -> Iterator[Path]:
    """Give a file that DuckDB reads as it is: UTF-8 CSV for text formats, the file otherwise."""
    if shape.file_format == "parquet" or (
        shape.file_format == "csv" and shape.encoding == "utf-8-sig"
    ):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="spine-") as folder:
        plain = Path(folder) / "table.csv"
        with plain.open("w", encoding="utf-8", newline="") as file:
            if shape.file_format == "csv":
                file.write(path.read_bytes().decode(shape.encoding).removeprefix("﻿"))
            elif shape.file_format == "json":
                writer = csv.writer(file)
                writer.writerow(shape.headings)
                for record in _json_records(path, name):
                    writer.writerow([_json_cell(record.get(h)) for h in shape.headings])
            else:
                width = len(shape.headings)
                writer = csv.writer(file)
                for row in _sheet_rows(path, name):
                    if any(cell.strip() for cell in row):
                        writer.writerow((row + [""] * width)[:width])
        yield plain


def _json_cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def relation_sql(path: Path, shape: Layout) -> str:
    """Return the SQL that reads the columns of a file as text c0, c1, ... in file order."""
    quoted = str(path).replace("'", "''")
    if shape.file_format == "parquet":
        escaped = [heading.replace('"', '""') for heading in shape.headings]
        columns = ", ".join(f'cast("{h}" as varchar) as c{i}' for i, h in enumerate(escaped))
        return f"select {columns} from read_parquet('{quoted}')"  # noqa: S608
    columns = ", ".join(f"'c{i}': 'varchar'" for i in range(len(shape.headings)))
    delimiter = shape.delimiter.replace("\t", "\\t") if shape.file_format == "csv" else ","
    return (
        f"select * from read_csv('{quoted}', header = true, auto_detect = false, delim = "
        f"'{delimiter}', quote = '\"', escape = '\"', strict_mode = true, null_padding = false, "
        f"columns = {{{columns}}})"
    )
