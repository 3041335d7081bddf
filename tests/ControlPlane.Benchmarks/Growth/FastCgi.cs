using System.Buffers.Binary;
using System.Text;

namespace ControlPlane.Benchmarks.Growth;

/// <summary>The bytes of one request without a body, FastCGI 1.0; the connection closes after the answer.</summary>
internal static class FastCgi
{
    private const byte Version = 1, BeginRequest = 1, Params = 4, Stdin = 5, Responder = 1;

    public static byte[] Request(string script)
    {
        using var bytes = new MemoryStream();
        Record(bytes, BeginRequest, [0, Responder, 0, 0, 0, 0, 0, 0]);
        Record(bytes, Params, [.. Pair("SCRIPT_FILENAME", script), .. Pair("REQUEST_METHOD", "GET")]);
        Record(bytes, Params, []);
        Record(bytes, Stdin, []);
        return bytes.ToArray();
    }

    private static void Record(MemoryStream to, byte type, ReadOnlySpan<byte> content)
    {
        Span<byte> head = [Version, type, 0, 1, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[4..], (ushort)content.Length);
        to.Write(head);
        to.Write(content);
    }

    private static byte[] Pair(string name, string value) =>
        [Length(name), Length(value), .. Encoding.ASCII.GetBytes(name), .. Encoding.ASCII.GetBytes(value)];

    private static byte Length(string text) => text.Length < 128
        ? (byte)text.Length
        : throw new ArgumentException($"[{text}] has {text.Length} characters; expected at most 127 here.");
}
