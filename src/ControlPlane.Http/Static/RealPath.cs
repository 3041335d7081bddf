namespace ControlPlane.Http.Static;

/// <summary>Where a path really leads (realpath(3)).</summary>
internal static class RealPath
{
    /// <summary>As the kernel: more links than this are a loop.</summary>
    private const int MostLinks = 40;

    /// <summary>Null: it does not exist, or its links go in a circle.</summary>
    public static string? Of(string path)
    {
        var left = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = "/";
        var links = 0;
        while (left.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(real, part));
            var info = new FileInfo(next);
            if (info.LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            // An absolute target begins anew; a relative one counts from where the link lies.
            real = target.StartsWith('/') ? "/" : real;
            foreach (var inner in Parts(target))
            {
                left.Push(inner);
            }
        }

        return File.Exists(real) || Directory.Exists(real) ? real : null;
    }

    /// <summary>The last one first, as a stack wants them.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();
}
