using System.Text;
using ControlPlane.Etcd.Gateway;

namespace ControlPlane.Etcd.Tests.Gateway;

public sealed class BoundedReaderSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Lines_are_the_same_however_they_arrive(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, 50).Select(
            _ => new string('x', random.Next(10) == 0 ? random.Next(20_000) : random.Next(9)))
            .Append("last").ToArray();
        var reader = new BoundedReader(new Pieces(Encoding.ASCII.GetBytes(string.Join('\n', lines)), random), 20_000);
        List<string> read = [];
        while (await reader.LineAsync(CancellationToken.None) is { } line)
        {
            read.Add(Encoding.ASCII.GetString(line.Span));
        }

        Assert.Equal(lines, read);
    }

    [Fact]
    public async Task A_whole_answer_may_be_as_large_as_the_limit()
    {
        var all = await Reader(10_000, 10_000).AllAsync(CancellationToken.None);
        Assert.Equal(10_000, all.Length);
        await Assert.ThrowsAsync<InvalidDataException>(
            () => Reader(10_001, 10_000).AllAsync(CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_line_that_is_larger_than_the_limit_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => Reader(30_000, 10_000).LineAsync(CancellationToken.None).AsTask());

    private static BoundedReader Reader(int bytes, int limit) =>
        new(new Pieces(new byte[bytes], new Random(1)), limit);

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 3000))], cancellationToken);
    }
}
