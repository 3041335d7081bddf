using ControlPlane.Contracts.Admin;
using ControlPlane.Hocon;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Hosting;

/// <summary>Runs a node in this process until it is told to stop.</summary>
public static class NodeRunner
{
    /// <summary>Returns the exit code of <c>cplane run</c>.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="sockdir">Takes the place of the file's socket directory; null: the file says.</param>
    /// <param name="cancellation">Shuts the node down gracefully.</param>
    public static async Task<int> RunAsync(string file, string? sockdir, CancellationToken cancellation)
    {
        using var standardError = Stream.Synchronized(Console.OpenStandardError());
        using var logging = new NodeLogging(TimeProvider.System, standardError);
        using var signals = new NodeSignals();
        try
        {
            await using var launch = await NodeLaunch.PrepareAsync(
                PlanLoading.Of(file, sockdir, Console.Error), logging);
            await RunAsync(launch, signals, cancellation);
            return ExitCodes.Done;
        }
        catch (HoconException e)
        {
            return Refuse(e.Errors.Select(error => error.ToString()));
        }
        catch (MachineException e)
        {
            return Refuse([e.Message]);
        }
    }

    private static async Task RunAsync(NodeLaunch launch, NodeSignals signals, CancellationToken cancellation)
    {
        await using var node = launch.Start();
        signals.Attach(node, node.KillNow);
        await using var cancelled = cancellation.Register(
            () => _ = node.AskAsync(new AdminProtocol.Shutdown(), new Caller("embedder"), CancellationToken.None));
        await using var faces = await NodeFaces.StartAsync(node, launch, CancellationToken.None);
        await node.Down;
    }

    private static int Refuse(IEnumerable<string> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine($"cplane: {error}");
        }

        Console.Error.WriteLine("cplane: nothing was started");
        return ExitCodes.BadConfiguration;
    }
}
