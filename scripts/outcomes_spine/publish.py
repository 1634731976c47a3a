"""Publish: an immutable release, named only when it is whole, and a copy of it at a fixed path.

    published/releases/<release_id>/   spine.duckdb, parquet/, csv/, outcomes-spine.xlsx,
                                       release.json (hashes of all the rest, written last)
    published/current.json             names the release; written when the release stands
    published/current/                 a copy of it, refreshed where no reader holds the old one
    site/                              the report

Everything is made in a folder of its own beside its place and renamed into it. The functions that
write are called by the one build that holds the home (`DataHome.building`).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import filelock
from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]

from outcomes_spine import csvw, tables, workbook
from outcomes_spine.errors import RELEASE_STAYS, SpineError
from outcomes_spine.home import DataHome, read_json, sha256, write_json, write_text
from outcomes_spine.progress import console

FORMAT = 1
STORAGE_VERSION = "v1.0.0"  # DuckDB from 1.0 on opens it
WORKBOOK = "outcomes-spine.xlsx"
RELEASE = "release.json"
SITE_MARK = "release.txt"
Advance = Callable[[str, int, int], None]


def publish(home: DataHome, release_id: str, details: dict[str, Any], advance: Advance) -> Path:
    """Write the schema `published` of the warehouse as a release, name it, and return its folder.

    `details` go into release.json and current.json as they are; `built_at` (ISO 8601), `area_name`
    and `home_kind` are read. Where a release of that id stands already it is left alone and the new
    one is `<release_id>-2`: the folder's name is the id. `advance` is told the part at work, how
    many are done and how many there are. Raises SpineError; the last release is then as it was.
    """
    releases = home.published / "releases"
    release_id = free_release_id(home, release_id)
    details = {**details, "release_id": release_id}
    folder = releases / release_id
    part = releases / f".{release_id}.part"
    try:
        with _one_sentence(part):
            _sweep(home)
            _remove(part)
            part.mkdir(parents=True)
            written = _write_tables(home, part, details, advance)
            _write_release(part, details, written)
            _rename(part, folder)
            _sync(releases)
    except BaseException:
        _remove(part, quietly=True)
        raise
    named = home.published / "current.json"
    with _one_sentence(named):
        whole = sha256(folder / RELEASE)
        content = {**details, "folder": f"releases/{release_id}", "release_sha256": whole}
        _patiently(lambda: write_json(named, content))
        _sync(home.published)
    note = refresh_current(home)
    if note:
        console.print(f"  {note}", markup=False)
    return folder


def free_release_id(home: DataHome, release_id: str) -> str:
    """Return the id, or the first of `<id>-2`, `<id>-3`, ... that no release has."""
    free = release_id
    number = 1
    while _release_folder(home, free).exists():
        number += 1
        free = f"{release_id}-{number}"
    return free


def current_release(home: DataHome) -> dict[str, Any] | None:
    """Return what current.json says, or None where nothing is published; raises on a broken one."""
    named = home.published / "current.json"
    return read_json(named) if named.exists() else None


def current_folder(home: DataHome) -> Path | None:
    """Return the folder of the current release, or None where none stands."""
    with suppress(SpineError):
        current = current_release(home)
        if current is not None:
            folder = _release_folder(home, current.get("release_id"))
            return folder if (folder / RELEASE).exists() else None
    return None


def verify(home: DataHome) -> dict[str, Any]:
    """Hash every file of the current release again and return its release.json.

    Raises SpineError that names the first file which is missing or is not as it was published.
    """
    again = "build it again with `spine build --full`."
    try:
        current = current_release(home)
    except SpineError:
        raise SpineError(f"{home.published / 'current.json'} is damaged: {again}") from None
    if current is None:
        raise SpineError(f"{home.published} holds no release yet: run `spine build`.")
    listed = _release_folder(home, current.get("release_id")) / RELEASE
    try:
        if sha256(listed) != current.get("release_sha256"):
            raise SpineError(f"{listed} is not as it was published: {again}")
        release = read_json(listed)
        for name, expected in release["files"].items():
            path = listed.parent / name
            if path.stat().st_size != expected["bytes"] or sha256(path) != expected["sha256"]:
                raise SpineError(f"{path} is not as it was published: {again}")
    except FileNotFoundError as error:
        raise SpineError(f"{error.filename} is missing from the release: {again}") from None
    except OSError as error:
        raise SpineError(
            f"{error.filename} cannot be read ({error.strerror}): check that you may open it, or "
            f"{again}"
        ) from None
    return release


def refresh_current(home: DataHome) -> str:
    """Make published/current/ a copy of the current release; return "" or why it is not.

    Where a program holds a file of the old copy (Windows), the old copy stays whole and the note
    says so. Raises SpineError where the copy cannot be written; the release itself stands.
    """
    current = current_release(home)
    if current is None:
        return ""
    release = _release_folder(home, current["release_id"])
    live = home.published / "current"
    part = home.published / "current.part"
    with _one_sentence(live, f"The release {release} is whole and current.json names it."):
        try:
            _recover(live)
            if _is_copy(live, release):
                return ""
            _remove(part)
            for path in _files(release):
                target = part / path.relative_to(release)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
            _swap(part, live)
        except PermissionError:
            _remove(part, quietly=True)
            return (
                f"{live} is not refreshed, because another program holds a file in it: close it "
                f"there and run the build again. The new release is in {release}."
            )
        except OSError:
            _remove(part, quietly=True)
            raise
    return ""


def prune(home: DataHome, keep: int) -> list[str]:
    """Remove old releases and what killed builds left behind; return the ids removed.

    The rule: of the whole releases, by the time they were built, the newest `keep` stay, and the
    current one always, however old. A folder without a readable release.json is not ours to judge
    and stays. Folders of a build that was killed (`.<id>.part`) go, unless another process is
    building. A release that a reader holds open (Windows) stays until the next time.
    """
    releases = home.published / "releases"
    current = current_release(home) or {}
    dated: list[tuple[str, str]] = []
    for listed in releases.glob(f"[!.]*/{RELEASE}"):
        with suppress(SpineError):
            dated.append((str(read_json(listed).get("built_at", "")), listed.parent.name))
    removed = []
    for _, name in sorted(dated, reverse=True)[max(keep, 1) :]:
        gone = releases / f".{name}.gone"
        if name == current.get("release_id"):
            continue
        with suppress(OSError):
            _remove(gone)
            (releases / name).rename(gone)  # a reader sees the whole release or none of it
            removed.append(name)
            _remove(gone)
    _sweep(home)
    return sorted(removed)


def publish_site(home: DataHome, release_id: str, write: Callable[[Path], int]) -> int:
    """Write the report of a release and put it in place of the old one; return how many pages.

    `write` is given an empty folder and returns how many pages it wrote. Raises SpineError, and
    what `write` raises; the old report then stays.
    """
    pages = stage_site(home, release_id, write)
    swap_site(home)
    return pages


def stage_site(home: DataHome, release_id: str, write: Callable[[Path], int]) -> int:
    """Write the report into site.part, ready for `swap_site`; return the number of pages."""
    part = _site_part(home)
    try:
        with _one_sentence(part):
            _remove(part)
            part.mkdir(parents=True)
            pages = write(part)
            write_text(part / SITE_MARK, f"{release_id}\n")
    except BaseException:
        _remove(part, quietly=True)
        raise
    return pages


def swap_site(home: DataHome) -> None:
    """Put the report that `stage_site` wrote in place of the old one.

    A page on a file share is always a whole one, of the old report or of the new. Where a program
    holds the old one (Windows) SpineError says so, the old one stays, and the new one waits for
    `settle`.
    """
    with _one_sentence(home.site):
        try:
            _recover(home.site)
            _swap(_site_part(home), home.site)
        except PermissionError:
            raise SpineError(
                f"{home.site} is open in another program, so the old report stays: close it there "
                "and run the build again."
            ) from None


def site_release(home: DataHome) -> str | None:
    """Return the id of the release that the report in site/ shows, or None where there is none."""
    return _marked(home.site)


def settle(home: DataHome) -> str:
    """Finish what a killed build left undone after its release was named; return a note or "".

    A report that was ready is put in place, one that was moved aside comes back, and
    published/current/ follows current.json. Changes nothing where all is in order.
    """
    current = current_release(home)
    if current is None:
        return ""
    with _one_sentence(home.site):
        _recover(home.site)
    if _marked(_site_part(home)) == current["release_id"] != site_release(home):
        swap_site(home)
    return refresh_current(home)


def _release_folder(home: DataHome, release_id: object) -> Path:
    """Return where a release of that id stands, or would."""
    return home.published / "releases" / str(release_id)


def _write_tables(
    home: DataHome, part: Path, details: dict[str, Any], advance: Advance
) -> dict[str, Any]:
    """Write the published tables in all their forms; return rows and key of each by name."""
    with closing(tables.connect()) as con:
        published = _open(con, home)
        total = len(published) + 2
        con.execute(
            f"attach {_quoted(part / 'spine.duckdb')} as release "
            f"(storage_version '{STORAGE_VERSION}')"
        )
        con.execute("use release")
        (part / "parquet").mkdir()
        (part / "csv").mkdir()
        written: dict[str, Any] = {}
        for done, table in enumerate(published):
            advance(table.name, done, total)
            rows = _write_table(con, part, table)
            written[table.name] = {"rows": rows, "key": list(table.key)}
        advance(WORKBOOK, total - 2, total)
        about = csvw.metadata(published, csvw.sources(con, published), details)
        write_text(part / "csv" / "csv-metadata.json", _json(about))
        workbook.write_workbook(con, part / WORKBOOK, details)
        advance(RELEASE, total - 1, total)
        con.execute("use memory")
        con.execute("detach release")
    return written


def _open(con: duckdb.DuckDBPyConnection, home: DataHome) -> list[csvw.Table]:
    """Attach the warehouse for reading and return its published tables; refuse an empty one."""
    database = home.warehouse / "spine.duckdb"
    if not database.exists():
        raise SpineError(f"{database} is missing: run `spine build --full`. {RELEASE_STAYS}")
    try:
        con.execute(f"attach {_quoted(database)} as warehouse (read_only)")
        published = csvw.describe(con, "warehouse", "published")
    except duckdb.Error as error:
        raise SpineError(
            f"{database} cannot be read ({_first_line(error)}): check that you may read it and "
            "that no other program writes it, or build it with `spine build --full`. "
            f"{RELEASE_STAYS}"
        ) from None
    if not published:
        raise SpineError(
            f"{database} has no table in the schema published, so there is nothing to release: "
            f"run `spine build --full`. {RELEASE_STAYS}"
        )
    return published


def _write_table(con: duckdb.DuckDBPyConnection, part: Path, table: csvw.Table) -> int:
    """Write a table to the release's database, to Parquet and to CSV; return its rows.

    Rows stand in the order of the key, or of all columns where there is none, so the same rows
    give the same bytes of Parquet and CSV. The key itself is in release.json and the metadata of
    the CSV: an index in a file that only is read would double its size for nothing.
    """
    name = _identifier(table.name)
    columns = [
        f"{_identifier(column.name)} {column.data_type}{' not null' if column.is_required else ''}"
        for column in table.columns
    ]
    key = ", ".join(_identifier(column) for column in table.key)
    con.execute(f"create table {name} ({', '.join(columns)})")
    con.execute(
        f"insert into {name} select * from warehouse.published.{name} order by {key or 'all'}"
    )
    if table.description:
        con.execute(f"comment on table {name} is {_quoted(table.description)}")
    for column in table.columns:
        if column.description:
            place = f"{name}.{_identifier(column.name)}"
            con.execute(f"comment on column {place} is {_quoted(column.description)}")
    parquet = _quoted(part / "parquet" / f"{table.name}.parquet")
    con.execute(f"copy {name} to {parquet} (format parquet)")
    text = _quoted(part / "csv" / f"{table.name}.csv")
    selected = ", ".join(_csv_column(column) for column in table.columns)
    con.execute(f"copy (select {selected} from {name}) to {text} (format csv, header)")
    counted = con.execute(f"select count(*) from {name}").fetchone()
    return int(counted[0]) if counted else 0


def _csv_column(column: csvw.Column) -> str:
    """Return the SQL of a column as CSV: a moment is written as CSVW's dateTime reads it."""
    name = _identifier(column.name)
    if column.data_type == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({name} at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ') as {name}"
    if column.data_type.startswith("TIMESTAMP"):
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S') as {name}"
    return name


def _write_release(part: Path, details: dict[str, Any], written: dict[str, Any]) -> None:
    """Write release.json, with the hash of every other file, once those are safe on the disk."""
    files = {}
    for path in _files(part):
        with path.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        path.chmod(0o444)
        name = path.relative_to(part).as_posix()
        files[name] = {"bytes": path.stat().st_size, "sha256": digest}
    listed = part / RELEASE
    content = {"format": FORMAT, **details, "tables": written, "files": files}
    write_text(listed, _json(content))
    listed.chmod(0o444)
    for folder in (part / "csv", part / "parquet", part):
        _sync(folder)


def _sweep(home: DataHome) -> None:
    """Remove what killed builds left in published/; leave all alone while another one builds."""
    with _alone(home) as alone:
        if not alone:
            return
        for pattern in ("releases/.*.part", "releases/.*.gone", "current.part"):
            for left in home.published.glob(pattern):
                _remove(left, quietly=True)
        for unnamed in home.published.glob(".current.json.*.part"):
            unnamed.unlink(missing_ok=True)


@contextmanager
def _alone(home: DataHome) -> Iterator[bool]:
    """Say whether no other process builds this home, and keep it so where nobody does."""
    holder = home.root / ".build-holder.json"
    who: dict[str, Any] = {}
    with suppress(SpineError):
        who = read_json(holder)
    if who.get("process") == os.getpid() and who.get("host") == socket.gethostname():
        yield True
        return
    lock = filelock.FileLock(home.root / ".build.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _is_copy(live: Path, release: Path) -> bool:
    """Say whether a folder has the release.json of a release and every file at its size."""
    try:
        if (live / RELEASE).read_bytes() != (release / RELEASE).read_bytes():
            return False
        files = read_json(release / RELEASE)["files"]
        return all((live / name).stat().st_size == files[name]["bytes"] for name in files)
    except FileNotFoundError:
        return False


def _swap(new: Path, live: Path) -> None:
    """Put one folder in the place of another; where that fails, the old one is back in place."""
    old = _aside(live)
    _remove(old)
    if live.exists():
        _rename(live, old)
    try:
        _rename(new, live)
    except OSError:
        _recover(live)
        raise
    _remove(old, quietly=True)


def _recover(live: Path) -> None:
    """Bring back a folder that a build moved aside and did not live to replace."""
    old = _aside(live)
    if old.exists() and not live.exists():
        _rename(old, live)


def _aside(live: Path) -> Path:
    return live.with_name(f".{live.name}.old")


def _site_part(home: DataHome) -> Path:
    return home.site.with_name("site.part")


def _marked(site: Path) -> str | None:
    try:
        return (site / SITE_MARK).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def _rename(old: Path, new: Path) -> None:
    _patiently(lambda: old.rename(new))


def _patiently(action: Callable[[], object]) -> None:
    """Do it; where a scanner or a reader holds the file for a moment (Windows), try again."""
    for wait in (0.1, 0.3, 0.6):
        try:
            action()
            return
        except PermissionError:
            time.sleep(wait)
    action()


def _remove(folder: Path, *, quietly: bool = False) -> None:
    """Remove a folder, read-only files and all; none there is well too."""
    try:
        for path in _files(folder):
            path.chmod(0o644)  # Windows does not delete a read-only file
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError:
        if not quietly:
            raise


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sync(folder: Path) -> None:
    """Make the names in a folder safe against a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"


@contextmanager
def _one_sentence(where: Path, after: str = RELEASE_STAYS) -> Iterator[None]:
    """Turn a fault of disk, database or workbook into one sentence: what, where, what to do."""
    try:
        yield
    except (OSError, duckdb.Error, XlsxWriterException) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
        what = _first_line(cause)
        if _is_full(cause):
            raise SpineError(
                f"The disk is full while writing {where}: free some space and run the build "
                f"again. {after}"
            ) from None
        place = getattr(cause, "filename", None) or where
        raise SpineError(
            f"{place} cannot be written ({what}): check that you may write there and that no other "
            f"program holds it, then run the build again. {after}"
        ) from None


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return True
    said = str(error).casefold()
    return "no space left" in said or "not enough space" in said


def _first_line(error: BaseException) -> str:
    said = getattr(error, "strerror", None) or str(error)
    return str(said).strip().splitlines()[0] if str(said).strip() else type(error).__name__
