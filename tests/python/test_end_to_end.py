"""The main job, as a council runs it: build, build again, another borough, a revision, a kill.

One data home goes through a year of its life; each fixture is a state that the next one starts
from, so that as few builds as possible are made. Data tests run in the first build and in
test_real_folder.py; the later builds here leave them out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Ran, environment, run, tree, values, write_csv
from leaks import Persons, leaks, persons_of
from outcomes_spine import ingest, landing, publish
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json
from outcomes_spine.project import PROJECT_DIR, seed_rows
from outcomes_spine.sample import FOLDER as SAMPLE
from outcomes_spine.sample import borough

pytestmark = pytest.mark.build

EYFSP = SAMPLE / "eyfsp_headline_measures_merton_202223_202324.csv"
CHILDREN = 1_000  # of the invented borough: the fewest
FIRST = "2025-12-01T09:00:00+00:00"
LATER = "2026-03-01T09:00:00+00:00"
WITHOUT_DATA_TESTS = """
from outcomes_spine import warehouse
from outcomes_spine.cli import main
run_dbt = warehouse.run_dbt
warehouse.run_dbt = lambda words, *rest: run_dbt([*words, "--exclude-resource-type", "test"], *rest)
main()
"""


@dataclass(frozen=True)
class Built:
    """What a build said, how long it took in seconds, the release and the first page it left."""

    ran: Ran
    seconds: float
    home: DataHome
    release: dict[str, Any]
    page: str

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Read the database of the release."""
        folder = self.home.published / "releases" / self.release["release_id"]
        with duckdb.connect(str(folder / "spine.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()


def built(home: DataHome, ran: Ran, started: float) -> Built:
    """Return what a build left, having checked that it ended well."""
    assert ran.code == 0, ran.err
    page = (home.site / "index.html").read_text(encoding="utf-8")
    return Built(ran, time.monotonic() - started, home, publish.verify(home), page)


def start(code: str, *arguments: str | Path, **env: str) -> subprocess.Popen[str]:
    """Start `spine` with something changed in it."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def query(home: DataHome, sql: str) -> list[dict[str, str]]:
    """Run `spine query --csv`."""
    ran = run("query", sql, "--csv", "--home", home.root)
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


# --- the first build


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the sample home in a path with spaces, with no folder given and no setting made."""
    home = DataHome(tmp_path_factory.mktemp("a council") / "data home")
    before = tree(SAMPLE)
    started = time.monotonic()
    ran = run("build", "--home", home.root, "--children", str(CHILDREN), SPINE_NOW=FIRST)
    done = built(home, ran, started)
    assert tree(SAMPLE) == before, "the drop folder was written"
    return done


def test_the_sample_home_is_built(first: Built) -> None:
    """The build ends by saying where the report is, and the home is one of a sample."""
    [report, data] = first.ran.out.splitlines()
    assert report == f"Report: {(first.home.site / 'index.html').as_uri()}"
    assert " " not in report.removeprefix("Report: ")
    assert data == f"Data:   {first.home.published / 'current'}{os.sep}"
    assert "The report is about Merton: for another council set local_authority" in first.ran.err
    assert first.home.kind() == "sample"
    assert "Merton" in first.page


def test_merton_reads_as_published(first: Built) -> None:
    """GLD of Merton to the printed digit, before and after the reform two indicators."""
    sql = """select period_code, round(value, 1) from indicator_value
    where indicator_code = 'gld_at_5' and cohort_code = 'all' and area_code = 'E09000024'
    order by 1"""
    assert first.rows(sql) == [
        ("AY2021-22", 69.0),
        ("AY2022-23", 69.1),
        ("AY2023-24", 69.9),
        ("AY2024-25", 71.0),
    ]
    sql = "select max(period_code) from indicator_value where indicator_code = 'gld_at_5_pre_2021'"
    assert first.rows(sql) == [("AY2018-19",)]


def test_the_sample_shows_every_kind_of_source(first: Built) -> None:
    """Every file that ships is landed and read, and what LG Inform's shape holds says so."""
    state = json.loads(run("status", "--json", "--home", first.home.root).out)
    shipped = {path.name for path in SAMPLE.iterdir()} - {"manifest.csv"}
    assert {file["name"] for file in state["files"] if not file["is_invented"]} == shipped
    assert len([file for file in state["files"] if file["is_invented"]]) == len(borough.names())
    assert state["left_alone"] == []
    for file in state["files"]:
        out = file["rows_quarantined"] + file["rows_duplicate"]
        assert file["rows_in"] == file["rows_loaded"] + out > 0
    sql = "select distinct made_in_shape from lineage_file where file_name like 'lg_inform%'"
    assert first.rows(sql) == [("LG Inform /data.table",)]


# --- nobody is found


@pytest.fixture(scope="session")
def persons(tmp_path_factory: pytest.TempPathFactory) -> Persons:
    """Return the children of the invented borough, of the size that the first build took."""
    folder = tmp_path_factory.mktemp("borough")
    borough.write(folder, children=CHILDREN)
    return persons_of(folder)


def test_nobody_is_found_in_a_built_home(first: Built, persons: Persons) -> None:
    """No file of the home has a name, UPN, day of birth or postcode of a child in clear."""
    home = first.home
    assert len(persons.upns) > 700
    assert (home.warehouse / "restricted.duckdb").stat().st_size > 1 << 20
    lookups = {
        home.landing / record["stored_as"]
        for record in landing.records(home)
        if record["dataset"] == ingest.NSPL
    }
    assert leaks(home.root, persons, frozenset(lookups)) == []
    said = [first.ran.out, first.ran.err, run("status", "--home", home.root).out]
    assert persons.found_in("\n".join(said).encode()) == set()


# --- nothing changed


@pytest.fixture(scope="session")
def again(first: Built) -> Built:
    """Build a second time, having changed nothing."""
    started = time.monotonic()
    return built(first.home, run("build", "--home", first.home.root), started)


def test_a_second_build_has_nothing_to_do(first: Built, again: Built) -> None:
    """It checks the release's hashes, says so, and is quick."""
    assert f"Nothing has changed since release {first.release['release_id']}." in again.ran.err
    assert again.ran.out == first.ran.out
    assert again.release == first.release
    assert again.seconds < 15


def test_a_second_build_does_not_load_dbt(again: Built) -> None:
    """What takes seconds to import is not imported for nothing."""
    code = """
import sys
from outcomes_spine.cli import cli
cli(standalone_mode=False)
heavy = {"dbt", "altair", "vl_convert"} & set(sys.modules)
sys.exit(f"loaded {heavy}" if heavy else 0)
"""
    process = start(code, "build", "--home", again.home.root)
    assert process.communicate()[1].count("\n") == 4
    assert process.returncode == 0


# --- children stay inside


def test_no_row_about_a_child_leaves_restricted(first: Built) -> None:
    """By content: no key, month of birth or small area of a child stands in any other database."""
    folder = first.home.published / "releases" / first.release["release_id"]
    restricted = first.home.warehouse / "restricted.duckdb"
    for database in (first.home.warehouse / "spine.duckdb", folder / "spine.duckdb"):
        with duckdb.connect(str(database), read_only=True) as con:
            con.execute(f"attach '{restricted}' as restricted (read_only)")
            columns = con.execute(
                "select schema_name, table_name, column_name from duckdb_columns() "
                "where database_name = 'spine' and data_type = 'VARCHAR' and not internal"
            ).fetchall()
            assert len(columns) > 100
            assert {"child_key", "birth_month"}.isdisjoint(column for *_, column in columns)
            of_a_child = "select child_key from restricted.marts.dim_child"
            assert con.execute(f"select count(*) from ({of_a_child})").fetchall()[0][0] > 500
            for schema, table, column in columns:
                [[held]] = con.execute(
                    f'select count(*) from spine."{schema}"."{table}" '
                    f'where "{column}" in ({of_a_child})'
                ).fetchall()
                assert held == 0, f"{schema}.{table}.{column}"


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("gld_by_idaci_tenth", "exact counts"),
        ("gld_summer_born_and_age", "single children"),
        ("gld_summer_born_sen_support_fsm", "single children"),
        ("gld_who_did_not_reach_it", "exact counts"),
    ],
)
def test_each_question_about_children_has_an_answer(name: str, is_told: str, first: Built) -> None:
    """Each analysis runs as it stands, fits a screen or two, and says what it reads."""
    ran = run("query", f"analyses/{name}.sql", "--csv", "--home", first.home.root)
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert 1 <= len(rows) <= 200
    assert all(row.get("children") for row in rows)
    assert is_told in ran.err


# --- one seed changed


@dataclass(frozen=True)
class Reworded:
    """Two homes built after the same cell of a seed changed: from the last one, and in full."""

    by_seed: Built
    in_full: Built


@pytest.fixture(scope="session")
def reworded(again: Built, tmp_path_factory: pytest.TempPathFactory) -> Reworded:
    """Change a cell in a copy of the project, and build a copy of the home with it, twice."""
    folder = tmp_path_factory.mktemp("one seed")
    project = folder / "project"
    for name in ("analyses", "macros", "models", "scripts", "seeds", "tests"):
        skipped = shutil.ignore_patterns("__pycache__", "python")
        shutil.copytree(PROJECT_DIR / name, project / name, ignore=skipped)
    for name in ("dbt_project.yml", "profiles.yml", "requirements.lock"):
        shutil.copy2(PROJECT_DIR / name, project)
    homes = [DataHome(folder / name) for name in ("by seed", "in full")]
    for home in homes:
        shutil.copytree(again.home.root, home.root)
    seed = project / "seeds" / "spine" / "outcomes.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("outcome_name")] += ", said anew"
    write_csv(seed, rows)

    def build(home: DataHome, *more: str) -> Built:
        started = time.monotonic()
        process = start(
            WITHOUT_DATA_TESTS if more else "from outcomes_spine.cli import main\nmain()",
            *("build", *more, "--home", str(home.root)),
            SPINE_NOW=FIRST,
            PYTHONPATH=str(project / "scripts"),
        )
        out, err = process.communicate(timeout=600)
        return built(home, Ran(process.returncode, out, err), started)

    return Reworded(build(homes[0]), build(homes[1], "--full"))


def test_one_changed_seed_builds_what_reads_it(first: Built, reworded: Reworded) -> None:
    """Only what the seed feeds is built and tested again."""

    def built_nodes(ran: Ran) -> int:
        [count] = re.findall(r"(\d+) seeds, models and tests", ran.err)
        return int(count)

    assert 10 < built_nodes(reworded.by_seed.ran) < built_nodes(first.ran) / 5


def test_one_changed_seed_gives_what_a_full_build_gives(reworded: Reworded) -> None:
    """Every published file but the workbook and the database is the same to the byte."""
    by_seed, in_full = (
        {n: f["sha256"] for n, f in done.release["files"].items() if n.startswith("parquet/")}
        for done in (reworded.by_seed, reworded.in_full)
    )
    assert by_seed == in_full
    [(renamed,)] = reworded.by_seed.rows(
        "select count(*) from outcome where outcome_name like '%, said anew'"
    )
    assert renamed == 1


# --- made again from landing and vault

IN_ANOTHER_ORDER = """
from outcomes_spine import landing
records = landing.records
landing.records = lambda home: list(reversed(records(home)))
"""


@pytest.fixture(scope="session")
def made_again(again: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Lose all that is made from landing and vault, and make it from the files in another order."""
    home = DataHome(tmp_path_factory.mktemp("made again") / "home")
    shutil.copytree(again.home.root, home.root)
    for folder in (home.raw, home.warehouse, home.published):
        shutil.rmtree(folder)
    started = time.monotonic()
    process = start(
        IN_ANOTHER_ORDER + WITHOUT_DATA_TESTS,
        *("build", "--full", "--home", str(home.root)),
        SPINE_NOW=FIRST,
        SPINE_THREADS="4",
    )
    out, err = process.communicate(timeout=600)
    return built(home, Ran(process.returncode, out, err), started)


def test_each_child_keeps_the_key(again: Built, made_again: Built) -> None:
    """With the vault kept, the same rows are of the same child; there are children at all."""
    keys = []
    for home in (again.home, made_again.home):
        with duckdb.connect(str(home.warehouse / "restricted.duckdb"), read_only=True) as con:
            keys.append(
                con.execute(
                    "select file_id, row_number, child_key from intermediate.int_eyfsp__records "
                    "order by all"
                ).fetchall()
            )
    assert len(keys[0]) > 100
    assert keys[0] == keys[1]


def test_the_order_of_files_and_threads_changes_no_byte(again: Built, made_again: Built) -> None:
    """Every published Parquet file is the same to the byte."""
    before, after = (
        {n: f["sha256"] for n, f in done.release["files"].items() if n.startswith("parquet/")}
        for done in (again, made_again)
    )
    assert before == after


# --- killed at any moment

DIES = """
import os, signal
from outcomes_spine import publish, report, warehouse
from outcomes_spine.cli import main
def die(*arguments, **names):
    os.kill(os.getpid(), signal.SIGKILL)
def as_built(home, advance, *, full):
    return warehouse.BuildResult(0, {{}})  # the warehouse of the build before, to save a minute
def one_page(database, out, details, advance, previous=None):
    (out / "index.html").write_text("<html></html>")
    return 1
if {moment!r} != "dbt":
    warehouse.build = as_built
if {moment!r} != "report":
    report.write_report = one_page
if {moment!r} == "naming":
    publish.write_json = die
if {moment!r} == "swap":
    publish.swap_site = die
main()
"""


def some(folder: Path, pattern: str, enough: int) -> bool:
    """Say whether that many files stand in a folder that a build is writing."""
    return sum(1 for _ in folder.glob(pattern)) >= enough


MOMENTS: dict[str, Callable[[DataHome], bool]] = {
    "dbt": lambda home: some(home.warehouse, "building/spine.duckdb*", 1),
    "report": lambda home: some(home.root, "site.part/**/*.html", 20),
    "release": lambda home: some(home.published, "releases/.*.part/parquet/*", 4),
    "naming": lambda home: False,
    "swap": lambda home: False,
}


@dataclass(frozen=True)
class Killed:
    """What a build that was killed left for readers to see."""

    code: int
    current: dict[str, Any]
    whole: dict[str, Any]
    site: str | None
    index: str


@pytest.fixture(scope="session")
def killed(again: Built) -> dict[str, Killed]:
    """Kill a build at each moment; return what readers then saw."""
    home = again.home
    left = {}
    for number, (moment, reached) in enumerate(MOMENTS.items(), start=10):
        home.settings_file.write_text(f"keep_releases = {number}", encoding="utf-8")
        process = start(DIES.format(moment=moment), "build", "--home", home.root)
        while process.poll() is None and not reached(home):
            time.sleep(0.02)
        process.kill()
        process.communicate()
        left[moment] = Killed(
            process.returncode,
            read_json(home.published / "current.json"),
            publish.verify(home),
            publish.site_release(home),
            (home.site / "index.html").read_text(encoding="utf-8"),
        )
    return left


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment(moment: str, first: Built, killed: dict[str, Killed]) -> None:
    """current.json names a whole release and the report is whole: the old ones or the new."""
    after = killed[moment]
    assert after.code == -signal.SIGKILL, "it was not killed: the moment was never reached"
    named = after.current["release_id"]
    assert named == after.whole["release_id"]
    if moment == "swap":  # the release was named already
        assert named != first.release["release_id"]
    else:
        assert named == first.release["release_id"]
    assert after.site == first.release["release_id"]
    assert "</html>" in after.index


# --- another borough, a revised file, a reader and a second build at the same time


def revise(source: Path, target: Path) -> tuple[float, float]:
    """Write DfE's file with ten more Merton children at a good level in 2023/24.

    Returns the published percentage and the revised one, as they are printed.
    """
    with source.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    kinds = ("breakdown_topic", "breakdown", "sex")
    [row] = [
        r for r in table if r["time_period"] == "202324" and all(r[k] == "Total" for k in kinds)
    ]
    before = row["gld_children_percent"]
    count = int(row["gld_children_count"]) + 10
    row["gld_children_count"] = str(count)
    row["gld_children_percent"] = f"{100 * count / int(row['children_count']):.6f}"
    write_csv(target, [list(table[0]), *([*r.values()] for r in table)])
    return float(before), float(row["gld_children_percent"])


def holds(home: DataHome, pid: int) -> bool:
    """Say whether a process has the home to itself."""
    with suppress(SpineError):
        return bool(read_json(home.root / ".build-holder.json")["process"] == pid)
    return False


@dataclass(frozen=True)
class Revised(Built):
    """The build of Sutton after a revision, and what happened beside it."""

    printed: tuple[float, float]
    second: Ran
    read_meanwhile: list[tuple[Any, ...]]


@pytest.fixture(scope="session")
def sutton(
    killed: dict[str, Killed], again: Built, tmp_path_factory: pytest.TempPathFactory
) -> Revised:
    """Set another borough, drop a revised file and build, while others read and build."""
    assert killed
    home = again.home
    home.settings_file.write_text('local_authority = "Sutton"\n', encoding="utf-8")
    drop = tmp_path_factory.mktemp("revised files")
    printed = revise(EYFSP, drop / "eyfsp revised.csv")
    write_csv(
        drop / "manifest.csv", [["file", "published_on"], ["eyfsp revised.csv", "27/02/2026"]]
    )
    readers = [
        duckdb.connect(str(path), read_only=True)
        for path in (
            home.warehouse / "spine.duckdb",
            home.published / "current" / "spine.duckdb",
            home.published / "releases" / again.release["release_id"] / "spine.duckdb",
        )
    ]
    started = time.monotonic()
    process = start(
        WITHOUT_DATA_TESTS, "build", "--landing", drop, "--home", home.root, SPINE_NOW=LATER
    )
    while process.poll() is None and not holds(home, process.pid):
        time.sleep(0.02)
    second = run("build", "--landing", drop, "--home", home.root)
    out, err = process.communicate(timeout=600)
    done = built(home, Ran(process.returncode, out, err), started)
    seen = []
    for reader, schema in zip(readers, ("marts.dim_", "", ""), strict=True):
        seen += reader.execute(f"select area_name from {schema}area where is_home_area").fetchall()
        reader.close()
    return Revised(done.ran, done.seconds, home, done.release, done.page, printed, second, seen)


def test_the_build_after_a_kill_ends_well(sutton: Revised) -> None:
    """Nothing that a killed build left is in the way, and nothing of it stays."""
    home = sutton.home
    for pattern in ("releases/.*", "*.part", ".*.part", "*.old"):
        assert list(home.published.glob(pattern)) == []
    assert not (home.warehouse / "building").exists()
    assert publish.site_release(home) == sutton.release["release_id"]
    current = home.published / "current" / "release.json"
    assert read_json(current)["release_id"] == sutton.release["release_id"]


def test_readers_do_not_stand_in_the_way(sutton: Revised) -> None:
    """Who held the files open went on reading what was there when they opened it."""
    assert sutton.read_meanwhile == [("Merton",)] * 3


def test_a_second_build_at_once_is_told_who_builds(sutton: Revised) -> None:
    """The sentence names the process; the first build is not disturbed."""
    said = sutton.second.error
    assert said.startswith(f"Another build of {sutton.home.root} is running (process ")
    assert said.endswith("wait for it to end.")


def test_a_revised_file_is_a_new_vintage(sutton: Revised) -> None:
    """Both figures are held, each with the time it was known; the source stays DfE."""
    rows = query(
        sutton.home,
        "select vintage, round(value, 6) as value, known_from, is_latest_vintage, source_code "
        "from fct_indicator_value where indicator_code = 'gld_at_5' and cohort_code = 'all' "
        "and area_code = 'E09000024' and period_code = 'AY2023-24' order by vintage",
    )
    before, after = sutton.printed
    assert [(row["vintage"], float(row["value"])) for row in rows] == [("1", before), ("2", after)]
    assert [row["known_from"][:10] for row in rows] == [FIRST[:10], LATER[:10]]
    assert [row["is_latest_vintage"].lower() for row in rows] == ["false", "true"]
    assert {row["source_code"] for row in rows} == {"dfe_eyfsp"}


def test_what_changed_between_two_dates(sutton: Revised) -> None:
    """The analysis shows the revision and what follows from it, and nothing that stayed."""
    rows = query(sutton.home, "analyses/what_changed_between_two_dates.sql")
    merton = [r for r in rows if r["area"] == "Merton" and r["cohort"] == "all"]
    changed = {(r["indicator"], r["period"]): (r["value_then"], r["value_now"]) for r in merton}
    before, after = (f"{value:.6f}" for value in sutton.printed)
    [gld] = [v for (name, _), v in changed.items() if v[0].startswith(before[:6])]
    assert (float(gld[0]), float(gld[1])) == pytest.approx((float(before), float(after)))
    assert {period for _, period in changed} == {"2023/24"} or {
        period for _, period in changed
    } == {"AY2023-24"}
    assert {row["area"] for row in rows} == {"Merton"}


# --- every borough


def gld_by_area() -> dict[str, float]:
    """Return GLD 2024/25 of every authority as the shipped file prints it."""
    records = json.loads((SAMPLE / "lg_inform_data_table.json").read_text(encoding="utf-8"))
    return {
        record["areaIdentifier"]: record["value"]
        for record in records
        if record["metricTypeIdentifier"] == "19346"
        and record["periodIdentifier"] == "sch_2024_25"
        and record["value"] is not None
    }


def check_borough(done: Built, area_code: str, area_name: str) -> None:
    """Check the GLD line of a borough against the published figures: value, rank, neighbours."""
    assert (done.release["area_code"], done.release["area_name"]) == (area_code, area_name)
    printed = gld_by_area()
    today = {
        row["area_code"]
        for row in seed_rows("areas")
        if row["area_type"] == "la_upper" and not row["valid_to"]
    }
    own = printed[area_code]
    rank = 1 + sum(value > own for code, value in printed.items() if code in today)
    neighbours = [
        printed[row["comparator_area_code"]]
        for row in seed_rows("area_comparators")
        if row["area_code"] == area_code
        and row["comparator_set"] == "dfe_neighbours"
        and row["edition"] == "2025"
    ]
    rows = done.rows(
        "select distinct area_code, period_code, round(value, 1), area_rank, neighbour_count, "
        "round(neighbour_median, 2), round(england_value, 1), region_name from outcome_spine "
        "where is_home_area and indicator_code = 'gld_at_5' and cohort_code = 'all'"
    )
    median = round(statistics.median(neighbours), 2)
    region = next(row["region_code"] for row in seed_rows("areas") if row["area_code"] == area_code)
    name = next(row["area_name"] for row in seed_rows("areas") if row["area_code"] == region)
    england = printed["E92000001"]
    assert rows == [(area_code, "AY2024-25", own, rank, 10, median, england, name)]
    assert area_name in done.page


def test_merton_is_right(first: Built) -> None:
    """Value, rank, neighbours and region of the default council."""
    check_borough(first, "E09000024", "Merton")


def test_sutton_is_right(sutton: Revised) -> None:
    """The same with a name in settings.toml and nothing else touched."""
    check_borough(sutton, "E09000029", "Sutton")
    assert "for another council set" not in sutton.ran.err


@pytest.fixture(scope="session")
def hackney(sutton: Revised, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Set a GSS code, lay own wording, an own indicator and own figures over the seeds, build."""
    home = sutton.home
    home.settings_file.write_text('local_authority = "E09000012"\n', encoding="utf-8")
    indicator = {
        **next(r for r in seed_rows("indicators") if r["indicator_code"] == "gld_at_5"),
        "indicator_code": "hackney_survey",
        "indicator_name": "Children who say they feel safe, own survey",
        "short_name": "Feel safe, own survey",
        "related_indicator_code": "",
        "related_kind": "",
        "sort_order": "99001",
    }
    link = {
        **next(r for r in seed_rows("indicator_outcome") if r["indicator_code"] == "gld_at_5"),
        "indicator_code": "hackney_survey",
        "outcome_code": "C-SAFE-1",
        "link_type": "proxy",
        "is_primary": "true",
    }
    outcome = {
        **next(r for r in seed_rows("outcomes") if r["outcome_code"] == "C-SAFE-1"),
        "statement": "Our own words, O'Brien's.",
    }
    overlays = {"indicators": indicator, "indicator_outcome": link, "outcomes": outcome}
    for name, row in overlays.items():
        write_csv(home.local / f"{name}.csv", [list(row), list(row.values())])
    drop = tmp_path_factory.mktemp("own figures")
    own = {"indicator_code": "hackney_survey", "area_code": "E09000012"}
    write_csv(
        drop / "local_values.csv",
        values(
            {**own, "value": "61.5", "numerator": "123", "denominator": "200"},
            {**own, "value": "", "period_code": "AY2023-24"},
        ),
    )
    started = time.monotonic()
    process = start(WITHOUT_DATA_TESTS, "build", "--landing", drop, "--home", home.root)
    out, err = process.communicate(timeout=600)
    return built(home, Ran(process.returncode, out, err), started)


def test_hackney_is_right(hackney: Built) -> None:
    """The same with a code in settings.toml."""
    check_borough(hackney, "E09000012", "Hackney")


def test_a_councils_own_figures_are_in_the_spine(hackney: Built) -> None:
    """An indicator that only the overlay has stands under its outcome, with limits from counts."""
    rows = hackney.rows(
        "select outcome_code, indicator_name, round(value, 1), numerator, denominator, "
        "lower_95 < 61.5 and upper_95 > 61.5, source_code from outcome_spine "
        "where is_home_area and indicator_code = 'hackney_survey'"
    )
    name = "Children who say they feel safe, own survey"
    assert rows == [("C-SAFE-1", name, 61.5, 123.0, 200.0, True, "local")]
    sql = "select value, value_status from indicator_value where indicator_code = 'hackney_survey'"
    assert sorted(hackney.rows(f"{sql} and period_code = 'AY2023-24'")) == [(None, "m")]


def test_own_figures_keep_who_answers_for_them(hackney: Built) -> None:
    """Source, owner and date of a typed figure leave with it."""
    rows = hackney.rows(
        "select note, published_on from indicator_value "
        "where indicator_code = 'hackney_survey' and period_code <> 'AY2023-24'"
    )
    row = dict(zip(*values(), strict=True))
    note = f"Source: {row['source']}; answered for by {row['owner']}"
    assert [(said.startswith(note), str(day)) for said, day in rows] == [
        (True, row["published_on"])
    ]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a home of one typed file, after a first one of that name which had a row more."""
    home = DataHome(tmp_path_factory.mktemp("small") / "home")
    home.make("real")
    drop = tmp_path_factory.mktemp("one file")
    kept = {"indicator_code": "gld_at_5", "period_code": "AY2024-25", "value": "70.5"}
    gone = {**kept, "period_code": "AY2023-24", "value": "12.5"}
    write_csv(drop / "local_values.csv", values(kept, gone))
    with home.building():
        landing.land(home, landing.scan(drop), lambda *_: None)
    write_csv(drop / "local_values.csv", values({**kept, "value": "71.5"}))
    time.sleep(1)  # a file replaces the one received before it, by the second
    started = time.monotonic()
    return built(home, run("build", "--landing", drop, "--home", home.root), started)


def test_one_small_file_makes_a_home(small: Built) -> None:
    """A council with one dataset of one row gets a whole release and a report."""
    assert small.rows("select count(*) from outcome")[0][0] > 30
    assert "71.5%" in small.page


def test_a_file_replaces_the_one_of_its_name(small: Built) -> None:
    """A changed row is a vintage; a row no longer there is withdrawn and both stay known."""
    rows = small.rows(
        "select period_code, vintage, value, value_status, is_latest_vintage from indicator_value "
        "where source_code = 'local' order by period_code, vintage"
    )
    assert rows == [
        ("AY2023-24", 1, 12.5, "shown", False),
        ("AY2023-24", 2, None, "m", True),
        ("AY2024-25", 1, 70.5, "shown", False),
        ("AY2024-25", 2, 71.5, "shown", True),
    ]


def test_a_councils_own_wording_replaces_the_drafts(hackney: Built) -> None:
    """The overlay's row stands in for the seed's, once."""
    sql = "select statement from outcome where outcome_code = 'C-SAFE-1'"
    assert hackney.rows(sql) == [("Our own words, O'Brien's.",)]


def test_releases_are_kept_by_the_rule(hackney: Built, first: Built) -> None:
    """Five releases stay by default, and each is as it was."""
    kept = {path.name for path in (hackney.home.published / "releases").iterdir()}
    assert {hackney.release["release_id"], first.release["release_id"]} <= kept
    assert len(kept) <= 5


# --- a fault in a home that stands


def seen(home: DataHome) -> tuple[dict[str, Any], str | None]:
    """Return what readers see, having checked that it is whole."""
    return publish.verify(home), publish.site_release(home)


def test_a_bad_file_leaves_the_last_release(hackney: Built, tmp_path: Path) -> None:
    """One sentence, and everything a reader sees is as it was."""
    before = seen(hackney.home)
    write_csv(tmp_path / "local_values.csv", values(value="x"))
    said = run("build", "--landing", tmp_path, "--home", hackney.home.root).error
    assert said.startswith("local_values.csv, row 2, column 'value'")
    assert seen(hackney.home) == before


def test_a_broken_overlay_leaves_the_last_release(hackney: Built) -> None:
    """The same of an overlay: the sentence names its row, the release stays."""
    before = seen(hackney.home)
    path = hackney.home.local / "outcomes.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(",safe,", ",nowhere,"), encoding="utf-8")
    said = run("build", "--home", hackney.home.root).error
    path.write_text(whole, encoding="utf-8")
    assert said.startswith("local/outcomes.csv, row 2, column 'domain_code': 'nowhere' is not in")
    assert seen(hackney.home) == before


def test_a_damaged_release_is_built_again(hackney: Built) -> None:
    """A release that is not as it was published is told and not taken for whole."""
    folder = hackney.home.published / "releases" / hackney.release["release_id"]
    table = next((folder / "csv").glob("*.csv"))
    table.chmod(0o644)
    table.write_text("x", encoding="utf-8")
    process = start(DIES.format(moment="dbt"), "build", "--home", hackney.home.root)
    assert process.stderr
    said = ""
    while "again." not in said and (line := process.stderr.readline()):
        said += line
    process.kill()
    process.communicate()
    assert f"{table} is not as it was published" in said
    assert "Building it again." in said
