using System.IO.Pipelines;
using System.Text;
using ControlPlane.Http.Kestrel;

namespace ControlPlane.Http.Tests.Kestrel;

public sealed class FirstBytesSpec
{
    private readonly Pipe _pipe = new(
        new PipeOptions(useSynchronizationContext: false, readerScheduler: PipeScheduler.Inline));

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n", true)]
    [InlineData("PRI ", true)]
    [InlineData("GET / HTTP/1.1\r\n", false)]
    [InlineData("G", false)]
    [InlineData("PUT", false)]
    [InlineData("PRIX", false)]
    public async Task The_first_four_bytes_decide_or_less_where_they_suffice(string said, bool http2)
    {
        var answer = Ask();
        await Say(said);
        Assert.Equal(http2, await answer);
    }

    [Fact]
    public async Task While_they_may_become_either_it_waits_for_more_and_asks_nobody()
    {
        var answer = Ask();
        foreach (var letter in "PRI")
        {
            await Say($"{letter}");
            Assert.False(answer.IsCompleted);
        }

        await Say(" ");
        Assert.True(answer.IsCompleted);
        Assert.True(await answer);
    }

    [Fact]
    public async Task They_are_there_for_the_next_reader()
    {
        await Say("PRI * HTTP/2.0");
        Assert.True(await Ask());
        var next = await _pipe.Reader.ReadAsync();
        Assert.Equal("PRI * HTTP/2.0", Encoding.ASCII.GetString(next.Buffer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PR")]
    public async Task A_peer_that_closes_before_is_neither(string said)
    {
        await Say(said);
        await _pipe.Writer.CompleteAsync();
        Assert.Null(await Ask());
    }

    [Fact]
    public async Task It_gives_up_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var answer = FirstBytes.AreHttp2Async(_pipe.Reader, cancel.Token);
        await Say("PR");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    private Task<bool?> Ask() => FirstBytes.AreHttp2Async(_pipe.Reader, CancellationToken.None);

    private async Task Say(string text) => await _pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes(text));
}
