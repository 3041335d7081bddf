using System.Text;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Services;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads an address of type <c>container</c>, and judges those of a service together.</summary>
internal static class SlotAddressReader
{
    private const string Variable = "PORT";

    private static readonly Dictionary<string, SlotAddressKind> Kinds = new()
    {
        ["port"] = SlotAddressKind.Port,
        ["path"] = SlotAddressKind.Path,
    };

    public static SlotAddress Read(Config section, ReadingScope scope)
    {
        _ = section.Has("kind");
        var template = scope.Defaults.At(
            "protocol.conf", ReferenceFiles.Root, "service", "NAME", "protocol", "NAME (type = container)");
        return new SlotAddress(
            section.WithFallback(template).GetChoice("kind", Kinds), $"{scope.SocketDirectory}/{SlotAddress.Folder}");
    }

    /// <summary>Adds the errors that only the whole service shows.</summary>
    public static void Judge(Config service, ServicePlan plan, ReadingScope scope)
    {
        var own = plan.SlotAddresses.ToList();
        if (own.Count == 0)
        {
            return;
        }

        var problem = (plan.Worker, own) switch
        {
            (not ProcessPlan, _) =>
                "has an address of type container, which is known for code in this process, but not in "
                + "this version; use processor.type = process, or another address",
            _ when own.Select(a => a.Kind).Distinct().Count() < own.Count =>
                "has two addresses of type container and the "
                + "same kind; a container has at most one port and one path. Remove one",
            (ProcessPlan process, _) => OfProcess(plan.Name, process, own, scope),
        };
        if (problem is not null)
        {
            service.Fail("protocol", problem);
        }
    }

    private static string? OfProcess(string name, ProcessPlan process, List<SlotAddress> own, ReadingScope scope)
    {
        if (own.Find(a => a.Kind == SlotAddressKind.Path) is { } path)
        {
            var longest = path.LongestPathOf(name);
            if (Encoding.UTF8.GetByteCount(longest) > UnixListenAddress.MaxPathBytes)
            {
                return $"has containers with sockets such as {longest}, which is longer than "
                    + $"{PlanText.Of(UnixListenAddress.MaxPathBytes)} bytes; choose a shorter socket_directory or name";
            }

            if (process.Account is { } account && account.Uid != scope.Machine.Accounts.OwnUid)
            {
                return $"has an address of type container and kind = path, but {account.User} cannot enter the socket "
                    + "directory, which is the node's alone; use kind = port";
            }
        }

        var missing = Kinds.Values.Except(own.Select(a => a.Kind)).Select(SlotText.Of).FirstOrDefault(
            text => process.Command.Concat(process.Environment.Select(v => v.Value))
                .Any(value => value.Contains(text, StringComparison.Ordinal)));
        return missing is not null
            ? $"has no address of type container for the {missing} of its command or environment; add one of kind = "
                + (missing == SlotText.Port ? "port" : "path")
            : own.Exists(a => a.Kind == SlotAddressKind.Port) && process.Environment.Any(v => v.Name == Variable)
                ? $"has an address of type container, for which the node sets {Variable}, and an environment that sets "
                    + "it too; remove one of the two"
                : null;
    }
}
