using System.Buffers;
using System.IO.Pipelines;

namespace ControlPlane.Http.Kestrel;

/// <summary>
/// Tells HTTP/2 from HTTP/1 by the first four bytes (RFC 9113, section 3.4: the preface begins with <c>PRI </c>), and
/// leaves them for the one who reads next. Kestrel itself tells them apart only under TLS.
/// </summary>
internal static class FirstBytes
{
    /// <summary>Null: the peer closed before it had said enough.</summary>
    public static async Task<bool?> AreHttp2Async(PipeReader input, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var answer = Judge(read.Buffer);
            if (answer is not null || read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start);
                return answer;
            }

            // All of it has been looked at: the next read waits for more.
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Null: they may become either.</summary>
    private static bool? Judge(ReadOnlySequence<byte> bytes)
    {
        var preface = "PRI "u8;
        var first = bytes.Slice(0, Math.Min(preface.Length, bytes.Length)).ToArray();
        return !preface.StartsWith(first) ? false : first.Length == preface.Length ? true : null;
    }
}
