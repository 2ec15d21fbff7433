"""I have nothing to say, so I say so first."""
import socket
import sys


def main(host, port):
    sock = socket.create_connection((host, port), timeout=10)
    sock.shutdown(socket.SHUT_WR)
    with sock, sock.makefile("r", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            print(line.rstrip("\n"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
