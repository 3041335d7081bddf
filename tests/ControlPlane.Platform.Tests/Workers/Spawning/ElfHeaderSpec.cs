using ControlPlane.Platform.Workers.Spawning;

namespace ControlPlane.Platform.Tests.Workers.Spawning;

public sealed class ElfHeaderSpec
{
    private static readonly byte[] Shell = Head("/bin/sh");

    [Fact]
    public void The_shell_is_for_this_machine_and_its_loader_is_there()
    {
        var header = ElfHeader.Parse(Shell);

        Assert.False(header?.IsForeign);
        Assert.True(File.Exists(header?.Loader), header?.Loader);
    }

    [Fact]
    public void A_program_for_another_processor_is_foreign()
    {
        var other = (byte[])Shell.Clone();
        other[18] ^= 0xFF;

        Assert.True(ElfHeader.Parse(other)?.IsForeign);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void Too_few_bytes_claim_nothing(int length) => Assert.Null(ElfHeader.Parse(Shell.AsSpan(0, length)));

    [Fact]
    public void No_bytes_make_it_fail()
    {
        var random = new Random(13);
        var parsed = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = Shell.AsSpan(0, random.Next(Shell.Length)).ToArray();
            for (var i = random.Next(0, 8); i > 0 && bytes.Length > 0; i--)
            {
                bytes[random.Next(Math.Min(bytes.Length, 1000))] = (byte)random.Next(256);
            }

            parsed += ElfHeader.Parse(bytes) is null ? 0 : 1;
        }

        Assert.True(parsed > 1000);
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4096];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
