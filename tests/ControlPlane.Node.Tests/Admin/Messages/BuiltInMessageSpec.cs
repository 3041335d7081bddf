using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin.Messages;
using ControlPlane.Node.Logging.Lines;

namespace ControlPlane.Node.Tests.Admin.Messages;

public sealed class BuiltInMessageSpec
{
    [Theory]
    [InlineData("emerg", Severity.Emerg)]
    [InlineData("NOTICE", Severity.Notice)]
    [InlineData("debug", Severity.Debug)]
    public void A_level_is_known_in_any_case(string level, Severity severity) =>
        Assert.Equal(new BuiltInMessage.SetMaxLevel(severity), Of("netplex.logger.set_max_level", level));

    [Theory]
    [InlineData("netplex.logger.set_max_level: Unknown level: nonsense", "nonsense")]
    [InlineData("netplex.logger.set_max_level: Unknown level: all", "all")]
    [InlineData("netplex.logger.set_max_level: Missing argument")]
    [InlineData("netplex.logger.set_max_level: Too many arguments", "info", "debug")]
    public void What_is_wrong_with_a_level_is_said_in_the_words_of_Netplex(string error, params string[] arguments) =>
        Assert.Equal(new BuiltInMessage.Wrong(error), Of("netplex.logger.set_max_level", arguments));

    [Fact]
    public void Debugging_is_of_a_component_pattern()
    {
        Assert.Equal(new BuiltInMessage.Debug(new LinePattern("shop*"), true), Of("netplex.debug.enable", "shop*"));
        Assert.Equal(new BuiltInMessage.Debug(new LinePattern("shop*"), false), Of("netplex.debug.disable", "shop*"));
        Assert.Equal(new BuiltInMessage.Wrong("netplex.debug.enable: Missing argument"), Of("netplex.debug.enable"));
        Assert.IsType<BuiltInMessage.Wrong>(Of("netplex.debug.enable", new string('x', 300)));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("netplex.unheard_of")]
    [InlineData("NETPLEX.THREADLIST")]
    public void Any_other_name_is_none_of_the_nodes_own(string name) => Assert.Null(Of(name));

    private static BuiltInMessage? Of(string name, params string[] arguments) =>
        BuiltInMessage.Of(new AdminProtocol.SendMessage("*", name, arguments));
}
