"""`python -m upkeep …`: the maintainers' commands."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from schemas import DATA
from schemas.dictionary import dictionary
from upkeep import check_command
from upkeep.messages import all_messages, update


def write_messages(_options: argparse.Namespace) -> int:
    """Bring the message catalogues up to date and say what is not translated yet."""
    for code, lacking in update(all_messages()).items():
        print(f"{code}: {lacking} messages not translated")
    return 0


def write_dictionary(_options: argparse.Namespace) -> int:
    """Write data/README.md from the schemas."""
    (DATA / "README.md").write_text(dictionary(), encoding="utf-8", newline="\n")
    return 0


def check(options: argparse.Namespace) -> int:
    """Find everything that is wrong with the data, or with any files, in one run."""
    return check_command.run(options.paths, options.format, options.lang, fix=options.fix)


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": check,
    "dictionary": write_dictionary,
    "messages": write_messages,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m upkeep", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        if name == "check":
            check_command.add_arguments(added)
    options = parser.parse_args(arguments)
    return COMMANDS[options.command](options)


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
