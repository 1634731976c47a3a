"""Contracts: one YAML file a dataset says which files are it, and what their columns hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTRACTS_DIR = Path(__file__).resolve().parent / "datasets"


@dataclass(frozen=True)
class Column:
    """A column of a dataset: our name, the headings it is known by, and what it may hold."""

    name: str
    headings: tuple[str, ...]
    required: bool = True
    not_empty: bool = False
    check: str | None = None  # area | period | number | date | code:<seed>.<column> | pattern:<regex>


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
    digest: str = field(default="", compare=False)

    def column_names(self) -> list[str]:
        """Return our names of the columns, in order."""
        return [column.name for column in self.columns]

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
        return found

    def missing(self, headings: list[str]) -> list[Column]:
        """Return the required columns that the headings of a file do not hold."""
        found = self.positions(headings)
        return [c for c in self.columns if c.required and c.name not in found]


def fold(heading: str) -> str:
    """Return a heading as it is compared: without byte order mark, case and stray spaces."""
    return " ".join(heading.replace("﻿", "").replace("\xa0", " ").split()).casefold()


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
            check=item.get("check"),
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
        digest=hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest(),
    )


@dataclass(frozen=True)
class Match:
    """The contract that a file meets, or the nearest one and what the file lacks."""

    contract: Contract | None
    nearest: Contract | None = None
    missing: tuple[Column, ...] = ()


def match(headings: list[str], file_format: str, stem: str) -> Match:
    """Find the contract of a file by its headings; of several, the one that asks most of it."""
    candidates = [c for c in contracts().values() if file_format in c.formats]
    met = [c for c in candidates if not c.missing(headings)]
    if met:
        return Match(max(met, key=lambda c: (len(c.positions(headings)), c.dataset)))
    by_name = [c for c in candidates if stem in c.file_stems]
    shared = [(len(c.positions(headings)) / len(c.columns), c) for c in candidates]
    near = by_name[:1] or [c for share, c in sorted(shared, key=lambda s: -s[0]) if share >= 0.7]
    if not near:
        return Match(None)
    return Match(None, near[0], tuple(near[0].missing(headings)))
