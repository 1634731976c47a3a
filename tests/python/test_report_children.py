"""The pages of an own count of children: invented apart from real, hidden in words, no adding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import own_count_tables as tables
import pytest
import test_report_pages as pages
from outcomes_spine.report import charts, drawn, facts, words, write_report
from outcomes_spine.report.pages import own_cohorts, own_pages, own_poverty
from outcomes_spine.report.pages.own import Section

FILES = ("gld-cohorts", "pairs", "poverty", "goals", "who-is-counted")
NAME = tables.BOROUGH[1]
REAL = ("X1", pages.HOME)


def database(path: Path, *, invented: bool = True, real: bool = False, change: str = "") -> Path:
    """Write the small published schema with an own count of either kind, changed by SQL."""
    pages.make_database(path)
    with duckdb.connect(str(path)) as connection:
        if invented:
            tables.fill(connection, is_invented=True)
        if real:
            tables.fill(connection, is_invented=False, area=REAL)
        if change:
            connection.execute(change)
    return path


def build(folder: Path, *, invented: bool = True, real: bool = False, change: str = "") -> Path:
    """Write the site from it."""
    made = database(folder / "spine.duckdb", invented=invented, real=real, change=change)
    write_report(made, folder / "site", pages.RELEASE, lambda *_: None)
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with an invented borough and the home's own totals."""
    return build(tmp_path_factory.mktemp("both"), real=True)


@pytest.fixture(scope="module")
def section(tmp_path_factory: pytest.TempPathFactory) -> Section:
    """Return the section of the invented borough."""
    known = facts.read(database(tmp_path_factory.mktemp("facts") / "spine.duckdb"))
    (found,) = own_pages.sections(known)
    return found


def files(site: Path, folder: str) -> Iterable[Path]:
    """Yield the pages of a section."""
    found = sorted((site / folder).glob("*.html"))
    assert found
    yield from found


# ---- apart ---------------------------------------------------------------------------------------


def test_every_page_of_invented_children_says_so(site: Path) -> None:
    """Border, banner, and the word in each chart, heading of a figure, caption and file."""
    assert {page.stem for page in files(site, "invented")} == set(FILES)
    for page in files(site, "invented"):
        raw = page.read_text(encoding="utf-8")
        seen = pages.read(page)
        assert '<main id="main" class="wrap invented">' in raw
        assert "Invented children. No child, school or place on this page is real." in (
            pages.words_of(page)
        )
        for picture in seen.pictures:
            assert "invented children" in picture["title"], picture["title"]
        for level, said in seen.headings:
            assert level > 2 or "(invented)" in said, said
        for table in seen.tables:
            assert "invented children" in table.caption
        for link in seen.links:
            if link.endswith(".csv"):
                assert Path(link).name.startswith("invented-"), link
                assert (page.parent / link).is_file()


def test_no_page_holds_both_kinds(site: Path) -> None:
    """No real area or figure on an invented page; no invented name on any other page or file."""
    real = (pages.HOME, "Nextdoor", "Region One", "England", "Merton")
    invented = [*files(site, "invented"), *(site / "downloads").glob("invented-*")]
    for path in invented:
        text = path.read_text(encoding="utf-8-sig")
        assert not [name for name in real if name in text], path
    others = {p for p in site.rglob("*") if p.suffix in {".html", ".csv"}} - set(invented)
    assert len(others) > 20
    for path in others:
        text = path.read_text(encoding="utf-8-sig")
        assert not [name for name in (NAME, "Deepdell", "invented borough's") if name in text], path


def test_the_first_page_says_where_they_are(site: Path) -> None:
    """A line with links to both sections, apart from the real figures; each in the navigation."""
    said = pages.words_of(site / "index.html")
    assert "Apart from all figures on this page" in said
    links = set(pages.read(site / "index.html").links)
    assert {f"invented/{file}.html" for file in FILES} <= links
    for page in (site / "index.html", site / "gld.html", site / "invented" / "goals.html"):
        text = " ".join(pages.read(page).text)
        assert text.index("Invented children") < text.index("Built on")
        assert any(link.endswith("own/gld-cohorts.html") for link in pages.read(page).links)


def test_without_rows_there_is_no_section(tmp_path: Path) -> None:
    """Nor a link to it, nor the word."""
    bare = build(tmp_path, invented=False)
    assert not (bare / "invented").exists()
    assert not (bare / "own").exists()
    for page in bare.rglob("*.html"):
        assert "nvented" not in pages.words_of(page), page


def test_a_real_home_shows_its_totals_as_its_own_count(tmp_path: Path) -> None:
    """Named after the place, no border, no group of children, and the publisher's figure."""
    real = build(tmp_path, invented=False, real=True)
    assert [page.stem for page in files(real, "own")] == ["gld-cohorts", "goals", "who-is-counted"]
    for page in files(real, "own"):
        said = pages.words_of(page)
        assert "Our own count" in said
        assert "only totals of" in said
        assert "nvented" not in page.read_text(encoding="utf-8")
        assert not re.search("girls|free school meals|Tenth 1", said, re.I), page
    said = pages.words_of(real / "own" / "gld-cohorts.html")
    assert f"{pages.HOME}, 2024/25: 70.0% of all children (700 of 1,000)" in said
    counted = pages.read(real / "own" / "who-is-counted.html")
    assert counted.tables[0].rows[1][-2:] == ["70.1 of 999", "\N{MINUS SIGN}0.1"]


# ---- hidden, and never added ---------------------------------------------------------------------


def test_a_hidden_cell_has_words_and_no_number(site: Path, section: Section) -> None:
    """Even if a number came with the status, no page, picture or file has it."""
    for path in [*files(site, "invented"), *(site / "downloads").glob("*.csv")]:
        text = path.read_text(encoding="utf-8-sig")
        assert not re.search(r"(?<![\d.])777(?![\d])", text), path
    (plan,) = [
        row
        for table in pages.read(site / "invented" / "gld-cohorts.html").tables
        for row in table.rows
        if row[0] == "Education, health and care plan" and len(row) == 8
    ]
    assert plan[1:4] == [words.TOO_FEW, "no figure", "of 40; how many is hidden"]
    assert plan[4] == "12.5"  # of three years together it may be shown
    for file, holds in (
        ("who-is-counted", "Less: row sent twice"),
        ("who-is-counted", "No special educational needs"),
        ("poverty", "Veiled"),
        ("pairs", "Education, health and care plan, summer"),
    ):
        rows = [r for t in pages.read(site / "invented" / f"{file}.html").tables for r in t.rows]
        assert any(holds in row and words.TOO_FEW in row for row in rows), holds
    figure = own_cohorts.not_reached_figure(section, ["sen=ehcp", "sen=support"])
    assert isinstance(figure.chart, charts.Dots)
    hidden = [dot for dot in figure.chart.rows if dot.shown == words.TOO_FEW]
    assert [(dot.name, dot.value, dot.second) for dot in hidden] == [
        ("Education, health and care plan", None, None)
    ]


def test_who_fell_short_is_counted_group_by_group(site: Path) -> None:
    """Counts and shares of all who did not; sums over headings stand nowhere."""
    page = site / "invented" / "gld-cohorts.html"
    said = pages.words_of(page)
    assert "Who did not reach a good level: 300 children in 2024/25 (invented)" in said
    assert "numbers of different headings are never added" in said
    (table,) = [t for t in pages.read(page).tables if t.caption.startswith("Children who did not")]
    rows = {row[0]: row[1:4] for row in table.rows if len(row) > 1}
    assert rows["Eligible for free school meals"] == ["99", "33.0", "180"]
    assert rows["SEN support"] == ["77", "25.7", "110"]
    assert rows["Born in summer"] == ["147", "49.0", "410"]
    counts = {"meals": 99, "SEN": 77, "summer": 147, "boys": 190}
    for first in counts.values():
        for second in counts.values():
            total = first + second
            if first != second and total not in {99, 77, 147, 190}:
                assert not re.search(rf"(?<![\d.,]){total}(?![\d.,])", said), (first, second)
    (overlap,) = [t for t in pages.read(page).tables if t.caption.startswith("Children in two")]
    assert overlap.rows[1] == [
        "Eligible for free school meals, SEN support",
        "114",
        "93",
        "81.6",
        "10.3",
    ]


def test_both_denominators_are_named(site: Path) -> None:
    """All children and those with all 17 goals recorded, side by side."""
    said = pages.words_of(site / "invented" / "gld-cohorts.html")
    assert "70.0% of all children (700 of 1,000)" in said
    assert "70.7% of those with all 17 goals recorded (700 of 990)" in said


# ---- what the pages find -------------------------------------------------------------------------


def test_the_heading_states_what_limits_support(site: Path, tmp_path: Path) -> None:
    """The widest gap where limits set groups apart; a plain label where they do not."""
    first = pages.read(site / "invented" / "gld-cohorts.html").headings[0][1]
    assert first == (
        "Furthest apart of the groups shown in 2024/25: not eligible for free school meals 75.5%; "
        "eligible for free school meals 45.0% (30.5 points apart) (invented)"
    )
    wide = "update published.gld_by_cohort set lower_95 = 0, upper_95 = 100"
    unsure = build(tmp_path, change=wide) / "invented" / "gld-cohorts.html"
    assert pages.read(unsure).headings[0][1].startswith("Good level of development, counted")
    assert "apart)" not in pages.words_of(unsure)


def test_groups_stand_by_size_and_match_their_table(section: Section) -> None:
    """Within a characteristic the largest first; each dot's figure stands in the table."""
    figure = own_cohorts.groups_figure(section, list(section.own.singles))
    names = [row[0].text for row in figure.table.rows]
    assert names.index("Not eligible for free school meals") < names.index(
        "Eligible for free school meals"
    )
    assert names.index("SEN support") < names.index("Education, health and care plan")
    assert isinstance(figure.chart, charts.Dots)
    rows = {row[0].text: [cell.text for cell in row] for row in figure.table.rows}
    dots = [dot for dot in figure.chart.rows if dot.role != "heading"]
    assert {dot.name for dot in dots} == set(rows)
    for dot in dots:
        assert dot.shown in rows[dot.name]


def test_the_gradient_has_ten_dots_a_slope_and_one_edition(section: Section, site: Path) -> None:
    """Tenth 1 named, two points a tenth as planted, hidden tenths out; editions never together."""
    figure = own_poverty.tenths_figure(section, 2025, "national")
    assert figure is not None
    assert isinstance(figure.chart, charts.Dots)
    assert figure.chart.rows[0].name == "Tenth 1 (most deprived)"
    assert len(figure.chart.rows) == 10
    assert figure.chart.slope == pytest.approx((52.0, 70.0))
    assert any("2.0 percentage points higher with each tenth" in note for note in figure.notes)
    older = own_poverty.tenths_figure(section, 2019, "local")
    assert older is not None
    assert any("over the 9 tenths shown" in note for note in older.notes)
    titles = [p["title"] for p in pages.read(site / "invented" / "poverty.html").pictures]
    tenths = [title for title in titles if "tenth" in title]
    assert len(tenths) == 4
    for title in tenths:
        assert ("IDACI 2025" in title) != ("IDACI 2019" in title)
    assert ["2025" in title.partition("IDACI")[2][:6] for title in tenths] == [True] * 2 + [
        False
    ] * 2


def test_wards_are_tiles_by_deprivation_with_value_and_word(section: Section) -> None:
    """Most deprived first; a hidden ward has words, and no point among the others."""
    tiles, scatter = own_poverty.ward_figures(section)
    assert isinstance(tiles.chart, drawn.Tiles)
    assert [(tile.name, tile.shown, tile.word) for tile in tiles.chart.tiles] == [
        ("Deepdell", "40.0%", "\N{BLACK DOWN-POINTING TRIANGLE} worse"),
        ("Veiled", words.TOO_FEW, ""),
        ("Midmoor", "70.0%", "\N{BLACK CIRCLE} similar"),
        ("Hightop", "92.0%", "\N{BLACK UP-POINTING TRIANGLE} better"),
    ]
    picture = charts.svg(tiles.chart)
    for part in ("Deepdell", ">40.0%<", "too few"):
        assert part in picture
    assert isinstance(scatter.chart, drawn.Scatter)
    assert {spot.name for spot in scatter.chart.spots} == {"Deepdell", "Midmoor", "Hightop"}
    assert any("1 ward left out" in note for note in scatter.notes)
    assert charts.svg(scatter.chart).count("<circle") == 3


def test_risks_stand_under_their_domain(site: Path, tmp_path: Path) -> None:
    """Of wards on the invented page, a table a domain; of the real area on the real page."""
    page = site / "invented" / "poverty.html"
    domains = [t.caption for t in pages.read(page).tables if t.caption.startswith("Domain")]
    assert [caption.partition(":")[0] for caption in domains] == [
        "Domain Thriving",
        "Domain Learning",
    ]
    assert "none is printed for an invented borough" in pages.words_of(page)
    rows = "".join(
        f"""
        insert into published.gld_risk_factors by name
        select '{area}' as area_code, 'area' as factor_level, '{code}' as factor_code,
            '{name}' as factor_name, lower('{domain}') as domain_code, '{domain}' as domain_name,
            'FY2024-25' as factor_period_code, {value} as factor_value,
            'percent' as factor_unit, 1 as sort_order, {is_invented} as is_invented;
        """
        for area, code, name, domain, value, is_invented in (
            ("X1", "spend", "Riskiness", "Safe", 12000, False),
            ("E1", "spend", "Riskiness", "Safe", 34000, False),
            ("X1", "elsewhere", "Another", "Learning", 7.5, False),
            ("X1", "made_up", "Nowhere", "Learning", 8.5, True),
        )
    )
    real = build(tmp_path, change=rows)
    (table,) = [t for t in pages.read(real / "gld.html").tables if t.caption.startswith("Risks")]
    none = "no figure held for this period"
    assert table.rows[1:] == [
        ["Safe"],
        ["Riskiness", "2024/25", "£12.0 thousand", none, "£34.0 thousand"],
        ["Learning"],
        ["Another", "2024/25", "7.5%", none, none],
    ]
    assert "Riskiness" not in pages.words_of(real / "invented" / "poverty.html")


def test_the_goals_page_names_the_goal_fewest_reach(site: Path) -> None:
    """Areas and goals of all and of three groups, and who is one goal short."""
    page = site / "invented" / "goals.html"
    assert pages.read(page).headings[0][1] == (
        "The goal fewest reach is Writing: 69.8% in 2024/25 (invented)"
    )
    said = pages.words_of(page)
    for part in ("69.7% of all children (697 of 1,000) are one goal short", "Areas of learning"):
        assert part in said
    whose = [t.caption for t in pages.read(page).tables]
    for name in ("all children", "eligible for free school meals", "SEN support", "born in summer"):
        assert any(f"Areas and goals, {name}:" in caption for caption in whose), name


def test_the_log_of_who_is_counted_ends_in_the_count(site: Path) -> None:
    """From the records at the start, step by step, to what is left."""
    log = pages.read(site / "invented" / "who-is-counted.html").tables[0]
    assert [row for row in log.rows if len(row) > 1][1:] == [
        ["Records at the start", "1,043"],
        ["Less: left before the profile", "41"],
        ["Less: row sent twice", words.TOO_FEW],
        ["Left in the count", "1,000"],
    ]


# ---- the site as a whole, and empty states -------------------------------------------------------


@pytest.mark.parametrize(
    "holds",
    [
        pages.test_every_link_leads_somewhere,
        pages.test_pages_and_stylesheet_stay_light,
        pages.test_headings_are_in_order,
        pages.test_names_within_a_page_are_unique,
        pages.test_every_table_can_be_read_aloud,
        pages.test_every_table_has_its_file_cell_for_cell,
        pages.test_every_chart_has_words_and_a_table,
        pages.test_no_raw_nothing_reaches_a_page,
        pages.test_nothing_is_fetched_from_another_host,
    ],
)
def test_what_holds_for_every_page_holds_for_these(site: Path, holds: pages.Check) -> None:
    """Links, headings, tables, pictures, files and sizes."""
    holds(site)


@pytest.mark.parametrize(
    "change",
    [
        "delete from published.gld_by_cohort where years_together = 3;"
        "delete from published.gld_goals where years_together = 3;"
        "delete from published.gld_poverty_profile where years_together = 3",
        "delete from published.gld_by_cohort where period_code <> 'AY2024-25'",
        "update published.gld_poverty_profile set value_status = 'c';"
        "update published.gld_by_cohort set value_status = 'c';"
        "update published.gld_goals set value_status = 'c'",
        "delete from published.gld_by_cohort",
        "delete from published.gld_risk_factors; delete from published.gld_attrition;"
        "delete from published.gld_poverty_profile where place_profile = 'ward'",
    ],
    ids=["no years together", "one year", "all hidden", "goals alone", "no wards"],
)
def test_less_makes_a_shorter_report(tmp_path: Path, change: str) -> None:
    """What is missing is left out or said in words; every table still reads aloud."""
    short = build(tmp_path, change=change)
    for page in files(short, "invented"):
        assert "no period" not in pages.words_of(page), page
        assert str(tables.PLANTED) not in pages.words_of(page)
    pages.test_every_table_can_be_read_aloud(short)
    pages.test_every_link_leads_somewhere(short)
