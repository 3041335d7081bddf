using ControlPlane.Contracts;
using ControlPlane.Node.Plugins;

namespace ControlPlane.Node.Tests.Plugins;

/// <summary>
/// Random calls of four containers of two services, some of which end and come anew; and the rule that each call is
/// answered once, or waits as the model says.
/// </summary>
internal abstract class RandomCalls(int seed)
{
    private const int Steps = 30;

    private readonly Holder[] _holders =
        [.. Enumerable.Range(0, 4).Select(n => new Holder(new ContainerId(n < 2 ? "a" : "b", 1 + (n % 2)), n))];
    private readonly HashSet<long> _open = [];
    private readonly Dictionary<long, object?> _expected = [];
    private long _lastTicket;
    private long _lastLife = 100;

    public Random Random { get; } = new(seed);

    protected Answers Answers { get; } = new();

    protected string? Breach { get; private set; }

    /// <summary>What breaks a rule, or null.</summary>
    public static string? First(int sequences, Func<int, RandomCalls> make) =>
        Enumerable.Range(1, sequences).AsParallel()
        .Select(seed => make(seed).Run() is { } breach ? $"sequence {seed}: {breach}" : null)
        .FirstOrDefault(b => b is not null);

    public string? Run()
    {
        for (var step = 0; step < Steps && Breach is null; step++)
        {
            switch (Random.Next(10))
            {
                case 0: End(Random.Next(_holders.Length), last: Random.Next(2) == 0); break;
                case 1 when _open.Count > 0:
                    var ticket = _open.ElementAt(Random.Next(_open.Count));
                    Expect(ticket, typeof(OperationCanceledException));
                    GiveUp(ticket);
                    break;
                default: Act(_holders[Random.Next(_holders.Length)]); break;
            }

            Compare(step);
        }

        for (var n = 0; n < _holders.Length && Breach is null; n++)
        {
            End(n, last: true);
            Compare(Steps + n);
        }

        Check(_open.Count == 0, $"{_open.Count} calls were never answered");
        CheckEnd();
        return Breach;
    }

    protected abstract void Act(Holder holder);

    protected abstract void GiveUp(long ticket);

    protected abstract void End(Holder holder, bool last);

    /// <summary>What must hold after each call.</summary>
    protected abstract void CheckState();

    /// <summary>What must hold when all containers have ended.</summary>
    protected abstract void CheckEnd();

    protected void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            Breach ??= otherwise;
        }
    }

    protected Call NewCall(Holder holder)
    {
        _open.Add(++_lastTicket);
        return new Call(_lastTicket, holder);
    }

    /// <summary>The model has answered: a value, or the type of a refusal.</summary>
    protected void Expect(long ticket, object? answer) => _expected.Add(ticket, answer);

    private void End(int index, bool last)
    {
        var ended = _holders[index];
        _holders[index] = new Holder(ended.Container, ++_lastLife);
        End(ended, last);
    }

    private void Compare(int step)
    {
        foreach (var answer in Answers.Take())
        {
            var got = answer.Refusal?.GetType() ?? answer.Value;
            Check(_open.Remove(answer.Ticket), $"step {step}: call {answer.Ticket} was answered twice");
            Check(
                _expected.Remove(answer.Ticket, out var expected) && Equals(expected, got),
                $"step {step}: call {answer.Ticket} got [{got}], expected [{expected ?? "to wait"}]");
        }

        Check(_expected.Count == 0, $"step {step}: not answered: {string.Join(", ", _expected)}");
        CheckState();
    }
}
