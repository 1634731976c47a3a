"""Start `spine` on a machine that has only Python: make .venv on first use, then hand over.

Only the standard library is used here, and nothing newer than Python 3.8, so that an old
Python is told what to do instead of failing on a syntax error.

The packages are downloaded once into a folder of wheels of the user's own cache and installed
from there, because pip cannot install offline from its own cache. A machine that has no
internet at all gets the same folder carried in: SPINE_WHEELS=<folder> (see README).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SUPPORTED = ((3, 11), (3, 12), (3, 13))
WINDOWS = os.name == "nt"
WAIT_FOR_OTHER_SETUP_SECONDS = 900


class SetupError(Exception):
    """What stopped the set-up, in one sentence for the person at the keyboard."""


def supported_python() -> list[str]:
    """Return a Python 3.11-3.13 interpreter: this one, or another one on the machine."""
    if sys.version_info[:2] in SUPPORTED:
        return [sys.executable]
    for major, minor in reversed(SUPPORTED):
        name = "python{}.{}".format(major, minor)
        candidates = [["py", "-{}.{}".format(major, minor)]] if WINDOWS else []
        candidates.append([name])
        for candidate in candidates:
            if shutil.which(candidate[0]) and _runs(candidate):
                return candidate
    raise SetupError(
        "Python 3.11, 3.12 or 3.13 is needed and this is {}.{}: install one of them, then run "
        "the same command with it.".format(*sys.version_info[:2])
    )


def _runs(command: list[str]) -> bool:
    probe = [*command, "-c", "import sys; sys.exit(0)"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def venv_dir() -> Path:
    """Return the folder of the virtual environment, SPINE_VENV or .venv in the project."""
    return Path(os.environ.get("SPINE_VENV") or PROJECT / ".venv")


def venv_python(folder: Path) -> Path:
    """Return the interpreter inside a virtual environment."""
    return folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def marker(folder: Path) -> Path:
    """Return the file that says of a virtual environment what was installed into it."""
    return folder / "outcomes-spine.json"


def lock_file(with_tests: bool) -> Path:
    """Return the lock file for the verb: `test` needs the linters and pytest too."""
    return PROJECT / ("requirements-dev.lock" if with_tests else "requirements.lock")


def wanted_state(lock: Path) -> dict[str, str]:
    """Return what the marker in .venv must say for it to be used as it is."""
    digest = hashlib.sha256()
    for path in (lock, PROJECT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return {"lock": lock.name, "digest": digest.hexdigest(), "project": str(PROJECT)}


def is_ready(folder: Path, with_tests: bool) -> bool:
    """Say whether .venv holds what the verb needs (the test packages hold the others)."""
    try:
        state = json.loads(marker(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not venv_python(folder).exists():  # the Python it was made from has gone
        return False
    accepted = [wanted_state(lock_file(True))]
    if not with_tests:
        accepted.append(wanted_state(lock_file(False)))
    return state in accepted


def wheel_folder(python: Path, lock: Path) -> Path:
    """Return the folder of downloaded wheels for an interpreter and a lock file, in the cache."""
    if os.environ.get("SPINE_CACHE"):
        base = Path(os.environ["SPINE_CACHE"])
    elif WINDOWS:
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    asked = [str(python), "-c", "import sys; print('py%d%d' % sys.version_info[:2])"]
    version = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    tag = "{}-{}".format(version, sys.platform)
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    return base / "outcomes-spine" / "wheels-{}-{}".format(tag, digest)


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(text, file=sys.stderr, flush=True)


def run(command: list[str | Path], what: str) -> None:
    """Run one set-up command quietly; on failure say what failed and the end of its output."""
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.strip().splitlines()[-8:])
        raise SetupError("{} failed:\n{}".format(what, tail))


def install(python: Path, lock: Path) -> None:
    """Install the locked packages and this project into .venv."""
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    locked: list[str | Path] = ["--no-deps", "--require-hashes", "-r", lock]
    carried = os.environ.get("SPINE_WHEELS")
    if carried and not Path(carried).is_dir():
        raise SetupError("SPINE_WHEELS is {}, which is not a folder: correct it.".format(carried))
    wheels = Path(carried) if carried else wheel_folder(python, lock)
    if not carried and not (wheels / "complete").exists():
        say("  downloading packages (once for this machine) ...")
        try:
            wheels.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(
                "The folder {} for downloaded packages cannot be made ({}): set SPINE_CACHE to a "
                "folder you can write.".format(wheels, error.strerror)
            ) from None
        run(
            [*pip, "download", "--dest", wheels, *locked],
            "Downloading the packages (without internet: SPINE_WHEELS, see README)",
        )
        (wheels / "complete").write_text("", encoding="utf-8")
    say("  installing packages ...")
    from_wheels: list[str | Path] = ["--no-index", "--find-links", wheels, "--no-compile"]
    run([*pip, "install", *from_wheels, *locked], "Installing the packages")
    unpacked: list[str | Path] = ["--no-deps", "--no-index", "--no-build-isolation"]
    run([*pip, "install", *unpacked, "--editable", PROJECT], "Installing the project")


def make_ready(with_tests: bool) -> Path:
    """Make or bring up to date the virtual environment; return its interpreter."""
    folder = venv_dir()
    if is_ready(folder, with_tests):
        return venv_python(folder)
    base = supported_python()
    guard = folder.with_name(folder.name + ".setup")
    _take(guard)
    try:
        if is_ready(folder, with_tests):
            return venv_python(folder)
        say("Setting up (first use only; one to two minutes):")
        python = venv_python(folder)
        if not (python.exists() and _runs([str(python)])):
            say("  making {} ...".format(folder))
            shutil.rmtree(str(folder), ignore_errors=True)
            run(
                [*base, "-m", "venv", folder],
                "Making the virtual environment (on Debian and Ubuntu: apt install python3-venv)",
            )
        lock = lock_file(with_tests)
        install(python, lock)
        marker(folder).write_text(json.dumps(wanted_state(lock)), encoding="utf-8")
        return python
    finally:
        shutil.rmtree(str(guard), ignore_errors=True)


def _take(guard: Path) -> None:
    """Hold the set-up folder; wait while another process sets up, take over a dead one's."""
    started = time.monotonic()
    told = False
    while True:
        try:
            guard.mkdir(parents=True)
            (guard / "pid").write_text(str(os.getpid()), encoding="utf-8")
            return
        except FileExistsError:
            if _is_abandoned(guard):
                shutil.rmtree(str(guard), ignore_errors=True)
                continue
            if not told:
                say("Another process is setting up {}; waiting for it.".format(guard.parent))
                told = True
            if time.monotonic() - started > WAIT_FOR_OTHER_SETUP_SECONDS:
                raise SetupError(
                    "Another set-up has not finished: delete {} if none is running.".format(guard)
                ) from None
            time.sleep(1)
        except OSError as error:
            raise SetupError(
                "The folder {} cannot be written ({}): run from a copy you can write, or set "
                "SPINE_VENV to a folder you can write.".format(guard.parent, error.strerror)
            ) from None


def _is_abandoned(guard: Path) -> bool:
    """Say whether the process that holds the set-up folder has gone."""
    try:
        if WINDOWS:  # there os.kill would end the process instead of asking after it
            raise ValueError
        os.kill(int((guard / "pid").read_text(encoding="utf-8")), 0)
        return False
    except ProcessLookupError:
        return True
    except PermissionError:  # another user's
        return False
    except (OSError, ValueError):  # not known who: by its age
        pass
    try:
        return time.time() - guard.stat().st_mtime > WAIT_FOR_OTHER_SETUP_SECONDS
    except OSError:
        return False


def environment() -> dict[str, str]:
    """Return the environment without what would lead Python or pip elsewhere.

    A machine with a GIS or a statistics package may set these for all. Bytecode is kept whatever
    the shell says: without it each start compiles dbt anew.
    """
    strange = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    strange |= {"PIP_PREFIX", "PIP_TARGET", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    return {name: value for name, value in os.environ.items() if name.upper() not in strange}


def main() -> int:
    """Set up if needed, then run `spine` with the same arguments."""
    arguments = sys.argv[1:]
    try:
        python = make_ready(with_tests=arguments[:1] == ["test"])
        command = [str(python), "-m", "outcomes_spine", *arguments]
        if WINDOWS:
            return subprocess.run(command, env=environment(), check=False).returncode
        os.execve(command[0], command, environment())  # its signals reach `spine` itself
    except SetupError as error:
        say("error: {}".format(error))
        return 1
    except OSError as error:
        say("error: setting up stopped: {}".format(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; run the same command again to go on.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
