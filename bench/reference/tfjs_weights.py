"""Weights of a tfjs model file, decoded: name -> float32 tensor."""

import json

import numpy as np
import torch


def read_weights(manifest_path, binary_path):
    with open(manifest_path, encoding="utf-8") as file:
        manifest = json.load(file)
    groups = manifest["weightsManifest"] if isinstance(manifest, dict) else manifest
    with open(binary_path, "rb") as file:
        data = file.read()
    weights = {}
    at = 0
    for entry in (entry for group in groups for entry in group["weights"]):
        how = entry.get("quantization", {"dtype": entry["dtype"]})
        stored = np.dtype(how["dtype"])
        count = int(np.prod(entry["shape"], dtype=np.int64))
        values = np.frombuffer(data, stored, count, at)
        at += count * stored.itemsize
        if "scale" in how:
            values = values.astype(np.float32) * how["scale"] + how["min"]
        weights[entry["name"]] = torch.from_numpy(
            values.astype(np.float32).reshape(entry["shape"])
        )
    return weights
