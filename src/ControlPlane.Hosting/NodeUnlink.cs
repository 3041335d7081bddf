using ControlPlane.Contracts.Admin;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory.PersistentObjects;

namespace ControlPlane.Hosting;

/// <summary>What <c>cplane unlink</c> did.</summary>
/// <param name="Lines">One for each object.</param>
/// <param name="Error">What went wrong; empty if nothing did.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="Exit">The exit code.</param>
public sealed record UnlinkOutcome(IReadOnlyList<string> Lines, string Error, string Hint, int Exit);

/// <summary>Removes the persistent objects of a socket directory; a node is not asked.</summary>
public static class NodeUnlink
{
    public static UnlinkOutcome Run(string socketDirectory)
    {
        var directory = Path.GetFullPath(socketDirectory);
        if (!Directory.Exists(directory))
        {
            return new UnlinkOutcome(
                [], $"there is no socket directory {directory}", "name it with --sockdir", ExitCodes.Unavailable);
        }

        try
        {
            var unlinked = new PersistentObjectFile(directory).Unlink();
            var lines =
                unlinked.Select(one => one.ToString()).DefaultIfEmpty($"nothing is registered in {directory}").ToList();
            var failed = unlinked.Count(one => one.Failure is not null);
            return failed == 0
                ? new UnlinkOutcome(lines, "", "", ExitCodes.Done)
                : new UnlinkOutcome(
                    lines, $"{failed} of {unlinked.Count} objects could not be removed and stay registered",
                    "mend the cause that stands beside each, then call unlink again", ExitCodes.Refused);
        }
        catch (MachineException e)
        {
            return new UnlinkOutcome([], e.Message, "run the command as the user of the node", ExitCodes.Refused);
        }
    }
}
