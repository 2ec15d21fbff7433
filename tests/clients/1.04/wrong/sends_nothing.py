# mistake: closed-early
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
conn.close()
