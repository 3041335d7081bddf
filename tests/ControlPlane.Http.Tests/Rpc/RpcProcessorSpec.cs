using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ControlPlane.Http.Rpc;
using ControlPlane.TestKit;

namespace ControlPlane.Http.Tests.Rpc;

public sealed class RpcProcessorSpec
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    [Theory]
    [InlineData("""{"id":1,"method":"sum","params":{"a":2,"b":3}}""", """{"id":1,"result":{"total":5}}""")]
    [InlineData("""{"method":"sum","params":{"A":2,"b":3},"id":"x"}""", """{"id":"x","result":{"total":5}}""")]
    [InlineData(
        """{"id":2,"method":"nix"}""",
        """{"id":2,"error":{"code":"unknown_method","message":"There is no method [nix]."}}""")]
    [InlineData(
        """{"id":3,"method":"sum"}""", """{"id":3,"error":{"code":"bad_params","message":"[sum] needs params."}}""")]
    [InlineData(
        """{"id":4,"method":"fail","params":{}}""", """{"id":4,"error":{"code":"failed","message":"no luck"}}""")]
    [InlineData(
        """{"id":5,"method":"refuse","params":{}}""", """{"id":5,"error":{"code":"sold_out","message":"none left"}}""")]
    [InlineData(
        """{"method":"sum"}""",
        """{"id":null,"error":{"code":"bad_request","message":"Expected an id (a number or a string) and a method (a string)."}}""")]
    [InlineData(
        "[]", """{"id":null,"error":{"code":"bad_request","message":"Expected an object {id, method, params}."}}""")]
    public async Task A_call_has_one_answer(string call, string answer)
    {
        await using var place = await Start();
        await using var stream = await place.Connect();
        await Send(stream, call);
        Assert.Equal(answer, await Receive(stream));
    }

    [Theory]
    [InlineData("""{"id":1,"method":"sum","params":{"a":"x"}}""", "bad_params")]
    [InlineData("nonsense", "bad_request")]
    public async Task Bad_input_is_answered_with_its_code(string call, string code)
    {
        await using var place = await Start();
        await using var stream = await place.Connect();
        await Send(stream, call);
        Assert.Equal(code, Code(await Receive(stream)));
        await Send(stream, """{"id":9,"method":"sum","params":{"a":1,"b":1}}""");
        Assert.Equal("""{"id":9,"result":{"total":2}}""", await Receive(stream));
    }

    [Fact]
    public async Task Calls_of_one_connection_are_at_work_together_and_answered_in_any_order()
    {
        await using var place = await Start();
        await using var stream = await place.Connect();
        await Send(stream, """{"id":1,"method":"wait","params":{}}""");
        await Send(stream, """{"id":2,"method":"sum","params":{"a":1,"b":1}}""");
        Assert.Equal("""{"id":2,"result":{"total":2}}""", await Receive(stream));
        _release.SetResult();
        Assert.Equal("""{"id":1,"result":"waited"}""", await Receive(stream));
    }

    [Fact]
    public async Task Beyond_max_calls_a_connection_is_not_read()
    {
        await using var place = await Start(("max_calls", 2));
        await using var stream = await place.Connect();
        for (var i = 0; i < 5; i++)
        {
            await Send(stream, $$$"""{"id":{{{i}}},"method":"wait","params":{}}""");
        }

        await Eventually.True(() => Volatile.Read(ref _waiting) == 2);
        await using var other = await place.Connect();
        await Send(other, """{"id":9,"method":"sum","params":{"a":1,"b":1}}""");
        await Receive(other);
        Assert.Equal(2, Volatile.Read(ref _waiting));
        _release.SetResult();
        for (var i = 0; i < 5; i++)
        {
            await Receive(stream);
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1025u)]
    [InlineData(uint.MaxValue)]
    public async Task A_frame_of_a_length_that_is_not_allowed_ends_the_connection(uint length)
    {
        await using var place = await Start(("max_frame", 1024));
        await using var stream = await place.Connect();
        var head = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(head, length);
        await stream.WriteAsync(head);
        Assert.Equal("bad_frame", Code(await Receive(stream)));
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task A_result_beyond_the_limit_is_an_error_of_its_call()
    {
        await using var place = await Start(("max_frame", 256));
        await using var stream = await place.Connect();
        await Send(stream, """{"id":1,"method":"large","params":{}}""");
        Assert.Equal("too_large", Code(await Receive(stream)));
    }

    [Fact]
    public async Task A_connection_without_a_call_is_closed_after_its_time()
    {
        await using var place = await Start(("idle_timeout", TimeSpan.FromSeconds(1)));
        await using var stream = await place.Connect();
        Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Deadline, TimeProvider.System));
    }

    [Fact]
    public async Task When_it_leaves_calls_at_work_are_answered()
    {
        await using var place = await Start();
        await using var stream = await place.Connect();
        await Send(stream, """{"id":1,"method":"wait","params":{}}""");
        await Eventually.True(() => Volatile.Read(ref _waiting) == 1);
        var leaving = place.Leave();
        _release.SetResult();
        Assert.Equal("""{"id":1,"result":"waited"}""", await Receive(stream));
        await leaving.WaitAsync(Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task Frames_of_noise_harm_nobody()
    {
        await using var place = await Start(("max_frame", 4096), ("idle_timeout", Deadline));
        var random = new Random(20260);
        for (var round = 0; round < 150; round++)
        {
            await using var stream = await place.Connect();
            var noise = Noise(random);
            try
            {
                await stream.WriteAsync(noise);
            }
            catch (IOException)
            {
                // It was shown the door already.
            }
        }

        await using var good = await place.Connect();
        await Send(good, """{"id":1,"method":"sum","params":{"a":1,"b":1}}""");
        Assert.Equal("""{"id":1,"result":{"total":2}}""", await Receive(good));
        await Eventually.True(() => place.Jobs <= 1);
    }

    [Fact]
    public async Task Without_an_application_it_knows_ping_and_echo()
    {
        await using var place = await Place.Start(RpcProcessor.Create(new Settings(), BuiltInMethods.AddTo));
        await using var stream = await place.Connect();
        await Send(stream, """{"id":1,"method":"echo","params":{"a":[1,null]}}""");
        Assert.Equal("""{"id":1,"result":{"a":[1,null]}}""", await Receive(stream));
        await Send(stream, """{"id":2,"method":"ping"}""");
        Assert.Contains("\"container\":\"web-1\"", await Receive(stream), StringComparison.Ordinal);
    }

    private static byte[] Noise(Random random)
    {
        var call = Encoding.UTF8.GetBytes("""{"id":1,"method":"sum","params":{"a":1,"b":1}}""");
        var frame = new byte[4 + call.Length + random.Next(20)];
        random.NextBytes(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame, random.Next(3) == 0 ? random.Next() : call.Length);
        call.CopyTo(frame, 4);
        for (var flips = random.Next(6); flips > 0; flips--)
        {
            frame[random.Next(frame.Length)] ^= (byte)random.Next(256);
        }

        return frame[..random.Next(1, frame.Length)];
    }

    private static async Task Send(Stream stream, string call) =>
        await RpcFrame.WriteAsync(stream, Encoding.UTF8.GetBytes(call), CancellationToken.None);

    private static async Task<string> Receive(Stream stream)
    {
        var frame = await RpcFrame.ReadAsync(stream, 1 << 20, CancellationToken.None).AsTask().WaitAsync(
            Deadline, TimeProvider.System);
        Assert.NotNull(frame);
        return Encoding.UTF8.GetString(frame);
    }

    private static string? Code(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("error").GetProperty("code").GetString();
    }

    private Task<Place> Start(params (string, object)[] settings) => Place.Start(
        RpcProcessor.Create(new Settings(settings), methods => methods
            .Add<Two, Sum>("sum", (_, two, _) => Task.FromResult(new Sum(two.A + two.B)))
            .Add<JsonElement, string>("fail", (_, _, _) => throw new InvalidOperationException("no luck"))
            .Add<JsonElement, string>("refuse", (_, _, _) => throw new RpcException("sold_out", "none left"))
            .Add<JsonElement, string>("large", (_, _, _) => Task.FromResult(new string('x', 10_000)))
            .Add<JsonElement, string>("wait", async (_, _, _) =>
            {
                Interlocked.Increment(ref _waiting);
                await _release.Task;
                return "waited";
            })));

    private sealed record Two(int A, int B);

    private sealed record Sum(int Total);
}
