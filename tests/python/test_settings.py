"""settings.toml: any council by code or name, and a plain word where it cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, values, write_csv
from outcomes_spine.errors import SpineError
from outcomes_spine.project import seed_rows
from outcomes_spine.settings import DEFAULT_AREA, read_settings, resolve_area, write_template

COUNCILS = {
    "E09000024": "E09000024",
    " e09000029 ": "E09000029",
    "315": "E09000024",
    "Merton": "E09000024",
    "London Borough of Merton": "E09000024",
    "merton council": "E09000024",
    "Hertfordshire County Council": "E10000015",
    "Kingston upon Hull": "E06000010",
    "Bristol": "E06000023",
    "City of London": "E09000001",
    "St Helens": "E08000013",
    "Brighton & Hove": "E06000043",
    "Durham": "E06000047",
    "E08000020": "E08000037",  # the code of Gateshead before 2013
}
NO_COUNCILS = {
    "": "write the GSS code",
    "E07000095": "did you mean Hertfordshire (E10000015)?",
    "E12000007": "write the GSS code",
    "W06000001": "write the GSS code",
    "E09000099": "write the GSS code",
    "Hull": "did you mean Kingston upon Hull, City of (E06000010)",
    "Suton": "did you mean Sutton (E09000029)",
    "Northamptonshire": "did you mean North Northamptonshire (E06000061) or West",
    "council": "write the GSS code",
}


def settings(folder: Path, content: str | bytes) -> Path:
    """Write settings.toml and return where it is."""
    path = folder / "settings.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("named", COUNCILS)
def test_a_council_by_code_or_name(named: str, tmp_path: Path) -> None:
    """A code of today or before, a DfE number, or the name in any of its forms."""
    read = read_settings(settings(tmp_path, f'local_authority = "{named}"'))
    assert read.local_authority == COUNCILS[named]
    assert not read.is_default_area


def test_every_council_by_its_own_name() -> None:
    """Each of the authorities of today is found by its code and by its name, with no mistake."""
    today = [r for r in seed_rows("areas") if r["area_type"] == "la_upper" and not r["valid_to"]]
    assert len(today) == 153
    for row in today:
        for named in (row["area_code"], row["area_name"]):
            found = resolve_area(named, Path("settings.toml"))
            assert found == (row["area_code"], row["area_name"])


@pytest.mark.parametrize("named", NO_COUNCILS)
def test_an_unknown_council(named: str, tmp_path: Path) -> None:
    """What is no upper-tier authority is refused, with the nearest that is."""
    path = settings(tmp_path, f'local_authority = "{named}"')
    with pytest.raises(SpineError) as told:
        read_settings(path)
    assert str(told.value).startswith(f"{path}: local_authority is {named!r}, which is no upper")
    assert NO_COUNCILS[named] in str(told.value)


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "no quotation marks": ("\nlocal_authority = E09000024\n", "line 2.*quotation marks"),
    "not closed": ('local_authority = "Merton', "at end of document.: mend it there"),
    "twice": ("keep_releases = 1\nkeep_releases = 2\n", "line 2"),
    "another encoding": ("# £\n".encode("cp1252"), "is not UTF-8: save it again"),
    "UTF-16": ("keep_releases = 2\n".encode("utf-16"), "is not UTF-8: save it again"),
    "too deep": ("a = " + "[" * 5000, "cannot be read"),
    "an unknown setting": ('local_autority = "Merton"', "did you mean 'local_authority'"),
    "a setting far from any": ("colour = 1", "there are keep_releases, local_authority, neighbour"),
    "a table": ('[settings]\nlocal_authority = "Merton"', "there is no setting 'settings'"),
    "a council that is a number": ("local_authority = 24", "is 24: write one GSS code or name"),
    "two councils": ('local_authority = ["Merton", "Sutton"]', "write one GSS code or name"),
    "no council": ("local_authority = false", "is False: write one GSS code or name"),
    "an unknown edition": ('neighbour_edition = "2019"', "write one of 2021, 2025"),
    "an edition that is a truth": ("neighbour_edition = true", "write one of 2021, 2025"),
    "no release": ("keep_releases = 0", "keep_releases is 0: write a whole number from 1"),
    "a release that is a word": ('keep_releases = "5"', "write a whole number"),
    "a release that is a truth": ("keep_releases = true", "write a whole number"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_settings(broken: str, drop: Path, home: Path, spine: Callable[..., Ran]) -> None:
    """A fault is named with its file and line before anything is landed."""
    content, said = BROKEN[broken]
    home.mkdir()
    path = settings(home, content)
    write_csv(drop / "local_values.csv", values())
    message = spine("build", "--landing", drop, "--home", home).error
    assert message.startswith(str(path))
    with pytest.raises(SpineError, match=said):
        read_settings(path)
    assert not (home / "landing").exists()


def test_settings_that_are_a_folder(tmp_path: Path) -> None:
    """A folder of that name is told as it is."""
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(
        SpineError, match=r"settings.toml cannot be read \(.*check that it is a file"
    ):
        read_settings(tmp_path / "settings.toml")


def test_a_home_without_settings_is_about_the_default(tmp_path: Path) -> None:
    """The template says what can be set, sets nothing, and is never written over."""
    path = tmp_path / "settings.toml"
    default = read_settings(path)
    assert (default.local_authority, default.is_default_area) == (DEFAULT_AREA, True)
    write_template(path)
    assert read_settings(path) == default
    template = path.read_text()
    for line in template.splitlines():
        if " = " in line:  # each line that is commented out can be used as it stands
            read_settings(settings(tmp_path, line.removeprefix("# ")))
    settings(tmp_path, "# mine\n")
    write_template(path)
    assert path.read_text() == "# mine\n"


def test_all_settings_together(tmp_path: Path) -> None:
    """What is set is what is read, with or without Windows' byte order mark."""
    content = 'local_authority = "Hackney"\r\nneighbour_edition = 2021\r\nkeep_releases = 2\r\n'
    read = read_settings(settings(tmp_path, content.encode("utf-8-sig")))
    assert read.rows() == [
        ("keep_releases", "2"),
        ("local_authority", "E09000012"),
        ("neighbour_edition", "2021"),
    ]
    assert read.area_name == "Hackney"
