using System.Security.Cryptography;

namespace ControlPlane.Etcd.Gateway;

/// <summary>
/// Something that is made of files, and made anew when they have changed, so that replaced ones need no restart. While
/// what is there cannot be used (half replaced, for example), that of before stays in use.
/// </summary>
/// <param name="what">For people: what they are to be.</param>
/// <param name="read">Makes it.</param>
/// <param name="files">Their paths; small ones.</param>
internal sealed class FreshFiles<T>(string what, Func<T> read, params string[] files)
    where T : class
{
    private readonly Lock _lock = new();
    private byte[][] _bytes = [];
    private T? _value;

    /// <summary>As it is now.</summary>
    /// <exception cref="ArgumentException">It cannot be used, and never could.</exception>
    public T Current()
    {
        lock (_lock)
        {
            try
            {
                Refresh();
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                return _value ?? throw new ArgumentException($"{string.Join(", ", files)}: {what}: {e.Message}", e);
            }

            return _value!;
        }
    }

    private void Refresh()
    {
        byte[][] now = [.. files.Select(File.ReadAllBytes)];
        if (_value is null || !now.Zip(_bytes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)))
        {
            _value = read();
            _bytes = now;
        }
    }
}
