using ControlPlane.Actors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Tests.Simulation.Cluster;

/// <summary>What the nodes log, with the virtual time: for whoever looks at one seed.</summary>
internal sealed class SimulatedLog(TextWriter writer, string node, SteppedTime time) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            writer.WriteLine($"{time.Elapsed} {node} {formatter(state, exception)}");
        }
    }
}
