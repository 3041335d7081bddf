namespace ControlPlane.Platform.Accounts;

/// <summary>Users and groups (passwd(5), group(5)).</summary>
public interface IAccounts
{
    /// <summary>Effective user id of the node.</summary>
    uint OwnUid { get; }

    /// <summary>By name or number; null: no such user.</summary>
    UserEntry? FindUser(string nameOrId);

    /// <summary>By name or number; null: no such group.</summary>
    GroupEntry? FindGroup(string nameOrId);
}

/// <param name="Name">Login name.</param>
/// <param name="Uid">User id.</param>
/// <param name="PrimaryGid">Group id of passwd(5).</param>
/// <param name="Home">Home directory; becomes HOME of a worker that runs as this user.</param>
public sealed record UserEntry(string Name, uint Uid, uint PrimaryGid, string Home = "/");

public sealed record GroupEntry(string Name, uint Gid);

/// <summary>What a worker runs as; supplementary groups are those of the user.</summary>
public sealed record Account(string User, uint Uid, uint Gid);
