"""The row account of a file: where each of its rows went."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class RowAccount:
    """Rows in are the rows loaded, the rows that repeat another, and the rows quarantined."""

    rows_in: int = 0
    rows_loaded: int = 0
    quarantined: dict[str, int] = field(default_factory=dict)  # rows by rule
    duplicates: int = 0  # of a file of persons: rows that repeat another in every cell that is read
    first_rows: dict[str, int] = field(default_factory=dict)  # the first row that a rule kept out
    collection: str = ""  # of a file of persons: its year, and the term of a census
