"""Around every test of a function."""

import pytest

from tests.support import origin


@pytest.fixture(autouse=True)
def doors_ask_again_what_the_edge_sends():
    origin.forget()
