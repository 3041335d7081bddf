namespace ControlPlane.Node.Logging.Outlets;

/// <summary>Takes the bytes of whole lines. Failures are <see cref="LogOutputException"/> and nothing else.</summary>
internal interface ILogOutput : IDisposable
{
    /// <summary>What people call it: a path, or <c>stderr</c>.</summary>
    string Name { get; }

    /// <summary>Writes one line or datagram at once.</summary>
    /// <exception cref="LogOutputException">It could not be written, or not whole.</exception>
    void Write(ReadOnlySpan<byte> line);

    /// <summary>Opens anew what can be opened anew. After a failure the old file stays in use.</summary>
    /// <exception cref="LogOutputException">It cannot be opened; the text says why.</exception>
    void Reopen();
}

/// <summary>An output failed; the message says which, what was tried, and why it failed.</summary>
internal sealed class LogOutputException(string message, Exception? inner = null) : Exception(message, inner);
