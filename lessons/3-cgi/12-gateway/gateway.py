"""Run the scripts in CGIDIR for visitors, as CGI says: an HTTP server at PORT."""

import socket
import sys

port, cgidir, timeout = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])

# What a script gets of your own environment, where it is set: what Python needs.
NEEDED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH",
          "PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING")

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        # Your program goes here: read the request, run the script, answer.
        conn.close()
