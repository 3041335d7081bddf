namespace ControlPlane.Etcd.Tests.Client;

/// <summary>Damages bytes as a seed says: changes, drops, doubles and cuts.</summary>
internal static class Mutation
{
    private const string Telling = "\"{}[]:,0\\\n-e";

    /// <param name="from">Good bytes.</param>
    /// <param name="random">Chooses.</param>
    /// <param name="keep">How many at the beginning stay as they are.</param>
    public static byte[] Of(byte[] from, Random random, int keep = 0)
    {
        List<byte> bytes = [.. from];
        for (var n = random.Next(4); n > 0 && bytes.Count > keep + 1; n--)
        {
            var at = random.Next(keep, bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)Telling[random.Next(Telling.Length)];
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(20), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
