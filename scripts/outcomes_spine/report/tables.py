"""A table of the report: the same cells become HTML on the page and a CSV file beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from outcomes_spine.report import words

Kind = Literal["text", "number", "mark", "reason", "filled"]

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell. A link is relative to the site's root.

    A `mark` cell has a comparison beside its text, a `filled` one stands out, and a `reason`
    stands where a figure is missing.
    `note` is a second, smaller line; `tag` a short label such as `local draft`. On the page a
    cell may `span` those after it; in the file each has its own.
    """

    text: str
    kind: Kind = "text"
    link: str = ""
    mark: words.Mark | None = None
    note: str = ""
    tag: str = ""
    span: int = 1

    @property
    def plain(self) -> str:
        """Return the cell as one line of text, as the CSV file has it.

        Numbers lose separators and the true minus so that other programs read them; text that a
        spreadsheet would take for a formula is quoted.
        """
        parts = [self.text]
        if self.mark and self.mark.word not in self.text:
            parts.append(self.mark.word)
        parts += [part for part in (self.note, self.tag) if part]
        text = "; ".join(part for part in parts if part)
        figure = text.replace(words.MINUS, "-")
        if _NUMBER.fullmatch(figure):
            return figure.replace(",", "")
        return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first column names its rows.

    `groups` names stretches of rows: (index of the first row, heading). On a phone each row of a
    table of `cards` becomes a card of its own; any other wide table scrolls in its box.
    """

    slug: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: frozenset[int] = frozenset()
    groups: Sequence[tuple[int, str]] = ()
    cards: bool = False
    focus: frozenset[int] = frozenset()
    row_ids: Sequence[str] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        """Check that each row has a cell for each column and that no cell is blank."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.slug}: {len(row)} cells for {len(self.columns)} columns")
            if any(not cell.text.strip() for cell in row):
                raise ValueError(f"{self.slug}: a cell is blank in {[cell.text for cell in row]}")

    def shown(self, row: Sequence[Cell]) -> list[tuple[int, Cell]]:
        """Return (column, cell) of what a row shows on the page: spanned cells are left out."""
        found: list[tuple[int, Cell]] = []
        covered = 0
        for i, cell in enumerate(row):
            if i >= covered:
                found.append((i, cell))
                covered = i + cell.span
        return found

    @property
    def group_at(self) -> dict[int, str]:
        """Return the heading that stands before a row, by its index."""
        return dict(self.groups)

    def csv(self) -> str:
        """Return the table as CSV, cell for cell; a group becomes a first column."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")
        grouped = bool(self.groups)
        writer.writerow((["Group"] if grouped else []) + list(self.columns))
        group = ""
        for i, row in enumerate(self.rows):
            group = self.group_at.get(i, group)
            writer.writerow(([group] if grouped else []) + [cell.plain for cell in row])
        return file.getvalue()


def text(value: object, *, link: str = "", note: str = "", tag: str = "") -> Cell:
    """Return a cell of text."""
    return Cell(str(value), "text", link, None, note, tag)


def number(shown: str, *, note: str = "", link: str = "") -> Cell:
    """Return a cell of a figure already in words."""
    return Cell(shown, "number", link, None, note)


def reason(why: str) -> Cell:
    """Return a cell that says why there is no figure."""
    return Cell(why or words.NO_SOURCE, "reason")
