"""The real files as their publishers made them, for a shire county: right to the printed digit."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Ran, run
from outcomes_spine import publish
from outcomes_spine.home import DataHome
from outcomes_spine.landing import INVENTED_MARKER, REFUSED
from outcomes_spine.project import PROJECT_DIR, seed_rows
from outcomes_spine.tables import quoted

FOLDER = (PROJECT_DIR.parent / "shared" / "data" / "real").resolve()
LAIT = FOLDER / "dfe_lait" / "lait_measures_long.parquet"

pytestmark = [
    pytest.mark.build,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published files are not at {FOLDER}"),
]


@dataclass(frozen=True)
class Real:
    """The home built of the real files, and what the build said."""

    home: DataHome
    ran: Ran
    status: dict[str, Any]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Read the warehouse."""
        database = str(self.home.warehouse / "spine.duckdb")
        with duckdb.connect(database, read_only=True) as con:
            con.execute("set search_path = 'marts'")
            return con.execute(sql).fetchall()


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """Build the folder for Hertfordshire, by name, with settings made before the first build."""
    home = DataHome(tmp_path_factory.mktemp("a county") / "data home")
    home.root.mkdir()
    before = {path: path.stat().st_mtime_ns for path in FOLDER.rglob("*")}
    home.settings_file.write_text('local_authority = "Hertfordshire"\n', encoding="utf-8")
    ran = run("build", "--landing", FOLDER, "--home", home.root)
    assert ran.code == 0, ran.err
    assert {path: path.stat().st_mtime_ns for path in FOLDER.rglob("*")} == before
    status = json.loads(run("status", "--json", "--home", home.root).out)
    return Real(home, ran, status)


def files() -> set[str]:
    """Return the files of the folder, but its marker of what is invented."""
    paths = [path for path in FOLDER.rglob("*") if path.is_file() and path.name != INVENTED_MARKER]
    return {path.relative_to(FOLDER).as_posix() for path in paths}


def test_each_file_is_loaded_or_listed_with_a_reason(real: Real) -> None:
    """No file of the folder goes unmentioned, and every row of those taken is accounted for."""
    taken = {file["name"] for file in real.status["files"]}
    left = {file["name"]: file["reason"] for file in real.status["left_alone"]}
    assert taken | set(left) == files()
    assert taken & set(left) == set()
    assert all(left.values())
    said = "".join(real.ran.err.split())  # as a list of names broken into lines
    assert [name for name in left if "".join(name.split()) not in said] == []
    for file in real.status["files"]:
        assert file["rows_in"] == (
            file["rows_loaded"] + file["rows_quarantined"] + file["rows_duplicate"]
        )
    assert {file["dataset"] for file in real.status["files"]} == {
        *["dfe_eyfsp_areas_2013_2019", "dfe_eyfsp_headline", "dfe_eyfsp_headline_2013_2019"],
        *["dfe_eyfsp_residence_2014_2019", "fingertips", "iod_lad_2019", "iod_lad_2025", "lait"],
        *["lait_dictionary", "ons_explore"],
    }


def test_invented_extracts_are_refused_by_name(real: Real) -> None:
    """What lies below invented.json is not read, not landed, and named as refused."""
    left = {file["name"]: file["reason"] for file in real.status["left_alone"]}
    invented = {name for name in files() if name.startswith("sample_extracts/")}
    assert len(invented) == 15
    assert {left[name] for name in invented} == {REFUSED}
    assert real.home.kind() == "real"
    assert real.rows("select count(*) from fct_indicator_value where is_invented") == [(0,)]


def test_gld_of_every_authority_is_as_lait_prints_it(real: Real) -> None:
    """All authorities, four years, to the published digit: none missing, none too many."""
    with duckdb.connect() as con:
        rows = con.execute(
            'select "LA Number", "Years", round(cast("Values" as double), 1) '
            f"from read_parquet({quoted(LAIT)}) where \"Short Desc\" = 'FSP_NEW_GOODDEV' "
            'and cast("Years" as integer) between 2022 and 2025 and "Values" <> \'-\''
        ).fetchall()
    codes = {row["printed_code"]: row["area_code"] for row in seed_rows("area_codes")}
    kinds = {row["area_code"]: row["area_type"] for row in seed_rows("areas")}
    printed = {}
    for number, year, value in rows:
        code = codes[str(number).removesuffix(".0")]
        if kinds[code] == "la_upper":
            last = int(year)
            printed[code, f"AY{last - 1}-{last % 100:02d}"] = value
    held = real.rows(
        "select area_code, period_code, round(value, 1) from fct_indicator_value "
        "inner join dim_area using (area_code) where indicator_code = 'gld_at_5' "
        "and cohort_code = 'all' and is_latest_vintage and area_type = 'la_upper' "
        "and value is not null"
    )
    assert len(printed) > 600
    assert {(code, period): value for code, period, value in held} == printed


def test_merton_reads_as_published(real: Real) -> None:
    """69.0, 69.1, 69.9, 71.0; what is before 2021/22 is another indicator."""
    sql = """select indicator_code, period_code, round(value, 1) from fct_indicator_value
    where indicator_code in ('gld_at_5', 'gld_at_5_pre_2021') and area_code = 'E09000024'
    and cohort_code = 'all' and is_latest_vintage and value is not null order by period_code"""
    rows = real.rows(sql)
    assert [row for row in rows if row[0] == "gld_at_5"] == [
        ("gld_at_5", "AY2021-22", 69.0),
        ("gld_at_5", "AY2022-23", 69.1),
        ("gld_at_5", "AY2023-24", 69.9),
        ("gld_at_5", "AY2024-25", 71.0),
    ]
    before = [period for code, period, _ in rows if code == "gld_at_5_pre_2021"]
    assert before[0] == "AY2012-13"
    assert before[-1] == "AY2018-19"


def test_the_three_gaps(real: Real) -> None:
    """Three gaps by free school meals, three names, three figures."""
    sql = """select round(gap_not_eligible, 1), round(gap_not_eligible_or_unknown, 1),
    round(gap_all, 1) from gld_fsm_gaps where area_code = 'E09000024'
    and period_code = 'AY2023-24'"""
    assert real.rows(sql) == [(16.9, 15.4, 12.9)]


def test_frameworks_are_covered(real: Real) -> None:
    """At least 240 measures; eight frameworks ask for some, of them Merton's own not here."""
    sql = """select sum(measure_count), count(distinct framework_code) from framework_coverage
    where is_latest_edition and measure_count > 0"""
    [(measures, frameworks)] = real.rows(sql)
    assert measures >= 240
    assert frameworks >= 7


def test_the_release_is_about_the_county(real: Real) -> None:
    """The report, the ranks and the comparators are the county's, without a seed touched."""
    release = publish.verify(real.home)
    assert (release["area_code"], release["area_name"]) == ("E10000015", "Hertfordshire")
    assert "Hertfordshire" in (real.home.site / "index.html").read_text(encoding="utf-8")
    sql = """select distinct area_code, period_code, rank_of, neighbour_count from outcome_spine
    where is_home_area and indicator_code = 'gld_at_5' and cohort_code = 'all'"""
    assert real.rows(sql) == [("E10000015", "AY2024-25", 153, 10)]
    sql = """with today as (
        select area_code, value from fct_indicator_value inner join dim_area using (area_code)
        where indicator_code = 'gld_at_5' and cohort_code = 'all' and period_code = 'AY2024-25'
        and is_latest_vintage and area_type = 'la_upper'
    )
    select 1 + count(*) from today
    where value > (select value from today where area_code = 'E10000015')"""
    ranked = """select distinct area_rank from outcome_spine
    where is_home_area and indicator_code = 'gld_at_5' and cohort_code = 'all'"""
    assert real.rows(ranked) == real.rows(sql)


OF_CHILDREN = {  # asked of a council's own records: see test_end_to_end
    "gld_by_idaci_tenth",
    "gld_summer_born_and_age",
    "gld_summer_born_sen_support_fsm",
    "gld_who_did_not_reach_it",
}
ANALYSES = sorted(
    path for path in (PROJECT_DIR / "analyses").glob("*.sql") if path.stem not in OF_CHILDREN
)


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_each_example_question_has_an_answer(path: Path, real: Real) -> None:
    """Each analysis runs as it stands and its answer fits a screen or two."""
    ran = run("query", f"analyses/{path.name}", "--csv", "--home", real.home.root)
    assert ran.code == 0, ran.err
    rows = list(csv.reader(io.StringIO(ran.out)))
    if path.stem != "what_changed_between_two_dates":  # nothing was revised in this home
        assert len(rows) > 1
    assert len(rows) <= 201
