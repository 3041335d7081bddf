using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.References;

public sealed class AskSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SteppedKit _kit = SteppedKit.Create();

    [Fact]
    public async Task The_first_answer_completes_the_task_and_a_second_is_a_dead_letter()
    {
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<string>("question", Second);
        Assert.Equal("question", probe.ExpectMsg<string>());
        probe.Reply("one");
        probe.Reply("two");
        _kit.RunUntilIdle();

        Assert.Equal("one", await asked);
        Assert.Equal(1, _kit.System.DeadLetterCount);
        Assert.Null(_kit.Time.NextDue);
    }

    [Fact]
    public async Task A_failure_as_the_answer_fails_the_task_with_its_cause()
    {
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<string>("question");
        probe.ExpectMsg<string>();
        probe.Reply(new Status.Failure(new InvalidOperationException("no")));

        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => asked)).Message);
    }

    [Fact]
    public async Task A_failure_is_a_plain_answer_to_who_asks_for_a_status()
    {
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<Status>("question");
        probe.ExpectMsg<string>();
        probe.Reply(new Status.Failure(new InvalidOperationException("no")));

        Assert.IsType<Status.Failure>(await asked);
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout_that_names_the_actor()
    {
        var probe = _kit.Probe("silent");
        var asked = probe.Ref.Ask<string>("question", Second);
        _kit.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(asked.IsCompleted);
        _kit.Advance(TimeSpan.FromTicks(1));

        var timeout = await Assert.ThrowsAsync<AskTimeoutException>(() => asked);
        Assert.Equal("/user/silent did not answer within 00:00:01", timeout.Message);
    }

    [Fact]
    public async Task Asking_one_that_has_stopped_fails_at_once()
    {
        var probe = _kit.Probe("gone");
        probe.Ref.Tell(PoisonPill.Instance);
        _kit.RunUntilIdle();
        var asked = probe.Ref.Ask<string>("question");

        var refusal = await Assert.ThrowsAsync<AskTimeoutException>(() => asked);
        Assert.Contains("/user/gone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_in_the_mailbox_of_one_that_stops_fails_then()
    {
        var probe = _kit.Probe();
        probe.Ref.Tell(PoisonPill.Instance);
        var asked = probe.Ref.Ask<string>("question");
        Assert.False(asked.IsCompleted);
        _kit.RunUntilIdle();

        await Assert.ThrowsAsync<AskTimeoutException>(() => asked);
    }

    [Fact]
    public async Task Asking_nobody_fails_at_once() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => ActorRefs.Nobody.Ask<string>("question"));

    [Fact]
    public async Task An_answer_of_another_type_fails_the_task()
    {
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<string>("question");
        probe.ExpectMsg<string>();
        probe.Reply(7);

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => asked);
        Assert.Contains("System.Int32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        using var cancellation = new CancellationTokenSource();
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<string>("question", Second, cancellation.Token);
        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Null(_kit.Time.NextDue);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_cancels_at_once() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _kit.Probe().Ref.Ask<string>("question", null, new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_message_can_carry_the_reference_that_the_answer_goes_to()
    {
        var probe = _kit.Probe();
        var asked = probe.Ref.Ask<string>(answerTo => answerTo);
        probe.ExpectMsg<IActorRef>().Tell("answer");

        Assert.Equal("answer", await asked);
    }

    [Fact]
    public void Code_that_awaits_an_answer_is_no_part_of_the_answering_actor()
    {
        IActorRef? sender = null;
        var probe = _kit.Probe();
        var other = _kit.Probe();
        var answerer = _kit.ActorOf(Scripted.Of(new Script
        {
            Constructor = self => self.On<int>(number => self.Surroundings.Sender.Tell(number)),
        }));
        var after = AskAndTell();
        _kit.RunUntilIdle();

        Assert.True(after.IsCompletedSuccessfully);
        Assert.Equal(7, other.ExpectMsg<int>());
        sender = other.LastSender;
        Assert.Same(_kit.System.DeadLetters, sender);
        Assert.NotSame(probe.Ref, sender);

        async Task AskAndTell()
        {
            var answer = await answerer.Ask<int>(7).ConfigureAwait(false);
            other.Ref.Tell(answer);
        }
    }
}
