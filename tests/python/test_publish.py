"""A release is whole or not there: its content, its hashes, and what a killed build leaves."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import filelock
import pytest
import python_calamine
from outcomes_spine import publish, workbook
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, write_json
from outcomes_spine.sheets import sheets_of

DETAILS = {
    "release_id": "20261123T090000Z-aaaa",
    "built_at": "2026-11-23T09:00:00+00:00",
    "fingerprint": "aaaa",
    "area_code": "E09000024",
    "area_name": "Merton",
    "neighbour_edition": "2025",
    "home_kind": "sample",
}
MERTON = "E09000024"
OGL = "Contains public sector information licensed under the Open Government Licence v3.0"
TABLES = {
    "area": "area_code varchar primary key, area_name varchar not null, area_type varchar, "
    "region_code varchar, region_name varchar, is_home_area boolean",
    "area_comparator": "area_code varchar, comparator_area_code varchar, is_in_use boolean",
    "cohort": "cohort_code varchar, cohort_name varchar",
    "framework_coverage": "framework_code varchar, edition varchar, framework_name varchar, "
    "edition_name varchar, valid_from date, valid_to date, is_latest_edition boolean, "
    "item_count integer, mapped_item_count integer, measure_count integer, mapped_count integer, "
    "with_value_count integer, "
    "confirmed_count integer, sort_order integer",
    "gld_fsm_gaps": "area_code varchar, period_code varchar, "
    "period_end date, gap_not_eligible double, gap_not_eligible_lower_95 double, "
    "gap_not_eligible_upper_95 double, gap_not_eligible_or_unknown double, gap_all double, "
    "is_invented boolean",
    "indicator": "indicator_code varchar primary key, indicator_name varchar, definition varchar, "
    "of_whom varchar, value_type varchar, unit varchar, polarity varchar, polarity_source varchar, "
    "basis varchar, decimals integer, related_indicator_code varchar, related_kind varchar, "
    "valid_from date, valid_to date, note varchar, comparability_note varchar, "
    "outcome_code varchar, sort_order integer",
    "indicator_trend": "indicator_code varchar, cohort_code varchar, area_code varchar, "
    "period_code varchar, period_end date, comparable_segment integer, value double, "
    "numerator double, denominator double, value_status varchar, lower_95 double, "
    "upper_95 double, limits_source varchar, is_provisional boolean, published_on date, "
    "note varchar, source_code varchar, england_value double, region_value double, "
    "neighbour_median double, neighbour_count integer",
    "indicator_value": "indicator_code varchar, area_code varchar, period_code varchar, "
    "value double, is_provisional boolean, period_end date, known_from timestamp, "
    "source_code varchar, primary key (indicator_code, area_code, period_code)",
    "outcome": "outcome_code varchar, outcome_name varchar, layer_name varchar, "
    "domain_name varchar, wording_status varchar, gap_kind varchar, gap_reason varchar, "
    "valid_to date, sort_order integer",
    "outcome_spine": "layer_name varchar, domain_name varchar, outcome_code varchar, "
    "outcome_name varchar, wording_status varchar, outcome_link_type varchar, "
    "is_primary_outcome boolean, indicator_code varchar, indicator_name varchar, unit varchar, "
    "decimals integer, cohort_code varchar, cohort_name varchar, is_home_area boolean, "
    "period_code varchar, value_type varchar, basis varchar, value double, numerator double, "
    "denominator double, value_status varchar, value_status_words varchar, note varchar, "
    "lower_95 double, upper_95 double, limits_source varchar, "
    "england_value double, england_comparison varchar, "
    "region_value double, region_comparison varchar, neighbour_median double, "
    "neighbour_count integer, neighbour_comparison varchar, area_rank integer, rank_of integer, "
    "rank_order varchar, previous_period_code varchar, previous_value double, "
    "change_since_previous double, framework_names varchar, target_readings varchar, "
    "is_provisional boolean, data_age_months integer, source_name varchar, publisher varchar, "
    "outcome_sort_order integer, indicator_sort_order integer, cohort_sort_order integer",
    "source": "source_code varchar, source_name varchar, publisher varchar, publication varchar, "
    "url varchar, licence varchar, licence_statement varchar, release_cycle varchar, "
    "is_compiler boolean",
    "target_progress": "target_code varchar, item_code varchar, indicator_code varchar, "
    "cohort_code varchar, area_code varchar, reading varchar, target_type varchar, "
    "baseline_period_code varchar, baseline_value double, change double, target_value double, "
    "target_period_code varchar, is_confirmed boolean, period_code varchar, value double, "
    "value_status varchar, distance_points double, is_met boolean, distance_children bigint, "
    "children double, denominator_period_code varchar, distance_children_reason varchar, "
    "owner varchar, source varchar, note varchar",
    "value_status": "value_status varchar, plain_words varchar",
}
GLD: dict[str, Any] = {
    "layer_name": "Children",
    "domain_name": "Learning",
    "outcome_code": "C-LEARNING-1",
    "outcome_name": "Ready for school",
    "wording_status": "local_draft",
    "outcome_link_type": "exact",
    "is_primary_outcome": True,
    "indicator_code": "gld_at_5",
    "indicator_name": "Good level of development",
    "unit": "percent",
    "decimals": 1,
    "cohort_code": "all",
    "cohort_name": "All children",
    "is_home_area": True,
    "period_code": "AY2024-25",
    "basis": "submitting_authority",
    "value": 71.0,
    "value_status": "shown",
    "value_status_words": "shown",
    "england_value": 68.3,
    "england_comparison": "better",
    "region_value": 70.5,
    "region_comparison": "not_comparable",
    "neighbour_comparison": "similar",
    "is_provisional": False,
    "source_name": "EYFSP",
    "publisher": "DfE",
    "outcome_sort_order": 2,
    "indicator_sort_order": 1,
    "cohort_sort_order": 0,
}
HIDDEN = {
    **GLD,
    "indicator_code": "risky",
    "indicator_name": '=HYPERLINK("https://example.org","x")',
    "unit": "per_10000",
    "value": None,
    "value_status": "c",
    "value_status_words": "hidden by the publisher",
    "note": "@SUM(1)",
    "indicator_sort_order": 2,
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "value_status": [{"value_status": "shown", "plain_words": "shown"}],
    "area": [
        {
            "area_code": MERTON,
            "area_name": "Merton",
            "area_type": "la_upper",
            "region_code": "E12000007",
            "region_name": "London",
            "is_home_area": True,
        },
        {
            "area_code": "E92000001",
            "area_name": "England",
            "area_type": "country",
            "is_home_area": False,
        },
    ],
    "area_comparator": [
        {"area_code": MERTON, "comparator_area_code": "E92000001", "is_in_use": True}
    ],
    "cohort": [{"cohort_code": "all", "cohort_name": "All children"}],
    "framework_coverage": [
        {
            "framework_code": "LOF",
            "edition": "2026",
            "framework_name": "Local Outcomes Framework",
            "edition_name": "First edition",
            "valid_from": "2026-04-01",
            "is_latest_edition": True,
            "item_count": 10,
            "mapped_item_count": 9,
            "measure_count": 8,
            "mapped_count": 8,
            "with_value_count": 5,
            "confirmed_count": 7,
            "sort_order": 1,
        }
    ],
    "gld_fsm_gaps": [
        {
            "area_code": area,
            "period_code": period,
            "period_end": end,
            "gap_not_eligible": 16.9,
            "gap_all": 12.9,
            "is_invented": False,
        }
        for area in ("E92000001", MERTON)
        for period, end in (("AY2022-23", "2023-08-31"), ("AY2023-24", "2024-08-31"))
    ],
    "indicator": [
        {
            "indicator_code": "gld_at_5",
            "indicator_name": "Good level of development",
            "unit": "percent",
            "polarity": "higher_better",
            "decimals": 1,
            "outcome_code": "C-LEARNING-1",
            "sort_order": 1,
        }
    ],
    "indicator_trend": [
        {
            "indicator_code": "gld_at_5",
            "cohort_code": "all",
            "area_code": MERTON,
            "period_code": period,
            "period_end": f"20{period[-2:]}-08-31",
            "comparable_segment": 1,
            "value": value,
            "value_status": "shown" if value else None,
            "limits_source": "none",
            "source_code": "dfe" if value else None,
            "england_value": 68.3,
            "neighbour_count": 0,
        }
        for period, value in (("AY2024-25", 71.0), ("AY2023-24", None))
    ],
    "indicator_value": [
        {
            "indicator_code": "gld_at_5",
            "area_code": area,
            "period_code": f"AY20{year}-{year + 1}",
            "value": value,
            "is_provisional": year == 24,
            "period_end": f"20{year + 1}-08-31",
            "known_from": f"20{year + 1}-11-27 09:30:00",
            "source_code": "dfe",
        }
        for area in (MERTON, "E92000001")
        for year, value in ((24, 71.0), (21, 69.0), (22, 69.099999999999994), (23, None))
    ],
    "outcome": [
        {
            "outcome_code": "C-LEARNING-1",
            "outcome_name": "Ready for school",
            "sort_order": 2,
        },
        {
            "outcome_code": "C-SAFE-1",
            "outcome_name": "Safe at home",
            "layer_name": "Children",
            "domain_name": "Safe",
            "wording_status": "local_draft",
            "gap_kind": "unmeasured",
            "gap_reason": "Nobody counts it.",
            "sort_order": 1,
        },
    ],
    "outcome_spine": [HIDDEN, GLD],
    "source": [
        {
            "source_code": "dfe",
            "source_name": "EYFSP",
            "publisher": "DfE",
            "publication": "EYFSP results",
            "url": "https://example.org/eyfsp",
            "licence": "OGL-UK-3.0",
            "licence_statement": OGL,
            "is_compiler": False,
        }
    ],
    "target_progress": [
        {
            "target_code": "T1",
            "indicator_code": "gld_at_5",
            "cohort_code": "all",
            "area_code": MERTON,
            "reading": reading,
            "target_value": target,
            "target_period_code": "AY2027-28",
            "is_confirmed": False,
            "value": 71.0,
            "value_status": "shown",
            "distance_points": target - 71.0,
            "is_met": False,
            "distance_children_reason": "no count of children in the files held",
        }
        for reading, target in (("nine points", 80.0), ("nine per cent", 77.4))
    ],
}


def make_warehouse(home: DataHome, *, backwards: bool = False, only: str = "") -> None:
    """Make a small warehouse; `backwards` puts the rows in the other way round."""
    home.make("sample")
    path = home.warehouse / "spine.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute("create schema published")
        con.execute("create schema marts")
        con.execute("create table marts.secret as select 1 as child_key")
        for name in [only] if only else TABLES:
            con.execute(f"create table published.{name} ({TABLES[name]})")
            con.execute(f"comment on table published.{name} is 'One row a thing, it''s {name}.'")
            rows = ROWS[name][::-1] if backwards else ROWS[name]
            for row in rows:
                places = ", ".join("?" for _ in row)
                con.execute(
                    f"insert into published.{name} ({', '.join(row)}) values ({places})",
                    list(row.values()),
                )
        if not only:
            con.execute("comment on column published.indicator_value.value is 'The number.'")


def run(home: DataHome, release_id: str = "r1", **changed: Any) -> Path:
    """Publish the warehouse of a home."""
    return publish.publish(home, release_id, {**DETAILS, **changed}, lambda *_: None)


def current_id(home: DataHome) -> str:
    """Return the release that current.json names."""
    return str(read_json(home.published / "current.json")["release_id"])


def digests(folder: Path) -> dict[str, str]:
    """Return name -> SHA-256 of the files under a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    """Give a home with a warehouse, in a path with a space and a quote in it."""
    made = DataHome(tmp_path / "the council's home")
    make_warehouse(made)
    return made


def test_a_release_holds_every_form_of_every_published_table(home: DataHome) -> None:
    """Every table in each format, listed with hash and size, and named by current.json."""
    folder = run(home)
    files = set(digests(folder))
    assert files == {
        "release.json",
        "spine.duckdb",
        "outcomes-spine.xlsx",
        "csv/csv-metadata.json",
        *(f"csv/{name}.csv" for name in TABLES),
        *(f"parquet/{name}.parquet" for name in TABLES),
    }
    release = read_json(folder / "release.json")
    assert release["release_id"] == "r1"
    assert release["area_name"] == "Merton"
    assert release["tables"]["indicator_value"] == {
        "rows": 8,
        "key": ["indicator_code", "area_code", "period_code"],
    }
    assert set(release["files"]) == files - {"release.json"}
    for name, listed in release["files"].items():
        assert listed["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert listed["bytes"] == (folder / name).stat().st_size
    assert current_id(home) == "r1"
    assert read_json(home.published / "current.json")["fingerprint"] == "aaaa"
    assert digests(home.published / "current") == digests(folder)
    assert publish.verify(home) == release
    assert all((folder / name).stat().st_mode & 0o222 == 0 for name in files)
    assert (home.published / "current" / "spine.duckdb").stat().st_mode & 0o200


def test_the_database_has_published_tables_comments_and_an_old_storage_version(
    home: DataHome,
) -> None:
    """Nothing but what is published, with its comments, for DuckDB from 1.0 on."""
    with duckdb.connect() as con:
        path = str(run(home) / "spine.duckdb").replace("'", "''")
        con.execute(f"attach '{path}' as r (read_only)")
        assert {
            row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()
        } == set(TABLES)
        assert con.execute(
            "select comment from duckdb_columns() where table_name = 'indicator_value' "
            "and column_name = 'value'"
        ).fetchall() == [("The number.",)]
        assert con.execute(
            "select comment from duckdb_tables() where table_name = 'area'"
        ).fetchall() == [("One row a thing, it's area.",)]
        (tags,) = con.execute(
            "select tags from duckdb_databases() where database_name = 'r'"
        ).fetchall()
        assert tags[0]["storage_version"] == "v1.0.0+"
        assert con.execute("select area_code from r.area").fetchall() == [
            (MERTON,),
            ("E92000001",),
        ]


def test_csv_and_its_metadata_agree(home: DataHome) -> None:
    """The CSVW metadata name the columns of each file, in order, with their datatypes."""
    folder = run(home) / "csv"
    with (folder / "indicator_value.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["period_code"] for row in rows[:4]] == [
        *("AY2021-22", "AY2022-23", "AY2023-24", "AY2024-25"),
    ]
    assert [row["value"] for row in rows[:4]] == ["69.0", "69.1", "", "71.0"]
    assert rows[3]["is_provisional"] == "true"
    assert rows[3]["period_end"] == "2025-08-31"
    assert rows[3]["known_from"] == "2025-11-27T09:30:00"
    about = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert about["@context"][0] == "http://www.w3.org/ns/csvw"
    assert about["dc:license"][0]["@id"].startswith("https://www.nationalarchives.gov.uk/")
    assert about["dc:publisher"] == {"schema:name": "Outcomes spine, sample data home"}
    for table in about["tables"]:
        with (folder / table["url"]).open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        columns = table["tableSchema"]["columns"]
        assert [column["titles"][0] for column in columns] == heading
    by_url = {table["url"]: table for table in about["tables"]}
    schema = by_url["indicator_value.csv"]["tableSchema"]
    assert schema["primaryKey"] == ["indicator_code", "area_code", "period_code"]
    assert {column["name"]: column["datatype"] for column in schema["columns"]} == {
        "indicator_code": "string",
        "area_code": "string",
        "period_code": "string",
        "value": "double",
        "is_provisional": "boolean",
        "period_end": "date",
        "known_from": "dateTime",
        "source_code": "string",
    }
    assert schema["columns"][3]["dc:description"] == "The number."
    assert schema["columns"][0]["required"]


def test_the_same_rows_give_the_same_bytes(
    home: DataHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the order of rows in the warehouse nor the hour changes what is published."""
    monkeypatch.setenv("SPINE_NOW", DETAILS["built_at"])
    other = DataHome(tmp_path / "other")
    make_warehouse(other, backwards=True)
    one, two = digests(run(home)), digests(run(other))
    assert one.pop("spine.duckdb") and two.pop("spine.duckdb")  # a database is no fixed bytes
    assert one.pop("release.json") and two.pop("release.json")  # which holds its hash
    assert one == two


def test_the_workbook_reads_as_a_person_needs(home: DataHome) -> None:
    """Sheets in human order, words where there is no figure, a source on each."""
    path = run(home) / "outcomes-spine.xlsx"
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == [
        *("READ ME", "Spine", "History", "Framework coverage", "Target progress"),
        *("GLD FSM gaps", "Indicators", "Sources"),
    ]
    pages = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    words = " ".join(str(cell) for row in pages["READ ME"] for cell in row)
    for said in ("Merton (E09000024)", "r1", "23 November 2026, 09:00 UTC", OGL, "sample"):
        assert said in words
    for name in book.sheet_names[1:]:
        assert str(pages[name][2][0]).startswith("Source: ")
        assert "Release r1." in str(pages[name][2][0])
    head, *rows = pages["Spine"][3:]
    spine = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["Outcome"] for row in spine] == ["Safe at home"] + ["Ready for school"] * 2
    assert spine[0]["Merton"] == ""
    assert spine[0]["No figure because"] == "not measured by any published indicator"
    assert spine[0]["Note"] == "Nobody counts it."
    assert spine[1]["Merton"] == 71.0
    assert spine[1]["Against England"] == "better"
    assert spine[1]["Against London"] == "not comparable"
    assert spine[1]["Missing beside it"] == "no figure held: neighbours"
    assert spine[1]["Missing counts"] == "not in the files held: numerator, denominator"
    assert spine[1]["Period before"] == "no earlier figure"
    assert spine[2]["Merton"] == ""
    assert spine[2]["No figure because"] == "hidden by the publisher"
    assert spine[2]["Unit"] == "per 10,000"
    head, *rows = pages["GLD FSM gaps"][3:]
    gaps = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Area"], row["Period"]) for row in gaps] == [
        (area, f"{year} academic year")
        for area in ("Merton", "England")
        for year in ("2023/24", "2022/23")
    ]
    assert gaps[0]["Not eligible or unknown less eligible"] == ""
    assert "no figure held: not eligible or unknown" in str(gaps[0]["Missing"])
    head, *rows = pages["Target progress"][3:]
    targets = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["Target"] for row in targets] == [77.4, 80.0]
    assert {row["Standing"] for row in targets} == {"to be confirmed"}
    assert targets[0]["In children"] == ""
    why = targets[0]["Not in children because"]
    assert why == "no count of children in the files held"


def test_the_workbook_holds_the_history(home: DataHome) -> None:
    """One row an indicator, group and period, oldest first, with those it is compared with."""
    path = run(home) / "outcomes-spine.xlsx"
    head, *rows = (
        python_calamine.load_workbook(str(path)).get_sheet_by_name("History").to_python()[3:]
    )
    years = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Period code"], row["Merton"], row["England"]) for row in years] == [
        ("AY2023-24", "", 68.3),
        ("AY2024-25", 71.0, 68.3),
    ]
    assert years[0]["No figure because"] == "not in the files held"
    assert years[1]["Missing beside it"] == "no figure held: region, neighbours"


def test_a_column_of_numbers_holds_nothing_else(home: DataHome) -> None:
    """Numbers or empty cells on every sheet: a program that reads the table sees no text."""
    path = run(home) / "outcomes-spine.xlsx"
    book = python_calamine.load_workbook(str(path))
    with duckdb.connect(str(home.warehouse / "spine.duckdb"), read_only=True) as con:
        con.execute("set search_path = 'published'")
        sheets = sheets_of(con, set(TABLES), DETAILS)
    for sheet in sheets:
        rows = book.get_sheet_by_name(sheet.name).to_python()[4:]
        for place, column in enumerate(sheet.columns):
            if column.kind in workbook.NUMBERS:
                said = [row[place] for row in rows]
                assert all(isinstance(cell, float) or cell == "" for cell in said), column.heading


def test_text_never_runs_as_a_formula(home: DataHome) -> None:
    """A name that starts with = is a word, also after a person edits its cell."""
    with zipfile.ZipFile(run(home) / "outcomes-spine.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "/worksheets/" in name]
        styles = book.read("xl/styles.xml").decode()
        shared = book.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet for sheet in sheets)
    assert "=HYPERLINK(" in shared
    assert 'quotePrefix="1"' in styles


@pytest.mark.parametrize(
    ("unit", "decimals", "signed", "expected"),
    [
        ("percent", 1, False, '#,##0.0"%"'),
        ("per_10000", 0, False, "#,##0"),
        ("pounds", 0, False, '"£"#,##0'),
        ("", 1, True, "+#,##0.0;-#,##0.0;#,##0.0"),
        ("score", 3, False, "#,##0.000"),
    ],
)
def test_a_number_has_the_digits_of_its_source(
    unit: str, decimals: int, signed: bool, expected: str
) -> None:
    """Decimals and unit of the indicator make the number format."""
    assert workbook.number_format(unit, decimals, signed=signed) == expected


def test_a_workbook_without_rows_says_so(home: DataHome) -> None:
    """An empty sheet says in words what there is none of."""
    with duckdb.connect(str(home.warehouse / "spine.duckdb")) as con:
        con.execute("delete from published.target_progress")
    path = run(home) / "outcomes-spine.xlsx"
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("Target progress").to_python()
    assert rows[3][0] == "No target is recorded for Merton, its region or England."


def test_a_home_with_few_tables_publishes_what_it_has(tmp_path: Path) -> None:
    """A sheet whose tables are not published is left out."""
    home = DataHome(tmp_path)
    make_warehouse(home, only="area")
    book = python_calamine.load_workbook(str(run(home) / "outcomes-spine.xlsx"))
    assert book.sheet_names == ["READ ME"]


@pytest.mark.parametrize("name", ["csv/area.csv", "spine.duckdb", "release.json"])
def test_a_damaged_file_is_named(home: DataHome, name: str) -> None:
    """One changed byte is found, and the sentence says what to do."""
    path = run(home) / name
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    with pytest.raises(SpineError, match=rf"{path.name} is not as it was .*spine build --full"):
        publish.verify(home)


def test_a_missing_file_and_a_missing_release_are_named(home: DataHome) -> None:
    """What is gone is named, down to current.json itself."""
    with pytest.raises(SpineError, match="no release yet"):
        publish.verify(home)
    folder = run(home)
    (folder / "csv" / "area.csv").unlink()
    with pytest.raises(SpineError, match=r"area\.csv is missing .*spine build --full"):
        publish.verify(home)
    publish._remove(folder)
    with pytest.raises(SpineError, match=r"release\.json is missing"):
        publish.verify(home)
    (home.published / "current.json").write_text("{")
    with pytest.raises(SpineError, match=r"current\.json is damaged: .*spine build --full"):
        publish.verify(home)
    run(home)
    assert publish.verify(home)["release_id"] == "r1"


def test_a_release_is_never_written_over(home: DataHome) -> None:
    """The same id twice gives a second release beside the first."""
    first = run(home)
    before = digests(first)
    second = run(home)
    assert second.name == "r1-2"
    assert current_id(home) == "r1-2"
    assert digests(first) == before
    assert read_json(second / "release.json")["release_id"] == "r1-2"


def test_prune_keeps_the_newest_and_always_the_current(home: DataHome) -> None:
    """The rule in the docstring of prune, with what is not ours left alone."""
    make_warehouse(home, only="area")
    for number in range(1, 6):
        run(home, f"r{number}", built_at=f"2026-11-2{number}T09:00:00+00:00")
    write_json(
        home.published / "current.json",
        {**read_json(home.published / "current.json"), "release_id": "r1"},
    )
    releases = home.published / "releases"
    (releases / "not-ours").mkdir()
    (releases / ".r0.part").mkdir()
    (releases / ".r0.gone").mkdir()
    assert publish.prune(home, 2) == ["r2", "r3"]
    assert {path.name for path in releases.iterdir()} == {"r1", "r4", "r5", "not-ours"}
    assert publish.prune(home, 2) == []


def test_the_part_of_a_build_under_way_stays(home: DataHome) -> None:
    """Another process that builds keeps its folder; a dead one does not."""
    run(home)
    part = home.published / "releases" / ".r9.part"
    part.mkdir()
    write_json(home.root / ".build-holder.json", {"process": -1, "host": "elsewhere"})
    with filelock.FileLock(home.root / ".build.lock"):
        publish.prune(home, 1)
        assert part.exists()
    with home.building():
        publish.prune(home, 1)
    assert not part.exists()


def test_a_reader_of_the_copy_is_left_in_peace(
    home: DataHome, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the copy is held open, the old one stays, the note says so, settle mends it."""
    run(home, "r1")
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self.name == "current":
            raise PermissionError(errno.EACCES, "in use", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr("time.sleep", lambda _: None)
    run(home, "r2")
    assert "another program holds a file" in capsys.readouterr().err.replace("\n", " ")
    assert current_id(home) == "r2"
    assert read_json(home.published / "current" / "release.json")["release_id"] == "r1"
    assert not (home.published / "current.part").exists()
    monkeypatch.undo()
    assert publish.settle(home) == ""
    assert digests(home.published / "current") == digests(home.published / "releases" / "r2")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (duckdb.IOException("IO Error: No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "x.csv"), r"x\.csv cannot be written"),
        (
            duckdb.BinderException('Referenced column "v" not found\nmore'),
            r'column "v" not found\)',
        ),
    ],
)
def test_a_fault_is_one_sentence_and_the_old_release_stays(
    home: DataHome, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    """Full disk, no permission, a wrong column: one sentence each."""
    run(home)

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(workbook, "write_workbook", fail)
    with pytest.raises(SpineError, match=said) as raised:
        run(home, "r2")
    assert "\n" not in str(raised.value)
    assert "last good release is untouched" in str(raised.value)
    assert publish.verify(home)["release_id"] == "r1"
    assert [path.name for path in (home.published / "releases").iterdir()] == ["r1"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_folder_that_may_not_be_written_is_named(home: DataHome) -> None:
    """A folder without permission is named."""
    run(home)
    releases = home.published / "releases"
    releases.chmod(0o555)
    try:
        with pytest.raises(SpineError, match="cannot be written"):
            run(home, "r2")
    finally:
        releases.chmod(0o755)
    assert publish.verify(home)["release_id"] == "r1"


def test_a_warehouse_that_cannot_be_read_is_named(home: DataHome) -> None:
    """No warehouse, a broken one and one with nothing published."""
    database = home.warehouse / "spine.duckdb"
    database.write_bytes(b"no database" * 1000)
    with pytest.raises(SpineError, match=r"spine\.duckdb cannot be read"):
        run(home)
    database.unlink()
    with duckdb.connect(str(database)) as con:
        con.execute("create schema published")
    with pytest.raises(SpineError, match="nothing to release"):
        run(home)
    database.unlink()
    with pytest.raises(SpineError, match=r"spine\.duckdb is missing"):
        run(home)


def test_the_site_is_swapped_whole(home: DataHome) -> None:
    """The old pages go with the old report; a report that fails changes nothing."""

    def write(out: Path) -> int:
        (out / "index.html").write_text("new")
        return 1

    def fail(out: Path) -> int:
        (out / "index.html").write_text("half")
        raise SpineError("no")

    home.site.mkdir()
    (home.site / "gone.html").write_text("old")
    assert publish.publish_site(home, "r1", write) == 1
    assert publish.site_release(home) == "r1"
    assert {path.name for path in home.site.iterdir()} == {"index.html", "release.txt"}
    with pytest.raises(SpineError):
        publish.publish_site(home, "r2", fail)
    assert publish.site_release(home) == "r1"
    assert {path.name for path in home.root.iterdir() if "site" in path.name} == {"site"}
    run(home)
    home.site.rename(home.root / ".site.old")  # a build killed between its two renames
    assert publish.settle(home) == ""
    assert publish.site_release(home) == "r1"


BUILD = """
import os, sys
from pathlib import Path
from outcomes_spine import publish
from outcomes_spine.home import DataHome

WATCHED = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile"}

def site(out):
    (out / "index.html").write_text("two")
    return 1

def build(home, details, last):
    seen = 0

    def strike(event, args):
        nonlocal seen
        if event == "spine.advance" or event in WATCHED and str(home.root) in str(args[0]):
            if seen == last:
                os._exit(9)
            seen += 1

    sys.addaudithook(strike)
    publish.stage_site(home, "r2", site)
    publish.publish(home, "r2", details, lambda *_: sys.audit("spine.advance"))
    publish.swap_site(home)
    publish.prune(home, 1)
    print(seen, flush=True)

details = eval(sys.argv[1])
for argument in sys.argv[2:]:
    last, root = argument.split(":", 1)
    if len(sys.argv) > 3 and os.fork():
        os.wait()
    else:
        build(DataHome(Path(root)), details, int(last))
        break
"""


@pytest.fixture
def published_home(tmp_path: Path) -> DataHome:
    """Give a home with one release and its report, and few tables."""
    home = DataHome(tmp_path / "published")
    make_warehouse(home, only="area")

    def site(out: Path) -> int:
        (out / "index.html").write_text("one")
        return 1

    publish.publish_site(home, "r1", site)
    run(home)
    return home


def build_again(homes: dict[int, DataHome]) -> str:
    """Build each home again, killed before its n-th change on the disk; return what it printed."""
    details = {**DETAILS, "built_at": "2026-11-24T09:00:00+00:00"}
    scripts = str(Path(publish.__file__).parents[1])
    arguments = [f"{last}:{home.root}" for last, home in homes.items()]
    batches = [arguments] if hasattr(os, "fork") else [[one] for one in arguments]
    printed = ""
    for batch in batches:
        printed += subprocess.run(
            [sys.executable, "-c", BUILD, repr(details), *batch],
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            env={**os.environ, "PYTHONPATH": scripts},
            check=False,
        ).stdout
    return printed


def test_a_build_killed_at_any_moment_leaves_a_whole_release(
    published_home: DataHome, tmp_path: Path
) -> None:
    """Killed before each change on the disk in turn: a reader and the next build are well."""
    whole = DataHome(tmp_path / "whole")
    shutil.copytree(published_home.root, whole.root)
    moments = int(build_again({10**6: whole}))
    assert current_id(whole) == "r2"
    step = 1 if hasattr(os, "fork") else 7  # starting a process for each takes its time
    homes = {moment: DataHome(tmp_path / str(moment)) for moment in range(0, moments, step)}
    for home in homes.values():
        shutil.copytree(published_home.root, home.root)
    assert build_again(homes) == ""
    named = set()
    for home in homes.values():
        release = publish.verify(home)
        named.add(release["release_id"])
        assert publish.settle(home) == ""
        folder = home.published / "releases" / release["release_id"]
        assert digests(home.published / "current") == digests(folder)
        assert publish.site_release(home) == release["release_id"]
        page = {"r1": "one", "r2": "two"}[release["release_id"]]
        assert (home.site / "index.html").read_text() == page
    assert named == {"r1", "r2"}
    for home in list(homes.values())[::9]:
        run(home, "r3", built_at="2026-11-25T09:00:00+00:00")
        publish.prune(home, 1)
        assert publish.verify(home)["release_id"] == "r3"
        assert [path.name for path in (home.published / "releases").iterdir()] == ["r3"]
        assert {path.name for path in home.published.iterdir()} == {
            *("current", "current.json", "releases"),
        }
