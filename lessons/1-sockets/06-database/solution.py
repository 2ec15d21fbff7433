"""Ask the database at HOST PORT for the values of some keys, and print them."""

import socket
import struct
import sys

HEADER = struct.Struct("!IB")       # the length of the body, and the opcode
LOGIN, QUERY, ROW, END, ERROR = 1, 2, 3, 4, 5


def recv_exact(conn, n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise ConnectionError("the server closed before its answer was whole")
        data += chunk
    return data


def ask(conn, opcode, text):
    """Send one frame and read the answer: the list of its rows."""
    body = text.encode()
    conn.sendall(HEADER.pack(len(body), opcode) + body)
    rows = []
    while True:
        length, opcode = HEADER.unpack(recv_exact(conn, HEADER.size))
        body = recv_exact(conn, length).decode()
        if opcode == END:
            return rows
        if opcode == ERROR:
            raise ConnectionError(body)
        rows.append(body)


host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
try:
    with socket.create_connection((host, port)) as conn:
        ask(conn, LOGIN, f"{user} {password}")
        for key in sys.argv[5:]:
            for value in ask(conn, QUERY, key):
                print(f"{key}={value}")
except OSError as problem:
    sys.exit(f"database: {problem}")
