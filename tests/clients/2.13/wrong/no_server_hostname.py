# mistake: crashed
# check_hostname needs a name to check.
import socket
import ssl
import sys

host, port, user, password, ca, *stls = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
try:
    with socket.create_connection((host, int(port))) as conn:
        with context.wrap_socket(conn) as conn:
            print(conn.recv(100))
except OSError as problem:
    sys.exit("pop_tls: %s" % problem)
