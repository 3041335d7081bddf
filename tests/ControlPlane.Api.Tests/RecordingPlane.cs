using System.Collections.Concurrent;
using ControlPlane.Contracts;
using ControlPlane.Contracts.Admin;

namespace ControlPlane.Api.Tests;

/// <summary>A node that remembers what it was asked, and answers as the test says.</summary>
internal sealed class RecordingPlane : IControlPlane
{
    public ConcurrentQueue<(AdminProtocol.Request Request, Caller Caller)> Asked { get; } = new();

    public Func<AdminProtocol.Request, AdminProtocol.Reply> Answer { get; set; } = _ => new AdminProtocol.Done("done");

    /// <summary>If set, it takes the place of <see cref="Answer"/>.</summary>
    public Func<AdminProtocol.Request, CancellationToken, Task<AdminProtocol.Reply>>? AnswerLater { get; set; }

    public Task<AdminProtocol.Reply> AskAsync(
        AdminProtocol.Request request, Caller caller, CancellationToken cancellation)
    {
        Asked.Enqueue((request, caller));
        return AnswerLater?.Invoke(request, cancellation) ?? Task.FromResult(Answer(request));
    }
}
