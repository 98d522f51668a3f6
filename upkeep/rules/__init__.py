"""Sense, not only shape: numbers that are well written and still cannot be right, or may not be."""
