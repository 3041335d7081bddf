using ControlPlane.Node.Containers;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ProcessorReaderSpec
{
    private const string Path = "controlplane.service.web";

    private const string Http = "protocol.http.address = [ { type = internet, bind = \"127.0.0.1:80\" } ]";

    [Theory]
    [InlineData("hello")]
    [InlineData("echo")]
    public void Code_in_this_process_has_a_type_and_a_protocol(string type) => Assert.Equal(
        type,
        Reading.Service($"controlplane.service.web {{ processor.type = {type}, {Http} }}").Worker is InProcessPlan plan
            ? plan.Type
            : "");

    [Theory]
    [InlineData("")]
    [InlineData("protocol {}")]
    public void Code_in_this_process_lives_on_connections(string protocol) => Assert.Equal(
        $"{Path}.protocol: is missing; a processor of type echo lives on connections. Add a protocol with an address",
        Reading.ErrorAt(1, $"controlplane.service.web {{ processor.type = echo, {protocol} }}"));

    [Theory]
    [InlineData("command = [a]", "command")]
    [InlineData("directory = \"/\"", "directory")]
    [InlineData("environment { A = 1 }", "environment")]
    [InlineData("ready = uptime", "ready")]
    public void Keys_of_a_process_are_not_for_code_in_this_process(string line, string key) => Assert.Equal(
        $"{Path}.processor.{key}: belongs to type = process; hello is code in this process. Remove the key, or change "
            + $"the type",
        Reading.ErrorAt(2, $"controlplane.service.web {{ {Http}, processor {{ type = hello\n{line} }} }}"));

    [Fact]
    public void Code_in_this_process_runs_as_the_node() => Assert.Equal(
        $"{Path}.user: needs a process, but the processor is hello, which runs inside the node. Remove the key",
        Reading.ErrorAt(2, $"controlplane.service.web {{ {Http}, processor.type = hello\nuser = www }}"));

    [Fact]
    public void The_type_is_required()
    {
        var error = Reading.ErrorAt(1, "controlplane.service.web.processor { command = [a] }");

        Assert.StartsWith($"{Path}.processor.type: is missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_type_is_one_error_with_what_is_allowed()
    {
        var error = Reading.ErrorAt(2, Reading.Processor("type = proces, command = [a], whatever = 1"));

        Assert.StartsWith($"{Path}.processor.type: is [proces]", error, StringComparison.Ordinal);
        Assert.Contains("process, hello, echo", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_an_error() => Assert.StartsWith(
        $"{Path}.processor.colour: ",
        Reading.ErrorAt(2, $"controlplane.service.web {{ {Http}, processor {{ type = hello\ncolour = red }} }}"),
        StringComparison.Ordinal);
}
