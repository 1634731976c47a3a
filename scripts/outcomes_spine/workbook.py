"""The published spine as an Excel workbook, for who works in Excel.

One table a sheet, under a title, a line that says what it is and a line that names its source. Text
is written as text, so that a cell which starts with = + - @ stays a word and never runs. The large
fact is not here: it is in Parquet and CSV.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from outcomes_spine.report import words
from outcomes_spine.sheets import Column, Kind, Row, Sheet, sheets_of

INK = "#0B0C0C"
BLUE = "#12436D"
PINK = "#801650"
GREY = "#505A5F"
RISKY = ("=", "+", "-", "@", "\t", "\r")
NOISE = 9  # decimals: what lies beyond them comes of floating point
MAX_TEXT = 32_767  # of a cell in Excel
MAX_LINK = 2_079
NUMBERS = ("figure", "points", "count")
HEADER_ROW = 3
CHARACTERS = 1.15  # of our type to one unit of column width
LABEL_WIDTH = 34
TEXT_WIDTH = 110


@dataclass
class _Styles:
    """The cell formats of a workbook, each made once."""

    book: xlsxwriter.Workbook
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def get(self, **properties: Any) -> Format:
        """Return the format with these properties; text stands at the top of its row."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            base = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
            if "indent" in properties:
                base["align"] = "left"
            self.made[key] = self.book.add_format({**base, **properties})
        return self.made[key]


def write_workbook(con: duckdb.DuckDBPyConnection, out: Path, details: dict[str, Any]) -> None:
    """Write the workbook from the published tables that `con` has in its main schema.

    A sheet whose tables are not published is left out. The same tables and details give the same
    bytes. Raises duckdb.Error where a column is missing, XlsxWriterException or OSError where the
    file cannot be written.
    """
    held = {row[0] for row in con.execute("show tables").fetchall()}
    sheets = [sheet for sheet in sheets_of(con, held, details) if held.issuperset(sheet.needs)]
    book = xlsxwriter.Workbook(str(out), {"in_memory": True})  # no copies in a temporary folder
    book.set_properties(
        {
            "title": f"Outcomes spine: {details['area_name']}",
            "subject": f"Release {details['release_id']}",
            "author": "outcomes-spine",
            "created": datetime.fromisoformat(str(details["built_at"])).replace(tzinfo=None),
        }
    )
    styles = _Styles(book)
    readme = book.add_worksheet("READ ME")
    for number, sheet in enumerate(sheets, start=1):
        _write_sheet(con, book.add_worksheet(sheet.name), styles, sheet, number, details)
    _write_readme(con, readme, styles, sheets, held, details)
    book.close()


def _write_sheet(
    con: duckdb.DuckDBPyConnection,
    page: Worksheet,
    styles: _Styles,
    sheet: Sheet,
    number: int,
    details: dict[str, Any],
) -> None:
    """Write one sheet: title, what it is, source, then the table with its heading frozen."""
    rows = [sheet.finish(row) for row in _rows(con, sheet.query)]
    named = (
        [row[0] for row in con.execute(sheet.source_query).fetchall()] if sheet.source_query else []
    )
    source = sheet.source + "; ".join(str(name) for name in named)
    page.write_string(0, 0, sheet.title, styles.get(bold=True, font_size=14, font_color=BLUE))
    page.write_string(1, 0, sheet.about, styles.get())
    page.write_string(2, 0, f"Source: {source}. Release {details['release_id']}.", styles.get())
    if not rows:
        page.write_string(
            HEADER_ROW, 0, sheet.empty[:1].upper() + sheet.empty[1:] + ".", styles.get()
        )
        return
    header = {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "text_wrap": True}
    numbers = styles.get(**header, align="right")
    letters = styles.get(**header, indent=1)
    first = styles.get(**header)
    last = HEADER_ROW + len(rows)
    page.add_table(
        HEADER_ROW,
        0,
        last,
        len(sheet.columns) - 1,
        {
            "name": f"t{number}_{''.join(c for c in sheet.name if c.isalnum())}",
            "style": "Table Style Light 1",
            "columns": [
                {
                    "header": column.heading,
                    "header_format": numbers
                    if column.kind in NUMBERS
                    else letters
                    if place
                    else first,
                }
                for place, column in enumerate(sheet.columns)
            ],
        },
    )
    for line, row in enumerate(rows, start=HEADER_ROW + 1):
        page.set_row(line, _height(_lines(row, sheet.columns)))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        write = WRITERS[column.kind]
        for line, row in enumerate(rows, start=HEADER_ROW + 1):
            write(page, line, place, row, column, styles)
    page.set_row(
        HEADER_ROW,
        _height(max(_wrapped(column.heading, column.width - 4) for column in sheet.columns)),
    )
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})  # the year 2024 is a name
    page.freeze_panes(HEADER_ROW + 1, sheet.frozen_columns)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW)
    page.print_area(0, 0, last, (sheet.printed_columns or len(sheet.columns)) - 1)
    page.set_footer(f"&L{sheet.title.replace('&', '&&')}&R&P of &N")


def _write_readme(
    con: duckdb.DuckDBPyConnection,
    page: Worksheet,
    styles: _Styles,
    sheets: list[Sheet],
    held: set[str],
    details: dict[str, Any],
) -> None:
    """Write the first sheet: what this is, of which area, how to read it, whose figures."""
    heading = styles.get(bold=True, font_size=12, font_color=BLUE)
    link = styles.get(font_color=BLUE, underline=1, bold=True)
    title = styles.get(bold=True, font_size=16, font_color=BLUE)
    page.set_column(0, 0, LABEL_WIDTH)
    page.set_column(1, 1, TEXT_WIDTH)
    page.write_string(0, 0, f"Outcomes spine: {details['area_name']}", title)
    page.set_row(0, 24)
    licences = _rows(con, LICENCES) if held.issuperset(("source", "indicator_value")) else []
    blocks = [
        ("", _about(details)),
        ("Sheets", [(sheet.name, sheet.about) for sheet in sheets]),
        ("How to read it", HOW_TO_READ),
        ("Sources and licences", [(str(row["publisher"]), str(row["said"])) for row in licences]),
    ]
    line = 1
    for name, lines in blocks:
        if name and lines:
            line += 1
            page.write_string(line, 0, name, heading)
            page.set_row(line, 18)
            line += 1
        for label, text in lines:
            page.write_string(line, 0, label, styles.get(bold=True, text_wrap=True))
            if name == "Sheets":
                page.write_url(line, 0, f"internal:'{label}'!A1", link, label)
            page.write_string(line, 1, text, styles.get(text_wrap=True))
            deepest = max(_wrapped(label, LABEL_WIDTH), _wrapped(text, TEXT_WIDTH))
            page.set_row(line, _height(deepest))
            line += 1
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.activate()


def _about(details: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the lines that say what the workbook is."""
    return [
        (
            "What it is",
            "What national frameworks ask of children's services, on one spine of outcomes, with "
            "the latest published figure of each and how it compares.",
        ),
        ("Area", f"{details['area_name']} ({details['area_code']})"),
        ("Release", str(details["release_id"])),
        ("Built", f"{datetime.fromisoformat(str(details['built_at'])):%d %B %Y, %H:%M} UTC"),
        ("Data home", words.home_kind(str(details["home_kind"]))),
        (
            "All the data",
            "Every table, in full and with a description of each column, is beside this workbook: "
            "parquet, csv (described in csv/csv-metadata.json) and spine.duckdb.",
        ),
    ]


HOW_TO_READ = (
    (
        "No figure",
        "The cell is empty, so that every program reads the column as numbers, and a column of "
        "words after it says why. Nothing is shown as nought that is not nought.",
    ),
    (
        "Not in the files held",
        "None of the files that were landed has it; the publisher may have it in another. What a "
        "publisher hides or leaves out is said in the publisher's own terms.",
    ),
    ("Percentages", "Stored from 0 to 100: a cell that shows 71.0% holds the number 71.0."),
    (
        "Better, similar, worse",
        "Similar: the 95% limits of the figure include the other figure. Better or worse: they lie "
        "wholly on its good or its bad side. Higher or lower: the same where neither is good. Not "
        "comparable: one of the figures or the limits is missing.",
    ),
    (
        "Neighbours",
        "The median of those of the Department for Education's statistical neighbours that have "
        "the figure; how many is in the next column.",
    ),
    (
        "Local draft",
        "No public source gives statements of outcomes below a domain: these are a draft to be "
        "replaced by the council's own wording.",
    ),
)

# The council's own figures state no licence to others: named only where there are some.
LICENCES = """
select
    publisher,
    string_agg(source_name, ', ' order by source_name) || '. ' || licence_statement || '.' as said
from source
where
    licence <> 'own'
    or source_code in (select source_code from indicator_value)
group by publisher, licence_statement
order by publisher, licence_statement
"""


def _lines(row: Row, columns: tuple[Column, ...]) -> int:
    """Return how many lines a row needs: not every program works it out from wrapped text."""
    deepest = 1
    for column in columns:
        said = row[column.name]
        if column.kind == "long" and said is not None:
            deepest = max(deepest, _wrapped(str(said), column.width))
    return deepest


def _wrapped(text: str, width: float) -> int:
    characters = max(int(width * CHARACTERS), 1)
    return 1 if len(text) <= characters else len(textwrap.wrap(text, characters))


def _height(lines: int) -> float:
    """Return the height of a row in points; Excel has no row above 409."""
    return min(13.0 * lines + 3, 409)


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    result = con.execute(query)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _write_text(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = row[column.name]
    if value is None:
        return
    text = str(value)
    if len(text) > MAX_TEXT:
        text = text[: MAX_TEXT - 1] + "…"
    properties: dict[str, Any] = {"indent": 1} if place else {}
    if column.kind == "long":
        properties["text_wrap"] = True
    if text.startswith(RISKY):
        properties["quote_prefix"] = True  # stays text when a person edits the cell
    page.write_string(line, place, text, styles.get(**properties))


def _write_figure(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = row[column.name]
    if value is None or not math.isfinite(value):
        return
    is_change = column.kind == "points"
    unit = "" if is_change else str(row["unit"])
    shown = number_format(unit, words.digits_for(row), signed=is_change)
    page.write_number(line, place, round(value, NOISE), styles.get(num_format=shown))


def _write_count(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = row[column.name]
    if value is None or not math.isfinite(value):
        return
    whole = float(value).is_integer()
    page.write_number(line, place, value, styles.get(num_format="#,##0" if whole else "#,##0.0"))


def _write_date(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = row[column.name]
    if isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)
        page.write_datetime(
            line, place, moment, styles.get(num_format="d mmm yyyy", align="left", indent=1)
        )


def _write_flag(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = row[column.name]
    if value is not None:
        page.write_string(line, place, "yes" if value else "no", styles.get(indent=1))


def _write_verdict(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = row[column.name]
    if value is None:
        return
    word = str(value).replace("_", " ")
    colours = {"better": BLUE, "worse": PINK}
    style = styles.get(font_color=colours.get(word, GREY), bold=word in colours, indent=1)
    page.write_string(line, place, word, style)


def _write_link(
    page: Worksheet, line: int, place: int, row: Row, column: Column, styles: _Styles
) -> None:
    value = str(row[column.name] or "")
    if value.startswith(("https://", "http://")) and len(value) <= MAX_LINK:
        page.write_url(line, place, value, styles.get(font_color=BLUE, underline=1))
    else:
        _write_text(page, line, place, row, column, styles)


Writer = Callable[[Worksheet, int, int, Row, Column, _Styles], None]
WRITERS: dict[Kind, Writer] = {
    "text": _write_text,
    "long": _write_text,
    "figure": _write_figure,
    "points": _write_figure,
    "count": _write_count,
    "date": _write_date,
    "flag": _write_flag,
    "verdict": _write_verdict,
    "link": _write_link,
}


def number_format(unit: str, decimals: int, *, signed: bool = False) -> str:
    """Return Excel's format of a figure: 71.0 in percent as 71.0%, 12345 pounds as £12,345."""
    body = "#,##0" + ("." + "0" * decimals if decimals else "")
    if unit == "percent":
        body += '"%"'
    elif unit.startswith("pounds"):
        body = f'"£"{body}'
    return f"+{body};-{body};{body}" if signed else body
