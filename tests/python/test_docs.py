"""What is written about the project is true of it: pages, help, links, settings, examples."""

from __future__ import annotations

import re
from pathlib import Path

import click
import duckdb
import pytest
import yaml
from outcomes_spine import described, docs, landing, local
from outcomes_spine.cli import cli
from outcomes_spine.contracts import contracts
from outcomes_spine.errors import SpineError
from outcomes_spine.home import DataHome
from outcomes_spine.project import PROJECT_DIR
from outcomes_spine.settings import TEMPLATE

README = PROJECT_DIR / "README.md"
CONTRIBUTING = PROJECT_DIR / "CONTRIBUTING.md"
WRITTEN = [README, CONTRIBUTING, PROJECT_DIR / "CHANGELOG.md"]
HELP_MARK = re.compile(r"<!--.*?-->")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def text(path: Path) -> str:
    """Read a text of the project."""
    return path.read_text(encoding="utf-8")


def without_code(page: str) -> str:
    """Leave out what stands in code, where brackets are no links."""
    return re.sub(r"(?s)```.*?```|`[^`\n]*`", "", page)


def anchors(page: str) -> set[str]:
    """List the anchors that the headings of a page give."""
    headings = re.findall(r"(?m)^#{1,6} (.+)$", re.sub(r"(?s)```.*?```", "", page))
    return {docs.slug(heading) for heading in headings}


# --- pages that are made


def test_the_pages_are_current(tmp_path: Path) -> None:
    """docs/ holds what seeds, YAML and tests give today: if not, run `spine docs`."""
    made = {path.name: text(path) for path in docs.write_docs(tmp_path)}
    kept = {path.name: text(path) for path in docs.DOCS_DIR.glob("*.md")}
    assert sorted(made) == sorted(kept)
    stale = [name for name in made if made[name] != kept[name]]
    assert not stale, "docs are not current: run `spine docs`"


def test_the_help_in_the_readme_is_current() -> None:
    """Each block of help in the README is what the command prints: if not, run `spine docs`."""
    readme = text(README)
    assert docs.HELP_BLOCK.findall(readme) == ["spine", "spine build"]
    assert docs.with_help(readme) == readme, "the README is not current: run `spine docs`"


def test_refresh_mends_what_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is out of date is named with --check and written without it."""
    readme = tmp_path / "README.md"
    readme.write_text("<!-- help: spine -->\n```text\nold\n```\n", encoding="utf-8")
    monkeypatch.setattr(docs, "README", readme)
    monkeypatch.setattr(docs, "DOCS_DIR", tmp_path / "docs")
    stale = docs.refresh(check=True)
    assert sorted(path.name for path in stale) == sorted([*docs.PAGES, "README.md"])
    assert text(readme).count("old") == 1
    assert docs.refresh(check=False) == stale
    assert "Usage: spine" in text(readme)
    assert docs.refresh(check=True) == []


def test_a_test_that_does_not_exist_stops_the_writing() -> None:
    """A page cannot name a test that is not there; the nearest name is offered."""
    with pytest.raises(SpineError, match="goals_that_count_are_twelve"):
        described.named_test("goals_that_count_are_eleven", "here")


def test_a_text_that_does_not_exist_stops_the_writing() -> None:
    """A description cannot point to a shared text that is not there."""
    with pytest.raises(SpineError, match="no_such_text"):
        described.resolve("{{ doc('no_such_text') }}")


def test_every_published_table_and_mart_is_in_the_dictionary() -> None:
    """Each model of the two layers that people read stands in the dictionary with its columns."""
    page = docs.data_dictionary()
    for layer in ("marts", "published"):
        in_yaml = {model.name for model in described.models(layer)}
        written = {path.stem for path in (PROJECT_DIR / "models" / layer).rglob("*.sql")}
        assert in_yaml == written
    for model in described.models("published"):
        assert f"## {model.table}\n" in page
        assert model.key, model.name
        assert model.grain.startswith("One row per"), model.name
    assert "{{" not in page


# --- traps and rules


def test_every_trap_has_a_test_or_a_reason() -> None:
    """Traps 1 to 25 each stand on the page with a test that exists, or with why there is none."""
    content = yaml.safe_load(text(docs.TEXT_DIR / "data_quality.yml"))
    assert [trap["number"] for trap in content["traps"]] == list(range(1, 26))
    page = docs.data_quality()
    for trap in content["traps"]:
        names = trap.get("tests", [])
        assert names or trap.get("reason"), trap["number"]
        assert re.search(rf"(?m)^\| {trap['number']} \| ", page)
        for name in names:
            assert described.named_test(name, "").link in page


def test_every_test_that_names_a_trap_is_on_its_row() -> None:
    """A test whose description says which trap it holds is named beside that trap."""
    content = yaml.safe_load(text(docs.TEXT_DIR / "data_quality.yml"))
    named = {trap["number"]: set(trap.get("tests", [])) for trap in content["traps"]}
    for test in described.tests().values():
        for numbers in re.findall(r"\(traps? ([0-9, and]+)\)", test.description):
            for number in re.findall(r"\d+", numbers):
                assert test.name in named[int(number)], f"trap {number}: {test.name}"


def test_every_singular_test_is_described_on_the_page() -> None:
    """The list of tests in words leaves none out and none without words."""
    page = docs.data_quality()
    for test in described.tests().values():
        if test.is_singular:
            assert test.description, test.name
            assert f"* {test.link}: {test.description}" in page


# --- commands, settings, variables


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    """Each verb and each of its options says what it does, and the README names the verb."""
    readme = text(README)
    for name, command in cli.commands.items():
        assert command.help, name
        assert f"spine {name}" in readme or f"spine.py {name}" in readme, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


def test_the_commands_written_down_exist() -> None:
    """README and CONTRIBUTING name no verb and no option that the command line does not have."""
    for path in WRITTEN:
        page = HELP_MARK.sub("", text(path))
        quoted = re.findall(r"`(?:python3 |py )?(?:scripts[/\\])?spine(?:\.py)? ([^`]+)`", page)
        quoted += re.findall(r"(?m)^spine (.+)$", page)
        assert quoted or path.name == "CHANGELOG.md"
        for line in quoted:
            verb, *words = line.split()
            assert verb in cli.commands, f"{path.name}: {line}"
            known = {option for p in cli.commands[verb].params for option in p.opts}
            unknown = {word for word in words if word.startswith("--")} - known - {"--help"}
            assert not unknown, f"{path.name}: {line}"


def test_every_setting_is_in_the_readme() -> None:
    """The table of settings has each setting of settings.toml with its default."""
    readme = text(README)
    settings = dict(re.findall(r"(?m)^# (\w+) = (.+)$", TEMPLATE))
    assert settings
    for name, value in settings.items():
        default = value.replace("{area}", "E09000024")
        assert re.search(rf"(?m)^\| `{name}` \| `{re.escape(default)}`", readme), name


def test_every_variable_is_in_the_readme() -> None:
    """The table of environment variables has those that the code reads, and no other."""
    code = [PROJECT_DIR / "profiles.yml", *(PROJECT_DIR / "scripts").rglob("*.py")]
    used = {name for path in code for name in re.findall(r"['\"](SPINE_[A-Z]+)['\"]", text(path))}
    said = set(re.findall(r"(?m)^\| `(SPINE_[A-Z]+)`", text(README)))
    assert used == said
    threads = re.search(r"env_var\('SPINE_THREADS', '(\d+)'\)", text(code[0]))
    assert threads
    assert f"| `SPINE_THREADS` | `{threads[1]}` |" in text(README)


def test_every_dataset_and_overlay_is_in_the_readme() -> None:
    """What the README says is read is what contracts and overlays say."""
    readme = text(README)
    read = readme[readme.index("**What is read.**") : readme.index("Every other file is listed")]
    assert set(re.findall(r"`(\w+)`", read)) == set(contracts())
    overlays = readme[readme.index("**Your own wording") : readme.index("**No internet")]
    assert set(local.OVERLAYS) <= set(re.findall(r"`(\w+)`", overlays))
    columns = " ".join(readme.split())
    assert ", ".join(contracts()["local_values"].column_names()) in columns
    assert landing.MANIFEST in readme


def test_the_overlay_in_contributing_can_be_used(tmp_path: Path) -> None:
    """The example of a local overlay is one that a build takes."""
    block = re.search(r"(?s)```csv\n(.*?)```", text(CONTRIBUTING))
    assert block
    home = DataHome(tmp_path)
    home.local.mkdir()
    (home.local / "targets.csv").write_text(block[1], encoding="utf-8")
    local.write_overlays(home)
    rows = local.read_overlay(home, "targets")
    assert [row.cells["target_code"] for row in rows] == ["sutton_gld_2028"]


# --- links and examples


@pytest.mark.parametrize(
    "path", [*WRITTEN, *(docs.DOCS_DIR / name for name in docs.PAGES)], ids=lambda p: p.name
)
def test_every_link_leads_somewhere(path: Path) -> None:
    """A link to a file or heading of the project leads to one that is there."""
    for target in LINK.findall(without_code(text(path))):
        if re.match(r"https?://", target):
            continue
        name, _, anchor = target.partition("#")
        leads_to = (path.parent / name).resolve() if name else path
        assert leads_to.exists(), target
        if anchor:
            assert anchor in anchors(text(leads_to)), target


@pytest.fixture(scope="module")
def empty_tables() -> duckdb.DuckDBPyConnection:
    """Make every published table, without rows, as the YAML describes it."""
    con = duckdb.connect()
    for model in described.models("published"):
        columns = ", ".join(f'"{c.name}" {c.data_type}' for c in model.columns)
        con.execute(f'create table "{model.table}" ({columns})')
    return con


@pytest.mark.parametrize("question", [question for question, _ in docs.example_queries()])
def test_the_worked_examples_run(question: str, empty_tables: duckdb.DuckDBPyConnection) -> None:
    """Each query of the star-schema guide runs on the published tables."""
    empty_tables.execute(dict(docs.example_queries())[question])


def test_the_queries_in_the_readme_run(empty_tables: duckdb.DuckDBPyConnection) -> None:
    """Each query of the README runs, and each file it names is there."""
    queries = re.findall(r"(?m)^spine query (?:--csv )?\"(.+?)\"", text(README))
    assert queries
    for sql in queries:
        empty_tables.execute(sql)
    for name in re.findall(r"(?m)^spine query (analyses/\S+)", text(README)):
        assert (PROJECT_DIR / name).is_file()


def test_nothing_written_names_a_machine() -> None:
    """No page holds a path of somebody's machine."""
    for path in [*WRITTEN, *docs.DOCS_DIR.glob("*.md")]:
        assert not re.search(r"(?<![\w.])/(home|Users|root|work|tmp)/\w", text(path)), path.name
