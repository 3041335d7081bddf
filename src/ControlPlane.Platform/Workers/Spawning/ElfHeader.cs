using System.Buffers.Binary;
using System.Text;
using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Workers.Spawning;

/// <summary>
/// What the beginning of a program (elf(5)) says about whether it can run here. Little-endian 64-bit programs are
/// looked into; of all others nothing is claimed, exec will tell.
/// </summary>
/// <param name="Machine">e_machine, e.g. 62 for x86-64, 183 for arm64.</param>
/// <param name="Loader">The dynamic loader it asks for (PT_INTERP); null: none, or not within the bytes given.</param>
internal readonly record struct ElfHeader(int Machine, string? Loader)
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, Interpreter = 3, LargestTable = 64;

    private static readonly Lazy<int?> OwnMachine = new(() =>
    {
        Span<byte> head = stackalloc byte[HeaderSize];
        var count = SmallFile.Read("/proc/self/exe", head);
        return count < 0 ? null : Parse(head[..count])?.Machine;
    });

    /// <summary>True: it was built for another kind of processor.</summary>
    public bool IsForeign => OwnMachine.Value is { } own && own != Machine;

    /// <summary>Null: no little-endian 64-bit ELF file.</summary>
    public static ElfHeader? Parse(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderSize || !head.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            return null;
        }

        var table = BinaryPrimitives.ReadUInt64LittleEndian(head[32..]);
        var count = Math.Min((int)BinaryPrimitives.ReadUInt16LittleEndian(head[56..]), LargestTable);
        string? loader = null;
        for (var i = 0; i < count; i++)
        {
            if (Slice(head, table + (ulong)(i * ProgramHeaderSize), ProgramHeaderSize) is { IsEmpty: false } entry
                && BinaryPrimitives.ReadInt32LittleEndian(entry) == Interpreter)
            {
                var name = Slice(head, BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]));
                loader = name.Length > 1 ? Encoding.UTF8.GetString(name[..^1]) : null;
            }
        }

        return new ElfHeader(BinaryPrimitives.ReadUInt16LittleEndian(head[18..]), loader);
    }

    /// <summary>Empty when it is not all within the bytes.</summary>
    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> head, ulong start, ulong length) =>
        start <= (ulong)head.Length && length <= (ulong)head.Length - start
            ? head.Slice((int)start, (int)length) : [];
}
