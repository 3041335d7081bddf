using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd.Fixture;

/// <summary>
/// Network namespaces of a test's own: a hub with a bridge, where a listener of the test stands for etcd, and one for
/// each node. Nothing of them touches the network of the machine. What shall not arrive is dropped by nftables.
/// </summary>
internal sealed class NetworkNamespaces : IDisposable
{
    private const int NewNetwork = 0x40000000; // CLONE_NEWNET
    private static int _count;

    private readonly string _prefix = $"cpe{Environment.ProcessId}x{Interlocked.Increment(ref _count)}";
    private readonly List<string> _made = [];

    public NetworkNamespaces(IReadOnlyList<string> nodes)
    {
        try
        {
            Make("hub");
            Do("ip", "-n", Of("hub"), "link", "add", "bridge", "type", "bridge");
            Do("ip", "-n", Of("hub"), "addr", "add", $"{HubAddress}/24", "dev", "bridge");
            Do("ip", "-n", Of("hub"), "link", "set", "bridge", "up");
            for (var i = 0; i < nodes.Count; i++)
            {
                var name = nodes[i];
                Make(name);
                Do("ip", ["-n", Of(name), .. "link add eth type veth peer name".Split(' '), name, "netns", Of("hub")]);
                Do("ip", "-n", Of("hub"), "link", "set", name, "master", "bridge", "up");
                Do("ip", "-n", Of(name), "addr", "add", $"{Address(name)}/24", "dev", "eth");
                Do("ip", "-n", Of(name), "link", "set", "eth", "up");
                Nft(name, "add table inet cut");
                Nft(name, "add chain inet cut arriving { type filter hook input priority 0; }");
                Nft(name, "add chain inet cut leaving { type filter hook output priority 0; }");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public const string HubAddress = "10.77.0.1";

    /// <summary>Null: namespaces can be made here. Else why not.</summary>
    public static string? Unable { get; } = Try();

    /// <summary>Of a node called n1, n2 …</summary>
    public static string Address(string node) => $"10.77.0.1{node[1..]}";

    /// <summary>The words before a program that shall run there.</summary>
    public IReadOnlyList<string> Inside(string node) => ["ip", "netns", "exec", Of(node)];

    /// <summary>Drops what a node sends to this address, and what arrives from it.</summary>
    public void Cut(string node, string address)
    {
        CutArriving(node, address);
        Nft(node, $"add rule inet cut leaving ip daddr {address} drop");
    }

    /// <summary>One way only: it can send, and hears nothing.</summary>
    public void CutArriving(string node, string address) =>
        Nft(node, $"add rule inet cut arriving ip saddr {address} drop");

    public void Heal(string node)
    {
        Nft(node, "flush chain inet cut arriving");
        Nft(node, "flush chain inet cut leaving");
    }

    /// <summary>A listener of this process in the hub, on a free port: a socket stays where it was made.</summary>
    public TcpListener ListenInHub()
    {
        TcpListener? listener = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var there = File.OpenHandle($"/run/netns/{Of("hub")}");
                if (setns(there.DangerousGetHandle().ToInt32(), NewNetwork) != 0)
                {
                    throw new ExpectationException($"setns: errno {Marshal.GetLastPInvokeError()}");
                }

                listener = new TcpListener(IPAddress.Parse(HubAddress), 0);
                listener.Start();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start(); // Only this thread is there, and it ends.
        thread.Join();
        return listener ?? throw new ExpectationException("no listener in the hub", failure!);
    }

    public void Dispose()
    {
        foreach (var name in _made)
        {
            ProgramRun.Of("ip", "netns", "del", name);
        }
    }

    private static string? Try()
    {
        if (DebianPackage.Missing("/usr/sbin/nft", "nftables") is { } noNft)
        {
            return noNft;
        }

        if (DebianPackage.Missing("/sbin/ip", "iproute2") is { } noIp)
        {
            return noIp;
        }

        try
        {
            using var one = new NetworkNamespaces(["n1"]);
            return null;
        }
        catch (ExpectationException e)
        {
            return $"network namespaces cannot be made here (they need root): {e.Message}";
        }
    }

    private string Of(string name) => $"{_prefix}{name}";

    private void Make(string name)
    {
        Do("ip", "netns", "add", Of(name));
        _made.Add(Of(name));
        Do("ip", "-n", Of(name), "link", "set", "lo", "up");
    }

    private void Nft(string node, string command) =>
        Do("ip", ["netns", "exec", Of(node), "nft", .. command.Split(' ')]);

    private static void Do(string program, params string[] arguments)
    {
        if (ProgramRun.Of(program, arguments) is { Exit: not 0 } run)
        {
            throw new ExpectationException($"{program} {string.Join(' ', arguments)}: exit {run.Exit}: {run.Error}");
        }
    }

#pragma warning disable SYSLIB1054 // two integers: nothing to marshal, and no unsafe code in this project
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setns(int descriptor, int kind);
#pragma warning restore SYSLIB1054
}
