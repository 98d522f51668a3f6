"""What the publishers should have brought out by now, and the rows to add for it."""

from upkeep.due.standing import Standing, due

__all__ = ["Standing", "due"]
