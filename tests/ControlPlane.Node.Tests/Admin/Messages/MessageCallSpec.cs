using ControlPlane.Contracts.Admin;
using ControlPlane.Contracts.Statuses;
using ControlPlane.Node.Admin.Messages;
using ControlPlane.Node.Controller;
using ControlPlane.Node.Logging;
using ControlPlane.Node.Logging.Front;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Services;
using ControlPlane.Node.Tests.Simulation;
using ControlPlane.TestKit;

namespace ControlPlane.Node.Tests.Admin.Messages;

/// <summary>One admin message, with probes in place of the operator, the controller and the services.</summary>
public sealed class MessageCallSpec : IDisposable
{
    private readonly SteppedKit _kit = SteppedKit.Create();
    private readonly MemoryStream _written = new();
    private readonly NodeLogging _logging;
    private readonly TestProbe _operator;
    private readonly TestProbe _controller;
    private readonly TestProbe _services;

    public MessageCallSpec()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _logging = new NodeLogging(_kit.Time, Stream.Synchronized(_written));
        _logging.Dispose(); // Everything goes to the stream at once.
        (_operator, _controller, _services) = (
            _kit.Probe("operator"), _kit.Probe("controller"), _kit.Probe("services"));
    }

    public void Dispose() => _written.Dispose();

    [Fact]
    public void A_message_goes_to_the_services_that_match_and_the_reply_counts_who_has_it()
    {
        Send("flush", "web*", "all");
        var asked = _services.ExpectMsg<ServicesProtocol.ToMatching>();
        Assert.True(asked.Name.Matches("web2") && !asked.Name.Matches("api"));
        var handed = Assert.IsType<ServiceProtocol.Hear>(asked.Message);
        Assert.Equal(("flush", "all"), (handed.Name, Assert.Single(handed.Arguments)));

        AnswerLast(("web1", 2), ("web2", 1));
        Assert.Equal("flush: 3 containers have it", Done());
        Assert.Contains("flush", Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_replies_before_every_service_has_answered()
    {
        Send("flush", "web*");
        _services.ExpectMsg<ServicesProtocol.ToMatching>();
        _services.Reply(new ServicesProtocol.Asked(["web1", "web2"]));
        _services.Reply(Heard("web1", 1));
        _kit.RunUntilIdle();
        Assert.Empty(_operator.Drain());
        _services.Reply(Heard("web2", 0));
        Assert.Equal("flush: 1 container has it", Done());
    }

    [Theory]
    [InlineData(0, "No service has a name like [web*].")]
    [InlineData(1, "No container of a service like [web*] can receive [flush].")]
    public void Where_nobody_receives_it_is_refused_and_says_why(int services, string error)
    {
        Send("flush", "web*");
        Answer([.. Enumerable.Range(1, services).Select(i => ($"web{i}", 0))]);
        var refused = Refused();
        Assert.Equal((Refusal.Unknown, error), (refused.Why, refused.Error));
    }

    [Fact]
    public void A_message_over_its_limits_asks_nobody()
    {
        Send(new string('x', 100_000), "*");
        Assert.Equal(Refusal.BadRequest, Refused().Why);
        Assert.Empty(_services.Drain());
    }

    [Fact]
    public void The_level_of_the_log_is_set_by_the_controller_and_only_when_it_is_meant()
    {
        Send("netplex.logger.set_max_level", "*", "info");
        Answer(("web", 1));
        Assert.Equal(Severity.Info, _controller.ExpectMsg<LoggingProtocol.SetMaxLevel>().Level);
        Assert.Empty(_operator.Drain());
        _controller.Reply(new LoggingProtocol.MaxLevelSet(Severity.Info));
        Assert.Equal("the maximum level of the log is info", Done());

        Send("netplex.logger.set_max_level", "web", "info");
        Answer(("web", 1));
        Assert.Equal("netplex.logger.set_max_level: 1 container has it", Done());
        Assert.Empty(_controller.Drain());
    }

    [Fact]
    public void A_level_that_is_none_is_refused_in_Netplex_words_and_processors_have_heard_it_all_the_same()
    {
        Send("netplex.logger.set_max_level", "*", "loud");
        Assert.IsType<ServiceProtocol.Hear>(_services.ExpectMsg<ServicesProtocol.ToMatching>().Message);
        AnswerLast(("web", 1));
        var refused = Refused();
        Assert.Equal(Refusal.BadRequest, refused.Why);
        Assert.Equal("netplex.logger.set_max_level: Unknown level: loud", refused.Error);
    }

    [Fact]
    public void Debug_lines_of_a_component_are_switched_on_and_off()
    {
        foreach (var (name, on) in new[] { ("netplex.debug.enable", true), ("netplex.debug.disable", false) })
        {
            Send(name, "*", "web");
            Answer();
            var order = _controller.ExpectMsg<LoggingProtocol.SetDebug>();
            Assert.Equal(on, order.On);
            Assert.True(order.Component.Matches("web"));
            _controller.Reply(new LoggingProtocol.DebugSet(order.Component, on));
            Assert.Contains(on ? "are logged" : "as the maximum level says", Done(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_list_of_threads_has_a_line_for_each_container_in_the_order_of_the_file_and_one_for_the_controller()
    {
        Send("netplex.threadlist", "*");
        _services.ExpectMsg<ServicesProtocol.ToMatching>();
        _services.Reply(new ServicesProtocol.Asked(["b", "a"]));
        _services.Reply(Heard("a", 1));
        _services.Reply(Heard("b", 1));
        Assert.Equal("netplex.threadlist: 3 lines are in the log of the node", Done());
        var (first, second) = (
            Log.IndexOf("b-1", StringComparison.Ordinal), Log.IndexOf("a-1", StringComparison.Ordinal));
        Assert.True(first >= 0 && first < second, Log);
    }

    [Theory]
    [InlineData("netplex.mem.major")]
    [InlineData("netplex.mem.stats")]
    [InlineData("netplex.mem.pools")]
    [InlineData("netplex.fd_table")]
    public void What_concerns_the_process_of_the_node_is_done_and_told_in_the_log(string name)
    {
        Send(name, "*");
        Answer();
        Assert.StartsWith($"{name}: ", Done(), StringComparison.Ordinal);
        Assert.Matches("(line is|lines are) in the log of the node", Log);
    }

    private string Log => System.Text.Encoding.UTF8.GetString(_written.ToArray());

    private void Send(string name, string receiver, params string[] arguments)
    {
        var context = new NodeContext(
            "test", new SimulatedMachine(_kit.Time, new Random(1)), _kit.Time, new Random(1),
            _logging.Factory.CreateLogger("controller"), id => _logging.OutputOf(id.Service), _logging.LoggerOf,
            new NodeTally(), Decisions.Real)
        {
            Offload = work => work(),
        };
        _kit.ActorOf(MessageCall.Props(
            new AdminProtocol.SendMessage(receiver, name, arguments), new Caller("spec"), _operator.Ref,
            _controller.Ref,
            _services.Ref, context));
        _kit.RunUntilIdle();
    }

    private void Answer(params (string Service, int Receivers)[] services)
    {
        _services.ExpectMsg<ServicesProtocol.ToMatching>();
        AnswerLast(services);
    }

    private void AnswerLast(params (string Service, int Receivers)[] services)
    {
        _services.Reply(new ServicesProtocol.Asked([.. services.Select(s => s.Service)]));
        foreach (var (service, receivers) in services)
        {
            _services.Reply(Heard(service, receivers));
        }

        _kit.RunUntilIdle();
    }

    private string Done() => Reply<AdminProtocol.Done>().Text;

    private AdminProtocol.Refused Refused() => Reply<AdminProtocol.Refused>();

    /// <summary>Work that is offloaded comes back by the pool.</summary>
    private T Reply<T>()
        where T : AdminProtocol.Reply
    {
        IReadOnlyList<object> replies = [];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                _kit.RunUntilIdle();
                replies = _operator.Drain();
                return replies.Count > 0;
            },
            ActorKit.DefaultWithin));
        return Assert.IsType<T>(Assert.Single(replies));
    }

    private static ServiceProtocol.Heard Heard(string service, int receivers) => new(
        receivers,
        new ServiceProtocol.Description(
            new ServiceStatus(service, ServiceState.Enabled, 1, 1, 1, []),
            [new ContainerStatus(
                service, $"{service}-1", "here", ContainerState.Ready, "accepting", null, 0, 0, null)]));
}
