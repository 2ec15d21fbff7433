"""Pass on all that goes between the clients of PORT and the server at HOST PORT2, and log it."""

import socket
import sys
import threading

printing = threading.Lock()         # held by whoever prints, so that each line stays whole


def log(number, arrow, what):
    with printing:
        print(f"{number} {arrow} {what}", flush=True)


def pump(source, sink, number, arrow):
    """One direction of one client, to its end."""
    try:
        while True:
            chunk = source.recv(65536)
            if not chunk:
                break
            log(number, arrow, repr(chunk))
            sink.sendall(chunk)     # waits while the other side does not read, so we do not read on
        log(number, arrow, "EOF")
        sink.shutdown(socket.SHUT_WR)
    except OSError:                 # one of them has gone: wake the other pump, too
        for sock in (source, sink):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass                # this is the one that has gone


def relay(client, server_address, number):
    """One client, until both directions have ended."""
    with client:
        try:
            server = socket.create_connection(server_address)
        except OSError as error:
            print(f"client {number}: no server at {server_address}: {error}", file=sys.stderr)
            return
        with server:
            back = threading.Thread(target=pump, args=(server, client, number, "<-"))
            back.start()
            pump(client, server, number, "->")
            back.join()


port, host, port2 = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])

with socket.create_server(("127.0.0.1", port)) as listener:
    number = 0
    while True:
        client, address = listener.accept()
        number += 1
        threading.Thread(target=relay, args=(client, (host, port2), number), daemon=True).start()
