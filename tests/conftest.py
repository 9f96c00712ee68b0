"""What tests of several modules start from."""

from __future__ import annotations

import pytest
from press import Press


@pytest.fixture
def press() -> Press:
    """A press that has printed nothing yet."""
    return Press()
