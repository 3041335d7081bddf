using ControlPlane.Cli.Client;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Tests.Client;

public sealed class NodeClientSpec
{
    [Fact]
    public void A_node_that_says_nothing_is_75_after_the_deadline()
    {
        using var node = new FakeNode { Reply = _ => null };
        var client = new NodeClient(node.SocketDirectory, TimeProvider.System);

        var late = Assert.Throws<CliException>(() => client.Get("/v1/services", TimeSpan.FromMilliseconds(50)));

        Assert.Equal(ExitCodes.NotInTime, late.ExitCode);
        Assert.Contains("did not answer within", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_drips_bytes_is_given_up_at_the_deadline()
    {
        using var node = new FakeNode { Reply = _ => "HTTP/1.1 200 OK\r\n"u8.ToArray(), KeepsOpen = true };
        var client = new NodeClient(node.SocketDirectory, TimeProvider.System);

        var late = Assert.Throws<CliException>(() => client.Get("/v1/services", TimeSpan.FromMilliseconds(50)));

        Assert.Equal(ExitCodes.NotInTime, late.ExitCode);
    }

    [Fact]
    public void A_node_that_freezes_while_a_command_waits_is_noticed()
    {
        using var node = new FakeNode { Reply = _ => null };
        var client = new NodeClient(node.SocketDirectory, TimeProvider.System, TimeSpan.FromMilliseconds(50));

        var frozen = Assert.Throws<CliException>(() => client.Post("/v1/reload", default, new()));

        Assert.Equal(ExitCodes.NotInTime, frozen.ExitCode);
        Assert.StartsWith("the node did not answer within 0.05 s", frozen.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_takes_its_time_but_answers_others_is_waited_for()
    {
        using var target = new ManualResetEventSlim();
        using var node = new FakeNode(threads: 2);
        node.Reply = request =>
        {
            if (request.StartsWith("GET", StringComparison.Ordinal))
            {
                target.Set();   // reached only after somebody has asked whether the node lives
                return FakeNode.Http(503, "");
            }

            Assert.True(target.Wait(TimeSpan.FromSeconds(30)));
            return FakeNode.Http(200, "{}");
        };
        var client = new NodeClient(node.SocketDirectory, TimeProvider.System, TimeSpan.FromSeconds(5));

        Assert.Equal("{}"u8, client.Post("/v1/reload", default, new()).Span);
    }

    [Fact]
    public void A_node_that_hangs_up_is_69()
    {
        using var node = new FakeNode { Reply = _ => [] };

        var run = node.Run("list");

        Assert.Equal(69, run.Exit);
        Assert.Contains("closed the connection before it answered", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_is_1_and_shows_what_came()
    {
        using var node = new FakeNode { Reply = _ => "\u001b[2JHello, this is not HTTP\r\n"u8.ToArray() };

        var run = node.Run("list");

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.Equal(
            "cplane: what answers there is not a node of this program: it sent [\\u001b[2JHello, this is not HTTP  ]\n"
            + "  hint: is the socket directory the right one?\n",
            run.Error);
    }
}
