package keras

// classes are layers that Keras has not, in the order in which they are written. A script has those that it uses.
var classes = []struct{ name, code string }{
	{"PaddedMaxPooling2D", `
class PaddedMaxPooling2D(layers.Layer):
    """Max pooling with padding that never wins, as PyTorch pads."""

    def __init__(self, kernel, stride, around):
        super().__init__()
        self.kernel, self.stride, self.around = kernel, stride, around

    def call(self, x):
        x = tf.pad(x, ((0, 0), *self.around, (0, 0)), constant_values=-np.inf)
        return tf.nn.max_pool2d(x, self.kernel, self.stride, "VALID")
`},
	{"RememberingMaxPooling2D", `
class RememberingMaxPooling2D(layers.Layer):
    """Max pooling that keeps the places of the maxima for a MaxUnpooling2D."""

    def __init__(self, kernel, stride, around):
        super().__init__()
        self.kernel, self.stride, self.around = kernel, stride, around
        self.places = self.padded = None

    def call(self, x):
        x = tf.pad(x, ((0, 0), *self.around, (0, 0)), constant_values=-np.inf)
        self.padded = tf.shape(x)
        y, self.places = tf.nn.max_pool_with_argmax(x, self.kernel, self.stride, "VALID", include_batch_in_index=True)
        return y
`},
	{"MaxUnpooling2D", `
class MaxUnpooling2D(layers.Layer):
    """Puts values back where a pool found them, of the batch that the encoder has just seen."""

    def __init__(self, pool, size):
        super().__init__()
        self.pool, self.size = pool, size  # rows, columns, channels

    def call(self, x):
        pool, (rows, columns, _) = self.pool, self.size
        places, values = tf.reshape(pool.places, (-1, 1)), tf.reshape(x, (-1,))
        size = tf.cast(tf.reduce_prod(pool.padded), places.dtype)
        y = tf.reshape(tf.scatter_nd(places, values, (size,)), pool.padded)
        (top, _), (left, _) = pool.around
        return y[:, top:top + rows, left:left + columns, :]
`},
	{"TopK", `
class TopK(layers.Layer):
    """Keeps the k largest values of each row and sets the others to zero (Makhzani and Frey 2013)."""

    def __init__(self, k):
        super().__init__()
        self.k = k

    def call(self, x):
        flat = tf.reshape(x, (tf.shape(x)[0], -1))
        least = tf.math.top_k(flat, self.k).values[:, -1:]
        return tf.reshape(tf.where(flat >= least, flat, 0.0), tf.shape(x))
`},
}
