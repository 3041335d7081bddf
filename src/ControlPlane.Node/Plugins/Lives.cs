using ControlPlane.Contracts;

namespace ControlPlane.Node.Plugins;

/// <summary>Which containers live. Pure.</summary>
internal sealed class Lives
{
    private readonly Dictionary<ContainerId, Holder> _all = [];
    private readonly Dictionary<string, int> _ofService = new(StringComparer.Ordinal);

    public bool Has(Holder holder) => _all.TryGetValue(holder.Container, out var living) && living == holder;

    /// <summary>A container begins.</summary>
    /// <returns>One of the same slot of whose end nothing was said, and which has ended by this.</returns>
    public Holder? Begin(Holder holder)
    {
        Holder? before = _all.TryGetValue(holder.Container, out var old) ? old : null;
        _all[holder.Container] = holder;
        if (before is null)
        {
            Count(holder, +1);
        }

        return before;
    }

    /// <returns>Null: it did not live. True: it was the last one of its service.</returns>
    public bool? End(Holder holder)
    {
        if (!Has(holder))
        {
            return null;
        }

        _all.Remove(holder.Container);
        return Count(holder, -1) == 0;
    }

    private int Count(Holder holder, int by)
    {
        var service = holder.Container.Service;
        var count = _ofService.GetValueOrDefault(service) + by;
        if (count == 0)
        {
            _ofService.Remove(service);
        }
        else
        {
            _ofService[service] = count;
        }

        return count;
    }
}
