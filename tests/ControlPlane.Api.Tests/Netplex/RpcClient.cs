using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ControlPlane.Api.Tests.Netplex;

/// <summary>
/// Speaks bytes, written as hexadecimal words, so that it can speak badly. Every read has a wide deadline.
/// </summary>
internal sealed class RpcClient : IDisposable
{
    public RpcClient(string path)
    {
        Socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = 30_000,
            SendTimeout = 30_000,
        };
        Socket.Connect(new UnixDomainSocketEndPoint(path));
    }

    public Socket Socket { get; }

    public static byte[] Bytes(string hexadecimal) =>
        Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>A string as XDR writes it.</summary>
    public static string Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var padded = new byte[(bytes.Length + 3) & ~3];
        bytes.CopyTo(padded, 0);
        return $"{bytes.Length:x8}{Convert.ToHexStringLower(padded)}";
    }

    /// <summary>The head of a call as netplex-admin sends it, without credentials.</summary>
    public static string Head(uint procedure, uint program = 3, uint version = 2, uint rpc = 2, uint xid = 7) =>
        $"{xid:x8} 00000000 {rpc:x8} {program:x8} {version:x8} {procedure:x8} 00000000 00000000 00000000 00000000";

    /// <summary>A call in one fragment, and the reply of its success.</summary>
    public (uint Status, string Result) Call(uint procedure, string arguments = "")
    {
        Send(Head(procedure) + arguments);
        var reply = Reply();
        Assert.Equal("00000007" + "00000001" + "00000000" + "0000000000000000", reply[..40]);
        return (Convert.ToUInt32(reply[40..48], 16), reply[48..]);
    }

    /// <summary>One record in one fragment.</summary>
    public void Send(string hexadecimal)
    {
        var bytes = Bytes(hexadecimal);
        Write([.. Mark(bytes.Length, last: true), .. bytes]);
    }

    public static byte[] Mark(long length, bool last)
    {
        var mark = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(mark, (uint)length | (last ? 0x8000_0000 : 0));
        return mark;
    }

    public void Write(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += Socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
        }
    }

    /// <summary>One record, in hexadecimal digits.</summary>
    public string Reply() =>
        TryReply() ?? throw new InvalidOperationException("the server closed the connection instead of answering");

    /// <summary>One record; null if the server closed the connection before its end.</summary>
    public string? TryReply()
    {
        var record = new StringBuilder();
        while (Read(4) is { } mark)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(mark);
            if (Read((int)(value & 0x7fff_ffff)) is not { } fragment)
            {
                return null;
            }

            record.Append(Convert.ToHexStringLower(fragment));
            if (value >= 0x8000_0000)
            {
                return record.ToString();
            }
        }

        return null;
    }

    public void Dispose() => Socket.Dispose();

    private byte[]? Read(int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            int more;
            try
            {
                more = Socket.Receive(bytes, got, count - got, SocketFlags.None);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
            {
                return null;
            }

            if (more == 0)
            {
                return null;
            }

            got += more;
        }

        return bytes;
    }
}
