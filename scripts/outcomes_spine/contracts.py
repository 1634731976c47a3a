"""Contracts: one YAML file a dataset says which files are it, and what their columns hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTRACTS_DIR = Path(__file__).resolve().parent / "datasets"


NEAR = 0.8  # of the required columns
MEANT = 0.5  # of them, in a file of which local/headings.csv names a heading
PLACE_COLUMNS = (
    "lsoa_code",
    "ward_code",
    "resident_la_code",
    "place_source",
    "place_missing_reason",
    "ward_missing_reason",
)
# what tells a person from others; of these only month of birth and place go on, as such
IDENTIFIERS = frozenset(
    {
        *("upn", "former_upn", "uln", "surname", "forename", "other_name"),
        *("birth_date", "postcode", "address"),
    }
)
READ_IDENTIFIERS = frozenset({"upn", "surname", "forename", "birth_date", "postcode"})


@dataclass(frozen=True)
class Column:
    """A column of a dataset: our name, the headings it is known by, and what it may hold."""

    name: str
    headings: tuple[str, ...]
    required: bool = True
    not_empty: bool = False
    default: str | None = None  # what an empty cell means
    # area | period | number | date | code:<seed>.<column>, see ingest; of a file of persons:
    # date | flag | lsoa | school_year | one_of:<value>,<value>, see persons
    check: str | None = None
    pattern: str | None = None  # a folded heading that changes with the year
    identifier: str | None = None  # one of IDENTIFIERS: never in raw/


@dataclass(frozen=True)
class QuarantineRule:
    """Rows that the publisher prints and that mean nothing: kept out, counted, with the reason."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Contract:
    """What one dataset looks like when it comes in, whoever sends it."""

    dataset: str
    title: str
    source_code: str
    formats: tuple[str, ...]
    grain: str
    licence: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    file_stems: tuple[str, ...] = ()
    period_schemes: tuple[str, ...] = ()
    quarantine: tuple[QuarantineRule, ...] = ()
    is_typed_by_hand: bool = False  # value and counts are held to each other at the door
    persons: bool = False  # a row a person, or rows that hang on one: sealed, and keyed at ingest
    collection: str = ""  # of a file of persons: how its year is known, see collection
    lookup_only: bool = False  # landed in clear, looked up at ingest, never in raw/
    local_headings: frozenset[str] = frozenset()  # folded, from local/headings.csv
    digest: str = field(default="", compare=False)

    def column_names(self) -> list[str]:
        """Return our names of the columns, in order."""
        return [column.name for column in self.columns]

    def having(self, identifier: str) -> Column | None:
        """Return the column that holds an identifier, or None."""
        return next((c for c in self.columns if c.identifier == identifier), None)

    def raw_columns(self) -> list[str]:
        """Return the columns of the dataset in raw/ after file_id and row_number.

        Of a file of persons no identifier is among them: child_key, birth_month and the place
        stand for those, and the year (and term) of the collection is told.
        """
        if not self.persons:
            return self.column_names()
        places = self.having("postcode") or any(c.check == "lsoa" for c in self.columns)
        return [
            *(["child_key"] if self.having("upn") else []),
            *(["birth_month"] if self.having("birth_date") else []),
            *(PLACE_COLUMNS if places else ()),
            "collection_year",
            *(["collection_term"] if self.collection == "census" else []),
            *(c.name for c in self.columns if not c.identifier and c.check != "lsoa"),
        ]

    def with_headings(self, named: Iterable[tuple[str, str]]) -> Contract:
        """Return the contract with headings of a council's own: pairs of heading and column."""
        pairs = sorted(named)
        columns = tuple(
            replace(c, headings=(*c.headings, *(h for h, name in pairs if name == c.name)))
            for c in self.columns
        )
        digest = hashlib.sha256(f"{self.digest}{pairs}".encode()).hexdigest()
        own = frozenset(fold(heading) for heading, _ in pairs)
        return replace(self, columns=columns, local_headings=own, digest=digest)

    def positions(self, headings: list[str]) -> dict[str, int]:
        """Return where each column of ours stands among the headings of a file."""
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            places.setdefault(fold(heading), place)
        found: dict[str, int] = {}
        for column in self.columns:
            for heading in column.headings:
                if fold(heading) in places:
                    found[column.name] = places[fold(heading)]
                    break
            else:
                if column.pattern:
                    fits = [at for h, at in places.items() if re.fullmatch(column.pattern, h)]
                    if fits:
                        found[column.name] = min(fits)
        return found

    def twice(self, headings: list[str]) -> str | None:
        """Return a heading that a file has twice, where a figure would depend on which is meant.

        Of a column that has no rule (a publisher may have two called notes) the first is read.
        """
        ruled = [c for c in self.columns if c.not_empty or c.check or c.identifier]
        ours = {fold(heading) for column in ruled for heading in column.headings}
        folded = [fold(heading) for heading in headings]
        return next((h for h in headings if fold(h) in ours and folded.count(fold(h)) > 1), None)

    def column_of(self, heading: str) -> str | None:
        """Return the column that a heading of the contract stands for, or None."""
        folded = fold(heading)
        return next((c.name for c in self.columns if folded in map(fold, c.headings)), None)

    def claimed_twice(self, headings: list[str]) -> tuple[str, str, str] | None:
        """Return two headings of a file that mean one column of ours, and the column.

        Only where the council named one of them: a publisher's file may have an old name of a
        column beside its new one.
        """
        present = {fold(heading): heading for heading in headings}
        for column in self.columns:
            found = dict.fromkeys(fold(h) for h in column.headings if fold(h) in present)
            if len(found) > 1 and self.local_headings & found.keys():
                one, other, *_ = (present[h] for h in found)
                return one, other, column.name
        return None

    def missing(self, headings: list[str]) -> list[Column]:
        """Return the required columns that the headings of a file do not hold."""
        found = self.positions(headings)
        return [c for c in self.columns if c.required and c.name not in found]

    def share(self, headings: list[str]) -> float:
        """Return which part of the required columns the headings of a file hold, 0 to 1."""
        required = sum(column.required for column in self.columns)
        return 1 - len(self.missing(headings)) / required


def fold(heading: str) -> str:
    """Return a heading as it is compared: without case, stray spaces and underscores."""
    return " ".join(heading.replace("\ufeff", "").replace("_", " ").split()).casefold()


@cache
def contracts() -> dict[str, Contract]:
    """Return every contract by its dataset."""
    loaded = [_load(path) for path in sorted(CONTRACTS_DIR.glob("*.yml"))]
    return {contract.dataset: contract for contract in loaded}


def _load(path: Path) -> Contract:
    text = path.read_bytes()
    content: dict[str, Any] = yaml.safe_load(text)
    columns = tuple(
        Column(
            name=item["name"],
            headings=tuple(item.get("headings", [item["name"]])),
            required=item.get("required", True),
            not_empty=item.get("not_empty", False),
            default=item.get("default"),
            check=item.get("check"),
            pattern=item.get("pattern"),
            identifier=item.get("identifier"),
        )
        for item in content["columns"]
    )
    return Contract(
        dataset=content["dataset"],
        title=content["title"],
        source_code=content["source_code"],
        formats=tuple(content["formats"]),
        grain=content["grain"],
        licence=content["licence"],
        columns=columns,
        key=tuple(content["key"]),
        file_stems=tuple(content.get("file_stems", [])),
        period_schemes=tuple(content.get("period_schemes", [])),
        quarantine=tuple(QuarantineRule(**rule) for rule in content.get("quarantine", [])),
        is_typed_by_hand=content.get("is_typed_by_hand", False),
        persons=content.get("persons", False),
        collection=content.get("collection", ""),
        lookup_only=content.get("lookup_only", False),
        digest=hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest(),
    )


@dataclass(frozen=True)
class Match:
    """The contract that a file meets, or the nearest one and what the file lacks."""

    contract: Contract | None
    nearest: Contract | None = None


def match(
    headings: list[str],
    file_format: str,
    stem: str,
    known: dict[str, Contract] | None = None,
) -> Match:
    """Find the contract of a file by its headings; of several, the one that asks most of it.

    A file that has the name of a contract, or four in five of its columns, is taken to be meant
    for it: publishers' other files share fewer (their columns of areas and years). So is one that
    has half of them and a heading that the council named in local/headings.csv.
    """
    candidates = [c for c in (known or contracts()).values() if file_format in c.formats]
    met = [c for c in candidates if not c.missing(headings)]
    if met:
        return Match(max(met, key=lambda c: (len(c.positions(headings)), c.dataset)))
    folded = {fold(heading) for heading in headings}
    by_name = [c for c in candidates if stem in c.file_stems]
    near = by_name or [
        c for c in candidates if c.share(headings) >= (MEANT if c.local_headings & folded else NEAR)
    ]
    return Match(None, max(near, key=lambda c: c.share(headings), default=None))
