using System.Text;
using ControlPlane.Node.Cluster.Keys;

namespace ControlPlane.Node.Tests.Cluster.Keys;

/// <summary>
/// Whatever stands under a key: it is read or refused, and what is read is written and read again as the same.
/// </summary>
public sealed class ClusterCodecFuzzSpec
{
    private const int Seed = 20_261_204;
    private const int Rounds = 20_000;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "-1", "0", "1e9", "99999999999999999999", "\\ud800", "\ud800", "\0",
        "true", "{}", "[]", "\"v\":2,", "\"a\":[[[[[[[[[[[[[[[[[[[[",
    ];

    [Fact]
    public void Bent_values_are_read_or_refused()
    {
        var random = new Random(Seed);
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var sample = Samples.All[random.Next(Samples.All.Count)];
            var outcome = sample.Read(Bent(sample.Text, random));
            if (outcome.Value is null)
            {
                Assert.NotEmpty(outcome.Problem);
                refused++;
                continue;
            }

            Assert.Null(outcome.Value.FindProblem());
            Assert.Equal(outcome, sample.Read(Encoded(outcome.Value)));
            read++;
        }

        Assert.InRange(read, Rounds / 100, Rounds);
        Assert.InRange(refused, Rounds / 2, Rounds);
    }

    private static string Bent(string text, Random random)
    {
        var bent = new StringBuilder(text);
        for (var bends = random.Next(1, 4); bends > 0 && bent.Length > 0; bends--)
        {
            var at = random.Next(bent.Length);
            switch (random.Next(5))
            {
                case 0: bent[at] = (char)random.Next(32, 127); break;
                case 1: bent[at] = (char)random.Next(char.MaxValue + 1); break;
                case 2: bent.Remove(at, Math.Min(random.Next(1, 9), bent.Length - at)); break;
                case 3: bent.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                default: bent.Length = at; break;
            }
        }

        return bent.ToString();
    }

    private static string Encoded(IClusterValue value) => value switch
    {
        NodeRegistration node => ClusterCodec.Encode(node),
        NodeReport report => ClusterCodec.Encode(report),
        NodeFile file => ClusterCodec.Encode(file),
        DesiredService desired => ClusterCodec.Encode(desired),
        Assignment assignment => ClusterCodec.Encode(assignment),
        ConfigVersion version => ClusterCodec.Encode(version),
        CurrentConfig current => ClusterCodec.Encode(current),
        LeaderRecord leader => ClusterCodec.Encode(leader),
        NodeDrain drain => ClusterCodec.Encode(drain),
        OverallWish overall => ClusterCodec.Encode(overall),
        PeerToken token => ClusterCodec.Encode(token),
        _ => throw new InvalidOperationException(value.GetType().Name),
    };
}
