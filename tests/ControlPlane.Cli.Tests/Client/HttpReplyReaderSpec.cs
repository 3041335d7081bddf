using System.Text;
using ControlPlane.Cli.Client;

namespace ControlPlane.Cli.Tests.Client;

public sealed class HttpReplyReaderSpec
{
    [Fact]
    public void A_reply_that_comes_byte_by_byte_is_the_same_reply()
    {
        var reply = Read(Encoding.UTF8.GetBytes("HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\nX: y\r\n\r\nabc"), 1);

        Assert.Equal((404, "abc"), (reply!.Status, Encoding.UTF8.GetString(reply.Body.Span)));
    }

    [Fact]
    public void Without_a_length_the_body_goes_to_the_end()
    {
        var reply = Read(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n\r\nabc"), 7);

        Assert.Equal("abc", Encoding.UTF8.GetString(reply!.Body.Span));
    }

    [Fact]
    public void A_large_body_is_read()
    {
        var body = new string('x', 1_000_000);

        var reply = Read(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{body}"), 4096);

        Assert.Equal(1_000_000, reply!.Body.Length);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "it sent [SSH-]")]
    [InlineData("HTTP/1.1 x\r\n\r\n", "it sent [HTTP/1.1 x")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "it sent [HTTP/1.1 200 OK")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "it ended after 3 of 5 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "its Content-Length is [-1]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", "at most 33554432 is allowed")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "in chunks")]
    public void What_no_node_would_send_is_refused(string bytes, string reason)
    {
        var refused = Assert.Throws<CliException>(() => Read(Encoding.UTF8.GetBytes(bytes), 4));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_without_end_is_given_up() =>
        Assert.Throws<CliException>(() => Read(
            Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n" + new string('x', HttpReplyReader.MaxHead + 1)), 4096));

    [Fact]
    public void A_body_without_end_is_given_up()
    {
        var bytes = new byte[HttpReplyReader.MaxBody + 1000];
        Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n\r\n").CopyTo(bytes, 0);

        Assert.Contains(
            "more than 33554432 bytes",
            Assert.Throws<CliException>(() => Read(bytes, 1 << 20)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_never_do_anything_but_a_refusal_or_a_reply()
    {
        var random = new Random(7);
        var seed = Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
        var refusals = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = seed.ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.NotNull(Read(bytes[..random.Next(bytes.Length)], random.Next(1, 64)));
            }
            catch (CliException)
            {
                refusals++;
            }
        }

        Assert.InRange(refusals, 1, 19_999);
    }

    // The end of the bytes is the end of the connection.
    private static HttpReply? Read(byte[] bytes, int chunk)
    {
        var reader = new HttpReplyReader();
        HttpReply? reply = null;
        for (var at = 0; at < bytes.Length && reply is null;)
        {
            var room = reader.Room;
            var count = Math.Min(Math.Min(chunk, room.Length), bytes.Length - at);
            bytes.AsMemory(at, count).CopyTo(room);
            at += count;
            reply = reader.Take(count);
        }

        _ = reader.Room;
        return reply ?? reader.Take(0);
    }
}
