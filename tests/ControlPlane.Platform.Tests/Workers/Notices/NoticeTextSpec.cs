using System.Text;
using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Notices;

namespace ControlPlane.Platform.Tests.Workers.Notices;

public sealed class NoticeTextSpec
{
    [Fact]
    public void Several_things_may_be_said_at_once() => Assert.Equal(
        new WorkerNotice(Ready: true, Stopping: true, Status: "all fine"),
        Parse("READY=1\nSTOPPING=1\nSTATUS=all fine\n"));

    [Theory]
    [InlineData("")]
    [InlineData("READY=0")]
    [InlineData("READY=1 ")]
    [InlineData("ready=1")]
    [InlineData("WATCHDOG=1\nMAINPID=1\nFDSTORE=1\nBARRIER=1\nX_OWN=2")]
    public void What_we_do_not_act_on_is_no_notice(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData("X_JOBS=0", 0, null, 0)]
    [InlineData("X_JOBS=7\nX_JOBS_MAX=1000000", 7, 1_000_000, 0)]
    [InlineData("X_JOBS=007", 7, null, 0)]
    [InlineData("X_JOBS=1\nX_JOBS=2", 2, null, 0)]
    [InlineData("X_JOBS=1000001", null, null, 1)]
    [InlineData("X_JOBS=-1\nX_JOBS_MAX=+1", null, null, 2)]
    [InlineData("X_JOBS=3\nX_JOBS=three", 3, null, 1)]
    [InlineData("X_JOBS=\nX_JOBS= 1\nX_JOBS=1 \nX_JOBS=1.0", null, null, 4)]
    [InlineData("X_JOBS=99999999999999999999", null, null, 1)]
    public void Numbers_of_jobs_are_strict(string text, int? jobs, int? most, int nonsense) =>
        Assert.Equal(new WorkerNotice(Jobs: jobs, MaxJobs: most, Nonsense: nonsense), Parse(text));

    [Fact]
    public void A_status_is_made_harmless_and_kept_short()
    {
        Assert.Equal("a\\x1b[1m", Parse("STATUS=a\u001b[1m")?.Status);
        Assert.Equal(200, Parse("STATUS=" + new string('x', 3000))?.Status?.Length);
        Assert.Equal(199, Parse("STATUS=" + new string('x', 199) + "😀")?.Status?.Length);
        Assert.Equal("", Parse("STATUS=")?.Status);
    }

    [Fact]
    public void Nothing_that_can_be_sent_makes_it_fail()
    {
        var random = new Random(11);
        var words = new[]
        {
            "READY=1",
            "STATUS=",
            "STOPPING=1",
            "\n",
            "=",
            "\0",
            "\xff",
            "é",
            "FDSTORE=1",
            "X_JOBS=",
            "X_JOBS_MAX=",
            "7",
            "4294967297",
        };
        var (ready, jobs) = (0, 0);
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(0, 8)).Select(_ => words[random.Next(words.Length)]));
            var bytes = Encoding.Latin1.GetBytes(text);
            var notice = NoticeText.Parse(bytes);
            Assert.Equal(text.Split('\n').Contains("READY=1"), notice?.Ready ?? false);
            ready += notice?.Ready ?? false ? 1 : 0;
            jobs += notice?.Jobs is not null ? 1 : 0;
            Assert.InRange(notice?.Jobs ?? 0, 0, WorkerNotice.MostJobs);
            Assert.InRange(notice?.MaxJobs ?? 0, 0, WorkerNotice.MostJobs);
        }

        Assert.True(ready > 100 && jobs > 30, $"{ready} {jobs}");
    }

    private static WorkerNotice? Parse(string text) => NoticeText.Parse(Encoding.UTF8.GetBytes(text));
}
