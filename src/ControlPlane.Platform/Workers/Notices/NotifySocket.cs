using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Workers.Notices;

/// <summary>
/// One datagram socket for the notices of all workers, with an abstract name that the kernel chose: workers of other
/// users could not reach a file in our directory. So anybody can send; only what the kernel says comes from a worker,
/// its
/// session or its cgroup is acted on. A sender that has ended before we look is known only if it was a worker itself
/// (short-lived helpers should wait, as systemd-notify does by BARRIER=1).
/// </summary>
internal sealed class NotifySocket : IDisposable
{
    private const int MostAtOnce = 256, NoticesPerSecond = 50;

    private readonly LinuxMachineOptions _options;
    private readonly ConcurrentDictionary<int, (WorkerOutput Output, NoticeBudget Budget)> _workers = new();
    private readonly byte[] _buffer = new byte[NoticeText.Longest];
    private long _foreign;
    private long _foreignReported;
    private long? _reportedAt;

    public NotifySocket(LinuxMachineOptions options)
    {
        _options = options;
        Descriptor = RawSocket.Open(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_NONBLOCK, "notices");
        RawSocket.SetOption(Descriptor, Libc.SOL_SOCKET, Libc.SO_PASSCRED, true);
        // An address without a path: the kernel chooses a free abstract name (unix(7), autobind).
        if (RawSocket.TryBind(Descriptor, [Libc.AF_UNIX, 0]) is var errno and not 0)
        {
            Descriptor.Dispose();
            throw Errno.Failure("cannot bind the notify socket", errno);
        }

        Name = RawAddress.AbstractNameOf(Descriptor);
    }

    public Descriptor Descriptor { get; }

    /// <summary>For NOTIFY_SOCKET: <c>@</c> and the abstract name.</summary>
    public string Name { get; }

    public void Add(WorkerOutput output) =>
        _workers[output.Worker.Identity.Pid] = (output, new NoticeBudget(NoticesPerSecond));

    /// <summary>Only if a successor with the same pid has not taken its place.</summary>
    public void Remove(WorkerOutput output)
    {
        var pid = output.Worker.Identity.Pid;
        if (_workers.TryGetValue(pid, out var found) && found.Output == output)
        {
            _workers.TryRemove(KeyValuePair.Create(pid, found));
        }
    }

    /// <summary>Takes what is there, up to a limit, so that a flood of datagrams leaves time for the pipes.</summary>
    public void Receive()
    {
        for (var i = 0; i < MostAtOnce && Datagram.Receive(Descriptor, _buffer) is { } datagram; i++)
        {
            if (SenderOf(datagram.Pid) is not var (output, budget))
            {
                _foreign++;
                ReportForeign(datagram);
            }
            else if (!datagram.Truncated && NoticeText.Parse(_buffer.AsSpan(0, datagram.Length)) is { } notice
                && budget.Admits(notice, _options.Time))
            {
                output.Notify(notice);
            }
        }
    }

    public void Dispose() => Descriptor.Dispose();

    private (WorkerOutput Output, NoticeBudget Budget)? SenderOf(int pid)
    {
        if (pid <= 0)
        {
            return null;
        }

        if (_workers.TryGetValue(pid, out var itself))
        {
            return itself;
        }

        if (ProcessFacts.Of(pid) is { } facts && _workers.TryGetValue(facts.Session, out var ofSession))
        {
            return ofSession;
        }

        return OfCgroup(pid);
    }

    private (WorkerOutput, NoticeBudget)? OfCgroup(int pid)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var count = SmallFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup"), buffer);
        var text = count <= 0 ? "" : Encoding.UTF8.GetString(buffer[..count]);
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal));
        if (line is null || line.Length <= 4)
        {
            return null;
        }

        foreach (var known in _workers.Values)
        {
            if (known.Output.Worker.Cgroup is { } cgroup && cgroup.Contains(line[3..]))
            {
                return known;
            }
        }

        return null;
    }

    private void ReportForeign(Datagram datagram)
    {
        var now = _options.Time.GetTimestamp();
        if (_foreign == _foreignReported || (_reportedAt is { } last && now - last < _options.Time.TimestampFrequency))
        {
            return;
        }

        (_foreignReported, _reportedAt) = (_foreign, now);
        _options.Report(new MachineEvent.ForeignNotice(datagram.Pid, datagram.Uid, _foreign));
    }
}
