using System.Globalization;
using ControlPlane.Node.Services;
using ControlPlane.Node.Workload;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Values of plans as a configuration file would write them.</summary>
internal static class PlanText
{
    public static string Of(TimeSpan? value) => value is { } time ? Of(time) : "off";

    public static string Of(TimeSpan value) => value.Ticks switch
    {
        var ticks when ticks % TimeSpan.TicksPerSecond == 0 => Format(ticks / TimeSpan.TicksPerSecond, "s"),
        var ticks when ticks % TimeSpan.TicksPerMillisecond == 0 => Format(ticks / TimeSpan.TicksPerMillisecond, "ms"),
        var ticks => Format(ticks * TimeSpan.NanosecondsPerTick, "ns"),
    };

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(int? value) => value is { } number ? Of(number) : "off";

    public static string Of(bool value) => value ? "true" : "false";

    public static string OrNone(string? value) => value ?? "none";

    public static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static string Of(UnixFileMode? mode) =>
        mode is { } value ? "0" + Convert.ToString((int)value, 8).PadLeft(3, '0') : "by umask";

    /// <summary><c>2 containers, listens on 127.0.0.1:80 unix:/run/x.sock</c>.</summary>
    public static string Summary(ServicePlan plan)
    {
        var containers = plan.Workload switch
        {
            ConstantPlan { Threads: 1 } => "1 container",
            ConstantPlan constant => $"{Of(constant.Threads)} containers",
            DynamicPlan dynamic => $"up to {Of(dynamic.MaxThreads)} containers",
            _ => throw new InvalidOperationException($"no words for {plan.Workload.GetType().Name}"),
        };
        var addresses = plan.Protocols.SelectMany(protocol => protocol.Sockets)
            .Select(socket => socket.Address.ToString())
            .Concat(plan.SlotAddresses.Select(address => address.ToString())).ToList();
        var state = plan.Enabled ? "" : ", disabled";
        return addresses.Count == 0
            ? $"{containers}{state}"
            : $"{containers}{state}, listens on {string.Join(' ', addresses)}";
    }

    /// <summary>Which keys differ between two sockets at one address.</summary>
    public static IEnumerable<KeyChange> Differences(ListenPlan from, ListenPlan to)
    {
        KeyChange?[] keys =
        [
            KeyChange.Of("lstn_backlog", Of(from.Backlog), Of(to.Backlog)),
            KeyChange.Of("lstn_reuseaddr", Of(from.ReuseAddress), Of(to.ReuseAddress)),
            KeyChange.Of("so_keepalive", Of(from.KeepAlive), Of(to.KeepAlive)),
            KeyChange.Of("tcp_nodelay", Of(from.NoDelay), Of(to.NoDelay)),
            KeyChange.Of("mode", Mode(from), Mode(to)),
            KeyChange.Of("owner", Owner(from), Owner(to)),
        ];
        return keys.OfType<KeyChange>();
    }

    private static string Mode(ListenPlan plan) => Of((plan.Address as UnixListenAddress)?.Mode);

    private static string Owner(ListenPlan plan)
    {
        var (uid, gid) = plan.Address is UnixListenAddress unix ? (unix.Uid, unix.Gid) : (null, null);
        return (uid, gid) is (null, null)
            ? "the node's"
            : string.Create(CultureInfo.InvariantCulture, $"{uid}:{gid}");
    }

    private static string Format(long number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;
}
