using ControlPlane.Contracts;
using ControlPlane.Contracts.Processors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Node.Tests.Containers.InProcess;

/// <summary>A container without a node, for specs of processors.</summary>
internal sealed class FakeContainer(string service) : IContainer
{
    public ContainerId Id => new(service, 1);

    public int Jobs => 1;

    public CancellationToken Leaving => CancellationToken.None;

    public TimeProvider Time => TimeProvider.System;

    public ILogger Log => NullLogger.Instance;

    public IContainerTimers Timers => throw new NotSupportedException();

    public IContainerVariables Variables => throw new NotSupportedException();

    public IMessages Messages => throw new NotSupportedException();

    public ILookup Lookup => throw new NotSupportedException();

    public ISemaphores Semaphores => throw new NotSupportedException();

    public IMutexes Mutexes => throw new NotSupportedException();

    public IMailboxes Mailboxes => throw new NotSupportedException();

    public ISharedVariables SharedVariables => throw new NotSupportedException();

    public ILevers Levers => throw new NotSupportedException();

    public IPersistentObjects PersistentObjects => throw new NotSupportedException();

    public ILogger LogTo(string subchannel) => NullLogger.Instance;

    public Task SystemShutdownAsync() => throw new NotSupportedException();

    public Task SystemRestartAsync() => throw new NotSupportedException();
}
