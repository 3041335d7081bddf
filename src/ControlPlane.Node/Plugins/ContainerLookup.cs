using ControlPlane.Actors;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Plugins;

/// <summary>Looks up where services listen: each time anew, so that it is never out of date.</summary>
/// <param name="services">Whom to ask.</param>
/// <param name="check">Throws when the container has ended.</param>
internal sealed class ContainerLookup(IActorRef services, Action check) : ILookup
{
    private const string Unix = "unix:";

    public async Task<string?> SocketAsync(string service, string protocol, CancellationToken cancellation)
    {
        var found = await AskAsync<ServiceProtocol.Description>(
            service, new ServiceProtocol.Describe(), cancellation).ConfigureAwait(false);
        var address = found?.Service.Protocols.FirstOrDefault(p => p.Name == protocol)?.Addresses
            .FirstOrDefault(a => a.StartsWith(Unix, StringComparison.Ordinal));
        return address?[Unix.Length..];
    }

    public async Task<IReadOnlyList<string>> ContainerSocketsAsync(
        string service, string protocol, CancellationToken cancellation)
    {
        var found = await AskAsync<ServiceProtocol.FoundOwnSockets>(
            service, new ServiceProtocol.FindOwnSockets(protocol), cancellation).ConfigureAwait(false);
        return found?.Addresses ?? [];
    }

    /// <summary>Null: there is no such service.</summary>
    private async Task<T?> AskAsync<T>(string service, object question, CancellationToken cancellation)
        where T : class
    {
        check();
        ArgumentNullException.ThrowIfNull(service);
        var answer = await services.Ask<object>(
            new ServicesProtocol.ToOne(service, question), null, cancellation).ConfigureAwait(false);
        return answer switch
        {
            T found => found,
            AdminProtocol.Refused { Why: Refusal.Unknown } => null,
            AdminProtocol.Refused refused => throw new ControlPlaneException(refused),
            _ =>
                throw new InvalidOperationException($"the service [{service}] answered with [{answer.GetType().Name}]"),
        };
    }
}
