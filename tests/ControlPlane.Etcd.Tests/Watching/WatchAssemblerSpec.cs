using System.Collections.Immutable;
using ControlPlane.Etcd.Watching;

namespace ControlPlane.Etcd.Tests.Watching;

public sealed class WatchAssemblerSpec
{
    [Fact]
    public void A_fragment_that_ends_inside_a_revision_is_told_up_to_the_one_before()
    {
        var assembler = new WatchAssembler(4);
        Assert.Equal(5, assembler.Add(Events(5, 6, 6), more: true)!.Revision);
        Assert.Null(assembler.Add(Events(6), more: true));
        var rest = assembler.Add(Events(6, 7), more: false)!;
        Assert.Equal([6L, 6, 6, 6, 7], rest.Events.Select(e => e.Key.ModRevision));
        Assert.Equal(7, rest.Revision);
    }

    [Fact]
    public void What_was_told_is_not_told_again()
    {
        var assembler = new WatchAssembler(5);
        Assert.Null(assembler.Add(Events(4, 5), more: false));
        Assert.Equal([6L], assembler.Add(Events(5, 6), more: false)!.Events.Select(e => e.Key.ModRevision));
        Assert.Null(assembler.Add(Events(6), more: false));
    }

    [Fact]
    public void Half_a_revision_is_forgotten_when_a_new_stream_begins()
    {
        var assembler = new WatchAssembler(4);
        assembler.Add(Events(5, 5), more: true);
        assembler.Restart();
        Assert.Equal(3, assembler.Add(Events(5, 5, 5), more: false)!.Events.Length);
    }

    [Fact]
    public void Word_of_a_revision_never_goes_back()
    {
        var assembler = new WatchAssembler(4);
        Assert.Equal(9, assembler.Progress(9).Revision);
        Assert.Equal(9, assembler.Progress(7).Revision);
        Assert.Null(assembler.Add(Events(8), more: false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_it_is_cut_and_repeated_each_revision_is_told_once_and_whole(int seed)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(2, 500)
            .SelectMany(r => Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)r)).ToArray();
        var assembler = new WatchAssembler(1);
        List<WatchEvent> told = [];
        for (var at = 0; at < all.Length;)
        {
            var end = Math.Min(all.Length, at + random.Next(1, 9));
            var more = random.Next(3) > 0 && end < all.Length;
            while (!more && end < all.Length && all[end] == all[end - 1])
            {
                end++;
            }

            var news = assembler.Add(Events(all.AsSpan(at..end)), more);
            if (news is not null)
            {
                told.AddRange(news.Events);
                Assert.Equal(all.Count(r => r <= news.Revision), told.Count);
            }

            at = end;
            if (random.Next(10) == 0)
            {
                assembler.Restart();
                at = Math.Max(0, Array.FindIndex(all, r => r > assembler.Told - random.Next(3)));
            }
        }

        Assert.Equal(all, told.Select(e => e.Key.ModRevision));
    }

    private static ImmutableArray<WatchEvent> Events(params ReadOnlySpan<long> revisions) =>
        [.. revisions.ToArray().Select(r => new WatchEvent(false, new KeyValue("a", "", r, r, 1, 0)))];
}
