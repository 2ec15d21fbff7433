import socket, ssl, sys

host, port, user, password, ca = sys.argv[1:6]
stls = len(sys.argv) > 6


def say(f, text):
    if text:
        f.write(text + "\r\n")
        f.flush()
    line = f.readline()
    if line[:3] != "+OK" or line[-1] != "\n":
        sys.exit("pop_tls: " + (line.strip() or "the server went away"))
    return line.split()


try:
    with socket.create_connection((host, int(port))) as conn:
        if stls:
            with conn.makefile("rw", encoding="latin-1", newline="\r\n") as f:
                say(f, "")
                say(f, "STLS")
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=ca)
        with context.wrap_socket(conn, server_hostname=host) as conn, conn.makefile(
                "rw", encoding="latin-1", newline="\r\n") as f:
            if not stls:
                say(f, "")
            say(f, "USER " + user)
            say(f, "PASS " + password)
            found = say(f, "STAT")
            say(f, "QUIT")
            print(f"{found[1]} messages, {found[2]} bytes")
except OSError as e:
    sys.exit(f"pop_tls: {e}")
