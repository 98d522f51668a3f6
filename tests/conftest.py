import pytest
from hypothesis import settings

from schemas import Tables, read_all

# Two slow cores: a test is judged by what it finds, not by how long one example takes.
settings.register_profile("house", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def tables() -> Tables:
    return read_all()
