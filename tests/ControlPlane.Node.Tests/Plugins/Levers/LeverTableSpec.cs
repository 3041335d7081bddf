using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Levers;

namespace ControlPlane.Node.Tests.Plugins.Levers;

public sealed class LeverTableSpec
{
    private static readonly Holder A = new(new ContainerId("s", 1), 1);
    private static readonly Holder B = new(new ContainerId("s", 2), 2);

    private readonly Answers _answers = new();
    private readonly LeverTable _levers;

    public LeverTableSpec()
    {
        _levers = new LeverTable(_answers);
        _levers.Add("s", "x", Nothing);
        _levers.Add("s", "y", Nothing);
    }

    [Fact]
    public void One_call_runs_at_a_time_and_the_next_one_after_it()
    {
        Activate(1, A, "x");
        Activate(2, B, "x");
        Assert.Equal(["x of 1"], Begun());
        _levers.Returned(1, "done", null);
        Assert.Equal("done", Assert.Single(_answers.Take()).Value);
        Assert.Equal(["x of 2"], Begun());
    }

    [Fact]
    public void One_that_never_returns_holds_up_no_other()
    {
        Activate(1, A, "x");
        Activate(2, A, "y");
        Assert.Equal(["x of 1", "y of 2"], Begun());
    }

    [Fact]
    public void What_it_throws_comes_back_as_a_lever_exception()
    {
        Activate(1, A, "x");
        _levers.Returned(1, null, new InvalidOperationException("no luck"));
        var refusal = Assert.IsType<LeverException>(Assert.Single(_answers.Take()).Refusal);
        Assert.Equal("no luck", refusal.Message);
        Assert.IsType<InvalidOperationException>(refusal.InnerException);
    }

    [Fact]
    public void An_unknown_one_is_refused_with_those_that_are_known()
    {
        Activate(1, A, "z");
        Assert.Contains(
            "it has [x, y]", Assert.IsType<KeyNotFoundException>(Assert.Single(_answers.Take()).Refusal).Message,
            StringComparison.Ordinal);
        Activate(2, new Holder(new ContainerId("other", 1), 9), "x");
        Assert.IsType<KeyNotFoundException>(Assert.Single(_answers.Take()).Refusal);
    }

    [Fact]
    public void One_registered_anew_takes_over_the_line()
    {
        Activate(1, A, "x");
        Activate(2, B, "x");
        Begun();
        _levers.Add("s", "x", Nothing);
        Assert.Equal(["x of 2"], Begun());
        _levers.Returned(1, "old", null);
        Activate(3, A, "x");
        Assert.Empty(Begun());
        _levers.Returned(2, "new", null);
        Assert.Equal(["x of 3"], Begun());
    }

    [Fact]
    public void A_call_that_is_given_up_is_answered_at_once_whether_it_waits_or_runs()
    {
        Activate(1, A, "x");
        Activate(2, A, "x");
        Begun();
        _levers.GiveUp(2);
        _levers.GiveUp(1);
        Assert.Equal([2L, 1L], _answers.Take().Select(a => a.Ticket));
        Assert.Equal(1, Assert.IsType<LeverOrder.Cancel>(Assert.Single(_levers.TakeOrders())).Run);
        _levers.Returned(1, "too late", null);
        Assert.Empty(_answers.Take());
        Assert.Empty(_levers.TakeOrders());
    }

    [Fact]
    public void What_an_ended_container_has_called_is_cancelled_and_the_line_goes_on()
    {
        Activate(1, A, "x");
        Activate(2, A, "x");
        Activate(3, B, "x");
        Begun();
        _levers.End(A);
        Assert.All(_answers.Take(), a => Assert.IsType<ObjectDisposedException>(a.Refusal));
        Assert.IsType<LeverOrder.Cancel>(Assert.Single(_levers.TakeOrders()));
        _levers.Returned(1, null, new OperationCanceledException());
        Assert.Equal(["x of 3"], Begun());
    }

    [Fact]
    public void They_go_with_their_service_and_those_in_line_hear_of_it()
    {
        Activate(1, A, "x");
        Activate(2, A, "x");
        _levers.Forget("s");
        Assert.Equal(2, Assert.Single(_answers.Take()).Ticket);
        Activate(3, A, "x");
        Assert.IsType<KeyNotFoundException>(Assert.Single(_answers.Take()).Refusal);
    }

    private static Task<string> Nothing(string argument, CancellationToken cancellation) => Task.FromResult("");

    private void Activate(long ticket, Holder holder, string name) =>
        _levers.Activate(new Call(ticket, holder), name, $"{name} of {ticket}");

    private IEnumerable<string> Begun() =>
        _levers.TakeOrders().OfType<LeverOrder.Begin>().Select(o => o.Argument).ToList();
}
