"""Time the build of the sample home and set it beside the same SQL in bare DuckDB.

`python scripts/bench/build_times.py [--landing DIR]` prints, for a home of its own in a temporary
folder: the first build, the build again with nothing changed, the build after one seed cell has
changed, the peak memory, and the dbt part over the same compiled SQL run in bare DuckDB. The bars
(design §12, two cores) stand beside each figure. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("analyses", "macros", "models", "scripts", "seeds", "tests")
FILES = ("dbt_project.yml", "profiles.yml", "pyproject.toml", "requirements.lock")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--landing", type=Path, help="drop folder; without it the sample")
    drop = parser.parse_args().landing
    with tempfile.TemporaryDirectory(prefix="spine-bench-") as temporary:
        project = copy_project(Path(temporary) / "project")
        home = Path(temporary) / "home"
        landing = ["--landing", str(drop.resolve())] if drop else []
        report("first build (packages installed)", build(project, home, *landing), 120)
        report("build again, nothing changed", build(project, home, *landing), 15)
        change_one_cell(project / "seeds" / "spine" / "outcomes.csv")
        report("build after one seed cell changed", build(project, home, *landing), 60)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
        print(f"{'peak memory of a build':40} {peak:8.2f} GiB")
        in_dbt, bare = dbt_against_bare(home)
        print(f"{'models and tests in dbt':40} {in_dbt:8.1f} s")
        print(f"{'the same SQL in bare DuckDB':40} {bare:8.1f} s")
        print(f"{'ratio':40} {in_dbt / bare:8.2f}")


def copy_project(target: Path) -> Path:
    """Copy the project, so that changing a seed changes nobody's work tree."""
    for name in COPIED:
        shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(PROJECT / name, target / name)
    return target


def build(project: Path, home: Path, *arguments: str) -> float:
    """Run `spine build` and return its seconds."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "outcomes_spine", "build", "--home", str(home), *arguments],
        env={**os.environ, "PYTHONPATH": str(project / "scripts")},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def change_one_cell(seed: Path) -> None:
    """Add a sentence to the note of the first outcome."""
    with seed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("note")] += " Changed."
    with seed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def dbt_against_bare(home: Path) -> tuple[float, float]:
    """Return the seconds of models and tests in dbt, and of their compiled SQL in bare DuckDB."""
    target = home / "warehouse" / "dbt"
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    manifest: dict[str, Any] = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"]
    ran = [r for r in results if r["unique_id"].startswith(("model.", "test."))]
    starts = [t["started_at"] for r in ran for t in r["timing"] if t["name"] == "execute"]
    ends = [t["completed_at"] for r in ran for t in r["timing"] if t["name"] == "execute"]
    in_dbt = _seconds(min(starts), max(ends))
    with tempfile.TemporaryDirectory(prefix="spine-bare-") as folder:
        for name in ("spine.duckdb", "restricted.duckdb"):
            shutil.copy(home / "warehouse" / name, folder)
        with duckdb.connect(f"{folder}/spine.duckdb", config={"memory_limit": "4GB"}) as con:
            con.execute(f"attach '{folder}/restricted.duckdb' as restricted")
            started = time.perf_counter()
            for unique_id in _order(nodes, {r["unique_id"] for r in ran}):
                node = nodes[unique_id]
                if node["resource_type"] == "test":
                    con.execute(f"select count(*) from ({node['compiled_code']})").fetchone()
                    continue
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                name = f'"{node["database"]}"."{node["schema"]}"."{node["alias"]}"'
                con.execute(f"drop {kind} if exists {name}")
                con.execute(f"create {kind} {name} as {node['compiled_code']}")
            bare = time.perf_counter() - started
    return in_dbt, bare


def _order(nodes: dict[str, Any], wanted: set[str]) -> list[str]:
    """Return the models so that each comes after those it reads."""
    ordered: list[str] = []
    seen: set[str] = set()

    def visit(unique_id: str) -> None:
        if unique_id in seen or unique_id not in wanted:
            return
        seen.add(unique_id)
        for parent in nodes[unique_id]["depends_on"]["nodes"]:
            visit(parent)
        ordered.append(unique_id)

    for unique_id in sorted(wanted):
        visit(unique_id)
    return ordered


def _seconds(start: str, end: str) -> float:
    from datetime import datetime

    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def report(what: str, seconds: float, bar: float) -> None:
    """Print a measure beside its bar."""
    print(f"{what:40} {seconds:8.1f} s   bar {bar:.0f} s, {seconds / bar:.2f} of it", flush=True)


if __name__ == "__main__":
    main()
