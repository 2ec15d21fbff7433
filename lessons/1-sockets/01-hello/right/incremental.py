import codecs
import socket
import sys

decoder = codecs.getincrementaldecoder("utf-8")()
with socket.socket() as conn:
    conn.connect((sys.argv[1], int(sys.argv[2])))
    while chunk := conn.recv(1):
        print(decoder.decode(chunk), end="", flush=True)
