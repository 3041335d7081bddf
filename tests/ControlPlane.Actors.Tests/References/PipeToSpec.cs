using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.References;

public sealed class PipeToSpec
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly TaskCompletionSource<int> _work = new();

    [Fact]
    public void The_result_arrives_as_a_message_when_it_is_there()
    {
        var probe = _kit.Probe();
        _work.Task.PipeTo(probe.Ref);
        probe.ExpectNoMsg();
        _work.SetResult(7);

        Assert.Equal(7, probe.ExpectMsg<int>());
        Assert.Same(_kit.System.DeadLetters, probe.LastSender);
    }

    [Fact]
    public void A_task_that_is_done_already_is_told_before_the_call_returns()
    {
        var probe = _kit.Probe();
        Task.FromResult(7).PipeTo(probe.Ref);
        probe.Ref.Tell("after");

        Assert.Equal(7, probe.ExpectMsg<int>());
        Assert.Equal("after", probe.ExpectMsg<string>());
    }

    [Fact]
    public void A_failure_arrives_as_Status_Failure_with_the_exception_itself()
    {
        var probe = _kit.Probe();
        _work.Task.PipeTo(probe.Ref, sender: probe.Ref);
        _work.SetException(new InvalidOperationException("no"));

        Assert.Equal("no", Assert.IsType<InvalidOperationException>(probe.ExpectMsg<Status.Failure>().Cause).Message);
        Assert.Same(probe.Ref, probe.LastSender);
    }

    [Fact]
    public void A_cancellation_arrives_as_Status_Failure()
    {
        var probe = _kit.Probe();
        _work.Task.PipeTo(probe.Ref);
        _work.SetCanceled();

        Assert.IsType<TaskCanceledException>(probe.ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void Result_and_failure_can_be_mapped()
    {
        var probe = _kit.Probe();
        Task.FromResult(7).PipeTo(probe.Ref, success: number => $"got {number}");
        Task.FromException<int>(new InvalidOperationException("no"))
            .PipeTo(probe.Ref, failure: e => $"lost: {e.Message}");

        Assert.Equal("got 7", probe.ExpectMsg<string>());
        Assert.Equal("lost: no", probe.ExpectMsg<string>());
    }

    [Fact]
    public void A_mapping_that_throws_loses_no_message()
    {
        var probe = _kit.Probe();
        Task.FromResult(7).PipeTo(probe.Ref, success: _ => throw new InvalidOperationException("no mapping"));

        Assert.Equal("no mapping", probe.ExpectMsg<Status.Failure>().Cause.Message);
    }

    [Fact]
    public void A_null_result_is_no_message_but_a_failure_that_says_so()
    {
        var probe = _kit.Probe();
        Task.FromResult<string?>(null).PipeTo(probe.Ref);

        Assert.Contains("null", probe.ExpectMsg<Status.Failure>().Cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_without_a_result_tells_only_what_success_makes()
    {
        var probe = _kit.Probe();
        Task.CompletedTask.PipeTo(probe.Ref);
        Task.CompletedTask.PipeTo(probe.Ref, success: () => "done");
        Task.FromException(new InvalidOperationException("no")).PipeTo(probe.Ref);

        Assert.Equal("done", probe.ExpectMsg<string>());
        probe.ExpectMsg<Status.Failure>();
        probe.ExpectNoMsg();
    }

    [Fact]
    public async Task A_task_that_completes_on_another_thread_is_told_from_there()
    {
        var probe = _kit.Probe();
        _work.Task.PipeTo(probe.Ref);
        await Task.Run(() => _work.SetResult(7));

        Assert.Equal(7, probe.ExpectMsg<int>());
    }
}
