using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests.Requests;

/// <summary>POST /v1/messages.</summary>
public sealed class MessageMembersSpec
{
    [Fact]
    public async Task A_message_has_a_name_arguments_and_a_receiver()
    {
        await using var api = await RunningApi.StartAsync();

        Assert.Equal(
            200, api.Send("POST", "/v1/messages", """{"name":"n","arguments":["a","ü"],"receiver":"web*"}""").Status);
        Assert.Equal(200, api.Send("POST", "/v1/messages", """{"name":"n"}""").Status);

        var messages =
            api.Plane.Asked.Select(asked => Assert.IsType<AdminProtocol.SendMessage>(asked.Request)).ToList();
        Assert.Equal(("web*", "n"), (messages[0].Receiver, messages[0].Name));
        Assert.Equal(["a", "ü"], messages[0].Arguments);
        Assert.Equal("*", messages[1].Receiver);
        Assert.Empty(messages[1].Arguments);
    }

    [Theory]
    [InlineData("", "the body has no name")]
    [InlineData("""{"receiver":"*"}""", "the body has no name")]
    [InlineData("""{"name":3}""", "the body's name is a number; expected a string")]
    [InlineData("""{"name":"","receiver":"*"}""", "the message's name has 0 characters; expected 1 to 200")]
    [InlineData("""{"name":"n","receiver":""}""", "the message's receiver has 0 characters")]
    [InlineData("""{"name":"n","arguments":"a"}""", "the body's arguments is a string; expected an array")]
    [InlineData("""{"name":"n","arguments":["a",1]}""", "the body's arguments[1] is a number")]
    [InlineData("""{"name":"n","wait":true}""", "the body has the member [wait]")]
    public async Task What_is_wrong_is_said(string body, string error)
    {
        await using var api = await RunningApi.StartAsync();

        var reply = api.Send("POST", "/v1/messages", body);

        Assert.Equal(400, reply.Status);
        Assert.Contains(error, reply.Body, StringComparison.Ordinal);
        Assert.Empty(api.Plane.Asked);
    }

    [Fact]
    public async Task The_largest_message_passes_however_it_is_escaped_and_a_larger_one_does_not()
    {
        await using var api = await RunningApi.StartAsync();
        string Body(int count) =>
            $$"""{"name":"n","arguments":["{{string.Concat(Enumerable.Repeat("\\u0041", count))}}"]}""";

        Assert.Equal(200, api.Send("POST", "/v1/messages", Body(MessageLimits.MaxBytes - 2)).Status);
        Assert.Equal(400, api.Send("POST", "/v1/messages", Body(MessageLimits.MaxBytes - 1)).Status);

        // The head alone: the server answers it and closes, so a client that goes on sending may never read the answer.
        using var client = api.Connect();
        var length = Body(MessageLimits.MaxBytes + 1000).Length;
        client.Write($"POST /v1/messages HTTP/1.1\r\nHost: node\r\nContent-Length: {length}\r\n\r\n");
        Assert.Equal(413, client.Read().Status);
    }
}
