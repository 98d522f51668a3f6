"""Programs of others that tests need, and what happens where they cannot be had."""

import os

import pytest


def needed(name: str, path: str | None) -> str:
    """The path of a program; without it the test is left out, but never in the one gate."""
    if path:
        return path
    if os.environ.get("CI"):
        pytest.fail(f"{name} is missing; `make clients` installs it")
    pytest.skip(f"{name} is not installed")
