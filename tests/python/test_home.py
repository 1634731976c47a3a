"""A data home: of one kind and version, held by one build, one sentence where it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import filelock
import outcomes_spine.build  # noqa: F401 - before the rights to read it are given up
import pytest
from conftest import (
    Ran,
    command,
    environment,
    no_longer_root,
    open_above,
    run,
    tree,
    values,
    write_csv,
)
from outcomes_spine import fingerprint, landing, query
from outcomes_spine.errors import SpineError
from outcomes_spine.home import REAL_HOME, SAMPLE_HOME, DataHome, choose_home, write_json
from outcomes_spine.project import now

Spine = Callable[..., Ran]


@pytest.fixture
def good(drop: Path) -> Path:
    """Return a drop folder of one good file."""
    write_csv(drop / "local_values.csv", values())
    return drop


# --- home.json

MARKERS = {
    '{"version": 2, "kind": "real"}': "has version 2 and this program reads version 1: use the pro",
    '{"kind": "real"}': "has version None",
    '{"version": 1}': "does not say whether this is a sample or a real home",
    '{"version": 1, "kind": "demo"}': "does not say whether",
    "": "is damaged: restore it from a copy",
    "{": "is damaged",
    "[]": "is damaged",
    "[" * 100_000: "is damaged",
    "\xff": "is damaged",
}


@pytest.mark.parametrize("content", MARKERS, ids=range(len(MARKERS)))
@pytest.mark.parametrize("verb", ["build", "status", "query"])
def test_a_home_that_is_not_understood(
    content: str, verb: str, good: Path, home: Path, spine: Spine
) -> None:
    """A home of another version, or a damaged marker, is refused by every verb and not touched."""
    home.mkdir()
    (home / "home.json").write_text(content, encoding="latin-1")
    before = tree(home)
    given: dict[str, list[str | Path]] = {"build": ["--landing", good], "query": ["select 1"]}
    said = spine(verb, *given.get(verb, []), "--home", home).error
    assert said.startswith(f"{home / 'home.json'} ")
    assert MARKERS[content] in said
    assert tree(home) == before


def test_a_home_stays_of_its_kind(good: Path, home: Path, spine: Spine) -> None:
    """A sample home takes no real files as a real one would, and the other way round."""
    DataHome(home).make("sample")
    with pytest.raises(
        SpineError, match="is a sample home and stays one: give a real home a folder"
    ):
        DataHome(home).make("real")
    assert DataHome(home).kind() == "sample"


@pytest.mark.parametrize("verb", [["status"], ["query", "select 1"]])
def test_no_home_yet(verb: list[str], home: Path, spine: Spine) -> None:
    """A verb that reads says which verb makes."""
    said = spine(*verb, "--home", home).error
    assert said == f"There is no data home at {home}: run `spine build` first."
    assert not home.exists()


def test_a_home_that_is_a_file(good: Path, home: Path, spine: Spine) -> None:
    """A file in the place of the home is told."""
    home.write_text("x")
    said = spine("build", "--landing", good, "--home", home).error
    assert said.startswith(f"The data home {home} cannot be written (")
    assert "choose a folder you can write with --home or SPINE_DATA" in said
    assert home.read_text() == "x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_home_that_may_not_be_written(
    good: Path, home: Path, tmp_path: Path, spine: Spine
) -> None:
    """A folder without permission is one sentence, and nothing is made."""
    home.mkdir()
    home.chmod(0o555)
    open_above(tmp_path)
    with no_longer_root():
        said = spine("build", "--landing", good, "--home", home).error
    assert said.startswith(f"The data home {home} cannot be written (Permission denied)")
    assert list(home.iterdir()) == []


def test_where_a_home_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """--home comes before SPINE_DATA, which comes before the default of the case."""
    monkeypatch.delenv("SPINE_DATA", raising=False)
    assert choose_home(None, with_drop_folder=True).root == REAL_HOME
    assert choose_home(None, with_drop_folder=False).root == SAMPLE_HOME
    monkeypatch.setenv("SPINE_DATA", str(tmp_path / "a"))
    assert choose_home(None, with_drop_folder=True).root == tmp_path / "a"
    assert choose_home(str(tmp_path / "b"), with_drop_folder=True).root == tmp_path / "b"
    with pytest.raises(SpineError, match=r"'~nobody-of-that-name/x' cannot be a data home"):
        choose_home("~nobody-of-that-name/x", with_drop_folder=True)


# --- one build at a time

HOLD = """
import sys, time
from pathlib import Path
from outcomes_spine.home import DataHome
with DataHome(Path(sys.argv[1])).building():
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_build_is_told_who_builds(good: Path, home: Path, spine: Spine) -> None:
    """A build that finds the home held says which process holds it; killed, it holds no more."""
    DataHome(home).make("real")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        said = spine("build", "--landing", good, "--home", home).error
        assert said.startswith(f"Another build of {home} is running (process {holder.pid} on ")
        assert said.endswith("wait for it to end.")
        assert landing.records(DataHome(home)) == []
    finally:
        holder.kill()
        holder.communicate()
    with DataHome(home).building():
        pass
    assert not (home / ".build-holder.json").exists()


@pytest.mark.parametrize("holder", [None, "", "[]"])
def test_a_holder_that_has_not_said_who(
    holder: str | None, good: Path, home: Path, spine: Spine
) -> None:
    """In the moment before the holder is written down, the sentence is still one."""
    DataHome(home).make("real")
    if holder is not None:
        (home / ".build-holder.json").write_text(holder)
    with filelock.FileLock(home / ".build.lock"):
        said = spine("build", "--landing", good, "--home", home).error
    assert said.startswith(f"Another build of {home} is running (process ? on ? since ?)")


def test_a_disk_without_locks(
    good: Path, home: Path, spine: Spine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network drive that has no locks is told as what it is."""

    def no_locks(*_: object, **__: object) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr("filelock.FileLock.acquire", no_locks)
    said = spine("build", "--landing", good, "--home", home).error
    assert "cannot be locked (FileSystem does not appear to support flock)" in said
    assert "on a disk of this machine" in said


# --- the clock


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-01-31T09:00:00+00:00", "2026-01-31T09:00:00+00:00"),
        ("2026-07-01T09:00:00+01:00", "2026-07-01T08:00:00+00:00"),
        ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00+00:00"),
        ("2026-01-31", "2026-01-31T00:00:00+00:00"),
    ],
)
def test_the_clock_can_be_fixed(text: str, read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SPINE_NOW is read as UTC, or in the zone it names."""
    monkeypatch.setenv("SPINE_NOW", text)
    assert now().isoformat() == read


@pytest.mark.parametrize(
    "text", ["yesterday", "31/01/2026", "2026-13-01", "0001-01-01T00:00+14:00"]
)
def test_a_clock_that_is_wrong(text: str, good: Path, home: Path, spine: Spine) -> None:
    """A wrong SPINE_NOW is told before anything is landed."""
    said = spine("build", "--landing", good, "--home", home, SPINE_NOW=text).error
    assert said.startswith(f"SPINE_NOW is {text!r}, not a date and time: write it as 2026-01-31T")
    assert not (home / "landing" / "records").exists()


# --- files of our own


def test_json_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves the old file and no part of the new one in its place."""
    path = tmp_path / "a.json"
    write_json(path, {"a": "é"})
    with monkeypatch.context() as patched, suppress(OSError):
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
        write_json(path, {"a": "b"})
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": "é"}


# --- nothing changed


def test_the_fingerprint_is_of_all_that_is_read(good: Path, home: Path) -> None:
    """Landing, settings, overlays and code each change it; what is not read does not."""
    data_home = DataHome(home)
    data_home.make("real")
    [record] = landing.land(data_home, landing.scan(good), lambda *_: None)

    def taken() -> str:
        return fingerprint.fingerprint(data_home, landing.records(data_home))

    seen = [taken()]
    (home / "logs" / "dbt.log").write_text("x")
    (home / "local" / ".hidden").write_text("x")
    assert taken() == seen[0]
    (home / "settings.toml").write_text('local_authority = "Sutton"')
    seen.append(taken())
    (home / "local" / "targets.csv").write_text("x")
    seen.append(taken())
    (home / "local" / "targets.csv").write_text("y")
    seen.append(taken())
    (home / "landing" / record["stored_as"]).unlink()
    seen.append(taken())
    write_csv(good / "local_values.csv", values(value="1"))
    landing.land(data_home, landing.scan(good), lambda *_: None)
    seen.append(taken())
    assert len(set(seen)) == len(seen)


def test_the_fingerprint_of_code_in_a_folder_of_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project below a folder called python is not left out with the tests of that name."""
    project = tmp_path / "python" / "project"
    (project / "models").mkdir(parents=True)
    (project / "tests" / "python").mkdir(parents=True)
    (project / "tests" / "python" / "test_x.py").write_text("1")
    (project / "models" / "a.sql").write_text("select 1")
    monkeypatch.setattr(fingerprint, "PROJECT_DIR", project)
    for name in ("dbt_project.yml", "profiles.yml", "requirements.lock"):
        (project / name).write_text("")
    data_home = DataHome(tmp_path / "home")
    first = fingerprint.fingerprint(data_home, [])
    (project / "tests" / "python" / "test_x.py").write_text("2")
    assert fingerprint.fingerprint(data_home, []) == first
    (project / "models" / "a.sql").write_text("select 2")
    assert fingerprint.fingerprint(data_home, []) != first


# --- verbs that read


@pytest.fixture
def built(home: Path) -> DataHome:
    """Return a home with a small warehouse."""
    data_home = DataHome(home)
    data_home.make("real")
    with duckdb.connect(str(home / "warehouse" / "spine.duckdb")) as con:
        for schema in ("marts", "published", "intermediate", "staging", "seeds"):
            con.execute(f"create schema {schema}")
        con.execute("create table marts.thing as select 1.5 as a, '[/] [red]' as \"b[/x]\"")
    return data_home


def test_a_query_prints_what_it_finds(built: DataHome, spine: Spine, tmp_path: Path) -> None:
    """As a table and as CSV, from a statement and from a file, whatever stands in the cells."""
    done = spine("query", "select * from thing", "--home", built.root)
    assert done.code == 0
    assert "1.5" in done.out
    assert "[/] [red]" in done.out
    (tmp_path / "q.sql").write_text("select a from {{ ref('thing') }} -- é", encoding="utf-8")
    assert spine("query", tmp_path / "q.sql", "--csv", "--home", built.root).out == "a\n1.5\n"


def test_a_query_whose_reader_has_ended(built: DataHome) -> None:
    """`spine query ... | head` is no fault of the disk: it ends without a word."""
    query = command("query", "select unnest(range(200000)) as n", "--csv", "--home", built.root)
    with subprocess.Popen(
        query, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == "n\n"
        running.stdout.close()
        assert running.stderr.read() == ""


def test_a_wide_query_is_printed_a_field_a_line(built: DataHome, spine: Spine) -> None:
    """What does not fit stays whole: no cell is cut or broken, numbers have digits that matter."""
    words = ", ".join(f"repeat('long ', 10) as words{number}" for number in range(3))
    sql = f"select 17.099999999999994::double as gap, {words}, null as no"
    out = spine("query", sql, "--home", built.root, COLUMNS="60").out
    assert "gap     17.1\n" in out
    assert "no\n" in out
    assert out.count("long") == 30
    assert max(map(len, out.splitlines()[:-1])) <= 60
    assert "--csv gives the plain table" in out
    assert "17.099999999999994," in spine("query", sql, "--csv", "--home", built.root).out
    assert " 17.1 " in spine("query", sql, "--home", built.root, COLUMNS="120").out


@pytest.mark.parametrize("arguments", [[], ["--tables"], ["show tables;"]])
def test_the_tables_are_listed(arguments: list[str], built: DataHome, spine: Spine) -> None:
    """Without a statement: what a release holds first, each table with its rows and its row."""
    with duckdb.connect(str(built.root / "warehouse" / "spine.duckdb")) as con:
        con.execute("create table published.area as select 1 as a")
        con.execute("comment on table published.area is 'One row per area. More of it.'")
    out = spine("query", *arguments, "--home", built.root).out
    published, area, marts, thing, *_ = out.splitlines()
    assert (published.split(":")[0], marts.split(":")[0]) == ("published", "marts")
    assert area.split() == ["area", "1", "area."]
    assert thing.split() == ["thing", "1"]


QUERIES = {
    "selec 1": "The query does not run: Parser Error",
    "select * from nothing": "The query does not run: Catalog Error",
    "select cast('x' as int)": "The query does not run: Conversion Error",
    "from read_csv('/nowhere.csv')": "The query does not run: IO Error",
    "drop table marts.thing": "The query does not run",
    "nothing.sql": "There is no file nothing.sql",
}


@pytest.mark.parametrize("sql", QUERIES)
def test_a_query_that_does_not_run(sql: str, built: DataHome, spine: Spine) -> None:
    """A wrong statement, a missing file and an attempt to write are one sentence each."""
    assert spine("query", sql, "--home", built.root).error.startswith(QUERIES[sql])


@pytest.fixture
def with_children(built: DataHome) -> DataHome:
    """Return that home with a database of rows about children, of the same build."""
    for name in ("spine", "restricted"):
        with duckdb.connect(str(built.warehouse / f"{name}.duckdb")) as con:
            con.execute("create table main.build_number as select 'x' as number")
            con.execute("create schema if not exists marts")
            con.execute(f"create table marts.pair as select '{name}' as a")
            if name == "restricted":
                con.execute("create table marts.child as select 'k1' as child_key")
                con.execute("comment on table marts.child is 'One row per child. More.'")
    return built


RESTRICTED = {
    "from child": (True, "child_key\nk1\n"),
    "from restricted.marts.child": (True, "child_key\nk1\n"),
    "select child_key from {{ ref('child') }}, thing": (True, "child_key\nk1\n"),
    "from pair": (False, "a\nspine\n"),
    "select a from thing": (False, "a\n1.5\n"),
}


@pytest.mark.parametrize("sql", RESTRICTED)
def test_a_query_that_reads_children_says_so(
    sql: str, with_children: DataHome, spine: Spine
) -> None:
    """What reads the restricted database is told beside the table, and nothing else is."""
    is_told, gives = RESTRICTED[sql]
    done = spine("query", sql, "--csv", "--home", with_children.root)
    assert (done.code, done.out) == (0, gives)
    assert done.err == (f"{query.READS_RESTRICTED}\n" if is_told else "")
    done = spine("query", sql, "--home", with_children.root)
    assert (query.READS_RESTRICTED in done.err) == is_told


@pytest.mark.parametrize(
    ("sql", "is_told"),
    [
        ("from counts", True),
        ("with x as (select c.a from marts.counts as c) from x", True),
        ("from published.counts", False),
        ("from thing", False),
    ],
)
def test_a_query_of_exact_counts_says_so(
    sql: str, is_told: bool, built: DataHome, spine: Spine
) -> None:
    """A mart of children's counts is told from the published table of its name."""
    with duckdb.connect(str(built.warehouse / "spine.duckdb")) as con:
        con.execute("create schema if not exists published")
        for schema in ("marts", "published"):
            con.execute(f"create table {schema}.counts as select 1 as a")
        con.execute("comment on table marts.counts is 'One row. Exact counts of our own.'")
    done = spine("query", sql, "--csv", "--home", built.root)
    assert done.code == 0
    assert done.err == (f"{query.READS_EXACT}\n" if is_told else "")


def test_a_query_without_the_database_of_children(built: DataHome, spine: Spine) -> None:
    """Where it is not there, what would need it is not found, and the rest is as ever."""
    said = spine("query", "from child", "--home", built.root).error
    assert said.startswith("The query does not run: Catalog Error")
    assert "restricted" not in spine("query", "--tables", "--home", built.root).out


def test_tables_about_children_are_listed_apart(with_children: DataHome, spine: Spine) -> None:
    """They come last, under a heading that says what they are."""
    lines = spine("query", "--tables", "--home", with_children.root).out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("restricted.marts: rows about"))
    assert [line.split()[0] for line in lines[at + 1 : at + 3]] == ["child", "pair"]
    assert not any(line.split()[0] == "child" for line in lines[:at])
    told = spine("query", "--tables", "--csv", "--home", with_children.root).out
    assert "restricted.marts,child,1,child." in told


def test_children_of_another_build_are_not_read(with_children: DataHome, spine: Spine) -> None:
    """One database new and the other old is one sentence, and only where both are needed."""
    with duckdb.connect(str(with_children.warehouse / "restricted.duckdb")) as con:
        con.execute("update main.build_number set number = 'y'")
    said = spine("query", "from child", "--home", with_children.root).error
    assert "are not of one build" in said
    assert spine("query", "from pair", "--csv", "--home", with_children.root).out == "a\nspine\n"
    (with_children.warehouse / "restricted.duckdb").write_bytes(b"x" * 5000)
    said = spine("query", "from child", "--home", with_children.root).error
    assert said.startswith(f"{with_children.warehouse / 'restricted.duckdb'} cannot be opened")


WRITER = """
import sys, time, duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(60)
"""


def test_a_warehouse_that_another_program_writes(built: DataHome) -> None:
    """A locked warehouse is told as one, with what to do."""
    database = built.root / "warehouse" / "spine.duckdb"
    other = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        said = run("query", "select 1", "--home", built.root).error
    finally:
        other.kill()
        other.communicate()
    assert said.startswith(f"{database} cannot be opened: close it in other programs")


def test_a_damaged_warehouse(built: DataHome, spine: Spine) -> None:
    """A database cut off is told with the command that makes it again."""
    database = built.root / "warehouse" / "spine.duckdb"
    os.truncate(database, 100)
    assert "`spine build --full`" in spine("query", "select 1", "--home", built.root).error


def test_status_of_a_home_in_any_state(good: Path, home: Path, spine: Spine) -> None:
    """Status reads a home before its first release, and says where each row went."""
    data_home = DataHome(home)
    data_home.make("real")
    landing.land(data_home, landing.scan(good), lambda *_: None)
    state = json.loads(spine("status", "--json", "--home", home).out)
    assert state["release"] is None
    [file] = state["files"]
    assert (file["rows_in"], file["rows_loaded"], file["rows_quarantined"]) == (1, 1, 0)
    assert "Release:    none yet" in spine("status", "--home", home).out
    (home / "raw" / "index.json").write_text("{")
    assert "not read yet" in spine("status", "--home", home).out


def test_status_says_how_the_last_build_ended(good: Path, home: Path, spine: Spine) -> None:
    """A build that fails leaves its sentence; one that was killed, that it has not ended."""
    data_home = DataHome(home)
    write_csv(good / "local_values.csv", values(value="many"))
    said = spine("build", "--landing", good, "--home", home).error
    assert f"Last build: failed {now():%Y-%m-%d}" in spine("status", "--home", home).out
    state = json.loads(spine("status", "--json", "--home", home).out)
    assert state["last_build"]["error"] == said
    write_json(data_home.logs / "last_build.json", {**state["last_build"], "ended_at": None})
    assert "it runs still, or was cut off" in spine("status", "--home", home).out
    (home / "settings.toml").write_text('local_authority = "Nowhere"')
    said = spine("build", "--landing", good, "--home", home).error
    state = json.loads(spine("status", "--json", "--home", home).out)
    assert state["last_build"]["error"] == said


def test_a_build_clears_what_a_killed_one_left(drop: Path, home: Path, spine: Spine) -> None:
    """A half-written warehouse does not outlive the next start, also where that is refused."""
    half = home / "warehouse" / "building"
    half.mkdir(parents=True)
    (half / "restricted.duckdb").write_text("half")
    said = spine("build", "--landing", drop, "--home", home).error
    assert "nothing in it" in said
    assert not half.exists()


def test_a_second_build_leaves_the_record_of_the_first(
    good: Path, home: Path, spine: Spine
) -> None:
    """A build that is told to wait does not write over what the one under way says."""
    data_home = DataHome(home)
    data_home.make("real")
    with data_home.building():
        write_json(data_home.logs / "last_build.json", {"error": "of the first"})
        assert "Another build" in spine("build", "--landing", good, "--home", home).error
    kept = json.loads((data_home.logs / "last_build.json").read_text())
    assert kept == {"error": "of the first"}


def test_status_shows_vintages_and_groups_what_is_left(
    good: Path, home: Path, spine: Spine
) -> None:
    """Files of one name are numbered with their dates; files left alone stand below the reason."""
    data_home = DataHome(home)
    data_home.make("real")
    for value, day in (("71.0", "2026-02-01"), ("71.5", "2026-03-01")):
        write_csv(good / "local_values.csv", values(value=value))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SPINE_NOW", f"{day}T09:00:00+00:00")
            landing.land(data_home, landing.scan(good), lambda *_: None)
    left = [{"name": name, "dataset": None, "reason": "a text"} for name in ("a.md", "b.md")]
    write_json(data_home.logs / "last_scan.json", {"files": left})
    out = spine("status", "--home", home).out
    assert "local_values.csv, 2 vintages" in out
    assert "vintage 1, received 2026-02-01 09:00 UTC" in out
    assert "vintage 2, received 2026-03-01 09:00 UTC" in out
    assert "left alone, a text:\n    a.md, b.md" in out
    files = json.loads(spine("status", "--json", "--home", home).out)["files"]
    assert [(file["vintage"], file["vintages"]) for file in files] == [(1, 2), (2, 2)]


@pytest.mark.parametrize("names", [(), ("notes.txt",)])
def test_a_drop_folder_with_nothing_to_read(
    names: tuple[str, ...], drop: Path, home: Path, spine: Spine
) -> None:
    """The sentence says that the folder is empty, or that nothing in it is read."""
    for name in names:
        (drop / name).write_text("x")
    said = spine("build", "--landing", drop, "--home", home).error
    expected = "no file that is read here" if names else "nothing in it"
    assert said.startswith(f"The drop folder {drop} has {expected}, and {home} holds no data yet")


def test_the_clock_of_the_tests_is_the_machines() -> None:
    """Without SPINE_NOW the time is now, to the second."""
    assert abs(now().timestamp() - time.time()) < 5
