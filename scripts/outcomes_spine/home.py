"""A data home: the one folder that holds everything a council lands, builds and publishes."""

from __future__ import annotations

import hashlib
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import filelock

from outcomes_spine.errors import SpineError
from outcomes_spine.project import PROJECT_DIR, now

HOME_VERSION = 1
Kind = Literal["sample", "real"]
SAMPLE_HOME = PROJECT_DIR / "data" / "sample-home"
REAL_HOME = PROJECT_DIR / "data" / "home"


@dataclass(frozen=True)
class DataHome:
    """The paths of a data home (design §2); of one kind, sample or real, for life."""

    root: Path

    @property
    def marker(self) -> Path:
        """Return home.json, which says the kind and the version of the home."""
        return self.root / "home.json"

    @property
    def settings_file(self) -> Path:
        """Return settings.toml, how a council sets its own area and policy."""
        return self.root / "settings.toml"

    @property
    def local(self) -> Path:
        """Return local/, the council's overlays on the seeds."""
        return self.root / "local"

    @property
    def landing(self) -> Path:
        """Return landing/, the bytes as they came."""
        return self.root / "landing"

    @property
    def vault(self) -> Path:
        """Return vault/, who the children are, encrypted; made when the first of them lands."""
        return self.root / "vault"

    @property
    def raw(self) -> Path:
        """Return raw/, text Parquet without direct identifiers."""
        return self.root / "raw"

    @property
    def warehouse(self) -> Path:
        """Return warehouse/, the databases that dbt builds."""
        return self.root / "warehouse"

    @property
    def published(self) -> Path:
        """Return published/, the releases."""
        return self.root / "published"

    @property
    def site(self) -> Path:
        """Return site/, the report of the last release."""
        return self.root / "site"

    @property
    def logs(self) -> Path:
        """Return logs/, one file a build."""
        return self.root / "logs"

    def kind(self) -> Kind | None:
        """Return the kind of the home, or None where nothing has landed yet."""
        if not self.marker.exists():
            return None
        state = read_json(self.marker)
        version = state.get("version")
        if version != HOME_VERSION:
            raise SpineError(
                f"{self.marker} has version {version!r} and this program reads version "
                f"{HOME_VERSION}: use the program that wrote it, or start a new home with --home."
            )
        if state.get("kind") not in {"sample", "real"}:
            raise SpineError(
                f"{self.marker} does not say whether this is a sample or a real home: restore it "
                "from a copy."
            )
        kind: Kind = state["kind"]
        return kind

    def make(self, kind: Kind) -> None:
        """Make the folders of the home and fix its kind; refuse a home of the other kind."""
        had = self.kind()
        if had is not None and had != kind:
            raise SpineError(
                f"{self.root} is a {had} home and stays one: give a {kind} home a folder of its "
                "own with --home."
            )
        try:
            for folder in (
                self.local,
                self.landing,
                self.raw,
                self.warehouse,
                self.published,
                self.logs,
            ):
                folder.mkdir(parents=True, exist_ok=True)
            if had is None:
                state = {"version": HOME_VERSION, "kind": kind, "made_at": now().isoformat()}
                write_json(self.marker, state)
        except OSError as error:
            raise SpineError(
                f"The data home {self.root} cannot be written ({error.strerror}): choose a folder "
                "you can write with --home or SPINE_DATA."
            ) from None

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the home for one build; a second build is told who holds it."""
        holder = self.root / ".build-holder.json"
        lock = filelock.FileLock(self.root / ".build.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            who: dict[str, Any] = {}
            with suppress(SpineError):  # it may be gone by now, or not be written yet
                who = read_json(holder)
            raise SpineError(
                f"Another build of {self.root} is running (process {who.get('process', '?')} on "
                f"{who.get('host', '?')} since {who.get('since', '?')}): wait for it to end."
            ) from None
        except (OSError, NotImplementedError) as error:  # some network drives have no locks
            raise SpineError(
                f"The data home {self.root} cannot be locked ({error}): choose a folder you can "
                "write, on a disk of this machine, with --home or SPINE_DATA."
            ) from None
        try:
            write_json(
                holder,
                {
                    "process": os.getpid(),
                    "host": socket.gethostname(),
                    "since": now().isoformat(),
                },
            )
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()


def choose_home(home: str | None, *, with_drop_folder: bool) -> DataHome:
    """Return the home a command works on: --home, SPINE_DATA, or the default of the case."""
    named = home or os.environ.get("SPINE_DATA")
    if named:
        try:
            return DataHome(Path(named).expanduser().resolve())
        except (OSError, RuntimeError) as error:
            raise SpineError(
                f"{named!r} cannot be a data home ({error}): name a folder with --home or "
                "SPINE_DATA."
            ) from None
    return DataHome(REAL_HOME if with_drop_folder else SAMPLE_HOME)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object of our own; a broken one is named, never a traceback."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpineError(f"{path} cannot be read ({error.strerror}): check that you may.") from None
    except (ValueError, RecursionError):
        raise SpineError(f"{path} is damaged: restore it from a copy.") from None
    if not isinstance(content, dict):
        raise SpineError(f"{path} is damaged: restore it from a copy.")
    return content


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object so that a reader sees the old file or the new one, never a part."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write text through a temporary file and a rename."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
