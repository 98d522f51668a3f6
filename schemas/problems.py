"""What a data maintainer has to fix, located as a spreadsheet shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

_ADVICE: dict[str, str] = {}
ADVICE: Mapping[str, str] = MappingProxyType(_ADVICE)
"""What to write instead, by name of the rule broken; texts of the message catalogues."""


def declare_rule(name: str, advice: str) -> None:
    """Declare a rule where it is enforced: what whoever broke it should write instead."""
    if _ADVICE.setdefault(name, advice) != advice:
        raise ValueError(f"two rules are called {name}")


declare_rule("file_missing", "the file is missing; put it back into the data folder")
declare_rule(
    "unexpected",
    "the tables could not be read, for a reason the program does not know ({error}); "
    "undo the last change, and tell whoever looks after the program",
)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing a data maintainer has to fix: file, line, column, value and what to write."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    details: tuple[tuple[str, str], ...] = field(default=())

    def advice(self, translate: Callable[[str], str] = str) -> str:
        """What to write instead, in the language of `translate`."""
        details = {name: translate(value) if value else "" for name, value in self.details}
        return translate(ADVICE[self.rule]).format(**details)

    def message(self, translate: Callable[[str], str] = str) -> str:
        """The whole line: `data/x.csv, line 2: value is '1 286'; write …: 1286`."""
        where = f"data/{self.file}"
        if not self.file:
            return self.advice(translate)
        if self.line:
            where = translate("{file}, line {line}").format(file=where, line=self.line)
        if not self.column:
            return f"{where}: {self.advice(translate)}"
        what = translate("{column} is '{value}'").format(column=self.column, value=self.value)
        return f"{where}: {what}; {self.advice(translate)}"


class InvalidData(Exception):
    """Raised when tables cannot be used; lists every problem at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(problem.message() for problem in self.problems))
