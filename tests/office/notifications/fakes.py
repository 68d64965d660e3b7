"""A mail server that takes everything, for processes outside the tests."""

import email
import email.policy
from socketserver import StreamRequestHandler, ThreadingTCPServer


class MailServer(ThreadingTCPServer):
    """`taken` holds (recipient, text) of every message it has said yes to, or was about to when the line broke."""

    daemon_threads, allow_reuse_address, request_queue_size = True, True, 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken = []

    @property
    def port(self):
        return self.server_address[1]


class _Session(StreamRequestHandler):
    """Just enough of RFC 5321."""

    def handle(self):
        self._say("220 ready")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                recipient = line.partition("<")[2].rstrip(">")
            if word == "DATA":
                self._say("354 go on")
                self.server.taken.append((recipient, self._text()))
            self._say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def _text(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        return message.get_content()

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())
