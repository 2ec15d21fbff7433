"""The same with socketserver; sys.stdout.write, and one chunk at a time in a small buffer."""
import itertools
import socket
import socketserver
import sys
import threading

numbers = itertools.count(1)
lock = threading.Lock()


class Tap(socketserver.BaseRequestHandler):
    def handle(self):
        self.number = self.server.number_of.pop(self.client_address)
        try:
            server = socket.create_connection((sys.argv[2], int(sys.argv[3])), timeout=10)
        except OSError:
            return
        server.settimeout(None)
        with server:
            back = threading.Thread(target=self.pump, args=(server, self.request, "<-"))
            back.start()
            self.pump(self.request, server, "->")
            back.join()

    def pump(self, source, sink, arrow):
        buf = bytearray(1000)
        try:
            while True:
                n = source.recv_into(buf)
                self.say(arrow, repr(bytes(buf[:n])) if n else "EOF")
                if not n:
                    break
                sink.sendall(buf[:n])
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            self.end(source)
            self.end(sink)

    def say(self, arrow, what):
        with lock:
            sys.stdout.write(f"{self.number} {arrow} {what}\n")
            sys.stdout.flush()

    def end(self, sock):
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50
    number_of = {}

    def get_request(self):
        request, address = super().get_request()
        self.number_of[address] = next(numbers)
        return request, address


Server(("127.0.0.1", int(sys.argv[1])), Tap).serve_forever()
