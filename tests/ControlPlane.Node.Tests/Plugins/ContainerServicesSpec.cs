using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Processors;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Admin;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Tests.Plugins;

/// <summary>
/// What a container gets from the node: the face, the door and the actors behind it, in stepped time.
/// </summary>
public sealed class ContainerServicesSpec
{
    private readonly PluginsWorld _world = new();
    private readonly IContainerServices _one;
    private readonly IContainerServices _two;

    public ContainerServicesSpec()
    {
        _one = _world.Container("shop", 1);
        _two = _world.Container("shop", 2);
    }

    [Fact]
    public void A_waiting_call_is_served_by_another_container()
    {
        var waiting = _one.Semaphores.DecrementAsync("x");
        Assert.True(_world.Waits(waiting));
        Assert.Equal(0, _world.Now(_two.Semaphores.IncrementAsync("x")));
        Assert.Equal(0, _world.Now(waiting));
    }

    [Fact]
    public void A_cancelled_call_leaves_the_line_and_loses_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _one.Semaphores.DecrementAsync("x", cancellation: cancel.Token);
        Assert.True(_world.Waits(waiting));
        cancel.Cancel();
        var cancelled = Assert.ThrowsAny<OperationCanceledException>(() => _world.Now(waiting));
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
        Assert.True(waiting.IsCanceled);
        Assert.Equal(1, _world.Now(_two.Semaphores.IncrementAsync("x")));
    }

    [Fact]
    public void A_cancellation_that_comes_after_the_service_does_not_lose_what_was_given()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _one.Mailboxes.ReceiveAsync("x", cancel.Token);
        Assert.True(_world.Waits(waiting));
        var sending = _two.Mailboxes.SendAsync("x", new byte[] { 1 });
        cancel.Cancel();
        _world.Now(sending);
        Assert.Equal(1, _world.Now(waiting).Span[0]);
    }

    [Fact]
    public void A_call_that_is_cancelled_before_it_begins_does_nothing()
    {
        var task = _one.Semaphores.IncrementAsync("x", new CancellationToken(true));
        Assert.True(task.IsCanceled);
        Assert.Equal(0, _world.Now(_one.Semaphores.GetAsync("x")));
    }

    [Fact]
    public void What_a_container_holds_is_free_when_it_ends_and_its_calls_are_over()
    {
        _world.Now(_one.Mutexes.LockAsync("m"));
        var waiting = _two.Mutexes.LockAsync("m");
        var receiving = _one.Mailboxes.ReceiveAsync("x");
        Assert.True(_world.Waits(waiting));
        _one.Dispose();
        _one.Dispose();
        _world.Now(waiting);
        Assert.Throws<ObjectDisposedException>(() => _world.Now(receiving));
        Assert.Throws<ObjectDisposedException>(() => _world.Now(_one.Semaphores.GetAsync("x")));
        Assert.Throws<ObjectDisposedException>(() => _one.Messages.Send("*", "n"));
        Assert.Throws<ObjectDisposedException>(() => _world.Now(_one.Lookup.SocketAsync("shop", "http")));
        Assert.Throws<ObjectDisposedException>(() => _world.Now(_one.SystemShutdownAsync()));
    }

    [Fact]
    public void A_new_life_of_a_slot_ends_the_one_before_if_nobody_has_said_so()
    {
        _world.Now(_one.Mutexes.LockAsync("m"));
        var waiting = _two.Mutexes.LockAsync("m");
        Assert.True(_world.Waits(waiting));
        using var again = _world.Container("shop", 1);
        _world.Now(waiting);
        _one.Dispose();
        Assert.Equal(1, _world.Now(again.Semaphores.IncrementAsync("x")));
    }

    [Fact]
    public void Bytes_are_those_of_the_moment_of_sending()
    {
        var value = new byte[] { 1 };
        var sending = _one.Mailboxes.SendAsync("x", value);
        value[0] = 2;
        _world.Now(sending);
        Assert.Equal(1, _world.Now(_two.Mailboxes.ReceiveAsync("x")).Span[0]);
    }

    [Fact]
    public void Own_variables_go_with_the_last_container_of_the_service()
    {
        using var other = _world.Container("other", 1);
        Assert.True(_world.Now(_one.SharedVariables.CreateAsync("v", new SharedVariableOptions(Own: true))));
        Assert.True(_world.Now(_two.SharedVariables.SetAsync("v", new byte[] { 7 })));
        Assert.False(_world.Now(other.SharedVariables.SetAsync("v", new byte[] { 8 })));
        var value = _world.Now(other.SharedVariables.GetAsync("v"))!;
        Assert.Equal((7, 1L), (value.Bytes.Span[0], value.Version));
        _one.Dispose();
        Assert.NotNull(_world.Now(other.SharedVariables.GetAsync("v")));
        _two.Dispose();
        Assert.Null(_world.Now(other.SharedVariables.GetAsync("v")));
    }

    [Fact]
    public void A_variable_with_a_time_goes_when_nobody_uses_it_and_who_waits_hears_of_it()
    {
        var (short1, long1) = (new SharedVariableOptions(Timeout: TimeSpan.FromSeconds(10)), TimeSpan.FromSeconds(60));
        Assert.True(_world.Now(_one.SharedVariables.CreateAsync("later", new SharedVariableOptions(Timeout: long1))));
        Assert.True(_world.Now(_one.SharedVariables.CreateAsync("v", short1)));
        var waiting = _two.SharedVariables.WaitAsync("v");
        _world.Kit.Advance(TimeSpan.FromSeconds(9));
        Assert.True(_world.Waits(waiting));
        _world.Kit.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(_world.Now(waiting));
        Assert.True(_world.Now(_one.SharedVariables.CreateAsync("v", short1)));
        var last = _two.SharedVariables.WaitAsync("later");
        _world.Kit.Advance(long1);
        Assert.Null(_world.Now(last));
    }

    [Fact]
    public void A_message_goes_to_the_services_with_its_pattern()
    {
        string[] arguments = ["a", "b"];
        _one.Messages.Send("sh*", "news", arguments);
        arguments[0] = "changed";
        var order = _world.Node.ExpectMsg<ServicesProtocol.Broadcast>();
        var message = Assert.IsType<ContainerProtocol.Message>(order.Message);
        Assert.Equal(("sh*", "news"), (order.Receiver.Text, message.Name));
        Assert.Equal(["a", "b"], message.Arguments);
    }

    [Fact]
    public void A_lookup_finds_the_first_unix_socket_or_nothing()
    {
        Assert.Equal("/run/a", Lookup("web", ["127.0.0.1:1", "unix:/run/a", "unix:/run/b"]));
        Assert.Null(Lookup("web", ["127.0.0.1:1"]));
        Assert.Null(Lookup("other", ["unix:/run/a"]));
        var unknown = _one.Lookup.SocketAsync("nobody", "web");
        _world.Node.ExpectMsg<ServicesProtocol.ToOne>();
        _world.Node.Reply(ServicesProtocol.Unknown("nobody", ["shop"]));
        Assert.Null(_world.Now(unknown));
    }

    [Fact]
    public void A_lookup_finds_what_the_containers_have_bound_themselves()
    {
        var found = _one.Lookup.ContainerSocketsAsync("web", "http");
        var question = _world.Node.ExpectMsg<ServicesProtocol.ToOne>();
        Assert.Equal(("web", new ServiceProtocol.FindOwnSockets("http")), (question.Service, question.Message));
        _world.Node.Reply(new ServiceProtocol.FoundOwnSockets(["127.0.0.1:20001"]));
        Assert.Equal(["127.0.0.1:20001"], _world.Now(found));
    }

    [Fact]
    public void Shutdown_and_restart_go_through_the_gate_in_its_name()
    {
        var shutdown = _one.SystemShutdownAsync();
        var call = _world.Node.ExpectMsg<AdminActor.Call>();
        Assert.IsType<AdminProtocol.Shutdown>(call.Request);
        Assert.Equal("container shop-1", call.Caller.ToString());
        _world.Node.Reply(new AdminProtocol.Done("the node is shutting down"));
        _world.Now(shutdown);

        var restart = _one.SystemRestartAsync();
        Assert.False(
            Assert.IsType<AdminProtocol.RestartAll>(_world.Node.ExpectMsg<AdminActor.Call>().Request).Patience.Wait);
        _world.Node.Reply(new AdminProtocol.Refused(Refusal.Unavailable, "The node is shutting down.", ""));
        Assert.Throws<ControlPlaneException>(() => _world.Now(restart));
    }

    [Fact]
    public void When_the_node_goes_down_nobody_waits_any_longer()
    {
        var waiting = _one.Semaphores.DecrementAsync("x");
        Assert.True(_world.Waits(waiting));
        _ = _world.Kit.System.Terminate();
        _world.Kit.RunUntilIdle();
        Assert.Throws<ObjectDisposedException>(() => _world.Now(waiting));
        Assert.Throws<ObjectDisposedException>(() => _world.Now(_one.Semaphores.GetAsync("x")));
    }

    private string? Lookup(string protocol, IReadOnlyList<string> addresses)
    {
        var found = _one.Lookup.SocketAsync("shop", protocol);
        Assert.Equal("shop", _world.Node.ExpectMsg<ServicesProtocol.ToOne>().Service);
        _world.Node.Reply(new ServiceProtocol.Description(
            new ServiceStatus("shop", ServiceState.Enabled, 1, 1, 1, [new ProtocolStatus("web", addresses)]), []));
        return _world.Now(found);
    }
}
