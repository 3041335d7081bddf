namespace ControlPlane.Node.Workload;

/// <summary>
/// Knows the least loaded of some slots at any time. A knockout tournament: the slots are the leaves, and each place
/// above two others holds the better of both, so a change is one way to the top, and the winner stands there.
/// </summary>
/// <param name="highestFirst">Of equals the one with the highest number; else the lowest.</param>
internal sealed class LeastLoaded(bool highestFirst)
{
    private const long Nobody = long.MaxValue;

    // Place 1 is the top; those below place p are 2p and 2p + 1; the leaves are the second half.
    private long[] _places = [Nobody, Nobody];

    /// <summary>The number of the least loaded slot; -1: there is none.</summary>
    public int First => _places[1] == Nobody ? -1 : highestFirst ? int.MaxValue - (int)_places[1] : (int)_places[1];

    /// <summary>The slot is one of them, with so many jobs; null: it is none of them.</summary>
    public void Set(int number, int? jobs)
    {
        if (number >= _places.Length / 2)
        {
            if (jobs is null)
            {
                return;
            }

            Grow(number + 1);
        }

        // The load decides, then the number: both in one value.
        var order = highestFirst ? int.MaxValue - number : number;
        var place = (_places.Length / 2) + number;
        _places[place] = jobs is { } load ? ((long)load << 32) | (uint)order : Nobody;
        for (place /= 2; place > 0; place /= 2)
        {
            var better = Math.Min(_places[2 * place], _places[(2 * place) + 1]);
            if (_places[place] == better)
            {
                return; // And nothing changes above.
            }

            _places[place] = better;
        }
    }

    private void Grow(int slots)
    {
        var old = _places.AsSpan(_places.Length / 2);
        var leaves = old.Length;
        while (leaves < slots)
        {
            leaves *= 2;
        }

        var places = new long[2 * leaves];
        Array.Fill(places, Nobody);
        old.CopyTo(places.AsSpan(leaves));
        for (var place = leaves - 1; place > 0; place--)
        {
            places[place] = Math.Min(places[2 * place], places[(2 * place) + 1]);
        }

        _places = places;
    }
}
