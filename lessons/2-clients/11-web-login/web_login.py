"""Log in to a web site and print a private page.

Usage: python web_login.py URL USER PASS
"""

import sys
import urllib.parse
import urllib.request

url, user, password = sys.argv[1:]

form = urllib.parse.urlencode({"user": user, "password": password}).encode()
with urllib.request.urlopen(url + "/login", form) as response:
    print(response.url)
    print(response.read().decode())
    # This is not the diary. What is missing?
