"""All there is to say about a change of the data, before anybody publishes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas import Finding
from upkeep.diff.differences import Differences
from upkeep.diff.outlook import Outlook
from upkeep.diff.pictures import Pair


@dataclass(frozen=True)
class Report:
    """Two states of the data, what differs between them, and what readers will notice of it.

    `problems` make the new data invalid, `past` counts those of the old data; with either, nothing
    is said of readers. `outlook` is None where the snapshots were not looked at. `remarks` are
    what could not be done, in the reader's language.
    """

    before: str
    after: str
    differences: Differences
    problems: tuple[Finding, ...] = ()
    past: int = 0
    outlook: Outlook | None = None
    pictures: Mapping[str, Pair] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the new data may be published: they are valid, and every figure can be drawn."""
        broken = any(change.broken for change in self.differences.figures)
        return not self.problems and not broken

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        told = self.outlook is not None and self.outlook.told
        return self.sound and not (self.differences or told or self.remarks)
