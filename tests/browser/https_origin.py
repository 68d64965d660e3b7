"""An https address that is not localhost before the test's server, as a hall's own network has it."""

import datetime
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "hall.town.example"
RESOLVE = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"


def certificate(folder: Path) -> ssl.SSLContext:
    """A certificate that an office signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "hall.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@contextmanager
def https_before(port: int, folder: Path) -> Iterator[str]:
    """A proxy that ends TLS and says so in a header, as nginx does; gives its address."""
    context = certificate(folder)
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        Thread(target=_accept, args=(listening, context, port), daemon=True).start()
        yield f"https://{HOST}:{listening.getsockname()[1]}"


def _accept(listening: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with suppress(OSError):  # the listening socket is closed at the end
        while True:
            raw, _ = listening.accept()
            Thread(target=_serve, args=(raw, context, port), daemon=True).start()


def _serve(raw: socket.socket, context: ssl.SSLContext, port: int) -> None:
    """One request a connection."""
    with suppress(OSError), context.wrap_socket(raw, server_side=True) as client:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (part := client.recv(65536)):
                return
            head += part
        head, _, body = head.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        while len(body) < length:
            body += client.recv(65536)
        with socket.create_connection(("127.0.0.1", port)) as server:
            server.sendall(b"\r\n".join([*lines, b"X-Forwarded-Proto: https", b"Connection: close"]))
            server.sendall(b"\r\n\r\n" + body)
            while part := server.recv(65536):
                client.sendall(part)
