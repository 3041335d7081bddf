using System.ComponentModel;
using System.Runtime.InteropServices;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Shutdown;

/// <summary>
/// A node's process, held by a pidfd: no other process can take its place, and a zombie that its parent has not
/// collected counts as gone (pidfd_open(2): readable when the process has terminated).
/// </summary>
internal sealed partial class NodeProcess : IDisposable
{
    private const int PidfdOpen = 434;   // The same number on every architecture.
    private const int NoSuchProcess = 3;
    private const int Interrupted = 4;
    private const short PollIn = 1;

    private readonly int _descriptor;

    private NodeProcess(int pid, int descriptor)
    {
        Pid = pid;
        _descriptor = descriptor;
    }

    public int Pid { get; }

    /// <summary>
    /// Null if there is no pid to hold. Call it while the node is known to live. Throws <see cref="Win32Exception"/>.
    /// </summary>
    public static NodeProcess? Of(int pid)
    {
        if (pid <= 0)
        {
            return null;
        }

        var descriptor = (int)SystemCall(PidfdOpen, pid, 0);
        if (descriptor >= 0)
        {
            return new NodeProcess(pid, descriptor);
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? new NodeProcess(pid, -1) : throw new Win32Exception(error);
    }

    /// <summary>False if it still runs when the deadline has passed.</summary>
    public bool WaitForExit(Deadline deadline)
    {
        if (_descriptor < 0)
        {
            return true;
        }

        var watched = new PollDescriptor { Descriptor = _descriptor, Events = PollIn };
        while (true)
        {
            var patience = deadline.HasPassed ? 0 : deadline.Milliseconds(deadline.Span);
            var count = Poll(ref watched, 1, patience);
            if (count > 0)
            {
                return true;
            }

            if (count < 0 && Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                throw new Win32Exception(error);
            }

            if (count == 0 && deadline.HasPassed)
            {
                return false;
            }
        }
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = Close(_descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
