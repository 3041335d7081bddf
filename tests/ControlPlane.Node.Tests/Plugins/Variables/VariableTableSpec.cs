using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Plugins;
using ControlPlane.Node.Plugins.Variables;

namespace ControlPlane.Node.Tests.Plugins.Variables;

public sealed class VariableTableSpec
{
    private static readonly Holder Mine = new(new ContainerId("mine", 1), 1);
    private static readonly Holder Theirs = new(new ContainerId("theirs", 1), 2);
    private static readonly TimeSpan Start = TimeSpan.Zero;

    private readonly Answers _answers = new();
    private readonly VariableTable _variables;

    public VariableTableSpec() => _variables = new VariableTable(_answers);

    [Fact]
    public void Twenty_thousand_random_sequences_go_as_the_model_says() =>
        Assert.Null(RandomCalls.First(20_000, seed => new RandomVariableCalls(seed)));

    [Fact]
    public void A_variable_that_is_forgotten_to_be_deleted_is_found() =>
        Assert.NotNull(RandomCalls.First(1_000, seed => new KeepsOwnVariables(seed)));

    [Fact]
    public void Each_write_gives_the_next_version()
    {
        Create();
        Assert.Null(_variables.Get("x", Start));
        Assert.True(Set(Mine, 1));
        Assert.True(Set(Theirs, 2));
        Assert.Equal((2, 2L), (_variables.Get("x", Start)!.Bytes.Span[0], _variables.Get("x", Start)!.Version));
    }

    [Fact]
    public void Only_its_own_service_sets_and_deletes_an_own_one()
    {
        Create(new SharedVariableOptions(Own: true));
        Assert.False(Set(Theirs, 1));
        Assert.False(_variables.Delete(Theirs, "x", Start));
        Assert.True(Set(Mine, 1));
        Assert.True(Set(Mine, 2));
        Assert.True(_variables.Delete(Mine, "x", Start));
        Assert.False(Set(Mine, 3));
    }

    [Fact]
    public void A_read_only_one_that_is_nobodys_is_set_once()
    {
        Create(new SharedVariableOptions(ReadOnly: true));
        Assert.True(Set(Theirs, 1));
        Assert.False(Set(Mine, 2));
    }

    [Fact]
    public void An_own_one_goes_with_the_last_container_of_its_service()
    {
        Create(new SharedVariableOptions(Own: true));
        _variables.End(Mine, last: false);
        _variables.End(Theirs, last: true);
        Assert.Equal(1, _variables.Count);
        _variables.End(Mine, last: true);
        Assert.Equal(0, _variables.Count);
    }

    [Fact]
    public void One_that_nobody_reads_or_writes_goes_after_its_time()
    {
        Create(new SharedVariableOptions(Timeout: TimeSpan.FromSeconds(10)));
        Assert.True(_variables.Set(Mine, "x", [1], TimeSpan.FromSeconds(9)));
        Assert.NotNull(_variables.Get("x", TimeSpan.FromSeconds(18)));
        Assert.Equal(TimeSpan.FromSeconds(28), _variables.NextDue);
        Assert.Null(_variables.Get("x", TimeSpan.FromSeconds(28)));
        Assert.Null(_variables.NextDue);
        Assert.Equal(0, _variables.Bytes);
    }

    [Fact]
    public void Who_waits_gets_the_first_value_or_hears_that_it_was_deleted()
    {
        _variables.Wait(new Call(1, Mine), "x", Start);
        Assert.Null(Assert.Single(_answers.Take()).Value);
        Create();
        _variables.Wait(new Call(2, Theirs), "x", Start);
        Assert.Empty(_answers.Take());
        Set(Mine, 7);
        Assert.Equal(1, ((SharedValue)Assert.Single(_answers.Take()).Value!).Version);
        _variables.Delete(Mine, "x", Start);
        Create();
        _variables.Wait(new Call(3, Theirs), "x", Start);
        _variables.Delete(Mine, "x", Start);
        Assert.Null(Assert.Single(_answers.Take()).Value);
    }

    private void Create(SharedVariableOptions? options = null) =>
        Assert.True(_variables.Create(Mine, "x", options ?? new SharedVariableOptions(), Start));

    private bool Set(Holder holder, byte value) => _variables.Set(holder, "x", [value], Start);

    /// <summary>Planted: own variables stay when their service has no container any more.</summary>
    private sealed class KeepsOwnVariables(int seed) : RandomVariableCalls(seed)
    {
        protected override void End(Holder holder, bool last)
        {
            base.End(holder, last);
            if (last && Variables.Count == 0)
            {
                Variables.Create(holder, "x", new SharedVariableOptions(Own: true), TimeSpan.Zero);
            }
        }
    }
}
