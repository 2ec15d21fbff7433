"""Both write 10 MB. Nobody reads."""
import socket
import sys
import time
from threading import Thread

host, port, wire = sys.argv[1:]
sent = {"client": 0, "server": 0}

def write(name, sock):
    try:
        while sent[name] < 10_000_000:
            n = sock.send(bytes(20_000))
            sent[name] += n
    except socket.timeout:
        print(name, "waits 3 s in send")

listener = socket.create_server(
    (host, int(port)))
client = socket.create_connection(
    (host, wire))
conn, address = listener.accept()

client.settimeout(3)
conn.settimeout(3)
both = [Thread(target=write, args=each)
        for each in [("client", client),
                     ("server", conn)]]
for writer in both:
    writer.start()

for tick in range(4):
    time.sleep(0.5)
    print(sent)

for writer in both:
    writer.join()
client.close()
conn.close()
listener.close()
