import sys, socket, io
c = socket.create_connection((sys.argv[1], int(sys.argv[2])))
out = io.BytesIO()
while True:
    b = c.recv(3)
    if b == b"": break
    out.write(b)
sys.stdout.write(str(out.getvalue(), "utf8"))
