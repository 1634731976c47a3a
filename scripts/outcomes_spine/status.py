"""`spine status`: what the last build did and what the data home holds."""

from __future__ import annotations

from typing import Any

from outcomes_spine import ingest, landing
from outcomes_spine.contracts import contracts
from outcomes_spine.home import DataHome, read_json


def status_of(home: DataHome) -> dict[str, Any]:
    """Return the state of a home: kind, release, row account of each file, files left alone."""
    current = home.published / "current.json"
    scan = home.logs / "last_scan.json"
    accounts = ingest.row_accounts(home)
    files = []
    for record in landing.records(home):
        account = accounts.get(record["file_id"], {})
        quarantined = account.get("quarantined", {})
        contract = contracts().get(record["dataset"])
        files.append(
            {
                "name": record["file_name"],
                "dataset": record["dataset"],
                "title": contract.title if contract else None,
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
    left = []
    if scan.exists():
        left = [f for f in read_json(scan).get("files", []) if f["dataset"] is None]
    return {
        "home": str(home.root),
        "kind": home.kind(),
        "release": read_json(current) if current.exists() else None,
        "files": files,
        "left_alone": left,
    }


def status_lines(state: dict[str, Any]) -> list[str]:
    """Return the state as lines for a person."""
    release = state["release"]
    lines = [
        f"Data home: {state['home']} ({state['kind']})",
        f"Release:   {release['release_id']} about {release['area_name']}"
        if release
        else "Release:   none yet",
        f"Landed:    {len(state['files'])} files",
    ]
    for item in state["files"]:
        loaded = "not read yet" if item["rows_in"] is None else f"{item['rows_loaded']:>9,} rows"
        out = f", {item['rows_quarantined']} quarantined" if item["rows_quarantined"] else ""
        out += f", {item['rows_duplicate']} repeated" if item["rows_duplicate"] else ""
        reason = f" ({item['reason']})" if item["reason"] else ""
        lines.append(f"  {loaded}{out}  {item['name']}: {item['title']}{reason}")
    if state["left_alone"]:
        lines.append(f"Left alone in the last drop folder: {len(state['left_alone'])} files")
        lines += [f"  {item['name']}: {item['reason']}" for item in state["left_alone"]]
    return lines
