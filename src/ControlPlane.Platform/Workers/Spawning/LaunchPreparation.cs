using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// Turns the plan of a worker into what is executed, after looking whether the target user can execute it.
/// </summary>
internal sealed class LaunchPreparation(string? socketDirectory, string? notifySocket)
{
    private static readonly string[] SetprivPlaces = ["/usr/bin/setpriv", "/bin/setpriv", "/usr/sbin/setpriv"];

    /// <exception cref="MachineException">It could not be executed; the message says why.</exception>
    public Launch Prepare(WorkerPlan plan, string? cgroupProcs)
    {
        CheckText(plan);
        var check = new PathCheck(new AccountAccess(plan.Account));
        if (plan.Directory is { } directory && check.WhyNotDirectory(directory) is { } reason)
        {
            throw reason;
        }

        var foreign = AccountAccess.IsForeign(plan.Account) ? plan.Account : null;
        var user = foreign is null ? null : LinuxAccounts.FindUser(foreign.Uid);
        var environment = WorkerEnvironment.Of(plan, OfTheNode(), socketDirectory, notifySocket, user);
        var search = new ExecutableSearch(check, environment.GetValueOrDefault("PATH"), plan.Directory);
        var program = search.Find(plan.Command[0]);
        if (program.Contains('=') && environment.Keys.Any(n => !Launch.IsShellName(n)))
        {
            throw new MachineException($"cannot execute {program}: a = in its path does not go together with names in "
                + "the environment that are not letters, digits and _; rename one of them");
        }

        return Launch.Of(
            [program, .. plan.Command.Skip(1)], environment, foreign is null ? null : Become(foreign),
            plan.Sockets.Count > 0, cgroupProcs);
    }

    private static Launch.Identity Become(Account account) => new(
        SetprivPlaces.FirstOrDefault(File.Exists) ?? throw new MachineException(
            $"cannot run as user {account.User}: setpriv is not there; install util-linux", "ENOENT"),
        account, LinuxAccounts.GroupsOf(account));

    private static IEnumerable<KeyValuePair<string, string>> OfTheNode() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value ?? ""));

    private static void CheckText(WorkerPlan plan)
    {
        if (plan.Command.Count == 0 || plan.Command[0].Length == 0)
        {
            throw new MachineException($"cannot start {plan.Container}: its command is empty; name a program");
        }

        if (plan.Command.FirstOrDefault(a => a.Contains('\0')) is { } argument)
        {
            throw new MachineException(
                $"cannot start {plan.Container}: an argument has a zero byte in it: "
                + argument.Replace("\0", "\\0", StringComparison.Ordinal));
        }

        foreach (var (name, value) in plan.Environment)
        {
            if (name.Length == 0 || name.Contains('=') || name.Contains('\0') || value.Contains('\0'))
            {
                throw new MachineException($"cannot start {plan.Container}: the environment variable [{name}] is not "
                    + "possible: a name is not empty and has no =, and nothing has a zero byte");
            }
        }

        if (plan.Directory is { } directory && !Path.IsPathRooted(directory))
        {
            throw new MachineException($"cannot start {plan.Container}: directory {directory} is not absolute");
        }
    }
}
