"""Run pytest with the words given; in CI, run what failed once more, alone, and say so.

A test that fails beside others and passes alone is a flaw of that test, or of what it tests: it is named in the output, to be
mended. It does not keep back a change that has nothing to do with it.
"""

import os
import subprocess
import sys

PYTEST = [sys.executable, "-m", "pytest", "-o", "cache_dir=" + os.path.join(sys.prefix, ".pytest_cache")]


def main(words):
    status = subprocess.call(PYTEST + words)
    if status != 1 or not os.environ.get("CI"):     # 1: some tests failed
        return status
    print("\nOnce more, one after the other, what has failed:\n", flush=True)
    status = subprocess.call(PYTEST + ["--last-failed", "--last-failed-no-failures", "none", "-n", "0", "-v"])
    if status == 0:
        print("FLAKY on Python {}.{}: the tests above failed beside others, and passed alone.".format(*sys.version_info))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
