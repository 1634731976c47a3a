"""Landing: the only way in. Bytes are kept as they came, once, with a record of each file."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from outcomes_spine import ingest, tables
from outcomes_spine.contracts import Contract, fold, match
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, write_json
from outcomes_spine.project import now

INVENTED_MARKER = "invented.json"
MANIFEST = "manifest.csv"
OWN_FILES = {INVENTED_MARKER, MANIFEST}


@dataclass(frozen=True)
class Found:
    """A file of a drop folder and what is done with it: taken, left alone or refused."""

    path: Path
    name: str
    contract: Contract | None
    reason: str
    is_invented: bool = False
    edition: str = ""
    published_on: str = ""
    made_in_shape: str = ""


def scan(drop: Path) -> list[Found]:
    """Say of every file below a drop folder which dataset it is, or why it is left alone."""
    if not drop.exists():
        raise SpineError(f"The drop folder {drop} does not exist: check the path.")
    if not drop.is_dir():
        raise SpineError(f"{drop} is a file: give the folder it lies in with --landing.")
    manifest = _manifest(drop)
    found = []
    for path in _files(drop):
        name = path.relative_to(drop).as_posix()
        dated = manifest.pop(name, {})
        found.append(_classify(drop, path, name, dated))
    if manifest:
        gone = next(iter(manifest))
        raise SpineError(
            f"{MANIFEST} names {gone!r}, which is not in {drop}: correct the name or the row."
        )
    return found


def is_invented_folder(drop: Path) -> bool:
    """Say whether a drop folder declares itself invented at its top."""
    return (drop / INVENTED_MARKER).exists()


def _files(drop: Path) -> Iterator[Path]:
    def stop(error: OSError) -> None:
        raise SpineError(
            f"The folder {error.filename} cannot be read ({error.strerror}): check that you may "
            "open it."
        )

    for folder, folders, names in os.walk(drop, onerror=stop):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            hidden = name.startswith((".", "~$"))
            if not hidden and name not in OWN_FILES and not path.is_symlink():
                yield path


def _manifest(drop: Path) -> dict[str, dict[str, str]]:
    """Read manifest.csv (file, published_on, edition), which dates what carries no date."""
    path = drop / MANIFEST
    if not path.exists():
        return {}
    rows: dict[str, dict[str, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "file" not in (reader.fieldnames or []):
                raise SpineError(f"{MANIFEST} lacks the column 'file': add it in its first row.")
            for row in reader:
                name = (row.get("file") or "").strip().replace("\\", "/")
                day = (row.get("published_on") or "").strip()
                if day and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                    raise SpineError(
                        f"{MANIFEST}, row {reader.line_num}, column 'published_on': {day!r} is no "
                        "date: write it as 2026-01-31."
                    )
                rows[name] = {
                    "published_on": day,
                    "edition": (row.get("edition") or "").strip(),
                    "made_in_shape": (row.get("made_in_shape") or "").strip(),
                }
    except (OSError, UnicodeDecodeError) as error:
        raise SpineError(f"{path} cannot be read ({error}): save it as CSV UTF-8.") from None
    return rows


def _classify(drop: Path, path: Path, name: str, dated: dict[str, str]) -> Found:
    invented = any(
        (folder / INVENTED_MARKER).exists()
        for folder in [drop, *path.parents]
        if folder == drop or drop in folder.parents
    )
    if path.suffix.lower() not in tables.FORMATS:
        return Found(path, name, None, why_left_alone([], path.suffix.lower()), invented)
    shape = tables.layout(path, name)
    met = match(shape.headings, shape.file_format, path.stem.casefold())
    if met.contract:
        return Found(
            path,
            name,
            met.contract,
            shape.note,
            invented,
            dated.get("edition", ""),
            dated.get("published_on", ""),
            dated.get("made_in_shape", ""),
        )
    if met.nearest:
        raise SpineError(ingest.missing_columns(name, met.nearest, shape.headings))
    return Found(path, name, None, why_left_alone(shape.headings, path.suffix.lower()), invented)


def why_left_alone(headings: list[str], ending: str) -> str:
    """Return why no contract reads a file, from the list of what people are known to drop."""
    folded = {fold(heading) for heading in headings}
    for entry in _left_alone():
        wanted = entry.get("headings")
        if wanted and {fold(heading) for heading in wanted} <= folded:
            return str(entry["reason"])
        if not wanted and entry.get("ending") == ending:
            return str(entry["reason"])
    if not headings:
        return f"not a kind of file that is read here ({ending or 'no ending'})"
    return "no contract for these columns: CONTRIBUTING says how to add a source"


@cache
def _left_alone() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("left_alone.yml")
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def land(
    home: DataHome, found: list[Found], advance: Callable[[str, int, int], None]
) -> list[dict[str, str]]:
    """Take the files into landing/: check all first, then keep the bytes of each once.

    Returns every landing record of the home, old and new, in the order received. A file that
    does not meet its contract stops the whole folder before anything is kept.
    """
    known = {record["sha256"]: record for record in records(home)}
    received = now().isoformat()
    new: list[tuple[Found, str, ingest.RowAccount]] = []
    for number, item in enumerate(found, start=1):
        if item.contract is None:
            continue
        digest = _sha256(item.path, item.name)
        if digest not in known and all(digest != seen for _, seen, _ in new):
            advance(item.name, number, len(found))
            out = home.raw / item.contract.dataset / f"{digest[:16]}.parquet"
            account = ingest.check_and_write(
                item.path, item.name, item.contract, digest[:16], out
            )
            new.append((item, digest, account))
    for item, digest, account in new:
        assert item.contract is not None
        ingest.remember(home, digest[:16], item.contract, account)
        _keep(home, item, digest, received)
    return records(home)


def records(home: DataHome) -> list[dict[str, str]]:
    """Return the landing records of a home, in the order received."""
    folder = home.landing / "records"
    read = [read_json(path) for path in sorted(folder.glob("*.json"))] if folder.exists() else []
    return sorted(read, key=lambda record: (record["received_at"], record["file_id"]))


def _sha256(path: Path, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise SpineError(f"{name} cannot be read ({error.strerror}): check that you may.") from None
    return digest.hexdigest()


def _keep(home: DataHome, item: Found, digest: str, received: str) -> None:
    """Copy the bytes, then write the record: a record without its bytes cannot come about."""
    assert item.contract is not None
    stored_as = f"files/{digest[:2]}/{digest}{item.path.suffix.lower()}"
    target = home.landing / stored_as
    partial = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(item.path, partial)
        if _sha256(partial, item.name) != digest:
            raise SpineError(f"{item.name} changed while it was copied: run the build again.")
        partial.replace(target)
        (home.landing / "records").mkdir(exist_ok=True)
        write_json(
            home.landing / "records" / f"{digest[:16]}.json",
            {
                "file_id": digest[:16],
                "sha256": digest,
                "bytes": target.stat().st_size,
                "file_name": item.name,
                "stored_as": stored_as,
                "dataset": item.contract.dataset,
                "edition": item.edition,
                "published_on": item.published_on,
                "received_at": received,
                "is_invented": item.is_invented,
                "made_in_shape": item.made_in_shape,
                "note": item.reason,
            },
        )
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise SpineError(
            f"{item.name} cannot be copied to {home.landing} ({error.strerror}): free some disk "
            "space and check that the folder can be written."
        ) from None
