using ControlPlane.Hocon;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads a <c>protocol.NAME</c> section of a service.</summary>
internal static class ProtocolReader
{
    private const int MaxBacklog = 65_535;

    // Netplex's keys for what are keys of an address here.
    private static readonly Dictionary<string, string> OfNetplex = new()
    {
        ["local_chmod"] = "mode",
        ["local_chown"] = "owner",
    };

    public static ProtocolPlan Read(string name, Config written, ReadingScope scope)
    {
        if (SectionName.Problem(name) is { } problem)
        {
            written.Errors.Add(written.At, written.Path, $"{problem}");
        }

        var section = written.WithFallback(
            scope.Defaults.At("protocol.conf", ReferenceFiles.Root, "service", "NAME", "protocol", "NAME"));
        var common = new ListenPlan(
            new UnixListenAddress("/"),
            section.GetInt("lstn_backlog", 1, MaxBacklog),
            section.GetBoolean("lstn_reuseaddr"),
            section.GetBoolean("so_keepalive"),
            section.GetBoolean("tcp_nodelay"));
        var addresses = section.GetObjects("address");
        if (section.Peek("address") is HoconArray { Items.Count: 0 })
        {
            section.Fail("address", "is empty; expected at least one address such as "
                + "{ type = internet, bind = \"127.0.0.1:8080\" }");
        }

        var plans = addresses.Select(address => AddressReader.Read(address, common, scope)).ToList();
        foreach (var (key, ours) in OfNetplex.Where(pair => section.Has(pair.Key)))
        {
            section.Fail(key, $"is a key of Netplex; here it is the key {ours} of an address of type unixdomain");
        }

        section.RejectUnknownKeys();
        return new ProtocolPlan(name, ValueList.From(plans.SelectMany(plan => plan.Sockets)))
        {
            PerSlot = ValueList.From(plans.Select(plan => plan.PerSlot).OfType<SlotAddress>()),
        };
    }
}
