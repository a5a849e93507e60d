"""Embedding of a drawn picture by MobileFaceNet (Chen et al. 2018, https://arxiv.org/abs/1804.07573) from
its TensorFlow Lite file, operation by operation in NumPy; nothing of our own graph is used.

    python3 mobilefacenet.py mobilefacenet.tflite > ../engine/mobilefacenet.json

The file is android/src/main/assets/mobilefacenet.tflite of the npm package capacitor-face-recognition
0.1.4 (sha256 b67366e085ec9f6c2afb05c10397a46edeb823367abaec77f64f5ce946ac2847): the weights of
https://github.com/sirius-ai/MobileFaceNet_TF, as in @vladmandic/human 0.9, by another converter.
"""

import json
import struct
import sys

import numpy as np

data = open(sys.argv[1], "rb").read()


def read(kind, at):
    return struct.unpack_from(f"<{kind}", data, at)[0]


def follow(at):
    return at + read("I", at)


def field(table, number):
    """Where a field of a FlatBuffers table lies; None where it has its default."""
    fields = table - read("i", table)
    if 4 + 2 * number >= read("H", fields):
        return None
    offset = read("H", fields + 4 + 2 * number)
    return table + offset if offset else None


def vector(table, number):
    at = field(table, number)
    if at is None:
        return []
    at = follow(at)
    return [at + 4 + 4 * i for i in range(read("I", at))]


def integers(table, number):
    return [read("i", at) for at in vector(table, number)]


def scalar(table, number, kind):
    at = field(table, number) if table is not None else None
    return 0 if at is None else read(kind, at)


def padded_like_same(x, kernel, stride):
    pads = []
    for size, k in zip(x.shape[:2], kernel):
        total = max((-(-size // stride) - 1) * stride + k - size, 0)
        pads.append((total // 2, total - total // 2))
    return np.pad(x, [*pads, (0, 0)])


def windows(x, kernel, stride):
    view = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(0, 1))
    return view[::stride, ::stride]  # [h, w, channels, kh, kw]


def convolution(x, kernel, bias, options, depthwise):
    stride = scalar(options, 1, "i")
    is_valid = scalar(options, 0, "b") == 1
    padded = x if is_valid else padded_like_same(x, kernel.shape[1:3], stride)
    seen = windows(padded, kernel.shape[1:3], stride)
    if depthwise:
        return np.einsum("hwcij,ijc->hwc", seen, kernel[0]) + bias
    return np.einsum("hwcij,oijc->hwo", seen, kernel, optimize=True) + bias


model = follow(0)
codes = [scalar(follow(at), 0, "b") for at in vector(model, 1)]
graph = follow(vector(model, 2)[0])
buffers = [follow(at) for at in vector(model, 4)]
values = {}
for number, at in enumerate(vector(graph, 0)):
    tensor = follow(at)
    stored = field(buffers[scalar(tensor, 2, "I")], 0)
    if stored is None or scalar(tensor, 1, "b") != 0:
        continue
    start = follow(stored)
    shape = integers(tensor, 0)
    count = int(np.prod(shape))
    values[number] = np.frombuffer(data, "<f4", count, start + 4).astype("f8").reshape(shape)

side = 112
y, x, c = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
picture = np.round(127.5 + 100 * np.sin(0.11 * x + 0.05 * c * y) * np.cos(0.07 * y - 0.3 * c))
values[integers(graph, 1)[0]] = (picture - 127.5) / 128

for at in vector(graph, 3):
    operation = follow(at)
    code = codes[scalar(operation, 0, "I")]
    options = field(operation, 4)
    options = follow(options) if options is not None else None
    inputs = [values.get(number) for number in integers(operation, 1)]
    a, b = inputs[0], inputs[1] if len(inputs) > 1 else None
    result = {
        0: lambda: a + b,
        3: lambda: convolution(a, b, inputs[2], options, depthwise=False),
        4: lambda: convolution(a, b, inputs[2], options, depthwise=True),
        11: lambda: a / np.sqrt(np.sum(a * a)),
        18: lambda: a * b,
        19: lambda: np.maximum(a, 0),
        22: lambda: a.reshape(-1),
        41: lambda: a - b,
        101: lambda: np.abs(a),
    }[code]()
    values[integers(operation, 2)[0]] = result

embedding = values[integers(graph, 2)[0]]
print(json.dumps([round(float(value), 6) for value in embedding]))
