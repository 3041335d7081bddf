using System.Diagnostics;
using System.Net.Sockets;
using ControlPlane.Contracts;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Spawning;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.NodeDirectory;

public sealed class SocketDirectorySpec : IDisposable
{
    private readonly TemporaryDirectory _place = new();
    private readonly List<Process> _started = [];

    private string Node => _place.File("node");

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _place.Dispose();
    }

    [Fact]
    public void It_is_made_for_its_owner_alone()
    {
        using var directory = Open();

        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(Node));
        Assert.Equal(Node, directory.Path);
    }

    [Fact]
    public void One_that_others_may_enter_is_made_private()
    {
        Directory.CreateDirectory(Node, (UnixFileMode)0x1ED);

        using var directory = Open();

        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(Node));
    }

    [Fact]
    public void A_missing_parent_is_an_error_that_names_it()
    {
        var error = Assert.Throws<MachineException>(() => SocketDirectory.Open(_place.File("a/b")).Dispose());

        Assert.Contains($"{_place.File("a")} is not there", error.Message);
    }

    [Fact]
    public void A_link_and_a_file_are_refused()
    {
        Directory.CreateDirectory(_place.File("real"));
        File.CreateSymbolicLink(Node, _place.File("real"));
        _place.Write("file", "");

        Assert.Contains("links are not followed", Assert.Throws<MachineException>(Open).Message);
        Assert.Contains("is not a directory",
            Assert.Throws<MachineException>(() => SocketDirectory.Open(_place.File("file"))).Message);
    }

    [RootFact]
    public void One_of_another_user_is_refused()
    {
        Directory.CreateDirectory(Node);
        Assert.Equal(0, Libc.ChangeOwner(Libc.AT_FDCWD, Node, 65534, 65534, 0));

        Assert.Contains("belongs to user 65534, not to 0", Assert.Throws<MachineException>(Open).Message);
    }

    [Fact]
    public void A_second_node_is_refused_and_told_the_pid_of_the_first()
    {
        using var first = Open();

        var error = Assert.Throws<MachineException>(Open);

        Assert.Contains($"in use by a running node (pid {Environment.ProcessId})", error.Message);
    }

    [Fact]
    public void The_lock_of_a_node_that_was_killed_a_moment_ago_is_free()
    {
        Directory.CreateDirectory(Node);
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c",
            "import fcntl,os,sys\nf=open(sys.argv[1]+'/lock','w')\nfcntl.flock(f,fcntl.LOCK_EX)\n"
            + "f.write('%d %s\\n' % (os.getpid(), open('/proc/self/stat').read().split()[21]))\nf.flush()\n"
            + "x=bytearray(300000000)\nprint(flush=True)\ninput()", Node])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        var node = Process.Start(start)!;
        _started.Add(node);
        node.StandardOutput.ReadLine();
        Assert.Contains($"(pid {node.Id})", Assert.Throws<MachineException>(Open).Message);

        Assert.Equal(0, Libc.Kill(node.Id, Libc.SIGKILL));

        Open().Dispose();
    }

    [Fact]
    public void After_it_was_closed_only_the_lock_is_left_and_it_can_be_opened_again()
    {
        using (var directory = Open())
        {
            Directory.CreateDirectory(Path.Combine(Node, "netplex.controller"));
            File.WriteAllText(Path.Combine(Node, "netplex.pmanage"), "");
        }

        Assert.Equal(["lock"], Directory.GetFileSystemEntries(Node).Select(Path.GetFileName));
        Open().Dispose();
    }

    [Fact]
    public void What_a_restart_needs_is_kept()
    {
        using (Open())
        {
            File.WriteAllText(Path.Combine(Node, "netplex.pmanage"), "disabled web");
            File.WriteAllText(Path.Combine(Node, "node-id"), "7");
        }

        Assert.Equal(["lock", "netplex.pmanage", "node-id"],
            Directory.GetFileSystemEntries(Node).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sockets_that_nobody_listens_on_are_swept_away_and_live_ones_stay()
    {
        Directory.CreateDirectory(Path.Combine(Node, "sub"));
        using var live = LinuxListener.Open(new ListenPlan(new UnixListenAddress(Path.Combine(Node, "live.sock"))));
        var stale = LinuxListener.Open(new ListenPlan(new UnixListenAddress(Path.Combine(Node, "sub/old.sock"))));
        using (var killed = new Socket(new SafeSocketHandle(stale.TakeDescriptor(), ownsHandle: true)))
        {
            killed.Shutdown(SocketShutdown.Both); // Also for the copy of a process that is being started just now.
        }

        using var directory = Open();

        Assert.True(File.Exists(Path.Combine(Node, "live.sock")));
        Assert.False(File.Exists(Path.Combine(Node, "sub/old.sock")));
    }

    [Fact]
    public void A_live_worker_of_a_killed_node_that_hears_TERM_is_ended_by_it()
    {
        var obedient = Leave("echo; exec sleep 1000");
        Journal((obedient, "web"));

        using var directory = Open(Eventually.DefaultDeadline);

        Assert.False(Rig.Processes.Lives(obedient.Id));
        var one = Assert.Single(directory.Predecessors);
        Assert.Equal(("web-1", false, obedient.Id), (one.Container, one.Killed, one.Process.Pid));
    }

    [Fact]
    public void Live_workers_of_a_killed_node_are_ended_with_their_groups_and_reported()
    {
        var obedient = Leave("echo; exec sleep 1000");
        var stubborn = Leave("trap '' TERM; sleep 1000 & echo; wait; sleep 1000");
        Journal((obedient, "web"), (stubborn, "shop"));

        using var directory = Open(TimeSpan.FromMilliseconds(500));

        Assert.All(new[] { obedient, stubborn }, p => Assert.False(Rig.Processes.Lives(p.Id)));
        Assert.Contains(directory.Predecessors, p => p is { Container: "web-1" }
            && p.Process.Pid == obedient.Id);
        Assert.Contains(directory.Predecessors, p => p is { Container: "shop-1", Killed: true }
            && p.Process.Pid == stubborn.Id);
        Assert.DoesNotContain(ProcessTable.All(), p => p.Session == stubborn.Id && !p.IsZombie);
    }

    [Fact]
    public void A_process_that_only_has_the_pid_of_a_former_worker_is_spared()
    {
        var other = Leave("echo; exec sleep 1000");
        Journal(new ProcessIdentity(other.Id, 1), "web");

        using var directory = Open();

        Assert.True(Rig.Processes.Lives(other.Id));
        Assert.Empty(directory.Predecessors);
    }

    [Fact]
    public void A_worker_that_was_not_journalled_yet_is_found_by_its_environment()
    {
        var orphan = Leave("echo; exec sleep 1000", ("CPLANE_SOCKDIR", Node), ("CPLANE_CONTAINER", "web-3"));
        var shell = Leave("echo; exec sleep 1000", ("CPLANE_SOCKDIR", Node));
        var ofLiveNode = Leave("echo; exec sleep 1000", ("CPLANE_SOCKDIR", Node), ("CPLANE_CONTAINER", "web-3"),
            ("CPLANE_NODE", WorkerEnvironment.NodeText(ProcessFacts.Of(shell.Id)!.Value.Identity)));
        var neighbour = Leave("echo; exec sleep 1000", ("CPLANE_SOCKDIR", Node + "2"), ("CPLANE_CONTAINER", "web-3"));

        using var directory = Open();

        Assert.False(Rig.Processes.Lives(orphan.Id));
        Assert.True(Rig.Processes.Lives(shell.Id));
        Assert.True(Rig.Processes.Lives(ofLiveNode.Id));
        Assert.True(Rig.Processes.Lives(neighbour.Id));
    }

    private SocketDirectory Open() => Open(TimeSpan.FromSeconds(10));

    private SocketDirectory Open(TimeSpan grace) =>
        SocketDirectory.Open(Node, new SocketDirectoryOptions { PredecessorGrace = grace });

    private Process Leave(string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", script]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        _started.Add(process);
        process.StandardOutput.ReadLine();
        return process;
    }

    private void Journal(params (Process Process, string Service)[] workers)
    {
        Directory.CreateDirectory(Node);
        using var journal = WorkerJournal.Begin(Node);
        foreach (var (process, service) in workers)
        {
            journal.Started(new JournalEntry(
                ProcessFacts.Of(process.Id)!.Value.Identity, new ContainerId(service, 1), null));
        }
    }

    private void Journal(ProcessIdentity worker, string service)
    {
        Directory.CreateDirectory(Node);
        using var journal = WorkerJournal.Begin(Node);
        journal.Started(new JournalEntry(worker, new ContainerId(service, 1), null));
    }
}
