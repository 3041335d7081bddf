using ControlPlane.Platform.Accounts;
using ControlPlane.Platform.Files;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.Workers.Spawning;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Spawning;

public sealed class ExecutableSearchSpec : IDisposable
{
    private const UnixFileMode Open = (UnixFileMode)0x1ED, OwnerOnly = (UnixFileMode)0x1C0;

    private static readonly Account Nobody = new("nobody", 65534, 65534);

    private readonly TemporaryDirectory _place = new();

    public ExecutableSearchSpec() => File.SetUnixFileMode(_place.Path, Open);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_name_is_looked_up_in_PATH_and_what_cannot_be_executed_there_is_passed_over()
    {
        Directory.CreateDirectory(_place.File("a/prog"));
        Program("b/prog", mode: (UnixFileMode)0x1A4);
        var expected = Program("c/prog");

        var path = string.Join(':', _place.File("a"), _place.File("b"), "/nowhere", _place.File("c"));
        Assert.Equal(expected, Search(path).Find("prog"));
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_working_directory_of_the_worker()
    {
        Program("bin/prog");

        Assert.Equal(_place.File("bin/prog"), Search(directory: _place.Path).Find("bin/prog"));
        Assert.Equal(_place.File("./bin/prog"), Search(directory: _place.Path).Find("./bin/prog"));
    }

    [Fact]
    public void Not_found_in_PATH_says_where_was_looked() => Assert.Contains(
        "cannot execute prog9: not found in PATH (/usr/bin:/nowhere)", Error("prog9", Search("/usr/bin:/nowhere")));

    [Fact]
    public void Not_there_names_the_component_that_is_missing()
    {
        Assert.Contains("/prog: it is not there", Error(_place.File("prog")));
        Assert.Contains($"{_place.File("a")} is not there", Error(_place.File("a/b/prog")));
        Program("file");
        Assert.Contains($"{_place.File("file")} is not a directory", Error(_place.File("file/prog")));
    }

    [Fact]
    public void A_directory_and_a_file_without_execute_permission_are_told_apart()
    {
        Directory.CreateDirectory(_place.File("dir"));
        Program("plain", mode: (UnixFileMode)0x1A4);

        Assert.Contains("it is a directory", Error(_place.File("dir")));
        var plain = _place.File("plain");
        Assert.Matches($@"may not execute {plain} \(mode 0644, owner \d+:\d+\)", Error(plain));
    }

    [Fact]
    public void A_file_that_is_neither_program_nor_script_is_found_out()
    {
        Program("text", "echo hello\n");

        Assert.Contains("neither a program for this machine nor a script", Error(_place.File("text")));
    }

    [Fact]
    public void A_program_that_asks_for_a_loader_that_is_not_here_is_found_out()
    {
        var bytes = File.ReadAllBytes("/bin/sh");
        var loader = ElfHeader.Parse(bytes.AsSpan(0, 4096))?.Loader ?? "";
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(loader));
        "/xyz"u8.CopyTo(bytes.AsSpan(at));
        var path = Program("musl");
        File.WriteAllBytes(path, bytes);

        Assert.Contains($"it asks for the loader /xyz{loader[4..]}: ", Error(path));
    }

    [Theory]
    [InlineData("#!/nowhere/python\n", "/nowhere is not there")]
    [InlineData("#!/bin/sh\r\n", "carriage return")]
    [InlineData("#!\n", "names no interpreter")]
    [InlineData("#!/usr/bin/env prog9\n", "prog9: not found in PATH")]
    public void A_script_needs_its_interpreter(string line, string reason)
    {
        var path = Program("script", line);

        var error = Error(path);
        Assert.Contains(path, error);
        Assert.Contains(reason, error);
    }

    [Theory]
    [InlineData("#!/bin/sh\n")]
    [InlineData("#! /bin/sh -e\n")]
    [InlineData("#!/usr/bin/env sh\n")]
    [InlineData("#!/usr/bin/env -S sh -e\n")]
    public void A_script_with_its_interpreter_is_fine(string line) =>
        Assert.Equal(_place.File("script"), Search().Find(Program("script", line)));

    [RootFact]
    public void Another_user_is_asked_at_every_component()
    {
        var hidden = Program("hidden/prog");
        File.SetUnixFileMode(_place.File("hidden"), OwnerOnly);
        var own = Program("own", mode: OwnerOnly);
        var script = Program("unreadable", "#!/bin/sh\n", (UnixFileMode)0x1C9);

        Assert.Contains($"user nobody may not enter {_place.File("hidden")} (mode 0700, owner 0:0)",
            Error(hidden, Search(account: Nobody)));
        Assert.Contains($"user nobody may not execute {own}", Error(own, Search(account: Nobody)));
        Assert.Contains($"user nobody may not read {script}", Error(script, Search(account: Nobody)));
        Assert.Equal(own, Search().Find(own));
    }

    [RootFact]
    public async Task Looking_as_another_user_changes_nothing_for_this_process()
    {
        var own = Program("own", mode: OwnerOnly);
        var search = Search(account: Nobody);
        Parallel.For(0, 50, _ => Assert.Throws<MachineException>(() => search.Find(own)));

        var status = File.ReadAllText("/proc/self/status");
        Assert.Contains("Uid:\t0\t0\t0\t0", status);
        Assert.Contains("Gid:\t0\t0\t0\t0", status);
        // Another spec may be looking just now; what stays is asked.
        await Eventually.True(() => Libc.ProcessControl(Libc.PR_GET_DUMPABLE, 0, 0, 0, 0) == 1);
    }

    private string Program(string name, string text = "#!/bin/sh\n", UnixFileMode mode = Open)
    {
        var path = _place.Write(name, text);
        File.SetUnixFileMode(Path.GetDirectoryName(path)!, Open);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    private string Error(string command, ExecutableSearch? search = null) =>
        Assert.Throws<MachineException>(() => (search ?? Search()).Find(command)).Message;

    private static ExecutableSearch Search(
        string? path = "/usr/bin:/bin", string? directory = null, Account? account = null) =>
        new(new PathCheck(new AccountAccess(account)), path, directory);
}
