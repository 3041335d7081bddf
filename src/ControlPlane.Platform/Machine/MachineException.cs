namespace ControlPlane.Platform.Machine;

/// <summary>
/// The machine refused. The message says what was tried, what was found and what to do; it fits one line.
/// </summary>
public sealed class MachineException(string message, string errno = "", Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The symbolic error (<c>EADDRINUSE</c>), or empty.</summary>
    public string Errno { get; } = errno;
}
