using System.Collections.Concurrent;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Workers.Notices;

/// <summary>
/// One datagram socket for the notices of all workers, with an abstract name that the kernel chose: workers of other
/// users could not reach a file in our directory. So anybody can send; only what the kernel says comes from a worker,
/// its session or its cgroup is acted on. A sender that has ended before we look is known only if it was a worker
/// itself (short-lived helpers should wait, as systemd-notify does by BARRIER=1).
/// </summary>
internal sealed class NotifySocket : IDisposable
{
    private const int MostAtOnce = 256, MostKept = 1024, NoticesPerSecond = 50;

    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(2);

    private readonly LinuxMachineOptions _options;
    private readonly ConcurrentDictionary<int, (WorkerOutput Output, NoticeBudget Budget)> _workers = new();
    private readonly byte[] _buffer = new byte[NoticeText.Longest];
    private readonly List<Kept> _kept = [];
    private readonly HashSet<(WorkerOutput Output, NoticeBudget Budget)> _held = [];
    private int _newcomers;
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

    /// <summary>
    /// Before a worker is started until after it was added: it may speak before anybody here knows its pid. What
    /// nobody known has said meanwhile is kept, and looked at again.
    /// </summary>
    public void ExpectNewcomer() => Interlocked.Increment(ref _newcomers);

    public void NewcomerArrived() => Interlocked.Decrement(ref _newcomers);

    /// <summary>True: call <see cref="Receive"/> again soon, also when nothing comes.</summary>
    public bool HasKept => _kept.Count > 0 || _held.Count > 0;

    /// <summary>Takes what is there, up to a limit, so that a flood of datagrams leaves time for the pipes.</summary>
    public void Receive()
    {
        HearKept();
        TellHeld();
        for (var i = 0; i < MostAtOnce && Datagram.Receive(Descriptor, _buffer) is { } datagram; i++)
        {
            var notice = datagram.Truncated ? null : NoticeText.Parse(_buffer.AsSpan(0, datagram.Length));
            var kept = new Kept(NoticeSender.Of(datagram), notice, _options.Time.GetTimestamp());
            if (!Hear(kept, HearKept))
            {
                _kept.Add(kept);
            }
        }
    }

    public void Dispose() => Descriptor.Dispose();

    /// <summary>What workers said too fast, where there is room now; of those that are gone nothing is told.</summary>
    private void TellHeld() => _held.RemoveWhere(h =>
    {
        if (h.Budget.Release(_options.Time) is { } notice)
        {
            h.Output.Notify(notice);
        }

        return h.Budget.Held is null || !_workers.ContainsKey(h.Output.Worker.Identity.Pid);
    });

    private void HearKept() => _kept.RemoveAll(k => Hear(k, static () => { }));

    /// <summary>False: nobody known has said it, but a newcomer may have.</summary>
    /// <param name="said">What, by whom, when.</param>
    /// <param name="before">Called before it is told: what the same worker said earlier comes first.</param>
    private bool Hear(Kept said, Action before)
    {
        // Counted before looking for the sender: who was added since is found at the next look.
        var mayKeep = Volatile.Read(ref _newcomers) > 0 && _kept.Count <= MostKept
            && _options.Time.GetElapsedTime(said.At) < LongestKept;
        if (WorkerOf(said.Sender) is var (output, budget))
        {
            before();
            if (said.Notice is { } notice)
            {
                Pass(notice, output, budget);
            }

            return true;
        }

        if (mayKeep)
        {
            return false;
        }

        _foreign++;
        ReportForeign(said.Sender);
        return true;
    }

    private void Pass(WorkerNotice notice, WorkerOutput output, NoticeBudget budget)
    {
        if (budget.Pass(notice, _options.Time) is { } told)
        {
            output.Notify(told);
        }
        else
        {
            _held.Add((output, budget));
        }
    }

    private (WorkerOutput Output, NoticeBudget Budget)? WorkerOf(NoticeSender sender)
    {
        if (_workers.TryGetValue(sender.Pid, out var itself))
        {
            return itself;
        }

        if (_workers.TryGetValue(sender.Session, out var ofSession))
        {
            return ofSession;
        }

        foreach (var known in _workers.Values)
        {
            if (sender.Cgroup is { } cgroup && known.Output.Worker.Cgroup?.Contains(cgroup) is true)
            {
                return known;
            }
        }

        return null;
    }

    private void ReportForeign(NoticeSender sender)
    {
        var now = _options.Time.GetTimestamp();
        if (_foreign == _foreignReported || (_reportedAt is { } last && now - last < _options.Time.TimestampFrequency))
        {
            return;
        }

        (_foreignReported, _reportedAt) = (_foreign, now);
        _options.Report(new MachineEvent.ForeignNotice(sender.Pid, sender.Uid, _foreign));
    }

    /// <summary>Something that a newcomer may have said.</summary>
    private sealed record Kept(NoticeSender Sender, WorkerNotice? Notice, long At);
}
