using ControlPlane.Contracts;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Platform.Accounts;

namespace ControlPlane.Node.Controller.Configuration;

/// <summary>As whom a process runs, as far as that could be read.</summary>
internal sealed record Runner(bool Known, Account? Account);

/// <summary>Reads a processor of type <c>process</c>, and asks the machine whether it could be started.</summary>
internal static class ProcessReader
{
    private static readonly Dictionary<string, Readiness> Readinesses = new()
    {
        ["auto"] = Readiness.Auto,
        ["notify"] = Readiness.Notify,
        ["uptime"] = Readiness.Uptime,
    };

    public static ProcessPlan Read(string service, Config section, Runner runner, ReadingScope scope)
    {
        var command = CommandReader.Read(section);
        var directoryRead = TryReadDirectory(section, runner, scope, out var directory);
        Choice.TryRead(section, "ready", Readinesses, LaterVersions.Readinesses, out var ready);
        var plan = new ProcessPlan(
            command ?? [], directory, EnvironmentReader.Read(section), runner.Account, ready);
        section.RejectUnknownKeys();

        // Without a good command, user and directory the machine would only repeat what was said.
        if (command is not null && directoryRead && runner.Known
            && scope.Machine.WhyNotStartable(plan.ToWorker(new ContainerId(service, 1), [])) is { } refused)
        {
            section.Fail("command", refused.Message);
        }

        return plan;
    }

    private static bool TryReadDirectory(Config section, Runner runner, ReadingScope scope, out string? directory)
    {
        directory = null;
        if (TextKey.Find(section, "directory") is not { } written)
        {
            return !section.Has("directory");
        }

        if (written.Length == 0 || written.Contains('\0'))
        {
            section.Fail("directory", "is empty or has a zero byte; expected the path of a directory, or no such key");
            return false;
        }

        directory = Path.TrimEndingDirectorySeparator(
            Path.GetFullPath(written, scope.FolderOf(section.PositionOf("directory"))));
        if (runner.Known && scope.Machine.Files.WhyNotDirectory(directory, runner.Account) is { } refused)
        {
            section.Fail("directory", refused.Message);
            return false;
        }

        return runner.Known;
    }
}
