using System.Globalization;
using System.Text;
using System.Text.Json;
using ControlPlane.EndToEnd.Fixture;
using ControlPlane.TestKit;

namespace ControlPlane.Cluster.EndToEnd;

/// <summary>scripts/run-cluster, and the README's walk through it.</summary>
public sealed class ThreeNodesInOneCommandSpec : IAsyncLifetime
{
    private const string Section = "## Three nodes in one command";

    private readonly TemporaryDirectory _directory = new();
    private NodeProcess _script = null!;

    private Dictionary<string, string> Environment => new()
    {
        ["CPLANE_CLUSTER_DIR"] = _directory.File("c"),
        ["CPLANE_SOCKDIR"] = _directory.File("c/n1"),
        ["ETCD_UNSAFE_NO_FSYNC"] = "true", // For the etcd of the script: how fast this disk is, is not what is asked.
    };

    public async Task InitializeAsync()
    {
        _script = new NodeProcess(Cplane.StartProgram(Environment, RepositoryRoot.File("scripts/run-cluster"), "3"));
        await Eventually.Succeeds(async () =>
        {
            Assert.False(_script.HasExited, _script.Said);
            Assert.Equal(6, (await Containers("web")).Count(c => c.State == "ready"));
            Assert.Equal(3, (await Containers("agent")).Count(c => c.State == "ready"));
        });
    }

    public async Task DisposeAsync()
    {
        await _script.End();
        _script.Dispose();
        foreach (var left in Left())
        {
            ProcessMark.Of(left)?.Signal(ProcessMark.Kill);
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task Everything_that_the_README_shows_works_and_nothing_is_left_at_the_end()
    {
        var commands = Walk();
        Assert.True(commands.Count >= 10, $"the README shows {commands.Count} commands under [{Section}]");
        _directory.Write("shop.conf", Shop());
        foreach (var command in commands)
        {
            var words = command.Split(' ')[1..];
            var result = await Cplane.Type(Environment, _directory.Path, command);
            Assert.True(result.Exit == (words[0] == "plan" ? 10 : 0), $"{command}: {result}\n{Logs()}");
            switch (words)
            {
                case ["nodes"]: Assert.Contains("zone=c", result.Out); break;
                case ["containers", "web"]: Assert.Equal(6, result.Out.Split("127.0.0.1:").Length - 1); break;
                case ["scale", "web", "9"]: Assert.Equal(9, (await Containers("web")).Count); break;
                case ["drain", "n3"]: Assert.DoesNotContain(await Containers(), c => c.Node == "n3"); break;
                case ["rebalance", "web"]:
                    Assert.Equal([3, 3, 3], (await Containers("web")).GroupBy(c => c.Node).Select(g => g.Count()));
                    foreach (var container in await Containers("web"))
                    {
                        var port = container.Addresses[0].Split(':')[1];
                        // Ready is who has lived for a second; this one binds its port itself.
                        var at = int.Parse(port, CultureInfo.InvariantCulture);
                        await Eventually.Succeeds(() => Web.Answers(at));
                    }

                    break;
                case ["apply", _]:
                    Assert.Equal([2, 2, 2], (await Containers("shop")).GroupBy(c => c.Node).Select(g => g.Count()));
                    Assert.Empty(await Containers("web"));
                    Assert.Equal(3, (await Ports("shop")).Count);
                    foreach (var port in await Ports("shop"))
                    {
                        await Web.Answers(port);
                    }

                    break;
                case ["rollback"]:
                    Assert.Empty(await Containers("shop"));
                    Assert.Equal((6, 3), ((await Containers("web")).Count, (await Containers("agent")).Count));
                    break;
            }
        }

        await A_killed_node_is_no_loss();
        await Without_etcd_everything_runs_on();

        _script.Mark.Signal(ProcessMark.Term);
        Assert.Equal(143, await _script.Exit());
        await Eventually.True(() => !Left().Any(), describe: () => $"left: {string.Join(", ", Left())}");
        Assert.False(File.Exists(_directory.File("c/n1/control.sock")));
    }

    private async Task A_killed_node_is_no_loss()
    {
        var n3 = Left().Select(ProcessMark.Of).OfType<ProcessMark>()
            .Single(p => CommandLine(p.Pid).EndsWith($"--sockdir {_directory.File("c/n3")}", StringComparison.Ordinal));
        n3.Signal(ProcessMark.Kill);
        await Eventually.Succeeds(async () =>
        {
            var web = await Containers("web");
            Assert.Equal(6, web.Count(c => c.State == "ready" && c.Node != "n3"));
            Assert.Contains("n3 has ended", _script.Said);
        });
    }

    private async Task Without_etcd_everything_runs_on()
    {
        var before = (await Containers("web")).Select(c => c.Pid).Order().ToList();
        Left().Select(ProcessMark.Of).OfType<ProcessMark>()
            .Single(p => CommandLine(p.Pid).StartsWith("etcd ", StringComparison.Ordinal)).Signal(ProcessMark.Kill);
        await Eventually.Succeeds(async () =>
        {
            Assert.Contains("etcd has ended", _script.Said);
            var refused = await Cplane.Run(Environment, "scale", "web", "3");
            Assert.True(refused.Exit == 75, $"{refused}");
            Assert.Contains("may be old", (await Cplane.Run(Environment, "nodes")).Error);
        });
        Assert.False(_script.HasExited);
        Assert.Equal(before, (await Containers("web")).Select(c => c.Pid).Order());
    }

    /// <summary>The commands of the section, as they stand there.</summary>
    private static List<string> Walk() =>
    [
        .. TextOf(Section).Split('\n').Where(line => line.StartsWith("$ cplane ", StringComparison.Ordinal))
            .Select(line => line[2..].Split('#')[0].Trim()),
    ];

    /// <summary>The file that the README has told people to write before.</summary>
    private static string Shop() => TextOf("## Your first service").Split("```hocon\n")[1].Split("```")[0];

    private static string TextOf(string section)
    {
        var text = File.ReadAllText(RepositoryRoot.File("README.md"));
        var from = text.IndexOf(section, StringComparison.Ordinal);
        Assert.True(from >= 0, $"the README has no [{section}]");
        return text[from..text.IndexOf("\n## ", from + 1, StringComparison.Ordinal)];
    }

    /// <summary>Where a service listens, on whatever node.</summary>
    private async Task<IReadOnlyList<int>> Ports(string service)
    {
        using var list = JsonDocument.Parse((await Cplane.Run(Environment, "list", "-o", "json")).Out);
        return
        [
            .. from row in list.RootElement.EnumerateArray()
               where row.GetProperty("service").GetString() == service
               from protocol in row.GetProperty("protocols").EnumerateArray()
               from address in protocol.GetProperty("addresses").EnumerateArray()
               select int.Parse(address.GetString()!.Split(':')[1], CultureInfo.InvariantCulture),
        ];
    }

    private async Task<IReadOnlyList<ContainerFact>> Containers(params string[] service)
    {
        var result = await Cplane.Run(Environment, ["containers", .. service, "-o", "json"]);
        return result.Exit == 0 ? FactReader.Read<ContainerFact>(result.Out) : [];
    }

    /// <summary>Processes that have to do with the directory of the cluster: etcd, nodes, workers.</summary>
    private IEnumerable<int> Left() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Where(pid => pid > 0 && pid != System.Environment.ProcessId && Mentions(pid));

    private bool Mentions(int pid) =>
        (CommandLine(pid) + " " + Text(pid, "environ")).Contains(_directory.Path, StringComparison.Ordinal);

    private static string CommandLine(int pid) => Text(pid, "cmdline");

    private static string Text(int pid, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/{file}")).TrimEnd('\0').Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private string Logs() => string.Join("\n", Directory.EnumerateFiles(_directory.File("c"), "n*.log").Order()
        .Select(file => $"---- {Path.GetFileName(file)}\n{File.ReadAllText(file)}"));
}
