namespace ControlPlane.Platform.Files;

/// <summary>Files and local datagram sockets that the node writes to.</summary>
public interface IFiles
{
    /// <summary>Opens for appending (O_APPEND, made with 0666 minus umask).</summary>
    /// <exception cref="Machine.MachineException">It cannot be opened; the message says why.</exception>
    Stream OpenAppend(string path);

    /// <summary>
    /// A sender of datagrams to a Unix socket (syslog). Connects at the first send and again after a failure.
    /// </summary>
    IDatagramSender Datagrams(string path);

    /// <summary>Why this path is not a directory that the user (null: the node) can enter, or null.</summary>
    Machine.MachineException? WhyNotDirectory(string path, Accounts.Account? account);

    /// <summary>Why the node cannot read this path as a file, or null.</summary>
    Machine.MachineException? WhyNotReadable(string path);

    /// <summary>Why others than the owner of this file know what is in it, or null.</summary>
    Machine.MachineException? WhyNotSecret(string path);
}

/// <summary>Sends datagrams; never blocks longer than the send time-out of its implementation.</summary>
public interface IDatagramSender : IDisposable
{
    /// <exception cref="Machine.MachineException">Nobody listens there, or it is full.</exception>
    void Send(ReadOnlySpan<byte> datagram);
}
