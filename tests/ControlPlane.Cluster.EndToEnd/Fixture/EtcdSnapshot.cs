using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>What an operator does with <c>etcdctl snapshot</c>.</summary>
internal sealed class EtcdSnapshot : IDisposable
{
    private const string Program = "/usr/bin/etcdctl";

    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.File("snapshot.db");

    /// <summary>Of a server that runs.</summary>
    public static EtcdSnapshot Save(EtcdServer etcd)
    {
        Assert.Null(DebianPackage.Missing(Program, "etcd-client"));
        var snapshot = new EtcdSnapshot();
        Do("--endpoints", etcd.Endpoint, "snapshot", "save", snapshot.File);
        return snapshot;
    }

    /// <summary>The server begins anew with it.</summary>
    public Task Restore(EtcdServer etcd)
    {
        etcd.Kill();
        return etcd.StartOnAsync((directory, peer) => Do(
            "snapshot", "restore", File, "--data-dir", directory, "--name", EtcdServer.Member,
            "--initial-cluster", $"{EtcdServer.Member}={peer}", "--initial-advertise-peer-urls", peer));
    }

    public void Dispose() => _directory.Dispose();

    private static void Do(params string[] arguments)
    {
        var run = ProgramRun.Of("/usr/bin/env", ["ETCDCTL_API=3", Program, .. arguments]);
        Assert.True(run.Exit == 0, run.Said);
    }
}
