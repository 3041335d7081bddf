using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Accounts;

/// <summary>
/// Asks the kernel what a user may do with a path, so that modes, groups, ACLs, mount options and security modules all
/// count. For another user one thread takes over that user's *file* identity (setfsuid(2), per thread on Linux), asks,
/// and gives it back; the thread lives for one question only, so nothing else can ever run under that identity.
/// </summary>
internal sealed class AccountAccess(Account? account)
{
    /// <summary>One at a time: whether the process may be debugged is put back to what it was.</summary>
    private static readonly Lock OneAtATime = new();

    /// <summary>For error texts: <c>user www-data</c>.</summary>
    public string Who { get; } = account is null ? $"user {Libc.EffectiveUid()}" : $"user {account.User}";

    /// <summary>True: another user or group than the node's own.</summary>
    public static bool IsForeign(Account? account) =>
        account is not null && (account.Uid != Libc.EffectiveUid() || account.Gid != Libc.EffectiveGid());

    /// <summary>
    /// 0, or the error number of access with these rights (<see cref="Libc.X_OK"/>, <see cref="Libc.R_OK"/>).
    /// </summary>
    /// <exception cref="MachineException">The node may not act for that user: it is not root.</exception>
    public int Try(string path, int rights)
    {
        if (account is null || !IsForeign(account))
        {
            return Ask(path, rights);
        }

        if (Libc.EffectiveUid() != 0)
        {
            throw new MachineException(
                $"cannot run as user {account.User}: only root may change the user; start the node as root, "
                + $"or remove user and group", "EPERM");
        }

        var groups = LinuxAccounts.GroupsOf(account).ToArray();
        var answer = 0;
        lock (OneAtATime)
        {
            // The code below is compiled before identities change: a compiler that then loads an assembly would load
            // it as that user.
            _ = AskAs(Libc.EffectiveUid(), Libc.EffectiveGid(), null, path: "", rights);
            var thread = new Thread(() => answer = AskAs(account.Uid, account.Gid, groups, path, rights))
            {
                Name = "cplane access",
                IsBackground = true,
            };
            thread.Start();
            thread.Join();
        }

        return answer;
    }

    private static int Ask(string path, int rights) =>
        Libc.Access(Libc.AT_FDCWD, path, rights, Libc.AT_EACCESS) == 0 ? 0 : Errno.Last;

    private static unsafe int AskAs(uint uid, uint gid, uint[]? groups, string path, int rights)
    {
        var dumpable = Libc.ProcessControl(Libc.PR_GET_DUMPABLE, 0, 0, 0, 0);
        var formerUid = Libc.EffectiveUid();
        var formerGid = Libc.EffectiveGid();
        if (groups is not null)
        {
            fixed (uint* list = groups)
            {
                if (Libc.SystemCall(Libc.SYS_setgroups, groups.Length, (long)list, 0, 0) < 0)
                {
                    return Errno.Last;
                }
            }
        }

        _ = Libc.SetFileGroup(gid);
        _ = Libc.SetFileUser(uid);
        try
        {
            // setfsuid does not report failure; asked again, it tells what is set.
            return Libc.SetFileUser(uid) == (int)uid ? Ask(path, rights) : Errno.EPERM;
        }
        finally
        {
            _ = Libc.SetFileUser(formerUid);
            _ = Libc.SetFileGroup(formerGid);
            // Changing a file identity forbids core dumps and debuggers for the whole process.
            _ = Libc.ProcessControl(Libc.PR_SET_DUMPABLE, (ulong)dumpable, 0, 0, 0);
        }
    }
}
