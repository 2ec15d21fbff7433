# mistake: no-cookie
import json
import os

data = json.load(open("data.json")) if os.path.exists("data.json") else {}
who = os.environ["REMOTE_ADDR"]
data[who] = data.get(who, 0) + 1
with open("data.json", "w") as f:
    json.dump(data, f)
print("Content-Type: text/html\n")
print("<b id=visits>%s</b>" % data[who])
