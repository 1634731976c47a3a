"""Files of children: every row is loaded, repeated or quarantined, and no identifier goes on."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import leaks
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from children import (
    GOALS,
    LETTERS,
    NSPL_HEADINGS,
    eyfsp,
    nspl,
    on_roll,
    quiet,
    raw,
    sen2_person,
    take,
    upn,
)
from conftest import Ran, values, write_csv
from outcomes_spine import build, ingest, landing, persons, status, vault
from outcomes_spine.collection import collection_of
from outcomes_spine.contracts import contracts
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome

PRIVATE = ("quillfeather", "ambrosine", upn(1).casefold(), "2020-01-14", "14/01/2020", "xa1 1aa")


@pytest.fixture
def drop(drop: Path) -> Path:
    """Return an empty drop folder that is marked as invented."""
    (drop / "invented.json").write_text("{}")
    return drop


@pytest.fixture
def made(home: Path) -> DataHome:
    """Return a sample home that holds nothing yet."""
    data_home = DataHome(home)
    data_home.make("sample")
    return data_home


def refusal(home: DataHome, drop: Path) -> str:
    """Return the sentence that refuses a folder, having checked that it tells on nobody."""
    with pytest.raises(SpineError) as told:
        take(home, drop)
    message = str(told.value)
    assert not [value for value in PRIVATE if value in message.casefold()]
    assert told.value.__suppress_context__ or told.value.__context__ is None
    assert landing.records(home) == []
    return message


# --- what raw/ holds


def test_a_child_becomes_a_key_a_month_and_a_place(drop: Path, made: DataHome) -> None:
    """Of who the child is only child_key, month of birth and place are left; results are kept."""
    eyfsp(drop / "profile.csv", FSP_COM_E01="1", FSP_MAT_E11="a", FSP_EXP_E17="2.0")
    nspl(drop / "nspl.csv")
    take(made, drop)
    [row] = duckdb.sql(f"from '{made.raw}/eyfsp_return/[0-9a-f]*.parquet'").fetchall()
    described = duckdb.sql(f"describe from '{made.raw}/eyfsp_return/*.parquet'").fetchall()
    cells = dict(zip([column[0] for column in described], row, strict=True))
    assert len(cells.pop("child_key")) == 32
    kept = {k: v for k, v in cells.items() if v is not None and k not in {"file_id", "row_number"}}
    goals = {goal.removeprefix("FSP_").lower(): "2" for goal in GOALS}
    assert kept == {
        "birth_month": "2020-01",
        "lsoa_code": "X01000001",
        "ward_code": "X05000001",
        "resident_la_code": "X09000001",
        "place_source": "extract",
        "collection_year": "2025",
        "academic_year": "2024/2025",
        "sex": "F",
        "establishment_number": "2001",
        "gld_flag": "1",
        **(goals | {"com_e01": "1", "mat_e11": "A"}),
    }


def test_a_child_has_one_key_in_every_dataset(drop: Path, made: DataHome) -> None:
    """By the UPN a child is the same in the profile, the census and SEN2; another is another."""
    eyfsp(drop / "eyfsp.csv", {}, {"FSP_UPN": upn(2)})
    on_roll(drop / "2025_spring_pupilonroll.csv", upn=upn(1).lower())
    sen2_person(drop / "Blade-Export_16-01-2025_person.csv", upn=f" {upn(1)} ")
    take(made, drop)
    [[first], [second]] = raw(made, "eyfsp_return", "child_key")
    assert raw(made, "census_pupil_on_roll", "child_key") == [(first,)]
    assert raw(made, "sen2_person", "child_key") == [(first,)]
    assert first != second


def test_a_child_without_upn_is_known_within_a_dataset(drop: Path, made: DataHome) -> None:
    """Names, day of birth and postcode stand in for it, however typed, and no less does."""
    same = {"FSP_UPN": "", "FSP_SURNAME": "QUILLFEATHER ", "FSP_DOB": "14/01/2020"}
    eyfsp(
        drop / "eyfsp.csv",
        {"FSP_UPN": ""},
        {**same, "FSP_POSTCODE": "xa11aa", "FSP_ESTAB": "2002"},
        {**same, "FSP_FORENAME": "Twin"},
        {**same, "FSP_POSTCODE": "XB2 2BB"},
    )
    sen2_person(drop / "sen2_2025_person.csv", upn="")
    take(made, drop)
    keys = [key for [key] in raw(made, "eyfsp_return", "child_key")]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3
    assert raw(made, "sen2_person", "child_key")[0][0] not in keys


ROWS: dict[str, tuple[dict[str, str], str | None]] = {
    "good": ({}, None),
    "a temporary UPN": ({"FSP_UPN": upn(5, "Z")}, None),
    "no UPN": ({"FSP_UPN": ""}, None),
    "a British date": ({"FSP_DOB": "4/1/2020"}, None),
    "a date of COLLECT": ({"FSP_DOB": "2020-Jan-14 00:00:00"}, None),
    "a date with a time": ({"FSP_DOB": "2020-01-14T00:00:00"}, None),
    "no date": ({"FSP_DOB": ""}, None),
    "an empty goal": ({"FSP_COM_E01": ""}, None),
    "UPN of Excel": ({"FSP_UPN": "1.23E+12"}, "upn: changed into a number by Excel"),
    "UPN cut off": ({"FSP_UPN": upn(1)[:-1]}, "upn: not a letter and 12 digits"),
    "UPN of one letter too many": (
        {"FSP_UPN": "S" + upn(1)[1:]},
        "upn: not a letter and 12 digits",
    ),
    "a wrong letter": (
        {"FSP_UPN": LETTERS[(LETTERS.index(upn(1)[0]) + 1) % 23] + upn(1)[1:]},
        "upn: its check letter is wrong",
    ),
    "nobody": (
        {"FSP_UPN": "", "FSP_FORENAME": ""},
        "no upn, and no name or date of birth instead",
    ),
    "a result of old": ({"FSP_LIT_E10": "3"}, "lit_e10: none of 1, 2, A"),
    "a wrong result": ({"FSP_LIT_E10": "Quillfeather"}, "lit_e10: none of 1, 2, A"),
    "a day that is none": ({"FSP_DOB": "30/02/2020"}, "birth_date: not a date"),
    "an American day": ({"FSP_DOB": "01/14/2020"}, "birth_date: not a date"),
    "a short year": ({"FSP_DOB": "14/01/20"}, "birth_date: not a date"),
    "a year out of reach": ({"FSP_DOB": "2920-01-14"}, "birth_date: not a date"),
}


def test_each_row_is_loaded_repeated_or_quarantined(drop: Path, made: DataHome) -> None:
    """Rows in are rows loaded, repeated and quarantined; each fault has its rule and its place."""
    rows = [{"FSP_ESTAB": str(n), **cells} for n, (cells, _) in enumerate(ROWS.values(), 3000)]
    eyfsp(drop / "eyfsp.csv", *rows, rows[0], rows[8])
    [account] = take(made, drop).values()
    rules = [rule for _, rule in ROWS.values()]
    assert account.quarantined == {rule: rules.count(rule) for rule in {*rules} if rule}
    assert account.first_rows == {r: rules.index(r) + 2 for r in {*rules} if r}
    assert account.duplicates == 2
    assert account.rows_loaded == rules.count(None)
    assert account.rows_in == len(rows) + 2
    loaded = [row - 2 for [row] in raw(made, "eyfsp_return", "row_number")]
    assert loaded == [n for n, rule in enumerate(rules) if rule is None]
    counts = f"from '{made.raw}/landing/quarantine.parquet'"
    assert {(r[1], int(r[2])) for r in duckdb.sql(counts).fetchall()} == {
        *account.quarantined.items()
    }
    files = f"select rows_in, rows_loaded, rows_quarantined, rows_duplicate from '{made.raw}"
    [numbers] = duckdb.sql(f"{files}/landing/files.parquet'").fetchall()
    rows_in, loaded_, quarantined, duplicates = map(int, numbers)
    assert rows_in == loaded_ + quarantined + duplicates


def test_a_key_that_comes_again_with_another_content_is_quarantined(
    drop: Path, made: DataHome
) -> None:
    """A row id names one row; the first stands, whatever reads the file."""
    on_roll(drop / "2025_spring_pupilonroll.csv", {}, {"upn": upn(2)}, {"pupilonrolltableid": ""})
    [account] = take(made, drop).values()
    assert (account.rows_in, account.rows_loaded, account.duplicates) == (3, 1, 0)
    assert sorted(account.quarantined.values()) == [1, 1]


def test_the_check_letter_is_that_of_a_upn() -> None:
    """The rule in SQL agrees with the one the tests are written by, and with a published UPN."""
    dice = random.Random(8)  # noqa: S311 - the same numbers each time
    good = [upn(dice.randrange(10**6), dice.choice(["", *LETTERS])) for _ in range(500)]
    bad = [dice.choice(LETTERS.replace(one[0], "")) + one[1:] for one in good]
    rules = dict(persons._rules(contracts()["eyfsp_return"]))
    wrong = rules["upn: its check letter is wrong"]
    for upns, faults in (([*good, "N315999924001"], 0), (bad, 500)):
        found = duckdb.execute(
            f"select count(*) from (select unnest(?) as upn) where {wrong}", [upns]
        ).fetchall()
        assert found == [(faults,)]


def test_dates_and_flags_have_one_form(drop: Path, made: DataHome) -> None:
    """Whatever the export writes, raw/ has days as 2024-09-03 and flags as 1 and 0."""
    on_roll(
        drop / "2025_spring_pupilonroll.csv",
        {"entrydate": "2024-Sep-03 00:00:00", "senunitindicator": "True"},
        {"entrydate": "03/09/2024", "senunitindicator": "0", "pupilonrolltableid": "p2"},
        {"entrydate": "", "senunitindicator": "", "pupilonrolltableid": "p3"},
    )
    take(made, drop)
    columns = "entry_date, is_sen_unit, collection_year, collection_term"
    assert raw(made, "census_pupil_on_roll", columns) == [
        ("2024-09-03", "1", "2025", "spring"),
        ("2024-09-03", "0", "2025", "spring"),
        (None, None, "2025", "spring"),
    ]


# --- places

LOOKUP_HEADINGS = {
    "May 2025": ("pcds", "dointr", "doterm", "laua", "ward", "lsoa21", "rgn", "ctry"),
    "late 2025": (
        "pcds",
        "dointr",
        "doterm",
        "lad25cd",
        "wd25cd",
        "lsoa21cd",
        "rgn25cd",
        "ctry25cd",
    ),
    "2026": NSPL_HEADINGS,
    "ONSPD": ("pcds", "dointr", "doterm", "oslaua", "osward", "lsoa21", "rgn", "ctry"),
}


@pytest.mark.parametrize("generation", LOOKUP_HEADINGS)
def test_a_place_comes_from_the_extract_or_the_postcode_or_is_missing_with_a_reason(
    generation: str, drop: Path, made: DataHome
) -> None:
    """The extract's own LSOA goes first; a ward is the postcode's alone; a gap says why."""
    rows = [
        {"FSP_POSTCODE": "XB2 2BB"},
        {"FSP_POSTCODE": " xa11ab", "FSP_LLSOA21": ""},
        {"FSP_POSTCODE": "", "FSP_LLSOA21": "X01000009"},
        {"FSP_POSTCODE": "", "FSP_LLSOA21": ""},
        {"FSP_POSTCODE": "XA9 9ZZ", "FSP_LLSOA21": "unknown"},
        {"FSP_POSTCODE": "XA1 1ZZ", "FSP_LLSOA21": ""},
    ]
    eyfsp(drop / "eyfsp.csv", *({"FSP_UPN": upn(n), **row} for n, row in enumerate(rows)))
    nspl(drop / "nspl.csv", LOOKUP_HEADINGS[generation])
    take(made, drop)
    columns = "lsoa_code, ward_code, resident_la_code, place_source, place_missing_reason, "
    assert raw(made, "eyfsp_return", f"{columns} ward_missing_reason") == [
        ("X01000001", "X05000009", "X09000002", "extract", None, None),
        ("X01000001", "X05000002", "X09000001", "nspl", None, None),
        ("X01000009", None, "X09000002", "extract", None, "no postcode"),
        (None, None, None, "none", "no postcode", "no postcode"),
        (None, None, None, "none", *["postcode not in the lookup"] * 2),
        (None, None, None, "none", "postcode without an LSOA", "postcode without a ward"),
    ]
    assert not (made.raw / "nspl").exists()


def test_a_lookup_that_comes_later_finds_the_places(drop: Path, made: DataHome) -> None:
    """Without a lookup the reason says so; with one landed the children are read again."""
    eyfsp(drop / "eyfsp.csv", FSP_LLSOA21="")
    take(made, drop)
    [key] = raw(made, "eyfsp_return", "child_key")
    columns = "lsoa_code, place_missing_reason"
    assert raw(made, "eyfsp_return", columns) == [(None, "no postcode lookup")]
    nspl(drop / "nspl.csv")
    take(made, drop)
    assert raw(made, "eyfsp_return", columns) == [("X01000001", None)]
    assert raw(made, "eyfsp_return", "child_key") == [key]


# --- whose file it is


def test_a_file_under_other_headings_is_read_by_aliases_only(drop: Path, made: DataHome) -> None:
    """local/headings.csv names the headings of a council's system; the file stays as it is."""
    theirs = {"FSP_UPN": "Pupil No", "FSP_DOB": "Born", "FSP_POSTCODE": "Home", "FSP_COM_E01": "L1"}
    path = eyfsp(drop / "export.csv", FSP_COM_E01="1")
    first, rest = path.read_text().split("\n", 1)
    path.write_text(",".join(theirs.get(h, h) for h in first.split(",")) + "\n" + rest)
    said = refusal(made, drop)
    assert (
        "lacks the columns 'FSP_UPN', 'FSP_DOB', 'FSP_COM_E01' (it has 'Pupil No', 'Born'" in said
    )
    assert "local/headings.csv" in said
    rows = [["eyfsp_return", "pupil no", "upn"], ["eyfsp_return", "Born", "birth_date"]]
    rows += [["eyfsp_return", "Home", "postcode"], ["eyfsp_return", "L1", "FSP_COM_E01"]]
    write_csv(made.local / "headings.csv", [["dataset", "heading_theirs", "column_ours"], *rows])
    take(made, drop)
    nspl(drop / "nspl.csv")
    take(made, drop)
    assert raw(made, "eyfsp_return", "birth_month, com_e01, ward_code") == [
        ("2020-01", "1", "X05000001")
    ]


ALIASES = {
    "eyfsp,Pupil,upn": "row 2, column 'dataset': 'eyfsp' is no dataset",
    "eyfsp_return,Pupil,UPNs": "row 2, column 'column_ours': 'UPNs' is no column of eyfsp_return",
    "eyfsp_return,,upn": "row 2, column 'heading_theirs': it is empty",
    "eyfsp_return,FSP_SEX,upn": "'FSP_SEX' is the heading of 'sex' in eyfsp_return",
    "eyfsp_return,A,upn\neyfsp_return,a,sex": "row 3: the heading 'a' is in row 2 already",
    "eyfsp_return,FSP_VERSION,sex": "'FSP_VERSION' is the heading of 'file_version'",
}


@pytest.mark.parametrize("rows", ALIASES)
def test_a_wrong_alias_is_told(rows: str, drop: Path, made: DataHome) -> None:
    """A row that names what is not there is one sentence with its place."""
    eyfsp(drop / "eyfsp.csv")
    (made.local / "headings.csv").write_text(f"dataset,heading_theirs,column_ours\n{rows}\n")
    assert ALIASES[rows] in refusal(made, drop)


def test_two_headings_of_one_column_are_told(drop: Path, made: DataHome) -> None:
    """Of two headings that stand for one column neither is read in silence."""
    path = eyfsp(drop / "eyfsp.csv")
    first, *rest = path.read_text().strip().split("\n")
    path.write_text("\n".join([f"{first},Age", *(f"{row},4" for row in rest)]) + "\n")
    rows = "dataset,heading_theirs,column_ours\neyfsp_return,Age,sex\n"
    (made.local / "headings.csv").write_text(rows)
    said = refusal(made, drop)
    assert "its headings 'FSP_SEX' and 'Age' both stand for 'sex': delete the one not meant" in said


FAULTS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "day numbers": (
        lambda d: eyfsp(d / "a.csv", {}, {"FSP_DOB": "43844"}),
        "a.csv, row 3, column 'FSP_DOB': the date is a day number of Excel",
    ),
    "two years": (
        lambda d: eyfsp(d / "a.csv", {}, {"FSP_ACADYR": "202324"}),
        "holds rows of several school years, which end in 2024, 2025",
    ),
    "no year": (
        lambda d: eyfsp(d / "a.csv", FSP_ACADYR=""),
        "does not say of which year: name it 2025_a.csv",
    ),
    "a name and rows that differ": (
        lambda d: eyfsp(d / "eyfsp_2023.csv"),
        "says the year 2023 by its name or its edition in manifest.csv, and 2025 in its rows",
    ),
    "a year that is none": (
        lambda d: eyfsp(d / "a.csv", FSP_ACADYR="Quillfeather"),
        "a.csv, row 2, column 'FSP_ACADYR': this is no school year: write it as 2024/2025",
    ),
    "a census of no year": (
        lambda d: on_roll(d / "pupilonroll.csv"),
        "does not say of which census: name it 2025_spring_pupilonroll.csv",
    ),
    "a goal that is none": (
        lambda d: _rename(eyfsp(d / "a.csv"), "FSP_EXP_E17", "FSP_EXP_E18"),
        "lacks the column 'FSP_EXP_E17' (it has 'FSP_EXP_E18' instead)",
    ),
    "no headings": (
        lambda d: _behead(eyfsp(d / "eyfsp.csv", {}, {})),
        "eyfsp.csv looks like 'Early years foundation stage profile, one row a child' but lacks",
    ),
    "a heading twice": (
        lambda d: _rename(eyfsp(d / "a.csv"), "FSP_ESTAB", "FSP_UPN"),
        "two columns have the heading 'FSP_UPN'",
    ),
    "columns that have moved": (
        lambda d: _rename(
            eyfsp(d / "a.csv", {}, {}), *("FSP_UPN,FSP_SURNAME", "FSP_SURNAME,FSP_UPN")
        ),
        "a.csv: none of its 2 rows can be read (1 by the rule 'upn: not a letter and 12 digits')",
    ),
    "UPNs of Excel": (
        lambda d: eyfsp(d / "a.csv", {}, {"FSP_SEX": "M"}, FSP_UPN="1.23E+12"),
        "none of its 2 rows can be read (2 by the rule 'upn: changed into a number by Excel'): "
        "export it again and do not open it in Excel",
    ),
    "a real UPN": (
        lambda d: eyfsp(d / "a.csv", {}, {"FSP_UPN": "N315204924001"}),
        "a.csv is marked as invented, and row 3 has a UPN, a postcode or an LSOA that a real child",
    ),
    "real postcodes": (
        lambda d: sen2_person(d / "sen2_2025_person.csv", {}, {"upn": upn(2)}, postcode="qq1 1qq"),
        "marked as invented, and row 2 has a UPN, a postcode or an LSOA that a real child could "
        "have (1 more rows like it)",
    ),
    "a real LSOA": (
        lambda d: eyfsp(d / "a.csv", FSP_LLSOA21="E01000001"),
        "give real children a home of their own with --home",
    ),
    "a row cut off": (
        lambda d: _append(eyfsp(d / "a.csv"), "2024/2025,X,Quillfeather\n"),
        "a.csv, row 3: the row has 3 cells",
    ),
    "an open quotation mark": (
        lambda d: _append(eyfsp(d / "a.csv"), '2024/2025,"Quillfeather\n'),
        "a.csv, row 3: a quotation mark in this row is not closed",
    ),
    "headings only": (
        lambda d: _cut(eyfsp(d / "a.csv")),
        "a.csv has headings and no rows",
    ),
    "two of one year": (
        lambda d: [eyfsp(d / "a.csv"), eyfsp(d / "b.csv", FSP_SEX="M")],
        "a.csv and b.csv are both 'Early years foundation stage profile, one row a child' of 2025",
    ),
}


def _rename(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new, 1))


def _behead(path: Path) -> None:
    path.write_text(path.read_text().partition("\n")[2])


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def _cut(path: Path) -> None:
    path.write_text(path.read_text().partition("\n")[0] + "\n")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_file_is_one_sentence_about_nobody(
    fault: str, drop: Path, made: DataHome
) -> None:
    """A fault of the file is told with its place and its remedy, and without a child's cell."""
    make, said = FAULTS[fault]
    make(drop)
    assert said in refusal(made, drop)


def test_what_duckdb_says_is_not_passed_on(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB shows the value that it stumbled over; the message here does not."""
    eyfsp(drop / "a.csv")
    monkeypatch.setattr(persons, "_normal", lambda column: f"cast(r.{column.name} as int)")
    monkeypatch.setattr(persons, "_day", lambda cell: f"cast(r.{cell.removeprefix('r.')} as int)")
    assert "a.csv cannot be read" in refusal(made, drop)


def test_a_workbook_of_children_is_left_alone_with_a_reason(drop: Path) -> None:
    """Only CSV is read for children; a workbook with the same columns says so."""
    headings = eyfsp(drop / "a.csv").read_text().split("\n")[0].split(",")
    (drop / "a.csv").unlink()
    with xlsxwriter.Workbook(drop / "a.xlsx") as book:
        book.add_worksheet().write_row(0, 0, headings)
    [found] = landing.scan(drop)
    assert found.contract is None
    assert "save it as CSV UTF-8" in found.reason


# --- which collection

NAMES = {
    ("census_pupil_on_roll", "2025_spring_pupilonroll.csv", ""): "2025 spring",
    ("census_pupil_on_roll", "2024_Autumn/pupilonroll.csv", ""): "2024 autumn",
    ("census_pupil_on_roll", "Spring 2024.csv", "2025 spring"): "2025 spring",
    ("census_pupil_on_roll", "pupils.csv", "2025 spring corrected"): "2025 spring",
    ("census_pupil_on_roll", "Blade-Export_16-01-2025_pupilonroll.csv", ""): "2025 spring",
    ("census_pupil_on_roll", "Blade-Export_15-01-2025_pupilonroll.csv", ""): "2024 autumn",
    ("census_pupil_on_roll", "Blade-Export_20-06-2024_pupilonroll.csv", ""): "2024 summer",
    ("sen2_person", "Blade-Export_16-01-2025_person.csv", ""): "2025",
    ("sen2_person", "Blade-Export_02-01-2025_person.csv", ""): "2024",
    ("sen2_person", "Blade-Export_02-01-2025_person.csv", "2025"): "2025",
    ("sen2_person", "sen2_2024_person.csv", ""): "2024",
    ("eyfsp_return", "eyfsp_2025.csv", ""): "2025",
    ("eyfsp_return", "EYFSP 2024-25.csv", ""): "2025",
    ("eyfsp_return", "profile.csv", "2024/2025 corrected"): "2025",
    ("eyfsp_return", "profile.csv", "corrected"): "",
}


@pytest.mark.parametrize(("dataset", "name", "edition"), NAMES)
def test_a_name_or_an_edition_says_the_collection(dataset: str, name: str, edition: str) -> None:
    """A name as people and COLLECT write it tells year and term; an export is of the day before."""
    found = collection_of(contracts()[dataset], name, edition)
    assert found == NAMES[dataset, name, edition]


LATER = {
    "published later": (("2025-07-18", ""), ("2025-09-26", "")),
    "a later edition": (("", "2025 first"), ("", "2025 corrected")),
    "a later version": (("2025-07-18", "2025 v2"), ("2025-07-18", "2025 v10")),
}


@pytest.mark.parametrize("how", LATER)
@pytest.mark.parametrize("turned", [False, True])
def test_the_later_file_of_a_year_counts(
    how: str, turned: bool, drop: Path, made: DataHome
) -> None:
    """Both files are kept and accounted for; the one that counts is the later, in any order."""
    names = ["b.csv", "a.csv"] if turned else ["a.csv", "b.csv"]
    eyfsp(drop / names[0])
    eyfsp(drop / names[1], FSP_COM_E01="1")
    rows = [[name, *said] for name, said in zip(names, LATER[how], strict=True)]
    write_csv(drop / "manifest.csv", [["file", "published_on", "edition"], *rows])
    take(made, drop)
    query = f"select file_id, file_name, superseded_by from '{made.raw}/landing/files.parquet'"
    files = {name: (file_id, by) for file_id, name, by in duckdb.sql(query).fetchall()}
    assert files[names[1]][1] is None
    assert files[names[0]][1] == files[names[1]][0]


def test_a_file_that_comes_later_counts(
    drop: Path, made: DataHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corrected file dropped another day needs no manifest; one of the same edition is told."""
    monkeypatch.setenv("SPINE_NOW", "2025-08-01T00:00:00Z")
    eyfsp(drop / "a.csv")
    take(made, drop)
    monkeypatch.setenv("SPINE_NOW", "2025-09-01T00:00:00Z")
    eyfsp(drop / "a.csv", FSP_COM_E01="1")
    take(made, drop)
    query = f"select count(*), count(superseded_by) from '{made.raw}/landing/files.parquet'"
    assert duckdb.sql(query).fetchall() == [(2, 1)]
    edition = [["file", "edition"], ["a.csv", "2025 final"]]
    write_csv(drop / "manifest.csv", edition)
    take(made, drop)
    monkeypatch.setenv("SPINE_NOW", "2025-10-01T00:00:00Z")
    eyfsp(drop / "a.csv", FSP_COM_E01="A")
    with pytest.raises(SpineError, match="nothing says which is the later"):
        take(made, drop)
    assert len(landing.records(made)) == 2


# --- invented and real


def test_real_children_are_refused_by_a_sample_home(drop: Path, made: DataHome) -> None:
    """A file of children that nothing marks as invented is refused by its name."""
    (drop / "invented.json").unlink()
    eyfsp(drop / "returns.csv")
    said = refusal(made, drop)
    assert said.startswith("returns.csv holds rows about children that nothing marks as invented")
    assert "--home" in said


def test_invented_children_are_refused_by_a_real_home(
    drop: Path, home: Path, spine: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are listed by name and not opened; landing itself takes none either."""
    eyfsp(drop / "borough.csv")
    real = DataHome(home)
    real.make("real")
    [found] = landing.scan(drop, home=real)
    assert (found.name, found.contract, found.reason) == ("borough.csv", None, landing.REFUSED)
    with pytest.raises(SpineError, match=r"borough.csv holds invented children, and .* real home"):
        landing.land(real, landing.scan(drop), quiet)
    said = spine("build", "--landing", drop, "--home", home)
    assert "borough.csv" in said.err
    assert landing.records(real) == []


def test_public_files_may_come_into_a_sample_home_unmarked(drop: Path, made: DataHome) -> None:
    """Only rows about children are refused: a lookup is real in every home."""
    (drop / "invented.json").unlink()
    nspl(drop / "nspl.csv")
    assert take(made, drop)["nspl.csv"] == ingest.RowAccount(4, 4)


# --- names of files, which may hold a child's


@pytest.fixture
def real(drop: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataHome:
    """Return a real home with a key, on which a build ends before dbt; what is dropped is real."""
    (drop / "invented.json").unlink()
    key = tmp_path / "key.txt"
    assert vault.main([str(key)]) == 0
    monkeypatch.setenv(vault.KEY_VARIABLE, str(key))
    monkeypatch.setattr(build, "_build_and_publish", lambda *_, **__: None)
    made = DataHome(home)
    made.make("real")
    return made


def named(home: DataHome) -> list[str]:
    """Return the files of a home that hold the name, in their bytes, cells or names."""
    return [
        str(path)
        for path in home.root.rglob("*")
        if path.is_file()
        and (
            b"Quillfeather" in path.read_bytes() + str(path).encode()
            or any(b"Quillfeather" in cell for cell in leaks._cells(path))
        )
    ]


def test_a_name_of_a_file_of_real_children_does_not_stay(
    drop: Path, real: DataHome, capsys: pytest.CaptureFixture[str]
) -> None:
    """The home names it by what it is; the person at the screen is told of what was left alone."""
    eyfsp(drop / "Quillfeather A corrected.csv")
    on_roll(drop / "Quillfeather 2025 spring.csv")
    (drop / "Quillfeather plan.pdf").write_bytes(b"%PDF")
    write_csv(drop / "local_values.csv", values())
    build.build(real, drop, full=False)
    assert "Quillfeather plan.pdf" in capsys.readouterr().err
    assert named(real) == []
    state = status.status_of(real)
    assert sorted(file["name"] for file in state["files"]) == [
        *["2025_eyfsp_return.csv", "2025_spring_census_pupil_on_roll.csv", "local_values.csv"]
    ]
    assert hashlib.sha256((drop / "Quillfeather A corrected.csv").read_bytes()).hexdigest() in {
        file["sha256"] for file in state["files"]
    }
    assert [file["name"] for file in state["left_alone"]] == ["a file (.pdf)"]
    before = raw(real, "census_pupil_on_roll", "child_key, collection_year, collection_term")
    shutil.rmtree(real.raw)
    build.build(real, None, full=False)
    columns = "child_key, collection_year, collection_term"
    assert raw(real, "census_pupil_on_roll", columns) == before
    build.build(real, drop, full=False)
    assert len(landing.records(real)) == 3


def test_a_file_of_persons_that_is_left_alone_is_not_named_in_the_log(
    drop: Path, real: DataHome, capsys: pytest.CaptureFixture[str]
) -> None:
    """A heading of who somebody is tells; public files that are left alone keep their names."""
    write_csv(drop / "areas.csv", [["ltla23_code", "utla23_code"], ["E1", "E2"]])
    write_csv(drop / "local_values.csv", values())
    build.build(real, drop, full=False)
    assert [f["name"] for f in status.status_of(real)["left_alone"]] == ["areas.csv"]
    write_csv(drop / "Quillfeather 2019.csv", [["FSP_UPN", "FSP_COM_G01"], [upn(1), "3"]])
    build.build(real, drop, full=False)
    assert "Quillfeather 2019.csv" in capsys.readouterr().err
    assert named(real) == []


LEFT: dict[str, Callable[[Path], object]] = {
    "a fault in a row": lambda d: eyfsp(d / "Quillfeather.csv", FSP_DOB="43844"),
    "a heading gone": lambda d: _rename(
        eyfsp(d / "Quillfeather.csv"), "FSP_EXP_E17", "FSP_EXP_E18"
    ),
    "no text": lambda d: (d / "Quillfeather.csv").write_bytes(b"a,b\n\x81,\x00\n"),
    "two of one year": lambda d: [
        eyfsp(d / "Quillfeather.csv"),
        eyfsp(d / "Quillfeather A.csv", FSP_SEX="M"),
    ],
}


@pytest.mark.parametrize("fault", LEFT)
def test_a_fault_in_a_file_of_real_children_stays_without_its_name(
    fault: str, drop: Path, real: DataHome
) -> None:
    """The person at the screen reads which file it is; what is kept of the build does not say."""
    LEFT[fault](drop)
    with pytest.raises(SpineError, match="Quillfeather"):
        build.build(real, drop, full=False)
    assert named(real) == []
    last = status.status_of(real)["last_build"]
    assert "a file of the drop folder" in last["error"]
