using System.Text;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Tests.Workers.Output;

public sealed class LineAssemblerSpec
{
    private readonly Sink _sink = new();

    [Theory]
    [InlineData("one\ntwo\n", "one", "two")]
    [InlineData("\n\nx\n", "", "", "x")]
    [InlineData("no end", "no end")]
    [InlineData("a\nb", "a", "b")]
    public void Bytes_become_lines_and_the_last_needs_no_end(string bytes, params string[] lines)
    {
        Feed(bytes);

        Assert.Equal(lines, _sink.Lines);
    }

    [Fact]
    public void It_does_not_matter_where_the_reads_cut_the_stream()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => new string((char)('a' + (i % 26)), i * 7) + "\n"));
        var expected = text.Split('\n')[..^1];
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            _sink.Lines.Clear();
            using var lines = new LineAssembler();
            for (var at = 0; at < text.Length;)
            {
                var length = Math.Min(random.Next(1, 300), text.Length - at);
                lines.Feed(Encoding.UTF8.GetBytes(text.Substring(at, length)), _sink);
                at += length;
            }

            lines.Flush(_sink);
            Assert.Equal(expected, _sink.Lines);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(9000)]
    [InlineData(100_000)]
    public void A_line_that_is_too_long_is_cut_once_and_skipped_to_its_end(int read)
    {
        Feed(new string('x', 20_000) + "\nnext\n", read);

        Assert.Equal([8192, 4], _sink.Lines.Select(l => l.Length));
        Assert.Equal(1, _sink.Cut);
    }

    [Fact]
    public void A_line_of_exactly_the_longest_length_is_not_cut()
    {
        Feed(new string('x', 8192) + "\n", 1000);

        Assert.Equal([8192], _sink.Lines.Select(l => l.Length));
        Assert.Equal(0, _sink.Cut);
    }

    [Fact]
    public void Without_room_lines_are_counted_and_the_unfinished_one_is_kept_whole()
    {
        using var lines = new LineAssembler();
        lines.Feed("begin "u8, _sink);
        _sink.HasRoom = false;
        lines.Feed("end\n2\n3\nfour"u8, _sink);
        _sink.HasRoom = true;
        lines.Feed("teen\n"u8, _sink);

        Assert.Equal(3, _sink.Dropped);
        Assert.Equal(["fourteen"], _sink.Lines);
    }

    [Fact]
    public void The_rest_of_a_cut_line_is_not_counted_as_a_lost_line()
    {
        using var lines = new LineAssembler();
        lines.Feed(Encoding.ASCII.GetBytes(new string('x', 9000)), _sink);
        _sink.HasRoom = false;
        lines.Feed("yyy\nlost\n"u8, _sink);

        Assert.Equal(1, _sink.Dropped);
        Assert.Equal(1, _sink.Cut);
    }

    [Fact]
    public void Every_line_is_either_handed_on_or_counted_whatever_the_reads_and_the_room()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var sink = new Sink();
            using var lines = new LineAssembler();
            var written = 0;
            for (var i = 0; i < 40; i++)
            {
                sink.HasRoom = random.Next(2) == 0;
                var bytes = new byte[random.Next(1, 5000)];
                Array.Fill(bytes, (byte)'x');
                for (var ends = random.Next(0, 4); ends > 0; ends--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)'\n';
                }

                written += bytes.Count(b => b == '\n');
                lines.Feed(bytes, sink);
            }

            lines.Feed("\n"u8, sink);
            Assert.Equal(written + 1, sink.Lines.Count + sink.Dropped);
            Assert.All(sink.Lines, l => Assert.True(l.Length <= 8192));
        }
    }

    private void Feed(string text, int read = int.MaxValue)
    {
        using var lines = new LineAssembler();
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(Math.Min(read, text.Length)))
        {
            lines.Feed(part, _sink);
        }

        lines.Flush(_sink);
        Assert.False(lines.HasPending);
    }

    private sealed class Sink : ILineSink
    {
        public List<string> Lines { get; } = [];
        public int Cut { get; private set; }
        public long Dropped { get; private set; }
        public bool HasRoom { get; set; } = true;

        public void Take(ReadOnlySpan<byte> line, bool cut)
        {
            Lines.Add(Encoding.UTF8.GetString(line));
            Cut += cut ? 1 : 0;
        }

        public void Drop(long lines) => Dropped += lines;
    }
}
