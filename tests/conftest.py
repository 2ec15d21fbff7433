"""What tests of every part share: the built file, an empty laptop to try it on, and real clients."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from bundle.keeping import Lock
from tests.support import pythons
from tests.support.laptop import Laptop

# Who starts the tests in the background of a shell ignores SIGINT, who does it with nohup SIGHUP, and so would every program
# that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

CHECKOUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@pytest.fixture(scope="session")
def checkout():
    """The folder of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def pyz(tmp_path_factory):
    """netprog.pyz, built once for this run of the tests (also where several processes share the run)."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    path = shared / "netprog.pyz"
    with Lock(str(shared / "netprog.pyz.lock"), print):
        if not path.exists():
            done = subprocess.run([sys.executable, os.path.join(CHECKOUT, "build.py"), "-o", str(path)],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
            assert done.returncode == 0, done.stdout
    return path


@pytest.fixture
def laptop(tmp_path, pyz):
    """A Laptop: laptop.run("check", "2.4") is what a learner types."""
    place = tmp_path / "laptop"
    place.mkdir()
    return Laptop(place, pyz)


def missing(what):
    """What a test needs is not here: it is skipped; in CI, which must have it, it fails."""
    if os.environ.get("CI"):
        pytest.fail("%s is not on this machine, and CI must have it (see .ci/run)" % what, pytrace=False)
    pytest.skip("%s is not on this machine" % what)


@pytest.fixture
def needs_client():
    """needs_client("curl") is the path of that program. Where it is missing the test is skipped, in CI it
    fails."""
    return lambda name: shutil.which(name) or missing(name)


@pytest.fixture
def needs_python():
    """needs_python("3.9") is the path of that Python, with the same rule."""
    return lambda version: pythons.python(version) or missing("Python " + version)
