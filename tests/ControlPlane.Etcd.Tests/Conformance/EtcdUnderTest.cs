using ControlPlane.Actors;
using ControlPlane.TestKit;

namespace ControlPlane.Etcd.Tests.Conformance;

/// <summary>An etcd that scenarios are played on: the real one in real time, or the fake one in stepped time.</summary>
public abstract class EtcdUnderTest : IAsyncDisposable
{
    public abstract IEtcd Client { get; }

    /// <summary>The answer, however time has to pass for it.</summary>
    public async Task<T> Answer<T>(Task<T> asked)
    {
        await Done(asked);
        return await asked;
    }

    /// <summary>As <see cref="Answer"/>, for one without a result.</summary>
    public virtual async Task Done(Task asked)
    {
        await Until(() => asked.IsCompleted, () => "no answer");
        await asked;
    }

    /// <summary>Returns when it holds.</summary>
    public abstract Task Until(Func<bool> condition, Func<string> describe);

    public abstract Task CompactAsync(long revision);

    public abstract ValueTask DisposeAsync();
}

public sealed class RealEtcd : EtcdUnderTest
{
    private readonly EtcdServer _server;
    private readonly EtcdClient _client;

    private RealEtcd(EtcdServer server)
    {
        _server = server;
        _client = new EtcdClient(new EtcdSettings([new Uri(server.Endpoint)], TimeSpan.FromSeconds(20)));
    }

    public override IEtcd Client => _client;

    public static async Task<RealEtcd> StartAsync() => new(await EtcdServer.StartAsync());

    public override Task Done(Task asked) => asked;

    public override Task Until(Func<bool> condition, Func<string> describe) =>
        Eventually.True(condition, describe: describe);

    public override Task CompactAsync(long revision) => _server.CompactAsync(revision);

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }
}

public sealed class SteppedEtcd : EtcdUnderTest
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly SteppedTime _time = new();
    private readonly FakeEtcd _etcd;

    public SteppedEtcd()
    {
        _etcd = new FakeEtcd(_time);
        Client = _etcd.Client("spec");
    }

    public override IEtcd Client { get; }

    public override Task Until(Func<bool> condition, Func<string> describe)
    {
        var end = _time.Elapsed + Longest;
        while (!condition())
        {
            if (_time.Elapsed > end)
            {
                throw new ExpectationException(describe());
            }

            _time.Advance(Step);
        }

        return Task.CompletedTask;
    }

    public override Task CompactAsync(long revision)
    {
        _etcd.Compact(revision);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
