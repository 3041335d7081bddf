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

public sealed record UserEntry(string Name, uint Uid, uint PrimaryGid);

public sealed record GroupEntry(string Name, uint Gid);

/// <summary>What a worker runs as; supplementary groups are those of the user.</summary>
public sealed record Account(string User, uint Uid, uint Gid);
