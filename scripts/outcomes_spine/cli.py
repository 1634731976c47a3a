"""The command line: `spine <verb>`."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from pathlib import Path
from typing import Any

import click

from outcomes_spine import __version__
from outcomes_spine.errors import SpineError, sentence
from outcomes_spine.home import DataHome, choose_home

home_option = click.option(
    "--home",
    metavar="DIR",
    help="Data home. Default: SPINE_DATA, else data/home (with --landing) or data/sample-home.",
)


class _Commands(click.Group):
    """Turn every expected fault into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            click.echo(sentence(error), err=True)
            ctx.exit(130)
        except BrokenPipeError:  # `spine query ... | head`: click ends it without a word
            raise
        except (SpineError, OSError) as error:
            click.echo(f"error: {sentence(error)}", err=True)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("SPINE_DEBUG"):
                raise
            click.echo(f"error: {sentence(error)}", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="spine")
def cli() -> None:
    """Land published figures, build the outcomes spine, publish the report."""


@cli.command()
@click.option(
    "--landing",
    "drop_folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Drop folder to take files from (read, never written). Without it: the sample, published "
    "figures and an invented borough.",
)
@home_option
@click.option("--full", is_flag=True, help="Build even if nothing has changed.")
@click.option("--open", "open_report", is_flag=True, help="Open the report when it is built.")
@click.option(
    "--children",
    type=int,
    metavar="N",
    help="How many the sample's invented borough has, when it is made. Default: 45000.",
)
def build(
    drop_folder: Path | None,
    home: str | None,
    full: bool,
    open_report: bool,
    children: int | None,
) -> None:
    """Land, ingest, build, publish and report: the main job."""
    from outcomes_spine.build import build as build_home

    folder = drop_folder.expanduser().resolve() if drop_folder else None
    data_home = choose_home(home, with_drop_folder=folder is not None)
    click.echo(f"Data home: {data_home.root}", err=True)
    build_home(data_home, folder, full=full, children=children)
    if open_report:
        webbrowser.open((data_home.site / "index.html").as_uri())


@cli.command()
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write into: a new or an empty one.",
)
@click.option(
    "--children",
    default=45_000,
    show_default=True,
    metavar="N",
    help="How many are aged 0 to 16: 1000 to 15000000.",
)
@click.option("--seed", default=8, show_default=True, help="Another seed, other children.")
def sample(out: Path, children: int, seed: int) -> None:
    """Write the extracts of an invented borough, marked as invented."""
    from outcomes_spine.progress import Steps
    from outcomes_spine.sample import borough

    out = out.expanduser().resolve()
    with Steps() as steps:
        steps.begin(f"Inventing a borough of {children:,} children")
        files = borough.write(out, children=children, seed=seed, advance=steps.advance)
    click.echo(f"{len(files)} files of an invented borough are in {out}.")


@cli.command()
@click.argument("sql", required=False)
@home_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV instead of a table.")
@click.option("--tables", is_flag=True, help="List the tables, as without a statement.")
def query(sql: str | None, home: str | None, as_csv: bool, tables: bool) -> None:
    """Read the marts with SQL: a statement, or the path of a .sql file (analyses/).

    Without a statement: the tables there are, with their rows and what a row is.
    """
    from outcomes_spine.query import list_tables, run_query

    if sql is None or tables:
        list_tables(_existing(home), as_csv=as_csv)
    else:
        run_query(_existing(home), sql, as_csv=as_csv)


@cli.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
def status(home: str | None, as_json: bool) -> None:
    """Say how the last build ended, what has landed and where the rows went."""
    from outcomes_spine.status import status_lines, status_of

    state = status_of(_existing(home))
    if as_json:
        click.echo(json.dumps(state, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(status_lines(state)))


@cli.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a page is out of date.")
def docs(check: bool) -> None:
    """Write docs/ and the help in the README anew, from seeds, YAML and tests."""
    from outcomes_spine.docs import refresh

    stale = refresh(check=check)
    for path in stale:
        click.echo(f"{'out of date' if check else 'written'}: {path.name}")
    if check and stale:
        raise SpineError("The docs are not current: run `spine docs`.")
    if not stale:
        click.echo("The docs are current.")


@cli.command()
@click.option("--fast", is_flag=True, help="Leave out the checks that build a data home.")
def test(fast: bool) -> None:
    """Run everything that CI runs: lint, types, project rules, unit and data tests."""
    from outcomes_spine.checks import run_checks

    sys.exit(run_checks(fast=fast))


def _existing(home: str | None) -> DataHome:
    data_home = choose_home(home, with_drop_folder=False)
    if data_home.kind() is None:
        raise SpineError(f"There is no data home at {data_home.root}: run `spine build` first.")
    return data_home


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may be cp1252
            stream.reconfigure(errors="replace")
    cli(prog_name="spine")
