"""What is said of output that is not as it should be: enough to find the place."""
import pytest

from bundle.checking.mistakes import Proved
from bundle.checking.trial import Trial


@pytest.mark.parametrize("expected, got, told", [
    pytest.param(b"one\ntwo bytes\n", b"one\ntwo byte\n", "byte 12, after 'two byte': expected 's', got the end", id="end of a line"),
    pytest.param(b"one\ntwo bytes\n", b"one\nsix bytes\n", "byte 4: expected 'two bytes', got 'six bytes'", id="begin of a line"),
    pytest.param(b"the first line\n", b"the third line\n", "byte 4: expected 'first line', got 'third line'", id="enough is shown"),
])
def test_place_of_a_difference(expected, got, told):
    with pytest.raises(Proved) as proved:
        Trial.same_output(None, expected, got)
    assert told in proved.value.message
