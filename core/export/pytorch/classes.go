package pytorch

// classes are modules that PyTorch has not, in the order in which they are written. A script has those that it uses. They subclass
// PyTorch's where that has weights, so that each module keeps its place and its names.
var classes = []struct{ name, code string }{
	{"PaddedConv2d", `
class PaddedConv2d(nn.Conv2d):
    """A convolution with another padding on each side: TensorFlow's "same" of a stride."""

    def __init__(self, *args, around, **options):
        super().__init__(*args, **options)
        self.around = around  # left, right, top, bottom

    def forward(self, x):
        return super().forward(F.pad(x, self.around))
`},
	{"CutConvTranspose2d", `
class CutConvTranspose2d(nn.ConvTranspose2d):
    """A transposed convolution cut unevenly: TensorFlow's "same" of a stride."""

    def __init__(self, *args, cut, **options):
        super().__init__(*args, **options)
        self.cut = cut  # top, left, rows, columns

    def forward(self, x):
        top, left, rows, columns = self.cut
        return super().forward(x)[:, :, top:top + rows, left:left + columns]
`},
	{"PaddedMaxPool2d", `
class PaddedMaxPool2d(nn.MaxPool2d):
    """Max pooling with another padding on each side, which never wins."""

    def __init__(self, *args, around, **options):
        super().__init__(*args, **options)
        self.around = around  # left, right, top, bottom

    def forward(self, x):
        return super().forward(F.pad(x, self.around, value=-math.inf))
`},
	{"PaddedAvgPool2d", `
class PaddedAvgPool2d(nn.AvgPool2d):
    """The mean of what a window sees of the image, with another padding on each side."""

    def __init__(self, *args, around, **options):
        super().__init__(*args, **options)
        self.around = around  # left, right, top, bottom

    def forward(self, x):
        inside = super().forward(F.pad(torch.ones_like(x), self.around))
        return super().forward(F.pad(x, self.around)) / inside
`},
	{"RememberingMaxPool2d", `
class RememberingMaxPool2d(nn.Module):
    """Max pooling that keeps the places of the maxima for a MaxUnpool."""

    def __init__(self, kernel, stride, around=(0, 0, 0, 0)):
        super().__init__()
        self.kernel, self.stride, self.around = kernel, stride, around  # left, right, top, bottom
        self.places = self.padded = None

    def forward(self, x):
        x = F.pad(x, self.around, value=-math.inf)
        self.padded = x.shape[2:]
        y, self.places = F.max_pool2d(x, self.kernel, self.stride, return_indices=True)
        return y
`},
	{"MaxUnpool", `
class MaxUnpool(nn.Module):
    """Puts values back where a pool found them, of the batch that the encoder has just seen."""

    def __init__(self, pool, size):
        super().__init__()
        self.pool, self.size = [pool], size  # in a list: the pool is no part of this module

    def forward(self, x):
        pool, (rows, columns) = self.pool[0], self.size
        y = x.new_zeros(*x.shape[:2], pool.padded[0] * pool.padded[1])
        y = y.scatter(2, pool.places.flatten(2), x.flatten(2)).view(*x.shape[:2], *pool.padded)
        left, _, top, _ = pool.around
        return y[:, :, top:top + rows, left:left + columns]
`},
	{"GaussianNoise", `
class GaussianNoise(nn.Module):
    """Adds noise of a standard deviation, in training only."""

    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def forward(self, x):
        return x + self.stddev * torch.randn_like(x) if self.training else x
`},
	{"TopK", `
class TopK(nn.Module):
    """Keeps the k largest values of each row and sets the others to zero (Makhzani and Frey 2013)."""

    def __init__(self, k):
        super().__init__()
        self.k = k

    def forward(self, x):
        values, places = x.flatten(1).topk(self.k, 1)
        return torch.zeros_like(x.flatten(1)).scatter(1, places, values).view_as(x)
`},
	{"Reshape", `
class Reshape(nn.Module):
    """Reads an image as one of another shape, by channels, rows and columns."""

    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(-1, *self.shape)
`},
	{"Reread", `
class Reread(nn.Module):
    """Reads an image as one of another shape, by rows, columns and channels, as Keras does. Both are (H, W, C)."""

    def __init__(self, old, new):
        super().__init__()
        self.old, self.new = old, new

    def forward(self, x):
        rows, columns, channels = self.old
        x = x.reshape(-1, channels, rows, columns).permute(0, 2, 3, 1)
        return x.reshape(-1, *self.new).permute(0, 3, 1, 2)
`},
}
