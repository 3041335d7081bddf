using System.Net;
using ControlPlane.Hocon;
using ControlPlane.Node.Cluster;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>cluster.node</c>: what this node is to the others.</summary>
internal static class ClusterNodeReader
{
    private const int MostContainers = 1_000_000;
    private const string Auto = "auto";

    private static readonly ListenAddressReader Address = new(
        "there is no cluster.tls: whoever reaches it could administer this node. Add tls { cert, key, ca }",
        "A name for the others belongs into advertise");

    /// <param name="section">Over its defaults.</param>
    /// <param name="hasTls">Without it nobody but this machine may reach the node.</param>
    /// <param name="scope">The file being read.</param>
    /// <param name="hostName">What the node is called if nothing is written.</param>
    public static ClusterNodePlan Read(Config section, bool hasTls, ReadingScope scope, string hostName)
    {
        var name = NameOf(section, hostName);
        var labels = LabelReader.Read(section, "labels", (label, value) => new NodeLabel(label, value));
        var listen = Listen(section, hasTls, scope);
        var advertise = Advertise(section, listen, hasTls);
        var capacity = section.Section("capacity");
        var plan = new ClusterNodePlan(
            name, labels, listen, advertise, capacity.GetInt("containers", 1, MostContainers), Memory(capacity));
        capacity.RejectUnknownKeys();
        section.RejectUnknownKeys();
        return plan;
    }

    private static string NameOf(Config section, string hostName)
    {
        var written = TextKey.Find(section, "name");
        var name = written ?? hostName;
        if (SectionName.Problem(name) is { } problem && (written is not null || !section.Has("name")))
        {
            section.Fail(
                "name", written is not null ? problem : $"is missing, and that of the host does not do: {problem}");
        }

        return name;
    }

    private static PeerListen Listen(Config section, bool hasTls, ReadingScope scope) =>
        Address.Read(section, hasTls, scope) is { } found
            ? new PeerListen(found.Address.ToString(), found.Port, IPAddress.IsLoopback(found.Address))
            : new PeerListen("127.0.0.1", 0, true);

    private static string? Advertise(Config section, PeerListen listen, bool hasTls)
    {
        if (TextKey.Find(section, "advertise") is not { } text)
        {
            if (!section.Has("advertise") && IsCatchAll(listen.Host))
            {
                section.Fail(
                    "listen", $"is every address of this machine, so nobody knows which one to tell the others; "
                    + "add advertise = \"HOST:PORT\", or listen on one address");
            }

            return null;
        }

        var address = BindAddress.Parse(text, out var problem);
        problem = address is { Port: 0 } ? "the port is 0, which nobody can reach"
            : address?.Address is { } ip && IsCatchAll(ip.ToString()) ? $"{ip} is no address that anybody could reach"
            : problem;
        if (problem.Length > 0)
        {
            section.Fail("advertise", $"is [{text}]: {problem}; expected where the others reach this node, such as "
                + "\"10.0.0.1:8443\", \"[fd00::1]:8443\" or \"n1.example:8443\"");
        }
        else if (!hasTls && !IsLoopback(address!))
        {
            section.Fail("advertise", $"is [{text}], which is not on loopback, and there is no cluster.tls; "
                + "nodes speak plain HTTP on loopback only. Add tls { cert, key, ca }, or remove the key");
        }

        return text;
    }

    private static long? Memory(Config capacity) =>
        capacity.Peek("memory") is HoconString { Value: Auto } ? null
        : capacity.Peek("memory") is HoconString { Value: var text } && !HoconSize.TryParse(text, out _)
        ? Neither(capacity, text)
        : capacity.GetSize("memory", 1);

    private static long? Neither(Config capacity, string text)
    {
        capacity.Fail("memory", $"is [{text}]; expected {Auto} (that of the machine), or a size, {HoconSize.Examples}");
        return null;
    }

    private static bool IsLoopback(BindAddress address) => address.Address is { } ip
        ? IPAddress.IsLoopback(ip)
        : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsCatchAll(string host) => host is "0.0.0.0" or "::";
}
