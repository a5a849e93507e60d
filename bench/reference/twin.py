"""Times a network's twin for bench/gradient.ts: one order a line on stdin, one JSON answer a line.

    twin.py faceres|dlib THREADS MODEL.json MODEL.bin
    forward BATCH | gradient BATCH | embed FILE (float32 [1, 3, s, s]) | version
"""

import json
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

from dlib import Dlib
from faceres import FaceRes
from tfjs_weights import read_weights

NETWORKS = {"faceres": (FaceRes, 224, 255.0), "dlib": (Dlib, 150, 1.0)}


def main():
    name, threads, manifest, binary = sys.argv[1:5]
    torch.set_num_threads(int(threads))
    make, side, scale = NETWORKS[name]
    network = make(read_weights(manifest, binary)).eval()
    generator = torch.Generator().manual_seed(1)
    inputs = {n: (torch.rand(n, 3, side, side, generator=generator) - 0.5) * scale for n in (1, 4)}

    def embed(x):
        return F.normalize(network(x), dim=1)

    with torch.no_grad():
        towards = embed(torch.rand(1, 3, side, side, generator=generator) * scale)

    def forward(batch):
        with torch.no_grad():
            embed(inputs[batch])

    def gradient(batch):
        x = inputs[batch].requires_grad_(True)
        torch.autograd.grad((embed(x) * towards).sum(), x)

    for line in sys.stdin:
        order, *rest = line.split()
        if order == "version":
            answer = torch.__version__
        elif order == "embed":
            values = np.fromfile(rest[0], np.float32).reshape(1, 3, side, side)
            with torch.no_grad():
                answer = embed(torch.from_numpy(values))[0].tolist()
        else:
            run = {"forward": forward, "gradient": gradient}[order]
            start = time.perf_counter()
            run(int(rest[0]))
            answer = (time.perf_counter() - start) * 1000
        print(json.dumps(answer), flush=True)


main()
