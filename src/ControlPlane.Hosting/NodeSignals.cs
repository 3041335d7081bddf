using System.Runtime.InteropServices;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Platform.Processes;

namespace ControlPlane.Hosting;

/// <summary>
/// The signals of a node: TERM and INT shut it down, a second one at once; HUP reloads the configuration; USR1 reopens
/// the log files. Registered before anything is started; what comes before the node stands is kept for it.
/// </summary>
internal sealed class NodeSignals : IDisposable
{
    // Numbers of Linux, signal(7); the enumeration of .NET takes them raw where it has no name.
    private const int HangUp = 1, User1 = 10, Terminate = 15;

    private static readonly Caller Signal = new("signal");

    private readonly Lock _gate = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private IControlPlane? _plane;
    private Action _atOnce = () => { };
    private int _leaving;

    public NodeSignals()
    {
        On(PosixSignal.SIGTERM, Terminate, Leave);
        On(PosixSignal.SIGINT, null, Leave); // ignored in the background of a shell, and shall be
        On(PosixSignal.SIGHUP, HangUp, () => Ask(new AdminProtocol.Reload(null, AdminProtocol.Patience.Default)));
        On((PosixSignal)User1, User1, () => Ask(new AdminProtocol.ReopenLogfiles()));
    }

    /// <summary>From now on the signals are orders to this node.</summary>
    /// <param name="plane">What is asked.</param>
    /// <param name="atOnce">The second TERM or INT.</param>
    public void Attach(IControlPlane plane, Action atOnce)
    {
        lock (_gate)
        {
            _plane = plane;
            _atOnce = atOnce;
            if (_leaving > 0)
            {
                Ask(new AdminProtocol.Shutdown());
            }
        }
    }

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private void Leave()
    {
        lock (_gate)
        {
            if (++_leaving == 1)
            {
                Ask(new AdminProtocol.Shutdown());
            }
            else
            {
                _atOnce();
            }
        }
    }

    /// <summary>
    /// The answer stands in the audit line; nobody waits for it here. Without a node there is nothing to reload yet.
    /// </summary>
    private void Ask(AdminProtocol.Request request)
    {
        lock (_gate)
        {
            _ = _plane?.AskAsync(request, Signal, CancellationToken.None);
        }
    }

    private void On(PosixSignal signal, int? heed, Action action)
    {
        if (heed is { } number)
        {
            IgnoredSignal.Heed(number);
        }

        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true; // not the default action of the signal
            action();
        }));
    }
}
