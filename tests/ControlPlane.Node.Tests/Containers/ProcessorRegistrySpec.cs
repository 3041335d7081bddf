using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;

namespace ControlPlane.Node.Tests.Containers;

public sealed class ProcessorRegistrySpec
{
    [Fact]
    public void A_type_of_an_embedder_stands_beside_the_built_in_ones()
    {
        var registry = ProcessorRegistry.BuiltIn.With("orders", _ => new EchoProcessor());
        Assert.Equal(["hello", "echo", "orders"], registry.Types);
        Assert.Equal(["hello", "echo"], ProcessorRegistry.BuiltIn.Types);
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("Echo")]
    [InlineData("process")]
    public void A_name_that_is_taken_is_refused(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => ProcessorRegistry.BuiltIn.With(name, _ => new EchoProcessor()));
        Assert.Contains("process, hello, echo", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("über")]
    public void What_is_no_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => ProcessorRegistry.BuiltIn.With(name, _ => new EchoProcessor()));
}
