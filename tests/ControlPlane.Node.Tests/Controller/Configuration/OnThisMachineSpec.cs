using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Platform.Machine;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>The same reader, asking the real machine: what it finds stands at the right key, in one line.</summary>
public sealed class OnThisMachineSpec
{
    [Fact]
    public async Task A_service_that_can_be_started_is_good()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("web.conf", """
            controlplane.service.web {
              protocol.http.address = [ { type = internet, bind = "localhost:0" }, { type = local, path = "web.sock" } ]
              processor { type = process, command = [sh, -c, "exec sleep 1000"], directory = "." }
            }
            """);
        var result = await Load(file, directory.Path);

        Assert.True(result.Ok, result.ErrorText);
        Assert.Contains(result.Plan.Services[0].Protocols[0].Sockets, s => s.Address.ToString() == "127.0.0.1:0");
    }

    [Theory]
    [InlineData("command = [no-such-program-anywhere]", "command", "no-such-program-anywhere")]
    [InlineData("command = [\"/no/such/program\"]", "command", "/no/such/program")]
    [InlineData("command = [\"./web.conf\"], directory = \".\"", "command", "web.conf")]
    [InlineData("command = [\"/\"]", "command", "/")]
    [InlineData("command = [sh], directory = \"not-there\"", "directory", "not-there")]
    [InlineData("command = [sh], directory = \"web.conf\"", "directory", "web.conf")]
    public async Task A_service_that_cannot_is_one_error_at_the_key(string processor, string key, string named)
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write(
            "web.conf", $"controlplane.service.web {{\nprocessor {{ type = process, {processor} }} }}");
        var error = Assert.Single((await Load(file, directory.Path)).Errors);

        Assert.Equal(
            (file, 2, $"controlplane.service.web.processor.{key}"), (error.At?.Origin, error.At?.Line, error.Path));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_user_that_this_machine_does_not_have_is_an_error()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write(
            "web.conf",
            "controlplane.service.web { user = no-such-user-here, processor { type = process, command = [sh] } }");

        Assert.Equal("controlplane.service.web.user", Assert.Single((await Load(file, directory.Path)).Errors).Path);
    }

    private static async Task<NodePlanResult> Load(string file, string directory)
    {
        await using var machine = new LinuxMachine();
        return NodePlanReader.Load(file, machine, new NodePlanOptions(directory, Path.Combine(directory, "run")));
    }
}
