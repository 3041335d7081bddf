using System.Globalization;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Workers.Notices;

/// <summary>Reads what a worker says in one datagram (sd_notify(3)): lines of <c>KEY=VALUE</c>.</summary>
internal static class NoticeText
{
    /// <summary>Longest datagram in bytes; what is longer is ignored as a whole.</summary>
    public const int Longest = 4096;

    private const int LongestStatus = 200;

    /// <summary>Null: nothing in it that we act on. Of a key that comes twice the last counts.</summary>
    public static WorkerNotice? Parse(ReadOnlySpan<byte> datagram)
    {
        bool ready = false, stopping = false;
        string? status = null;
        int? jobs = null, maxJobs = null;
        var nonsense = 0;
        foreach (var range in datagram.Split((byte)'\n'))
        {
            var line = datagram[range];
            if (line.SequenceEqual("READY=1"u8))
            {
                ready = true;
            }
            else if (line.SequenceEqual("STOPPING=1"u8))
            {
                stopping = true;
            }
            else if (line.StartsWith("STATUS="u8))
            {
                status = Status(line["STATUS="u8.Length..]);
            }
            else if (line.StartsWith("X_JOBS="u8))
            {
                jobs = Count(line["X_JOBS="u8.Length..], jobs, ref nonsense);
            }
            else if (line.StartsWith("X_JOBS_MAX="u8))
            {
                maxJobs = Count(line["X_JOBS_MAX="u8.Length..], maxJobs, ref nonsense);
            }
        }

        var notice = new WorkerNotice(ready, stopping, status, jobs, maxJobs, nonsense);
        return notice == new WorkerNotice() ? null : notice;
    }

    /// <summary>Digits only, at most <see cref="WorkerNotice.MostJobs"/>; anything else leaves what was
    /// there.</summary>
    private static int? Count(ReadOnlySpan<byte> text, int? otherwise, ref int nonsense)
    {
        if (text.Length is > 0 and <= 7 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var count
            && count <= WorkerNotice.MostJobs)
        {
            return count;
        }

        nonsense++;
        return otherwise;
    }

    private static string Status(ReadOnlySpan<byte> text)
    {
        var status = LineText.Of(text, cut: false);
        if (status.Length <= LongestStatus)
        {
            return status;
        }

        var length = char.IsHighSurrogate(status[LongestStatus - 1]) ? LongestStatus - 1 : LongestStatus;
        return status[..length];
    }
}
