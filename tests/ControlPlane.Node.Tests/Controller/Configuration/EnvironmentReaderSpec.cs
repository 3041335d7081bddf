using ControlPlane.Node.Containers;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class EnvironmentReaderSpec
{
    private const string Path = "controlplane.service.web.processor.environment";

    [Fact]
    public void Names_are_free_and_values_are_texts_numbers_and_booleans() =>
        Assert.Equal<ValueList<EnvironmentVariable>>(
        [new("DEBUG", "true"), new("PORT", "8080"), new("STAGE", "test"), new("a.b-c", ""), new("x", "0.50")],
        Read("STAGE = test, PORT = 8080, DEBUG = true, \"a.b-c\" = \"\", x = 0.50"));

    [Fact]
    public void The_order_in_the_file_means_nothing() => Assert.Equal(Read("A = 1, B = 2"), Read("B = 2, A = 1"));

    [Theory]
    [InlineData("\"\" = 1", "has the name []; a name is not empty and has no = and no zero byte")]
    [InlineData("\"A=B\" = 1", "has the name [A=B]; a name is not empty and has no = and no zero byte")]
    [InlineData("LISTEN_FDS = 1", "has the name [LISTEN_FDS], which the node sets itself "
        + "(LISTEN_FDS, LISTEN_PID, LISTEN_PIDFDID, LISTEN_FDNAMES, NOTIFY_SOCKET, MAINPID, WATCHDOG_PID, "
            + "WATCHDOG_USEC, CPLANE_*); choose another one")]
    [InlineData("CPLANE_X = 1", "has the name [CPLANE_X], which the node sets itself "
        + "(LISTEN_FDS, LISTEN_PID, LISTEN_PIDFDID, LISTEN_FDNAMES, NOTIFY_SOCKET, MAINPID, WATCHDOG_PID, "
            + "WATCHDOG_USEC, CPLANE_*); choose another one")]
    [InlineData("A = \"\\u0000\"", "has a value for [A] with a zero byte or of more than 128 KiB, which Linux "
        + "refuses; put it into a file")]
    public void Names_and_values_that_cannot_be_are_errors(string variable, string expected) =>
        Assert.Equal($"{Path}: {expected}", Reading.ErrorAt(2, Text(variable)));

    [Theory]
    [InlineData("A = [1]")]
    [InlineData("A { B = 1 }")]
    public void A_value_that_is_no_text_is_an_error(string variable) => Assert.StartsWith(
        $"{Path}.A: is ", Reading.ErrorAt(2, Text(variable)), StringComparison.Ordinal);

    private static string Text(string variables) =>
        Reading.Processor($"environment {{ {variables} }}\ntype = process, command = [a]");

    private static ValueList<EnvironmentVariable> Read(string variables) =>
        Assert.IsType<ProcessPlan>(Reading.Service(Text(variables)).Worker).Environment;
}
