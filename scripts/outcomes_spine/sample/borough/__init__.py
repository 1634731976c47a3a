"""An invented borough: the child-level extracts of a council that is nowhere, in national formats.

The SQL beside this module does the work; what is here runs it in order. Every choice is a hash of
the seed, the child and what is chosen, so that the same seed and size give the same bytes on any
number of threads. (The hash is DuckDB's: another version of it may invent other children.)

Every code starts with X, which no code and no postcode area of the UK does; DfE number 999 is no
local authority's, so that no UPN here was ever given out; no school's URN begins with 99.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from outcomes_spine.errors import SpineError

HERE = Path(__file__).resolve().parent
BOROUGH = {"code": "X09000001", "name": "Larkmere"}
CHILDREN = 45_000  # aged 0 to 16, about as many as in an outer London borough
FEWEST_CHILDREN, MOST_CHILDREN = 1_000, 15_000_000
SEED = 8
YEARS = (2022, 2023, 2024, 2025)
MEMORY = "3GiB"
ONE_THREAD = 100_000  # children: up to here a second thread costs more than it gives
SWEEPS = 10  # of the fit: more of them move a cell by a twentieth of a point on average
# The last is met exactly: of the smallest groups a point and a half is one child.
CHARACTERISTICS = ("language", "fsm", "term", "sex", "all", "sen")

Advance = Callable[[str, int, int], None]


@dataclass(frozen=True, order=True)
class Planted:
    """A fault that was put into a file on purpose: its kind, the file, the row below the headings.

    Rows are counted from 1; the headings are not a row.
    """

    kind: str
    file: str
    row: int


@dataclass(frozen=True)
class _File:
    """A file that is written: its name, the relation and condition, and the order of its rows."""

    name: str
    relation: str
    order: str
    where: str = "true"
    quote_all: bool = False
    edition: str = ""
    published_on: str = ""


def write(
    out: Path,
    *,
    children: int = CHILDREN,
    seed: int = SEED,
    threads: int | None = None,
    advance: Advance | None = None,
) -> list[str]:
    """Write the extracts into a new or empty folder and return the names of the files.

    `children` is how many are aged 0 to 16; pupils of earlier years and young people with a plan
    come on top. `threads` changes the time and nothing else. `advance` is told what is being done,
    how many steps are done and of how many. Raises SpineError if the folder holds anything or the
    size is out of range.
    """
    _check(out, children)
    out.mkdir(parents=True, exist_ok=True)
    # first of all, so that what a broken run leaves behind is marked as invented too
    _write_marker(out, children, seed)
    _write_manifest(out)
    files = _files()
    with _borough(children, seed, threads, out, advance, len(files)) as con:
        for number, file in enumerate(files):
            if advance:
                advance(file.name, len(_scripts()) + number, len(_scripts()) + len(files))
            _write(con, file, out)
    return [*(file.name for file in files), "invented.json", "manifest.csv"]


def names() -> list[str]:
    """Return the names of the extracts that `write` writes, whatever the size."""
    return [file.name for file in _files()]


def planted(children: int = CHILDREN, seed: int = SEED) -> list[Planted]:
    """Return every fault that `write` puts into the files of this size and seed, in order.

    Kinds: missing upn, goal not assessed, blank lsoa, postcode not in nspl, out of borough, not on
    the census roll, wrong gld flag, exact copy, second school, withdrawn (from the first return of
    2024/25), left before the profile, second registration.
    """
    with (
        tempfile.TemporaryDirectory() as scratch,
        _borough(children, seed, None, Path(scratch)) as con,
    ):
        rows = con.execute("from planted order by all").fetchall()
    return [Planted(*row) for row in rows]


def _check(out: Path, children: int) -> None:
    if not FEWEST_CHILDREN <= children <= MOST_CHILDREN:
        raise SpineError(
            f"A borough of {children:,} children is not made: give --children a number from "
            f"{FEWEST_CHILDREN:,} to {MOST_CHILDREN:,}."
        )
    if out.exists() and not out.is_dir():
        raise SpineError(f"{out} is a file: give the name of a new folder with --out.")
    if out.is_dir() and next(out.iterdir(), None):
        raise SpineError(f"The folder {out} is not empty: give a new or empty one with --out.")


def _scripts() -> list[Path]:
    return sorted((HERE / "sql").glob("[0-9]_*.sql"))


@contextmanager
def _borough(
    children: int,
    seed: int,
    threads: int | None,
    out: Path,
    advance: Advance | None = None,
    later: int = 0,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Make the borough in memory; what goes beyond its limit lies in `out` for the while."""
    with (
        tempfile.TemporaryDirectory(prefix=".making-", dir=out) as scratch,
        duckdb.connect(":memory:", config={"temp_directory": scratch}) as con,
    ):
        con.execute(f"set memory_limit = '{MEMORY}'")
        if threads is None and children <= ONE_THREAD:
            threads = 1
        if threads:
            con.execute(f"set threads = {threads:d}")
        for name, value in (("children", children), ("seed", seed), ("package", str(HERE))):
            con.execute(f"set variable {name} = ?", [value])
        scripts = _scripts()
        for number, script in enumerate(scripts):
            if advance:
                advance(script.stem[2:], number, len(scripts) + later)
            con.execute(script.read_text(encoding="utf-8"))
            if script.stem == "4_profile":
                _fit(con)
        yield con


def _fit(con: duckdb.DuckDBPyConnection) -> None:
    """Move the odds of GLD of the cells until each published figure is what they add up to."""
    step = (HERE / "sql" / "fit_step.sql").read_text(encoding="utf-8")
    for _ in range(SWEEPS):
        for characteristic in CHARACTERISTICS:
            con.execute(step, {"characteristic": characteristic})


def _files() -> list[_File]:
    """List the files in the order in which they are written."""
    files = []
    for year in YEARS:
        first = "first" if year == 2025 else "final"
        name = f"eyfsp_{year}.csv"
        files.append(_profile(name, f"{year} {first}", f"{year}-07-18"))
    files.append(_profile("eyfsp_2025_corrected.csv", "2025 corrected", "2025-09-26"))
    for year in YEARS:
        for table, relation, order in (
            ("pupilonroll", "pupil_on_roll", "_school, surname, forename, _id, _enrolment"),
            ("fsmperiod", "fsm_period", "_school, _id, _enrolment"),
            ("senneeds", "sen_need", "_school, _id, _enrolment, _need"),
            ("addresses", "address", "_school, _id, _enrolment"),
        ):
            files.append(
                _File(f"{year}_spring_{table}.csv", relation, order, where=f"_year = {year}")
            )
    for table, order in (
        ("sen2", "all"),
        ("person", "_id"),
        ("requests", "_id"),
        ("assessment", "_id"),
        ("namedplan", "_id"),
        ("plandetail", "_id, _rank"),
        ("activeplans", "_id"),
        ("placementdetail", "_id, _rank"),
        ("senneed", "_id, _rank"),
    ):
        files.append(_File(f"Blade-Export_16-01-2025_{table}.csv", f"sen2_{table}", order))
    return [
        *files,
        _File("nspl_invented.csv", "nspl", "not _in_borough, _order", quote_all=True),
        _File("lookup_lsoa21_ward_lad.csv", "lsoa_ward", '"ObjectId"'),
        _File("lookup_lsoa11_lsoa21_lad22.csv", "lsoa11_lsoa21", "all"),
        _File("File_7_IoD2025_invented.csv", "file_7_2025", '"LSOA code (2021)"'),
        _File("File_7_IoD2019_invented.csv", "file_7_2019", '"LSOA code (2011)"'),
    ]


def _profile(name: str, edition: str, published_on: str) -> _File:
    return _File(
        name,
        "eyfsp_return",
        "_row",
        where=f"_file = '{name}'",
        edition=edition,
        published_on=published_on,
    )


def _write(con: duckdb.DuckDBPyConnection, file: _File, out: Path) -> None:
    # The columns whose names begin with _ order the rows and are not part of the layout. A blank
    # is nothing between two commas, except where the publisher puts everything in quotes.
    columns, options = r"nullif(columns('^([^_].*)$')::varchar, '') as '\1'", ""
    if file.quote_all:
        columns, options = "columns('^[^_]')", ", force_quote *"
    con.execute(
        f"copy (select {columns} from (select * from {file.relation} where {file.where} "
        f"order by {file.order})) to '{_quoted(out / file.name)}' (header, delimiter ','{options})"
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _write_marker(out: Path, children: int, seed: int) -> None:
    marker = {
        "invented": True,
        "what": "Child-level extracts of an invented borough: no row is about a real child.",
        "borough": BOROUGH,
        "seed": seed,
        "children": children,
        "generator": "spine sample",
    }
    text = json.dumps(marker, indent=2, ensure_ascii=False) + "\n"
    (out / "invented.json").write_text(text, encoding="utf-8", newline="\n")


def _write_manifest(out: Path) -> None:
    with (out / "manifest.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["file", "published_on", "edition"])
        writer.writerows((f.name, f.published_on, f.edition) for f in _files() if f.edition)
