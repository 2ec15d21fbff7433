"""Count the visits of each visitor, who is known again by a session ID in a cookie."""

import os
import secrets

visits = 1      # of this visitor; os.environ.get("HTTP_COOKIE", "") has the cookies that came

print("Content-Type: text/html; charset=utf-8")
print()
print("<!DOCTYPE html>")
print("<title>Visits</title>")
print('<link rel="stylesheet" href="/style.css">')
print('<p>Your visits: <b id="visits">{}</b></p>'.format(visits))
print('<p><a href="">Once more</a></p>')
