"""Search a data home for the persons of a drop folder: names, UPN, day of birth, postcode.

Every file is searched byte by byte; what Parquet, DuckDB and packed files hold is read out as well.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import duckdb
from outcomes_spine import landing

UPN = re.compile(r"(?<![A-Z0-9])[A-Z][0-9]{11}[0-9A-Z](?![A-Z0-9])")
POSTCODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}[0-9][0-9A-Z]?[ +]{0,2}[0-9][A-Z]{2}(?![A-Z0-9])")
DAY = re.compile(r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}|\d{4}-[A-Z]{3}-\d\d)(?!\d)")
WORD = r"(\w(?:[\w'-]*\w)?)"
NAMES = re.compile(rf"(?<!\w)(?={WORD}\W{{1,4}}{WORD}(?!\w))")
WORDS = re.compile(WORD)
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%b-%d")


@dataclass
class Persons:
    """What would give away a person of a drop folder, in capitals."""

    upns: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)  # surname and forename, both ways
    surnames: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    birth_dates: set[date] = field(default_factory=set)
    other_dates: set[date] = field(default_factory=set)  # a day of birth that is also one of these
    # may stand in the home as what it is, the day a plan began say

    @cached_property
    def _words(self) -> set[str]:
        return {surname for surname, _ in self.names}

    def found_in(self, text: str) -> set[str]:
        """Return what kinds of identifier of these persons a text holds."""
        upper = text.upper()
        days = {day for found in DAY.findall(upper) if (day := _day(found))}
        words = set(WORDS.findall(upper))  # quick: pairs are looked for where both words stand
        pairs = words & self._words and NAMES.findall(upper)
        codes = {re.sub(r"[ +]", "", found) for found in POSTCODE.findall(upper)}
        kinds = {
            "UPN": self.upns & set(UPN.findall(upper)),
            "name": self.names & set(pairs or ()),
            "postcode": self.postcodes & codes,
            "date of birth": (self.birth_dates - self.other_dates) & days,
        }
        return {kind for kind, values in kinds.items() if values}


def persons_of(drop: Path) -> Persons:
    """Return the persons of every child-level file of a drop folder."""
    persons = Persons()
    other_cells: set[str] = set()
    for found in landing.scan(drop):
        if found.contract is None or found.path.suffix != ".csv":
            continue
        with duckdb.connect() as con:
            con.execute(
                "create table t as from read_csv(?, all_varchar = true, header = true)",
                [str(found.path)],
            )
            headings = [row[0] for row in con.execute("describe t").fetchall()]
            places = found.contract.positions(headings)
            role = {
                headings[places[c.name]]: c.identifier
                for c in found.contract.columns
                if c.name in places and c.identifier
            }
            for heading in headings:
                cells = _distinct(con, f'"{heading}"')
                days = {day for c in cells if (day := _day(re.split(r" |T(?=\d)", c)[0]))}
                match role.get(heading):
                    case "upn":
                        persons.upns |= cells
                    case "postcode":
                        persons.postcodes |= {cell.replace(" ", "") for cell in cells}
                    case "birth_date":
                        persons.birth_dates |= days
                    case "surname":
                        persons.surnames |= cells
                    case None:
                        persons.other_dates |= days
                        other_cells |= cells
            names = {of: heading for heading, of in role.items()}
            if "surname" in names and "forename" in names:
                both = f"""\"{names["surname"]}\" || chr(31) || \"{names["forename"]}\""""
                for pair in _distinct(con, both):
                    surname, forename = pair.split(chr(31))
                    persons.names |= {(surname, forename), (forename, surname)}
    persons.surnames -= other_cells  # a ward may bear the name of a family
    return persons


def _distinct(con: duckdb.DuckDBPyConnection, cell: str) -> set[str]:
    """Return the different values of a column in capitals, trimmed, without empty ones."""
    rows = con.execute(f"select distinct upper(trim({cell})) from t").fetchall()
    return {row[0] for row in rows if row[0]}


def leaks(home: Path, persons: Persons, public: frozenset[Path] = frozenset()) -> list[str]:
    """Return each file of a home with the kinds of identifier found in it, never the value.

    In the files of `public`, which are lookups, postcodes are what they are about.
    """
    return [
        f"{path.relative_to(home).as_posix()}: {kind}"
        for path in sorted(p for p in home.rglob("*") if p.is_file())
        for kind in sorted(kinds_in(path, persons) - ({"postcode"} if path in public else set()))
    ]


def kinds_in(path: Path, persons: Persons) -> set[str]:
    """Return the kinds of identifier that a file holds, as it stands and unpacked."""
    kinds = set()
    for text in _texts(path):
        kinds |= persons.found_in(text)
    cells = _cells(path)
    return (
        kinds
        | persons.found_in("\n".join(cells))
        | ({"name"} if cells & persons.surnames else set())
    )


def _day(text: str) -> date | None:
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _texts(path: Path) -> Iterator[str]:
    """Yield the bytes of a file as text, and of each part of a packed one."""
    yield path.read_bytes().decode("utf-8", "replace")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")


def _cells(path: Path) -> set[str]:
    """Return the different cells of a Parquet or DuckDB file, in capitals."""
    cells: set[str] = set()
    with duckdb.connect() as con:
        if path.suffix == ".parquet":
            relations = [f"read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"]
        elif path.suffix == ".duckdb":
            con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as held (read_only)")
            listed = con.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = 'held'"
            ).fetchall()
            relations = [f'held."{schema}"."{table}"' for schema, table in listed]
        else:
            relations = []
        for relation in relations:
            for column, *_ in con.execute(f"describe from {relation}").fetchall():
                query = f'select distinct upper(cast("{column}" as varchar)) from {relation}'
                cells |= {row[0] for row in con.execute(query).fetchall() if row[0]}
    return cells
