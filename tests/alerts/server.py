"""Local stand-ins for the outside world: an HTTP gateway and a mail server that count."""

import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Gateway:
    """Takes every POST, keeps what came, and answers with a status that can be set."""

    def __init__(self):
        self.taken, self.status = [], 200
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if gateway.status == 200:
                    gateway.taken.append((self.path, dict(self.headers), content))
                self.send_response(gateway.status)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class MailServer:
    """Speaks just enough SMTP to take a message, or hangs after the greeting."""

    def __init__(self, hangs=False):
        self.taken = []
        server, stop = self, threading.Event()
        self._stop = stop

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                if hangs:
                    stop.wait(10)
                    return
                self.say("220 ready")
                while line := self.rfile.readline().decode().strip():
                    self.answer(line)

            def answer(self, line):
                if line.upper() == "DATA":
                    self.say("354 go on")
                    lines = iter(self.rfile.readline, b".\r\n")
                    server.taken.append(b"".join(lines).decode())
                self.say("250 fine")

            def say(self, words):
                self.wfile.write(f"{words}\r\n".encode())

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"smtp+plain://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self._stop.set()
        self.server.shutdown()
        self.server.server_close()
