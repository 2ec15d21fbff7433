import http.server
import io
import os
import socket
import sys


class Files(http.server.SimpleHTTPRequestHandler):
    def handle_one_request(self):
        head = []
        while head[-1:] != [b"\r\n"]:
            head.append(self.rfile.readline(65537))
            if not head[-1]:        # http.server takes EOF for the blank line
                return
        self.rfile = io.BytesIO(b"".join(head))
        super().handle_one_request()

    def send_head(self):
        if os.path.isdir(self.translate_path(self.path)):
            self.send_error(404)
            return None
        return super().send_head()

    def log_message(self, *args):
        pass


class Server(http.server.HTTPServer):
    def server_bind(self):      # HTTPServer's asks for the name of this machine, which can take long
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.server_address

    def shutdown_request(self, request):
        try:
            request.shutdown(socket.SHUT_WR)
            while request.recv(65536):
                pass
        except OSError:
            pass
        self.close_request(request)

    def handle_error(self, request, client_address):
        print("lost", client_address, file=sys.stderr)


folder = sys.argv[2]
with Server(("127.0.0.1", int(sys.argv[1])),
            lambda *details: Files(*details, directory=folder)) as server:
    server.serve_forever()
