using System.Text;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.TestKit;

namespace ControlPlane.Hosting.Tests.Embedding;

/// <summary>A function on the side of the node, called by real containers of a real service.</summary>
public sealed class LeversSpec
{
    [Fact]
    public async Task The_containers_of_a_service_call_what_it_registered_and_calls_never_overlap()
    {
        var tickets = new Tickets();
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("tickets", _ => tickets)
            .Service("tickets", s => s.Processor("tickets").Listen("line", "127.0.0.1:0").Constant(3)));
        await application.Start();
        var address = (await application.Plane.ListAsync())[0].Protocols[0].Addresses[0];
        await Eventually.Succeeds(async () => Assert.Equal(3, (await application.Plane.ListAsync())[0].Ready));

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Lines.FirstFrom(address)));
        Assert.Equal(
            Enumerable.Range(1, 30).Select(n => $"ticket {n}").Order(StringComparer.Ordinal),
            answers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_lever_throws_is_thrown_in_the_container()
    {
        var tickets = new Tickets { Sold = Tickets.Most };
        await using var application = EmbeddingApplication.Build(plane => plane
            .AddProcessor("tickets", _ => tickets)
            .Service("tickets", s => s.Processor("tickets").Listen("line", "127.0.0.1:0")));
        await application.Start();
        var address = (await application.Plane.ListAsync())[0].Protocols[0].Addresses[0];
        Assert.Equal("not sold: sold out", await Lines.FirstFrom(address));
    }

    /// <summary>Each connection is sold a ticket by the node: the counter is not safe, the lever is.</summary>
    private sealed class Tickets : IProcessor
    {
        public const int Most = 1_000;

        public int Sold { get; set; }

        public Task PostAddAsync(IServiceControl service, CancellationToken cancellation)
        {
            service.AddLever("sell", async (what, _) =>
            {
                var sold = Sold;
                await Task.Yield();
                Sold = sold < Most ? sold + 1 : throw new InvalidOperationException("sold out");
                return $"{what} {Sold}";
            });
            return Task.CompletedTask;
        }

        public async Task ProcessAsync(IContainer container, IConnection connection, CancellationToken cancellation)
        {
            string answer;
            try
            {
                answer = await container.Levers.ActivateAsync("sell", "ticket", cancellation);
            }
            catch (LeverException e)
            {
                answer = $"not sold: {e.Message}";
            }

            await connection.Stream.WriteAsync(Encoding.UTF8.GetBytes($"{answer}\n"), cancellation);
        }
    }
}
