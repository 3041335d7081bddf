using ControlPlane.Api.Remote;
using ControlPlane.Api.Server;
using ControlPlane.Api.Tls;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Machine;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Hosting;

/// <summary>
/// The control API over TCP, taken before the node starts: an address that cannot be had starts nothing.
/// </summary>
internal static class ControlLaunch
{
    /// <exception cref="MachineException">The address cannot be bound, a file cannot be used.</exception>
    public static async Task<TcpFace> PrepareAsync(ControlPlan plan, LatePlane plane, ILoggerFactory loggers)
    {
        try
        {
            return await RemoteFace.StartAsync(
                plane,
                new RemoteFaceOptions
                {
                    Listen = plan.Listen,
                    TokenFile = plan.TokenFile,
                    Tls = plan.Tls is { } tls ? new ServerTls(tls.Certificate, tls.Key) : null,
                },
                loggers);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new MachineException(
                $"controller.control with listen = {plan.Listen}: {e.Message}", "EADDRNOTAVAIL", e);
        }
    }

    /// <summary>What a client asks, with the port that it got.</summary>
    public static string Address(ControlPlan plan, TcpFace face) =>
        $"{(plan.Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{face.Endpoint}";
}
