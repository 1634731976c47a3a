"""What a build was made from, in one digest: a second build with the same digest has no work."""

from __future__ import annotations

import hashlib
from pathlib import Path

from outcomes_spine.home import DataHome
from outcomes_spine.project import PROJECT_DIR

CODE = ("models", "seeds", "macros", "tests", "scripts/outcomes_spine", "dbt_project.yml")
LEFT_OUT = {"__pycache__", "python"}


def fingerprint(home: DataHome, records: list[dict[str, str]]) -> str:
    """Return the digest of landing, seeds, overlays, settings and code."""
    digest = hashlib.sha256()
    for name in (*CODE, "profiles.yml", "requirements.lock"):
        for path in _files(PROJECT_DIR / name):
            _add(digest, path.relative_to(PROJECT_DIR).as_posix(), path)
    for record in records:
        digest.update(repr(sorted(record.items())).encode())
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
        if path.is_file() and not LEFT_OUT & set(path.parts) and not path.name.startswith(".")
    )


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    digest.update(f"{name}\0".encode())
    digest.update(hashlib.sha256(path.read_bytes()).digest())
