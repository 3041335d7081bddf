using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Processors;

namespace ControlPlane.Hosting.Tests.Embedding;

/// <summary>What an application adds of its own: processors, and sections of the configuration.</summary>
public sealed class ProcessorsAndSectionsSpec
{
    private const string File = """
        controlplane {
          shop { currency = EUR, limits { orders = 10 } }
          service.w { processor { type = process, command = [sleep, "1000"] } }
        }
        """;

    [Fact]
    public async Task A_processor_of_the_application_reads_its_own_keys_and_serves()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("greeter", settings => new Greeter(settings.Text("greeting")))
            .Service(
                "greeter",
                s => s.Processor("greeter").Set("processor.greeting", "welcome").Listen("line", "127.0.0.1:0")));
        await application.Start();

        var address = (await application.Plane.ListAsync())[0].Protocols[0].Addresses[0];
        Assert.Equal("welcome from greeter-1", await Lines.FirstFrom(address));
    }

    [Fact]
    public async Task A_key_that_the_processor_does_not_know_keeps_the_host_from_starting()
    {
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("greeter", settings => new Greeter(settings.Text("greeting")))
            .Service(
                "greeter", s => s.Processor("greeter").Set("processor.greetings", "x").Listen("line", "127.0.0.1:0")));

        var refused = await Assert.ThrowsAsync<ControlPlaneException>(application.Start);

        Assert.Contains("controlplane.service.greeter.processor.greetings", refused.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean [greeting]", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("process")]
    [InlineData("a b")]
    public void A_name_that_is_taken_or_no_name_is_refused_at_once(string type) => Assert.Throws<ArgumentException>(
        () => EmbeddingApplication.Build(plane => plane.AddProcessor(type, _ => new Greeter(""))));

    [Fact]
    public async Task A_section_of_the_application_is_read_with_the_file_and_follows_a_reload()
    {
        await using var application = EmbeddingApplication.Build(
            plane => plane.FromFile("node.conf").Section("shop", Shop.From), ("node.conf", File));
        await application.Start();
        var section = application.Service<IControlPlaneSection<Shop>>();
        Assert.Equal(new Shop("EUR", 10), section.Value);

        await System.IO.File.WriteAllTextAsync(
            application.PathOf("node.conf"), File.Replace("orders = 10", "orders = 20", StringComparison.Ordinal));
        await application.Plane.ReloadAsync();

        Assert.Equal(new Shop("EUR", 20), section.Value);
    }

    [Theory]
    [InlineData("orders = many", "controlplane.shop.limits.orders")]
    [InlineData("orders = 10, order = 1", "controlplane.shop.limits.order")]
    [InlineData("", "controlplane.shop.limits.orders")]
    public async Task A_bad_section_of_the_application_is_refused_like_any_other(string limits, string path)
    {
        await using var application = EmbeddingApplication.Build(
            plane => plane.FromFile("node.conf").Section("shop", Shop.From),
            ("node.conf", File.Replace("orders = 10", limits, StringComparison.Ordinal)));

        var refused = await Assert.ThrowsAsync<ControlPlaneException>(application.Start);

        Assert.Contains(path, refused.Error, StringComparison.Ordinal);
        Assert.Contains("node.conf:2:", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_the_nodes_own_sections_are_taken() => Assert.Throws<ArgumentException>(
        () => EmbeddingApplication.Build(plane => plane.Section("service", Shop.From)));

    private sealed record Shop(string Currency, int Orders)
    {
        public static Shop From(ISettings settings) =>
            new(settings.Text("currency", "USD"), settings.Section("limits").Number("orders", 1, 100));
    }

    private sealed class Greeter(string greeting) : IProcessor
    {
        public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation) =>
            await connection.Stream.WriteAsync(
                System.Text.Encoding.UTF8.GetBytes($"{greeting} from {container.Id}\n"), cancellation);
    }
}
