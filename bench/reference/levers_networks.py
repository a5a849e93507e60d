"""The recognisers of faceres.py and dlib.py with what levers of transfer change inside of them:
gradients that pass units at rest ("linbp", after Guo et al. 2020; "soft" in part), dropped channels
("drop"), residual branches that count less in the gradient ("sgm", Wu et al. 2020) or vary ("ghost"),
weights with noise ("wnoise")."""

import torch
from torch import nn
from torch.nn import functional as F
from tfjs_weights import read_weights

STRIDES = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]
STAGES = [("conv32", 3), ("conv64", 3), ("conv128", 2), ("conv256", 2)]


class PassRelu6(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return F.relu6(x)

    @staticmethod
    def backward(ctx, g):
        return g


class PassRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return F.relu(x)

    @staticmethod
    def backward(ctx, g):
        return g


class SoftRelu6(torch.autograd.Function):
    """relu6 whose gradient outside of its range is the share `a`."""

    @staticmethod
    def forward(ctx, x, a):
        ctx.save_for_backward(x)
        ctx.a = a
        return F.relu6(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        inside = ((x > 0) & (x < 6)).to(g.dtype)
        return g * (inside + (1 - inside) * ctx.a), None


class SoftRelu(torch.autograd.Function):
    """relu whose gradient below 0 is the share `a`."""

    @staticmethod
    def forward(ctx, x, a):
        ctx.save_for_backward(x)
        ctx.a = a
        return F.relu(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        inside = (x > 0).to(g.dtype)
        return g * (inside + (1 - inside) * ctx.a), None


def scale_grad(x, s):
    return x * s + (x * (1 - s)).detach()


def channel_drop(x, p):
    keep = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) > p).to(x.dtype)
    return x * keep / (1 - p)


class FaceRes(nn.Module):
    side = 224

    def __init__(self, folder):
        super().__init__()
        weights = read_weights(f"{folder}/faceres.json", f"{folder}/faceres.bin")
        weights = {k: v.cuda() for k, v in weights.items()}
        self.layers = [self._full(weights, "conv1", 2)]
        for i, stride in enumerate(STRIDES, start=1):
            name = f"conv_dw_{i}"
            kernel = weights[f"{name}/depthwise_kernel"].permute(2, 3, 0, 1)
            scale = weights[f"{name}_bn/batchnorm_1/mul"].reshape(-1, 1, 1, 1)
            shift = weights[f"{name}_bn/batchnorm_1/sub"].reshape(-1)
            self.layers.append(((kernel * scale).contiguous(), shift, stride, kernel.shape[0]))
            self.layers.append(self._full(weights, f"conv_pw_{i}", 1))
        self.mean = torch.tensor([103.939, 116.779, 123.68]).cuda().reshape(1, 3, 1, 1)
        self.crop = (0.0, 0.0, 112.0)

    @staticmethod
    def _full(weights, name, stride):
        kernel = weights[f"{name}/convolution/merged_input"].permute(3, 2, 0, 1).contiguous()
        return kernel, weights[f"{name}_bn/batchnorm_1/sub"].reshape(-1), stride, 1

    def forward(self, rgb, o):
        x = (rgb * 255).flip(1) - self.mean
        mids = []
        n = len(self.layers)
        for i, (kernel, shift, stride, groups) in enumerate(self.layers):
            if kernel.shape[2] == 3:
                x = F.pad(x, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
            wn = o.get("wnoise", 0)
            if wn:
                kernel = kernel * (1 + wn * torch.randn_like(kernel))
            x = F.conv2d(x, kernel, shift, stride, groups=groups)
            if o.get("linbp") and i >= n * o["linbp"]:
                x = PassRelu6.apply(x)
            elif o.get("soft"):
                x = SoftRelu6.apply(x, o["soft"])
            else:
                x = F.relu6(x)
            if o.get("drop") and i > 1 and kernel.shape[2] == 1:
                x = channel_drop(x, o["drop"])
            if o.get("drop_late") and i > n * .6 and kernel.shape[2] == 1:
                x = channel_drop(x, o["drop_late"])
            if kernel.shape[2] == 1:
                mids.append(x)
        return x.mean((2, 3)), mids


class Dlib(nn.Module):
    side = 150

    def __init__(self, folder):
        super().__init__()
        weights = read_weights(f"{folder}/dlib.json", f"{folder}/dlib.bin")
        self.weights = {k: v.cuda() for k, v in weights.items()}
        self.folded = {}
        for name in self.weights:
            if name.endswith("/conv/filters"):
                self._fold(name.removesuffix("/conv/filters"))
        self.fc = self.weights["fc"]
        self.mean = torch.tensor([122.782, 117.001, 104.298]).cuda().reshape(1, 3, 1, 1)
        self.crop = (5.2, 20.5, 101.5)

    def _fold(self, name):
        scale = self.weights[f"{name}/scale/weights"]
        kernel = self.weights[f"{name}/conv/filters"].permute(3, 2, 0, 1)
        shift = self.weights[f"{name}/conv/bias"] * scale + self.weights[f"{name}/scale/biases"]
        self.folded[name] = (kernel * scale.reshape(-1, 1, 1, 1)).contiguous(), shift

    def _conv(self, x, name, stride):
        kernel, shift = self.folded[name]
        wn = self.o.get("wnoise", 0)
        if wn:
            kernel = kernel * (1 + wn * torch.randn_like(kernel))
        return F.conv2d(x, kernel, shift, stride, padding=1 if stride == 1 else 0)

    def _relu(self, x):
        o = self.o
        self.at += 1
        if o.get("linbp") and self.at >= 29 * o["linbp"]:
            return PassRelu.apply(x)
        if o.get("soft"):
            return SoftRelu.apply(x, o["soft"])
        return F.relu(x)

    def _after(self, x):
        o = self.o
        if o.get("drop"):
            x = channel_drop(x, o["drop"])
        if o.get("drop_late") and self.at > 29 * .6:
            x = channel_drop(x, o["drop_late"])
        self.mids.append(x)
        return x

    def _residual(self, x, name):
        y = self._conv(self._relu(self._conv(x, f"{name}/conv1", 1)), f"{name}/conv2", 1)
        if self.o.get("sgm", 1) != 1:
            y = scale_grad(y, self.o["sgm"])
        if self.o.get("ghost"):
            y = y * (1 + self.o["ghost"] * (2 * torch.rand(y.shape[0], 1, 1, 1, device=y.device) - 1))
        return self._after(self._relu(y + x))

    def _down(self, x, name):
        y = self._conv(self._relu(self._conv(x, f"{name}/conv1", 2)), f"{name}/conv2", 1)
        short = F.avg_pool2d(x, 2)
        short = F.pad(short, (0, 0, 0, 0, 0, y.shape[1] - short.shape[1]))
        h = max(y.shape[2], short.shape[2])
        y = F.pad(y, (0, h - y.shape[3], 0, h - y.shape[2]))
        short = F.pad(short, (0, h - short.shape[3], 0, h - short.shape[2]))
        if self.o.get("sgm", 1) != 1:
            y = scale_grad(y, self.o["sgm"])
        return self._after(self._relu(y + short))

    def forward(self, rgb, o):
        self.o = o
        self.mids = []
        self.at = 0
        x = (rgb * 255 - self.mean) / 255
        x = F.max_pool2d(self._relu(self._conv(x, "conv32_down", 2)), 3, 2)
        for name, count in STAGES:
            if name != "conv32":
                x = self._down(x, f"{name}_down")
            for i in range(1, count + 1):
                x = self._residual(x, f"{name}_{i}")
        mids = self.mids
        return self._down(x, "conv256_down_out").mean((2, 3)) @ self.fc, mids
