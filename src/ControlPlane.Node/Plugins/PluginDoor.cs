using ControlPlane.Actors;

namespace ControlPlane.Node.Plugins;

/// <summary>
/// How one container calls the services of the node. A cancelled call waits for the word of the node: either it was
/// taken back, or it was served before, and then its result counts. So nothing that was handed out is lost on the way.
/// </summary>
/// <param name="plugins">Whom to ask.</param>
/// <param name="holder">Who asks.</param>
/// <param name="nextTicket">Gives numbers that are unique in the node; from any thread.</param>
internal sealed class PluginDoor(IActorRef plugins, Holder holder, Func<long> nextTicket)
{
    /// <exception cref="OperationCanceledException">Cancelled before it was served; nothing was done.</exception>
    /// <exception cref="ObjectDisposedException">The container, or the node, has ended.</exception>
    /// <exception cref="InvalidOperationException">A limit would be passed.</exception>
    public async Task<T> AskAsync<T>(PluginsProtocol.Request request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new Call(nextTicket(), holder);
        var answer = plugins.Ask<PluginsProtocol.Reply>(
            new PluginsProtocol.Asked(call, request), null, CancellationToken.None);
        using var cancelled = cancellation.UnsafeRegister(
            _ => plugins.Tell(new PluginsProtocol.GiveUp(call.Ticket), ActorRefs.NoSender), null);
        try
        {
            return (T)(await answer.ConfigureAwait(false)).Value!;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (AskTimeoutException)
        {
            throw new ObjectDisposedException("node", "The node has gone down.");
        }
    }
}
