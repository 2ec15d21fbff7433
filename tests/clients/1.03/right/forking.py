import socketserver
import sys
import time


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            self.request.sendall(time.asctime().encode() + b"\n")
        except OSError:
            pass


# a process a client where the system can, a thread where it cannot
Base = getattr(socketserver, "ForkingTCPServer", socketserver.ThreadingTCPServer)


class Server(Base):
    allow_reuse_address = True


Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
