using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Tests.Containers.InProcess;

public sealed class HelloProcessorSpec
{
    private readonly HelloProcessor _hello = new();

    [Fact]
    public async Task A_request_is_answered_by_a_greeting_that_names_the_container() => Assert.EndsWith(
        "\r\n\r\nHello from hello-1\n", await Answer("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_head_request_gets_the_length_and_no_body()
    {
        var answer = await Answer("HEAD / HTTP/1.1\r\n\r\n");
        Assert.Contains("Content-Length: 19\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\u0001garbage\r\n\r\n")]
    [InlineData("GET / HTTP/2\r\n\r\n")]
    [InlineData("GET /")]
    public async Task What_is_no_request_is_refused_with_a_reason(string text) => Assert.StartsWith(
        "HTTP/1.1 400 ", await Answer(text), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_head_beyond_the_limit_is_refused() => Assert.StartsWith(
        "HTTP/1.1 400 ", await Answer($"GET /{new string('x', 9_000)} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_peer_that_says_nothing_gets_nothing() => Assert.Equal("", await Answer(""));

    private async Task<string> Answer(string request)
    {
        await using var wire = new Wire(Encoding.Latin1.GetBytes(request));
        await _hello.ProcessAsync(new FakeContainer("hello"), wire, CancellationToken.None);
        return Encoding.Latin1.GetString(wire.Sent.ToArray());
    }

    /// <summary>A connection whose peer has said everything at once.</summary>
    private sealed class Wire(byte[] said) : IConnection
    {
        public MemoryStream Sent { get; } = new();

        public Stream Stream => new Both(new MemoryStream(said), Sent);

        public Socket? Socket => null;

        public string? Detail { get; set; }

        public string Protocol => "http";

        public EndPoint? Peer => null;

        public void CompleteSending()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Both(Stream from, Stream to) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => from.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => to.Write(buffer, offset, count);
    }
}
