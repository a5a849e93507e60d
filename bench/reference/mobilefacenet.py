"""MobileFaceNet (Chen et al. 2018, https://arxiv.org/abs/1804.07573) in PyTorch, written down by hand
after nets/MobileFaceNet.py of https://github.com/sirius-ai/MobileFaceNet_TF; nothing of our own graph,
graph reader or folding is used. The conversion stored -slope / 2 of each PReLU (docs/decisions/0045)."""

from torch import nn
from torch.nn import functional as F

# Blocks of the body: name, how many, stride of the first.
BLOCKS = [("2", 5, 2), ("3", 1, 2), ("4", 6, 1), ("5", 1, 2), ("6", 2, 1)]
BODY = "MobileFaceNet/MobileFaceNet/"
LOGITS = "MobileFaceNet/Logits/"


def _same(x, kernel, stride):
    """TensorFlow's zeros around the picture: the odd one at the right and at the bottom."""
    pads = []
    for size, k in zip(x.shape[:1:-1], kernel[::-1]):
        total = max((-(-size // stride) - 1) * stride + k - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


class MobileFaceNet(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.weights = weights
        # [h, w, in, out] to [out, in, h, w]; depthwise [h, w, channels, 1] to [channels, 1, h, w].
        self.kernels = {
            name: kernel.permute(*((3, 2, 0, 1) if name.endswith("/Conv2D_weights") else (2, 3, 0, 1)))
            .contiguous()
            for name, kernel in weights.items()
            if name.endswith(("/Conv2D_weights", "/depthwise_weights"))
        }

    def _conv(self, x, name, stride=1):
        kernel = self.kernels[f"{name}/Conv2D_weights"]
        x = _same(x, kernel.shape[2:], stride)
        return F.conv2d(x, kernel, self.weights[f"{name}/Conv2D_bn_offset"], stride)

    def _depthwise(self, x, name, stride=1, padded=True):
        kernel = self.kernels[f"{name}/depthwise_weights"]
        x = _same(x, kernel.shape[2:], stride) if padded else x
        offset = self.weights[f"{name}/depthwise_bn_offset"]
        return F.conv2d(x, kernel, offset, stride, groups=x.shape[1])

    def _prelu(self, x, name):
        return F.prelu(x, (-2 * self.weights[f"{name}/mul"]).reshape(-1))

    def _block(self, x, name, stride):
        y = self._prelu(self._conv(x, f"{name}/Conv"), f"{name}/Conv")
        separable = f"{name}/SeparableConv2d"
        y = self._prelu(self._depthwise(y, separable, stride), separable)
        y = self._conv(y, f"{name}/Conv_1")
        return y if stride == 2 or y.shape != x.shape else x + y

    def forward(self, rgb):
        """[n, 3, 112, 112] RGB less 127.5, over 128, to [n, 192]."""
        x = self._prelu(self._conv(rgb, f"{BODY}Conv2d_0", 2), f"{BODY}Conv2d_0")
        x = self._prelu(self._depthwise(x, f"{BODY}SeparableConv2d"), f"{BODY}SeparableConv2d")
        x = self._conv(x, f"{BODY}Conv")
        for number, count, stride in BLOCKS:
            for i in range(count):
                x = self._block(x, f"{BODY}Conv2d_{number}_InvResBlock_{i}", stride if i == 0 else 1)
        x = self._prelu(self._conv(x, f"{BODY}Conv2d_7"), f"{BODY}Conv2d_7")
        x = self._depthwise(x, f"{LOGITS}SeparableConv2d", padded=False)
        x = self._conv(x, f"{LOGITS}Conv")
        return self._conv(x, f"{LOGITS}LinearConv1x1").flatten(1)
