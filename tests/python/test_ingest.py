"""Ingest reads what stands there: every row once, with its number, however the file is written."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from conftest import values, write_csv
from outcomes_spine import codes, contracts, ingest, landing, periods, tables
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import PROJECT_DIR, seed_digest, seed_rows
from outcomes_spine.sample import FOLDER as SAMPLE

Rows = list[tuple[Any, ...]]


def quiet(*_: object) -> None:
    """Advance without a word."""


@pytest.fixture
def made(home: Path) -> DataHome:
    """Return a real home that holds nothing yet."""
    data_home = DataHome(home)
    data_home.make("real")
    return data_home


def take(home: DataHome, drop: Path) -> dict[str, ingest.RowAccount]:
    """Land a drop folder, bring raw/ up to date and return the row account of each file."""
    records = landing.land(home, landing.scan(drop), quiet)
    return ingest.ingest(home, records, quiet)


def raw(home: DataHome, dataset: str, columns: str = "*") -> Rows:
    """Return the rows of a dataset in raw/ in order."""
    files = tables.quoted(f"{home.raw}/{dataset}/*.parquet")
    return duckdb.sql(f"select {columns} from read_parquet({files}) order by row_number").fetchall()


def loaded(path: Path) -> Rows:
    """Return a file as the table that checks work on: row, line and cells, blanks as null."""
    shape = tables.layout(path, path.name)
    with tables.connect() as con:
        tables.load(con, path, shape, path.name)
        cells = ", ".join(f"nullif(trim(c{n}), '')" for n in range(len(shape.headings)))
        order = f"select row_number, line_number, {cells} from printed order by row_number"
        return con.execute(order).fetchall()


# --- every way of writing a table

TABLE = [
    ["Area Code", "note", "value"],
    ["E09000024", "été, \"so\"; '£'", "1"],
    ["E09000029", "", "2"],
    ["", "", ""],
    ["E09000012", "two\nlines", "3"],
]
READ = [
    (2, 2, "E09000024", "été, \"so\"; '£'", "1"),
    (3, 3, "E09000029", None, "2"),
    (5, 5, "E09000012", "two\nlines", "3"),
]
WAYS: dict[str, dict[str, Any]] = {
    "UTF-8": {},
    "UTF-8 with its mark": {"encoding": "utf-8-sig"},
    "UTF-16": {"encoding": "utf-16"},
    "Windows-1252": {"encoding": "cp1252"},
    "the line ends of Windows": {"lineterminator": "\r\n"},
    "the line ends of an old Mac": {"lineterminator": "\r", "quoting": csv.QUOTE_ALL},
    "semicolons": {"delimiter": ";"},
    "tabs": {"delimiter": "\t"},
    "bars": {"delimiter": "|"},
    "every cell in quotation marks": {"quoting": csv.QUOTE_ALL},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_read_however_it_is_written(way: str, tmp_path: Path) -> None:
    """Encoding, line end, delimiter and quoting do not change what is read, nor where it stands."""
    assert loaded(write_csv(tmp_path / "a.csv", TABLE, **WAYS[way])) == READ


def test_a_workbook_is_read_as_excel_shows_it(tmp_path: Path) -> None:
    """Whole numbers have no point, dates no time, percentages their sign; blank rows count."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        percent = book.add_format({"num_format": 10})
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e"])
        sheet.write_number(3, 0, 1234567)
        sheet.write_datetime(3, 1, datetime(2026, 1, 31), day)
        sheet.write_number(3, 2, 0.691, percent)
        sheet.write_boolean(3, 3, True)
        sheet.write_number(3, 4, 0.1)
        sheet.write_datetime(4, 1, datetime(2026, 1, 31, 9, 30), day)
        sheet.write_datetime(4, 2, datetime(2026, 1, 31), book.add_format({"num_format": 22}))
        sheet.write_string(4, 0, "=1+1")
        book.add_worksheet("second").write(0, 0, "x")
    assert loaded(tmp_path / "a.xlsx") == [
        (4, 4, "1234567", "2026-01-31", "69.1%", "true", "0.1"),
        (5, 5, "=1+1", "2026-01-31 09:30:00", "2026-01-31", None, None),
    ]


def test_parquet_and_json_are_numbered_by_record(tmp_path: Path) -> None:
    """A file without headings starts at one; nulls are empty; numbers are text as printed."""
    query = (
        """select * from (values (69.099999999999994::double, null), (null, 'x')) as t(a, "b""c")"""
    )
    duckdb.sql(query).write_parquet(str(tmp_path / "a.parquet"))
    (tmp_path / "a.json").write_text('[{"a": 69.1, "b": null}, {"b": "x", "c": true}]')
    assert loaded(tmp_path / "a.parquet") == [(1, 1, "69.1", None), (2, 2, None, "x")]
    assert loaded(tmp_path / "a.json") == [(1, 1, "69.1", None, None), (2, 2, None, "x", "true")]


@pytest.mark.parametrize("seed", range(40))
def test_both_readers_of_csv_agree(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What DuckDB's reader takes, the reader in Python takes as well, cell for cell."""
    dice = random.Random(seed)  # noqa: S311 - the same files each time
    pieces = [
        "a",
        "é",
        " ",
        '"',
        '""',
        ",",
        ";",
        "'",
        "\n",
        "\r\n",
        "\\",
        "#",
        "1.0",
        "",
        "NULL",
        "\t",
    ]
    rows = [
        ["".join(dice.choices(pieces, k=dice.randrange(5))) for _ in range(3)] for _ in range(9)
    ]
    text = io.StringIO()
    style: Any = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    csv.writer(text, lineterminator=dice.choice(["\n", "\r\n"]), quoting=style).writerows(
        [["a", "b", "c"], *rows]
    )
    content = text.getvalue()
    if dice.random() < 0.5:  # and as a person's hand may leave it
        place = dice.randrange(len(content))
        content = content[:place] + dice.choice(pieces) + content[place:]
    (tmp_path / "a.csv").write_bytes(content.encode())

    def outcome() -> Rows | str:
        try:
            return loaded(tmp_path / "a.csv")
        except SpineError as error:
            return str(error)

    first = outcome()
    monkeypatch.setattr(tables, "_load_plain", lambda *_: False)
    assert outcome() == first


@pytest.mark.parametrize("blank", [False, True])
def test_rows_of_a_large_file_keep_their_order(blank: bool, tmp_path: Path) -> None:
    """Rows are numbered as they stand, however many readers share the work."""
    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write("a,b\n")
        file.writelines(f"{n},{'x' * 300}\n" for n in range(2, 120_002))
        file.write("\n" if blank else "")
    shape = tables.layout(path, "a.csv")
    with tables.connect() as con:
        tables.load(con, path, shape, "a.csv")
        wrong = con.execute("select count(*) from printed where cast(c0 as int) <> row_number")
        assert wrong.fetchall() == [(0,)]
        assert con.execute("select count(*) from printed").fetchall() == [(120_000,)]


def test_a_long_text_is_read(tmp_path: Path) -> None:
    """A method note of many pages is no fault, though a cell without end is one."""
    note = "word " * 50_000 + "\nend"
    write_csv(tmp_path / "a.csv", [["a", "b"], [note, "1"]])
    assert loaded(tmp_path / "a.csv") == [(2, 2, note, "1")]


# --- what raw/ holds


def test_the_row_account_closes(drop: Path, made: DataHome) -> None:
    """Rows in are rows loaded and rows in quarantine, by reason; the figures are all there."""
    query = """
        select * from (values
            ('GLD', '2024', 'Merton', '69.9', '315.0'), ('GLD', '0', 'Merton', '1', '315.0'),
            ('GLD', '0', 'Sutton', '2', '319.0'), ('GLD', '2024', 'Sutton', '-', '319.0')
        ) as t("Short Desc", "Years", "LA and Regions", "Values", "LA Number")"""
    duckdb.sql(query).write_parquet(str(drop / "lait.parquet"))
    [account] = take(made, drop).values()
    assert account == ingest.RowAccount(4, 2, {"year printed as 0: the publisher's stray rows": 2})
    assert raw(made, "lait", "row_number, value") == [(1, "69.9"), (4, "-")]
    [noted] = ingest.row_accounts(made).values()
    assert noted["rows_in"] == noted["rows_loaded"] + sum(noted["quarantined"].values())


def test_raw_is_text_as_printed(drop: Path, made: DataHome) -> None:
    """Cells stay as they came, trimmed; a date has one form; an empty cohort is all children."""
    write_csv(
        drop / "a.csv",
        [
            *values(
                {
                    "value": " 71.50 ",
                    "numerator": "1,430",
                    "denominator": "2,000",
                    "published_on": "1/2/2026",
                    "cohort_code": " ",
                }
            ),
            [],
            *values({"value": "", "period_code": "AY2023-24", "note": "a 'b' \"c\""})[1:],
        ],
    )
    take(made, drop)
    columns = "row_number, value, numerator, published_on, cohort_code, note"
    assert raw(made, "local_values", columns) == [
        (2, "71.50", "1,430", "2026-02-01", "all", None),
        (4, None, None, "2025-12-31", "all", "a 'b' \"c\""),
    ]
    described = duckdb.sql(f"describe from '{made.raw}/local_values/*.parquet'").fetchall()
    assert {row[1] for row in described if row[0] != "row_number"} == {"VARCHAR"}


TYPED_WRONG: dict[str, tuple[dict[str, str], str]] = {
    "above a hundred": ({"value": "701"}, "column 'value': 701 is a share outside 0 to 100"),
    "not what its counts give": (
        {"value": "70.1", "numerator": "10", "denominator": "200"},
        "column 'value': 70.1 is not 10 of 200, which is 5.00: correct the value or the counts",
    ),
    "more than all": (
        {"value": "", "numerator": "201", "denominator": "200"},
        "column 'numerator': 201 is more than the denominator 200",
    ),
    "of none": ({"value": "", "denominator": "0"}, "column 'denominator': it is not above nought"),
    "before the reform": (
        {"period_code": "AY2018-19"},
        "column 'period_code': AY2018-19 begins before gld_at_5 does (valid_from "
        "2021-09-01): type it under gld_at_5_pre_2021, or correct the period",
    ),
    "after the reform": (
        {"indicator_code": "gld_at_5_pre_2021"},
        "column 'period_code': AY2024-25 ends after gld_at_5_pre_2021 does (valid_to "
        "2021-08-31): type it under gld_at_5, or correct the period",
    ),
    "of a year not over yet": (
        {"period_code": "AY2098-99"},
        "column 'period_code': AY2098-99 is not over yet: type its figure when it is",
    ),
    "of a day to come": (
        {"indicator_code": "cla_in_foster_care", "period_code": "AT2099-03-31"},
        "column 'period_code': AT2099-03-31 is not over yet",
    ),
    "of another kind of year": (
        {"period_code": "FY2024-25"},
        "column 'period_code': FY2024-25 is no period that gld_at_5 is measured for: write one "
        "that begins with AY, or correct the indicator",
    ),
    "a gap of another kind of year": (
        {"indicator_code": "gld_fsm_gap_all", "period_code": "CY2024"},
        "is no period that gld_fsm_gap_all is measured for: write one that begins with AY",
    ),
    "published tomorrow": (
        {"published_on": "1/1/2099"},
        "column 'published_on': 1/1/2099 has not come yet: correct the day",
    ),
    "a decimal comma": ({"value": "70,1"}, "'70,1' is not a number: write 70.1, with a point"),
}


@pytest.mark.parametrize("fault", TYPED_WRONG)
def test_a_figure_typed_wrong_stops_at_the_door(fault: str, drop: Path, made: DataHome) -> None:
    """What could never be true of an indicator is not landed: it would stay known for ever."""
    cells, said = TYPED_WRONG[fault]
    write_csv(drop / "local_values.csv", values(cells))
    with pytest.raises(SpineError, match=re.escape(said)) as raised:
        take(made, drop)
    assert "local_values.csv, row 2, column" in str(raised.value)
    assert not landing.records(made)


def test_a_figure_typed_right_is_taken(drop: Path, made: DataHome) -> None:
    """Rounded to the decimals typed, a value is what its counts give."""
    cells = {"value": "69.9", "numerator": "1,397", "denominator": "2000"}
    write_csv(drop / "local_values.csv", values(cells))
    [account] = take(made, drop).values()
    assert account.rows_loaded == 1


def test_an_edition_of_an_index_may_come_before_its_year_is_over(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its year is a name; of all else, the day after the last is the first that a figure has."""
    monkeypatch.setenv("SPINE_NOW", "2025-10-30T09:00:00Z")
    edition = {"indicator_code": "idaci_2025", "period_code": "ED2025", "value": "0.2"}
    write_csv(drop / "local_values.csv", values(edition, published_on="2025-10-30"))
    [account] = take(made, drop).values()
    assert account.rows_loaded == 1


def test_the_kinds_of_period_are_those_that_are_read(made: DataHome) -> None:
    """Each figure of the registry has the kind of period that the door lets through."""
    types = periods.period_types(made)
    assert types["gld_at_5"] == {"AY"} == types["gld_sen_gap_none_any"]
    assert set(types) == {row["indicator_code"] for row in seed_rows("indicators")}


def test_a_publishers_oddities_are_let_through(drop: Path, made: DataHome) -> None:
    """DfE's z where a level has no code, and a second column called notes, are no faults."""
    name = "eyfsp_headline_measures_merton_202223_202324.csv"
    whole = (SAMPLE / name).read_text(encoding="utf-8-sig")
    (drop / name).write_text(whole.replace(",E13000002,", ",z,"), encoding="utf-8")
    with (SAMPLE / "early-years.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    write_csv(drop / "ons.csv", [[*table[0], "Notes"], *([*row, "second"] for row in table[1:])])
    accounts = take(made, drop)
    assert all(account.rows_loaded == account.rows_in > 0 for account in accounts.values())
    assert {row[0] for row in raw(made, "dfe_eyfsp_headline", "region_code")} == {"z"}
    assert "second" not in {row[0] for row in raw(made, "ons_explore", "notes")}


def test_every_dataset_has_a_table_though_no_file(drop: Path, made: DataHome) -> None:
    """A council with one dataset builds as well: the others are empty tables."""
    write_csv(drop / "a.csv", values())
    take(made, drop)
    for contract in contracts.contracts().values():
        if contract.lookup_only:
            assert not (made.raw / contract.dataset).exists()
            continue
        columns = ", ".join(["file_id", "row_number", *contract.raw_columns()])
        rows = raw(made, contract.dataset, columns)
        assert len(rows) == (1 if contract.dataset == "local_values" else 0)


def test_lineage_is_a_table(drop: Path, made: DataHome) -> None:
    """Each landed file is a row with its source and its row account; nothing said is null."""
    shutil.copy(SAMPLE / "iod2019_lad_summaries_england.csv", drop / "iod.csv")
    take(made, drop)
    columns = "file_name, dataset, source_code, edition, rows_in, rows_loaded, is_invented"
    rows = duckdb.sql(f"select {columns} from '{made.raw}/landing/files.parquet'").fetchall()
    [[*_, rows_in, rows_loaded, _]] = rows
    assert rows == [
        ("iod.csv", "iod_lad_2019", "mhclg_iod_2019", None, rows_in, rows_loaded, "False")
    ]
    assert rows_in == rows_loaded == str(len((drop / "iod.csv").read_text().splitlines()) - 1)


HARM: dict[str, Callable[[DataHome, Path], object]] = {
    "raw/ deleted": lambda home, file: shutil.rmtree(home.raw),
    "a file deleted": lambda home, file: file.unlink(),
    "a file cut off": lambda home, file: os.truncate(file, 100),
    "the index deleted": lambda home, file: (home.raw / "index.json").unlink(),
    "the index damaged": lambda home, file: (home.raw / "index.json").write_text("{"),
    "the index of another kind": lambda home, file: (home.raw / "index.json").write_text("[]"),
}


@pytest.mark.parametrize("harm", HARM)
def test_raw_is_made_again_from_landing(harm: str, drop: Path, made: DataHome) -> None:
    """raw/ can be lost at any time: the landed bytes are enough."""
    write_csv(drop / "a.csv", values())
    [file_id] = take(made, drop)
    before = raw(made, "local_values")
    HARM[harm](made, made.raw / "local_values" / f"{file_id}.parquet")
    shutil.rmtree(drop)
    assert ingest.ingest(made, landing.records(made), quiet)[file_id].rows_loaded == 1
    assert raw(made, "local_values") == before


def test_a_file_is_read_again_when_its_contract_changes(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """raw/ is kept while the contract is the same, and made again when it is another."""
    write_csv(drop / "a.csv", values())
    [file_id] = take(made, drop)
    file = made.raw / "local_values" / f"{file_id}.parquet"
    written = file.stat().st_mtime_ns
    take(made, drop)
    assert file.stat().st_mtime_ns == written
    known = contracts.contracts()
    changed = {**known, "local_values": replace(known["local_values"], digest="other")}
    monkeypatch.setattr(ingest, "contracts", lambda: changed)
    ingest.ingest(made, landing.records(made), quiet)
    assert file.stat().st_mtime_ns > written


@pytest.mark.parametrize("seed", ["publisher_periods", "area_codes", "indicator_series"])
def test_a_file_is_read_again_when_a_seed_it_is_held_to_changes(
    seed: str, drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a seed no longer knows is told, not left out by a join; another seed changes nothing."""
    write_csv(drop / "local_values.csv", values())
    shutil.copy(SAMPLE / "iod2019_lad_summaries_england.csv", drop / "iod.csv")
    take(made, drop)
    read = []
    check_and_write = ingest.check_and_write

    def watched(*args: Any, **options: Any) -> ingest.RowAccount:
        read.append(args[3].dataset)
        return check_and_write(*args, **options)

    monkeypatch.setattr(ingest, "check_and_write", watched)
    ingest.ingest(made, landing.records(made), quiet)
    assert read == []
    monkeypatch.setattr(
        ingest, "seed_digest", lambda name: "new" if name == seed else seed_digest(name)
    )
    ingest.ingest(made, landing.records(made), quiet)
    held = {"local_values", *({"iod_lad_2019"} if seed != "indicator_series" else ())}
    assert set(read) == held
    read.clear()
    ingest.ingest(made, landing.records(made), quiet)
    assert read == []
    ingest.ingest(made, landing.records(made), quiet, full=True)
    assert set(read) == {"local_values", "iod_lad_2019"}


def test_strays_of_a_killed_build_are_removed(drop: Path, made: DataHome) -> None:
    """A file in raw/ that no record speaks of is none of the figures."""
    write_csv(drop / "a.csv", values())
    take(made, drop)
    folder = made.raw / "local_values"
    shutil.copy(next(folder.glob("[0-9a-f]*.parquet")), folder / "stray.parquet")
    (folder / ".x.parquet.part").write_text("")
    take(made, drop)
    assert sorted(path.name for path in folder.iterdir())[-1] == "none.parquet"
    assert len(raw(made, "local_values")) == 1


# --- the contracts themselves

CONTRACTS = list(contracts.contracts().values())
KINDS = {"", "area", "code", "cohort_code", "date", "label", "number", "period", "period_code"}
KINDS_OF_PERSONS = {"", "date", "flag", "lsoa", "one_of", "school_year"}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.dataset)
def test_a_contract_is_coherent(contract: contracts.Contract) -> None:
    """Headings are told apart, the key is of columns, checks and codes are known ones."""
    names = contract.column_names()
    folded = [contracts.fold(h) for c in contract.columns for h in {*c.headings}]
    assert len(folded) == len(set(folded))
    assert len(names) == len(set(names))
    assert set(contract.key) <= set(names)
    assert {rule.column for rule in contract.quarantine} <= set(names)
    assert set(contract.formats) <= set(tables.FORMATS.values())
    kinds = {(column.check or "").partition(":")[0] for column in contract.columns}
    assert kinds <= (KINDS_OF_PERSONS if contract.persons else KINDS)
    roles = [column.identifier for column in contract.columns if column.identifier]
    assert set(roles) <= contracts.IDENTIFIERS
    assert contract.persons or not roles
    for role in contracts.READ_IDENTIFIERS:
        assert roles.count(role) <= 1
    assert contract.persons == (contract.collection in {"census", "eyfsp", "sen2"})
    assert len(contract.raw_columns()) == len({*contract.raw_columns()})
    schemes = {
        row["period_scheme"]
        for row in seed_rows("publisher_periods")
        if row["reader"] == contract.dataset
    }
    assert set(contract.period_schemes) <= schemes
    sources = {row["source_code"] for row in seed_rows("sources")}
    assert contract.source_code in sources


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.dataset)
def test_every_label_a_registry_reads_passes_the_check(contract: contracts.Contract) -> None:
    """A period scheme that a series reads is one that its reader's contract lets through."""
    schemes = {
        row["period_scheme"]
        for row in seed_rows("indicator_series")
        if row["reader"] == contract.dataset and row["period_scheme"]
    }
    assert schemes <= {*contract.period_schemes, "own_code"}


# --- codes

GOOD_PERIODS = [
    *["AY2024-25", "FY1999-00", "CY2024", "ED2019", "AT2024-02-29", "3CY2021-2023"],
    *["3FY2021-24", "3AY1998-01"],
]
BAD_PERIODS = [
    *["AY2024-26", "AY2024/25", "AY24-25", "ay2024-25", "FY2024", "CY2024-25", "AT2023-02-29"],
    *[
        "AT2024-2-9",
        "3CY2021-2024",
        "3FY2021-22",
        "QY2024",
        "",
        "2024",
        "CY9999",
        "AY2024-25 ",
        "CY\uff12\uff10\uff12\uff14",
    ],
]


@pytest.mark.parametrize("code", GOOD_PERIODS)
def test_a_period_code(code: str) -> None:
    """A code of each type of period is one."""
    assert codes.is_period(code)


def test_a_period_is_dated_as_the_models_date_it() -> None:
    """The rules of period_types give here the days that int_period__dated is held to."""
    with (PROJECT_DIR / "tests/fixtures/periods_dated.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            first, last = codes.span(row["period_code"])
            assert (first.isoformat(), last.isoformat()) == (row["period_start"], row["period_end"])
    assert codes.span("AT2024-02-29") == (date(2024, 2, 29), date(2024, 2, 29))
    assert codes.span("3CY2021-2023") == (date(2021, 1, 1), date(2023, 12, 31))
    assert codes.span("3FY2021-24") == (date(2021, 4, 1), date(2024, 3, 31))


@pytest.mark.parametrize("code", BAD_PERIODS)
def test_no_period_code(code: str) -> None:
    """Years out of step, days that are none and other ways of writing are not codes."""
    assert not codes.is_period(code)


def test_the_codes_of_the_project_are_codes() -> None:
    """Whatever the seeds use passes the check that people's codes are held to."""
    assert all(
        codes.is_period(r["period_code"])
        for r in seed_rows("publisher_periods")
        if r["period_code"]
    )
    assert all(codes.is_period(row["example"]) for row in seed_rows("period_types"))
    used: Sequence[str] = [r["cohort_code"] for r in seed_rows("publisher_cohort_labels")]
    assert all(codes.is_cohort(code) for code in used if code)
    assert all(codes.is_cohort(row["cohort_code"]) for row in seed_rows("item_indicator"))


@pytest.mark.parametrize("code", ["fsm=eligible", "fsm=eligible|sen=support", "all"])
def test_a_cohort_code(code: str) -> None:
    """One part, several in order, or all."""
    assert codes.is_cohort(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "All",
        "fsm",
        "fsm=",
        "fsm=Eligible",
        "sen=any|fsm=eligible",
        "all|fsm=eligible",
        "fsm=eligible|fsm=unknown",
        "fsm=eligible|",
    ],
)
def test_no_cohort_code(code: str) -> None:
    """Unknown parts, another order and one characteristic twice are not codes."""
    assert not codes.is_cohort(code)
