using ControlPlane.Platform.Accounts;

namespace ControlPlane.Platform.Tests.Accounts;

public sealed class LinuxAccountsSpec
{
    private readonly LinuxAccounts _accounts = new();

    [Theory]
    [InlineData("root")]
    [InlineData("0")]
    public void A_user_is_found_by_name_and_by_number(string nameOrId) =>
        Assert.Equal(("root", 0u, 0u), (_accounts.FindUser(nameOrId)?.Name, _accounts.FindUser(nameOrId)?.Uid ?? 1,
            _accounts.FindUser(nameOrId)?.PrimaryGid ?? 1));

    [Theory]
    [InlineData("root")]
    [InlineData("0")]
    public void A_group_is_found_by_name_and_by_number(string nameOrId) =>
        Assert.Equal(new GroupEntry("root", 0), _accounts.FindGroup(nameOrId));

    [Theory]
    [InlineData("no-such-user")]
    [InlineData("")]
    [InlineData("4000000000")]
    [InlineData("-1")]
    [InlineData("99999999999999")]
    [InlineData("ro\0ot")]
    public void Who_does_not_exist_is_not_found(string nameOrId)
    {
        Assert.Null(_accounts.FindUser(nameOrId));
        Assert.Null(_accounts.FindGroup(nameOrId));
    }

    [Fact]
    public void The_home_directory_of_root_is_known() => Assert.Equal("/root", _accounts.FindUser("root")?.Home);

    [Fact]
    public void The_group_of_the_account_is_among_its_groups() =>
        Assert.Contains(7u, LinuxAccounts.GroupsOf(new Account("root", 0, 7)));
}
