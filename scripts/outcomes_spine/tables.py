"""Read a file of any accepted format as a table of text in DuckDB, row by row as it stands."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, cast
from xml.etree import ElementTree

import duckdb
import python_calamine

from outcomes_spine.errors import RELEASE_STAYS, SpineError

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
    lines: int = 0

    def place(self, row: int, line: int | None = None) -> str:
        """Return how a person finds a row: as a spreadsheet counts, and the line if it differs."""
        if self.file_format in {"parquet", "json"}:
            return f"record {row}"
        return f"row {row}" if line in {None, row} else f"row {row} (line {line} of the file)"


@dataclass(frozen=True)
class Held:
    """A CSV file that is in memory only: what an encrypted file holds, opened like a Path.

    DuckDB reads it by its URL while it is `reachable`.
    """

    content: bytes
    suffix: str = ".csv"

    def __str__(self) -> str:
        """Return the URL."""
        return f"held://file{self.suffix}"

    def open(self, mode: str = "r", encoding: str | None = None, newline: str | None = None) -> Any:
        """Open the bytes, or their text."""
        stream = io.BytesIO(self.content)
        return stream if "b" in mode else io.TextIOWrapper(stream, encoding, newline=newline)


Source = Path | Held


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


@contextmanager
def held_files(con: duckdb.DuckDBPyConnection, files: dict[str, bytes]) -> Iterator[None]:
    """Let a connection read and write files that are in memory only, by URLs `held://<name>`.

    What it writes is in `files` afterwards.
    """
    import fsspec

    class Written(io.BytesIO):
        """A file under way: its bytes are kept when it is closed."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self._name = name

        def close(self) -> None:
            if not self.closed:
                files[self._name] = self.getvalue()
            super().close()

    class HeldFiles(fsspec.AbstractFileSystem):  # type: ignore[misc]
        """The files, as DuckDB asks for them."""

        protocol = "held"
        cachable = False

        def open(self, path: str, mode: str = "rb", **_: object) -> IO[bytes]:
            name = self._strip_protocol(path)
            return Written(name) if "w" in mode else io.BytesIO(files[name])

        def exists(self, path: str, **_: object) -> bool:
            return self._strip_protocol(path) in files

        def glob(self, path: str, **_: object) -> list[str]:
            return [path] if self.exists(path) else []

        def info(self, path: str, **_: object) -> Mapping[str, object]:
            name = self._strip_protocol(path)
            return {"name": name, "size": len(files[name]), "type": "file"}

        def modified(self, path: str) -> datetime:
            return datetime(2000, 1, 1)

    con.register_filesystem(HeldFiles())
    try:
        yield
    finally:
        con.unregister_filesystem("held")


@contextmanager
def reachable(con: duckdb.DuckDBPyConnection, source: Source) -> Iterator[None]:
    """Let a connection read a source by its text form: a path as it is, a held file from memory."""
    if isinstance(source, Held):
        with held_files(con, {f"file{source.suffix}": source.content}):
            yield
    else:
        yield


def write_parquet(
    con: duckdb.DuckDBPyConnection, query: str, out: Path, *, private: bool = False
) -> None:
    """Write what a query gives to a Parquet file: the old file stays until the new one is whole.

    A private file and its folder are for this user alone, where the system has such rights.
    """
    partial = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if private and os.name == "posix":
            out.parent.chmod(0o700)
        con.execute(f"copy ({query}) to {quoted(partial)} (format parquet)")
        if private and os.name == "posix":
            partial.chmod(0o600)
        partial.replace(out)
    except (OSError, duckdb.Error) as error:
        partial.unlink(missing_ok=True)
        why = _reason(error, private)
        raise SpineError(
            f"{out} cannot be written ({why}): check that the disk has room and the folder can be "
            f"written. {RELEASE_STAYS}"
        ) from None


def layout(path: Source, name: str) -> Layout:
    """Read the format and the headings of a file; a file that is none is named."""
    file_format = FORMATS[path.suffix.lower()]
    try:
        if isinstance(path, Held):
            return _csv(path, name)
        if path.stat().st_size == 0:
            raise SpineError(f"{name} is empty: export it again, or take it out of the folder.")
        reader = {"csv": _csv, "parquet": _parquet, "json": _json, "xlsx": _xlsx}[file_format]
        return reader(path, name)
    except OSError as error:
        raise SpineError(
            f"{name} cannot be opened ({error.strerror}): close it in other programs and check "
            "that you may read it."
        ) from None


def load(
    con: duckdb.DuckDBPyConnection,
    path: Source,
    shape: Layout,
    name: str,
    places: Sequence[int] | None = None,
    select: str = "*",
) -> None:
    """Load a file as the table `printed`: row_number, line_number and its columns c0, c1, ...

    Everything is text; rows without a single filled cell are left out and still counted in the
    numbers. With `places` only those columns are loaded (of CSV), whatever else the file holds,
    and `select` may make others of them on the way. Raises SpineError that names the row which
    cannot be read, and never a cell of it.
    """
    every = range(len(shape.headings))
    places = sorted(set(every if places is None or shape.file_format != "csv" else places))
    columns = [f"c{place}" for place in places]
    numbers = ""
    try:
        if shape.file_format == "parquet":
            _load_parquet(con, cast(Path, path), shape)
        elif shape.file_format == "csv" and _load_plain(con, path, shape, columns):
            # the first row below the headings is row 2; to number rows while they are read is slow
            numbers = "rowid + 2 as row_number, rowid + 2 as line_number, "
        else:
            con.execute(
                "create or replace table plain (row_number bigint, line_number bigint, "
                f"{', '.join(f'{column} varchar' for column in columns)})"
            )
            content = rows(path, shape, name)
            insert(
                con,
                "plain",
                ((r.number, r.line, *(r.cells[place] for place in places)) for r in content),
            )
        filled = ", ".join(f"nullif(trim({column}), '')" for column in columns)
        con.execute(
            f"create or replace table printed as select {select} "
            f"from (select {numbers}* from plain) where coalesce({filled}) is not null"
        )
        con.execute("drop table plain")
    except duckdb.OutOfMemoryException:
        raise SpineError(
            f"{name} does not fit into this machine's memory: close other programs, or build on a "
            "machine that has more."
        ) from None
    except duckdb.Error:
        raise SpineError(f"{name} is damaged or cut off: fetch it again.") from None


def insert(
    con: duckdb.DuckDBPyConnection, table: str, content: Iterable[Sequence[str | int | None]]
) -> None:
    """Insert rows, each as wide as the table, in bulk: cell by cell the driver is very slow."""
    remaining = iter(content)
    while batch := list(islice(remaining, 2000)):
        cells = ", ".join(f"cells[{place + 1}]" for place in range(len(batch[0])))
        con.execute(
            f"insert into {table} select {cells} "
            "from (select unnest(from_json(?, '[[\"varchar\"]]')) as cells)",
            [json.dumps(batch)],
        )


def rows(path: Source, shape: Layout, name: str) -> Iterator[Row]:
    """Yield the rows of a CSV, JSON or Excel file below its headings, but those without a cell."""
    if shape.file_format == "csv":
        content = _csv_rows(path, shape, name)
    else:
        reader = {"json": _json_rows, "xlsx": _xlsx_rows}[shape.file_format]
        content = reader(cast(Path, path), shape, name)
    for row in content:
        if any(cell.strip() for cell in row.cells):
            yield row


def records(path: Path, shape: Layout, name: str) -> Iterator[Row]:
    """Yield every row of a CSV or Excel file as it stands, the first one too, of any width."""
    if shape.file_format == "csv":
        yield from _csv_records(path, shape, name)
    elif shape.file_format == "xlsx":
        yield from (Row(n, n, cells) for n, cells in enumerate(_sheet(path, name), start=1))


def british_date(text: str) -> str | None:
    """Return a date written 2026-01-31 or 31/01/2026 as 2026-01-31, or None where it is none."""
    for form, pattern in (("%Y-%m-%d", r"\d{4}-\d\d-\d\d"), ("%d/%m/%Y", r"\d\d?/\d\d?/\d{4}")):
        if re.fullmatch(pattern, text, re.ASCII):
            try:
                return datetime.strptime(text, form).date().isoformat()
            except ValueError:
                return None
    return None


def _reason(error: BaseException, private: bool) -> str:
    """Return why something failed; DuckDB's own words may show a value, so not of private ones."""
    if private and isinstance(error, duckdb.Error):
        return type(error).__name__
    return _first_line(error)


def _first_line(error: BaseException) -> str:
    said = getattr(error, "strerror", None) or str(error)
    return next((line for line in str(said).splitlines() if line.strip()), type(error).__name__)


# --- Parquet


def _load_parquet(con: duckdb.DuckDBPyConnection, path: Path, shape: Layout) -> None:
    escaped = [heading.replace('"', '""') for heading in shape.headings]
    columns = ", ".join(f'cast("{h}" as varchar) as c{place}' for place, h in enumerate(escaped))
    con.execute(
        "create or replace table plain as select row_number() over () as row_number, "
        f"row_number() over () as line_number, {columns} from read_parquet({quoted(path)})"
    )


def _parquet(path: Path, name: str) -> Layout:
    try:
        with connect() as con:
            described = con.execute(
                f"describe select * from read_parquet({quoted(path)})"
            ).fetchall()
    except duckdb.Error:
        raise SpineError(f"{name} is not a Parquet file or is cut off: fetch it again.") from None
    return Layout("parquet", [row[0] for row in described])


# --- CSV


def _csv(path: Source, name: str) -> Layout:
    encoding, lines, note = _encoding(path, name)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = max(",;\t|", key=file.readline(LONGEST_CELL).count)
    shape = Layout("csv", [], encoding, delimiter, note, lines)
    first = next(_csv_records(path, shape, name), None)
    return replace(shape, headings=first.cells if first else [])


def _encoding(path: Source, name: str) -> tuple[str, int, str]:
    """Return the encoding of a text file, how many lines it has, and a note for its record."""
    with path.open("rb") as file:
        start = file.read(512)
    for mark, what in NOT_TEXT:
        if start.lstrip().startswith(mark):
            raise SpineError(f"{name} is not CSV but {what}, or take it out of the folder.")
    tries = [("utf-8-sig", ""), ("cp1252", "read as Windows-1252")]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = [("utf-16", "read as UTF-16")]
    for encoding, note in tries:
        try:
            return encoding, _count_lines(path, encoding, name), note
        except UnicodeError:
            continue
    if tries[0][0] == "utf-16":
        raise SpineError(f"{name} is cut off: export it again as CSV UTF-8.")
    raise SpineError(
        f"{name}, row {_undecodable_line(path)}: the text is neither UTF-8 nor Windows-1252: save "
        "it again as 'CSV UTF-8 (comma delimited)'."
    )


def _count_lines(path: Source, encoding: str, name: str) -> int:
    """Return how many lines a text file has; raise where it is not text in this encoding."""
    lines, last = 0, ""
    with path.open(encoding=encoding, newline="") as file:
        while block := file.read(1 << 20):
            if "\0" in block:
                row = lines + block.count("\n", 0, block.index("\0")) + 1
                raise SpineError(
                    f"{name}, row {row}: the file holds NUL characters, so it is damaged or "
                    "not a CSV file: export it again as CSV UTF-8."
                )
            lines += block.count("\n")
            last = block[-1]
    return lines + (last != "\n")


def _undecodable_line(path: Source) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("cp1252")
            except UnicodeError:
                return number
    return 1


def _load_plain(
    con: duckdb.DuckDBPyConnection, path: Source, shape: Layout, columns: list[str]
) -> bool:
    """Load a CSV by DuckDB's own reader, which is fast; say whether its rows are its lines.

    They are not where a cell holds a line break or a line is blank: DuckDB counts neither, and
    the reader in Python, which counts both, takes over. So it does where DuckDB refuses the file,
    to say in which row and why.
    """
    if shape.encoding != "utf-8-sig":
        return False
    typed = ", ".join(f"'c{place}': 'varchar'" for place in range(len(shape.headings)))
    try:
        with reachable(con, path):
            con.execute(
                f"create or replace table plain as select {', '.join(columns)} "
                f"from read_csv({quoted(path)}, "
                f"header = true, auto_detect = false, delim = {quoted(shape.delimiter)}, "
                "quote = '\"', escape = '\"', strict_mode = true, null_padding = false, "
                f"columns = {{{typed}}})"
            )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        return False
    counted = con.execute("select count(*) + 1 from plain").fetchone()
    return counted == (shape.lines,)


def _csv_records(path: Source, shape: Layout, name: str) -> Iterator[Row]:
    """Yield every record of a CSV, the headings first and blank lines too, of whatever width."""
    csv.field_size_limit(LONGEST_CELL)
    line, number = 1, 1
    try:
        with path.open(encoding=shape.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=shape.delimiter, strict=True)
            for cells in reader:
                yield Row(number, line, cells)
                line, number = reader.line_num + 1, number + 1
    except csv.Error:
        raise SpineError(
            f"{name}, {shape.place(number, line)}: a quotation mark in this row is not closed, or "
            "is not at the edge of its cell: mend that row or export the file again."
        ) from None


def _csv_rows(path: Source, shape: Layout, name: str) -> Iterator[Row]:
    width = len(shape.headings)
    for row in _csv_records(path, shape, name):
        cells = row.cells
        if row.number == 1 or not any(cell.strip() for cell in cells):
            continue
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise SpineError(
                f"{name}, {shape.place(row.number, row.line)}: the row has {len(cells)} cells "
                f"where the headings have {width}: mend that row or export the file again."
            )
        yield row._replace(cells=cells[:width])


# --- JSON


def _json(path: Path, name: str) -> Layout:
    content = _json_content(path, name)
    if content in ([], {}):
        raise SpineError(f"{name} holds no records: fetch it again, or take it out of the folder.")
    headings: dict[str, None] = {}
    for record in content if isinstance(content, list) else [content]:
        if isinstance(record, dict):
            headings.update(dict.fromkeys(record))
    return Layout("json", list(headings))


def _json_content(path: Path, name: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeError:
        raise SpineError(f"{name} is not JSON in UTF-8: fetch it again.") from None
    except RecursionError:
        raise SpineError(f"{name} is nested too deeply to be a table: fetch it again.") from None
    except json.JSONDecodeError as error:
        raise SpineError(
            f"{name} is not JSON, or is cut off (line {error.lineno}): fetch it again."
        ) from None


def _json_rows(path: Path, shape: Layout, name: str) -> Iterator[Row]:
    content = _json_content(path, name)
    if not isinstance(content, list):
        raise SpineError(f"{name} is not a list of records: fetch the /data.table form of it.")
    for number, record in enumerate(content, start=1):
        if not isinstance(record, dict):
            raise SpineError(f"{name}, record {number} is not an object: fetch the file again.")
        yield Row(number, number, [_json_cell(record.get(h)) for h in shape.headings])


def _json_cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


# --- Excel


def _xlsx(path: Path, name: str) -> Layout:
    cells = _sheet(path, name)
    return Layout("xlsx", cells[0] if cells else [], note="first sheet of the workbook")


def _xlsx_rows(path: Path, shape: Layout, name: str) -> Iterator[Row]:
    width = len(shape.headings)
    for number, cells in enumerate(_sheet(path, name)[1:], start=2):
        yield Row(number, number, (cells + [""] * width)[:width])


def _sheet(path: Path, name: str) -> list[list[str]]:
    """Return the cells of the first sheet as text, as far as possible as Excel shows them."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        with path.open("rb") as file:
            locked = file.read(4) == b"\xd0\xcf\x11\xe0"
        what = "is protected by a password" if locked else "cannot be read as an Excel workbook"
        raise SpineError(
            f"{name} {what}: save it again as .xlsx without a password, or take it out of the "
            "folder."
        ) from None
    text = [[_cell(value) for value in row] for row in cells]
    for (row, column), shown in _shown_otherwise(path).items():
        if row < len(text) and column < len(text[row]):
            text[row][column] = shown
    return text


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _shown_otherwise(path: Path) -> dict[tuple[int, int], str]:
    """Return the cells of the first sheet that hold another thing than Excel shows, by place.

    A cell that shows 69.1% holds 0.691, and one that shows #DIV/0! reads as empty: taken as they
    are held, both would be wrong figures without a word. A place is (row, column) from nought.
    """
    shown: dict[tuple[int, int], str] = {}
    with (
        suppress(KeyError, ValueError, StopIteration, ElementTree.ParseError),
        zipfile.ZipFile(path) as book,
    ):
        percent = _percent_styles(book)
        for cell in _xml(book, _first_sheet(book)).iterfind(".//{*}c"):
            value = cell.findtext("{*}v", "")
            is_number = cell.get("t", "n") == "n" and value
            if cell.get("t") == "e" or (is_number and cell.get("s") in percent):
                text = f"{float(value) * 100:.10g}%" if is_number else value
                shown[_place(cell.attrib["r"])] = text
    return shown


def _place(reference: str) -> tuple[int, int]:
    """Return (row, column) from nought of a cell that Excel calls B12."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def _percent_styles(book: zipfile.ZipFile) -> set[str]:
    """Return the styles of a workbook that show a number as a percentage."""
    styles = _xml(book, "xl/styles.xml")
    formats = {"9": "0%", "10": "0.00%"}  # those that Excel does not write down
    formats |= {
        f.attrib["numFmtId"]: f.attrib["formatCode"] for f in styles.iterfind(".//{*}numFmt")
    }
    used = [xf.get("numFmtId", "") for group in styles.iterfind(".//{*}cellXfs") for xf in group]
    return {str(style) for style, number in enumerate(used) if "%" in formats.get(number, "")}


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = next(_xml(book, "xl/workbook.xml").iterfind(".//{*}sheet"))
    link = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
    for relation in _xml(book, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == link:
            target = relation.attrib["Target"]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(link)


def _xml(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(part))  # noqa: S314 - expat bounds what it expands
