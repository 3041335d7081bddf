using ControlPlane.Node.Containers;
using ControlPlane.Platform.Accounts;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class AccountReaderSpec
{
    private const string Path = "controlplane.service.web";

    [Fact]
    public void Without_user_the_process_stays_what_the_node_is() => Assert.Null(Read("", new FakeMachine()));

    [Fact]
    public void A_user_without_group_has_its_own_group() =>
        Assert.Equal(new Account("ann", 1000, 100), Read("user = ann", new FakeMachine()));

    [Fact]
    public void User_and_group_are_names_or_numbers() =>
        Assert.Equal(new Account("www", 33, 4), Read("user = 33, group = adm", new FakeMachine()));

    [Theory]
    [InlineData("user = bob", "user: is [bob], which this machine does not have; expected a user of passwd(5), by "
        + "name or number")]
    [InlineData("user = www, group = club", "group: is [club], which this machine does not have; expected a group of "
        + "group(5), by name or number")]
    [InlineData("group = www", "group: is set without user; add the user, or remove the group")]
    public void What_the_machine_does_not_have_is_an_error(string line, string expected) =>
        Assert.Equal($"{Path}.{expected}", Reading.ErrorAt(2, Reading.Process(line)));

    [Fact]
    public void A_wrong_type_is_one_error() => Assert.StartsWith(
        $"{Path}.user: is ", Reading.ErrorAt(2, Reading.Process("user = [www]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("user = www", "user")]
    [InlineData("user = root", "user")]
    [InlineData("user = ann, group = adm", "group")]
    public void Only_root_changes_them(string line, string key) => Assert.Equal(
        $"{Path}.{key}: can be changed by root only, and this node runs as uid 1000; start it as root, or remove the "
            + $"key",
        Reading.ErrorAt(2, Reading.Process(line), new FakeMachine { OwnUid = 1000 }));

    [Theory]
    [InlineData("user = ann")]
    [InlineData("user = ann, group = users")]
    public void Those_of_the_node_may_be_named_by_anyone(string line) =>
        Assert.Null(Read(line, new FakeMachine { OwnUid = 1000 }));

    private static Account? Read(string line, FakeMachine machine) =>
        Assert.IsType<ProcessPlan>(Reading.Service(Reading.Process(line), machine).Worker).Account;
}
