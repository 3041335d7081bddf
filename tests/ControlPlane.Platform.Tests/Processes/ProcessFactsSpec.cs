using System.Text;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Tests.Processes;

public sealed class ProcessFactsSpec
{
    private const string Fields = "S 1 100 101 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 4711 999 0";

    [Theory]
    [InlineData("sleep")]
    [InlineData("a b) S 9 9 9 (")]
    [InlineData("")]
    public void The_command_may_be_anything(string command)
    {
        var facts = ProcessFacts.Parse(Encoding.UTF8.GetBytes($"42 ({command}) {Fields}"));

        Assert.Equal(new ProcessFacts(new ProcessIdentity(42, 4711), command, 'S', 1, 100, 101), facts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("42 (x")]
    [InlineData("42 (x)")]
    [InlineData("x (x) S 1 2 3")]
    [InlineData("42 (x) S 1 2 3")]
    public void What_is_no_such_line_is_nothing(string stat) =>
        Assert.Null(ProcessFacts.Parse(Encoding.UTF8.GetBytes(stat)));

    [Fact]
    public void This_process_is_found_among_all() => Assert.Equal(
        ProcessFacts.Of(Environment.ProcessId)?.Identity,
        ProcessTable.All().Single(p => p.Identity.Pid == Environment.ProcessId).Identity);

    [Fact]
    public void A_process_that_is_not_there_is_nothing() => Assert.Null(ProcessFacts.Of(int.MaxValue));

    [Fact]
    public void Only_who_runs_is_not_dying()
    {
        Assert.False(ProcessFacts.IsDying(Environment.ProcessId));
        Assert.True(ProcessFacts.IsDying(int.MaxValue));
    }
}
