using System.Net;
using System.Net.Sockets;
using ControlPlane.Node.Sockets;
using ControlPlane.Platform.Sockets;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Sockets;

public sealed class AcceptLoopSpec : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly LinuxListener _listener = LinuxListener.Open(
        new ListenPlan(new InternetListenAddress(new IPEndPoint(IPAddress.Loopback, 0))));

    private readonly SeatTable _table = new(TimeProvider.System);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public AcceptLoopSpec() => _loop = new AcceptLoop(_listener, "p", _table).RunAsync(_stop.Token);

    [Fact]
    public async Task Nothing_is_accepted_before_somebody_has_a_free_job()
    {
        using var client = await Connect();
        var taker = new Taker();
        var seat = _table.Add(taker);
        Assert.Empty(taker.Taken);
        _table.Open(seat, marked: false);
        await taker.Next.WaitAsync(Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task What_a_dead_container_does_not_take_goes_to_another_one()
    {
        var dead = new Taker { IsDead = true };
        var (seat, alive) = (_table.Add(dead), new Taker());
        _table.Open(seat, marked: false);
        dead.Refused = () =>
        {
            _table.Remove(seat);
            _table.Open(_table.Add(alive), marked: false);
        };
        using var client = await Connect();
        await alive.Next.WaitAsync(Deadline, TimeProvider.System);
        Assert.Single(alive.Taken);
    }

    [Fact]
    public async Task What_a_dead_container_does_not_take_waits_for_the_next_one()
    {
        var dead = new Taker { IsDead = true };
        var seat = _table.Add(dead);
        var refused = new TaskCompletionSource();
        dead.Refused = () =>
        {
            _table.Remove(seat);
            refused.TrySetResult();
        };
        _table.Open(seat, marked: false);
        using var client = await Connect();
        await refused.Task.WaitAsync(Deadline, TimeProvider.System);
        var alive = new Taker();
        _table.Open(_table.Add(alive), marked: false);
        await alive.Next.WaitAsync(Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task Connections_are_spread_one_by_one()
    {
        var takers = new[] { new Taker(), new Taker(), new Taker() };
        foreach (var taker in takers)
        {
            _table.Open(_table.Add(taker), marked: false);
        }

        var clients = new List<TcpClient>();
        for (var i = 0; i < 9; i++)
        {
            clients.Add(await Connect());
        }

        await Eventually.True(() => takers.Sum(t => t.Taken.Count) == 9);
        Assert.All(takers, t => Assert.Equal(3, t.Taken.Count));
        clients.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task A_greedy_one_takes_what_waits_in_one_go_up_to_R_and_never_more_than_M()
    {
        _table.Follow(new SeatLimits(Recommended: 5, Most: 6, Greedy: true, Connections: null));
        var takers = new[] { new Taker(), new Taker() };
        var seats = takers.Select(_table.Add).ToList();
        var clients = new List<TcpClient>();
        for (var i = 0; i < 20; i++)
        {
            clients.Add(await Connect());
        }

        seats.ForEach(seat => _table.Open(seat, marked: false));

        await Eventually.True(() => takers.Sum(t => t.Taken.Count) == 12);
        Assert.All(takers, t => Assert.Equal(6, t.Taken.Count));
        _table.Release(seats[0]);
        await Eventually.True(() => takers[0].Taken.Count == 7);
        Assert.Equal(6, takers[1].Taken.Count);
        clients.ForEach(c => c.Dispose());
    }

    [Theory]
    [InlineData(true, "00000")]
    [InlineData(false, "01010")]
    public async Task Greedy_or_not_tells_who_gets_what_comes_in_one_go(bool greedy, string who)
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var takers = new[] { new Taker(), new Taker() };
        takers[0].Began = () => order.Enqueue(0);
        takers[1].Began = () => order.Enqueue(1);

        // All of them wait already when both containers become ready, in one change.
        var clients = new List<TcpClient>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await Connect());
        }

        _table.Follow(SeatLimits.None with { Most = 0 });
        Array.ForEach(takers, taker => _table.Open(_table.Add(taker), marked: false));
        _table.Follow(new SeatLimits(Recommended: 5, Most: 5, greedy, Connections: null));

        await Eventually.True(() => order.Count == 5);
        Assert.Equal(who, string.Concat(order));
        clients.ForEach(c => c.Dispose());
    }

    public void Dispose()
    {
        _stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => _loop.WaitAsync(Deadline, TimeProvider.System).GetAwaiter().GetResult());
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(_listener.Address));
        return client;
    }

    private sealed class Taker : IJobTaker
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<IAccepted> Taken { get; } = [];

        public bool IsDead { get; init; }

        public Action Refused { get; set; } = () => { };

        public Action Began { get; set; } = () => { };

        public Task Next => _first.Task;

        public bool Begin(IAccepted connection, string protocol)
        {
            if (IsDead)
            {
                Refused();
                return false;
            }

            Taken.Add(connection);
            Began();
            _first.TrySetResult();
            return true;
        }

        public void TakenBack()
        {
        }
    }
}
