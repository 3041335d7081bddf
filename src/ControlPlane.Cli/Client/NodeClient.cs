using ControlPlane.Contracts.Admin;

namespace ControlPlane.Cli.Client;

/// <summary>Asks the node of a socket directory; a connection a request.</summary>
/// <remarks>Not HttpClient: that costs a short-lived program as much again as all the rest of it.</remarks>
/// <param name="socketDirectory">Where the node is.</param>
/// <param name="time">The clock of the deadlines.</param>
/// <param name="silence">
/// How long a waiting node may say nothing before it is asked whether it lives; null: 15 s.
/// </param>
internal sealed class NodeClient(string socketDirectory, TimeProvider time, TimeSpan? silence = null)
{
    // Longer than the node's own deadline for what it need not wait for.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(40);

    // How much longer than the node we wait, so that the node gets to say what is missing.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private readonly TimeSpan _silence = silence ?? TimeSpan.FromSeconds(15);

    /// <summary>Hears what the node says beside its answers.</summary>
    public Action<string> OnNotice { get; init; } = _ => { };

    /// <summary>The body of the answer. Throws <see cref="CliException"/> for anything but success.</summary>
    public ReadOnlyMemory<byte> Get(string target, TimeSpan? within = null) =>
        Answers.Success(Ask("GET", target, default, within ?? AnswerTime));

    /// <summary>Posts a command that the node answers at once.</summary>
    public ReadOnlyMemory<byte> Post(string target) => Answers.Success(Ask("POST", target, default, AnswerTime));

    /// <summary>Posts a command that the node answers when its target is reached.</summary>
    public ReadOnlyMemory<byte> Post(string target, ReadOnlyMemory<byte> body, AdminProtocol.Patience patience) =>
        Answers.Success(patience switch
        {
            { Wait: false } => Ask("POST", target, body, AnswerTime),
            { Timeout: { } timeout } => Ask("POST", target, body, timeout + Margin, StillThere),
            _ => Ask("POST", target, body, TimeSpan.FromDays(1) + Margin, StillThere),
        });

    /// <summary>Posts on a connection that is there already.</summary>
    public static ReadOnlyMemory<byte> Post(
        NodeSocket socket, string target, ReadOnlyMemory<byte> body, Deadline deadline) =>
        Answers.Success(new HttpExchange(socket, deadline).Ask("POST", target, body, deadline.Span));

    private HttpReply Ask(
        string method, string target, ReadOnlyMemory<byte> body, TimeSpan within, Action? whileSilent = null)
    {
        var deadline = new Deadline(time, within);
        using var socket = NodeSocket.Connect(socketDirectory, deadline);
        var reply = new HttpExchange(socket, deadline).Ask(method, target, body, _silence, whileSilent);
        foreach (var notice in reply.Notices)
        {
            OnNotice(notice);
        }

        return reply;
    }

    // While a command waits for its target, a frozen node looks like a patient one. Any reply shows that it lives.
    private void StillThere() =>
        new NodeClient(socketDirectory, time, silence).Ask("GET", "/v1/services", default, _silence);
}
