using System.Globalization;
using System.Net;
using ControlPlane.Contracts;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Node.Containers.OsProcess;

/// <summary>
/// The sockets that the processes of one slot bind themselves. They belong to the slot: each process that it starts is
/// given the same ones. A port that somebody else has taken meanwhile is exchanged for another at the next start.
/// </summary>
internal sealed class SlotSockets(ContainerId id, IReadOnlyList<SlotAddress> wanted, NodeContext node)
{
    private const string PortVariable = "PORT";
    private const string SocketVariable = "CPLANE_SOCKET";

    private readonly string? _path = wanted.FirstOrDefault(a => a.Kind == SlotAddressKind.Path)?.PathOf(id);
    private readonly bool _wantsPort = wanted.Any(a => a.Kind == SlotAddressKind.Port);
    private int? _port;

    /// <summary>As <c>127.0.0.1:20001</c> or <c>unix:/abs/path</c>; the same list until they change.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>Makes sure that the sockets can be bound, and says in the plan where they are.</summary>
    /// <exception cref="MachineException">No port is free, or the path is blocked.</exception>
    public WorkerPlan Assign(WorkerPlan plan)
    {
        if (wanted.Count == 0)
        {
            return plan;
        }

        if (_path is not null)
        {
            node.Machine.ClearSocketPath(_path);
            Addresses = Addresses.Count == 0 ? [.. Paths] : Addresses;
        }

        if (_wantsPort && (_port is not { } held || !node.Machine.IsPortFree(held)))
        {
            ChangePort();
        }

        var environment = plan.Environment.ToDictionary(v => v.Key, v => Filled(v.Value), StringComparer.Ordinal);
        foreach (var (name, value) in new[] { (PortVariable, PortText), (SocketVariable, _path) })
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        return plan with
        {
            Command = [.. plan.Command.Select(Filled)],
            Environment = environment,
            OwnSockets = [.. Bound],
        };
    }

    /// <summary>The slot ends.</summary>
    public void Free()
    {
        if (_port is { } port)
        {
            node.Ports.Release(port);
            _port = null;
        }

        try
        {
            if (_path is not null)
            {
                node.Machine.ClearSocketPath(_path);
            }
        }
        catch (MachineException e)
        {
            node.Log.SocketStays(id, e.Message);
        }
    }

    private string? PortText => _port?.ToString(CultureInfo.InvariantCulture);

    private void ChangePort()
    {
        var old = _port;
        _port = node.Ports.Take(node.Jitter(), node.Machine.IsPortFree) ?? throw new MachineException(string.Create(
            CultureInfo.InvariantCulture, $"no port from {PortBook.First} to {PortBook.Last} is free for {id}"));
        if (old is { } taken)
        {
            node.Ports.Release(taken);
            node.Log.PortExchanged(id, taken, _port.Value);
        }

        Addresses = [$"127.0.0.1:{PortText}", .. Paths];
    }

    private IEnumerable<ListenAddress> Bound
    {
        get
        {
            if (_port is { } port)
            {
                yield return new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, port));
            }

            if (_path is not null)
            {
                yield return new UnixListenAddress(_path);
            }
        }
    }

    private IEnumerable<string> Paths => _path is null ? [] : [$"unix:{_path}"];

    private string Filled(string text)
    {
        var filled = PortText is { } port ? text.Replace(SlotText.Port, port, StringComparison.Ordinal) : text;
        return _path is null ? filled : filled.Replace(SlotText.Socket, _path, StringComparison.Ordinal);
    }
}
