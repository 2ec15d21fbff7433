# The handshake by hand, over memory BIOs.
import socket
import ssl
import sys


class Tls:
    def __init__(self, conn, context, host):
        self.conn = conn
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.engine = context.wrap_bio(self.incoming, self.outgoing, server_hostname=host)
        self.until(self.engine.do_handshake)

    def until(self, step):
        while True:
            try:
                result = step()
                self.flush()
                return result
            except ssl.SSLWantReadError:
                self.flush()
            except ssl.SSLError:
                self.flush()
                raise
            chunk = self.conn.recv(16384)
            if chunk:
                self.incoming.write(chunk)
            else:
                self.incoming.write_eof()

    def flush(self):
        if self.outgoing.pending:
            self.conn.sendall(self.outgoing.read())

    def sendall(self, data):
        self.engine.write(data)
        self.flush()

    def recv(self, n):
        return self.until(lambda: self.engine.read(n))


def line(conn):
    text = b""
    while not text.endswith(b"\r\n"):
        byte = conn.recv(1)
        if not byte:
            raise OSError("the server closed the connection")
        text += byte
    if not text.startswith(b"+OK"):
        raise OSError(text.decode().strip())
    return text.decode().split()


def main(host, port, user, password, ca, stls=""):
    conn = socket.create_connection((host, int(port)))
    if stls:
        line(conn)
        conn.sendall(b"STLS\r\n")
        line(conn)
    conn = Tls(conn, ssl.create_default_context(cafile=ca), host)
    if not stls:
        line(conn)
    for command in "USER " + user, "PASS " + password, "STAT":
        conn.sendall(command.encode() + b"\r\n")
        reply = line(conn)
    conn.sendall(b"QUIT\r\n")
    line(conn)
    print(reply[1], "messages,", reply[2], "bytes")


try:
    main(*sys.argv[1:])
except OSError as problem:
    sys.exit(f"pop_tls: {problem}")
