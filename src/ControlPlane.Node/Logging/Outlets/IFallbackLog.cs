using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Logging.Outlets;

/// <summary>
/// Where the log tells of its own troubles: the standard error of the node. Never throws. Thread-safe.
/// </summary>
internal interface IFallbackLog
{
    void Tell(Severity severity, string message);
}
