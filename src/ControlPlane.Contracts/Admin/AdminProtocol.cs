using ControlPlane.Contracts.Statuses;

namespace ControlPlane.Contracts.Admin;

/// <summary>What may be asked of a node from outside (CLI, HTTP, signals, embedder), and what it answers.</summary>
public static class AdminProtocol
{
    /// <summary>A request; each is answered by exactly one <see cref="Reply"/>.</summary>
    public abstract record Request
    {
        /// <summary>True if it changes state, and so leaves an audit line.</summary>
        public virtual bool Changes => true;
    }

    /// <summary>
    /// A request that returns when its target is reached, when accepted (<see cref="Patience.Wait"/> false), or too
    /// late.
    /// </summary>
    public abstract record Command(Patience Patience) : Request;

    /// <summary>How long a caller waits for the target.</summary>
    /// <param name="Wait">False: answered when accepted.</param>
    /// <param name="Timeout">Null: startup plus shutdown timeout of the services concerned.</param>
    public sealed record Patience(bool Wait = true, TimeSpan? Timeout = null)
    {
        public static readonly Patience Default = new();
    }

    /// <summary>Answered by <see cref="Services"/>.</summary>
    public sealed record ListServices : Request
    {
        public override bool Changes => false;
    }

    /// <summary>Answered by <see cref="Containers"/>, or <see cref="Refused"/> for an unknown service.</summary>
    public sealed record ListContainers(string? Service = null) : Request
    {
        public override bool Changes => false;
    }

    public sealed record Enable(string Service, Patience Patience) : Command(Patience);

    public sealed record Disable(string Service, Patience Patience) : Command(Patience);

    /// <summary>
    /// Disable and enable; rolling: one container after the other, the new one ready before the old one drains.
    /// </summary>
    public sealed record Restart(string Service, bool Rolling, Patience Patience) : Command(Patience);

    public sealed record RestartAll(bool Rolling, Patience Patience) : Command(Patience);

    /// <summary>Runs this many containers until the next reload.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Count">0 to 10,000.</param>
    /// <param name="Patience">How long to wait.</param>
    public sealed record Scale(string Service, int Count, Patience Patience) : Command(Patience);

    /// <summary>
    /// Applies the difference between the running and the new file. Answered by <see cref="Done"/> with the changes.
    /// </summary>
    /// <param name="File">Absolute path; null: the file that the node was started with, or last reloaded from.</param>
    /// <param name="Patience">How long to wait.</param>
    public sealed record Reload(string? File, Patience Patience) : Command(Patience);

    /// <summary>
    /// Answered by <see cref="Done"/> when accepted; the node is gone when its process is. A node of a cluster serves
    /// on until other nodes have taken over what the cluster has placed there, as long as any do; asked again, it goes.
    /// </summary>
    public sealed record Shutdown : Request
    {
        /// <summary>
        /// So long the caller will wait for the end: others have half of that to take over. Null: as long as they go
        /// on.
        /// </summary>
        public TimeSpan? Within { get; init; }
    }

    public sealed record ReopenLogfiles : Request;

    /// <summary>
    /// A named message to the containers of all services whose name matches a pattern; answered by <see cref="Done"/>
    /// when it is handed over, or <see cref="Refused"/> as <see cref="Refusal.Unknown"/> if nobody receives it. Its
    /// size is bounded by <see cref="MessageLimits"/>.
    /// </summary>
    /// <param name="Receiver">A service name; <c>*</c> stands for any characters, and the whole name must
    /// match.</param>
    /// <param name="Name">What it is about, e.g. <c>netplex.threadlist</c>.</param>
    /// <param name="Arguments">Any texts.</param>
    public sealed record SendMessage(string Receiver, string Name, IReadOnlyList<string> Arguments) : Request;

    public abstract record Reply
    {
        /// <summary>What people should know beside the answer, a line each: what is missing in it, or old.</summary>
        public IReadOnlyList<string> Notices { get; init; } = [];
    }

    public sealed record Services(IReadOnlyList<ServiceStatus> Items) : Reply;

    public sealed record Containers(IReadOnlyList<ContainerStatus> Items) : Reply;

    /// <summary>The target is reached, or the command is accepted.</summary>
    /// <param name="Text">One sentence for people.</param>
    /// <param name="Changes">What a reload did, one line each; empty otherwise.</param>
    public sealed record Done(string Text, IReadOnlyList<string> Changes) : Reply
    {
        public Done(string text) : this(text, []) { }
    }

    /// <summary>Nothing was done, or the target was not reached.</summary>
    /// <param name="Why">The class of the refusal; decides HTTP status and exit code.</param>
    /// <param name="Error">What is wrong: where, what was found, what is allowed.</param>
    /// <param name="Hint">What to do about it.</param>
    public sealed record Refused(Refusal Why, string Error, string Hint) : Reply;
}
