using System.Runtime.InteropServices;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Hosting;

/// <summary>
/// The signals of a node: TERM and INT shut it down, a second one at once; HUP reloads the configuration; USR1 reopens the
/// log files.
/// </summary>
internal sealed class NodeSignals : IDisposable
{
    private const PosixSignal SigUsr1 = (PosixSignal)10; // raw number on Linux: the enumeration does not name it

    private static readonly Caller Signal = new("signal");

    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _asked;

    /// <param name="plane">What is asked.</param>
    /// <param name="atOnce">The second TERM or INT.</param>
    public NodeSignals(IControlPlane plane, Action atOnce)
    {
        void Leave()
        {
            if (Interlocked.Increment(ref _asked) == 1)
            {
                Ask(plane, new AdminProtocol.Shutdown());
            }
            else
            {
                atOnce();
            }
        }

        On(PosixSignal.SIGTERM, Leave);
        On(PosixSignal.SIGINT, Leave);
        On(PosixSignal.SIGHUP, () => Ask(plane, new AdminProtocol.Reload(null, AdminProtocol.Patience.Default)));
        On(SigUsr1, () => Ask(plane, new AdminProtocol.ReopenLogfiles()));
    }

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    /// <summary>The answer stands in the audit line; nobody waits for it here.</summary>
    private static void Ask(IControlPlane plane, AdminProtocol.Request request) =>
        _ = plane.AskAsync(request, Signal, CancellationToken.None);

    private void On(PosixSignal signal, Action action) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // not the default action of the signal
        action();
    }));
}
