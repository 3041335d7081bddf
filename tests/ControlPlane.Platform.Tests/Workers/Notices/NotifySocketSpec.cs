using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ControlPlane.Contracts;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Tests.Rig;
using ControlPlane.Platform.Workers;
using ControlPlane.Platform.Workers.Notices;
using ControlPlane.Platform.Workers.Output;
using ControlPlane.TestKit;

namespace ControlPlane.Platform.Tests.Workers.Notices;

public sealed class NotifySocketSpec
{
    private const string Send =
        "import os,socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\n"
        + "def say(text): s.sendto(text.encode(), '\\0'+os.environ['NOTIFY_SOCKET'][1:])\n";

    [Fact]
    public async Task What_a_worker_says_is_heard()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(Python(machine, "say('READY=1\\nSTATUS=up'); say('STOPPING=1')"));

        await worker.Heard.Exit;

        Assert.Equal([new WorkerNotice(Ready: true, Status: "up"), new WorkerNotice(Stopping: true)],
            worker.Heard.Notices);
    }

    [Fact]
    public async Task A_descendant_in_the_session_may_speak_for_the_worker()
    {
        await using var machine = new TestMachine(o => o with { Cgroups = false });
        var script = machine.Write("say.py", Send + "say('READY=1')\ninput()\n");
        var worker = machine.Start(machine.Shell($"sleep 1000 | /usr/bin/python3 {script} & wait"));

        await Eventually.True(() => worker.Heard.Notices.Contains(new WorkerNotice(Ready: true)));
    }

    [CgroupFact]
    public async Task A_descendant_in_another_session_may_speak_if_it_is_in_the_cgroup()
    {
        await using var machine = new TestMachine();
        var script = machine.Write("say.py", Send + "say('READY=1')\ninput()\n");
        var worker = machine.Start(machine.Shell($"sleep 1000 | setsid /usr/bin/python3 {script} & wait"));
        await Eventually.True(() => worker.Heard.Notices.Contains(new WorkerNotice(Ready: true)));
    }

    [Fact]
    public async Task One_worker_cannot_speak_for_another_and_a_foreign_process_for_none()
    {
        await using var machine = new TestMachine();
        var quiet = machine.Start(machine.Shell("echo $NOTIFY_SOCKET; exec sleep 1000"));
        var socket = await quiet.Line("@");
        var talker = machine.Start(Python(machine, $"say('READY=1\\nMAINPID={quiet.Pid}')"));
        await talker.Heard.Exit;

        using var foreign = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "/usr/bin/python3", ["-c", Send + "say('READY=1')\ninput()"])
        {
            Environment = { ["NOTIFY_SOCKET"] = socket },
            RedirectStandardInput = true,
        })!;
        await Eventually.True(() => machine.Events.OfType<MachineEvent.ForeignNotice>().Any(e => e.Pid == foreign.Id));
        foreign.StandardInput.Close();
        await foreign.WaitForExitAsync();

        Assert.Single(talker.Heard.Notices);
        Assert.Empty(quiet.Heard.Notices);
    }

    [Fact]
    public async Task Descriptors_that_come_along_are_closed_which_answers_a_barrier()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(Python(machine,
            "r,w=os.pipe()\n"
            + "s.connect('\\0'+os.environ['NOTIFY_SOCKET'][1:])\n"
            + "socket.send_fds(s,[b'BARRIER=1'],[w]+[0]*200)\n"
            + "os.close(w)\nprint('eof', os.read(r,1))"));

        Assert.Equal("eof b''", await worker.Line("eof"));
    }

    [Fact]
    public async Task An_oversized_message_is_ignored_as_a_whole()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(Python(machine, "say('READY=1\\n' + 'x' * 9000); say('STATUS=after')"));

        await worker.Heard.Exit;

        Assert.Equal([new WorkerNotice(Status: "after")], worker.Heard.Notices);
    }

    [Fact]
    public async Task A_flood_of_notices_is_thinned_and_the_first_READY_always_passes()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(Python(machine,
            "for i in range(5000): say('STATUS=%d' % i)\nsay('READY=1\\nSTATUS=last')"));

        await worker.Heard.Exit;

        Assert.Contains(worker.Heard.Notices, n => n.Ready);
        Assert.True(worker.Heard.Notices.Count < 4000,
            worker.Heard.Notices.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Who_is_not_offered_a_socket_has_none()
    {
        await using var machine = new TestMachine();
        var worker = machine.Start(machine.Shell("echo \"[$NOTIFY_SOCKET]\"") with { Notify = false });

        Assert.Equal(["[]"], await worker.Output());
    }

    [Fact]
    public void What_a_newcomer_says_before_it_is_known_is_heard_once_it_is()
    {
        var events = new List<MachineEvent>();
        using var socket = new NotifySocket(new LinuxMachineOptions { Report = events.Add });
        var (worker, heard) = Self();
        socket.ExpectNewcomer();
        Say(socket, "READY=1");
        socket.Receive();
        Assert.True(socket.HasKept);

        socket.Add(worker);
        socket.NewcomerArrived();
        Say(socket, "STATUS=later");
        socket.Receive();

        Assert.Equal([new WorkerNotice(Ready: true), new WorkerNotice(Status: "later")], heard.Notices);
        Assert.False(socket.HasKept);
        Assert.Empty(events);
    }

    [Fact]
    public void What_no_newcomer_can_have_said_is_foreign_at_once()
    {
        var events = new List<MachineEvent>();
        using var socket = new NotifySocket(new LinuxMachineOptions { Report = events.Add });
        socket.ExpectNewcomer();
        socket.NewcomerArrived();

        Say(socket, "READY=1");
        socket.Receive();

        Assert.Equal(Environment.ProcessId, Assert.IsType<MachineEvent.ForeignNotice>(Assert.Single(events)).Pid);
        Assert.False(socket.HasKept);
    }

    private static (WorkerOutput Output, Recorder Heard) Self()
    {
        var identity = ProcessFacts.Of(Environment.ProcessId)!.Value.Identity;
        var worker = new LinuxWorker(
            ProcessHandle.Of(identity)!, null, new JournalEntry(identity, new ContainerId("self", 1), null), []);
        var heard = new Recorder();
        return (new WorkerOutput(worker, heard, new OutputBudget(new OutputLimits(), 0, 1), _ => { }), heard);
    }

    private static void Say(NotifySocket to, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.SendTo(Encoding.UTF8.GetBytes(text), new UnixDomainSocketEndPoint("\0" + to.Name[1..]));
    }

    private static WorkerPlan Python(TestMachine machine, string script) =>
        machine.Plan("/usr/bin/python3", "-c", Send + script);
}
