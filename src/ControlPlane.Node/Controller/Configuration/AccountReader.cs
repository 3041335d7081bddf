using System.Globalization;
using ControlPlane.Hocon;
using ControlPlane.Platform.Accounts;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>Reads <c>user</c> and <c>group</c> of a service.</summary>
internal static class AccountReader
{
    /// <summary>False after an error, which is added.</summary>
    /// <param name="service">The service.</param>
    /// <param name="accounts">Users and groups of the machine.</param>
    /// <param name="account">Null: the processes stay what the node is.</param>
    public static bool TryRead(Config service, IAccounts accounts, out Account? account)
    {
        account = null;
        var user = TextKey.Find(service, "user");
        var group = TextKey.Find(service, "group");
        if (user is null)
        {
            return group is null && !service.Has("user") && !service.Has("group") || Alone(service);
        }

        if (accounts.FindUser(user) is not { } entry)
        {
            service.Fail("user", $"is [{user}], which this machine does not have; "
                + "expected a user of passwd(5), by name or number");
            return false;
        }

        if (Gid(service, group, entry, accounts) is not { } gid)
        {
            return false;
        }

        if (accounts.OwnUid == 0)
        {
            account = new Account(entry.Name, entry.Uid, gid);
            return true;
        }

        return MayStay(service, entry, gid, accounts);
    }

    private static bool Alone(Config service)
    {
        if (!service.Has("user"))
        {
            service.Fail("group", "is set without user; add the user, or remove the group");
        }

        return false;
    }

    private static uint? Gid(Config service, string? group, UserEntry user, IAccounts accounts)
    {
        if (group is null)
        {
            return service.Has("group") ? null : user.PrimaryGid;
        }

        if (accounts.FindGroup(group) is { } entry)
        {
            return entry.Gid;
        }

        service.Fail("group", $"is [{group}], which this machine does not have; "
            + "expected a group of group(5), by name or number");
        return null;
    }

    private static bool MayStay(Config service, UserEntry user, uint gid, IAccounts accounts)
    {
        var key = user.Uid != accounts.OwnUid ? "user" : gid != user.PrimaryGid ? "group" : null;
        if (key is null)
        {
            return true;
        }

        service.Fail(key, "can be changed by root only, and this node runs as uid "
            + accounts.OwnUid.ToString(CultureInfo.InvariantCulture) + "; start it as root, or remove the key");
        return false;
    }
}
