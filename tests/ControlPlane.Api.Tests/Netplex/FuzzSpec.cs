using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Api.Tests.Netplex;

/// <summary>Whatever comes, in whatever pieces: the face answers or hangs up, and goes on.</summary>
public sealed class FuzzSpec
{
    private const int Seed = 20_261_122;
    private const int Rounds = 600;

    [Fact]
    public async Task Bent_calls_never_bring_it_down()
    {
        await using var face = await RunningFace.StartAsync(new() { RecordTimeout = TimeSpan.FromMilliseconds(200) });
        face.Plane.Answer = request => request switch
        {
            AdminProtocol.ListServices => new AdminProtocol.Services(
                [new("web", ServiceState.Enabled, 1, 1, 1, [new("http", ["127.0.0.1:80"])])]),
            AdminProtocol.ListContainers => new AdminProtocol.Containers([]),
            _ => new AdminProtocol.Done("done"),
        };
        var random = new Random(Seed);
        var (answered, closed) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var client = face.Connect();
            client.Write(Bent(random));
            client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            while (client.TryReply() is not null)
            {
                answered++;
            }

            closed++;
        }

        Assert.Equal(Rounds, closed);
        Assert.InRange(answered, Rounds / 10, int.MaxValue);
        face.StillAnswers();
    }

    /// <summary>One to three good calls, some of their bytes changed, left out, doubled.</summary>
    private static byte[] Bent(Random random)
    {
        List<byte> bytes = [];
        for (var calls = random.Next(1, 4); calls > 0; calls--)
        {
            var call = RpcClient.Bytes(RpcClient.Head((uint)random.Next(10)) + Arguments(random));
            var cut = random.Next(call.Length + 1);
            bytes.AddRange(random.Next(3) == 0
                ? [.. RpcClient.Mark(cut, false), .. call[..cut], .. RpcClient.Mark(
                    call.Length - cut, true), .. call[cut..]]
                : [.. RpcClient.Mark(call.Length, true), .. call]);
        }

        for (var bends = random.Next(4); bends > 0; bends--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = (byte)(random.Next(2) * 255); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.Take(random.Next(9))); break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static string Arguments(Random random) => random.Next(4) switch
    {
        0 => "",
        1 => RpcClient.Text("web"),
        2 => RpcClient.Text("*") + RpcClient.Text("hello") + "00000002" + RpcClient.Text("a") + RpcClient.Text("bc"),
        _ => RpcClient.Text(new string('x', random.Next(2000))),
    };
}
