"""Ask the database at HOST PORT for the values of some keys, and print them.

Usage: python database.py HOST PORT USER PASS KEY...
"""

import socket
import struct
import sys

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
keys = sys.argv[5:]

HEADER = struct.Struct("!IB")       # the length of the body, and the opcode
LOGIN, QUERY, ROW, END, ERROR = 1, 2, 3, 4, 5

with socket.create_connection((host, port)) as conn:
    body = f"{user} {password}".encode()
    conn.sendall(HEADER.pack(len(body), LOGIN) + body)
    # Read the answer. Then send a query for each key, and print its rows.
