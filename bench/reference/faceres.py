"""HSE FaceRes in PyTorch: MobileNet v1 (Howard et al. 2017), written down by hand from the
paper; nothing of our own graph reader or folding is used."""

import torch
from torch import nn
from torch.nn import functional as F

STRIDES = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]


class FaceRes(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.layers = [self._full(weights, "conv1", 2)]
        for i, stride in enumerate(STRIDES, start=1):
            name = f"conv_dw_{i}"
            kernel = weights[f"{name}/depthwise_kernel"].permute(2, 3, 0, 1)
            scale = weights[f"{name}_bn/batchnorm_1/mul"].reshape(-1, 1, 1, 1)
            shift = weights[f"{name}_bn/batchnorm_1/sub"].reshape(-1)
            self.layers.append(((kernel * scale).contiguous(), shift, stride, kernel.shape[0]))
            self.layers.append(self._full(weights, f"conv_pw_{i}", 1))

    @staticmethod
    def _full(weights, name, stride):
        kernel = weights[f"{name}/convolution/merged_input"].permute(3, 2, 0, 1).contiguous()
        return kernel, weights[f"{name}_bn/batchnorm_1/sub"].reshape(-1), stride, 1

    def forward(self, bgr):
        """[n, 3, 224, 224] BGR less the mean, 0..255 scale, to [n, 1024], pooled."""
        x = bgr
        for kernel, shift, stride, groups in self.layers:
            if kernel.shape[2] == 3:
                # TensorFlow's "same" puts the odd zero behind.
                x = F.pad(x, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
            x = F.relu6(F.conv2d(x, kernel, shift, stride, groups=groups))
        return x.mean((2, 3))
