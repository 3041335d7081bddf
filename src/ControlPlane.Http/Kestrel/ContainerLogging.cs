using ControlPlane.Contracts.Processors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Http.Kestrel;

/// <summary>Everything that an application logs is the log of its service.</summary>
internal sealed class ContainerLogging(IContainer container) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => container.Log;

    public void Dispose()
    {
    }
}
