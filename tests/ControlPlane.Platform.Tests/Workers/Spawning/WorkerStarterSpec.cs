using System.Collections.Immutable;
using System.Globalization;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Spawning;

public sealed class WorkerStarterSpec
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_with_sockets_is_told_of_them_by_its_own_pid(bool cgroups)
    {
        await using var machine = new TestMachine(o => o with { Cgroups = cgroups });
        using var listener = machine.Listen();
        var worker = machine.Start(machine.Shell("echo $$ $LISTEN_PID $LISTEN_FDS $LISTEN_FDNAMES") with
        {
            Sockets = [new InheritedSocket("http", listener), new InheritedSocket("admin", listener)],
        });

        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"{worker.Pid} {worker.Pid} 2 http:admin")],
            await worker.Output());
    }

    [Fact]
    public async Task A_worker_without_sockets_hears_nothing_of_any()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("env | grep LISTEN_; echo done"));

        Assert.Equal(["done"], await worker.Output());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arguments_and_environment_arrive_unchanged_through_every_trampoline(bool root)
    {
        await using var machine = new TestMachine();
        using var listener = machine.Listen();
        var account = root ? null : machine.OtherUser();
        string[] odd = ["", " ", "a b", "$HOME", "`x`", "\"'\\", "*", "-e", "é€", "new\nline", "a=b"];
        var settings = odd.Select((v, i) => KeyValuePair.Create($"odd.na-me{i}", v))
            .Append(KeyValuePair.Create("PLAIN", "$x \"")).ToImmutableDictionary();
        var worker = machine.Start(machine.Plan(
            ["/usr/bin/python3", "-c", "import os,sys\nfor a in sys.argv[1:]: print(repr(a))\n"
                + "for k in sorted(os.environ):\n if k[:3] in ('odd','PLA'): print(k, repr(os.environ[k]))",
            .. odd]) with
        {
            Environment = settings,
            Account = account,
            Sockets = [new InheritedSocket("http", listener)],
        });

        var output = await worker.Output();
        Assert.Equal(odd.Length + settings.Count, output.Count);
        Assert.Equal(odd, output.Take(odd.Length).Select(Unquote));
        foreach (var line in output.Skip(odd.Length))
        {
            var (name, value) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
            Assert.Equal(settings[name], Unquote(value));
        }
    }

    [RootFact]
    public async Task A_worker_runs_as_the_user_of_its_account_with_its_groups_and_home()
    {
        await using var machine = new TestMachine();
        var account = machine.OtherUser()!;
        var worker = machine.Start(machine.Shell(
            "id -u; id -ru; id -g; id -G; echo $USER $HOME; grep CapEff /proc/self/status") with { Account = account });

        var output = await worker.Output();
        var user = machine.Machine.Accounts.FindUser(account.User)!;
        Assert.Equal([$"{account.Uid}", $"{account.Uid}", $"{account.Gid}"], output.Take(3));
        Assert.Equal($"{account.Gid}", output[3]);
        Assert.Equal($"{user.Name} {user.Home}", output[4]);
        Assert.Equal("CapEff:\t0000000000000000", output[5]);
    }

    [Fact]
    public async Task Arguments_that_are_too_long_are_an_error_that_says_how_long()
    {
        await using var machine = new TestMachine();
        var before = Rig.Processes.OpenDescriptors;

        var error = Assert.Throws<MachineException>(
            () => machine.Start(machine.Plan("/bin/echo", new string('x', 4 << 20))));

        Assert.Equal("E2BIG", error.Errno);
        Assert.Matches(@"arguments and environment have \d{7} bytes", error.Message);

        // Others open descriptors too: tried so often that one that is left behind by each shows. 128 KiB is what
        // Linux lets one argument have, MAX_ARG_STRLEN.
        for (var i = 0; i < 300; i++)
        {
            Assert.Throws<MachineException>(
                () => machine.Start(machine.Plan("/bin/echo", new string('x', 1 << 17))));
        }

        await Eventually.True(() => Rig.Processes.OpenDescriptors < before + 150);
    }

    [Theory]
    [InlineData("a\0b")]
    public async Task A_zero_byte_is_an_error(string argument)
    {
        await using var machine = new TestMachine();

        var error = Assert.Throws<MachineException>(() => machine.Start(machine.Plan("/bin/echo", argument)));

        Assert.Contains("zero byte", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A=B")]
    public async Task A_name_that_no_environment_can_have_is_an_error(string name)
    {
        await using var machine = new TestMachine();

        var error = Assert.Throws<MachineException>(() => machine.Start(machine.Plan("/bin/echo") with
        {
            Environment = ImmutableDictionary<string, string>.Empty.Add(name, "x"),
        }));

        Assert.Contains($"[{name}]", error.Message);
    }

    [Fact]
    public async Task A_failed_start_leaves_no_cgroup_and_no_line_in_the_journal()
    {
        await using var machine = new TestMachine();
        for (var i = 0; i < 5; i++)
        {
            Assert.Throws<MachineException>(() => machine.Start(machine.Plan("/nowhere/prog")));
        }

        var worker = machine.Start(machine.Plan("/bin/sleep", "1000"));

        Assert.Equal(worker.Worker.Identity,
            Assert.Single(Platform.NodeDirectory.WorkerJournal.Read(machine.Directory.Path)).Worker);
    }

    private static string Unquote(string python) => python[1..^1]
        .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\'", "'", StringComparison.Ordinal)
        .Replace("\\\\", "\\", StringComparison.Ordinal);
}
