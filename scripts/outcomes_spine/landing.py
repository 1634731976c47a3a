"""Landing: the only way in. Bytes are kept as they came, once, with a record of each file."""

from __future__ import annotations

import hashlib
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from outcomes_spine import headings, ingest, tables
from outcomes_spine.collection import superseded
from outcomes_spine.contracts import Contract, contracts, fold, match
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome, read_json, sha256, write_json
from outcomes_spine.project import now
from outcomes_spine.vault import private_folder, write_private

INVENTED_MARKER = "invented.json"
MANIFEST = "manifest.csv"
OWN_FILES = {INVENTED_MARKER, MANIFEST}
STATED = ("edition", "published_on", "made_in_shape")  # what a manifest says of a file
REFUSED = "refused: invented, and this is a real home"
SEALED = ".age"
WHO = {"upn", "surname", "forename", "birth_date"}


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
    holds_persons: bool = False

    @property
    def is_private(self) -> bool:
        """Say whether the file is of real children, so that its name may hold a child's."""
        return self.holds_persons and not self.is_invented


def scan(drop: Path, *, refuse_invented: bool = False, home: DataHome | None = None) -> list[Found]:
    """Say of every file below a drop folder which dataset it is, or why it is left alone.

    Hidden files and the folder's own (manifest.csv, invented.json) are passed over. The home that
    the files are for says which headings of its own the council named, and a real one refuses what
    is invented. Raises SpineError for a file that is meant for a contract and does not meet it, or
    cannot be read.
    """
    _check_folder(drop)
    known = contracts()
    if home:
        known = headings.with_local_headings(home, known)
        refuse_invented = refuse_invented or home.kind() == "real"
    manifest = _manifest(drop)
    found = []
    for path in _files(drop):
        name = path.relative_to(drop).as_posix()
        stated = manifest.pop(unicodedata.normalize("NFC", name), {})
        try:
            found.append(_classify(drop, path, _printable(name), stated, refuse_invented, known))
        except SpineError as error:  # a file that cannot be read may be of anybody
            error.private = (_printable(name),)
            raise
    for gone, stated in manifest.items():
        raise SpineError(
            f"{MANIFEST}, row {stated['row']}, column 'file': {gone!r} is not in {drop}: correct "
            "the name or delete the row."
        )
    return found


def is_invented_folder(drop: Path) -> bool:
    """Say whether a drop folder declares itself invented at its top."""
    return os.path.lexists(drop / INVENTED_MARKER)


def _check_folder(drop: Path) -> None:
    if not os.path.lexists(drop):
        raise SpineError(f"The drop folder {drop} does not exist: check the path.")
    if not os.path.isdir(drop):  # noqa: PTH112 - does not raise where a folder above is closed
        raise SpineError(f"{drop} is a file: give the folder it lies in with --landing.")
    inside = drop.name == "landing" and os.path.lexists(drop.parent / "home.json")
    if inside or os.path.lexists(drop / "home.json"):
        raise SpineError(
            f"{drop} belongs to a data home: put the files in a folder of their own and give that "
            "with --landing."
        )


def _files(drop: Path) -> Iterator[Path]:
    """Yield the files below a folder in the order of their names; data homes are passed over."""

    def stop(error: OSError) -> None:
        raise SpineError(
            f"The folder {error.filename} cannot be read ({error.strerror}): check that you may "
            "open it."
        )

    for folder, folders, names in os.walk(drop, onerror=stop):
        if "home.json" in names:
            folders.clear()
            continue
        links = [f for f in folders if (Path(folder) / f).is_symlink()]  # not walked into
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted([*names, *links]):
            if not name.startswith((".", "~$")) and name not in OWN_FILES:
                yield Path(folder) / name


def _manifest(drop: Path) -> dict[str, dict[str, str]]:
    """Read manifest.csv (file, published_on, edition), which dates what carries no date."""
    path = drop / MANIFEST
    if not os.path.lexists(path):
        return {}
    shape = tables.layout(path, MANIFEST)
    columns = [fold(heading).replace(" ", "_") for heading in shape.headings]
    if "file" not in columns:
        raise SpineError(f"{MANIFEST} lacks the column 'file': add it in its first row.")
    stated: dict[str, dict[str, str]] = {}
    for row in tables.rows(path, shape, MANIFEST):
        cells = {c: cell.strip() for c, cell in zip(columns, row.cells, strict=True)}
        at = f"{MANIFEST}, {shape.place(row.number, row.line)}"
        name = unicodedata.normalize("NFC", cells["file"].replace("\\", "/")).removeprefix("./")
        if not name:
            raise SpineError(f"{at}, column 'file': it is empty: write the name of the file.")
        if name in stated:
            raise SpineError(
                f"{at}: {name!r} is in row {stated[name]['row']} already: delete one of the two."
            )
        day = cells.get("published_on", "")
        if day and tables.british_date(day) is None:
            raise SpineError(
                f"{at}, column 'published_on': {day!r} is not a date: write it as 2026-01-31 or "
                "31/01/2026."
            )
        stated[name] = {column: cells.get(column, "") for column in STATED}
        stated[name] |= {"published_on": tables.british_date(day) or "", "row": str(row.number)}
    return stated


def _printable(name: str) -> str:
    """Return a file's name fit for a message and a record: what cannot be printed is spelled."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)


def _classify(
    drop: Path,
    path: Path,
    name: str,
    stated: dict[str, str],
    refuse_invented: bool,
    known: dict[str, Contract],
) -> Found:
    folders = [folder for folder in path.parents if folder == drop or drop in folder.parents]
    invented = any(is_invented_folder(folder) for folder in folders)
    if invented and refuse_invented:
        return Found(path, name, None, REFUSED, invented)
    ending = path.suffix.lower()
    if reason := _unreadable(path):
        return Found(path, name, None, reason, invented)
    if ending not in tables.FORMATS:
        return Found(path, name, None, why_left_alone([], ending), invented)
    shape = tables.layout(path, name)
    met = match(shape.headings, shape.file_format, path.stem.casefold(), known)
    if met.contract:
        said = {column: stated.get(column, "") for column in STATED}
        is_persons = met.contract.persons
        return Found(
            path, name, met.contract, shape.note, invented, **said, holds_persons=is_persons
        )
    _check_first_rows(path, shape, name, known)
    if met.nearest:
        raise SpineError(ingest.missing_columns(name, met.nearest, shape))
    as_csv = match(shape.headings, "csv", "", known).contract
    if as_csv and as_csv.persons:
        reason = f"'{as_csv.title}', which is read from CSV only: save it as CSV UTF-8"
        return Found(path, name, None, reason, invented, holds_persons=True)
    reason = why_left_alone(shape.headings, ending)
    return Found(
        path, name, None, reason, invented, holds_persons=_tells_persons(shape.headings, known)
    )


def _tells_persons(headings: list[str], known: dict[str, Contract]) -> bool:
    """Say whether a file that no contract reads has a heading of who somebody is."""
    who = {
        fold(heading)
        for contract in known.values()
        for column in contract.columns
        if column.identifier in WHO
        for heading in column.headings
    }
    return not who.isdisjoint(map(fold, headings))


def _unreadable(path: Path) -> str:
    """Return why a file is not opened at all, or nothing."""
    if path.is_symlink():
        return "a link to elsewhere: put the file itself into the folder"
    if not path.is_file():
        return "not an ordinary file"
    try:
        str(path).encode("utf-8")
    except UnicodeError:
        return "its name is not text that every system reads: rename it"
    return ""


def _check_first_rows(
    path: Path, shape: tables.Layout, name: str, known: dict[str, Contract]
) -> None:
    """Raise where the headings of a contract stand below the first row, under a title say."""
    first: list[tables.Row] = []
    with suppress(SpineError):  # of a file that is not ours anything may be wrong
        first = list(islice(tables.records(path, shape, name), 20))
    for row in first:
        met = match(row.cells, shape.file_format, "", known)
        if met.contract:
            raise SpineError(
                f"{name}: the headings of '{met.contract.title}' stand in row {row.number}: delete "
                "the rows above them, so that they are the first row."
            )


def why_left_alone(headings: list[str], ending: str) -> str:
    """Return why no contract reads a file, from the list of what people are known to drop."""
    folded = {fold(heading) for heading in headings}
    for entry in _left_alone():
        wanted = entry.get("headings")
        if wanted and {fold(heading) for heading in wanted} <= folded:
            return str(entry["reason"])
        if not wanted and ending in entry["endings"]:
            return str(entry["reason"])
    if ending not in tables.FORMATS:
        return f"not a kind of file that is read here ({ending or 'no ending'})"
    return (
        "no contract for these columns: name headings of your own in local/headings.csv, or add a "
        "source as CONTRIBUTING says"
    )


@cache
def _left_alone() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("left_alone.yml")
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def land(
    home: DataHome, found: list[Found], advance: Callable[[str, int, int], None]
) -> list[dict[str, Any]]:
    """Take the files into landing/: check all first, then keep the bytes of each once.

    Returns every landing record of the home, old and new, in the order received. A file that
    does not meet its contract stops the whole folder before anything is kept. Of bytes that are
    here already, a lost copy is restored, and what the manifest says is set right. Files of
    persons are encrypted, each with a key of its own in the vault. A file of real children is
    recorded by what it is and not by its name, which may hold a child's.
    """
    try:
        return _land(home, found, advance)
    except SpineError as error:
        error.private = tuple(item.name for item in found if item.is_private)
        raise


def _land(
    home: DataHome, found: list[Found], advance: Callable[[str, int, int], None]
) -> list[dict[str, Any]]:
    known = {record["sha256"]: record for record in records(home)}
    received = now().isoformat()
    here: dict[str, tuple[Found, ingest.Incoming]] = {}
    taken = [(item, item.contract) for item in found if item.contract]
    for item, contract in taken:
        _check_kind(home, item, contract)
        digest = _digest(item.path, item.name)
        here.setdefault(digest, (item, _incoming(item, contract, digest, received)))
    new = {digest: both for digest, both in here.items() if digest not in known}
    # the lookup of postcodes before the children who are looked up in it
    in_order = sorted(here.items(), key=lambda one: one[1][1].contract.persons)
    accounts: dict[str, ingest.RowAccount] = {}
    with ingest.Reader(home, _lookups(home, known.values(), new)) as reader:
        for number, (digest, (item, file)) in enumerate(in_order, start=1):
            advance(item.name, number, len(here))
            if digest in known:
                _renew(home, reader, item, file, known[digest])
            else:
                accounts[digest] = reader.read(file, item.path)
        _check_order(home, known.values(), new, accounts)
        for digest, (item, file) in new.items():
            reader.remember(file, accounts[digest])
            _keep(home, reader, item, file, digest, accounts[digest].collection)
    return records(home)


def _check_kind(home: DataHome, item: Found, contract: Contract) -> None:
    """Raise where real children would come into a sample home, or invented ones into a real one."""
    if not contract.persons or item.is_invented == (home.kind() == "sample"):
        return
    if item.is_invented:
        raise SpineError(
            f"{item.name} holds invented children, and {home.root} is a real home: give the sample "
            "a folder of its own with --home."
        )
    raise SpineError(
        f"{item.name} holds rows about children that nothing marks as invented, and {home.root} is "
        "a sample home: give real children a home of their own with --home."
    )


def _incoming(item: Found, contract: Contract, digest: str, received: str) -> ingest.Incoming:
    return ingest.Incoming(
        digest[:16],
        item.name,
        contract,
        item.edition,
        item.published_on,
        received,
        item.is_invented,
        item.path,
    )


def _lookups(
    home: DataHome,
    known: Iterable[dict[str, Any]],
    new: dict[str, tuple[Found, ingest.Incoming]],
) -> list[ingest.Incoming]:
    """Return the lookups of postcodes that are landed and that are about to be."""
    nspl = contracts()[ingest.NSPL]
    landed = [r for r in known if r["dataset"] == ingest.NSPL]
    coming = [file for _, file in new.values() if file.contract.dataset == ingest.NSPL]
    return [*(ingest.Incoming.of_record(home, record, nspl) for record in landed), *coming]


def _check_order(
    home: DataHome,
    known: Iterable[dict[str, Any]],
    new: dict[str, tuple[Found, ingest.Incoming]],
    accounts: dict[str, ingest.RowAccount],
) -> None:
    """Raise where two files are of one collection and nothing says which is the later."""
    files = [
        ingest.collected(file, accounts[digest].collection) for digest, (_, file) in new.items()
    ]
    for record in known:
        contract = contracts().get(record["dataset"])
        if contract and record.get("collection"):
            landed = ingest.Incoming.of_record(home, record, contract)
            files.append(ingest.collected(landed, record["collection"]))
    superseded(files)


def records(home: DataHome) -> list[dict[str, Any]]:
    """Return the landing records of a home, in the order received."""
    read = []
    for path in sorted((home.landing / "records").glob("[!.]*.json")):
        record: dict[str, Any] = {}
        with suppress(SpineError):
            record = read_json(path)
        if not set(ingest.FILE_COLUMNS) <= set(record) or "stored_as" not in record:
            raise SpineError(
                f"The landing record {path} is damaged: restore it from a backup, or delete it and "
                "run `spine build --landing` with a folder that holds the file again."
            )
        read.append(record)
    return sorted(read, key=lambda record: (record["received_at"], record["file_id"]))


def _digest(path: Path, name: str) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise SpineError(
            f"{name} cannot be read ({error.strerror}): close it in other programs and check that "
            "you may read it."
        ) from None


def _renew(
    home: DataHome,
    reader: ingest.Reader,
    item: Found,
    file: ingest.Incoming,
    record: dict[str, Any],
) -> None:
    """Restore the landed bytes of a record where they are lost; correct what a manifest says."""
    landed = home.landing / record["stored_as"]
    stored = record.get("stored_sha256", record["sha256"])
    stated = {column: value for column in STATED if (value := getattr(item, column))}
    if file.contract.persons:
        whole = landed.is_file() and reader.can_unseal(file.file_id)
        if not whole or _digest(landed, str(landed)) != stored:
            stated |= _seal(home, reader, item, file, record["sha256"], landed)
    elif not landed.is_file() or _digest(landed, str(landed)) != stored:
        _copy(home, item, record["sha256"], landed)
    if stated != {column: record[column] for column in stated}:
        write_json(home.landing / "records" / f"{record['file_id']}.json", {**record, **stated})


def _keep(
    home: DataHome,
    reader: ingest.Reader,
    item: Found,
    file: ingest.Incoming,
    digest: str,
    collection: str,
) -> None:
    """Copy the bytes, then write the record: a record without its bytes cannot come about."""
    stored_as = f"files/{digest[:2]}/{digest}{item.path.suffix.lower()}"
    more: dict[str, Any] = {}
    if file.contract.persons:
        stored_as += SEALED
        more = _seal(home, reader, item, file, digest, home.landing / stored_as)
        more["collection"] = collection
    else:
        _copy(home, item, digest, home.landing / stored_as)
        more["bytes"] = (home.landing / stored_as).stat().st_size
    (home.landing / "records").mkdir(exist_ok=True)
    write_json(
        home.landing / "records" / f"{digest[:16]}.json",
        {
            "file_id": digest[:16],
            "sha256": digest,
            "file_name": _recorded_name(item, file.contract, collection),
            "stored_as": stored_as,
            "dataset": file.contract.dataset,
            "received_at": file.received_at,
            "is_invented": item.is_invented,
            "note": item.reason,
            **{column: getattr(item, column) for column in STATED},
            **more,
        },
    )


def _recorded_name(item: Found, contract: Contract, collection: str) -> str:
    """Return the name that a record gives a file: of real children, what the file is."""
    if not item.is_private:
        return item.name
    return f"{collection.replace(' ', '_')}_{contract.dataset}{item.path.suffix.lower()}"


def _seal(
    home: DataHome,
    reader: ingest.Reader,
    item: Found,
    file: ingest.Incoming,
    digest: str,
    target: Path,
) -> dict[str, Any]:
    """Encrypt the bytes of a file into landing/; return what its record says of them."""
    try:
        content = item.path.read_bytes()
    except OSError as error:
        raise SpineError(
            f"{item.name} cannot be read ({error.strerror}): close it in other programs and check "
            "that you may read it."
        ) from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise SpineError(f"{item.name} changed while it was copied: run the build again.")
    sealed = reader.seal(file, content)
    private_folder(target.parent)
    write_private(target, sealed)
    return {
        "bytes": len(content),
        "stored_bytes": len(sealed),
        "stored_sha256": hashlib.sha256(sealed).hexdigest(),
    }


def _copy(home: DataHome, item: Found, digest: str, target: Path) -> None:
    """Copy the bytes of a file into landing/, safe on the disk, by way of a rename."""
    partial = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(item.path, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        if sha256(partial) != digest:
            raise SpineError(f"{item.name} changed while it was copied: run the build again.")
        partial.replace(target)
    except OSError as error:
        raise SpineError(
            f"{item.name} cannot be copied to {home.landing} ({error.strerror}): free some disk "
            "space and check that the folder can be written."
        ) from None
    finally:
        partial.unlink(missing_ok=True)
