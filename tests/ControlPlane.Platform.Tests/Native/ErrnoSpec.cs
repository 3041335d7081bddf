using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Tests.Native;

public sealed class ErrnoSpec
{
    [Fact]
    public void A_failure_says_what_was_tried_what_the_kernel_answered_and_what_to_do()
    {
        var error = Errno.Failure("cannot open /x", Errno.ENOENT, "create it");

        Assert.Equal("cannot open /x: No such file or directory (ENOENT); create it", error.Message);
        Assert.Equal("ENOENT", error.Errno);
    }

    [Fact]
    public void Running_out_of_descriptors_always_comes_with_advice() =>
        Assert.Contains("ulimit -n", Errno.Failure("cannot make a pipe", Errno.EMFILE).Message);

    [Fact]
    public void A_number_without_a_name_is_still_said() => Assert.Equal("E1234", Errno.Name(1234));
}
