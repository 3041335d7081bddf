using System.Globalization;

namespace ControlPlane.Contracts;

/// <summary>
/// Identity of a slot on one node, written <c>SERVICE-N</c>. N is the lowest free number of the service, from 1.
/// What replaces a dead process keeps the id.
/// </summary>
public readonly record struct ContainerId(string Service, int Number) : IComparable<ContainerId>
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Service}-{Number}");

    public int CompareTo(ContainerId other)
    {
        var byService = string.CompareOrdinal(Service, other.Service);
        return byService != 0 ? byService : Number.CompareTo(other.Number);
    }

    public static bool operator <(ContainerId left, ContainerId right) => left.CompareTo(right) < 0;
    public static bool operator >(ContainerId left, ContainerId right) => left.CompareTo(right) > 0;
    public static bool operator <=(ContainerId left, ContainerId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ContainerId left, ContainerId right) => left.CompareTo(right) >= 0;
}
