using System.Globalization;
using System.Runtime.InteropServices;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Accounts;

/// <summary>Users and groups as libc finds them: files, LDAP, sssd, whatever nsswitch.conf(5) says.</summary>
internal sealed unsafe class LinuxAccounts : IAccounts
{
    private const int FirstBuffer = 4096, LargestBuffer = 1024 * 1024, MostGroups = 65536;

    private delegate int Lookup(byte* buffer, nuint length, out bool found);

    public uint OwnUid => Libc.EffectiveUid();

    public UserEntry? FindUser(string nameOrId)
    {
        UserEntry? entry = null;
        Look($"cannot look up user {nameOrId}", (byte* buffer, nuint length, out bool found) =>
        {
            Libc.Passwd raw;
            Libc.Passwd* result;
            var errno = Libc.UserByName(nameOrId, &raw, buffer, length, &result);
            entry = (found = result != null) ? Entry(raw) : null;
            return errno;
        });
        return entry ?? (TryParseId(nameOrId, out var uid) ? FindUser(uid) : null);
    }

    public GroupEntry? FindGroup(string nameOrId)
    {
        GroupEntry? entry = null;
        Look($"cannot look up group {nameOrId}", (byte* buffer, nuint length, out bool found) =>
        {
            Libc.Group raw;
            Libc.Group* result;
            var errno = Libc.GroupByName(nameOrId, &raw, buffer, length, &result);
            entry = (found = result != null) ? new GroupEntry(Text(raw.Name), raw.Gid) : null;
            return errno;
        });
        return entry ?? (TryParseId(nameOrId, out var gid) ? FindGroup(gid) : null);
    }

    public static UserEntry? FindUser(uint uid)
    {
        UserEntry? entry = null;
        Look($"cannot look up user {uid}", (byte* buffer, nuint length, out bool found) =>
        {
            Libc.Passwd raw;
            Libc.Passwd* result;
            var errno = Libc.UserById(uid, &raw, buffer, length, &result);
            entry = (found = result != null) ? Entry(raw) : null;
            return errno;
        });
        return entry;
    }

    public static GroupEntry? FindGroup(uint gid)
    {
        GroupEntry? entry = null;
        Look($"cannot look up group {gid}", (byte* buffer, nuint length, out bool found) =>
        {
            Libc.Group raw;
            Libc.Group* result;
            var errno = Libc.GroupById(gid, &raw, buffer, length, &result);
            entry = (found = result != null) ? new GroupEntry(Text(raw.Name), raw.Gid) : null;
            return errno;
        });
        return entry;
    }

    /// <summary>The supplementary groups that initgroups(3) would set, the group of the account included.</summary>
    public static IReadOnlyList<uint> GroupsOf(Account account)
    {
        for (var room = 64; room <= MostGroups; room *= 4)
        {
            var groups = new uint[room];
            var count = room;
            fixed (uint* first = groups)
            {
                if (Libc.GroupsOf(account.User, account.Gid, first, &count) >= 0)
                {
                    return groups[..count];
                }
            }
        }

        throw new MachineException($"user {account.User} is in more than {MostGroups} groups; Linux allows no more");
    }

    private static void Look(string tried, Lookup lookup)
    {
        for (var size = FirstBuffer; size <= LargestBuffer; size *= 4)
        {
            fixed (byte* buffer = new byte[size])
            {
                var errno = lookup(buffer, (nuint)size, out var found);
                if (errno == Errno.ERANGE || errno == Errno.EINTR)
                {
                    continue;
                }

                // getpwnam(3): these numbers, too, mean that there is no such entry.
                if (!found && errno is not (0 or Errno.ENOENT or Errno.ESRCH or Errno.EPERM))
                {
                    throw Errno.Failure(tried, errno, "look at the name service (nsswitch.conf)");
                }

                return;
            }
        }

        throw new MachineException($"{tried}: its entry is larger than {LargestBuffer} bytes");
    }

    private static UserEntry Entry(Libc.Passwd raw) => new(Text(raw.Name), raw.Uid, raw.Gid, Text(raw.Home));

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static bool TryParseId(string text, out uint id) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
