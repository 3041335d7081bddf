namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>Services for configurations; their workers cost nothing and need no port.</summary>
internal static class Services
{
    /// <summary>A worker of it is ready after this.</summary>
    public static readonly TimeSpan ReadyAfter = TimeSpan.FromMilliseconds(300);

    /// <summary>Four in all, and one on every node.</summary>
    public static readonly string FourAndAgents = InAll("four", 4) + OnEveryNode("agent");

    /// <summary>Six in all, and one on every node.</summary>
    public static readonly string SixAndAgents = InAll("six", 6) + OnEveryNode("agent");

    /// <summary>So many in all.</summary>
    public static string InAll(string name, int count, string placement = "", string more = "") =>
        Sleeper(name, count, $"placement {{ scope = cluster, {placement} }}\n{more}");

    /// <summary>So many on every node.</summary>
    public static string OnEveryNode(string name, int count = 1) => Sleeper(name, count, "");

    private static string Sleeper(string name, int count, string more) => $$"""
        {{name}} {
          min_uptime = {{ReadyAfter.TotalMilliseconds}}ms
          processor { type = process, command = ["sleep", "infinity"] }
          workload_manager.threads = {{count}}
          {{more}}
        }

        """;
}
