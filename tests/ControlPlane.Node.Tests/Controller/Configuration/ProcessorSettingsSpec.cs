using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Containers;
using ControlPlane.Node.Containers.InProcess;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Tests.Controller.Configuration;

public sealed class ProcessorSettingsSpec
{
    private const string Path = "controlplane.service.web.processor";

    private const string Http = "protocol.http.address = [ { type = internet, bind = \"127.0.0.1:80\" } ]";

    [Fact]
    public void A_processor_reads_its_own_keys()
    {
        var seen = new List<object>();
        var plan = Read(
            "name = x, count = 3, on = yes, wait = 2, names = [a, b], tls { cert = c }, labels { b = 1, a = 2 }", s =>
        {
            seen.AddRange([s.Service, s.Text("name"), s.Number("count", 1, 5), s.Flag("on"),
                s.Duration("wait", TimeSpan.Zero, TimeSpan.FromSeconds(9)), string.Join(' ', s.List("names")),
                s.Section("tls").Text("cert"), string.Join(' ', s.Section("labels").Keys), s.Directory]);
        });
        Assert.True(plan.Ok, plan.ErrorText);
        Assert.Equal(["web", "x", 3, true, TimeSpan.FromSeconds(2), "a b", "c", "b a", "/work"], seen);
    }

    [Fact]
    public void What_is_not_written_has_the_value_that_the_processor_names()
    {
        var plan = Read("", s => Assert.Equal(
            ("d", 7, true, "z"),
            (s.Text("name", "d"), s.Number("count", 1, 9, 7), s.Flag("on", true), s.Section("tls").Text("cert", "z"))));
        Assert.True(plan.Ok, plan.ErrorText);
    }

    [Theory]
    [InlineData("name = []", "name", "is an array; expected a string")]
    [InlineData("count = 9", "count", "is [9] (number); expected an integer from 1 to 5")]
    [InlineData("nome = x", "nome", "unknown key [nome]; did you mean [name]?")]
    [InlineData("tls { cort = x }", "tls.cort", "unknown key [cort]; did you mean [cert]?")]
    public void A_bad_value_and_an_unknown_key_are_errors_with_their_place(string line, string key, string text)
    {
        var error = Reading.ErrorAt(2, Text(line), options: Options(s =>
        {
            s.Text("name", "");
            s.Number("count", 1, 5, 1);
            s.Section("tls").Text("cert", "");
        }));
        Assert.StartsWith($"{Path}.{key}: {text}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "name: is missing; expected a string. Add the key")]
    [InlineData("name = x", "tls.cert: is missing. Add the key")]
    public void A_required_key_that_is_missing_is_an_error(string line, string text) => Assert.Equal(
        $"{Path}.{text}",
        Reading.ErrorAt(1, Text(line), options: Options(s =>
        {
            s.Text("name");
            if (s.Has("name"))
            {
                s.Section("tls").Text("cert");
            }
        })));

    [Fact]
    public void What_a_processor_finds_wrong_is_an_error_of_the_file() => Assert.Equal(
        $"{Path}.name: is too short",
        Reading.ErrorAt(2, Text("name = x"), options: Options(s => s.Fail("name", "is too short"))));

    [Fact]
    public void A_processor_that_throws_while_it_is_made_is_an_error_of_the_file() => Assert.Equal(
        $"{Path}.type: is mine, which cannot be made: no luck (InvalidOperationException). Change the section, or mend "
        + "the "
            + "processor",
        Reading.ErrorAt(1, Text(""), options: Options(_ => throw new InvalidOperationException("no luck"))));

    [Fact]
    public void A_processor_may_have_keys_that_are_those_of_a_process_elsewhere() =>
        Assert.True(Read("command = x", s => s.Text("command")).Ok);

    [Theory]
    [InlineData("a = 1, b { c = 1, d = [1, x] }", "b { d = [1, x], c = 1 }, a = 1", true)]
    [InlineData("a = 1", "a = 2", false)]
    [InlineData("a = 1", "a = \"1\"", false)]
    [InlineData("b = [1, 2]", "b = [2, 1]", false)]
    public void Sections_that_say_the_same_are_equal_plans(string one, string other, bool equal)
    {
        var (a, b) = (Read(one, s => _ = s.Keys), Read(other, s => _ = s.Keys));
        Assert.True(a.Ok && b.Ok, a.ErrorText + b.ErrorText);
        Assert.Equal(equal, a.Plan!.Services[0].Worker == b.Plan!.Services[0].Worker);
    }

    private static string Text(string line) =>
        $"controlplane.service.web {{ {Http}, processor {{ type = mine\n{line}\n}} }}";

    private static NodePlanResult Read(string line, Action<IProcessorSettings> read) =>
        Reading.Of(Text(line), options: Options(read));

    private static NodePlanOptions Options(Action<IProcessorSettings> read) =>
        Reading.Options with
        {
            Processors = ProcessorRegistry.BuiltIn.With("mine", settings =>
            {
                read(settings);
                return new EchoProcessor();
            }),
        };
}
