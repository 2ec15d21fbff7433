"""Headless Chromium, and the practice gateway with the reference solutions of hour 3 as a learner's folder has them."""

import os
import shutil

import pytest

from bundle import course
from bundle.guiding.practice import listing
from bundle.servers.gateway import practice
from tests.conftest import missing

FLAGS = ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync --window-size=1000,800").split()


@pytest.fixture(scope="session")
def browser():
    """A selenium WebDriver. Selenium is installed for one Python only (tox.ini); the others skip."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser on Python 3.12 alone")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        missing("chromium with its chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS:
        options.add_argument(flag)
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()


@pytest.fixture
def pages(browser, tmp_path):
    """pages("3.04") is the address of the solution's page, run by the practice gateway; pages.failures what failed."""
    failures = []
    for exercise in course.lessons()[2].exercises:
        if exercise.kind == "cgi":
            place = tmp_path / os.path.basename(exercise.folder)
            place.mkdir()
            for path in exercise.data_paths():
                copy = shutil.copytree if os.path.isdir(path) else shutil.copy
                copy(path, str(place / os.path.basename(path)))
            shutil.copy(exercise.solution_path, str(place / exercise.starter))
    with practice(str(tmp_path), failures.append, port=0, **listing(course.lessons()[2])) as service:
        browser.delete_all_cookies()

        def address(name="", rest=""):
            place = "http://127.0.0.1:{}/".format(service.port)
            if not name:
                return place + rest
            exercise = course.find(name)
            return "{}{}/{}{}".format(place, os.path.basename(exercise.folder), exercise.page, rest)

        address.folder = tmp_path
        address.failures = failures
        yield address
        assert [failure.name for failure in failures] == []
