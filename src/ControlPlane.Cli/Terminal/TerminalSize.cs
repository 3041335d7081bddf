using System.Runtime.InteropServices;

namespace ControlPlane.Cli.Terminal;

/// <summary>What the terminal behind standard output says of its size (ioctl_tty(2), TIOCGWINSZ).</summary>
internal static partial class TerminalSize
{
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Columns; 0 where nobody knows.</summary>
    public static int Width() => Control(StandardStream.Output, GetWindowSize, out var size) == 0 ? size.Columns : 0;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
