"""A small course with two demonstrations, for the tests that need programs of a certain kind."""

import os

from tests.guide import course

DEMO = """---
title: {title}
minutes: 5
servers: {servers}
---
Before it begins.

---
After it **has** ended.
"""
HELLO = """import os
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("process", os.getpid(), end=".\\n")
data = conn.recv(1000)
conn.recv(1000)
conn.close()
"""
WAITS = """import os
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("process", os.getpid(), end=".\\n")
conn.recv(1000)
conn.recv(1000)
print("never printed")
"""
LECTURE = """---
title: Words
summary: They matter.
---
# Words

What the cover says.

## First things {{0–20}}

{paragraphs}

```
# a comment, and no section
+--------- a picture as wide as a picture may be: seventy-six columns -------+
```

## Second `things` {{20–60}}

The end.
"""


def write(folder, *demos):
    """The course's folder, in `folder`. demos: (name, servers, program)"""
    root = course.write(folder)
    lesson = os.path.join(root, "1-words")
    course.put(lesson, "lecture.md", LECTURE.format(paragraphs=course.PARAGRAPHS))
    for name, servers, program in demos:
        here = os.path.join(lesson, "demos", name)
        os.makedirs(here)
        course.put(here, "demo.md", DEMO.format(title="The " + name.partition("-")[2], servers=servers))
        course.put(here, "program.py", program)
    return root
