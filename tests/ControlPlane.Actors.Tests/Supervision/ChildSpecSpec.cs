namespace ControlPlane.Actors.Tests.Supervision;

public sealed class ChildSpecSpec
{
    private static readonly Props Any = Scripted.Of(new Script());
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_good_list_has_no_problems()
    {
        ChildSpec[] good = [new("a", Any, Second), new("b", Any, Timeout.InfiniteTimeSpan)];

        Assert.Empty(ChildSpec.Problems(good));
        ChildSpec.Check(good);
    }

    [Fact]
    public void All_faults_are_named_together()
    {
        ChildSpec[] bad =
        [
            new("a", Any, Second),
            new("a", Any, TimeSpan.Zero),
            new("b/c", Any, TimeSpan.FromDays(50)),
            new("d", null!, Second),
        ];

        var problems = ChildSpec.Problems(bad);

        Assert.Equal(5, problems.Count);
        Assert.Contains("[a] is taken", problems[0], StringComparison.Ordinal);
        Assert.Contains("00:00:00", problems[1], StringComparison.Ordinal);
        Assert.Contains("[/] at position 1", problems[2], StringComparison.Ordinal);
        Assert.Contains("50.00:00:00", problems[3], StringComparison.Ordinal);
        Assert.Contains("Props is missing", problems[4], StringComparison.Ordinal);
        var refusal = Assert.Throws<ArgumentException>(() => ChildSpec.Check(bad));
        Assert.All(problems, problem => Assert.Contains(problem, refusal.Message, StringComparison.Ordinal));
    }
}
