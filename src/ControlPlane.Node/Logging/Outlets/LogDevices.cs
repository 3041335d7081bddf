using ControlPlane.Platform.Files;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>What the log needs of the world.</summary>
/// <param name="Files">Opens files and datagram sockets.</param>
/// <param name="StandardError">
/// The node's standard error; its writes must be thread-safe. Never closed by the log.
/// </param>
/// <param name="Fallback">Where troubles of the log itself are told.</param>
/// <param name="Time">Clock and time zone of the lines.</param>
internal sealed record LogDevices(IFiles Files, Stream StandardError, IFallbackLog Fallback, TimeProvider Time);
