"""Times networks' twins for bench/gradient.ts: one order a line on stdin, one JSON answer a line.

    twin.py THREADS faceres MODEL.json MODEL.bin [dlib MODEL.json MODEL.bin ...]
    forward NAME BATCH | gradient NAME BATCH | embed NAME FILE (float32 [1, 3, s, s]) | version

The name "ensemble" stands for all of them, one after the other.
"""

import json
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

from dlib import Dlib
from faceres import FaceRes
from mobilefacenet import MobileFaceNet
from tfjs_weights import read_weights

NETWORKS = {
    "faceres": (FaceRes, 224, 255.0),
    "dlib": (Dlib, 150, 1.0),
    "mobilefacenet": (MobileFaceNet, 112, 2.0),
}


class Twin:
    def __init__(self, name, manifest, binary):
        make, side, scale = NETWORKS[name]
        self.network = make(read_weights(manifest, binary)).eval()
        generator = torch.Generator().manual_seed(1)
        self.inputs = {
            n: (torch.rand(n, 3, side, side, generator=generator) - 0.5) * scale for n in (1, 4)
        }
        with torch.no_grad():
            self.towards = self.embed(torch.rand(1, 3, side, side, generator=generator) * scale)

    def embed(self, x):
        return F.normalize(self.network(x), dim=1)

    def forward(self, batch):
        with torch.no_grad():
            self.embed(self.inputs[batch])

    def gradient(self, batch):
        x = self.inputs[batch].requires_grad_(True)
        torch.autograd.grad((self.embed(x) * self.towards).sum(), x)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    given = sys.argv[2:]
    twins = {given[i]: Twin(*given[i : i + 3]) for i in range(0, len(given), 3)}

    for line in sys.stdin:
        order, *rest = line.split()
        if order == "version":
            answer = torch.__version__
        elif order == "embed":
            twin = twins[rest[0]]
            side = NETWORKS[rest[0]][1]
            values = np.fromfile(rest[1], np.float32).reshape(1, 3, side, side)
            with torch.no_grad():
                answer = twin.embed(torch.from_numpy(values))[0].tolist()
        else:
            asked = twins.values() if rest[0] == "ensemble" else [twins[rest[0]]]
            start = time.perf_counter()
            for twin in asked:
                getattr(twin, order)(int(rest[1]))
            answer = (time.perf_counter() - start) * 1000
        print(json.dumps(answer), flush=True)


main()
