"""Every fault of a dropped file: one sentence that says where it is and what to do, and no harm."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from conftest import run, values, write_csv
from outcomes_spine.sample import FOLDER as SAMPLE

Drop = Callable[[Path], object]
EYFSP = SAMPLE / "eyfsp_headline_measures_merton_202223_202324.csv"
LG_INFORM = SAMPLE / "lg_inform_data_table.json"
HEADINGS = ",".join(values()[0])
GOOD = ",".join(values()[1])


def local(*rows: dict[str, str], **cells: str) -> Drop:
    """Drop local_values.csv with rows that differ from a good one."""
    return lambda drop: write_csv(drop / "local_values.csv", values(*rows, **cells))


def text(content: str | bytes, name: str = "local_values.csv") -> Drop:
    """Drop a file of exactly this content."""
    raw = content if isinstance(content, bytes) else content.encode()
    return lambda drop: (drop / name).write_bytes(raw)


def changed(source: Path, old: str, new: str, count: int = 1) -> Drop:
    """Drop a published file with a piece of its text replaced."""
    whole = source.read_text(encoding="utf-8-sig")
    assert old in whole
    return text(whole.replace(old, new, count), source.name)


def workbook(*rows: Sequence[object], percent: bool = False) -> Drop:
    """Drop local_values.xlsx with these rows in its first sheet."""

    def make(drop: Path) -> None:
        with xlsxwriter.Workbook(drop / "local_values.xlsx") as book:
            sheet = book.add_worksheet("values")
            shown = book.add_format({"num_format": "0.0%"}) if percent else None
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, float):
                        sheet.write_number(number, place, cell, shown)
                    else:
                        sheet.write(number, place, cell)

    return make


def in_zip(source: Drop, part: str, old: bytes, new: bytes) -> Drop:
    """Drop a workbook with a part of it changed, as a broken program would write it."""

    def make(drop: Path) -> None:
        source(drop)
        path = drop / "local_values.xlsx"
        with zipfile.ZipFile(path) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
        with zipfile.ZipFile(path, "w") as book:
            for name, content in parts.items():
                book.writestr(name, content)

    return make


def cut(source: Path, share: float) -> Drop:
    """Drop the first part of a published file."""
    content = source.read_bytes()
    return text(content[: int(len(content) * share)], source.name)


def parquet(query: str) -> Drop:
    """Drop lait.parquet with what a query gives."""
    return lambda drop: duckdb.sql(query).write_parquet(str(drop / "lait.parquet"))


def manifest(content: str | bytes) -> Drop:
    """Drop a good file and a manifest of this content."""

    def make(drop: Path) -> None:
        local()(drop)
        text(content, "manifest.csv")(drop)

    return make


def both(*drops: Drop) -> Drop:
    """Drop several files."""

    def make(drop: Path) -> None:
        for one in drops:
            one(drop)

    return make


def deep(depth: int) -> str:
    """Return JSON that is nested too deeply to be read."""
    return "[" * depth + "]" * depth


FAULTS: dict[str, tuple[Drop, list[str]]] = {
    # the file as a whole
    "empty": (text(""), ["local_values.csv is empty", "export it again"]),
    "headings only": (text(HEADINGS + "\n"), ["local_values.csv has headings and no rows"]),
    "blank rows only": (text(HEADINGS + "\n,,,,,,,,,,\n\n"), ["has headings and no rows"]),
    "a workbook named CSV": (
        text(b"PK\x03\x04rest"),
        ["local_values.csv", "Excel workbook", "CSV"],
    ),
    "an old workbook named CSV": (text(b"\xd0\xcf\x11\xe0\xa1\xb1"), ["an old Excel workbook"]),
    "a web page named CSV": (text("\n<!DOCTYPE html><html>"), ["a web page", "download the file"]),
    "a PDF named CSV": (text("%PDF-1.7\n"), ["a PDF"]),
    # encodings
    "NUL characters": (
        text(f"{HEADINGS}\n{GOOD}\n{GOOD[:20]}\0{GOOD[20:]}\n"),
        ["local_values.csv, row 3", "NUL", "export it again"],
    ),
    "UTF-16 without its mark": (
        text(f"{HEADINGS}\n{GOOD}\n".encode("utf-16-le")),
        ["row 1", "NUL"],
    ),
    "UTF-16 cut off": (
        text(f"{HEADINGS}\n{GOOD}\n".encode("utf-16")[:-1]),
        ["is cut off", "CSV UTF-8"],
    ),
    "neither UTF-8 nor Windows-1252": (
        text(f"{HEADINGS}\n{GOOD}\n".encode() + b"caf\x81\n"),
        ["local_values.csv, row 3", "CSV UTF-8"],
    ),
    # columns
    "a column is missing": (
        text("\n".join(line.rsplit(",", 2)[0] for line in (HEADINGS, GOOD))),
        ["local_values.csv", "'Figures a council types by hand'", "lacks the column 'owner'"],
    ),
    "a column is renamed": (
        text(f"{HEADINGS.replace('area_code', 'gss')}\n{GOOD}\n"),
        ["lacks the column 'area_code'", "(it has 'gss' instead)", "rename the heading"],
    ),
    "a column of a publisher is renamed": (
        changed(EYFSP, "gld_children_percent", "gld_pct"),
        [EYFSP.name, "lacks the column 'gld_children_percent'", "'gld_pct'"],
    ),
    "a column stands twice": (
        text(f"{HEADINGS},Value\n{GOOD},70\n"),
        ["local_values.csv", "two columns have the heading 'value'", "delete or rename"],
    ),
    "a title above the headings": (
        text(f"Our figures\n\n{HEADINGS}\n{GOOD}\n"),
        ["local_values.csv", "stand in row 3", "delete the rows above"],
    ),
    "the first row is blank": (text(f"\n{HEADINGS}\n{GOOD}\n"), ["stand in row 2"]),
    # rows
    "a row too short": (
        text(f"{HEADINGS}\n{GOOD}\ngld_at_5,E09000024\n"),
        ["local_values.csv, row 3", "has 2 cells where the headings have 11"],
    ),
    "a row too long": (text(f"{HEADINGS}\n{GOOD},more\n"), ["row 2", "12 cells", "have 11"]),
    "a quote not closed": (
        text(f'{HEADINGS}\n{GOOD}\n{GOOD}"x\n{GOOD.replace("Own", chr(34) + "Own")}\n{GOOD}\n'),
        ["local_values.csv, row 3", "quotation mark", "mend that row"],
    ),
    "a quote not closed in the headings": (text(f'"{HEADINGS}\n{GOOD}\n'), ["row 1", "quotation"]),
    "a cell without end": (
        text(f"{HEADINGS}\n{GOOD.replace('Own', chr(34) + 'x' * 1_100_000)}\n{GOOD}\n"),
        ["row 2", "quotation mark"],
    ),
    "the headings again": (
        text(f"{HEADINGS}\n{GOOD}\n{HEADINGS}\n"),
        ["local_values.csv, row 3", "the headings stand here again: delete this row"],
    ),
    "a row twice": (
        local({}, {"period_code": "AY2023-24"}, {"value": "70"}),
        ["local_values.csv, row 4", "it repeats row 2", "'indicator_code'", "delete the row"],
    ),
    "a row twice, once with the cohort left empty": (
        local({"cohort_code": ""}, {"cohort_code": "all"}),
        ["row 3", "it repeats row 2"],
    ),
    "a row of a publisher twice": (
        lambda drop: (drop / "e.csv").write_text(
            EYFSP.read_text("utf-8-sig") + EYFSP.read_text("utf-8-sig").splitlines()[5] + "\n"
        ),
        ["e.csv, row 107", "it repeats row 6"],
    ),
    # cells
    "no number": (
        local({}, {"value": "about 70", "period_code": "AY2023-24"}),
        ["local_values.csv, row 3, column 'value'", "'about 70' is not a number", "correct it"],
    ),
    "a percent sign": (local(value="71.0%"), ["row 2, column 'value'", "write 71.0"]),
    "a pound sign": (local(value="£1,200"), ["row 2, column 'value'", "write 1,200"]),
    "a comma for a point": (local(value="71,05"), ["column 'value'", "'71,05' is not a number"]),
    "a comma out of place": (local(value="1,2345"), ["'1,2345' is not a number"]),
    "a sign alone": (local(value="-"), ["column 'value'", "'-' is not a number"]),
    "not a number": (local(value="NaN"), ["'NaN' is not a number"]),
    "a number beyond numbers": (local(value="1e400"), ["'1e400' is not a number"]),
    "a formula": (local(value="=70+1"), ["column 'value'", "'=70+1' is not a number"]),
    "an Excel error": (local(value="#DIV/0!"), ["column 'value'", "'#DIV/0!' is not a number"]),
    "a mark of another publisher": (local(value="c"), ["'c' is not a number"]),
    "a mark that DfE does not use": (
        changed(EYFSP, ",Female,", ",Female,*"),
        [f"{EYFSP.name}, row", "column 'children_count'", "(marks that may stand instead: "],
    ),
    "a label that DfE does not use": (
        changed(EYFSP, ",Female,", ",Girls,"),
        [f"{EYFSP.name}, row", "column 'sex'", "'Girls' is none of Female, Male, Total"],
    ),
    "many alike": (
        local(*({"value": "x", "period_code": f"CY20{n}"} for n in range(10, 15))),
        ["row 2, column 'value'", "(4 more rows like it)"],
    ),
    "an unknown indicator": (
        local(indicator_code="gld"),
        [
            "column 'indicator_code'",
            "'gld' is not in the list of indicators",
            "local/indicators.csv",
        ],
    ),
    "an unknown area": (
        local({}, {"area_code": "E09000099"}),
        ["local_values.csv, row 3, column 'area_code'", "'E09000099' is not a known area code"],
    ),
    "an area by name": (
        local(area_code="Merton"),
        ["'Merton' is not a known area code", "E09000024"],
    ),
    "an area mark of DfE": (
        local(area_code="x"),
        ["column 'area_code'", "'x' is not a known area code"],
    ),
    "an unknown area of a publisher": (
        changed(EYFSP, "E09000024", "E09000999", 3),
        [f"{EYFSP.name}, row", "column 'new_la_code'", "'E09000999'", "(2 more rows like it)"],
    ),
    "a year of another look": (
        changed(EYFSP, "202324", "2023/24"),
        [f"{EYFSP.name}, row", "column 'time_period'", "'2023/24' is not a period"],
    ),
    "a year out of step": (local(period_code="AY2024-26"), ["column 'period_code'", "AY2024-25"]),
    "a year alone": (local(period_code="2024"), ["column 'period_code'", "'2024' is not a period"]),
    "a day that is none": (local(period_code="AT2025-02-30"), ["column 'period_code'"]),
    "a cohort of no kind": (local(cohort_code="fsm=yes"), ["column 'cohort_code'", "fsm=eligible"]),
    "a cohort out of order": (
        local(cohort_code="sen=support|fsm=eligible"),
        ["column 'cohort_code'", "order of the alphabet"],
    ),
    "a cohort twice": (local(cohort_code="fsm=eligible|fsm=eligible"), ["column 'cohort_code'"]),
    "an American date": (local(published_on="01/31/2026"), ["column 'published_on'", "31/01/2026"]),
    "a short date": (local(published_on="31/01/26"), ["column 'published_on'", "is not a date"]),
    "Excel's day number": (local(published_on="46053"), ["'46053' is not a date"]),
    "a day that no month has": (local(published_on="2026-02-30"), ["'2026-02-30' is not a date"]),
    "no owner": (local({}, {"owner": " "}), ["row 3, column 'owner': it is empty: fill it in"]),
    "a long cell": (local(value="x" * 500), ["x…' is not a number"]),
    "a line break in a cell": (local(value="7\n1"), [r"'7\n1' is not a number"]),
    # row numbers
    "below a cell of three lines": (
        local({"note": "one\ntwo\nthree"}, {"value": "x", "period_code": "AY2023-24"}),
        ["row 3 (line 5 of the file), column 'value'"],
    ),
    "below a blank line": (
        text(f"{HEADINGS}\n{GOOD}\n\n{GOOD.replace('71.0', 'x')}\n"),
        ["local_values.csv, row 4, column 'value'"],
    ),
    "below an empty row": (
        text(f"{HEADINGS}\n{',' * 10}\n{GOOD.replace('71.0', 'x')}\n"),
        ["local_values.csv, row 3, column 'value'"],
    ),
    "with the line ends of an old Mac": (
        text(f"{HEADINGS}\r{GOOD}\r{GOOD.replace('71.0', 'x')}\r"),
        ["row 3, column 'value'"],
    ),
    "with the line ends of Windows": (
        text(f"{HEADINGS}\r\n{GOOD}\r\n{GOOD.replace('71.0', 'x')}\r\n"),
        ["local_values.csv, row 3, column 'value'"],
    ),
    "in UTF-16": (
        text(f"{HEADINGS}\n{GOOD.replace('71.0', 'x')}\n".encode("utf-16")),
        ["local_values.csv, row 2, column 'value'"],
    ),
    "with semicolons": (
        text(f"{HEADINGS}\n{GOOD.replace('71.0', 'x')}\n".replace(",", ";")),
        ["local_values.csv, row 2, column 'value'"],
    ),
    # JSON
    "JSON cut off": (cut(LG_INFORM, 0.5), [f"{LG_INFORM.name} is not JSON, or is cut off"]),
    "JSON of no records": (text("[]", "a.json"), ["a.json holds no records"]),
    "JSON too deep": (text(deep(100_000), "a.json"), ["a.json is nested too deeply"]),
    "JSON in another encoding": (text('["é"]'.encode("cp1252"), "a.json"), ["not JSON in UTF-8"]),
    "JSON with a record that is none": (
        text(json.dumps([*json.loads(LG_INFORM.read_text("utf-8"))[:2], 5]), "a.json"),
        ["a.json, record 3 is not an object"],
    ),
    "JSON with half a character": (
        changed(LG_INFORM, '"areaLabel": "', '"areaLabel": "\\ud800'),
        [LG_INFORM.name, "damaged"],
    ),
    "JSON with nests in a cell": (
        changed(LG_INFORM, '"value": ', '"value": [1], "was": '),
        [f"{LG_INFORM.name}, record 1, column 'value'", "is not a number"],
    ),
    "JSON, area unknown": (
        changed(LG_INFORM, '"areaIdentifier": "E', '"areaIdentifier": "X'),
        [f"{LG_INFORM.name}, record 1, column 'areaIdentifier'"],
    ),
    # Parquet
    "Parquet cut off": (cut(SAMPLE / "lait_measures.parquet", 0.5), ["cut off", "fetch it again"]),
    "Parquet that is text": (text("a,b\n", "a.parquet"), ["a.parquet is not a Parquet file"]),
    "Parquet without a column": (
        parquet('select 1 "Short Desc", 2020 "Years", 1 "LA and Regions", 315 "LA Number"'),
        ["lait.parquet looks like", "lacks the column 'Values'"],
    ),
    "Parquet with a wrong year": (
        parquet(
            'select \'GLD\' "Short Desc", 1066 "Years", \'Merton\' "LA and Regions", '
            '69.9 "Values", 315 "LA Number"'
        ),
        ["lait.parquet, record 1, column 'Years': '1066' is not a period"],
    ),
    # Excel
    "a workbook cut off": (
        both(workbook(*values()), lambda d: os.truncate(d / "local_values.xlsx", 3000)),
        ["local_values.xlsx cannot be read as an Excel workbook"],
    ),
    "a workbook that is text": (text(GOOD, "local_values.xlsx"), ["as an Excel workbook"]),
    "a workbook with a password": (
        text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "local_values.xlsx"),
        ["local_values.xlsx is protected by a password"],
    ),
    "a workbook without a sheet": (
        in_zip(
            workbook(["x"]),
            "xl/workbook.xml",
            b'<sheet name="values" sheetId="1" r:id="rId1"/>',
            b"",
        ),
        ["local_values.xlsx cannot be read as an Excel workbook"],
    ),
    "a workbook with an empty sheet": (workbook(), ["local_values.xlsx", "the columns"]),
    "a workbook with notes first": (workbook(["Notes"]), ["in the first sheet", "'Notes'"]),
    "a percentage in Excel": (
        workbook(values()[0], [*values()[1][:4], 0.691, *values()[1][5:]], percent=True),
        ["local_values.xlsx, row 2, column 'value': '69.1%'", "write 69.1"],
    ),
    "an error in Excel": (
        in_zip(
            workbook(values()[0], [*values()[1][:4], 70.0, *values()[1][5:]]),
            "xl/worksheets/sheet1.xml",
            b'<c r="E2"><v>70</v></c>',
            b'<c r="E2" t="e"><v>#DIV/0!</v></c>',
        ),
        ["local_values.xlsx, row 2, column 'value': '#DIV/0!' is not a number"],
    ),
    "a truth in Excel": (
        workbook(values()[0], [*values()[1][:4], True, *values()[1][5:]]),
        ["row 2, column 'value': 'true' is not a number"],
    ),
    "below a blank row in Excel": (
        workbook(values()[0], [], [], [*values()[1][:4], "x", *values()[1][5:]]),
        ["local_values.xlsx, row 4, column 'value'"],
    ),
    # the manifest
    "a manifest without its column": (
        manifest("name\nx\n"),
        ["manifest.csv lacks the column 'file'"],
    ),
    "a manifest of nothing": (manifest(""), ["manifest.csv is empty"]),
    "a manifest of another file": (
        manifest("file,published_on\nlocal_values.csv,\nother.csv,\n"),
        ["manifest.csv, row 3, column 'file': 'other.csv' is not in"],
    ),
    "a manifest with a file twice": (
        manifest("file\nlocal_values.csv\n.\\local_values.csv\n"),
        ["manifest.csv, row 3", "in row 2 already"],
    ),
    "a manifest with a wrong date": (
        manifest("file,published_on\nlocal_values.csv,2026-13-01\n"),
        ["manifest.csv, row 2, column 'published_on': '2026-13-01' is not a date"],
    ),
    "a manifest with a row cut off": (
        manifest("file,published_on\nlocal_values.csv\n"),
        ["manifest.csv, row 2", "1 cells"],
    ),
    "a manifest without a name": (
        manifest("file,edition\n,x\n"),
        ["row 2, column 'file'", "empty"],
    ),
    # one bad file among good ones
    "the second of two": (
        both(lambda d: (d / "a.csv").write_bytes(EYFSP.read_bytes()), local(value="x")),
        ["local_values.csv, row 2, column 'value'"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence(fault: str, drop: Path, refused: Callable[[Path], str]) -> None:
    """A fault is told with its place and its remedy; nothing is landed, nothing dropped changes."""
    make, said = FAULTS[fault]
    make(drop)
    message = refused(drop)
    for piece in said:
        assert piece in message
    assert len(message) < 700


def test_a_sentence_goes_to_standard_error_of_a_real_process(drop: Path, home: Path) -> None:
    """The command ends with code 1 and writes nothing but the data home to read from a pipe."""
    local(value="x")(drop)

    done = run("build", "--landing", drop, "--home", home)
    assert "local_values.csv, row 2, column 'value'" in done.error
    assert done.out == ""
