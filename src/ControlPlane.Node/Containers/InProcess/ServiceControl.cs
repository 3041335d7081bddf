using ControlPlane.Contracts.Processors;
using ControlPlane.Node.Controller;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>A service as the hooks on the side of the node see it.</summary>
internal sealed class ServiceControl(string service, NodeContext node) : IServiceControl
{
    public string Service => service;

    public ILogger Log { get; } = node.Loggers(service, "");

    public void AddLever(string name, Func<string, CancellationToken, Task<string>> lever) =>
        node.ContainerServices.AddLever(service, name, lever);
}
