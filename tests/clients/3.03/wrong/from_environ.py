# mistake: crashed
import os, sys
sys.stdout.reconfigure(encoding="utf-8")
FORM = "<form><input name=q><input name=tag><input name=n><button>Go</button></form>"
if os.environ["QUERY_STRING"] == "":
    print("Content-Type: text/html; charset=utf-8\n")
    print(FORM)
    sys.exit()
print("Content-Type: text/plain; charset=utf-8\n")
print("q:", os.environ["q"])
