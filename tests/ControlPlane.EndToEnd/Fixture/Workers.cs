using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd.Fixture;

/// <summary>Services for configurations.</summary>
internal static class Workers
{
    /// <summary>
    /// A web server: Python on an inherited socket, which says itself when it is ready: TERM before that would kill it.
    /// </summary>
    public static string Web(string name, int port, int threads = 1, string more = "") => $$"""
        {{name}} {
          protocol.http.address = [ { type = internet, bind = "127.0.0.1:{{port}}" } ]
          processor {
            type = process, ready = notify
            command = ["python3", "-u", "{{RepositoryRoot.File("hocon/workers/web.py")}}"]
          }
          workload_manager.threads = {{threads}}
          {{more}}
        }

        """;

    /// <summary>In the node itself.</summary>
    public static string Hello(string name, int port) => $$"""
        {{name}} {
          protocol.http.address = [ { type = internet, bind = "127.0.0.1:{{port}}" } ]
          processor.type = hello
        }

        """;

    /// <summary>A program without sockets that is ready after a moment.</summary>
    public static string Program(string name, string command, int threads = 1, string more = "") => $$"""
        {{name}} {
          min_uptime = 200ms
          processor { type = process, command = {{command}} }
          workload_manager.threads = {{threads}}
          {{more}}
        }

        """;

    public static string Sleeper(string name, int threads = 1, string more = "") =>
        Program(name, """["sleep", "1000000"]""", threads, more);
}
