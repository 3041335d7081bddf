"""A web worker on an inherited socket, with the standard library alone.

The node hands over the listening socket as descriptor 3 (LISTEN_FDS). READY=1 tells it that this worker takes
connections now. On TERM it takes no new connection, finishes those it has, and leaves.
"""
import http.server
import os
import signal
import socket
import threading


class Hello(http.server.BaseHTTPRequestHandler):
    timeout = 10

    def do_GET(self):
        body = f"Hello from {os.environ.get('CPLANE_CONTAINER')}, Python process {os.getpid()}\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = False  # wait for running requests before leaving

    def __init__(self, listener):
        super().__init__(listener.getsockname(), Hello, bind_and_activate=False)
        self.socket.close()
        self.socket = listener


def notify(state):
    """sd_notify(3): one datagram to the socket that the node named."""
    path = os.environ.get("NOTIFY_SOCKET")
    if path:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            s.sendto(state.encode(), "\0" + path[1:] if path.startswith("@") else path)


listener = socket.socket(fileno=3)
listener.setblocking(False)  # siblings share it: whoever comes second must not block in accept
server = Server(listener)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
notify("READY=1")
print(f"serving on {listener.getsockname()}")
server.serve_forever(poll_interval=0.1)
notify("STOPPING=1")
server.server_close()
