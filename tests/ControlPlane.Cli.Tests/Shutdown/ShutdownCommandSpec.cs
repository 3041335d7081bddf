namespace ControlPlane.Cli.Tests.Shutdown;

public sealed class ShutdownCommandSpec
{
    [Fact]
    public void It_returns_when_the_process_has_exited()
    {
        using var node = new PythonNode(leaves: true);

        var run = node.Shutdown();

        Assert.Equal((0, $"node stopped (pid {node.Pid})\n", ""), (run.Exit, run.Out, run.Error));
    }

    [Fact]
    public void A_zombie_that_nobody_collects_counts_as_gone()
    {
        using var node = new PythonNode(leaves: true, asZombie: true);

        var run = node.Shutdown();

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal('Z', node.State);
    }

    [Fact]
    public void A_node_that_stays_is_75_and_the_text_says_what_is_still_running()
    {
        using var node = new PythonNode(leaves: false);

        var run = node.Shutdown("--timeout", "5s");

        Assert.Equal((75, ""), (run.Exit, run.Out));
        Assert.Equal(
            $"cplane: after 5 s the node (pid {node.Pid}) is still running: "
            + "web-1 (stopping, pid 17), web-2 (waiting)\n"
            + "  hint: it goes on stopping; call shutdown again to wait longer; in a cluster it then hands over no more\n",
            run.Error);
    }

    [Fact]
    public void Without_waiting_it_returns_when_the_node_has_accepted()
    {
        using var node = new PythonNode(leaves: false);

        var run = node.Shutdown("--no-wait");

        Assert.Equal((0, "shutting down\n", ""), (run.Exit, run.Out, run.Error));
    }
}
