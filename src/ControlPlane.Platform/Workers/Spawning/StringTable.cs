using System.Runtime.InteropServices;
using System.Text;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>A NULL-terminated array of C strings in one piece of native memory, as execve(2) takes it.</summary>
internal sealed unsafe class StringTable : IDisposable
{
    private readonly byte** _table;

    public StringTable(IReadOnlyList<string> strings)
    {
        var pointers = (strings.Count + 1) * sizeof(byte*);
        var size = strings.Sum(s => Encoding.UTF8.GetByteCount(s) + 1);
        _table = (byte**)NativeMemory.AllocZeroed((nuint)(pointers + size));
        var text = (byte*)_table + pointers;
        for (var i = 0; i < strings.Count; i++)
        {
            _table[i] = text;
            var left = (int)((byte*)_table + pointers + size - text);
            text += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(text, left)) + 1;
        }
    }

    public byte** Pointer => _table;

    public void Dispose() => NativeMemory.Free(_table);
}
