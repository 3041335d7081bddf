using System.Threading.Channels;
using ControlPlane.Contracts.Processors;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Node.Containers.InProcess;

/// <summary>The messages of one container: delivered one after the other, in order; at most a thousand wait.</summary>
internal sealed class MessageQueue(ContainerFace container, HookCalls hooks, ILogger log)
{
    /// <summary>A hook that takes longer is left behind, and its container is replaced.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private const int Capacity = 1_000;

    private readonly Channel<Letter> _letters = Channel.CreateBounded<Letter>(Capacity);

    /// <summary>Whether the processor hears messages at all.</summary>
    public bool IsNeeded =>
        hooks.Has(nameof(IProcessor.ReceiveMessageAsync)) || hooks.Has(nameof(IProcessor.ReceiveAdminMessageAsync));

    public void Add(string name, IReadOnlyList<string> arguments, bool fromOperator)
    {
        var hook = fromOperator ? nameof(IProcessor.ReceiveAdminMessageAsync) : nameof(IProcessor.ReceiveMessageAsync);
        if (hooks.Has(hook) && !_letters.Writer.TryWrite(new Letter(hook, name, arguments)))
        {
            log.MessageDropped(container.Id, name, Capacity);
        }
    }

    /// <summary>Delivers until the container leaves. The result says which hook never returned; null: none.</summary>
    public async Task<string?> DeliverAsync(CancellationToken leaving)
    {
        try
        {
            while (true)
            {
                var letter = await _letters.Reader.ReadAsync(leaving).ConfigureAwait(false);
                var began = container.Time.GetTimestamp();
                var wrong = await hooks.CallAsync(
                    letter.Hook, container.Id, Limit,
                    p => letter.Hook == nameof(IProcessor.ReceiveMessageAsync)
                        ? p.ReceiveMessageAsync(container, letter.Name, letter.Arguments, leaving)
                        : p.ReceiveAdminMessageAsync(container, letter.Name, letter.Arguments, leaving),
                    leaving).ConfigureAwait(false);
                if (wrong is not null && container.Time.GetElapsedTime(began) >= Limit)
                {
                    return wrong;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed record Letter(string Hook, string Name, IReadOnlyList<string> Arguments);
}
