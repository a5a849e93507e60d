"""dlib's face recognition ResNet in PyTorch (King 2017,
http://blog.dlib.net/2017/02/high-quality-face-recognition-with-deep.html), written down by hand;
nothing of our own graph, graph reader or folding is used."""

import torch
from torch import nn
from torch.nn import functional as F

STAGES = [("conv32", 3), ("conv64", 3), ("conv128", 2), ("conv256", 2)]


class Dlib(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.weights = weights
        self.folded = {}
        for name in weights:
            if name.endswith("/conv/filters"):
                self._fold(name.removesuffix("/conv/filters"))
        self.fc = weights["fc"]

    def _fold(self, name):
        """Convolution and the affine layer behind it as one."""
        scale = self.weights[f"{name}/scale/weights"]
        kernel = self.weights[f"{name}/conv/filters"].permute(3, 2, 0, 1)
        shift = self.weights[f"{name}/conv/bias"] * scale + self.weights[f"{name}/scale/biases"]
        self.folded[name] = (kernel * scale.reshape(-1, 1, 1, 1)).contiguous(), shift

    def _conv(self, x, name, stride):
        kernel, shift = self.folded[name]
        return F.conv2d(x, kernel, shift, stride, padding=1 if stride == 1 else 0)

    def _residual(self, x, name):
        y = F.relu(self._conv(x, f"{name}/conv1", 1))
        return F.relu(self._conv(y, f"{name}/conv2", 1) + x)

    def _down(self, x, name):
        y = self._conv(F.relu(self._conv(x, f"{name}/conv1", 2)), f"{name}/conv2", 1)
        short = F.avg_pool2d(x, 2)
        # Zeros for the channels that the shortcut lacks and the pixels that the convolution lost.
        short = F.pad(short, (0, 0, 0, 0, 0, y.shape[1] - short.shape[1]))
        lost = short.shape[2] - y.shape[2]
        return F.relu(F.pad(y, (0, lost, 0, lost)) + short)

    def forward(self, rgb):
        """[n, 3, 150, 150] RGB less the mean, over 255, to [n, 128]."""
        x = F.max_pool2d(F.relu(self._conv(rgb, "conv32_down", 2)), 3, 2)
        for name, count in STAGES:
            if name != "conv32":
                x = self._down(x, f"{name}_down")
            for i in range(1, count + 1):
                x = self._residual(x, f"{name}_{i}")
        return self._down(x, "conv256_down_out").mean((2, 3)) @ self.fc
