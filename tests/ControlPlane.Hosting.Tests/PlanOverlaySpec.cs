using ControlPlane.Hosting.Embedding;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Hosting.Tests;

/// <summary>
/// Services of the cluster take the place of those of a node, whatever its own configuration is written in.
/// </summary>
public sealed class PlanOverlaySpec : IDisposable
{
    private static readonly PlanOverlay Overlay = new(
        "controlplane.service.new { processor { type = process, command = [\"/bin/true\"] } }", "apply:web.conf@3");

    private readonly TemporaryDirectory _place = new();

    private string Sockets => _place.File("s");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Of_a_HOCON_file() => await Judge(Source(_place.Write("a.conf", $$"""
        controlplane {
          controller.socket_directory = "{{Sockets}}"
          service.old.processor { type = process, command = ["/bin/true"] }
        }
        """)));

    [Fact]
    public async Task Of_a_Netplex_file() => await Judge(Source(_place.Write("a.cfg", $$"""
        netplex {
          controller { socket_directory = "{{Sockets}}"; }
          service {
            name = "old";
            protocol { name = "p"; address { type = "internet"; bind = "127.0.0.1:0"; } }
            processor { type = "echo"; }
            workload_manager { type = "constant"; threads = 1; }
          }
        }
        """)));

    [Fact]
    public async Task Of_an_application()
    {
        var builder = new ControlPlaneBuilder(new ServiceCollection()).SocketDirectory(Sockets);
        builder.Service("old", service => service.Process("/bin/true"));
        await Judge(new EmbeddedPlan(builder, _place.Path));
    }

    private static PlanLoading Source(string file) => PlanLoading.Of(file, null, TextWriter.Null);

    private async Task Judge(IPlanSource source)
    {
        var (own, overlaid, bad) = (
            await source.LoadAsync(source.Name),
            await source.LoadAsync(source.Name, Overlay),
            await source.LoadAsync(source.Name, Overlay with { Text = "controlplane {\n colour = red }" }));

        Assert.True(own.Ok, own.ErrorText);
        Assert.Equal("old", Assert.Single(own.Plan.Services).Name);
        Assert.True(overlaid.Ok, overlaid.ErrorText);
        Assert.Equal(own.Plan with { Services = overlaid.Plan.Services }, overlaid.Plan);
        Assert.Equal("new", Assert.Single(overlaid.Plan.Services).Name);
        Assert.Equal(Sockets, overlaid.Plan.SocketDirectory);
        Assert.StartsWith(
            "apply:web.conf@3:2:2: controlplane.colour: unknown key", Assert.Single(bad.Errors).ToString());
    }
}
