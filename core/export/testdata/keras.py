"""Evaluates exported Keras scripts with layers written in NumPy here, and holds them to what the program computed. Arguments:
folders with a script.py, weights script.npz and an expected.npz. Prints a JSON object a line, as pytorch.py."""
import json, os, sys, traceback, types

import numpy as np

from exported import loaded

f32 = np.float32


def sigmoid(x):
    return (1 / (1 + np.exp(-x.astype(np.float64)))).astype(f32)


def softplus(x):
    return np.logaddexp(0, x.astype(np.float64)).astype(f32)


ACTIVATIONS = {None: lambda x: x, "relu": lambda x: np.maximum(x, 0), "tanh": np.tanh, "sigmoid": sigmoid, "softplus": softplus}


def pair(n):
    return (n, n) if isinstance(n, int) else tuple(n)


def same(n, k, s):
    """TensorFlow's padding of one axis."""
    out = -(-n // s)
    whole = max((out - 1) * s + k - n, 0)
    return whole // 2, whole - whole // 2


def windows(x, kernel, strides, padding, fill):
    """What a window sees: (B, rows, columns, kh, kw, C)."""
    (kh, kw), (sh, sw) = pair(kernel), pair(strides)
    around = ((0, 0), (0, 0))
    if padding == "same":
        around = (same(x.shape[1], kh, sh), same(x.shape[2], kw, sw))
    x = np.pad(x, ((0, 0), *around, (0, 0)), constant_values=fill)
    seen = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), (1, 2))[:, ::sh, ::sw]
    return seen.transpose(0, 1, 2, 4, 5, 3)


class Layer:
    weights = ()

    def __init__(self, name=None):
        self.name = name

    def __call__(self, x, training=False):
        return np.asarray(self.call(np.asarray(x, f32)), f32)


class Input:
    def __init__(self, shape):
        self.shape = shape


class Weighted(Layer):
    weights = None

    def __init__(self, units, kernel_size=None, strides=1, padding="valid", output_padding=None, activation=None, name=None):
        super().__init__(name)
        self.units, self.kernel, self.strides, self.padding = units, kernel_size, strides, padding
        self.output_padding, self.activation = output_padding, activation

    def call(self, x):
        kernel, bias = self.weights
        return ACTIVATIONS[self.activation](self.linear(x, kernel).astype(f32) + bias)


class Dense(Weighted):
    def __init__(self, units, activation=None, name=None):
        super().__init__(units, activation=activation, name=name)

    def linear(self, x, kernel):
        assert x.ndim == 2 and kernel.shape == (x.shape[1], self.units), (x.shape, kernel.shape)
        return x.astype(np.float64) @ kernel


class Conv2D(Weighted):
    def linear(self, x, kernel):
        assert kernel.shape == (*pair(self.kernel), x.shape[3], self.units), (x.shape, kernel.shape)
        return np.einsum("brcuvi,uvio->brco", windows(x, self.kernel, self.strides, self.padding, 0).astype(np.float64), kernel, optimize=True)


class Conv2DTranspose(Weighted):
    def linear(self, x, kernel):
        (kh, kw), (sh, sw) = pair(self.kernel), pair(self.strides)
        assert kernel.shape == (kh, kw, self.units, x.shape[3]), (x.shape, kernel.shape)
        B, rows, columns, _ = x.shape
        if self.padding == "same":
            shape, top, left = (rows * sh, columns * sw), same(rows * sh, kh, sh)[0], same(columns * sw, kw, sw)[0]
        else:
            more = (max(0, sh - kh), max(0, sw - kw)) if self.output_padding is None else pair(self.output_padding)
            shape, top, left = ((rows - 1) * sh + kh + more[0], (columns - 1) * sw + kw + more[1]), 0, 0
        y = np.zeros((B, shape[0] + kh + top, shape[1] + kw + left, self.units))
        for r in range(rows):
            for c in range(columns):
                y[:, r * sh:r * sh + kh, c * sw:c * sw + kw] += np.einsum("bi,uvoi->buvo", x[:, r, c].astype(np.float64), kernel, optimize=True)
        return y[:, top:top + shape[0], left:left + shape[1]]


class Pooling(Layer):
    def __init__(self, pool_size, strides=None, padding="valid"):
        super().__init__()
        self.pool, self.strides, self.padding = pool_size, strides or pool_size, padding


class MaxPooling2D(Pooling):
    def call(self, x):
        return windows(x, self.pool, self.strides, self.padding, -np.inf).max((3, 4))


class AveragePooling2D(Pooling):
    def call(self, x):
        return np.nanmean(windows(x, self.pool, self.strides, self.padding, np.nan), (3, 4))


class UpSampling2D(Layer):
    def __init__(self, size):
        super().__init__()
        self.size = pair(size)

    def call(self, x):
        return x.repeat(self.size[0], 1).repeat(self.size[1], 2)


class Flatten(Layer):
    def call(self, x):
        return x.reshape(len(x), -1)


class Reshape(Layer):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def call(self, x):
        return x.reshape(-1, *self.shape)


class ZeroPadding2D(Layer):
    def __init__(self, padding):
        super().__init__()
        self.padding = padding

    def call(self, x):
        (h, w) = self.padding
        return np.pad(x, ((0, 0), (h, h), (w, w), (0, 0)))


class Cropping2D(Layer):
    def __init__(self, cropping):
        super().__init__()
        self.cropping = cropping

    def call(self, x):
        (top, bottom), (left, right) = self.cropping
        return x[:, top:x.shape[1] - bottom, left:x.shape[2] - right]


class Identity(Layer):
    """A layer that draws, in use."""

    def __init__(self, rate):
        super().__init__()

    def call(self, x):
        return x


class LeakyReLU(Layer):
    def __init__(self, slope):
        super().__init__()
        self.slope = f32(slope)

    def call(self, x):
        return np.where(x > 0, x, self.slope * x)


class Sequential(Layer):
    def __init__(self, list, name=None):
        super().__init__(name)
        self.input, *self.layers = list

    def call(self, x):
        assert x.shape[1:] == self.input.shape, (self.name, x.shape, self.input.shape)
        for layer in self.layers:
            x = layer(x)
        return x

    @property
    def trainable_variables(self):
        return [w for layer in self.layers for w in layer.weights]


class Model:
    def layers(self):
        for value in vars(self).values():
            yield from getattr(value, "layers", [value])

    def set_weights(self, arrays):
        arrays = list(arrays)
        for layer in self.layers():
            if isinstance(layer, Weighted):
                layer.weights = arrays.pop(0), arrays.pop(0)
        assert not arrays

    def __call__(self, x):
        return self.call(x)


def max_pool_with_argmax(x, kernel, strides, padding, include_batch_in_index):
    assert padding == "VALID" and include_batch_in_index
    places = windows(np.arange(x.size).reshape(x.shape), kernel, strides, "valid", 0)
    seen = windows(x, kernel, strides, "valid", 0)
    flat = lambda a: a.reshape(*a.shape[:3], -1, a.shape[5])
    first = flat(seen).argmax(3)[:, :, :, None]
    return np.take_along_axis(flat(seen), first, 3)[:, :, :, 0], np.take_along_axis(flat(places), first, 3)[:, :, :, 0]


def scatter_nd(places, values, shape):
    y = np.zeros(shape, f32)
    y[places[:, 0]] = values
    return y


def top_k(x, k):
    return types.SimpleNamespace(values=-np.sort(-x, 1)[:, :k])


def cross_entropy(labels, logits):
    return softplus(logits) - labels * logits


tf = types.ModuleType("tensorflow")
tf.float32 = f32
tf.reshape, tf.shape, tf.size, tf.where, tf.ones_like, tf.abs, tf.exp = np.reshape, lambda x: np.array(np.shape(x)), np.size, np.where, np.ones_like, np.abs, np.exp
tf.pad = lambda x, around, constant_values=0: np.pad(x, around, constant_values=constant_values)
tf.cast = lambda x, dtype: np.asarray(x, dtype)
tf.reduce_sum, tf.reduce_mean, tf.reduce_prod = np.sum, np.mean, np.prod
tf.clip_by_value = np.clip
tf.scatter_nd = scatter_nd
tf.math = types.SimpleNamespace(log=np.log, top_k=top_k)
tf.nn = types.SimpleNamespace(
    relu=ACTIVATIONS["relu"], tanh=np.tanh, sigmoid=sigmoid, softplus=softplus, leaky_relu=lambda x, slope: np.where(x > 0, x, f32(slope) * x),
    l2_loss=lambda x: (x ** 2).sum() / 2, sigmoid_cross_entropy_with_logits=cross_entropy,
    max_pool2d=lambda x, kernel, strides, padding: windows(x, kernel, strides, padding.lower(), 0).max((3, 4)),
    max_pool_with_argmax=max_pool_with_argmax)
layers = types.ModuleType("tensorflow.keras.layers")
for c in (Layer, Dense, Conv2D, Conv2DTranspose, MaxPooling2D, AveragePooling2D, UpSampling2D, Flatten, Reshape, ZeroPadding2D, Cropping2D, LeakyReLU):
    setattr(layers, c.__name__, c)
layers.Dropout = layers.GaussianNoise = Identity
keras = types.ModuleType("tensorflow.keras")
keras.Model, keras.Sequential, keras.Input, keras.layers = Model, Sequential, Input, layers
tf.keras = keras
sys.modules.update({"tensorflow": tf, "tensorflow.keras": keras, "tensorflow.keras.layers": layers})


def compare(case, folder):
    script = loaded(folder)
    with np.load("expected.npz") as f:
        want = {k: f[k] for k in f}
    model = script.Autoencoder()
    script.load_weights(script.WEIGHTS, model)
    z = model.encode(want["seen"])
    print(json.dumps({"case": case, "check": "codes", "error": float(np.abs(z.reshape(len(z), -1) - want["keras_codes"]).max())}))
    y = model.decode(z)
    print(json.dumps({"case": case, "check": "outputs", "error": float(np.abs(y - want["outputs"]).max())}))
    if "draws" in want:
        draws = want["draws"].reshape(len(z), -1)
        script.gaussian = lambda like, seed=None: draws.reshape(like.shape)
    loss, price = script.objective(model, want["clean"], want["seen"])
    shown = float(loss + price) / (len(z) if want["batch"] else 1)
    print(json.dumps({"case": case, "check": "loss", "error": abs(shown / float(want["loss"]) - 1)}))
    order, labels = script.load("test", script.TEST)
    print(json.dumps({"case": case, "check": "data", "error": 0 if np.isfinite(order).all() else 1}), flush=True)


for folder in sys.argv[1:]:
    case = os.path.basename(folder)
    try:
        compare(case, folder)
    except Exception:
        print(json.dumps({"case": case, "failed": traceback.format_exc()}), flush=True)
