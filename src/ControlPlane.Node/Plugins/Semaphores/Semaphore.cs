namespace ControlPlane.Node.Plugins.Semaphores;

/// <summary>
/// A counter, and what each container has added to it. What an ended container is owed or owes is settled, so the value
/// is always where it began, plus what the living have done. It may be below zero then: what is added pays that first.
/// </summary>
internal sealed class Semaphore(long initial, bool isProtected)
{
    private readonly Dictionary<Holder, long> _shares = [];

    public long Value { get; private set; } = initial;

    /// <summary>Nobody sees a debt.</summary>
    public long Shown => Math.Max(0, Value);

    /// <summary>The first of those who have added more than they took, or null.</summary>
    public Holder? Creditor => _shares.Where(s => s.Value > 0).Select(s => (Holder?)s.Key).FirstOrDefault();

    public bool Concerns(Holder holder) => _shares.ContainsKey(holder);

    public void Change(Holder holder, long by)
    {
        Value += by;
        if (!isProtected)
        {
            return;
        }

        var share = _shares.GetValueOrDefault(holder) + by;
        if (share == 0)
        {
            _shares.Remove(holder);
        }
        else
        {
            _shares[holder] = share;
        }
    }

    /// <summary>It has ended: as if it had never been.</summary>
    public void Settle(Holder holder)
    {
        if (_shares.Remove(holder, out var share))
        {
            Value -= share;
        }
    }
}
