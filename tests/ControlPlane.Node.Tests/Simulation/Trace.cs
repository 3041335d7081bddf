using System.Security.Cryptography;
using System.Text;
using ControlPlane.Actors;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>A digest of all deliveries: receiver, type, sender and virtual time of each, in order.</summary>
internal sealed class Trace
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public string Digest => $"{Count} messages, {Convert.ToHexString(_hash.GetCurrentHash())}";

    public void Add(Delivery delivery)
    {
        Count++;
        _hash.AppendData(Encoding.UTF8.GetBytes(delivery.ToString()));
    }
}
