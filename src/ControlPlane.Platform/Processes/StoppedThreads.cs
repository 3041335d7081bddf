using System.Globalization;

namespace ControlPlane.Platform.Processes;

/// <summary>
/// Whether a process stands still. STOP reaches each thread on its own: one may still be finishing a system call (an
/// accept) when the first is stopped already. Who is caught between starting a child and that child's becoming another
/// program (vfork(2)) does not stop before it is continued: it waits for the child, which is stopped.
/// </summary>
internal static class StoppedThreads
{
    /// <summary>True: every thread is stopped, or a zombie; also of a process that is gone.</summary>
    public static bool AreAll(int pid)
    {
        try
        {
            return Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task"))
                .All(thread => StateOf(thread) is null or 'T' or 'Z' or 'X');
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static char? StateOf(string thread)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var count = Native.SmallFile.Read($"{thread}/stat", buffer);
        return count <= 0 ? null : ProcessFacts.Parse(buffer[..count])?.State;
    }
}
