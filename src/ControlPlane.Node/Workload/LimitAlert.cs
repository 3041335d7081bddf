namespace ControlPlane.Node.Workload;

/// <summary>When to say that the most containers do not suffice: when that begins, and at most once a minute.</summary>
internal sealed class LimitAlert
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private bool _atLimit;
    private TimeSpan? _last;

    public bool Raise(bool atLimit, TimeSpan now)
    {
        var begins = atLimit && !_atLimit;
        _atLimit = atLimit;
        if (!begins || now - _last < Every)
        {
            return false;
        }

        _last = now;
        return true;
    }
}
