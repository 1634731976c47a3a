"""The package holds all that it reads beside its code."""

from __future__ import annotations

import tomllib
from pathlib import Path

from outcomes_spine.project import PROJECT_DIR

PACKAGE = Path(PROJECT_DIR, "scripts", "outcomes_spine")


def test_an_install_that_is_not_editable_has_every_file() -> None:
    """Each file beside the code is named in pyproject.toml, so that a wheel carries it."""
    project = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["outcomes_spine"]
    carried = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    beside = {
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and not path.name.startswith(".")
    }
    assert beside
    assert beside - carried == set()
