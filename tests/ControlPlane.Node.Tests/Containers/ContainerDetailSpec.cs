using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Tests.Containers;

public sealed class ContainerDetailSpec
{
    [Fact]
    public void A_ready_container_is_accepting_and_with_jobs_busy()
    {
        var life = new ContainerLife(ContainerPhase.Accepting);
        Assert.Equal("accepting", ContainerDetail.Of(life, null, null));
        Assert.Equal("accepting", ContainerDetail.Of(life, null, 0));
        Assert.Equal("busy", ContainerDetail.Of(life, null, 3));
    }

    [Fact]
    public void A_waiting_one_says_why_and_how_often_it_died() => Assert.Equal(
        "backoff: exit code 1; died 4 times without a good run",
        ContainerDetail.Of(new ContainerLife(ContainerPhase.Backoff, Strikes: 4, Reason: "exit code 1"), null, null));

    [Fact]
    public void What_the_worker_says_of_itself_stands_behind() => Assert.Equal(
        "accepting (cache is warm)", ContainerDetail.Of(
            new ContainerLife(ContainerPhase.Accepting), "cache is warm", null));
}
