namespace ControlPlane.Api.Tests.Connections;

public sealed class PeerSpec
{
    [Fact]
    public async Task Another_user_is_403_with_the_reason_and_the_node_is_not_asked()
    {
        string answer;
        if (Environment.IsPrivilegedProcess)
        {
            await using var api = await RunningApi.StartAsync();
            answer = ForeignClient.Ask(api);
            Assert.StartsWith("403 {\"error\":\"uid 65534 may not ask this node; only uid 0 and root may\"", answer,
                StringComparison.Ordinal);
            Assert.Empty(api.Plane.Asked);
            api.StillAnswers();
            return;
        }

        // Not root, so nobody else can be had: then the node is somebody else's.
        await using var foreign = await RunningApi.StartAsync(ownUid: uint.MaxValue);
        using var client = foreign.Connect();
        client.Write("GET /v1/services HTTP/1.1\r\nHost: node\r\n\r\n");
        answer = client.ReadToEnd();
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains("may not ask this node", answer, StringComparison.Ordinal);
        Assert.Empty(foreign.Plane.Asked);
    }

    [Fact]
    public async Task The_caller_is_who_the_kernel_says_it_is()
    {
        await using var api = await RunningApi.StartAsync();

        api.Send("GET", "/v1/services", "", "X-Uid: 1\r\n");

        var caller = Assert.Single(api.Plane.Asked).Caller;
        Assert.Equal(Environment.ProcessId, caller.Pid);
        Assert.Equal(Environment.IsPrivilegedProcess, caller.Uid == 0);
    }
}
