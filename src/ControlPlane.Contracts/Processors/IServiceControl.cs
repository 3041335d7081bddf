using Microsoft.Extensions.Logging;

namespace ControlPlane.Contracts.Processors;

/// <summary>A service on the side of the node (Netplex: controller and socket service), given to the hooks that run
/// there.</summary>
public interface IServiceControl
{
    /// <summary>The name of the service.</summary>
    string Service { get; }

    /// <summary>The log of the service.</summary>
    ILogger Log { get; }

    /// <summary>
    /// Registers a function that containers of this service call by name (Netplex: lever). It runs on the side of the
    /// node, one call at a time for each lever. The name is unique in the service; registering it again replaces it.
    /// </summary>
    void AddLever(string name, Func<string, CancellationToken, Task<string>> lever);
}
