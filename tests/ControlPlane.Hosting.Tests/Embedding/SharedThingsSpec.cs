using System.Collections.Concurrent;
using System.Text;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.TestKit;

namespace ControlPlane.Hosting.Tests.Embedding;

/// <summary>
/// A real service of two containers that share what the node gives them: real host, real sockets, the real pool.
/// </summary>
public sealed class SharedThingsSpec
{
    private const int Rounds = 200;

    [Fact]
    public async Task Two_containers_count_together_under_a_mutex_and_no_step_is_lost()
    {
        var counter = new Counter();
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("counter", _ => counter)
            .Service("counter", s => s.Processor("counter").Listen("line", "127.0.0.1:0").Constant(2)
                .Set("workload_manager.max_jobs_per_thread", 1)));
        await application.Start();
        var address = (await application.Plane.ListAsync())[0].Protocols[0].Addresses[0];
        await Eventually.Succeeds(async () => Assert.Equal(2, (await application.Plane.ListAsync())[0].Ready));

        var first = Lines.FirstFrom(address);
        var second = Lines.FirstFrom(address);

        Assert.Equal(["counter-1", "counter-2"], (await Task.WhenAll(first, second)).Order(StringComparer.Ordinal));
        Assert.Equal($"{2 * Rounds}", Encoding.UTF8.GetString((await counter.ValueAsync()).Span));
    }

    [Fact]
    public async Task A_lock_of_a_container_that_was_replaced_is_free()
    {
        var keeper = new Keeper();
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("keeper", _ => keeper)
            .Service("keeper", s => s.Processor("keeper").Listen("line", "127.0.0.1:0").Set("shutdown_timeout", "0s")));
        await application.Start();
        var address = (await application.Plane.ListAsync())[0].Protocols[0].Addresses[0];
        await Eventually.Succeeds(async () => Assert.Equal(1, (await application.Plane.ListAsync())[0].Ready));

        var cut = Lines.FirstFrom(address);
        await keeper.Locked(1);
        await application.Plane.RestartAsync("keeper");
        _ = await Record.ExceptionAsync(() => cut);
        var again = Lines.FirstFrom(address);
        await keeper.Locked(2);
        await application.Plane.RestartAsync("keeper");
        _ = await Record.ExceptionAsync(() => again);
    }

    [Fact]
    public async Task Messages_reach_every_container_of_the_services_that_match_in_the_order_of_sending()
    {
        var talker = new Talker();
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("talker", _ => talker)
            .Service("from", s => s.Processor("talker").Listen("line", "127.0.0.1:0"))
            .Service("to-a", s => s.Processor("talker").Listen("line", "127.0.0.1:0").Constant(2))
            .Service("other", s => s.Processor("talker").Listen("line", "127.0.0.1:0")));
        await application.Start();
        var services = await application.Plane.ListAsync();
        await Eventually.Succeeds(async () => Assert.All(
            await application.Plane.ListAsync(), s => Assert.Equal(s.Desired, s.Ready)));

        await Lines.FirstFrom(services.Single(s => s.Service == "from").Protocols[0].Addresses[0]);

        var expected = string.Join(' ', Enumerable.Range(0, Talker.Messages));
        await Eventually.Succeeds(() =>
        {
            Assert.Equal(["to-a-1", "to-a-2"], talker.Heard.Keys.Order(StringComparer.Ordinal));
            Assert.All(talker.Heard.Values, heard => Assert.Equal(expected, string.Join(' ', heard)));
            return Task.CompletedTask;
        });
    }

    /// <summary>Sends on each connection, and keeps what its containers hear.</summary>
    private sealed class Talker : IProcessor
    {
        public const int Messages = 100;

        public ConcurrentDictionary<string, ConcurrentQueue<string>> Heard { get; } = new(StringComparer.Ordinal);

        public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
        {
            for (var number = 0; number < Messages; number++)
            {
                container.Messages.Send("to-*", "number", $"{number}");
            }

            await connection.Stream.WriteAsync("sent\n"u8.ToArray(), cancellation);
        }

        public async Task ReceiveMessageAsync(
            IContainer container, string name, IReadOnlyList<string> arguments, CancellationToken cancellation)
        {
            await Task.Yield();
            Heard.GetOrAdd($"{container.Id}", _ => new ConcurrentQueue<string>()).Enqueue(arguments[0]);
        }
    }

    /// <summary>Reads, gives others the turn, and writes: without the mutex steps are lost.</summary>
    private sealed class Counter : IProcessor
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _came;
        private IContainer? _last;

        public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
        {
            _last = container;
            if (Interlocked.Increment(ref _came) == 2)
            {
                _both.SetResult();
            }

            await _both.Task.WaitAsync(cancellation);
            await container.SharedVariables.CreateAsync("count", cancellation: cancellation);
            for (var round = 0; round < Rounds; round++)
            {
                await container.Mutexes.LockAsync("count", cancellation);
                var before = await container.SharedVariables.GetAsync("count", cancellation);
                await Task.Yield();
                var next = before is null
                    ? 1
                    : int.Parse(before.Bytes.Span, System.Globalization.CultureInfo.InvariantCulture) + 1;
                await container.SharedVariables.SetAsync("count", Encoding.UTF8.GetBytes($"{next}"), cancellation);
                await container.Mutexes.UnlockAsync("count", cancellation);
            }

            await connection.Stream.WriteAsync(Encoding.UTF8.GetBytes($"{container.Id}\n"), cancellation);
        }

        public async Task<ReadOnlyMemory<byte>> ValueAsync() => (await _last!.SharedVariables.GetAsync("count"))!.Bytes;
    }

    /// <summary>Locks and never unlocks, and does not hear that it should leave.</summary>
    private sealed class Keeper : IProcessor
    {
        private readonly TaskCompletionSource[] _locked =
            [.. Enumerable.Range(0, 3).Select(
                _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        private int _count;

        public Task Locked(int times) => _locked[times].Task.WaitAsync(TimeSpan.FromSeconds(30));

        public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
        {
            await container.Mutexes.LockAsync("only", CancellationToken.None);
            _locked[Interlocked.Increment(ref _count)].SetResult();
            await new TaskCompletionSource().Task;
        }
    }
}
