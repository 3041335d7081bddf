using System.Net.Sockets;
using System.Text;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.TestKit;
using Microsoft.Extensions.Configuration;

namespace ControlPlane.Hosting.Tests.Embedding;

/// <summary>A node inside an application: real host, real sockets, real processes.</summary>
public sealed class EmbeddedNodeSpec
{
    [Fact]
    public async Task It_starts_with_the_host_and_leaves_nothing_behind_when_it_stops()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .Service("greeter", s => s.Processor("hello").Listen("http", "127.0.0.1:0").Constant(2))
            .Service("sleeper", s => s.Process("sleep", "1000").Set("min_uptime", "0s")));
        await application.Start();

        var sleeper = await Ready(application, "sleeper");
        Assert.Equal(2, (await application.Plane.ListAsync())[0].Desired);
        Assert.Contains("Hello from greeter-", await Get(application, "greeter"));

        await application.Stop();
        Assert.False(Directory.Exists($"/proc/{sleeper.Pid}"), "the worker is still there");
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(application.SocketDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Code_wins_over_the_configuration_and_that_over_the_file()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["service:a:workload_manager:threads"] = "2",
            ["service:b:workload_manager:threads"] = "3",
            ["service:a:min_uptime"] = "0",
        }).Build();
        await using var application = EmbeddingApplication.Build(
            plane => plane.FromFile("base.conf").FromConfiguration(settings).Service("b", s => s.Constant(1)),
            ("base.conf", """
                controlplane.service {
                  a { processor { type = process, command = [sleep, "1000"] } }
                  b { processor { type = process, command = [sleep, "1000"] } }
                }
                """));
        await application.Start();

        Assert.Equal(
            [("a", 2), ("b", 1)],
            (await application.Plane.ListAsync()).Select(s => (s.Service, s.Desired)).OrderBy(s => s.Service));
    }

    [Fact]
    public async Task Everything_the_cli_can_do_it_does_by_method()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .Service("w", s => s.Process("sleep", "1000").Set("min_uptime", "0s")));
        await application.Start();
        var plane = application.Plane;
        var before = await Ready(application, "w");

        await plane.ScaleAsync("w", 3);
        Assert.Equal(3, (await plane.ContainersAsync("w")).Count);
        await plane.DisableAsync("w");
        Assert.Empty(await plane.ContainersAsync());
        await plane.EnableAsync("w");
        await plane.RestartAsync("w", rolling: true);
        await plane.RestartAllAsync();
        Assert.Equal(["service w: containers from 3 to 1"], await plane.ReloadAsync());
        await plane.ReopenLogfilesAsync();
        Assert.NotEqual(before.Pid, Assert.Single(await plane.ContainersAsync("w")).Pid);

        var refused = await Assert.ThrowsAsync<ControlPlaneException>(() => plane.EnableAsync("nobody"));
        Assert.Equal(Refusal.Unknown, refused.Why);
    }

    [Fact]
    public async Task A_bad_configuration_keeps_the_host_from_starting_and_names_every_error_and_its_layer()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["service:a:nonsense"] = "1",
        }).Build();
        await using var application = EmbeddingApplication.Build(plane => plane
            .FromConfiguration(settings)
            .Service("a", s => s.Process("/no/such/program").Constant(0)));

        var refused = await Assert.ThrowsAsync<ControlPlaneException>(application.Start);

        Assert.Contains("controlplane.service.a.nonsense", refused.Error, StringComparison.Ordinal);
        Assert.Contains("IConfiguration:", refused.Error, StringComparison.Ordinal);
        Assert.Contains("controlplane.service.a.workload_manager.threads", refused.Error, StringComparison.Ordinal);
        Assert.Contains("/no/such/program", refused.Error, StringComparison.Ordinal);
        Assert.Equal(
            Refusal.Unavailable,
            (await Assert.ThrowsAsync<ControlPlaneException>(() => application.Plane.ListAsync())).Why);
    }

    [Fact]
    public async Task Its_lines_and_those_of_its_workers_are_in_the_log_of_the_application()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .Service("talker", s => s.Process("sh", "-c", "echo from the worker; exec sleep 1000")));
        await application.Start();

        await Eventually.True(() => application.Lines.All.Contains("talker Information: from the worker"));
        Assert.Contains(
            application.Lines.All, l => l.StartsWith("controller Information: node ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shutdown_from_outside_stops_the_application_too()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .Service("greeter", s => s.Processor("hello").Listen("http", "127.0.0.1:0")));
        await application.Start();

        await application.Plane.ShutdownAsync();

        await Eventually.True(() => application.Stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Unless_it_wants_to_live_on()
    {
        await using var application = EmbeddingApplication.Build(plane =>
        {
            plane.StopHostOnShutdown = false;
            plane.Service("greeter", s => s.Processor("hello").Listen("http", "127.0.0.1:0"));
        });
        await application.Start();

        await application.Plane.ShutdownAsync();

        await Eventually.True(
            () => application.Lines.All.Any(l => l.Contains("the node is down", StringComparison.Ordinal)));
        Assert.False(application.Stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Children_that_the_application_starts_itself_keep_their_exit_codes()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .Service("w", s => s.Process("sleep", "1000").Constant(3)));
        await application.Start();

        for (var code = 1; code <= 20; code++)
        {
            using var child = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"exit {code}"]);
            await child.WaitForExitAsync();
            Assert.Equal(code, child.ExitCode);
        }
    }

    private static async Task<ContainerStatus> Ready(EmbeddingApplication application, string service)
    {
        ContainerStatus? ready = null;
        await Eventually.Succeeds(async () =>
        {
            ready = Assert.Single(await application.Plane.ContainersAsync(service));
            Assert.Equal(ContainerState.Ready, ready.State);
        });
        return ready!;
    }

    private static async Task<string> Get(EmbeddingApplication application, string service)
    {
        var status = (await application.Plane.ListAsync()).Single(s => s.Service == service);
        var port = int.Parse(
            status.Protocols[0].Addresses[0].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
