namespace ControlPlane.Benchmarks.Drain;

/// <summary>
/// A web server that knows nothing of us: it takes the socket that it inherits, and has no handler of anything.
/// </summary>
/// <param name="Language">What it is called in the table.</param>
/// <param name="Interpreter">Runs the file.</param>
/// <param name="FileName">With the ending that the interpreter wants.</param>
/// <param name="Text">The program.</param>
internal sealed record PlainWorker(string Language, string Interpreter, string FileName, string Text)
{
    public static readonly PlainWorker Python = new("Python", "python3", "web.py", """
        import http.server, socket

        class Hello(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header('Content-Length', '6')
                self.end_headers()
                self.wfile.write(b'hello\n')
            def log_message(self, *_): pass

        class Server(http.server.ThreadingHTTPServer):
            def __init__(self, listener):
                super().__init__(listener.getsockname(), Hello, bind_and_activate=False)
                self.socket.close()
                self.socket = listener

        listener = socket.socket(fileno=3)
        listener.setblocking(False)
        Server(listener).serve_forever()

        """);

    public static readonly PlainWorker NodeJs = new("Node.js", "node", "web.js", """
        require('node:http').createServer((_, response) => response.end('hello\n')).listen({ fd: 3 });

        """);
}
