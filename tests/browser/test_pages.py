"""The pages of hour 3 in a real browser: opened, filled in, followed."""

from urllib.parse import urlsplit

import pytest

from bundle import course

SCRIPTS = [exercise.id for exercise in course.lessons()[2].exercises if exercise.kind == "cgi"]


def text(browser):
    return browser.find_element("tag name", "body").text


def fill(browser, **values):
    """Type the values into the form's fields of these names, and send it; returns when the next page is there."""
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.wait import WebDriverWait
    for name, value in values.items():
        field = browser.find_element("name", name)
        field.clear()
        field.send_keys(value)
    field.submit()
    WebDriverWait(browser, 30).until(staleness_of(field))


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


def test_a_search_with_several_boxes_ticked(browser, pages):
    browser.get(pages("3.03"))
    for box in browser.find_elements("css selector", "[name=tag]")[:2]:
        box.click()
    fill(browser, q="té verde")
    said = text(browser).splitlines()
    assert said[0] == "q: té verde" and [line[:4] for line in said[1:]] == ["tag:", "tag:", "n: 1"]


PAYLOADS = ['<script>document.title = "stolen"</script>', '"><script>document.title = "stolen"</script>',
            '" autofocus onfocus="document.title = \'stolen\'', '<img src=x onerror="document.title = \'stolen\'">',
            "javascript:document.title='stolen'", "Tom & Jerry's \"<b>"]


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_name_is_never_run(browser, pages, name):
    browser.get(pages("3.05"))
    fill(browser, name=name)
    for _ in range(2):
        assert browser.title != "stolen"
        assert browser.find_element("id", "greeting").text == "Hello, {}!".format(name)
        assert browser.find_element("id", "name").get_attribute("value") == name
        browser.find_element("id", "link").click()      # leads to the same page, with the same name
    assert browser.find_element("id", "greeting").text == "Hello, {}!".format(name)


@pytest.mark.parametrize("item, words", [("1", ""), ("9999", "not found"), ("one", "not a number")])
def test_a_status_has_a_page(browser, pages, item, words):
    browser.get(pages("3.06"))
    fill(browser, item=item)
    assert words in text(browser) and "Traceback" not in text(browser)


def test_after_the_redirect_a_reload_saves_nothing(browser, pages):
    browser.get(pages("3.07"))
    fill(browser, entry="first")
    fill(browser, entry="second")
    for _ in range(2):
        assert [entry.text for entry in browser.find_elements("css selector", "#entries li")] == ["first", "second"]
        browser.refresh()


def test_a_redirect_leads_where_the_form_says(browser, pages):
    browser.get(pages("3.07"))
    fill(browser, entry="one", next=urlsplit(pages("3.03")).path)
    assert browser.current_url == pages("3.03")
    browser.get(pages("3.07"))
    fill(browser, entry="two", next="//evil.example/")
    assert browser.current_url.startswith(pages("3.07"))


def test_the_browser_keeps_its_session(browser, pages):
    counts = []
    for _ in range(3):
        browser.get(pages("3.08"))
        counts.append(browser.find_element("id", "visits").text)
    browser.delete_all_cookies()
    browser.get(pages("3.08"))
    assert counts + [browser.find_element("id", "visits").text] == ["1", "2", "3", "1"]


def test_the_guest_book_is_signed(browser, pages):
    browser.get(pages("3.09"))
    fill(browser, name="Zoë", message="<b>Hello</b>")
    assert browser.find_element("id", "entry-1").text == "Zoë: <b>Hello</b>"


def test_files_are_uploaded(browser, pages, tmp_path):
    content = bytes(range(256)) * 40
    outside = tmp_path.parent / "über \"it\".bin"
    outside.write_bytes(content)
    browser.get(pages("3.10"))
    browser.find_element("name", "file").send_keys(str(outside))
    fill(browser, note="a note")
    assert browser.find_element("id", "note").text == "a note"
    [saved] = [path.read_bytes() for path in pages.folder.glob("*upload/uploads/*")]
    assert saved == content


def test_the_index_leaves_out_what_is_no_page(browser, pages):
    browser.get(pages())
    names = {link.text for link in browser.find_elements("css selector", ".scripts a")}
    assert {"guestbook.py", "app.py"} <= names and not {"clerk.py", "cgiwsgi.py", "miniweb.py", "gateway.py"} & names


def test_a_framework_of_ones_own_answers(browser, pages):
    browser.get(pages("3.13"))
    fill(browser, who="Zoë <b>")
    assert browser.find_element("id", "order").text == "A cup for Zoë <b>!"
    browser.get(pages("3.13", "/nowhere"))
    assert "Traceback" not in text(browser)


def test_applications_run_through_the_bridge(browser, pages):
    browser.get(pages("3.14"))
    for link in [link.get_attribute("href") for link in browser.find_elements("tag name", "a")]:
        if "lazy" in link:
            browser.get(link)
            assert len(text(browser).splitlines()) > 1


def test_files_are_listed_for_download(browser, pages):
    browser.get(pages("3.11"))
    first = browser.find_element("css selector", "a")
    assert pages("3.11") in first.get_attribute("href")
