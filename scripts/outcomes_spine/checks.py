"""`spine test`: everything CI runs, cheapest first, each step named with what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from outcomes_spine.progress import console
from outcomes_spine.project import PROJECT_DIR


@dataclass(frozen=True)
class Check:
    """One step: its name and the module of this Python to run with its arguments."""

    name: str
    arguments: tuple[str, ...]


CHECKS = (
    Check("Python format", ("ruff", "format", "--check", "scripts", "tests")),
    Check("Python lint", ("ruff", "check", "scripts", "tests")),
    Check("Types", ("mypy",)),
    Check("SQL lint", ("sqlfluff", "lint", "--processes", "0", "models", "tests", "analyses")),
    Check("Project rules", ("scripts/check_project.py",)),
    Check("Tests", ("pytest",)),
)


def run_checks(*, fast: bool) -> int:
    """Run the checks in order, all of them, and return 0 if every one held.

    `fast` leaves out the tests marked `build`, which make a data home.
    """
    failed = []
    for check in CHECKS:
        console.print(f"{check.name} ...")
        started = time.monotonic()
        code = subprocess.run(
            _command(check, fast=fast), cwd=PROJECT_DIR, env=_environment(), check=False
        ).returncode
        seconds = time.monotonic() - started
        console.print(f"  {'held' if code == 0 else 'FAILED'}, {seconds:.1f} s")
        if code != 0:
            failed.append(check.name)
    if failed:
        console.print(f"Failed: {', '.join(failed)}.")
        return 1
    console.print("Everything held.")
    return 0


def _command(check: Check, *, fast: bool) -> list[str]:
    first, *rest = check.arguments
    command = [sys.executable, *([] if first.endswith(".py") else ["-m"]), first, *rest]
    if first == "pytest" and fast:
        command += ["-m", "not build"]
    return command


def _environment() -> dict[str, str]:
    """Return the environment of a check: no telemetry, no home of the person's own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"SPINE_DATA", "SPINE_WAREHOUSE", "SPINE_RESTRICTED", "SPINE_NOW"}
    }
    return {**kept, "DO_NOT_TRACK": "1", "PYTHONUTF8": "1"}
