"""What the tests share: the command line in this process or another, and files to drop."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from outcomes_spine.cli import cli
from outcomes_spine.project import PROJECT_DIR

VALUES = {
    "indicator_code": "gld_at_5",
    "area_code": "E09000024",
    "period_code": "AY2024-25",
    "cohort_code": "all",
    "value": "71.0",
    "numerator": "",
    "denominator": "",
    "source": "Own count",
    "published_on": "2025-12-31",
    "owner": "Early years lead",
    "note": "",
}


def values(*rows: dict[str, str], **cells: str) -> list[list[str]]:
    """Return a local_values table: its headings, and a good row changed by each of `rows`."""
    changed = rows or ({},)
    return [list(VALUES), *([*({**VALUES, **cells, **row}).values()] for row in changed)]


def write_csv(path: Path, table: Iterable[Sequence[str]], **options: Any) -> Path:
    """Write a table as CSV, UTF-8 and LF unless told otherwise."""
    encoding = options.pop("encoding", "utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **{"lineterminator": "\n", **options}).writerows(table)
    return path


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return every file below a folder with its mode, its time of change and its bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """Return the one sentence of a refusal, having checked that it is one."""
        said = [line for line in self.err.splitlines() if line.startswith("error: ")]
        assert self.code == 1, self.err
        assert len(said) == 1, self.err
        assert self.err.rstrip("\n").splitlines()[-1] == said[0], "more was said after the error"
        assert "Traceback" not in self.err + self.out
        return said[0].removeprefix("error: ")


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a command: this one without settings of the person's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPINE_")}
    scripts = str(PROJECT_DIR / "scripts")
    return {**kept, "DO_NOT_TRACK": "1", "PYTHONPATH": scripts, "PYTHONUTF8": "1", **changes}


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of `spine` with this Python."""
    return [sys.executable, "-m", "outcomes_spine", *map(str, arguments)]


def run(*arguments: str | Path, **env: str) -> Ran:
    """Run `spine` in a process of its own, from a folder that is not the project's."""
    done = subprocess.run(
        command(*arguments),
        env=environment(**env),
        cwd=PROJECT_DIR.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def no_longer_root() -> Iterator[None]:
    """Give up the rights of root for a while, without which nothing is closed to this process."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def open_above(folder: Path) -> None:
    """Let every user into the folders above one of pytest's, which are closed to others."""
    for above in [folder, *folder.parents][:3]:
        above.chmod(0o755)


@pytest.fixture
def spine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return a function that runs `spine` in this process: quick, for what ends before dbt."""
    for name in [name for name in os.environ if name.startswith("SPINE_")]:
        monkeypatch.delenv(name)

    def reached(*arguments: object) -> None:
        raise AssertionError("dbt was reached: the command was not refused")

    monkeypatch.setattr("outcomes_spine.warehouse.run_dbt", reached)

    def invoke(*arguments: str | Path, **env: str) -> Ran:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    return invoke


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """Return an empty drop folder, with spaces and a quotation mark in its path."""
    folder = tmp_path / "our files, O'Brien"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return where a data home may be made."""
    return tmp_path / "data home"


@pytest.fixture
def refused(spine: Callable[..., Ran], home: Path) -> Callable[[Path], str]:
    """Return a function that builds from a drop folder, checks that it is refused, says why."""

    def build(folder: Path) -> str:
        before = tree(folder)
        message = spine("build", "--landing", folder, "--home", home).error
        assert tree(folder) == before, "the drop folder was written"
        assert not list((home / "landing").rglob("*.json")), "something was landed"
        return message

    return build
