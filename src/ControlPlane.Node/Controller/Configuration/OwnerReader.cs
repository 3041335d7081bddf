using System.Globalization;
using ControlPlane.Hocon;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>
/// Reads <c>owner</c> of a Unix socket: <c>user</c>, <c>user:group</c> or <c>:group</c>, by name or number.
/// </summary>
internal static class OwnerReader
{
    /// <summary>Null: unchanged.</summary>
    public static (uint? Uid, uint? Gid) Read(Config section, ReadingScope scope)
    {
        if (TextKey.Find(section, "owner") is not { } text)
        {
            return (null, null);
        }

        var parts = text.Split(':');
        if (parts.Length > 2 || text.Length == 0 || parts[^1].Length == 0)
        {
            section.Fail("owner", $"is [{text}]; expected \"user\", \"user:group\" or \":group\"");
            return (null, null);
        }

        var uid = parts[0].Length > 0 ? User(section, parts[0], scope) : null;
        var gid = parts.Length == 2 ? Group(section, parts[1], scope) : null;
        return (uid, gid);
    }

    private static uint? User(Config section, string name, ReadingScope scope)
    {
        var accounts = scope.Machine.Accounts;
        if (accounts.FindUser(name) is not { } user)
        {
            section.Fail("owner", $"names the user [{name}], which this machine does not have; "
                + "expected one of passwd(5)");
            return null;
        }

        if (accounts.OwnUid != 0 && user.Uid != accounts.OwnUid)
        {
            section.Fail("owner", $"gives the socket to {user.Name}, which only root may do; this node runs as uid "
                + accounts.OwnUid.ToString(CultureInfo.InvariantCulture) + ". Start it as root, or remove the user");
        }

        return user.Uid;
    }

    private static uint? Group(Config section, string name, ReadingScope scope)
    {
        if (scope.Machine.Accounts.FindGroup(name) is { } group)
        {
            return group.Gid;
        }

        section.Fail("owner", $"names the group [{name}], which this machine does not have; expected one of group(5)");
        return null;
    }
}
