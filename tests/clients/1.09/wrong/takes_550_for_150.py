# mistake: last-reply-lost
import os, socket, sys
def main():
    host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    with socket.create_connection((host, port)) as c, c.makefile("rb") as f:
        def reply(*good):
            line = f.readline()
            if not line.endswith(b"\n"): raise EOFError("the server has gone")
            text = line.decode("utf-8", "replace").rstrip()
            if not text[:3].isdigit() or int(text[:3]) >= 400: raise EOFError(text)
            return text
        def transfer(command):
            c.sendall(b"DATA\r\n")
            p = int(reply().split()[1])
            with socket.create_connection((c.getpeername()[0], p)) as d:
                c.sendall(command.encode() + b"\r\n")
                f.readline()
                parts = []
                while x := d.recv(65536): parts.append(x)
            reply()
            return b"".join(parts)
        reply()
        sys.stdout.buffer.write(transfer("LIST")); sys.stdout.flush()
        data = transfer("GET " + name)
        try:
            with open(name, "wb") as out: out.write(data)
        except OSError:
            if os.path.exists(name): os.remove(name)
            raise
        print(f"saved {name}, {len(data)} bytes")
        c.sendall(b"QUIT\r\n")
        f.readline()
try:
    main()
except (OSError, EOFError, ValueError, IndexError) as e:
    sys.exit(f"files: {e}")
