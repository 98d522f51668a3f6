"""The guide is the present one, leaves nothing out, and its examples are what is really said."""

import argparse
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import upkeep
from schemas import DATA, TABLES
from schemas.findings import Cause, Severity
from tests.small_tables import SMALL, written
from upkeep.cli import main, make_parser
from upkeep.docs import list_causes, write_guide
from upkeep.importers import PUBLISHERS, add_arguments, add_options, run
from upkeep.rules.rule import Rule

TEXT = write_guide()
DOWNLOADS = {
    "exchange_rates.csv": "source_id,month,currency,units_per_eur,days,obs_status\n"
    'ecb-2026-04-13,2026-03,USD,"1,156214",22,A\n'
    "ecb-2026-04-13,2026-03,JPY,182.8,n/a,A\n",
    "totals.csv": "#id+code,#operation+name,#country+name,#country+code,#affected+idps,"
    "#date+reported,#date+year+reported,#round+code,#assessment+type\n"
    "1,General Population Survey,Ukraine,UKR,3713000,2026-09-30,2026,22,SA\n",
}
"""The files of the examples."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the examples, in which the commands are given."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name, text in DOWNLOADS.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example(command: str) -> tuple[list[str], str]:
    """The words of a command of the guide, and the pattern of what it answers."""
    found = re.search(rf"```\n\$ python -m upkeep ({command}.*)\n((?:.*\n)*?)```\n", TEXT)
    assert found is not None, command
    answer = re.escape(found[2].rstrip("\n")).replace("…", "(?:.|\n)*")
    return found[1].split(), f"{answer}\\s*"


def test_the_guide_in_the_data_folder_is_the_present_one() -> None:
    there = (DATA / "README.md").read_text(encoding="utf-8")
    assert there == TEXT, "run python -m upkeep dictionary"


def test_every_command_is_mentioned() -> None:
    for name in ("check", "diff", "import", "due", "dictionary", "messages"):
        assert f"python -m upkeep {name}" in TEXT


def test_every_table_is_mentioned() -> None:
    for model in TABLES.values():
        assert f"`{model.file_name()}`" in TEXT
        assert f"### {model.file_name()}" in TEXT


def test_every_publisher_and_every_option_of_the_import_is_mentioned() -> None:
    assert re.findall(r"^\| `(\w+)` \| (?!•)", TEXT.split("Every option")[0], re.M) == list(
        PUBLISHERS
    )
    for importer in PUBLISHERS.values():
        parser = argparse.ArgumentParser(add_help=False)
        add_options(parser, importer)
        for option in re.findall(r"--\w+", parser.format_help()):
            assert f"| `{option}` |" in TEXT


def declared(value: object) -> Iterator[Cause]:
    """The causes in a constant of a module, however it holds them."""
    if isinstance(value, Cause):
        yield value
    elif isinstance(value, Rule):
        yield value.cause
    elif isinstance(value, Mapping):
        yield from declared(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from declared(part)


def test_every_message_declared_anywhere_is_explained() -> None:
    known = set(list_causes())
    for found in pkgutil.walk_packages(upkeep.__path__, "upkeep."):
        if not found.name.endswith("__main__"):
            for value in vars(importlib.import_module(found.name)).values():
                assert set(declared(value)) <= known, found.name


def test_every_message_stands_in_the_guide_with_its_name_and_what_to_do() -> None:
    for cause in list_causes():
        (line,) = [line for line in TEXT.splitlines() if f"[{cause.name}]:" in line]
        assert line.startswith(f"- **{cause.title}**")
        for words in re.split(r"(?:: )?\{\w+\}", cause.advice):
            assert words.rstrip(".") in line


def test_a_new_message_is_explained_without_anybody_writing_it_down() -> None:
    new = Cause("moon_full", Severity.WARNING, "Full moon", "counted on {day}; count again")
    assert "- **Full moon** [moon_full]: counted on …; count again." in write_guide([new])


def test_every_link_within_the_guide_leads_to_a_heading() -> None:
    headings = re.findall(r"^#+ (.*)$", TEXT, re.M)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    linked = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert linked
    assert linked <= anchors


def test_nothing_is_left_to_be_joined() -> None:
    assert "<!--" not in TEXT


@pytest.mark.cluster
@pytest.mark.parametrize("command", ["check downloads", "check --fix"])
def test_the_check_answers_as_the_guide_says(
    desk: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    words, answer = example(command)
    assert main(words) == 1
    assert re.fullmatch(answer, capsys.readouterr().out)


@pytest.mark.cluster
def test_the_import_answers_as_the_guide_says(desk: Path) -> None:
    words, answer = example("import")
    for name, rows in SMALL.items():
        (desk / f"{name}.csv").write_bytes(written(name, rows))
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    said: list[str] = []
    assert run(parser.parse_args([*words[1:], "--data", str(desk)]), said.append) == 0
    assert re.fullmatch(answer, "".join(said))


@pytest.mark.parametrize("command", ["check downloads", "import", "diff", "due"])
def test_a_command_of_the_guide_is_understood(command: str) -> None:
    words, _ = example(command)
    make_parser().parse_args(words)
