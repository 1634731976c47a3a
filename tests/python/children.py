"""Made-up children for tests: files of the early years profile, the census and SEN2, and a lookup.

Nobody here exists: authority 999 is nobody's number and no postcode area starts with X.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from conftest import write_csv
from outcomes_spine import ingest, landing, tables
from outcomes_spine.contracts import contracts
from outcomes_spine.home import DataHome

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
GOALS = [c.headings[0] for c in contracts()["eyfsp_return"].columns if c.check == "one_of:1,2,A"]
NSPL_HEADINGS = ("pcds", "dointr", "doterm", "lad26cd", "wd26cd", "lsoa21cd", "rgn26cd", "ctry26cd")
PLACES = [  # postcode, ended, district, ward, LSOA
    ("XA1 1AA", "", "X09000001", "X05000001", "X01000001"),
    ("XA1 1AB", "202001", "X09000001", "X05000002", "X01000001"),
    ("XB2 2BB", "", "X09000002", "X05000009", "X01000009"),
    ("XA1 1ZZ", "", "X99999999", "X99999999", "X99999999"),
]


def upn(number: int, last: str = "") -> str:
    """Return the UPN of a child who is not: a permanent one, or a temporary one with a last letter.

    Written apart from the program's own rule, to check it by.
    """
    tail = f"999{1000 + number // 1000:04d}24{number % 1000:03d}"
    tail = tail[:-1] + last if last else tail
    values = [LETTERS.index(c) if c.isalpha() else int(c) for c in tail]
    return LETTERS[sum(v * place for place, v in enumerate(values, start=2)) % 23] + tail


def eyfsp(path: Path, *rows: dict[str, str], **cells: str) -> Path:
    """Write a return of the early years profile: a child for each of `rows`, which change it."""
    base = {
        "FSP_ACADYR": "2024/2025",
        "FSP_UPN": upn(1),
        "FSP_SURNAME": "Quillfeather",
        "FSP_FORENAME": "Ambrosine",
        "FSP_DOB": "2020-01-14",
        "FSP_SEX": "F",
        "FSP_POSTCODE": "XA1 1AA",
        "FSP_LLSOA21": "X01000001",
        "FSP_ESTAB": "2001",
        **dict.fromkeys(GOALS, "2"),
        "FSP_GLD": "1",
    }
    return _write(path, base, rows or ({},), cells)


def on_roll(path: Path, *rows: dict[str, str], **cells: str) -> Path:
    """Write the pupils of a spring census."""
    names = [c.headings[0] for c in contracts()["census_pupil_on_roll"].columns]
    base = dict.fromkeys(names, "") | {
        "pupilonrolltableid": "p1",
        "NativeId": "S1",
        "upn": upn(1),
        "surname": "QUILLFEATHER",
        "forename": "Ambrosine",
        "dob": "2020-Jan-14 00:00:00",
        "sex": "F",
        "entrydate": "2024-Sep-03 00:00:00",
        "senunitindicator": "False",
        "senprovision": "K",
    }
    return _write(path, base, rows or ({},), cells)


def sen2_person(path: Path, *rows: dict[str, str], **cells: str) -> Path:
    """Write the persons of a SEN2 return."""
    names = [c.headings[0] for c in contracts()["sen2_person"].columns]
    base = dict.fromkeys(names, "") | {
        "persontableid": "x1",
        "surname": "Quillfeather",
        "forename": "Ambrosine",
        "personbirthdate": "2020-01-14",
        "upn": upn(1),
        "postcode": "xa1 1aa",
    }
    return _write(path, base, rows or ({},), cells)


def nspl(path: Path, headings: Sequence[str] = NSPL_HEADINGS) -> Path:
    """Write a lookup of the made-up postcodes, every cell quoted, under headings of any year."""
    rows = [[p, "198001", ended, la, ward, lsoa, "", ""] for p, ended, la, ward, lsoa in PLACES]
    return write_csv(path, [list(headings), *rows], quoting=1)


def _write(
    path: Path, base: dict[str, str], rows: Sequence[dict[str, str]], cells: dict[str, str]
) -> Path:
    table = [{**base, **cells, **row} for row in rows]
    headings = list(table[0])
    return write_csv(path, [headings, *([row[h] for h in headings] for row in table)])


def quiet(*_: object) -> None:
    """Advance without a word."""


def take(home: DataHome, drop: Path) -> dict[str, ingest.RowAccount]:
    """Land a drop folder and bring raw/ up to date; return each file's row account by its name."""
    home.make(home.kind() or "sample")  # as a build does, so that raw/ may have been deleted
    records = landing.land(home, landing.scan(drop, home=home), quiet)
    accounts = ingest.ingest(home, records, quiet)
    return {record["file_name"]: accounts[record["file_id"]] for record in records}


def raw(home: DataHome, dataset: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """Return the rows of a dataset in raw/, in order."""
    files = tables.quoted(f"{home.raw}/{dataset}/*.parquet")
    query = f"select {columns} from read_parquet({files}) order by file_id, row_number"
    return duckdb.sql(query).fetchall()
