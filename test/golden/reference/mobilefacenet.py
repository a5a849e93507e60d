"""Embedding of a drawn picture by MobileFaceNet (Chen et al. 2018, https://arxiv.org/abs/1804.07573), written
down by hand in NumPy after nets/MobileFaceNet.py of https://github.com/sirius-ai/MobileFaceNet_TF; nothing
of our own graph, graph reader or folding is used.

    python3 mobilefacenet.py node_modules/human-0.9/models/mobilefacenet > ../engine/mobilefacenet.json

The conversion stored -slope / 2 of each PReLU (docs/decisions/0045).
"""

import json
import sys

import numpy as np

# Blocks of the body: name, how many, stride of the first.
BLOCKS = [("2", 5, 2), ("3", 1, 2), ("4", 6, 1), ("5", 1, 2), ("6", 2, 1)]
BODY = "MobileFaceNet/MobileFaceNet/"


def read_weights(path):
    with open(f"{path}.json", encoding="utf-8") as file:
        groups = json.load(file)["weightsManifest"]
    data = open(f"{path}.bin", "rb").read()
    weights, at = {}, 0
    for entry in (entry for group in groups for entry in group["weights"]):
        count = int(np.prod(entry["shape"]))
        kind = "<f4" if entry["dtype"] == "float32" else "<i4"
        values = np.frombuffer(data, kind, count, at).reshape(entry["shape"])
        weights[entry["name"]] = values.astype("f8")
        at += 4 * count
    return weights


weights = read_weights(sys.argv[1])


def windows(x, kernel, stride, padding):
    """Patches [h, w, channels, kh, kw], with TensorFlow's zeros around the picture."""
    if padding == "same":
        pads = []
        for size, k in zip(x.shape[:2], kernel):
            total = max((-(-size // stride) - 1) * stride + k - size, 0)
            pads.append((total // 2, total - total // 2))
        x = np.pad(x, [*pads, (0, 0)])
    view = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(0, 1))
    return view[::stride, ::stride]


def convolution(x, name, stride=1):
    kernel = weights[f"{name}/Conv2D_weights"]
    seen = windows(x, kernel.shape[:2], stride, "same")
    return np.einsum("hwcij,ijco->hwo", seen, kernel, optimize=True) + weights[f"{name}/Conv2D_bn_offset"]


def depthwise(x, name, stride=1, padding="same"):
    kernel = weights[f"{name}/depthwise_weights"][..., 0]
    seen = windows(x, kernel.shape[:2], stride, padding)
    return np.einsum("hwcij,ijc->hwc", seen, kernel) + weights[f"{name}/depthwise_bn_offset"]


def prelu(x, name):
    return np.where(x > 0, x, -2 * weights[f"{name}/mul"] * x)


def block(x, name, stride):
    y = prelu(convolution(x, f"{name}/Conv"), f"{name}/Conv")
    y = prelu(depthwise(y, f"{name}/SeparableConv2d", stride), f"{name}/SeparableConv2d")
    y = convolution(y, f"{name}/Conv_1")
    return y if stride == 2 or y.shape != x.shape else x + y


def embed(x):
    x = prelu(convolution(x, f"{BODY}Conv2d_0", 2), f"{BODY}Conv2d_0")
    x = prelu(depthwise(x, f"{BODY}SeparableConv2d"), f"{BODY}SeparableConv2d")
    x = convolution(x, f"{BODY}Conv")
    for number, count, stride in BLOCKS:
        for i in range(count):
            x = block(x, f"{BODY}Conv2d_{number}_InvResBlock_{i}", stride if i == 0 else 1)
    x = prelu(convolution(x, f"{BODY}Conv2d_7"), f"{BODY}Conv2d_7")
    x = depthwise(x, "MobileFaceNet/Logits/SeparableConv2d", padding="valid")
    x = convolution(x, "MobileFaceNet/Logits/Conv")
    x = convolution(x, "MobileFaceNet/Logits/LinearConv1x1").reshape(-1)
    return x / np.sqrt(np.sum(x * x))


side = 112
y, x, c = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
picture = np.round(127.5 + 100 * np.sin(0.11 * x + 0.05 * c * y) * np.cos(0.07 * y - 0.3 * c))
print(json.dumps([round(float(value), 6) for value in embed((picture - 127.5) / 128)]))
