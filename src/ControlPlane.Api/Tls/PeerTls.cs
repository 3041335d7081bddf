namespace ControlPlane.Api.Tls;

/// <summary>
/// What a node proves itself with to its peers, and by what it knows them: absolute paths of PEM files.
/// </summary>
/// <param name="Certificate">Its own certificate, then those between it and the authority, if there are any.</param>
/// <param name="Key">The certificate's private key, not encrypted.</param>
/// <param name="Authority">The root certificates by which peers are trusted; nothing else is.</param>
public sealed record PeerTls(string Certificate, string Key, string Authority);

/// <summary>What a server proves itself with to its clients: absolute paths of PEM files.</summary>
/// <param name="Certificate">Its certificate, then those between it and the authority, if there are any.</param>
/// <param name="Key">The certificate's private key, not encrypted.</param>
public sealed record ServerTls(string Certificate, string Key);
