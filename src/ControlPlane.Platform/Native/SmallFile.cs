using System.Buffers;
using System.Text;

namespace ControlPlane.Platform.Native;

/// <summary>
/// Reads files of /proc and /sys, whose sizes are unknown beforehand, with a limit and without exceptions.
/// </summary>
internal static class SmallFile
{
    /// <summary>As many bytes as fit; negative: it cannot be opened or read (it went away, or is not ours).</summary>
    public static unsafe int Read(string path, Span<byte> into)
    {
        var fd = Libc.Open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NOCTTY, 0);
        if (fd < 0)
        {
            return -1;
        }

        using var file = new Descriptor(fd);
        var total = 0;
        fixed (byte* buffer = into)
        {
            while (total < into.Length)
            {
                var count = (int)Libc.Read(fd, buffer + total, (nuint)(into.Length - total));
                if (count < 0)
                {
                    return -1;
                }

                if (count == 0)
                {
                    break;
                }

                total += count;
            }
        }

        return total;
    }

    /// <summary>The text, at most <paramref name="limit"/> bytes of it; null: it cannot be read.</summary>
    public static string? ReadText(string path, int limit = 4096)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(limit);
        try
        {
            var count = Read(path, buffer.AsSpan(0, limit));
            return count < 0 ? null : Encoding.UTF8.GetString(buffer, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes in one call, as files of cgroupfs ask for. 0, or the error number.</summary>
    public static unsafe int Write(string path, ReadOnlySpan<byte> content)
    {
        var fd = Libc.Open(path, Libc.O_WRONLY | Libc.O_CLOEXEC, 0);
        if (fd < 0)
        {
            return Errno.Last;
        }

        using var file = new Descriptor(fd);
        fixed (byte* bytes = content)
        {
            return Libc.Write(fd, bytes, (nuint)content.Length) < 0 ? Errno.Last : 0;
        }
    }
}
