"""Demonstration 3.3 as its audience sees it: two addresses in a real browser."""

import re
from queue import SimpleQueue

from bundle import course
from bundle.demos.folder import demos
from bundle.demos.plain import follow
from bundle.demos.running import Running


class Silent:
    def tell(self, running, step):
        pass


def test_the_comment_runs_on_one_page_and_is_read_on_the_other(browser):
    (demo,) = [demo for demo in demos(course.lessons()[2]) if demo.id == "3.3"]
    queue = SimpleQueue()
    running = Running(demo, queue.put)
    try:
        assert follow(running, queue, Silent()) == 0
        printed = b"".join(bytes(step.printed) for step in running.steps).decode()
        before, after = re.findall(r"http://\S+", printed)
        browser.get(before)
        alert = browser.switch_to.alert
        assert alert.text == "Boo"
        alert.accept()
        browser.get(after)
        assert "Hi!<script>alert('Boo')</script>" in browser.find_element("tag name", "body").text
    finally:
        running.close()
