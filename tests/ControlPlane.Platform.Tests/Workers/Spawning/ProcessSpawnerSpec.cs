using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;

namespace ControlPlane.Platform.Tests.Workers.Spawning;

public sealed class ProcessSpawnerSpec
{
    [Fact]
    public async Task A_worker_has_its_three_standard_descriptors_and_its_sockets_and_nothing_else()
    {
        await using var machine = new TestMachine();
        using var first = machine.Listen();
        using var second = machine.Listen();
        var worker = machine.Start(machine.Shell("ls -1 /proc/$$/fd; readlink /proc/$$/fd/0") with
        {
            Sockets = [new InheritedSocket("http", first), new InheritedSocket("admin", second)],
        });

        Assert.Equal(["0", "1", "2", "3", "4", "/dev/null"], await worker.Output());
    }

    [Fact]
    public async Task Sockets_arrive_in_order_also_when_their_numbers_overlap_with_the_targets()
    {
        await using var machine = new TestMachine();
        var listeners = Enumerable.Range(0, 120).Select(_ => machine.Listen()).ToList();
        try
        {
            // In reverse, so that a source can be the target of another one.
            var sockets = listeners.AsEnumerable().Reverse().Select(l => new InheritedSocket("s", l)).ToList();
            var expected = listeners.AsEnumerable().Reverse().Select(l => l.Address.Split(':')[1]);
            var worker = machine.Start(machine.Plan("/usr/bin/python3", "-c",
                "import socket\nfor fd in range(3, 123): print(socket.socket(fileno=fd).getsockname()[1])") with
            {
                Sockets = sockets,
            });

            Assert.Equal(expected, await worker.Output());
        }
        finally
        {
            listeners.ForEach(l => l.Dispose());
        }
    }

    [Fact]
    public async Task A_worker_leads_a_session_and_a_group_of_its_own()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Plan("/bin/sleep", "1000"));

        var facts = ProcessFacts.Of(worker.Pid);
        Assert.Equal((worker.Pid, worker.Pid), (facts?.Group, facts?.Session));
    }

    [Theory]
    [InlineData("SigBlk")]
    [InlineData("SigIgn")]
    [InlineData("SigCgt")]
    public async Task A_worker_starts_with_no_signal_blocked_ignored_or_caught(string field)
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Plan("/bin/cat", "/proc/self/status"));

        // glibc's posix_spawn itself ignores 32 and 33, which it keeps for its threads and sets again before use.
        const ulong ofTheLibrary = 0x180000000;
        var line = (await worker.Output()).Single(l => l.StartsWith(field, StringComparison.Ordinal));
        Assert.Equal(0UL, Convert.ToUInt64(line.Split('\t')[1], 16) & ~ofTheLibrary);
    }

    [Fact]
    public async Task The_working_directory_is_that_of_the_plan()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Plan("/bin/sh", "-c", "pwd; echo $PWD") with { Directory = "/usr/lib" });

        Assert.Equal(["/usr/lib", "/usr/lib"], await worker.Output());
    }

    [Fact]
    public async Task Three_hundred_starts_leave_no_descriptor_behind()
    {
        await using var machine = new TestMachine();
        await machine.Start(machine.Plan("/bin/true")).Heard.Exit;
        var before = Rig.Processes.OpenDescriptors;

        for (var round = 0; round < 10; round++)
        {
            var workers = Enumerable.Range(0, 30).Select(_ => machine.Start(machine.Shell("echo x; exit 3"))).ToList();
            foreach (var worker in workers)
            {
                Assert.Equal(WorkerExit.WithCode(3), await worker.Heard.Exit);
            }
        }

        // Other tests of this process open descriptors meanwhile, so only a leak of one a start would show.
        await TestKit.Eventually.True(() => Rig.Processes.OpenDescriptors < before + 150,
            describe: () => $"{before} descriptors before, {Rig.Processes.OpenDescriptors} after");
    }
}
