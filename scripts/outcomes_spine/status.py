"""`spine status`: what the last build did and what the data home holds."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from outcomes_spine import ingest, landing
from outcomes_spine.contracts import contracts
from outcomes_spine.home import DataHome, read_json

LAST_BUILD = "last_build.json"
WIDTH = 92


def status_of(home: DataHome) -> dict[str, Any]:
    """Return the state of a home: kind, release, last build, row account of each file, files left.

    `last_build` has `started_at`, `ended_at` (none while it runs, or where it was killed) and
    `error`, the one sentence it ended with. Files of one name are numbered as `vintage` of
    `vintages`, in the order received. A file of real children is named by what it is; by `sha256`
    whoever has the file finds which it was.
    """
    accounts = ingest.row_accounts(home)
    records = landing.records(home)
    vintages = Counter(record["file_name"] for record in records)
    seen: Counter[str] = Counter()
    files = []
    for record in records:
        account = accounts.get(record["file_id"], {})
        quarantined = account.get("quarantined", {})
        contract = contracts().get(record["dataset"])
        name = record["file_name"]
        seen[name] += 1
        files.append(
            {
                "name": name,
                "sha256": record["sha256"],
                "dataset": record["dataset"],
                "title": contract.title if contract else None,
                "vintage": seen[name],
                "vintages": vintages[name],
                "edition": record["edition"] or None,
                "published_on": record["published_on"] or None,
                "received_at": record["received_at"],
                "is_invented": record["is_invented"],
                "rows_in": account.get("rows_in"),
                "rows_loaded": account.get("rows_loaded"),
                "rows_quarantined": sum(quarantined.values()),
                "rows_duplicate": account.get("duplicates", 0),
                "reason": "; ".join(quarantined) or None,
            }
        )
    scanned = _read(home, "logs/last_scan.json") or {}
    return {
        "home": str(home.root),
        "kind": home.kind(),
        "release": _read(home, "published/current.json"),
        "last_build": _read(home, f"logs/{LAST_BUILD}"),
        "files": files,
        "left_alone": [f for f in scanned.get("files", []) if f["dataset"] is None],
    }


def _read(home: DataHome, name: str) -> dict[str, Any] | None:
    path = home.root / name
    return read_json(path) if path.exists() else None


def status_lines(state: dict[str, Any]) -> list[str]:
    """Return the state as lines for a person."""
    release = state["release"]
    lines = [
        f"Data home:  {state['home']} ({state['kind']})",
        f"Release:    {release['release_id']} about {release['area_name']}"
        if release
        else "Release:    none yet",
    ]
    if state["last_build"]:
        lines.append(f"Last build: {_ended(state['last_build'])}")
    lines.append(f"Landed:     {len(state['files'])} files")
    for item in sorted(state["files"], key=lambda item: (item["name"], item["vintage"])):
        if item["vintages"] > 1 and item["vintage"] == 1:
            lines.append(f"  {item['name']}, {item['vintages']} vintages: {item['title']}")
        lines.append(_file_line(item))
    if state["left_alone"]:
        lines.append(f"Left alone in the last drop folder: {len(state['left_alone'])} files")
        left = left_alone_lines((item["name"], item["reason"]) for item in state["left_alone"])
        lines += [f"  {line}" for line in left]
    return lines


def left_alone_lines(files: Iterable[tuple[str, str]]) -> list[str]:
    """Return the files that are left alone, given as name and reason, under their reasons."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in files:
        by_reason.setdefault(reason, []).append(name)
    lines = []
    for reason, names in sorted(by_reason.items()):
        lines.append(f"left alone, {reason}:")
        wrapped = textwrap.wrap(
            ", ".join(names), WIDTH, break_long_words=False, break_on_hyphens=False
        )
        lines += [f"  {line}" for line in wrapped]
    return lines


def _file_line(item: dict[str, Any]) -> str:
    """Return a file with its rows, its dates and what was put aside of it."""
    rows = "not read yet" if item["rows_in"] is None else f"{item['rows_loaded']:>9,} rows"
    out = f", {item['rows_quarantined']} quarantined" if item["rows_quarantined"] else ""
    out += f", {item['rows_duplicate']} repeated" if item["rows_duplicate"] else ""
    reason = f" ({item['reason']})" if item["reason"] else ""
    said = [f"published {_day(item['published_on'])}"] if item["published_on"] else []
    if item["vintages"] > 1:
        name = f"  vintage {item['vintage']}"
        said.insert(0, f"received {_moment(item['received_at'])}")
    else:
        name = f"{item['name']}: {item['title']}"
    return f"  {rows}{out}  {', '.join([name, *said])}{reason}"


def _ended(build: dict[str, Any]) -> str:
    if build["ended_at"] is None:
        return f"begun {_moment(build['started_at'])} and not ended: it runs still, or was cut off"
    if build["error"]:
        return f"failed {_moment(build['ended_at'])}: {build['error']}"
    return f"ended well {_moment(build['ended_at'])}"


def _moment(written: str) -> str:
    return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M} UTC"


def _day(written: str) -> str:
    return written[:10]
