using ControlPlane.Contracts;
using ControlPlane.Hocon;
using ControlPlane.Node.Containers;
using ControlPlane.Platform.Accounts;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ProcessReaderSpec
{
    private const string Path = "controlplane.service.web.processor";

    [Theory]
    [InlineData("/srv/shop", "/srv/shop")]
    [InlineData("/srv/shop/", "/srv/shop")]
    [InlineData("shop", "/work/shop")]
    [InlineData(".", "/work")]
    public void A_directory_is_taken_from_where_its_file_is(string written, string full) =>
        Assert.Equal(full, Read($"directory = \"{written}\"").Directory);

    [Fact]
    public void In_a_file_that_is_included_it_is_the_included_file_that_counts()
    {
        var files = new TextFiles
        {
            ["/etc/cp/web.conf"] = "include \"parts/shop.conf\"",
            ["/etc/cp/parts/shop.conf"] =
                "controlplane.service.shop.processor { type = process, command = [a], directory = \"data\" }",
        };
        var options = Reading.Options with { Hocon = new HoconOptions { Files = files } };
        var result = Node.Controller.Configuration.NodePlanReader.Load("/etc/cp/web.conf", new FakeMachine(), options);

        Assert.True(result.Ok, result.ErrorText);
        Assert.Equal("/etc/cp/parts/data", ((ProcessPlan)result.Plan.Services[0].Worker).Directory);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_the_only_error()
    {
        var machine = new FakeMachine { MissingDirectories = { "/nowhere" } };

        Assert.Equal(
            $"{Path}.directory: there is no directory /nowhere", Error("directory = \"/nowhere\"", machine));
        Assert.Empty(machine.Asked);
    }

    [Fact]
    public void An_empty_directory_is_an_error() => Assert.Equal(
        $"{Path}.directory: is empty or has a zero byte; expected the path of a directory, or no such key",
        Error("directory = \"\"", new FakeMachine()));

    [Theory]
    [InlineData("", Readiness.Auto)]
    [InlineData("ready = auto", Readiness.Auto)]
    [InlineData("ready = notify", Readiness.Notify)]
    [InlineData("ready = uptime", Readiness.Uptime)]
    internal void It_is_ready_in_one_of_three_ways(string line, Readiness ready) =>
        Assert.Equal(ready, Read(line).Ready);

    [Theory]
    [InlineData("probe")]
    [InlineData("fectl")]
    public void Some_ways_come_later(string ready) => Assert.Equal(
        $"{Path}.ready: is [{ready}], which is known, but not in this version; expected auto or notify or uptime",
        Error($"ready = {ready}", new FakeMachine()));

    [Fact]
    public void The_machine_is_asked_about_the_worker_as_it_will_be_started()
    {
        var machine = new FakeMachine();
        Reading.Plan(
            Reading.Process("user = www", "command = [bin/shop, -v], directory = \"/srv\", environment { A = 1 }"),
                machine);

        var asked = Assert.Single(machine.Asked);
        Assert.Equal(new ContainerId("web", 1), asked.Container);
        Assert.Equal(["bin/shop", "-v"], asked.Command);
        Assert.Equal("/srv", asked.Directory);
        Assert.Equal("1", asked.Environment["A"]);
        Assert.Equal(new Account("www", 33, 33), asked.Account);
    }

    [Fact]
    public void An_executable_that_is_not_there_is_an_error_at_the_command() => Assert.Equal(
        $"{Path}.command: there is no program /no/such/program",
        Reading.ErrorAt(2, Reading.Processor("type = process, command = [\"/no/such/program\"]")));

    [Fact]
    public void One_that_the_user_may_not_execute_is_an_error_too()
    {
        var machine = new FakeMachine { ProgramsOfRoot = { "/root/tool" } };

        Assert.Equal(
            $"{Path}.command: /root/tool may not be executed by www",
            Reading.ErrorAt(3, Reading.Process("user = www", "command = [\"/root/tool\"]"), machine));
        Assert.NotNull(Reading.Plan(Reading.Process("", "command = [\"/root/tool\"]"), machine));
    }

    [Fact]
    public void After_an_unknown_user_the_machine_is_not_asked()
    {
        var machine = new FakeMachine { MissingDirectories = { "/nowhere" } };
        Reading.ErrorAt(2, Reading.Process("user = bob", "command = [\"/no/such/program\"], directory = \"/nowhere\""),
            machine);

        Assert.Empty(machine.Asked);
    }

    [Fact]
    public void An_unknown_key_is_an_error_that_names_the_nearest_one() =>
        Assert.Contains("[command]", Error("comand = [b]", new FakeMachine()), StringComparison.Ordinal);

    private static string Text(string line) => Reading.Processor($"{line}\ntype = process, command = [a]");

    private static string Error(string line, FakeMachine machine) => Reading.ErrorAt(2, Text(line), machine);

    private static ProcessPlan Read(string line) => Assert.IsType<ProcessPlan>(Reading.Service(Text(line)).Worker);
}
