namespace ControlPlane.EndToEnd.Fixture;

/// <summary>
/// Web servers that know nothing of us: they take the socket that they inherit, and have no handler of anything.
/// </summary>
internal static class PlainWorkers
{
    private const string PythonScript = """
        import http.server, socket

        class Hello(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_GET(self):
                self.send_response(200)
                self.send_header('Content-Length', '6')
                self.end_headers()
                self.wfile.write(b'hello\n')
            def log_message(self, *_): pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 100
            def __init__(self, listener):
                super().__init__(listener.getsockname(), Hello, bind_and_activate=False)
                self.socket.close()
                self.socket = listener

        listener = socket.socket(fileno=3)
        listener.setblocking(False)
        Server(listener).serve_forever()
        """;

    private const string NodeScript = """
        require('node:http')
          .createServer({ keepAliveTimeout: 0 }, (_, response) => response.end('hello\n')).listen({ fd: 3 });
        """;

    public static string Python(Place place, string name, int port, int threads, string more = "") =>
        Service(name, port, threads, $"""["python3", "{place.Write($"{name}.py", PythonScript)}"]""", more);

    public static string NodeJs(Place place, string name, int port, int threads, string more = "") =>
        Service(name, port, threads, $"""["node", "{place.Write($"{name}.js", NodeScript)}"]""", more);

    private static string Service(string name, int port, int threads, string command, string more) => $$"""
        {{name}} {
          min_uptime = 200ms
          protocol.http.address = [ { type = internet, bind = "127.0.0.1:{{port}}" } ]
          processor { type = process, command = {{command}} }
          {{(threads > 0 ? $"workload_manager.threads = {threads}" : "")}}
          {{more}}
        }

        """;
}
