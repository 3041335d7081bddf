using System.Text;
using System.Text.Json;
using ControlPlane.Etcd.Gateway;
using ControlPlane.Etcd.Tests.Client;
using ControlPlane.Etcd.Watching;

namespace ControlPlane.Etcd.Tests.Watching;

public sealed class WatchLinesSpec
{
    private const string Line =
        """{"result":{"header":{"revision":"7"},"events":[{"kv":{"key":"YQ==","mod_revision":"6"}},{"type":"DELETE","kv":{"key":"Yg==","mod_revision":"7"}}]}}""";

    private static readonly Uri Stream = new("http://127.0.0.1:1/v3/watch");

    [Fact]
    public void Its_events_are_puts_and_deletions()
    {
        var events = WatchLines.Read(Encoding.UTF8.GetBytes(Line), Stream).ToEvents();
        Assert.Equal(
            [(false, "a", 6L), (true, "b", 7L)], events.Select(e => (e.Deleted, e.Key.Key, e.Key.ModRevision)));
    }

    [Fact]
    public void Damaged_in_any_way_it_is_read_or_refused()
    {
        const int budget = 20_000;
        var random = new Random(4);
        var (read, refused) = (0, 0);
        for (var n = 0; n < budget; n++)
        {
            try
            {
                var message = WatchLines.Read(Mutation.Of(Encoding.UTF8.GetBytes(Line), random), Stream);
                new WatchAssembler(1).Add(message.ToEvents(), message.Fragment);
                read++;
            }
            catch (Exception e) when (e is JsonException or EtcdException)
            {
                refused++;
            }
        }

        Assert.InRange(read, budget / 10, budget);
        Assert.InRange(refused, budget / 10, budget);
    }
}
