using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// Finds the program of a command as execvp(3) would, for the user who will run it, and says why not.
/// </summary>
internal sealed class ExecutableSearch(PathCheck check, string? searchPath, string? directory)
{
    /// <summary>What execvp uses when PATH is not set.</summary>
    private const string DefaultSearchPath = "/bin:/usr/bin";

    private const int DeepestInterpreter = 4, HeadBytes = 4096, LongestScriptLine = 256;

    /// <summary>The absolute path of the program.</summary>
    /// <exception cref="MachineException">Not there, or not runnable by that user.</exception>
    public string Find(string command)
    {
        var path = command.Contains('/') ? Absolute(command) : LookUp(command);
        if (check.WhyNotExecutable(path) is { } reason)
        {
            throw reason;
        }

        CheckFormat(path, 0);
        return path;
    }

    private string Absolute(string path) => Path.IsPathRooted(path) ? path : Path.Combine(Here, path);

    private string Here => directory ?? Environment.CurrentDirectory;

    private string LookUp(string name)
    {
        MachineException? denied = null;
        foreach (var folder in (searchPath ?? DefaultSearchPath).Split(':'))
        {
            var candidate = Path.Combine(Here, folder, name);
            if (FileFacts.Of(candidate) is not { IsRegular: true })
            {
                continue;
            }

            var reason = check.WhyNotExecutable(candidate);
            if (reason is null)
            {
                return candidate;
            }

            denied ??= reason;
        }

        throw denied ?? new MachineException(
            $"cannot execute {name}: not found in PATH ({searchPath ?? DefaultSearchPath}); "
            + "install it or give its absolute path", "ENOENT");
    }

    /// <summary>A script needs its interpreter; a file that is neither script nor ELF gives ENOEXEC.</summary>
    private void CheckFormat(string path, int depth)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var count = SmallFile.Read(path, head);
        if (count < 0)
        {
            return; // Executable but not readable for us: only exec can tell.
        }

        head = head[..count];
        if (head.StartsWith("#!"u8))
        {
            CheckScript(path, head[2..Math.Min(LongestScriptLine, head.Length)], depth);
        }
        else if (ElfHeader.Parse(head) is { } program)
        {
            CheckProgram(path, program);
        }
        else if (!head.StartsWith("\x7f"u8) && !OtherFormats)
        {
            throw new MachineException(
                $"cannot execute {path}: it is neither a program for this machine nor a script with a #! line; "
                + "add one, or name the interpreter in the command", "ENOEXEC");
        }
    }

    /// <summary>binfmt_misc: the administrator taught the kernel more formats.</summary>
    private static bool OtherFormats => Directory.Exists("/proc/sys/fs/binfmt_misc")
        && Directory.EnumerateFiles("/proc/sys/fs/binfmt_misc").Select(Path.GetFileName)
            .Any(name => name is not ("register" or "status"));

    private void CheckProgram(string path, ElfHeader program)
    {
        if (program.IsForeign && !OtherFormats)
        {
            throw new MachineException(
                $"cannot execute {path}: it was built for another kind of processor; install the build for this one",
                "ENOEXEC");
        }

        if (program.Loader is { } loader && check.WhyNotExecutable(loader) is { } reason)
        {
            throw new MachineException($"cannot execute {path}: it asks for the loader {loader}: {reason.Message}; "
                + "install that C library, or a build for this system", reason.Errno, reason);
        }
    }

    private void CheckScript(string path, ReadOnlySpan<byte> line, int depth)
    {
        if (check.WhyNotReadable(path) is { } unreadable)
        {
            throw unreadable;
        }

        var end = line.IndexOf((byte)'\n');
        var text = System.Text.Encoding.UTF8.GetString(end < 0 ? line : line[..end]);
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw new MachineException($"cannot execute {path}: its #! line names no interpreter", "ENOEXEC");
        }

        if (words[^1].EndsWith('\r'))
        {
            throw new MachineException(
                $"cannot execute {path}: its #! line ends in a carriage return; save it with Unix line ends", "ENOENT");
        }

        try
        {
            var interpreter = Absolute(words[0]);
            if (check.WhyNotExecutable(interpreter) is { } reason)
            {
                throw reason;
            }

            if (Path.GetFileName(interpreter) == "env" && words.Length == 2 && !words[1].StartsWith('-')
                && !words[1].Contains('='))
            {
                LookUp(words[1]);
            }
            else if (depth < DeepestInterpreter)
            {
                CheckFormat(interpreter, depth + 1);
            }
        }
        catch (MachineException e)
        {
            throw new MachineException(
                $"cannot execute {path}: its #! line asks for {text.Trim()}: {e.Message}", e.Errno, e);
        }
    }
}
