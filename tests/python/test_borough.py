"""The invented borough: its layouts, its keys, its size, its dirt, and that it is nowhere."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Ran, command, environment
from outcomes_spine.sample import borough

COLLECT = "{0}tableid NativeId {0}orderseqcolumn sourceid"
GOALS = (
    *("COM_E01", "COM_E02", "PSE_E03", "PSE_E04", "PSE_E05", "PHY_E06", "PHY_E07"),
    *("LIT_E08", "LIT_E09", "LIT_E10", "MAT_E11", "MAT_E12"),
    *("UTW_E13", "UTW_E14", "UTW_E15", "EXP_E16", "EXP_E17"),
)
PROFILE = [
    f"FSP_{column}"
    for column in (
        *("ACADYR", "UPN", "SURNAME", "FORENAME", "DOB", "SEX", "MTH_ENTRY", "LA", "LA_9Code"),
        *("ESTAB", "LAESTAB", "URN", "NFTYPE", "POSTCODE", "LLSOA21", *GOALS),
        *("AGE", "GLD", "VERSION"),
    )
]
CENSUS = {
    "pupilonroll": "schoolcensustableid upn formerupn surname forename uniquelearnernumber "
    "middlenames preferredsurname formersurname dob entrydate schoollunchtaken parttime "
    "senunitindicator resourcedprovisionindicator missingaddress hoursatsetting "
    "termlysessionspossible fundedhours duplicatenotfunded moveoffrollflag topupfunding "
    "unitcontacttime ethnicity yssa language enrolstatus classtype boarder ncyearactual "
    "senprovision servicechild eyppbf plaa dafindicator extendedhours eyppr youngcarer sex "
    "eligibilitycode",
    "fsmperiod": "pupilonrolltableid fsmstartdate fsmenddate ukcountry",
    "senneeds": "pupilonrolltableid sentyperank sentype",
    "addresses": "pupilonrolltableid saon paon street locality town administrativearea posttown "
    "postcode addressline1 addressline2 addressline3 addressline4 addressline5 "
    "uniquepropertyreferencenumber",
}
SEN2 = {
    "sen2": "collection year referencedate sourcelevel softwarecode release serialno datetime lea "
    "dmo dco",
    "person": "sen2tableid surname forename personbirthdate sex ethnicity postcode upn "
    "uniquelearnernumber upnunknown",
    "requests": "persontableid receiveddate rya requestoutcomedate requestoutcome "
    "requestmediation requesttribunal exported",
    "assessment": "requeststableid assessmentoutcome assessmentoutcomedate assessmentmediation "
    "assessmenttribunal othermediation othertribunal week20",
    "namedplan": "assessmenttableid startdate planres planwbp pb oa dp ceasedate ceasereason",
    "plandetail": "namedplantableid urn ukprn sensetting sensettingother placementrank "
    "senunitindicator resourcedprovisionindicator",
    "activeplans": "requeststableid transferla reviewmeeting reviewoutcome lastreview",
    "placementdetail": "activeplanstableid res wbp urn ukprn sensetting sensettingother "
    "placementrank entrydate leavingdate senunitindicator resourcedprovisionindicator",
    "senneed": "activeplanstableid sentype sentyperank",
}
PARENTS = {
    **dict.fromkeys(("fsmperiod", "senneeds", "addresses"), "pupilonroll"),
    **{"person": "sen2", "requests": "person", "assessment": "requests"},
    **{"namedplan": "assessment", "plandetail": "namedplan", "activeplans": "requests"},
    **{"placementdetail": "activeplans", "senneed": "activeplans"},
}
POPULATIONS = {
    2025: [
        "Total population: mid 2022",
        "Dependent Children aged 0-15: mid 2022",
        "Older population aged 60 and over: mid 2022",
        "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022",
    ],
    2019: [
        "Total population: mid 2015 (excluding prisoners)",
        "Dependent Children aged 0-15: mid 2015 (excluding prisoners)",
        "Population aged 16-59: mid 2015 (excluding prisoners)",
        "Older population aged 60 and over: mid 2015 (excluding prisoners)",
        "Working age population 18-59/64: for use with Employment Deprivation Domain "
        "(excluding prisoners)",
    ],
}
NSPL = (
    "pcd7 pcd8 pcds dointr doterm usrtypind east1m north1m gridind oa21cd cty26cd ced25cd lad26cd "
    "wd26cd nhser24cd ctry26cd rgn26cd pcon24cd ttwa15cd itl25cd npark16cd lsoa21cd msoa21cd "
    "wz11cd sicbl26cd bua24cd ruc21ind oac21ind lat long lep21cd1 lep21cd2 pfa23cd imd25ind icb26cd"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the borough of the size and seed that come with the command."""
    made = tmp_path_factory.mktemp("borough") / "out"
    borough.write(made)
    return made


@pytest.fixture(scope="module")
def con(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the files as text tables: profile, pupilonroll, person, nspl, ...; with their file."""
    with duckdb.connect() as connection:
        patterns = {
            "profile": "eyfsp_*",
            **{table: f"*_spring_{table}" for table in CENSUS},
            **{table: f"Blade-Export_16-01-2025_{table}" for table in SEN2},
            "nspl": "nspl_invented",
        }
        for table, pattern in patterns.items():
            connection.execute(
                f"create table {table} as select * replace (parse_filename(filename) as filename) "
                f"from read_csv('{folder}/{pattern}.csv', all_varchar = true, header = true, "
                "delim = ',', filename = true)"
            )
        yield connection


def one(con: duckdb.DuckDBPyConnection, sql: str) -> float:
    """Return the one number of a query."""
    row = con.execute(sql).fetchone()
    assert row is not None
    return float(row[0])


def headings(path: Path) -> list[str]:
    """Return the first row of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


# --- layout


def test_headings_are_the_national_ones(folder: Path) -> None:
    """Each file has the columns of its return, in order."""
    wanted = {f"eyfsp_{year}.csv": PROFILE for year in borough.YEARS}
    wanted["eyfsp_2025_corrected.csv"] = PROFILE
    for table, columns in CENSUS.items():
        for year in borough.YEARS:
            of_all = COLLECT.format(table).split()
            wanted[f"{year}_spring_{table}.csv"] = [*of_all, *columns.split()]
    for table, columns in SEN2.items():
        name = f"Blade-Export_16-01-2025_{table}.csv"
        wanted[name] = [*COLLECT.format(table).split(), *columns.split()]
    wanted["nspl_invented.csv"] = NSPL.split()
    codes = ("LSOA21", "WD24", "LAD24")
    wanted["lookup_lsoa21_ward_lad.csv"] = [
        *(code + kind for code in codes for kind in ("CD", "NM", "NMW")),
        "ObjectId",
    ]
    wanted["lookup_lsoa11_lsoa21_lad22.csv"] = [
        *("LSOA11CD", "LSOA11NM", "LSOA21CD", "LSOA21NM", "CHGIND", "LAD22CD", "LAD22NM")
    ]
    for edition, census, lad in ((2025, 2021, 2024), (2019, 2011, 2019)):
        wanted[f"File_7_IoD{edition}_invented.csv"] = [
            *(f"LSOA {what} ({census})" for what in ("code", "name")),
            *(f"Local Authority District {what} ({lad})" for what in ("code", "name")),
            *(
                f"{index} {what}"
                for index, score in (
                    ("Index of Multiple Deprivation (IMD)", "Score"),
                    ("Income", "Score (rate)"),
                    ("Income Deprivation Affecting Children Index (IDACI)", "Score (rate)"),
                )
                for what in (
                    score,
                    "Rank (where 1 is most deprived)",
                    "Decile (where 1 is most deprived 10% of LSOAs)",
                )
            ),
            *POPULATIONS[edition],
        ]
    assert len(CENSUS["pupilonroll"].split()) + 4 == 44
    assert {p.name: headings(p) for p in folder.glob("*.csv") if p.name != "manifest.csv"} == wanted


def test_the_folder_says_that_it_is_invented(folder: Path) -> None:
    """The marker names borough, size and seed; the manifest orders the two returns of a year."""
    marker = json.loads((folder / "invented.json").read_text(encoding="utf-8"))
    assert marker["invented"] is True
    assert (marker["children"], marker["seed"]) == (borough.CHILDREN, borough.SEED)
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    first, corrected = rows["eyfsp_2025.csv"], rows["eyfsp_2025_corrected.csv"]
    assert (first["edition"], corrected["edition"]) == ("2025 first", "2025 corrected")
    assert first["published_on"] < corrected["published_on"]
    assert all((folder / name).is_file() for name in rows)


def test_values_are_written_as_collect_writes_them(con: duckdb.DuckDBPyConnection) -> None:
    """Dates, booleans and codes are those of the returns."""
    for table, column in (("pupilonroll", "dob"), ("fsmperiod", "fsmstartdate")):
        bad = f"select count(*) from {table} where try_strptime({column}, '%Y-%b-%d %H:%M:%S')"
        assert one(con, f"{bad} is null") == 0
    for column, codes in (
        ("schoollunchtaken", ("True", "False")),
        ("senprovision", ("N", "K", "E")),
        ("enrolstatus", ("C", "M", "S")),
        ("ncyearactual", ("R", *map(str, range(1, 12)))),
        ("sex", ("F", "M")),
    ):
        found = con.execute(f"select distinct {column} from pupilonroll").fetchall()
        assert {row[0] for row in found} == set(codes)
    results = con.execute("select distinct unnest([columns('_E\\d\\d$')]) from profile").fetchall()
    assert {value for row in results for value in row} == {"1", "2", "A"}


# --- nowhere


def test_every_place_is_nowhere(folder: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Codes and postcodes start with X, the LA is 999, URNs begin with 99."""
    real = re.compile(r'(?:^|,|")[EWSN]\d{8}(?:$|,|")', re.MULTILINE)
    found = [p.name for p in folder.glob("*.csv") if real.search(p.read_text(encoding="utf-8"))]
    assert found == []
    columns = [c for c in headings(folder / "nspl_invented.csv") if re.fullmatch(r".*\d\dcd\d?", c)]
    codes = " and ".join(
        f"coalesce({column}, '') in ('', 'X' || {column}[2:])" for column in columns
    )
    assert one(con, f"select count(*) from nspl where not ({codes} and pcds like 'X%')") == 0
    assert one(con, "select count(*) from profile where \"FSP_LA\" <> '999'") == 0
    assert one(con, "select count(*) from profile where \"FSP_URN\" not similar to '99\\d{4}'") == 0
    assert one(con, "select count(*) from profile where \"FSP_LLSOA21\" not like 'X01%'") == 0
    for table, column in (
        ("profile", "FSP_POSTCODE"),
        ("addresses", "postcode"),
        ("person", "postcode"),
    ):
        assert one(con, f"select count(*) from {table} where upper({column}) not like 'X%'") == 0


def test_upns_have_the_right_letter_and_no_authority(con: duckdb.DuckDBPyConnection) -> None:
    """A UPN passes its check and names LA 999; a ULN fails its check."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    upns = con.execute(
        'select "FSP_UPN" from profile union select upn from pupilonroll union select formerupn '
        "from pupilonroll union select upn from person"
    ).fetchall()
    known = [row[0] for row in upns if row[0]]
    assert len(known) > borough.CHILDREN / 2
    for upn in known:
        total = sum(int(digit) * place for place, digit in enumerate(upn[1:], start=2))
        assert (len(upn), upn[1:4], letters[total % 23]) == (13, "999", upn[0])
    ulns = con.execute("select distinct uniquelearnernumber from pupilonroll").fetchall()
    for (uln,) in ulns:
        if uln:
            rest = sum(int(d) * w for d, w in zip(uln[:9], range(10, 1, -1), strict=True)) % 11
            assert len(uln) == 10 and (rest == 0 or int(uln[9]) != 10 - rest)
    assert len(ulns) > 1000


# --- keys


def test_keys_are_unique_and_parents_exist(con: duckdb.DuckDBPyConnection) -> None:
    """The surrogate of each row is unique in its file, and its parent is in the file's sibling."""
    for table in [*CENSUS, *SEN2]:
        assert one(con, f"select count(*) from {table}") > 0
        twice = f"select {table}tableid from {table} group by filename, 1 having count(*) > 1"
        assert con.execute(twice).fetchall() == []
    for table, parent in PARENTS.items():
        orphans = one(
            con,
            f"select count(*) from {table} as child anti join {parent} as parent on "
            f"child.{parent}tableid = parent.{parent}tableid and "
            "split_part(child.filename, '_', 1) = split_part(parent.filename, '_', 1)",
        )
        assert orphans == 0, table


def test_a_upn_is_one_child(con: duckdb.DuckDBPyConnection) -> None:
    """In every file and year a UPN has the same name, day of birth and sex."""
    several = con.execute(
        """
        with known as (
            select "FSP_UPN" as upn, "FSP_SURNAME" as surname, "FSP_FORENAME" as forename,
                coalesce(try_cast("FSP_DOB" as date), try_strptime("FSP_DOB", '%d/%m/%Y')::date)
                    as dob, "FSP_SEX" as sex
            from profile
            union all
            select upn, surname, forename, strptime(dob, '%Y-%b-%d %H:%M:%S')::date, sex
            from pupilonroll
            union all
            select upn, surname, forename, strptime(personbirthdate, '%Y-%b-%d %H:%M:%S')::date, sex
            from person
        )
        select count(*) from (
            select upn from known where upn is not null
            group by upn having count(distinct (surname, forename, dob, sex)) > 1
        )
        """
    ).fetchone()
    assert several == (0,)


def test_dual_registrations_are_a_pair(con: duckdb.DuckDBPyConnection) -> None:
    """A pupil stands once on a roll; on two as M and S."""
    statuses = con.execute(
        "select codes, count(*) from (select string_agg(enrolstatus, '' order by enrolstatus) as "
        "codes from pupilonroll group by filename, upn) group by 1"
    ).fetchall()
    assert {row[0] for row in statuses} == {"C", "MS"}
    assert 0.003 < dict(statuses)["MS"] / sum(row[1] for row in statuses) < 0.009


def test_plans_and_the_census_mostly_agree(con: duckdb.DuckDBPyConnection) -> None:
    """Of residents with E nearly all have a plan in SEN2, and nearly all plans of pupils are E."""
    rows = con.execute(
        """
        select senprovision, plan.upn is not null, count(*)
        from (
            select upn, senprovision from pupilonroll
            where filename like '2025%' and enrolstatus <> 'S'
        ) as roll
        left join (
            select p.upn from person as p
            inner join requests using (persontableid)
            inner join activeplans using (requeststableid)
        ) as plan using (upn)
        group by all
        """
    ).fetchall()
    found = {(code, has_plan): count for code, has_plan, count in rows}
    without = found["E", False] / (found["E", False] + found["E", True])
    elsewhere = found["K", True] + found.get(("N", True), 0)
    assert 0.04 < without < 0.12  # those who live outside the borough among them
    assert 0.01 < elsewhere / (elsewhere + found["E", True]) < 0.06
    later = "strptime(startdate, '%Y-%b-%d %H:%M:%S') > '2025-01-16'"
    assert one(con, f"select count(*) from namedplan where {later}") > 0
    assert one(con, "select count(*) from namedplan where ceasedate is not null") > 0
    assert one(con, "select count(*) from requests where requestoutcome = 'H'") > 0


# --- dirt


def test_faults_are_as_many_as_they_should_be(folder: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Each kind of fault is found in the files at its rate, and where `planted` says it is."""
    planted = borough.planted()
    counts = Counter(fault.kind for fault in planted)
    rows = one(con, "select count(*) from profile")
    wanted = {
        "missing upn": 0.02,
        "goal not assessed": 0.01,
        "blank lsoa": 0.01,
        "postcode not in nspl": 0.005,
        "out of borough": 0.06,
        "not on the census roll": 0.023,
        "wrong gld flag": 0.003,
    }
    for kind, rate in wanted.items():
        assert counts[kind] / rows == pytest.approx(rate, rel=0.35), kind
    assert (counts["exact copy"] + counts["second school"]) / rows == pytest.approx(0.005, rel=0.4)
    assert counts["left before the profile"] / rows == pytest.approx(0.015 * 4 / 5, rel=0.3)
    assert min(counts["exact copy"], counts["second school"], counts["withdrawn"]) > 0

    con.execute("create or replace temp table p (kind varchar, file varchar, row_number bigint)")
    con.executemany("insert into p values (?, ?, ?)", [[f.kind, f.file, f.row] for f in planted])
    goals = [f'"FSP_{goal}"' for goal in GOALS]
    tests = {
        "missing upn": '"FSP_UPN" is null',
        "blank lsoa": '"FSP_LLSOA21" is null',
        "goal not assessed": f"'A' in ({', '.join(goals)})",
        "out of borough": "coalesce(upper(\"FSP_POSTCODE\") like 'XB%', false)",
        "wrong gld flag": f"(concat({', '.join(goals[:12])}) = repeat('2', 12))::int "
        '<> "FSP_GLD"::int',
        "postcode not in nspl": "replace(upper(\"FSP_POSTCODE\"), ' ', '') not in "
        "(select replace(pcds, ' ', '') from nspl)",
    }
    con.execute(
        "create or replace temp table numbered as select *, row_number() over "
        "(partition by filename order by rowid) as row_number from profile"
    )
    for kind, condition in tests.items():
        seen = con.execute(
            f"select filename, row_number from numbered where {condition} order by all"
        ).fetchall()
        told = con.execute(
            "select file, row_number from p where kind = ? order by all", [kind]
        ).fetchall()
        if kind == "out of borough":  # of some the postcode is lost
            assert set(seen) <= set(told) and len(seen) > 0.98 * len(told)
        else:
            assert seen == told, kind


def test_the_corrected_return_corrects(con: duckdb.DuckDBPyConnection) -> None:
    """Against the first return children are added, withdrawn and given other results."""
    con.execute(
        "create or replace temp table editions as select distinct filename like '%corrected%' as "
        'is_corrected, "FSP_SURNAME" || "FSP_FORENAME" || "FSP_DOB" as child, "FSP_LIT_E10" as '
        "writing, \"FSP_GLD\" as gld from profile where filename like '%2025%'"
    )
    first, corrected = (
        "(from editions where not is_corrected)",
        "(from editions where is_corrected)",
    )
    added = one(con, f"select count(*) from {corrected} as c anti join {first} as f using (child)")
    gone = one(con, f"select count(*) from {first} as f anti join {corrected} as c using (child)")
    changed = con.execute(
        f"select count(*), count(*) filter (f.gld <> c.gld) from {first} as f inner join "
        f"{corrected} as c using (child) where f.writing <> c.writing"
    ).fetchone()
    assert changed is not None
    assert added > 5 and gone > 5 and changed[0] > changed[1] > 5


# --- size, seed, threads, command


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """On one thread and on two, and in a process of its own; another seed gives other children."""
    borough.write(tmp_path / "one", children=5_000, threads=1)
    borough.write(tmp_path / "two", children=5_000, threads=2)
    borough.write(tmp_path / "other", children=5_000, seed=9, threads=2)
    subprocess.run(
        command("sample", "--out", tmp_path / "own process", "--children", "5000"),
        env=environment(PYTHONHASHSEED="1"),
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = digests(tmp_path / "one")
    assert len(made) == 37
    assert made == digests(tmp_path / "two") == digests(tmp_path / "own process")
    assert digests(tmp_path / "other")["eyfsp_2024.csv"] != made["eyfsp_2024.csv"]


@pytest.mark.parametrize("children", [1_000, 5_000])
def test_the_size_scales(tmp_path: Path, children: int) -> None:
    """A smaller borough has as many fewer children in each return."""
    borough.write(tmp_path, children=children)

    def rows(name: str) -> int:
        return len((tmp_path / name).read_text(encoding="utf-8").splitlines()) - 1

    part = children / borough.CHILDREN
    assert rows("eyfsp_2022.csv") == pytest.approx(2205 * part, rel=0.03, abs=2)
    assert rows("eyfsp_2025_corrected.csv") == pytest.approx(2140 * part, rel=0.03, abs=2)
    assert rows("2025_spring_pupilonroll.csv") == pytest.approx(26_100 * part, rel=0.05)


def test_a_folder_with_anything_in_it_is_refused(spine: Callable[..., Ran], tmp_path: Path) -> None:
    """Nothing is written over: a full folder and a file are refused in a sentence."""
    (tmp_path / "theirs.txt").write_text("kept", encoding="utf-8")
    assert "is not empty" in spine("sample", "--out", tmp_path, "--children", 1000).error
    assert [path.name for path in tmp_path.iterdir()] == ["theirs.txt"]
    assert "is a file" in spine("sample", "--out", tmp_path / "theirs.txt").error


def test_the_command_says_what_it_made(spine: Callable[..., Ran], tmp_path: Path) -> None:
    """The help names the options; a run ends with how many files are where."""
    helped = spine("sample", "--help")
    assert helped.code == 0 and all(o in helped.out for o in ("--out", "--children", "--seed"))
    ran = spine("sample", "--out", tmp_path / "new", "--children", 1000, "--seed", 3)
    assert ran.code == 0 and "37 files" in ran.out
    marker = json.loads((tmp_path / "new" / "invented.json").read_text(encoding="utf-8"))
    assert (marker["children"], marker["seed"]) == (1000, 3)
