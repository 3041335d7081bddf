using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Contracts;

/// <summary>
/// What the CLI can do, as methods. Commands return when their target is reached; see
/// <see cref="AdminProtocol.Patience"/>. All throw <see cref="ControlPlaneException"/> where the CLI would end with
/// another exit code than 0.
/// </summary>
public static class ControlPlaneCommands
{
    private static readonly Caller Embedder = new("embedder");

    /// <summary><c>cplane list</c>: in the order of the configuration.</summary>
    public static async Task<IReadOnlyList<ServiceStatus>> ListAsync(
        this IControlPlane plane, CancellationToken cancellation = default) =>
        (await Ask<AdminProtocol.Services>(
            plane, new AdminProtocol.ListServices(), cancellation).ConfigureAwait(false)).Items;

    /// <summary><c>cplane containers [SERVICE]</c>; null: of all services.</summary>
    public static async Task<IReadOnlyList<ContainerStatus>> ContainersAsync(
        this IControlPlane plane, string? service = null, CancellationToken cancellation = default) =>
        (await Ask<AdminProtocol.Containers>(plane, new AdminProtocol.ListContainers(service), cancellation)
            .ConfigureAwait(false)).Items;

    public static Task EnableAsync(
        this IControlPlane plane, string service, AdminProtocol.Patience? patience = null,
        CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.Enable(service, Or(patience)), cancellation);

    public static Task DisableAsync(
        this IControlPlane plane, string service, AdminProtocol.Patience? patience = null,
        CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.Disable(service, Or(patience)), cancellation);

    /// <param name="plane">The node.</param>
    /// <param name="service">The service.</param>
    /// <param name="rolling">One container after the other, the new one ready before the old one drains.</param>
    /// <param name="patience">How long to wait; null: <see cref="AdminProtocol.Patience.Default"/>.</param>
    /// <param name="cancellation">Gives up waiting; the restart goes on.</param>
    public static Task RestartAsync(
        this IControlPlane plane, string service, bool rolling = false, AdminProtocol.Patience? patience = null,
        CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.Restart(service, rolling, Or(patience)), cancellation);

    public static Task RestartAllAsync(
        this IControlPlane plane, bool rolling = false, AdminProtocol.Patience? patience = null,
        CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.RestartAll(rolling, Or(patience)), cancellation);

    /// <param name="plane">The node.</param>
    /// <param name="service">The service.</param>
    /// <param name="count">0 to 10,000; holds until the next reload.</param>
    /// <param name="patience">How long to wait; null: <see cref="AdminProtocol.Patience.Default"/>.</param>
    /// <param name="cancellation">Gives up waiting; the change goes on.</param>
    public static Task ScaleAsync(
        this IControlPlane plane, string service, int count, AdminProtocol.Patience? patience = null,
        CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.Scale(service, count, Or(patience)), cancellation);

    /// <summary>Reads the configuration anew and applies what is different in it.</summary>
    /// <returns>What was changed, one line each.</returns>
    public static async Task<IReadOnlyList<string>> ReloadAsync(
        this IControlPlane plane, AdminProtocol.Patience? patience = null, CancellationToken cancellation = default) =>
        (await Ask<AdminProtocol.Done>(plane, new AdminProtocol.Reload(null, Or(patience)), cancellation)
            .ConfigureAwait(false)).Changes;

    public static Task ReopenLogfilesAsync(this IControlPlane plane, CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.ReopenLogfiles(), cancellation);

    /// <summary>Returns when accepted; the host stops too, unless its options say otherwise.</summary>
    public static Task ShutdownAsync(this IControlPlane plane, CancellationToken cancellation = default) =>
        Do(plane, new AdminProtocol.Shutdown(), cancellation);

    private static AdminProtocol.Patience Or(AdminProtocol.Patience? patience) =>
        patience ?? AdminProtocol.Patience.Default;

    private static Task Do(IControlPlane plane, AdminProtocol.Request request, CancellationToken cancellation) =>
        Ask<AdminProtocol.Done>(plane, request, cancellation);

    private static async Task<T> Ask<T>(
        IControlPlane plane, AdminProtocol.Request request, CancellationToken cancellation)
        where T : AdminProtocol.Reply =>
        await plane.AskAsync(request, Embedder, cancellation).ConfigureAwait(false) switch
        {
            T answer => answer,
            AdminProtocol.Refused refused => throw new ControlPlaneException(refused),
            var other => throw new InvalidOperationException(
                $"{request.GetType().Name} was answered by {other.GetType().Name}; expected {typeof(T).Name}."),
        };
}
