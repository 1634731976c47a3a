"""What a build was made from, in digests: what has the same digest as before has no work."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from outcomes_spine.home import DataHome, sha256
from outcomes_spine.project import PROJECT_DIR

CODE = ("models", "seeds", "macros", "tests", "scripts/outcomes_spine", "dbt_project.yml")
LEFT_OUT = {"__pycache__", "docs_text", "python"}  # nothing of a release comes from these
SEEDS = "seeds"


def fingerprint(home: DataHome, records: list[dict[str, Any]]) -> str:
    """Return the digest of landing, seeds, overlays, settings and code.

    A landed file that is lost or cut off changes it, so that the build which tells of it runs.
    """
    digest = hashlib.sha256()
    for name in (*CODE, "profiles.yml", "requirements.lock"):
        for path in _files(PROJECT_DIR / name):
            _add(digest, path.relative_to(PROJECT_DIR).as_posix(), path)
    for record in records:
        landed = home.landing / record["stored_as"]
        size = landed.stat().st_size if landed.is_file() else None
        digest.update(repr((sorted(record.items()), size)).encode())
    if home.settings_file.exists():
        _add(digest, "settings.toml", home.settings_file)
    for path in _files(home.local):
        _add(digest, f"local/{path.name}", path)
    return digest.hexdigest()


def of_warehouse(home: DataHome) -> dict[str, str]:
    """Return the digests of what dbt reads: one for each CSV seed by its name, `*` for the rest.

    The rest is the code, raw/ as it is on disk, and the database built from them: one that
    somebody wrote in is not what was built.
    """
    rest = hashlib.sha256()
    seeds = {}
    for name in (*CODE, "profiles.yml", "requirements.lock"):
        for path in _files(PROJECT_DIR / name):
            if name == SEEDS and path.suffix == ".csv":
                seeds[path.stem] = sha256(path)
            else:
                _add(rest, path.relative_to(PROJECT_DIR).as_posix(), path)
    # how files were read is no input of dbt: a file read anew to the same rows changes nothing
    for path in (path for path in _files(home.raw) if path != home.raw / "index.json"):
        _add(rest, path.relative_to(home.root).as_posix(), path)
    for database in sorted(home.warehouse.glob("*.duckdb")):
        rest.update(repr((database.name, *_state(database))).encode())
    return {**seeds, "*": rest.hexdigest()}


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and not path.name.startswith(".")
        and not LEFT_OUT & set(path.relative_to(root).parts)
    )


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    digest.update(f"{name}\0".encode())
    digest.update(sha256(path).encode())
