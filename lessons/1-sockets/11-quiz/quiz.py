"""Ask every client the questions of questions.txt, all clients at the same time.

Usage: python quiz.py PORT IDLE
"""

import socket
import sys

port = int(sys.argv[1])
idle = float(sys.argv[2])       # seconds of silence until a client is sent away

with open("questions.txt", encoding="ascii") as file:
    questions = [line.rstrip("\n").split("|") for line in file]     # [question, answer]

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        # Ask the questions, each client on its own. And accept the next one meanwhile.
        conn.close()
