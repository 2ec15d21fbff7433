import socket, sys, threading, queue, codecs

chunks = queue.Queue()

def reader(host, port):
    s = socket.socket()
    s.connect((host, port))
    s.settimeout(0.05)
    while True:
        try:
            chunk = s.recv(4096)
        except socket.timeout:
            continue            # nothing yet, the server takes a moment
        chunks.put(chunk)
        if not chunk:
            return s.close()

threading.Thread(target=reader, args=(sys.argv[1], int(sys.argv[2]))).start()
decoder = codecs.getincrementaldecoder("utf-8")()
while True:
    chunk = chunks.get()
    if chunk == b"":
        break
    print(decoder.decode(chunk), end="", flush=True)
