"""`python -m upkeep …`: the maintainers' commands."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemas import DATA
from upkeep import check_command, importers
from upkeep.diff import command as diff_command
from upkeep.due import command as due_command
from upkeep.guide import guide
from upkeep.messages import collect_messages, update_catalogues


def write_messages(_options: argparse.Namespace) -> int:
    """Bring the message catalogues up to date and say what is not translated yet."""
    for code, lacking in update_catalogues(collect_messages()).items():
        print(f"{code}: {lacking} messages not translated")
    return 0


def write_dictionary(_options: argparse.Namespace) -> int:
    """Write data/README.md: the guide, and the tables as the schemas declare them."""
    (DATA / "README.md").write_text(guide(), encoding="utf-8", newline="\n")
    return 0


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """A command that is told nothing."""


@dataclass(frozen=True)
class Command:
    """One command: what it is for, what it may be told, and what it does."""

    help: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = _nothing


COMMANDS: Mapping[str, Command] = {
    "check": Command(
        "Find everything that is wrong with the data, or with any files, in one run.",
        check_command.run,
        check_command.add_arguments,
    ),
    "diff": Command(
        "Tell what a change of the data means, and what readers will see of it.",
        diff_command.run,
        diff_command.add_arguments,
    ),
    "import": Command(
        "Propose the rows of a publisher's file, and with --write carry them in.",
        importers.run,
        importers.add_arguments,
    ),
    "due": Command(
        "List the series whose next edition should be out, and the row to add.",
        due_command.run,
        due_command.add_arguments,
    ),
    "dictionary": Command("Write data/README.md.", write_dictionary),
    "messages": Command("Bring the message catalogues up to date.", write_messages),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m upkeep", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.add_arguments(
            commands.add_parser(name, help=command.help, description=command.help)
        )
    options = parser.parse_args(arguments)
    return COMMANDS[options.command].run(options)


def _run() -> int:
    """The exit code of the command; a reader who stops reading, as `head` does, is no failure."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(_run())
