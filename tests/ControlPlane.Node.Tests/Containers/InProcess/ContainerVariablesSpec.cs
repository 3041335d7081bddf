using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Tests.Containers.InProcess;

public sealed class ContainerVariablesSpec
{
    private readonly ContainerVariables _variables = new();

    [Fact]
    public void A_variable_keeps_what_was_set_last()
    {
        _variables.Set("a", 1);
        _variables.Set("a", "x");
        Assert.Equal("x", _variables.Get<string>("a"));
        Assert.True(_variables.TryGet<object>("a", out var value));
        Assert.Equal("x", value);
    }

    [Fact]
    public void What_was_never_set_or_was_deleted_is_not_there()
    {
        _variables.Set("a", 1);
        _variables.Delete("a");
        Assert.False(_variables.TryGet<int>("a", out _));
        Assert.Contains(
            "[a]", Assert.Throws<KeyNotFoundException>(() => _variables.Get<int>("a")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_type_is_refused()
    {
        _variables.Set("a", 1);
        Assert.False(_variables.TryGet<string>("a", out _));
        Assert.Throws<InvalidCastException>(() => _variables.Get<string>("a"));
    }

    [Fact]
    public void Null_is_a_value_of_what_may_be_null()
    {
        _variables.Set<string?>("a", null);
        Assert.Null(_variables.Get<string?>("a"));
        Assert.Throws<InvalidCastException>(() => _variables.Get<int>("a"));
    }
}
