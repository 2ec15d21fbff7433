"""Send a form by GET and by POST, and print what comes back.

Usage: python web_form.py URL TEXT
"""

import sys
import urllib.request

url, text = sys.argv[1], sys.argv[2]

with urllib.request.urlopen(url) as response:
    print(response.status)
    # Print the body as text. Then send the form: by GET, and by POST.
