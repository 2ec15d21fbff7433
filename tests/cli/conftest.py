import pytest

from tests.cli.console import Console


@pytest.fixture
def netprog(tmp_path):
    console = Console(tmp_path)
    yield console
    console.close()
