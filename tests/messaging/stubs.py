"""Suppliers on loopback: an SMTP server and an SMS gateway that behave as told."""

import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SmsStub:
    """Counts what arrives per message id; `mood` is ok, slow, 500, 400, 429, 502 or cut."""

    def __init__(self) -> None:
        self.mood = "ok"
        self.arrived: list[dict] = []
        self.release = threading.Event()
        self.slow_after: int | None = None
        self.stuck = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"

    def close(self) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def _answering(stub):  # noqa: N805
        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                stub.arrived.append(json.loads(self.rfile.read(length)))
                if stub.mood == "cut":
                    self.connection.close()
                    return
                if stub.mood == "slow" or len(stub.arrived) - 1 == stub.slow_after:
                    stub.stuck.set()
                    stub.release.wait(30)
                status = int(stub.mood) if stub.mood.isdigit() else 200
                body = json.dumps({"id": f"gw-{len(stub.arrived)}"}).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    return  # the client did not wait

            def log_message(self, *words) -> None:
                return

        return Answering


class SmtpStub:
    """Speaks as much SMTP as needed; `mood` is ok, 550, 450, cut or slow."""

    def __init__(self) -> None:
        self.mood = "ok"
        self.arrived: list[str] = []
        self.release = threading.Event()
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp)
        vars(self.server)["stub"] = self
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"smtp://127.0.0.1:{self.server.server_address[1]}?tls=0&timeout=0.5"

    def close(self) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()


class _Smtp(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        try:
            self._say("220 stub")
            while (line := self.rfile.readline().decode().strip()) and self._answer(line):
                pass
        except OSError:
            return  # the client did not wait

    def _say(self, line: str) -> bool:
        self.wfile.write(f"{line}\r\n".encode())
        return not line.startswith("221")

    def _answer(self, line: str) -> bool:
        mood = self.server.stub.mood
        word = line[:4].upper()
        if word == "RCPT" and mood.isdigit():
            return self._say(f"{mood} no")
        if word == "DATA":
            return self._say("354 go on") and self._letter(mood)
        return self._say("221 bye" if word == "QUIT" else "250 fine")

    def _letter(self, mood: str) -> bool:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.server.stub.arrived.append("\n".join(lines))
        if mood == "slow":
            self.server.stub.release.wait(30)
        return mood != "cut" and self._say("250 taken")
