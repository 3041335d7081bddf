using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.EndToEnd;

/// <summary>A configuration of Netplex: run as it is, and imported.</summary>
public sealed class NetplexFileSpec : IAsyncLifetime
{
    private readonly Place _place = new();
    private readonly int _hello = FreePort.Next(), _web = FreePort.Next(), _other = FreePort.Next();

    private string Text => $$"""
        (* Three services; one of them is code of (* another *) program. *)
        netplex {
          controller { max_level = "debug"; logging { type = "stderr" } };
          service {
            name = "hello";
            protocol { name = "http"; address { type = "internet"; bind = "127.0.0.1:{{_hello}}" } };
            processor { type = "hello" };
            workload_manager { type = "constant"; threads = 1 };
          };
          service {
            name = "web"; startup_timeout = 30.0;
            protocol { name = "http"; lstn_backlog = 64; address { type = "internet"; bind = "127.0.0.1:{{_web}}" } };
            processor { type = "process"; command = "python3 -u '{{RepositoryRoot.File("hocon/workers/web.py")}}'" };
            workload_manager { type = "constant"; jobs = 2 };
          };
          service {
            name = "shop";
            protocol { name = "http"; address { type = "internet"; bind = "127.0.0.1:{{_other}}" } };
            processor { type = "nethttpd"; timeout = 300.0 };
            workload_manager { type = "dynamic"; min_free_jobs_capacity = 1; max_free_jobs_capacity = 3; max_threads = 4 };
          };
        }
        """;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _place.DisposeAsync();

    [Fact]
    public async Task It_runs_as_it_is_and_so_does_what_import_prints()
    {
        _place.File = _place.Write("shop.cfg", Text);
        await _place.Start();
        await Serves();
        await _place.Logged("shop.cfg:19:5: netplex.service[2].processor[0]: TODO");

        var imported = await _place.Run("import", "--from", "netplex", _place.File);
        Assert.Equal(0, imported.Exit);
        var conf = _place.Write("shop.conf", imported.Out);
        Assert.Equal(0, (await _place.Run("check", conf)).Exit);
        Assert.Equal("no changes", (await _place.Done("reload", conf)).Trim());

        await _place.Done("shutdown");
        _place.File = conf;
        await _place.Start();
        await Serves();
    }

    private async Task Serves()
    {
        await _place.Ready("hello", 1);
        await _place.Ready("web", 2);
        Assert.StartsWith("HTTP/1.", await Web.Ask(await Web.Connect(_hello)));
        Assert.StartsWith("HTTP/1.", await Web.Ask(await Web.Connect(_web)));
        Assert.Equal("disabled", (await _place.Service("shop")).State);
    }
}
