"""local/headings.csv: headings of a council's own exports, so that no file needs to be changed."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_spine import tables
from outcomes_spine.contracts import Contract, fold
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome

FILE = "headings.csv"
COLUMNS = ("dataset", "heading_theirs", "column_ours")


def with_local_headings(home: DataHome, known: Mapping[str, Contract]) -> dict[str, Contract]:
    """Return the contracts with the headings that the council named for their columns.

    Raises SpineError that names row, column and what to do.
    """
    named: dict[str, dict[str, str]] = {}
    for dataset, heading, column in _rows(home, known):
        named.setdefault(dataset, {})[heading] = column
    return {
        dataset: contract.with_headings(named[dataset].items()) if dataset in named else contract
        for dataset, contract in known.items()
    }


def _rows(home: DataHome, known: Mapping[str, Contract]) -> list[tuple[str, str, str]]:
    path = home.local / FILE
    if not path.is_file():
        return []
    label = f"local/{FILE}"
    shape = tables.layout(path, label)
    headings = [fold(heading) for heading in shape.headings]
    missing = [column for column in COLUMNS if fold(column) not in headings]
    if missing:
        raise SpineError(
            f"{label} lacks {', '.join(map(repr, missing))}: its first row is {','.join(COLUMNS)}."
        )
    places = [headings.index(fold(column)) for column in COLUMNS]
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in tables.rows(path, shape, label):
        at = f"{label}, {shape.place(row.number, row.line)}"
        cells = [row.cells[place].strip() for place in places]
        dataset, heading, column = cells
        if dataset in known:  # the heading of the national format says which column it is
            column = known[dataset].column_of(column) or column
            cells[2] = column
        for name, cell in zip(COLUMNS, cells, strict=True):
            if not cell:
                raise SpineError(f"{at}, column {name!r}: it is empty: fill it in.")
        _check(at, cells, known)
        key = dataset, fold(heading)
        if key in seen:
            raise SpineError(
                f"{at}: the heading {heading!r} is in row {seen[key]} already: delete one of the "
                "two."
            )
        seen[key] = row.number
        found.append((dataset, heading, column))
    return found


def _check(at: str, cells: list[str], known: Mapping[str, Contract]) -> None:
    """Raise where a row names what is not there, or a heading that means another column."""
    dataset, heading, column = cells
    contract = known.get(dataset)
    if contract is None:
        raise SpineError(
            f"{at}, column 'dataset': {dataset!r} is no dataset: it is one of {', '.join(known)}."
        )
    if column not in contract.column_names():
        raise SpineError(
            f"{at}, column 'column_ours': {column!r} is no column of {dataset}: it is one of "
            f"{', '.join(contract.column_names())}."
        )
    of = next((c.name for c in contract.columns if fold(heading) in map(fold, c.headings)), column)
    if of != column:
        raise SpineError(
            f"{at}, column 'heading_theirs': {heading!r} is the heading of {of!r} in {dataset}: "
            "delete the row."
        )
