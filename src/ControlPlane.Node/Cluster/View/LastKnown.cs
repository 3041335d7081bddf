using System.Globalization;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Cluster.View;

/// <summary>
/// What people have said counts until they say something else. A key of theirs that cannot be read any more, or is
/// gone, is no word of anybody: what this process knows of it stays, also when everything is read anew. Pure.
/// </summary>
/// <param name="keys">The names.</param>
internal sealed class LastKnown(ClusterKeys keys)
{
    /// <param name="now">What etcd says.</param>
    /// <param name="before">What counted until now.</param>
    public ClusterView Keep(ClusterView now, ClusterView before) =>
        Configuration(Overall(Services(now, before), before), before);

    private ClusterView Overall(ClusterView now, ClusterView before) =>
        now.Overall is null && before.Overall is { } last
        ? Kept(now with { Overall = last.UpTo(now.Revision) }, keys.Overall, new ClusterKey(ClusterKeyKind.Overall))
        : now;

    private ClusterView Services(ClusterView now, ClusterView before)
    {
        if (ReferenceEquals(now.Services, before.Services))
        {
            return now;
        }

        foreach (var (name, last) in before.Services.Where(service => !now.Services.ContainsKey(service.Key)))
        {
            now = Kept(
                now with { Services = now.Services.Add(name, last.UpTo(now.Revision)) },
                keys.Service(name), new ClusterKey(ClusterKeyKind.Service, name));
        }

        return now;
    }

    private ClusterView Configuration(ClusterView now, ClusterView before)
    {
        if (ReferenceEquals(now.Named, before.Named) && ReferenceEquals(now.Versions, before.Versions)
            && ReferenceEquals(now.Damaged, before.Damaged) && now.IsKnown == before.IsKnown)
        {
            return now;
        }

        var last = before.Config?.UpTo(now.Revision);
        now = Judged(now, before) switch
        {
            { Named: { } named } sound when !sound.Damaged.ContainsKey(keys.CurrentConfig) =>
                sound with { Config = named },
            var other when other.Damaged.ContainsKey(keys.CurrentConfig) || last is { Value.Number: > 0 } =>
                Kept(other with { Config = last }, keys.CurrentConfig, new ClusterKey(ClusterKeyKind.CurrentConfig)),
            var none => none with { Config = null },
        };
        var unknown = now.Config is null && now.Damaged.ContainsKey(keys.CurrentConfig)
            && (!before.IsKnown || before.IsConfigUnknown);
        if (unknown)
        {
            var damage = now.Damaged[keys.CurrentConfig] with { Kept = false };
            now = now with { Damaged = now.Damaged.SetItem(keys.CurrentConfig, damage) };
        }

        return Text(now with { IsConfigUnknown = unknown }, before);
    }

    /// <summary>A number counts as soon as the text of that version is known.</summary>
    private ClusterView Judged(ClusterView now, ClusterView before)
    {
        if (now.Named is not { } named)
        {
            return now;
        }

        var number = named.Value.Number;
        if (number == 0 || now.Versions.ContainsKey(number) || before.Versions.ContainsKey(number))
        {
            return now with { Damaged = now.Damaged.Remove(keys.CurrentConfig) };
        }

        var what = now.Damaged.ContainsKey(keys.Version(number)) ? "cannot be read" : "is not there";
        var problem = string.Create(CultureInfo.InvariantCulture, $"names version {number}, which {what}");
        return now with
        {
            Damaged = now.Damaged.SetItem(
                keys.CurrentConfig, new Damage(new ClusterKey(ClusterKeyKind.CurrentConfig), named.Modified, problem)),
        };
    }

    /// <summary>
    /// The text of the version that counts stays known; that of one which was deleted goes when it counts no more.
    /// </summary>
    private ClusterView Text(ClusterView now, ClusterView before)
    {
        foreach (var (key, damage) in now.Damaged.Where(
            d => d.Value is { Modified: 0, Key.Kind: ClusterKeyKind.Version }
                && d.Value.Key.Number != now.ConfigNumber))
        {
            now = now with { Versions = now.Versions.Remove(damage.Key.Number), Damaged = now.Damaged.Remove(key) };
        }

        var number = now.ConfigNumber;
        return number > 0 && !now.Versions.ContainsKey(number) && before.Versions.TryGetValue(number, out var text)
            ? Kept(
                now with { Versions = now.Versions.Add(number, text.UpTo(now.Revision)) },
                keys.Version(number), new ClusterKey(ClusterKeyKind.Version, "", number))
            : now;
    }

    private static ClusterView Kept(ClusterView now, string name, ClusterKey key)
    {
        var damage = now.Damaged.GetValueOrDefault(name) ?? new Damage(key, 0, "is gone");
        return now with { Damaged = now.Damaged.SetItem(name, damage with { Kept = true }) };
    }
}
