namespace ControlPlane.Cli.Tests.Help;

/// <summary>What operators of Netplex type has a command here.</summary>
public sealed class NetplexAdminSpec
{
    [Theory]
    [InlineData("-sockdir", "--sockdir")]
    [InlineData("-list", "list")]
    [InlineData("-containers", "containers")]
    [InlineData("-enable", "enable SERVICE")]
    [InlineData("-disable", "disable SERVICE")]
    [InlineData("-restart", "restart SERVICE")]
    [InlineData("-restart-all", "restart-all")]
    [InlineData("-shutdown", "shutdown")]
    [InlineData("-reopen-logfiles", "reopen-logfiles")]
    public void Each_option_has_a_command(string option, string command) => Assert.True(
        CommandRun.Of("--help").Out.Split('\n').Any(
            line => line.TrimStart().StartsWith(command, StringComparison.Ordinal)),
        option);
}
