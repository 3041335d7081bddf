using System.Net.Sockets;
using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.TestKit;

namespace ControlPlane.Api.Tests.Netplex;

/// <summary>Peers that speak badly, slowly, too much, or not at all.</summary>
public sealed class ConversationSpec
{
    private const string Accepted = "00000007 00000001 00000000 00000000 00000000";
    private const string Denied = "00000007 00000001 00000001";

    [Theory]
    [InlineData(4, 2, 0, Accepted + "00000001")]
    [InlineData(3, 1, 0, Accepted + "00000002 00000002 00000002")]
    [InlineData(3, 3, 1, Accepted + "00000002 00000002 00000002")]
    [InlineData(3, 2, 9, Accepted + "00000003")]
    [InlineData(3, 2, 0xffffffff, Accepted + "00000003")]
    public async Task What_is_not_there_is_said_so(uint program, uint version, uint procedure, string reply)
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        client.Send(RpcClient.Head(procedure, program, version));

        Assert.Equal(reply.Replace(" ", "", StringComparison.Ordinal), client.Reply());
        Assert.Equal(0u, client.Call(0).Status);
    }

    [Theory]
    [InlineData(0, "00000000")] // more than nothing
    [InlineData(1, "00000000")]
    [InlineData(2, "")] // no name
    [InlineData(2, "00000003 776562")] // short of padding
    [InlineData(2, "00000003 77656201")] // padding that is not zero
    [InlineData(2, "00000003 77656200 00000000")] // more after it
    [InlineData(2, "ffffffff 77656200")] // 4 GiB
    [InlineData(2, "80000000")]
    [InlineData(2, "00000002 fffe0000")] // not UTF-8
    [InlineData(3, "00000007 77656200")]
    [InlineData(5, "00000000")]
    [InlineData(8, "00000001 2a000000 00000001 78000000 ffffffff")] // 4 Gi arguments
    [InlineData(8, "00000001 2a000000 00000001 78000000 00000001")] // one that does not come
    [InlineData(8, "00000001 2a000000 00000000 00000000")] // no name
    public async Task Arguments_that_are_not_those_of_the_procedure_are_garbage(uint procedure, string arguments)
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        Assert.Equal((4u, ""), client.Call(procedure, arguments));

        Assert.Empty(face.Plane.Asked);
        Assert.Equal(0u, client.Call(0).Status);
    }

    [Fact]
    public async Task A_message_over_its_limits_is_garbage_and_one_at_them_is_not()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();
        var head = RpcClient.Text("*") + RpcClient.Text("n");
        string Arguments(int count, int length) =>
            $"{count:x8}" + string.Concat(Enumerable.Repeat(RpcClient.Text(new string('a', length)), count));

        Assert.Equal(4u, client.Call(8, head + Arguments(101, 1)).Status);
        Assert.Equal(4u, client.Call(8, head + Arguments(1, MessageLimits.MaxBytes - 1)).Status);
        Assert.Equal(
            4u, client.Call(8, RpcClient.Text("*") + RpcClient.Text(new string('n', 201)) + "00000000").Status);
        Assert.Empty(face.Plane.Asked);

        Assert.Equal(0u, client.Call(8, head + Arguments(1, MessageLimits.MaxBytes - 2)).Status);
        Assert.Equal(0u, client.Call(8, head + Arguments(100, 655)).Status);
        Assert.Equal(2, face.Plane.Asked.Count);
    }

    [Theory]
    [InlineData("00000007 00000000 00000003", Denied + "00000000 00000002 00000002")] // RPC version 3
    [InlineData("00000007 00000000 00000002 00000003 00000002 00000000 00000006 00000000 00000000 00000000",
        Denied + "00000001 00000001")] // RPCSEC_GSS
    [InlineData("00000007 00000000 00000002 00000003 00000002 00000000 00000000 00000004 00000000 00000000 00000000",
        Denied + "00000001 00000001")] // AUTH_NONE with a body
    [InlineData(
        "00000007 00000000 00000002 00000003 00000002 00000000 00000001 00000191", Denied + "00000001 00000001")]
    [InlineData("00000007 00000000 00000002 00000003 00000002 00000000 00000000 00000000 00000001 00000000",
        Denied + "00000001 00000003")] // a verifier
    public async Task A_call_that_is_denied_says_why(string record, string reply)
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        client.Send(record);

        Assert.Equal(reply.Replace(" ", "", StringComparison.Ordinal), client.Reply());
        Assert.Equal(0u, client.Call(0).Status);
    }

    [Fact]
    public async Task What_AUTH_SYS_claims_is_not_read()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        client.Send(
            "00000007 00000000 00000002 00000003 00000002 00000005 00000001 00000004 ffffffff 00000000 00000000");

        Assert.Equal((Accepted + "00000000 00000000").Replace(" ", "", StringComparison.Ordinal), client.Reply());
        Assert.Equal(Environment.ProcessId, Assert.Single(face.Plane.Asked).Caller.Pid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000007")]
    [InlineData("00000007 00000001 00000000")] // a reply
    [InlineData("00000007 00000000 00000002 00000003")] // half a head
    public async Task A_record_that_is_no_call_closes_the_connection(string record)
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        client.Send(record);

        Assert.Null(client.TryReply());
        face.StillAnswers();
    }

    [Theory]
    [InlineData(0x7fff_ffff, true)]
    [InlineData(0x7fff_ffff, false)]
    [InlineData(80_000, true)]
    public async Task A_record_that_is_announced_too_large_closes_the_connection(long length, bool last)
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        client.Write(RpcClient.Mark(length, last));

        Assert.Null(client.TryReply());
        face.StillAnswers();
    }

    [Fact]
    public async Task A_call_may_come_in_fragments_and_in_single_bytes()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();
        var call = RpcClient.Bytes(RpcClient.Head(2) + RpcClient.Text("web"));

        byte[] fragments = [.. RpcClient.Mark(0, false), .. call.SelectMany(
            b => (byte[])[.. RpcClient.Mark(1, false), b]),
            .. RpcClient.Mark(0, true)];
        foreach (var piece in fragments.Chunk(3))
        {
            client.Write(piece);
        }

        Assert.Equal((Accepted + "00000000 00000000").Replace(" ", "", StringComparison.Ordinal), client.Reply());
        Assert.Equal("web", Assert.IsType<AdminProtocol.Enable>(Assert.Single(face.Plane.Asked).Request).Service);
    }

    [Fact]
    public async Task Fragments_without_an_end_close_the_connection()
    {
        await using var face = await RunningFace.StartAsync();
        using var client = face.Connect();

        client.Write([.. Enumerable.Repeat(RpcClient.Mark(0, false), 1024).SelectMany(mark => mark)]);

        Assert.Null(client.TryReply());
        face.StillAnswers();
    }

    [Fact]
    public async Task Half_a_call_is_given_up_after_a_while_and_a_silent_peer_too()
    {
        await using var face = await RunningFace.StartAsync(new()
        {
            RecordTimeout = TimeSpan.FromMilliseconds(300),
            IdleTimeout = TimeSpan.FromSeconds(1),
        });
        using var half = face.Connect();
        half.Write([.. RpcClient.Mark(40, true), 0, 0]);
        using var silent = face.Connect();

        Assert.Null(half.TryReply());
        Assert.Null(silent.TryReply());
        await Eventually.Succeeds(() =>
        {
            face.StillAnswers(); // Unless it was too slow for these limits itself.
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_peer_that_closes_its_side_gets_its_answer()
    {
        await using var face = await RunningFace.StartAsync();
        var answer = new TaskCompletionSource<AdminProtocol.Reply>();
        face.Plane.AnswerLater = (_, _) => answer.Task;
        using var client = face.Connect();
        client.Send(RpcClient.Head(5));
        client.Socket.Shutdown(SocketShutdown.Send);
        await Eventually.True(() => face.Plane.Asked.Count == 1);

        answer.SetResult(new AdminProtocol.Done("done"));

        Assert.Equal((Accepted + "00000000 00000000").Replace(" ", "", StringComparison.Ordinal), client.Reply());
        Assert.Null(client.TryReply());
    }

    [Fact]
    public async Task A_peer_that_never_reads_is_given_up_and_all_others_are_served()
    {
        await using var face = await RunningFace.StartAsync(
            new() { MaxConnections = 2, WriteTimeout = TimeSpan.FromSeconds(1) });
        var service = new ServiceStatus(new string('s', 200), ServiceState.Enabled, 0, 0, 0, []);
        face.Plane.Answer = request => request is AdminProtocol.ListServices
            ? new AdminProtocol.Services([.. Enumerable.Repeat(service, 10_000)])
            : new AdminProtocol.Containers([]);
        using var deaf = face.Connect();
        deaf.Send(RpcClient.Head(1));
        await Eventually.True(() => face.Plane.Asked.Count == 2);

        using var other = face.Connect();
        Assert.Equal(0u, other.Call(0).Status);

        // Its place is free only when it was given up.
        await Eventually.Succeeds(() =>
        {
            face.StillAnswers();
            return Task.CompletedTask;
        });
        Assert.Null(deaf.TryReply());
    }

    [Fact]
    public async Task Connections_over_the_limit_are_closed_and_the_others_go_on()
    {
        await using var face = await RunningFace.StartAsync(new() { MaxConnections = 3 });
        var open = Enumerable.Range(0, 3).Select(_ => face.Connect()).ToList();
        Assert.All(open, client => Assert.Equal(0u, client.Call(0).Status));

        using (var over = face.Connect())
        {
            Assert.Null(over.TryReply());
        }

        Assert.All(open, client => Assert.Equal(0u, client.Call(0).Status));
        open.ForEach(client => client.Dispose());
        await Eventually.Succeeds(() =>
        {
            face.StillAnswers();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_stop_closes_idle_connections()
    {
        var face = await RunningFace.StartAsync();
        using var client = face.Connect();
        Assert.Equal(0u, client.Call(0).Status);

        await face.DisposeAsync();

        Assert.Null(client.TryReply());
    }
}
