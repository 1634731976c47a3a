"""The launcher sets itself up once, takes over from what is dead, and hands over as it was told."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spine

LAUNCHER = Path(spine.__file__)


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where .venv is to be made, in a path with spaces, with a cache beside it."""
    folder = tmp_path / "a project" / ".venv"
    monkeypatch.setenv("SPINE_VENV", str(folder))
    monkeypatch.setenv("SPINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("SPINE_WHEELS", raising=False)
    return folder


@pytest.fixture
def ran(venv: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the list of set-up commands, which are noted and not run."""
    commands: list[list[str]] = []

    def note(command: list[Any], what: str) -> None:
        commands.append([str(part) for part in command])
        if "venv" in commands[-1]:
            python = spine.venv_python(venv)
            python.parent.mkdir(parents=True)
            python.symlink_to(sys.executable)
        if "download" in commands[-1] and os.environ.get("NO_INTERNET"):
            raise spine.SetupError(f"{what} failed:\nno internet")

    monkeypatch.setattr(spine, "run", note)
    return commands


def kinds(commands: list[list[str]]) -> list[str]:
    """Return what each set-up command does, in a word."""
    words = ("venv", "download", "--editable", "install")
    return [next(word for word in words if word in command) for command in commands]


def test_it_starts_under_an_old_python() -> None:
    """The file parses as Python 3.8 and imports nothing that would have to be installed."""
    tree = ast.parse(LAUNCHER.read_text(encoding="utf-8"), feature_version=(3, 8))
    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
    ]
    assert {str(name).split(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_first_use_sets_up_and_the_second_does_not(venv: Path, ran: list[list[str]]) -> None:
    """Packages come by hash from a folder of wheels, the project from itself, and only once."""
    python = spine.make_ready(with_tests=False)
    assert python == spine.venv_python(venv)
    assert kinds(ran) == ["venv", "download", "install", "--editable"]
    for command in ran[1:3]:
        assert "--require-hashes" in command
        assert str(spine.PROJECT / "requirements.lock") in command
    for command in ran[2:]:
        assert "--no-index" in command
    assert not venv.with_name(".venv.setup").exists()
    ran.clear()
    assert spine.make_ready(with_tests=False) == python
    assert ran == []


def test_test_needs_more_and_serves_for_all(ran: list[list[str]]) -> None:
    """`test` adds the linters to what is there; the other verbs are then content with it."""
    spine.make_ready(with_tests=False)
    ran.clear()
    spine.make_ready(with_tests=True)
    assert kinds(ran) == ["download", "install", "--editable"]
    assert str(spine.PROJECT / "requirements-dev.lock") in ran[0]
    ran.clear()
    spine.make_ready(with_tests=False)
    assert ran == []


@pytest.mark.parametrize("harm", ["marker", "project", "lock", "python"])
def test_it_sets_up_again_when_something_changed(
    harm: str, venv: Path, ran: list[list[str]]
) -> None:
    """A damaged note, a project that moved, another lock and a Python that has gone are seen."""
    spine.make_ready(with_tests=False)
    ran.clear()
    note = spine.marker(venv)
    if harm == "marker":
        note.write_text("{")
    elif harm == "python":
        spine.venv_python(venv).unlink()
        spine.venv_python(venv).symlink_to("/nowhere/python")
    else:
        state = json.loads(note.read_text())
        state["project" if harm == "project" else "digest"] = "other"
        note.write_text(json.dumps(state))
    spine.make_ready(with_tests=False)
    again = ["install", "--editable"]  # the wheels are there already
    assert kinds(ran) == (["venv", *again] if harm == "python" else again)


def test_a_download_that_broke_off_is_begun_again(
    ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without internet the sentence says how to go without; later the download is not skipped."""
    monkeypatch.setenv("NO_INTERNET", "1")
    with pytest.raises(spine.SetupError, match=r"SPINE_WHEELS, see README"):
        spine.make_ready(with_tests=False)
    monkeypatch.delenv("NO_INTERNET")
    ran.clear()
    spine.make_ready(with_tests=False)
    assert kinds(ran) == ["download", "install", "--editable"]


def test_a_machine_without_internet(
    ran: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wheels that were carried in are used and nothing is downloaded; a wrong folder is told."""
    monkeypatch.setenv("SPINE_WHEELS", str(tmp_path / "nowhere"))
    with pytest.raises(spine.SetupError, match=r"SPINE_WHEELS is .*nowhere, which is not a folder"):
        spine.make_ready(with_tests=False)
    ran.clear()
    monkeypatch.setenv("SPINE_WHEELS", str(tmp_path))
    spine.make_ready(with_tests=False)
    assert kinds(ran) == ["install", "--editable"]
    assert str(tmp_path) in ran[0]


def test_wheels_are_kept_by_the_python_they_are_for(tmp_path: Path, venv: Path) -> None:
    """The folder is named after the interpreter of .venv, which may not be the one that started."""
    other = tmp_path / "python3.12"
    other.write_text("#!/bin/sh\necho py312\n")
    other.chmod(0o755)
    lock = spine.lock_file(False)
    assert "wheels-py312-" in str(spine.wheel_folder(other, lock))
    here = "wheels-py{}{}-".format(*sys.version_info[:2])
    assert here in str(spine.wheel_folder(Path(sys.executable), lock))


# --- which Python


def test_a_python_that_is_too_new_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one on the machine is used; where there is none, it is told which to install."""
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(
        shutil, "which", lambda name: f"/bin/{name}" if name == "python3.12" else None
    )
    monkeypatch.setattr(spine, "_runs", lambda command: True)
    assert spine.supported_python() == ["python3.12"]
    monkeypatch.setattr(spine, "_runs", lambda command: False)
    with pytest.raises(
        spine.SetupError, match=r"3\.11, 3\.12 or 3\.13 is needed and this is 3\.14"
    ):
        spine.supported_python()


# --- two at once


def test_a_set_up_that_died_is_taken_over(venv: Path, ran: list[list[str]]) -> None:
    """The folder of a process that has gone does not hold up the next one."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    guard = venv.with_name(".venv.setup")
    guard.mkdir(parents=True)
    (guard / "pid").write_text(str(done.pid))
    spine.make_ready(with_tests=False)
    assert "venv" in kinds(ran)
    assert not guard.exists()


@pytest.mark.parametrize("pid", ["", "x", None])
def test_a_set_up_that_does_not_say_who(pid: str | None, tmp_path: Path) -> None:
    """A guard without a process is given time, and is taken over when it is old."""
    guard = tmp_path / "guard"
    guard.mkdir()
    if pid is not None:
        (guard / "pid").write_text(pid)
    assert not spine._is_abandoned(guard)
    old = time.time() - spine.WAIT_FOR_OTHER_SETUP_SECONDS - 1
    os.utime(guard, (old, old))
    assert spine._is_abandoned(guard)


def test_a_set_up_that_takes_long_is_waited_for(
    venv: Path, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that lives is never taken over, however long it takes; the wait has an end."""
    guard = venv.with_name(".venv.setup")
    guard.mkdir(parents=True)
    (guard / "pid").write_text(str(os.getpid()))
    old = time.time() - 10_000
    os.utime(guard, (old, old))
    monkeypatch.setattr(spine, "WAIT_FOR_OTHER_SETUP_SECONDS", 0.5)
    with pytest.raises(
        spine.SetupError, match=r"has not finished: delete .*setup if none is running"
    ):
        spine.make_ready(with_tests=False)
    assert ran == []
    assert guard.exists()


def test_the_second_finds_what_the_first_made(
    venv: Path, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the other set-up ends, its work is used."""
    guard = venv.with_name(".venv.setup")

    def end(_: float) -> None:
        spine.run(["venv"], "")
        spine.marker(venv).write_text(json.dumps(spine.wanted_state(spine.lock_file(False))))
        shutil.rmtree(guard)

    guard.mkdir(parents=True)
    (guard / "pid").write_text(str(os.getpid()))
    monkeypatch.setattr(time, "sleep", end)
    spine.make_ready(with_tests=False)
    assert ran == [["venv"]]


# --- handing over

STUB = """#!/bin/sh
printf '%s|' "$@" "${PYTHONPATH-none}" "${PIP_USER-none}"
exit 7
"""


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for Python")
def test_it_hands_over_arguments_and_exit_code(venv: Path, tmp_path: Path) -> None:
    """Arguments arrive as they were, spaces and all; what misleads Python or pip does not."""
    python = spine.venv_python(venv)
    python.parent.mkdir(parents=True)
    python.write_text(STUB)
    python.chmod(0o755)
    spine.marker(venv).write_text(json.dumps(spine.wanted_state(spine.lock_file(True))))
    done = subprocess.run(
        [sys.executable, str(LAUNCHER), "build", "--landing", "our 'files'", ""],
        env={**os.environ, "SPINE_VENV": str(venv), "PYTHONPATH": "/gis", "PIP_USER": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = "-m|outcomes_spine|build|--landing|our 'files'||none|none|"
    assert (done.returncode, done.stdout, done.stderr) == (7, said, "")


Fault = Callable[..., None]
FAULTS: dict[str, tuple[BaseException, int, str]] = {
    "set-up": (spine.SetupError("why"), 1, "error: why"),
    "disk": (OSError(28, "No space left on device"), 1, "error: setting up stopped: [Errno 28] No"),
    "stopped": (KeyboardInterrupt(), 130, "stopped; run the same command again to go on."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence(
    fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback of the set-up reaches a person."""
    error, code, said = FAULTS[fault]

    def fail(with_tests: bool) -> Path:
        raise error

    monkeypatch.setattr(spine, "make_ready", fail)
    assert spine.main() == code
    assert capsys.readouterr().err.startswith(said)


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project on a drive that is read only is told what to set."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SPINE_VENV", str(tmp_path / "file" / ".venv"))
    with pytest.raises(
        spine.SetupError, match=r"cannot be written \(Not a directory\).*SPINE_VENV"
    ):
        spine.make_ready(with_tests=False)


def test_the_set_up_is_not_led_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a GIS or a statistics package sets for every Python of the machine is not passed on."""
    for name in ("PYTHONPATH", "PIP_USER", "PIP_TARGET"):
        monkeypatch.setenv(name, "/gis")
    spine.run([sys.executable, "-c", "import os; exit('/gis' in os.environ.values())"], "Asking")


def test_a_set_up_of_another_user_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that may not be asked after is there, so its set-up is not taken over."""

    def not_ours(pid: int, number: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "kill", not_ours)
    (tmp_path / "pid").write_text("1")
    assert not spine._is_abandoned(tmp_path)


def test_a_failed_command_shows_the_end_of_what_it_said() -> None:
    """The sentence names the step; the last lines of the tool follow."""
    with pytest.raises(spine.SetupError, match=r"^Making failed:\nline 2\n(.*\n)*line 9$"):
        spine.run(
            [sys.executable, "-c", "[print('line', n) for n in range(10)]; exit(1)"], "Making"
        )
