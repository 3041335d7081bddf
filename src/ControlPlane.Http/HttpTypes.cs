using ControlPlane.Contracts.Processors;
using ControlPlane.Http.Rpc;
using ControlPlane.Http.Static;

namespace ControlPlane.Http;

/// <summary>The types of processors that every node knows through this project, for plain configuration
/// files.</summary>
public static class HttpTypes
{
    /// <summary>Name and maker; see <c>hocon/reference/processor.conf</c> for their keys.</summary>
    public static IReadOnlyList<KeyValuePair<string, Func<IProcessorSettings, IProcessor>>> All { get; } =
    [
        new("static", StaticFiles.Create),
        new("http", PlainHttp.Create),
        new("rpc", settings => RpcProcessor.Create(settings, BuiltInMethods.AddTo)),
    ];
}
