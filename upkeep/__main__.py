"""`python -m upkeep …`: the maintainers' commands."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from schemas import DATA, InvalidData, read_all
from schemas.dictionary import dictionary
from upkeep.messages import all_messages, update


def write_messages() -> int:
    """Bring the message catalogues up to date and say what is not translated yet."""
    for code, lacking in update(all_messages()).items():
        print(f"{code}: {lacking} messages not translated")
    return 0


def write_dictionary() -> int:
    """Write data/README.md from the schemas."""
    (DATA / "README.md").write_text(dictionary(), encoding="utf-8", newline="\n")
    return 0


def check() -> int:
    """Read all data and list everything to fix."""
    try:
        tables = read_all()
    except InvalidData as invalid:
        for problem in invalid.problems:
            print(problem.message())
        print(f"{len(invalid.problems)} problems")
        return 1
    print(f"No problems in {len(tables.sources)} sources and their figures.")
    return 0


COMMANDS: Mapping[str, Callable[[], int]] = {
    "check": check,
    "dictionary": write_dictionary,
    "messages": write_messages,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m upkeep", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.__doc__)
    return COMMANDS[parser.parse_args(arguments).command]()


if __name__ == "__main__":
    sys.exit(main())
