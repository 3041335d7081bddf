using ControlPlane.TestKit;

namespace ControlPlane.Actors.Tests.TestKit;

public sealed class EventuallySpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task It_looks_again_until_the_condition_holds()
    {
        var looks = 0;
        await Eventually.True(() => ++looks == 3);

        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task It_fails_after_the_deadline_with_what_was_seen_last()
    {
        var looks = 0;
        var failure = await Assert.ThrowsAsync<ExpectationException>(
            () => Eventually.True(() => ++looks < 0, Short, () => $"look {looks}"));

        Assert.EndsWith($"last: look {looks}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_throws_is_made_again()
    {
        var attempts = 0;
        await Eventually.Succeeds(
            () => ++attempts < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask);

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task An_attempt_that_never_ends_is_given_up_at_the_deadline() =>
        await Assert.ThrowsAsync<ExpectationException>(
            () => Eventually.Succeeds(() => new TaskCompletionSource().Task, Short));

    [Fact]
    public async Task The_value_of_the_attempt_that_succeeded_is_returned() =>
        Assert.Equal(7, await Eventually.Value(() => Task.FromResult(7)));
}
