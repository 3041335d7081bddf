using ControlPlane.Hocon;
using ControlPlane.Node.Controller.Configuration;
using ControlPlane.Node.Services;

namespace ControlPlane.Node.Tests.Controller.Configuration;

/// <summary>
/// Reads configuration texts for specs, on a machine of their own and without this process' environment.
/// Texts are made so that the lines that matter begin on line 2.
/// </summary>
internal static class Reading
{
    public static readonly NodePlanOptions Options = new(
        "/work",
        Hocon: new HoconOptions { Origin = "web.conf", Environment = _ => null });

    public static NodePlanResult Of(string text, FakeMachine? machine = null, NodePlanOptions? options = null) =>
        NodePlanReader.Parse(text, machine ?? new FakeMachine(), options ?? Options);

    /// <summary>The plan of a text that has to be good.</summary>
    public static NodePlan Plan(string text, FakeMachine? machine = null, NodePlanOptions? options = null)
    {
        var result = Of(text, machine, options);
        Assert.True(result.Ok, result.ErrorText);
        return result.Plan;
    }

    public static ServicePlan Service(string text, FakeMachine? machine = null) =>
        Assert.Single(Plan(text, machine).Services);

    /// <summary>Path and message of the only error of a text, which has to be at this line of it.</summary>
    public static string ErrorAt(int line, string text, FakeMachine? machine = null, NodePlanOptions? options = null)
    {
        var result = Of(text, machine, options);
        Assert.Null(result.Plan);
        Assert.True(result.Errors.Count == 1, result.ErrorText);
        var error = result.Errors[0];
        Assert.Equal(("web.conf", line), (error.At?.Origin, error.At?.Line ?? 0));
        return $"{error.Path}: {error.Message}";
    }

    public static string Controller(string lines) => $"controlplane.controller {{\n{lines}\n}}";

    /// <summary>A service `web` that is a process.</summary>
    public static string Process(string lines, string processor = "command = [python3]") =>
        $"controlplane.service.web {{\n{lines}\nprocessor {{ type = process, {processor} }} }}";

    /// <summary>The processor of a service `web`.</summary>
    public static string Processor(string lines) => $"controlplane.service.web.processor {{\n{lines}\n}}";

    /// <summary>The protocol `http` of a process.</summary>
    public static string Protocol(string lines) =>
        $"controlplane.service.web {{ processor {{ type = process, command = [python3] }}, protocol.http "
            + $"{{\n{lines}\n}} }}";

    /// <summary>One address of a process.</summary>
    public static string Address(string keys) => Protocol($"address = [ {{ {keys} }} ]");
}
