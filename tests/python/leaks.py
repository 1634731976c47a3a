"""Search a data home for the persons of a drop folder: names, UPN, day of birth, postcode.

Every file is searched byte by byte, packed ones also unpacked; of Parquet, DuckDB and CSV files
each different cell as well. A candidate is cut out by a pattern and looked up among the persons',
so that the time depends on the size of the home and not on how many they are.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

import duckdb
from outcomes_spine import landing, sample
from outcomes_spine.project import PROJECT_DIR

# Searched in capitals. DuckDB sets strings side by side with nothing between them, so that no
# pattern asks for the end of a word.
UPN = re.compile(rb"[A-Z](?=[0-9]{11}[0-9A-Z])")
POSTCODE = rb"[A-Z]?[0-9][0-9A-Z]?[ +]{0,2}[0-9][A-Z]{2}"  # after its first letter
DAY = re.compile(
    rb"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}|[0-9]{4}-[A-Z]{3}-[0-9]{2}"
)
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%b-%d")
IN_A_DAY = re.compile(rb"[-/](?:[0-9]{2}|[A-Z]{3})[-/][0-9]{2}")  # quick: few bytes are - or /
WORD = re.compile(rb"[A-Z]{2,}")
NUMBERS = re.compile(r"(U?(TINY|SMALL|HUGE|BIG)?INT(EGER)?|DECIMAL.*|DOUBLE|FLOAT|BOOLEAN)")
CELLS = re.compile(rb"[,;\t\r\n\"]+")
CHUNK = 1 << 23  # bytes
OVERLAP = 64


@dataclass
class Persons:
    """What would give away a person of a drop folder, in capitals, and what would not.

    A surname that is also a word of a public file, or of a place of the drop folder, counts only
    beside a forename; a day of birth that is also another day of theirs, or of a public file, or
    the first or last of a month (which bound the months that are held), does not count.
    """

    upns: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)  # surname and forename
    postcodes: set[str] = field(default_factory=set)
    birth_dates: set[date] = field(default_factory=set)
    other_dates: set[date] = field(default_factory=set)
    other_words: set[str] = field(default_factory=set)

    @cached_property
    def days(self) -> set[date]:
        """Return the days of birth that give somebody away."""
        return {
            day
            for day in self.birth_dates - self.other_dates
            if day.day not in {1, monthrange(day.year, day.month)[1]}
        }

    @cached_property
    def _upns(self) -> set[bytes]:
        return {upn.encode() for upn in self.upns}

    @cached_property
    def _postcodes(self) -> set[bytes]:
        return {postcode.encode() for postcode in self.postcodes}

    @cached_property
    def _postcode(self) -> re.Pattern[bytes]:
        first = "".join(sorted({postcode[0] for postcode in self.postcodes})) or "-"
        return re.compile(f"[{first}]".encode() + POSTCODE)

    @cached_property
    def _forenames(self) -> dict[str, set[bytes]]:
        """Return the forenames of each surname that is also another word."""
        found: dict[str, set[bytes]] = {}
        for surname, forename in self.names:
            if surname in self.other_words:
                found.setdefault(surname, set()).update(_forms(forename))
        return found

    @cached_property
    def _by_word(self) -> dict[bytes, set[str]]:
        """Return the surnames by the longest word of plain letters in each."""
        found: dict[bytes, set[str]] = {}
        for surname in {surname for surname, _ in self.names}:
            if words := WORD.findall(surname.encode()):
                found.setdefault(max(words, key=len), set()).add(surname)
        return found

    @cached_property
    def _letters(self) -> int:
        """Return how many letters the shortest of those words has."""
        return min(map(len, self._by_word), default=2)

    @cached_property
    def _by_letters(self) -> dict[bytes, list[bytes]]:
        """Return those words by so many of their first letters."""
        found: dict[bytes, list[bytes]] = {}
        for word in self._by_word:
            found.setdefault(word[: self._letters], []).append(word)
        return found

    @cached_property
    def cells(self) -> set[bytes]:
        """Return the names that give away a column of names: no other cell is one of them."""
        single = {part for name in self.names for part in name}
        return {name.encode() for name in single - self.other_words}

    def found_in(self, data: bytes) -> set[str]:
        """Return what kinds of identifier of these persons some bytes hold."""
        kinds = set()
        for start in range(0, len(data), CHUNK):
            given = data[start : start + CHUNK + OVERLAP]
            chunk = given.upper()
            if any(chunk[m.start() : m.start() + 13] in self._upns for m in UPN.finditer(chunk)):
                kinds.add("UPN")
            if any(self._is_postcode(given, m) for m in self._postcode.finditer(chunk)):
                kinds.add("postcode")
            about = {chunk[max(m.start() - 4, 0) : m.end() + 2] for m in IN_A_DAY.finditer(chunk)}
            texts = set(DAY.findall(b"\n".join(about)))
            if self.days & {day for text in texts if (day := _day(text))}:
                kinds.add("date of birth")
            if any(self._stands_in(given, chunk, s) for s in self._surnames_like(chunk)):
                kinds.add("name")
        return kinds

    def _is_postcode(self, given: bytes, found: re.Match[bytes]) -> bool:
        """Say whether a candidate is one of theirs, and no part of a longer code (a hash, say)."""
        if re.sub(rb"[ +]", b"", found[0]) not in self._postcodes:
            return False
        start, end = found.span()
        if given[start:end].isupper():
            return True
        return not (given[start - 1 : start].isalnum() or given[end : end + 1].isalnum())

    def _surnames_like(self, chunk: bytes) -> set[str]:
        """Return the surnames that may stand in a text, for a word of each does, or in a word."""
        letters = self._letters
        return {
            surname
            for text in set(re.findall(rb"[A-Z]{%d,}" % letters, chunk))
            for at in range(len(text) - letters + 1)
            for word in self._by_letters.get(text[at : at + letters], ())
            if text.startswith(word, at)
            for surname in self._by_word[word]
        }

    def _stands_in(self, given: bytes, chunk: bytes, surname: str) -> bool:
        """Say whether a name stands in a text (`chunk` is it in capitals), as such or escaped."""
        for form in _forms(surname):
            for found in re.finditer(re.escape(form), chunk):
                start, end = found.span()
                alone = not (given[start - 1 : start].isalpha() or given[end : end + 1].isalpha())
                # a name set directly beside another begins with a capital; a part of a word does
                # not, or goes on
                if not alone and (given[start:end].islower() or given[end : end + 1].islower()):
                    continue
                if surname not in self._forenames:
                    return True
                around = chunk[max(start - 40, 0) : end + 40]
                if any(forename in around for forename in self._forenames[surname]):
                    return True
        return False


@cache
def _forms(name: str) -> frozenset[bytes]:
    """Return a name in capitals as text, JSON and HTML hold it."""
    written = {form for n in (name, name.title()) for form in (n, json.dumps(n)[1:-1])}
    written |= {form.replace("'", mark) for form in written for mark in ("&#39;", "&#X27;")}
    return frozenset(form.encode().upper() for form in written)


def persons_of(drop: Path) -> Persons:
    """Return the persons of every child-level file of a drop folder."""
    persons = Persons()
    words, days = _public()
    persons.other_dates |= days
    persons.other_words |= words
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
                days = {day for c in cells if (day := _day(re.split(r" |T(?=\d)", c)[0].encode()))}
                match role.get(heading):
                    case "upn":
                        persons.upns |= cells
                    case "postcode":
                        persons.postcodes |= {cell.replace(" ", "") for cell in cells}
                    case "birth_date":
                        persons.birth_dates |= days
                    case None:
                        persons.other_dates |= days
                        persons.other_words |= {word for c in cells for word in c.split()} | cells
            names = {of: heading for heading, of in role.items()}
            if "surname" in names and "forename" in names:
                both = f"""\"{names["surname"]}\" || chr(31) || \"{names["forename"]}\""""
                for pair in _distinct(con, both):
                    surname, forename = pair.split(chr(31))
                    persons.names.add((surname, forename))
    return persons


@cache
def _public() -> tuple[set[str], set[date]]:
    """Return the words and days of what is public: the seeds and the shipped files."""
    words: set[str] = set()
    days: set[date] = set()
    seeds = PROJECT_DIR / "seeds"
    for path in [*seeds.rglob("*.csv"), *seeds.rglob("*.yml"), *sample.FOLDER.iterdir()]:
        data = b"\n".join([path.read_bytes(), *_cells(path)]).upper()
        words |= {word.decode() for word in set(WORD.findall(data))}
        days |= {day for text in set(DAY.findall(data)) if (day := _day(text))}
    return words, days


def _distinct(con: duckdb.DuckDBPyConnection, cell: str) -> set[str]:
    """Return the different values of a column in capitals, trimmed, without empty ones."""
    rows = con.execute(f"select distinct upper(trim({cell})) from t").fetchall()
    return {row[0] for row in rows if row[0]}


def leaks(home: Path, persons: Persons, public: frozenset[Path] = frozenset()) -> list[str]:
    """Return each file of a home with the kinds of identifier found in it, never the value.

    In the files of `public`, which are lookups, postcodes are what they are about. Of files that
    are the same to the byte one is searched, and all are told of.
    """
    known: dict[tuple[str, str], set[str]] = {}
    found = []
    for path in sorted(p for p in home.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest(), path.suffix
        if same not in known:
            known[same] = kinds_in(path, persons)
        kinds = known[same] - ({"postcode"} if path in public else set())
        name = path.relative_to(home).as_posix()
        kinds |= persons.found_in(name.encode())
        found += [f"{name}: {kind}" for kind in sorted(kinds)]
    return found


def kinds_in(path: Path, persons: Persons) -> set[str]:
    """Return the kinds of identifier that a file holds, as it stands and unpacked."""
    kinds = set()
    for text in _texts(path):
        kinds |= persons.found_in(text)
    cells = _cells(path)
    if {cell.upper().strip() for cell in cells} & persons.cells:
        kinds.add("name")
    if path.suffix != ".csv":  # of which the cells stand in the file as they are
        kinds |= persons.found_in(b"\n".join(cells))
    return kinds


@cache
def _day(text: bytes) -> date | None:
    for form in FORMS:
        try:
            return datetime.strptime(text.decode(), form).date()
        except ValueError:
            continue
    return None


def _texts(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, and of each part of a packed one."""
    data = path.read_bytes()
    yield data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", "replace").encode()
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield packed.read(name)


def _cells(path: Path) -> set[bytes]:
    """Return the different cells of a Parquet, DuckDB, CSV or Excel file."""
    if path.suffix == ".csv":
        return set(CELLS.split(path.read_bytes()))
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            texts = [packed.read(n) for n in packed.namelist() if "sharedStrings" in n]
        return {cell for text in texts for cell in re.split(rb"<[^>]*>", text)}
    if path.suffix not in {".parquet", ".duckdb"}:
        return set()
    cells: set[bytes] = set()
    escaped = str(path).replace("'", "''")
    with duckdb.connect() as con:
        relations = [f"read_parquet('{escaped}')"]
        if path.suffix == ".duckdb":
            con.execute(f"attach '{escaped}' as held (read_only)")
            listed = con.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = 'held'"
            ).fetchall()
            relations = [f'held."{schema}"."{table}"' for schema, table in listed]
        for relation in relations:
            for column, kind, *_ in con.execute(f"describe from {relation}").fetchall():
                if NUMBERS.fullmatch(kind):  # no name, code or day is held in one
                    continue
                query = f'select distinct cast("{column}" as varchar) from {relation}'
                cells |= {row[0].encode() for row in con.execute(query).fetchall() if row[0]}
    return cells
