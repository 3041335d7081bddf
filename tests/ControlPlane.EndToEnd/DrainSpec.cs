using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;
using Xunit.Abstractions;

namespace ControlPlane.EndToEnd;

/// <summary>Programs that know nothing of us leave without a client noticing.</summary>
public sealed class DrainSpec(ITestOutputHelper output)
{
    [Theory]
    [InlineData("python")]
    [InlineData("node")]
    public async Task Twenty_seven_scale_ins_and_eight_replacements_under_load_reset_nobody(string language)
    {
        await using var place = new Place();
        var port = FreePort.Next();
        place.Configure(Service(place, language, port, 4));
        await place.Start();
        await place.Ready("web", 4);

        var short_ = new Visitors(port, port);
        var regulars = new Regulars(requests: 5, port, port);
        await using (short_)
        await using (regulars)
        {
            for (var round = 0; round < 9; round++)
            {
                await place.Done("scale", "web", "1");
                await place.Done("scale", "web", "4");
            }

            await place.Done("restart", "web", "--rolling", "--timeout", "120s");
            await place.Done("restart", "web", "--rolling", "--timeout", "120s");
        }

        output.WriteLine($"short: {short_}; keep-alive: {regulars}");
        Assert.Equal((0, 0, 0, 0), (short_.Refused, short_.Reset, regulars.Refused, regulars.Reset));
        Assert.True(short_.Answered > 100 && regulars.Answered > 100, $"{short_} {regulars}");
        const string killed = "ended: signal KILL";
        await place.Logged(killed, 27 + 8);
        Assert.Equal(27 + 8, place.Node.Said.Split(killed).Length - 1);
    }

    [Fact]
    public async Task A_client_that_stays_keeps_its_worker_until_the_time_is_over()
    {
        await using var place = new Place();
        var port = FreePort.Next();
        place.Configure(PlainWorkers.Python(place, "web", port, 1, "shutdown_timeout = 10s"));
        await place.Start();
        await place.Ready("web", 1);
        using var client = await Web.Connect(port);
        await Eventually.Succeeds(async () => Assert.Equal(1, (await place.Containers("web")).Single().Jobs));

        var scale = place.Done("scale", "web", "0", "--no-wait"); // Its end may take a part of these 10 s.
        await Eventually.Succeeds(async () =>
            Assert.StartsWith(
                "draining: until it holds no connection", (await place.Containers("web")).Single().Detail));
        await scale;
        await Eventually.Succeeds(async () => Assert.Empty(await place.Containers("web")));
        await place.Logged("ended: signal TERM");
    }

    [Fact]
    public async Task A_disable_or_a_shutdown_does_not_wait_for_a_client_that_stays()
    {
        await using var place = new Place();
        var (one, two) = (FreePort.Next(), FreePort.Next());
        place.Configure(PlainWorkers.Python(place, "one", one, 1, "shutdown_timeout = 1h")
            + PlainWorkers.NodeJs(place, "two", two, 1, "shutdown_timeout = 1h"));
        await place.Start();
        await place.Ready("one", 1);
        await place.Ready("two", 1);
        using var first = await Web.Connect(one);
        using var second = await Web.Connect(two);
        foreach (var name in (string[])["one", "two"])
        {
            await Eventually.Succeeds(async () => Assert.Equal(1, (await place.Containers(name)).Single().Jobs));
            await place.Done("scale", name, "0", "--no-wait");
        }

        await place.Done("disable", "one");
        Assert.Single(await place.Containers("two"));
        await place.Done("shutdown");
        Assert.Equal(0, await place.Node.Exit());
    }

    [Fact]
    public async Task A_worker_that_reports_its_jobs_is_waited_for_and_a_lie_ends_no_connection()
    {
        await using var place = new Place();
        var port = FreePort.Next();
        var script = place.Write("liar.py", """
            import os, signal, socket
            listener = socket.socket(fileno=3)
            signal.signal(signal.SIGTERM, lambda *_: listener.close() or say('X_JOBS=0'))
            def say(text):
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
                    s.sendto(text.encode(), '\0' + os.environ['NOTIFY_SOCKET'][1:])
            say('READY=1\nX_JOBS=0\nX_JOBS_MAX=5\nX_JOBS=many')
            connection = listener.accept()[0]
            say('X_JOBS=4')
            connection.recv(1)
            connection.sendall(b'bye')
            connection.close()
            while True: signal.pause()
            """);
        place.Configure($$"""
            web {
              protocol.http.address = [ { type = internet, bind = "127.0.0.1:{{port}}" } ]
              processor { type = process, command = ["python3", "{{script}}"] }
            }
            """);
        await place.Start();
        await place.Ready("web", 1);
        await place.Logged("said X_JOBS or X_JOBS_MAX that is no whole number");
        using var client = await Web.Connect(port);
        await Eventually.Succeeds(async () => Assert.Equal(4, (await place.Containers("web")).Single().Jobs));

        await place.Done("disable", "web", "--no-wait");
        await place.Logged("reports no job but holds 1 connections");
        await client.SendAsync("x"u8.ToArray());
        var answer = new byte[10];
        Assert.Equal(3, await client.ReceiveAsync(answer));

        await Eventually.Succeeds(async () => Assert.Empty(await place.Containers("web")));
        await place.Logged("ended: signal KILL");
    }

    private static string Service(Place place, string language, int port, int threads) => language == "node"
        ? PlainWorkers.NodeJs(place, "web", port, threads)
        : PlainWorkers.Python(place, "web", port, threads);
}
