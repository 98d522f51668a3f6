"""What a change of the data means: row by row, and for those who read the figures."""

from upkeep.diff.differences import Differences, changes_between

__all__ = ["Differences", "changes_between"]
