"""What a build was made from, in one digest: a second build with the same digest has no work."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from outcomes_spine.home import DataHome, sha256
from outcomes_spine.project import PROJECT_DIR

CODE = ("models", "seeds", "macros", "tests", "scripts/outcomes_spine", "dbt_project.yml")
LEFT_OUT = {"__pycache__", "docs_text", "python"}  # nothing of a release comes from these


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
