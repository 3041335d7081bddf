using System.Globalization;
using ControlPlane.Platform.Accounts;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// What is really executed: the worker's program, or a short chain of programs that each replace themselves and end in
/// it with the same pid. From outside in: <c>sh</c> (joins the cgroup, sets LISTEN_PID), <c>setpriv</c> (becomes the
/// user), <c>env</c> (names that sh would drop), the program.
/// </summary>
internal sealed record Launch(IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment)
{
    /// <summary>Exit code of a trampoline that could not join its cgroup.</summary>
    public const int CannotJoinCgroup = 125;

    private const string Shell = "/bin/sh";

    public string Path => Arguments[0];

    /// <param name="program">argv of the worker; the first is an absolute path.</param>
    /// <param name="environment">Its environment without LISTEN_PID.</param>
    /// <param name="become">The user to become, or null.</param>
    /// <param name="listenPid">True: LISTEN_PID is wanted.</param>
    /// <param name="cgroupProcs">The cgroup.procs to write to first, or null.</param>
    public static Launch Of(
        IReadOnlyList<string> program,
        IReadOnlyDictionary<string, string> environment,
        Identity? become,
        bool listenPid,
        string? cgroupProcs)
    {
        var throughShell = listenPid || cgroupProcs is not null;
        var arguments = new List<string>();
        if (throughShell)
        {
            arguments.AddRange([Shell, "-c", Script(listenPid, cgroupProcs is not null), "cplane"]);
            arguments.AddRange(cgroupProcs is null ? [] : [cgroupProcs]);
        }

        if (become is not null)
        {
            arguments.AddRange(become.Command);
        }

        if (throughShell && environment.Any(s => !IsShellName(s.Key)))
        {
            arguments.Add("/usr/bin/env");
            arguments.Add("--");
            arguments.AddRange(environment.Where(s => !IsShellName(s.Key)).Select(s => $"{s.Key}={s.Value}"));
        }

        arguments.AddRange(program);
        return new Launch(arguments, environment.Select(s => $"{s.Key}={s.Value}").ToList());
    }

    private static string Script(bool listenPid, bool cgroup) =>
        (cgroup ? $"echo $$ >\"$1\" || exit {CannotJoinCgroup}; shift; " : "")
        + (listenPid ? $"export {WorkerEnvironment.ListenPid}=$$; " : "")
        + "exec \"$@\"";

    /// <summary>A shell forgets variables whose names it could not write.</summary>
    internal static bool IsShellName(string name) =>
        !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>A user to become by setpriv(1) of util-linux, which keeps the environment.</summary>
    internal sealed record Identity(string Setpriv, Account Account, IReadOnlyList<uint> Groups)
    {
        public IEnumerable<string> Command =>
        [
            Setpriv, string.Create(CultureInfo.InvariantCulture, $"--reuid={Account.Uid}"),
            string.Create(CultureInfo.InvariantCulture, $"--regid={Account.Gid}"),
            "--groups=" + string.Join(',', Groups.Select(g => g.ToString(CultureInfo.InvariantCulture))),
        ];
    }
}
