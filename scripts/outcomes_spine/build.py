"""The main job: land, ingest, build, publish, report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from outcomes_spine import fingerprint, ingest, landing, local
from outcomes_spine.errors import SpineError, sentence
from outcomes_spine.home import DataHome, Kind, write_json
from outcomes_spine.landing import Found
from outcomes_spine.progress import Steps, console
from outcomes_spine.project import now
from outcomes_spine.settings import Settings, read_settings, write_template
from outcomes_spine.status import LAST_BUILD, left_alone_lines


@dataclass(frozen=True)
class Drop:
    """The drop folder of a build, and what was found in it."""

    folder: Path
    found: list[Found]


def build(home: DataHome, drop_folder: Path | None, *, full: bool) -> None:
    """Bring a data home from its drop folder to a published report; say where the report is.

    With nothing changed since the last release, its hashes are checked and nothing is built.
    Raises SpineError; landing and the last good release are then as they were.
    """
    if drop_folder is None and home.kind() is None:
        from outcomes_spine.sample import drop_folder as sample_drop_folder

        drop_folder = sample_drop_folder()
    kind = _kind(home, drop_folder)
    try:
        settings = read_settings(home.settings_file)
    except SpineError as error:
        _record(home, now(), now(), error)
        raise
    home.make(kind)
    write_template(home.settings_file)
    with home.building(), _recorded(home), Steps() as steps:
        # what a build that was killed left half-written, restricted rows among it
        shutil.rmtree(home.warehouse / "building", ignore_errors=True)
        if drop_folder is not None:
            steps.begin(f"Landing {drop_folder}")
            found = landing.scan(drop_folder, home=home)
            landing.land(home, found, steps.advance)
            _tell_scan(home, drop_folder, found)
            steps.end(_scan_line(found))
        records = landing.records(home)
        if not records:
            raise SpineError(_no_data(home, drop_folder))
        digest = fingerprint.fingerprint(home, records)
        if not full and _is_current(home, digest, steps):
            return
        steps.begin("Reading files into raw/")
        ingest.ingest(home, records, steps.advance, full=full)
        local.write_overlays(home)
        local.write_settings(home, settings)
        steps.end(f"{len(records)} files")
        _build_and_publish(home, kind, settings, digest, steps, full=full)


@contextmanager
def _recorded(home: DataHome) -> Iterator[None]:
    """Keep in the logs of a home how its build ends, for `spine status`.

    What says that it has not ended stays behind where the process is killed.
    """
    started = now()
    _record(home, started)
    try:
        yield
    except BaseException as error:
        _record(home, started, now(), error)
        raise
    _record(home, started, now())


def _record(
    home: DataHome,
    started: datetime,
    ended: datetime | None = None,
    error: BaseException | None = None,
) -> None:
    """Write when the last build began and ended, and the one sentence with which it failed."""
    state = {
        "started_at": started.isoformat(),
        "ended_at": ended.isoformat() if ended else None,
        "error": sentence(error) if error else None,
    }
    if home.logs.is_dir():
        with suppress(OSError):  # a log that cannot be written stops no build
            write_json(home.logs / LAST_BUILD, state)


def _no_data(home: DataHome, drop_folder: Path | None) -> str:
    """Say why there is nothing to build from."""
    if drop_folder is None:
        return f"{home.root} holds no data: build it with --landing and a folder of files."
    what = "no file that is read here" if any(drop_folder.iterdir()) else "nothing in it"
    return (
        f"The drop folder {drop_folder} has {what}, and {home.root} holds no data yet: put the "
        "publishers' files into the folder (the README lists which) and build again."
    )


def _kind(home: DataHome, drop_folder: Path | None) -> Kind:
    """Return the kind of the home; the first landing decides it for life."""
    had = home.kind()
    if had:
        return had
    if drop_folder is not None and drop_folder.is_dir() and landing.is_invented_folder(drop_folder):
        return "sample"
    from outcomes_spine.sample import is_sample_folder

    return "sample" if drop_folder is not None and is_sample_folder(drop_folder) else "real"


def _tell_scan(home: DataHome, drop_folder: Path, found: list[Found]) -> None:
    """Keep the account of the last drop folder, and list what was left alone and why."""
    write_json(
        home.logs / "last_scan.json",
        {
            "drop_folder": str(drop_folder),
            "scanned_at": now().isoformat(),
            "files": [
                {
                    "name": item.name,
                    "dataset": item.contract.dataset if item.contract else None,
                    "reason": item.reason,
                }
                for item in found
            ],
        },
    )
    for line in left_alone_lines((f.name, f.reason) for f in found if f.contract is None):
        console.print(f"  {line}", markup=False)


def _scan_line(found: list[Found]) -> str:
    taken = sum(1 for item in found if item.contract)
    return f"{taken} files taken, {len(found) - taken} left alone"


def _is_current(home: DataHome, digest: str, steps: Steps) -> bool:
    """Say whether the last release was made from the same input and is whole."""
    from outcomes_spine import publish

    try:
        release = publish.current_release(home)
        if release is None or release.get("fingerprint") != digest:
            return False
        steps.begin("Checking the last release")
        publish.verify(home)
    except SpineError as error:
        steps.end("damaged")
        console.print(f"  {error} Building it again.", markup=False)
        return False
    note = publish.settle(home)
    steps.end("whole")
    if note:
        console.print(f"  {note}", markup=False)
    console.print(f"Nothing has changed since release {release['release_id']}.")
    _tell_report(home)
    return True


def _build_and_publish(
    home: DataHome, kind: Kind, settings: Settings, digest: str, steps: Steps, *, full: bool
) -> None:
    """Build the warehouse, then the report beside its place, then the release, then swap."""
    from outcomes_spine import publish, report, warehouse

    steps.begin("Building the warehouse")
    result = warehouse.build(home, steps.advance, full=full)
    steps.end(f"{result.nodes} seeds, models and tests")
    details: dict[str, Any] = {
        "release_id": publish.free_release_id(home, f"{now():%Y%m%dT%H%M%SZ}-{digest[:8]}"),
        "built_at": now().isoformat(),
        "fingerprint": digest,
        "area_code": settings.local_authority,
        "area_name": settings.area_name,
        "neighbour_edition": settings.neighbour_edition,
        "home_kind": kind,
    }
    previous = publish.current_folder(home)
    steps.begin("Writing the report")
    pages = publish.stage_site(
        home,
        details["release_id"],
        lambda out: report.write_report(
            home.warehouse / "spine.duckdb", out, details, steps.advance, previous
        ),
    )
    steps.end(f"{pages} pages")
    steps.begin("Publishing the release")
    folder = publish.publish(home, details["release_id"], details, steps.advance)
    publish.swap_site(home)
    publish.prune(home, settings.keep_releases)
    steps.end(folder.name)
    if settings.is_default_area:
        console.print(
            f"The report is about {settings.area_name}: for another council set local_authority "
            f"in {home.settings_file}."
        )
    _tell_report(home)


def _tell_report(home: DataHome) -> None:
    """End with where the report is."""
    print(f"Report: {(home.site / 'index.html').as_uri()}", flush=True)
    print(f"Data:   {home.published / 'current'}{os.sep}", flush=True)
