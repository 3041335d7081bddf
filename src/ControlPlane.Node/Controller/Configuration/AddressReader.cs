using ControlPlane.Hocon;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads one address of a protocol, which may stand for several sockets.</summary>
internal static class AddressReader
{
    private const string Unix = "unixdomain";

    /// <summary>The keys of each type; the first type that has a key is the one that error texts name.</summary>
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["internet"] = ["bind"],
        [Unix] = ["path", "mode", "owner"],
        ["local"] = ["path", "mode", "owner"],
        ["socket_file"] = ["path"],
        ["container"] = ["kind"],
        ["shared"] = ["socket"],
    };

    private static readonly Dictionary<string, string> Types = Keys.Keys.ToDictionary(type => type);

    // Of Windows, and named so that whoever brings a file from there knows what to do.
    private static readonly string[] Pipes = ["w32_pipe", "w32_pipe_file"];

    /// <param name="section">The address.</param>
    /// <param name="common">The properties that it shares with the other addresses of its protocol.</param>
    /// <param name="scope">The file being read.</param>
    public static AddressPlan Read(Config section, ListenPlan common, ReadingScope scope)
    {
        if (section.Peek("type") is HoconString { Value: var pipe } && Pipes.Contains(pipe))
        {
            section.Fail("type", $"is [{pipe}], a named pipe, which only Windows has; use type = {Unix} with a path");
            return AddressPlan.None;
        }

        if (!Choice.TryRead(section, "type", Types, [], out var type))
        {
            return AddressPlan.None;
        }

        var plan = type switch
        {
            "internet" => AddressPlan.Of(InternetAddressReader.Read(section, scope)
                .Select(endPoint => common with { Address = new InternetListenAddress(endPoint) })),
            "socket_file" => AddressPlan.Of(UnixAddressReader.ReadPath(section, scope) is { } path
                ? [common with { Address = new SocketFileListenAddress(path) }]
                : []),
            "container" => new AddressPlan([], SlotAddressReader.Read(section, scope)),
            "shared" => AddressPlan.Of(Shared(section, scope)),
            _ => AddressPlan.Of(UnixAddressReader.Read(section, scope)
                .Select(address => new ListenPlan(address, common.Backlog))),
        };
        RejectKeysOfOtherTypes(section, type == "local" ? Unix : type);
        section.RejectUnknownKeys();
        foreach (var socket in plan.Sockets.Where(socket => socket.SharedAs is null))
        {
            scope.Addresses.Add(socket.Address, section.PositionOf(Keys[type][0]), section.Path);
        }

        return plan;
    }

    private static IReadOnlyList<ListenPlan> Shared(Config section, ReadingScope scope)
    {
        if (TextKey.Get(section, "socket") is not { } name)
        {
            return [];
        }

        if (scope.Shared.Find(name) is { } sockets)
        {
            return sockets;
        }

        section.Fail("socket", $"is [{name}], but there is no section controlplane.socket.{name}; "
            + (scope.Shared.Names.Any() ? $"expected one of {string.Join(", ", scope.Shared.Names)}" : "add it"));
        return [];
    }

    private static void RejectKeysOfOtherTypes(Config section, string type)
    {
        foreach (var key in Keys.Values.SelectMany(keys => keys).Distinct().Except(Keys[type]).Where(section.Has))
        {
            section.Fail(key, $"belongs to type = {Keys.First(pair => pair.Value.Contains(key)).Key}; "
                + $"an address of type {type} has {string.Join(", ", Keys[type])}");
        }
    }
}

/// <summary>What an address stands for.</summary>
/// <param name="Sockets">Those that the node binds.</param>
/// <param name="PerSlot">One that each container binds itself; null: none.</param>
internal sealed record AddressPlan(IReadOnlyList<ListenPlan> Sockets, SlotAddress? PerSlot = null)
{
    public static readonly AddressPlan None = new([]);

    public static AddressPlan Of(IEnumerable<ListenPlan> sockets) => new([.. sockets]);
}
