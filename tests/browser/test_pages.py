"""The pages of hour 3 in a real browser: opened, filled in, followed."""

import pytest
from bundle import course

SCRIPTS = [exercise.id for exercise in course.lessons()[2].exercises if exercise.kind == "cgi"]


def text(browser):
    return browser.find_element("tag name", "body").text


def fill(browser, **values):
    """Type the values into the form's fields of these names, and send it."""
    for name, value in values.items():
        field = browser.find_element("name", name)
        field.clear()
        field.send_keys(value)
    field.submit()


def test_the_index_leads_to_every_script(browser, pages):
    browser.get(pages())
    links = [link.get_attribute("href") for link in browser.find_elements("tag name", "a")]
    assert {pages(name) for name in SCRIPTS} <= set(links)


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_page_opens(browser, pages, name):
    browser.get(pages(name))
    assert text(browser).strip() and browser.title


def test_a_form_is_filled_in_and_sent(browser, pages):
    browser.get(pages("3.04"))
    fill(browser, name="Zoë", message="Ça va & <b>")
    assert "Zoë" in text(browser) and "Ça va & <b>" in text(browser)
