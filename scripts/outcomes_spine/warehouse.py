"""Run dbt in this process into two new files, which take the warehouse's place when both are whole.

`spine.duckdb` holds what is aggregate; `restricted.duckdb` has a row a child and is for this user
alone. Each build writes its own number into both, by which a pair is known to belong together.
"""

from __future__ import annotations

import gc
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from outcomes_spine import fingerprint
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, write_json
from outcomes_spine.project import PROJECT_DIR
from outcomes_spine.tables import quoted
from outcomes_spine.vault import private_folder

os.environ.setdefault("DO_NOT_TRACK", "1")
SPINE = "spine.duckdb"
RESTRICTED = "restricted.duckdb"
DATABASES = (SPINE, RESTRICTED)
BUILD_NUMBER = "select number from main.build_number"
BUILT_FROM = "built_from.json"
PASSING = frozenset({"success", "pass", "no-op", "warn", "skipped"})


@dataclass(frozen=True)
class BuildResult:
    """What a dbt run did: how many nodes, and how long each took in seconds."""

    nodes: int
    seconds: dict[str, float]


def build(
    home: DataHome, advance: Callable[[str, int, int], None], *, full: bool = False
) -> BuildResult:
    """Build seeds, models and tests into two new databases, then rename them over the old ones.

    Where nothing but CSV seeds has changed since the databases were built, the new ones start as
    copies of them, and those seeds, all that reads them and every test on either are built again;
    `full` builds everything. `advance` is told the node that ended, how many have and how many
    there are. Raises SpineError with the first thing that failed; the old databases are then as
    they were.
    """
    fresh = home.warehouse / "building"
    shutil.rmtree(fresh, ignore_errors=True)
    private_folder(fresh)
    database = fresh / SPINE
    changed = [] if full else _changed_seeds(home)
    # unit tests are of the code: `spine test` runs them
    command = ["build", "--exclude-resource-type", "unit_test"]
    if changed:
        for name in DATABASES:
            shutil.copyfile(home.warehouse / name, fresh / name)
        command += ["--indirect-selection", "eager", "--select", *(f"{s}+" for s in changed)]
    results = run_dbt(command, home, database, advance)
    failed = [r for r in results if str(r.status) not in PASSING]
    if failed:
        raise SpineError(_explain(failed[0], len(failed), database))
    _settle(fresh)
    _take_place(fresh, home.warehouse)
    shutil.rmtree(fresh, ignore_errors=True)
    write_json(home.warehouse / BUILT_FROM, fingerprint.of_warehouse(home))
    return BuildResult(len(results), {r.node.unique_id: r.execution_time for r in results})


def is_whole(home: DataHome) -> bool:
    """Say whether both databases are there and of one build: a kill may part them.

    Of one that another program holds this cannot be told: it is taken for whole.
    """
    numbers = set()
    for database in (home.warehouse / name for name in DATABASES):
        if not database.exists():
            return False
        try:
            with duckdb.connect(str(database), read_only=True) as con:
                numbers.update(con.execute(BUILD_NUMBER).fetchall())
        except duckdb.IOException:
            return True
        except duckdb.Error:
            return False
    return len(numbers) == 1


def _changed_seeds(home: DataHome) -> list[str]:
    """Name the seeds in which the database is behind, where it is behind in nothing else."""
    try:
        built = read_json(home.warehouse / BUILT_FROM)
    except SpineError:
        return []
    now = fingerprint.of_warehouse(home)
    if built.keys() != now.keys() or built["*"] != now["*"]:
        return []
    return [seed for seed in now if built[seed] != now[seed]]


def run_dbt(
    arguments: list[str],
    home: DataHome,
    database: Path,
    advance: Callable[[str, int, int], None],
) -> list[Any]:
    """Run one dbt command on a data home and return its results, one a node."""
    os.environ["SPINE_WAREHOUSE"] = str(database)
    os.environ["SPINE_RESTRICTED"] = str(database.with_name(RESTRICTED))
    from dbt.artifacts.schemas.run import RunExecutionResult
    from dbt.cli.main import dbtRunner

    total = 0
    done = 0

    def listen(event: Any) -> None:
        nonlocal total, done
        name = event.info.name
        if name in {"LogStartLine", "LogHookStartLine"}:
            total = max(total, event.data.total)
        elif name == "NodeFinished":
            done += 1
            advance(event.data.node_info.node_name, done, total)

    target = home.warehouse / "dbt"
    command = [
        *arguments,
        "--project-dir",
        str(PROJECT_DIR),
        "--profiles-dir",
        str(PROJECT_DIR),
        "--target-path",
        str(target),
        "--log-path",
        str(home.logs),
        "--log-level",
        "none",
        "--log-level-file",
        "warn",  # a line for each node takes a build a fifth of its time
        "--vars",
        json.dumps({"data_home": str(home.root)}),
    ]
    with chdir(PROJECT_DIR), _uncollected():
        try:
            result = dbtRunner(callbacks=[listen]).invoke(command)
        finally:
            _let_go()
    if not isinstance(result.result, RunExecutionResult):
        raise SpineError(
            f"dbt could not start: {_first_lines(str(result.exception))} See {home.logs}/dbt.log."
        )
    return list(result.result.results)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave dbt's graph of some hundred thousand objects unswept: an eighth of a build's time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _explain(result: Any, failures: int, database: Path) -> str:
    """Return one sentence for a failed node: what it checks, what it found, where it stands.

    Of what reads rows about children neither a row nor DuckDB's words, which quote a value.
    """
    node = result.node
    more = f" ({failures - 1} more failed)" if failures > 1 else ""
    if str(node.resource_type) == "test":
        described = (getattr(node, "description", "") or node.name).strip().rstrip(".")
        first = (
            "about children, so not shown here"
            if _reads_children(node)
            else f"the first: {_first_row(node, database)}"
        )
        return (
            f"The check {node.name} did not hold{more}: {described}. Rows found: "
            f"{result.failures or '?'}; {first}. "
            "What was published before is untouched."
        )
    said = (
        f"it reads rows about children, so the fault is shown in {database.parent.parent}/dbt only."
        if _reads_children(node)
        else _first_lines(result.message)
    )
    return f"Building {node.name} failed{more}: {said} What was published before is untouched."


def _reads_children(node: Any) -> bool:
    """Say whether a node stands in the restricted database or reads it."""
    restricted = Path(RESTRICTED).stem
    compiled = getattr(node, "compiled_code", None) or ""
    return node.database == restricted or f'"{restricted}".' in compiled


def _first_row(node: Any, database: Path) -> str:
    """Return the first row that a failed check found, as `column value, ...`."""
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            result = con.execute(f"select * from ({node.compiled_code}) limit 1")
            columns = [column[0] for column in result.description or []]
            row = result.fetchone()
    except duckdb.Error as error:
        return _first_lines(str(error))
    if row is None:
        return "none now"
    return ", ".join(f"{c} {v}" for c, v in zip(columns, row, strict=True) if v is not None)[:300]


def _first_lines(message: str | None) -> str:
    lines = [line.strip() for line in (message or "").splitlines() if line.strip()]
    return " ".join(lines[:3])[:400]


def _let_go() -> None:
    """Close dbt's own connection: it lives on in this process and holds the file."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager.env().close()
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


def _settle(fresh: Path) -> None:
    """Give both databases the number of this build, and write all of them into their files.

    What DuckDB keeps beside a file (its .wal) is written into it: only the file is moved.
    """
    number = quoted(secrets.token_hex(8))
    for database in (fresh / name for name in DATABASES):
        is_written = False
        with suppress(duckdb.Error), duckdb.connect(str(database)) as con:
            con.execute(f"create or replace table main.build_number as select {number} as number")
            con.execute("checkpoint")
            is_written = True
        if not is_written or database.with_name(f"{database.name}.wal").exists():
            raise SpineError(
                f"{database} could not be written to the end: another program holds it. Close it "
                "there and run the build again."
            )
    if os.name == "posix":
        for name in DATABASES:  # exact counts of children stand in the other one
            (fresh / name).chmod(0o600)


def _take_place(fresh: Path, warehouse: Path) -> None:
    """Rename the new databases over the old ones; where a reader holds an old one, say so.

    No system renames two files at once: after a kill between the two, their numbers differ.
    """
    old = Path()
    try:
        for old in (warehouse / name for name in DATABASES):
            if old.exists():  # first ask of both whether they may be replaced, then replace either
                old.replace(old)
        for old in (warehouse / name for name in DATABASES):
            (fresh / old.name).replace(old)
    except PermissionError:
        raise SpineError(
            f"{old} is open in another program, and this system does not replace an open file: "
            "close it there and run the build again."
        ) from None
