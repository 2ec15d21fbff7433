# mistake: output-differs
import socket, sys, os
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
try:
    with socket.create_connection((host, port)) as control:
        f = control.makefile("rb")
        def reply():
            line = f.readline()
            if not line.endswith(b"\n"): raise ConnectionError("the server has gone")
            line = line.decode().rstrip("\r\n")
            if int(line[:3]) >= 400: raise OSError(line)
            return line
        def cmd(c): control.sendall(c.encode() + b"\r\n")
        def transfer(c):
            cmd("DATA")
            p = int(reply().split()[1])
            with socket.create_connection((host, p)) as data:
                cmd(c); reply()
                got = b""
                while chunk := data.recv(65536): got += chunk
            reply()
            return got
        reply()
        print(*sorted(transfer("LIST").decode().split()), sep="\n", flush=True)
        got = transfer("GET " + name)
        with open(name, "wb") as out: out.write(got)
        print(f"saved {name}, {len(got)} bytes")
        cmd("QUIT"); reply()
except OSError as e:
    sys.exit(f"files: {e}")
