"""The main job: land, ingest, build, publish, report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from outcomes_spine import fingerprint, ingest, landing, local, sample
from outcomes_spine.errors import SpineError, kept
from outcomes_spine.home import DataHome, Kind, write_json
from outcomes_spine.landing import Found
from outcomes_spine.progress import Steps, console
from outcomes_spine.project import now
from outcomes_spine.settings import Settings, read_settings, write_template
from outcomes_spine.status import LAST_BUILD, left_alone_lines
from outcomes_spine.vault import private_folder

MADE = ".borough.part"  # in the home, while the invented borough is landed from it


def build(
    home: DataHome, drop_folder: Path | None, *, full: bool, children: int | None = None
) -> None:
    """Bring a data home from its drop folder to a published report; say where the report is.

    With no drop folder a new home takes the sample: the published files that ship, and an invented
    borough of `children` aged 0 to 16, of the usual size if that is not said. With nothing changed
    since the last release, its hashes are checked and nothing is built. Raises SpineError; landing
    and the last good release are then as they were.
    """
    takes_sample = drop_folder is None and sample.is_wanted(home)
    kind = "sample" if takes_sample else _kind(home, drop_folder)
    try:
        settings = read_settings(home.settings_file)
    except SpineError as error:
        _record(home, now(), now(), error)
        raise
    home.make(kind)
    write_template(home.settings_file)
    with home.building(), _recorded(home), Steps() as steps:
        # what a killed build left half-written, names in clear and restricted rows among it
        for left in (home.root / MADE, home.warehouse / "building"):
            shutil.rmtree(left, ignore_errors=True)
        if takes_sample:
            _land_sample(home, children, steps)
        elif drop_folder is not None:
            _tell_scan(home, drop_folder, _land(home, drop_folder, steps))
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


def _land_sample(home: DataHome, children: int | None, steps: Steps) -> None:
    """Land the invented borough and the published files that ship with the project.

    The borough has names and dates of birth in clear: it is in the home only until it has landed.
    """
    from outcomes_spine.sample import borough

    made = home.root / MADE
    try:
        private_folder(made)
        size = borough.CHILDREN if children is None else children
        steps.begin("Making the invented borough")
        borough.write(made, children=size, advance=steps.advance)
        steps.end(f"{size:,} children")
        found = _land(home, made, steps, "the invented borough")
    finally:
        shutil.rmtree(made, ignore_errors=True)
    shipped = sample.drop_folder()
    _tell_scan(home, shipped, [*found, *_land(home, shipped, steps)])


def _land(home: DataHome, folder: Path, steps: Steps, what: str = "") -> list[Found]:
    """Land the files of a drop folder; return what was found in it."""
    steps.begin(f"Landing {what or folder}")
    found = landing.scan(folder, home=home)
    landing.land(home, found, steps.advance)
    steps.end(_scan_line(found))
    return found


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
        "error": kept(error) if error else None,
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
    shipped = drop_folder is not None and sample.is_sample_folder(drop_folder)
    return "sample" if shipped else "real"


def _tell_scan(home: DataHome, drop_folder: Path, found: list[Found]) -> None:
    """Keep the account of the last drop folder, and list what was left alone and why.

    The names are for the person who dropped the files. What stays in the log has none of a file of
    real children, nor of what lay beside one: such a name may hold a child's.
    """
    private = any(item.is_private for item in found)
    write_json(
        home.logs / "last_scan.json",
        {
            "drop_folder": str(drop_folder),
            "scanned_at": now().isoformat(),
            "files": [
                {
                    "name": _kept_name(item, private=private),
                    "dataset": item.contract.dataset if item.contract else None,
                    "reason": item.reason,
                }
                for item in found
            ],
        },
    )
    for line in left_alone_lines((f.name, f.reason) for f in found if f.contract is None):
        console.print(f"  {line}", markup=False)


def _kept_name(item: Found, *, private: bool) -> str:
    """Return the name of a file as the log keeps it."""
    if item.is_private or (private and item.contract is None):
        return f"a file ({item.path.suffix.lower() or 'no ending'})"
    return item.name


def _scan_line(found: list[Found]) -> str:
    taken = sum(1 for item in found if item.contract)
    return f"{taken} files taken, {len(found) - taken} left alone"


def _is_current(home: DataHome, digest: str, steps: Steps) -> bool:
    """Say whether the last release is of the same input, and whole with its databases."""
    from outcomes_spine import publish, warehouse

    try:
        release = publish.current_release(home)
        if release is None or release.get("fingerprint") != digest:
            return False
        steps.begin("Checking the last release")
        publish.verify(home)
        if not warehouse.is_whole(home):
            raise SpineError(f"The databases in {home.warehouse} are not of one build.")
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
