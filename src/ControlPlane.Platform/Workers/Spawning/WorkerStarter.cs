using System.Text;
using ControlPlane.Platform.Machine;
using ControlPlane.Platform.Native;
using ControlPlane.Platform.NodeDirectory;
using ControlPlane.Platform.Processes;
using ControlPlane.Platform.Sockets;
using ControlPlane.Platform.Workers.Cgroups;
using ControlPlane.Platform.Workers.Exits;
using ControlPlane.Platform.Workers.Output;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// Carries one start out: pipes, cgroup, spawn, pidfd, journal; and takes all of it back if a step fails.
/// </summary>
internal sealed class WorkerStarter(
    LinuxMachineOptions options,
    LaunchPreparation preparation,
    CgroupTree? cgroups,
    OutputReader output,
    Action<LinuxWorker, WorkerOutput> started)
{
    public IWorker Start(WorkerPlan plan, IWorkerObserver observer)
    {
        var cgroup = cgroups?.Create(plan.Container);
        Pipe? outPipe = null, errorPipe = null;
        var handedOver = false;
        output.ExpectNewcomer();
        try
        {
            var launch = preparation.Prepare(plan, cgroup?.Procs);
            outPipe = Pipe.Create();
            errorPipe = Pipe.Create();
            var pid = Spawn(plan, launch, outPipe.Value.WriteEnd, errorPipe.Value.WriteEnd);
            var leader = Hold(pid);
            var entry = new JournalEntry(leader.Identity, plan.Container, cgroup?.Path);
            var worker = new LinuxWorker(leader, cgroup, entry, plan.OwnSockets);
            Journal(entry);
            handedOver = true;
            Follow(worker, observer, outPipe.Value.ReadEnd, errorPipe.Value.ReadEnd);
            return worker;
        }
        catch
        {
            if (!handedOver)
            {
                outPipe?.ReadEnd.Dispose();
                errorPipe?.ReadEnd.Dispose();
            }

            cgroup?.Kill();
            cgroup?.TryRemove();
            throw;
        }
        finally
        {
            output.NewcomerArrived();
            outPipe?.WriteEnd.Dispose();
            errorPipe?.WriteEnd.Dispose();
        }
    }

    private static int Spawn(WorkerPlan plan, Launch launch, Descriptor standardOutput, Descriptor standardError)
    {
        var shared = new List<Descriptor>();
        try
        {
            foreach (var socket in plan.Sockets)
            {
                shared.Add(((LinuxListener)socket.Listener).Share());
            }

            var request = new SpawnRequest(
                launch.Path, launch.Arguments, launch.Environment, plan.Directory,
                [standardOutput, standardError, .. shared]);
            int errno = 0, pid = 0;
            OwnChildren.Start(() => (errno = ProcessSpawner.Spawn(request, out pid)) == 0 ? pid : 0);
            return errno == 0 ? pid : throw Explain(plan, launch, errno);
        }
        finally
        {
            shared.ForEach(d => d.Dispose());
        }
    }

    private static MachineException Explain(WorkerPlan plan, Launch launch, int errno)
    {
        var size = launch.Arguments.Concat(launch.Environment).Sum(s => Encoding.UTF8.GetByteCount(s) + 1);
        return Errno.Failure($"cannot execute {launch.Path} for {plan.Container}", errno, errno switch
        {
            Errno.E2BIG => $"arguments and environment have {size} bytes; Linux allows a quarter of the stack limit in "
                + "all, and 131071 for one: pass less, or a file",
            Errno.ENOEXEC => "it is not a program for this machine",
            Errno.ENOENT => "it, or the loader it asks for, went away",
            Errno.EAGAIN => "no more processes are allowed here: raise ulimit -u, TasksMax= or pids.max",
            _ => "",
        });
    }

    private static ProcessHandle Hold(int pid)
    {
        try
        {
            return ProcessHandle.OfChild(pid);
        }
        catch
        {
            // Nobody would ever hear of its end: it must not run. It cannot have been reaped, so it is still it.
            _ = Libc.Kill(-pid, Libc.SIGKILL);
            _ = WaitStatus.Reap(pid);
            OwnChildren.Forget(pid);
            throw;
        }
    }

    private void Journal(JournalEntry entry)
    {
        try
        {
            options.Directory?.Journal.Started(entry);
        }
        catch (MachineException e)
        {
            // A full disk must not stop a service; a successor finds the worker by its environment, too.
            options.Report(new MachineEvent.Trouble(
                $"the start of {entry.Container} was not journalled: {e.Message}", e));
        }
    }

    private void Follow(
        LinuxWorker worker, IWorkerObserver observer, Descriptor standardOutput, Descriptor standardError)
    {
        var following = output.Prepare(worker, observer, standardOutput, standardError);
        try
        {
            output.Begin(following);
            started(worker, following);
        }
        catch
        {
            worker.Kill();
            worker.Bury();
            output.Abandon(following);
            options.Directory?.Journal.Ended(worker.Entry);
            throw;
        }
    }
}
