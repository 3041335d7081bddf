namespace ControlPlane.Hocon.Typed;

public sealed class NearestNameSpec
{
    private static readonly string[] Names = ["threads", "max_threads", "type", "max_jobs_per_thread", "user", "group"];

    [Theory]
    [InlineData("thread", "threads")]
    [InlineData("tread", "threads")]
    [InlineData("trheads", "threads")]
    [InlineData("Threads", "threads")]
    [InlineData("max-threads", "max_threads")]
    [InlineData("maxthreads", "max_threads")]
    [InlineData("typ", "type")]
    [InlineData("usre", "user")]
    [InlineData("max_job_per_threads", "max_jobs_per_thread")]
    public void A_slip_finds_what_was_meant(string written, string meant) =>
        Assert.Equal(meant, NearestName.To(written, Names));

    [Theory]
    [InlineData("colour")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("treaties")]
    public void Something_else_finds_nothing(string written) => Assert.Null(NearestName.To(written, Names));

    [Fact]
    public void A_very_long_name_is_not_compared() =>
        Assert.Null(NearestName.To(new string('a', 65), [new string('a', 65)]));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_slips(string a, string b, int distance) =>
        Assert.Equal(distance, NearestName.Distance(a, b));
}
