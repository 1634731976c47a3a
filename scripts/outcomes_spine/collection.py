"""Which collection a file of persons is of: the year, and the term of a census, told by its name.

A file of the same dataset and collection that is later takes the place of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cmp_to_key

from outcomes_spine.contracts import Contract
from outcomes_spine.errors import SpineError

YEAR = r"(?<!\d)(20\d\d)(?!\d)"
TERM = r"(autumn|spring|summer)"
EXPORTED = r"(?<!\d)(\d\d)-(\d\d)-(20\d\d)(?!\d)"  # Blade-Export_16-01-2025_person.csv
# the order of a publisher's or a council's own words for a file that is sent in again
EDITION_WORDS = {
    **dict.fromkeys(("draft", "provisional", "first", "original"), 1),
    **dict.fromkeys(("second", "final"), 2),
    **dict.fromkeys(("third", "revised", "corrected", "correction"), 3),
}


@dataclass(frozen=True)
class Collected:
    """A landed file of persons, as far as its order among others of its collection goes."""

    file_id: str
    file_name: str
    dataset: str
    title: str
    collection: str
    published_on: str
    edition: str
    received_at: str


def collection_of(contract: Contract, name: str, edition: str) -> str:
    """Return the collection of a file as '2025', or '2025 spring' of a census; '' if unsaid.

    The edition of manifest.csv goes before the name. Of a return of the early years profile the
    rows may say it too, see `school_year`; for the others a file that does not say is an error.
    """
    said = _of_census if contract.collection == "census" else _of_year
    found = said(edition, contract) or said(name, contract)
    if found or contract.collection == "eyfsp":
        return found
    what, example = (
        ("census", "2025 spring")
        if contract.collection == "census"
        else (
            "year",
            "2025",
        )
    )
    raise SpineError(
        f"{name} is '{contract.title}' and does not say of which {what}: name it "
        f"{example.replace(' ', '_')}_{name.rpartition('/')[2]}, or put {example!r} into the "
        "column edition of its row in manifest.csv."
    )


def school_year(printed: str) -> str | None:
    """Return the year in which a school year ends, of 2024/2025, 2024-25, 202425 or 2025."""
    found = re.fullmatch(r"(20\d\d)(?:\.0)?", printed)
    if found:
        return found[1]
    found = re.fullmatch(r"(20\d\d)[/-]?(?:20)?(\d\d)", printed)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return str(int(found[1]) + 1)
    return None


def _of_year(text: str, contract: Contract) -> str:
    """Return the year that a text says, '' if none: of an export, its SEN2 census day's."""
    exported = _exported(text) if contract.collection == "sen2" else None
    if exported:
        return str(
            exported.year if exported >= _third_thursday(exported.year, 1) else exported.year - 1
        )
    spans = re.findall(r"(?<!\d)(20\d\d[/_-]?(?:20)?\d\d)(?!\d)", text)
    years = [year for span in spans if (year := school_year(span.replace("_", "/")))]
    years = years or re.findall(YEAR, text)
    return years[-1] if years else ""


def _of_census(text: str, _: Contract) -> str:
    """Return the census that a text says, '' if none: of an export, the census day before it."""
    lowered = text.casefold()
    if found := re.findall(rf"{YEAR}[ _/-]*{TERM}", lowered):
        return " ".join(found[-1])
    if found := re.findall(rf"{TERM}[ _/-]*{YEAR}", lowered):
        return " ".join(reversed(found[-1]))
    if exported := _exported(text):
        days = [
            (_third_thursday(exported.year, 1), "spring"),
            (_third_thursday(exported.year, 5), "summer"),
            (_thursday(exported.year, 10, 1), "autumn"),
            (_thursday(exported.year - 1, 10, 1), "autumn"),
        ]
        day, term = max((day, term) for day, term in days if day <= exported)
        return f"{day.year} {term}"
    return ""


def _exported(text: str) -> date | None:
    found = re.findall(EXPORTED, text)
    try:
        return date(int(found[-1][2]), int(found[-1][1]), int(found[-1][0])) if found else None
    except ValueError:
        return None


def _third_thursday(year: int, month: int) -> date:
    """Return the day of the spring and summer censuses and of SEN2."""
    return _thursday(year, month, 3)


def _thursday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (number - 1))


def superseded(files: Sequence[Collected]) -> dict[str, str]:
    """Return which file each file gave way to, by file_id: of one collection the latest counts.

    Later is what was published later, then the later edition, then what came later; what these
    cannot order raises SpineError.
    """
    groups: dict[tuple[str, str], list[Collected]] = {}
    for file in files:
        groups.setdefault((file.dataset, file.collection), []).append(file)
    gone = {}
    for group in groups.values():
        ordered = sorted(group, key=cmp_to_key(_order))
        gone.update({file.file_id: ordered[-1].file_id for file in ordered[:-1]})
    return gone


def _order(one: Collected, other: Collected) -> int:
    """Return -1 where one is before other, 1 where it is after."""
    if one.published_on and other.published_on and one.published_on != other.published_on:
        return -1 if one.published_on < other.published_on else 1
    ranks = _rank(one.edition), _rank(other.edition)
    if ranks[0] is not None and ranks[1] is not None and ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    same = one.edition and one.edition.casefold() == other.edition.casefold()
    if not same and one.received_at != other.received_at:
        return -1 if one.received_at < other.received_at else 1
    first, second = sorted((one.file_name, other.file_name))
    raise SpineError(
        f"{first} and {second} are both '{one.title}' of {one.collection}, and nothing says which "
        "is the later: give each its own published_on or edition (first, corrected) in "
        "manifest.csv, or take the one not meant out of the folder."
    )


def _rank(edition: str) -> int | None:
    """Return the place of an edition in an order, by its last word: corrected, v2, 2."""
    word = edition.casefold().split()[-1] if edition.split() else ""
    if found := re.fullmatch(r"v?(\d{1,3})", word):
        return int(found[1])
    return EDITION_WORDS.get(word)
