"""Makes ../metrics/reference.json: numbers of other programs for test/golden/metrics.

    python3 metrics.py FACE_API_DEMO_FOLDER > ../metrics/reference.json

Packages: numpy, pillow, torch, scikit-image, piq (https://github.com/photosynthesis-team/piq). The
stored numbers are of piq's functions as of its commits 06ab982 (fsim.py), 0cad850 (gmsd.py), 213a466
(ms_ssim.py) and 051b5a7 (ssim.py), all in float64.
The photos and what is done to them are drawn here and in test/support/metric-pairs.ts alike, in
whole numbers; `sha256` tells whether both drew the same.
"""

import hashlib
import json
import math
import os
import sys

import numpy as np
import PIL.Image
import piq
import skimage
import torch
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

try:
    from piq.functional import gaussian_filter
    from piq.ssim import _ssim_per_channel
except ImportError as error:
    sys.exit(f"Another piq than the one these numbers were made with: {error}")

LUMA = np.array([0.299, 0.587, 0.114])
WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]

# photo, change, [left, top, width, height]
CASES = [
    ("texture", "noise", [10, 5, 288, 192]),
    ("texture", "blur", [3, 1, 211, 199]),
    ("texture", "contrast", [0, 0, 300, 200]),
    ("face", "noise", [200, 160, 256, 256]),
    ("face", "blur", [180, 140, 301, 287]),
    ("face", "contrast", [190, 150, 240, 208]),
    ("face", "noise", [60, 80, 560, 448]),  # FSIM at a half
    ("face", "blur", [40, 30, 700, 647]),  # FSIM at a third, with pixels left over
    ("face", "noise", [230, 190, 112, 112]),  # too small for MS-SSIM
    ("face", "blur", [290, 250, 33, 41]),
]


def texture():
    y, x = np.mgrid[0:200, 0:300]
    return np.stack([60 + (x * 3 + y) % 97, 90 + (x * 2 + y * 3) % 61, 80 + (x * y) % 31], 2)


def face(demo):
    whole = np.asarray(PIL.Image.open(os.path.join(demo, "sample1.jpg")).convert("RGB"))
    return whole[320:1020, 560:1320].astype(np.int64)


def noise(photo):
    y, x, k = np.indices(photo.shape, dtype=np.uint32)
    h = x * np.uint32(73856093) ^ y * np.uint32(19349663) ^ k * np.uint32(83492791)
    h = (h ^ h >> 15) * np.uint32(0x2C1B3C6D)
    h = (h ^ h >> 12) * np.uint32(0x297A2D39)
    return np.clip(photo + ((h >> 15) % 25).astype(np.int64) - 12, 0, 255)


def blur(photo):
    height, width, _ = photo.shape
    padded = np.pad(photo, ((2, 2), (2, 2), (0, 0)), mode="edge")
    total = sum(padded[v : v + height, u : u + width] for v in range(5) for u in range(5))
    return (total + 12) // 25


def contrast(photo):
    return (photo * 3 + 96) >> 2


def jnd(width, height):
    """Of the pixels of a box, in whole levels and a half: no difference is ever equal to it."""
    y, x, k = np.mgrid[0:height, 0:width, 0:3]
    return ((x * 3 + y * 5 + k * 7) % 9 + 0.5) / 255


def tensor(plane):
    return torch.from_numpy(plane)[None, None]


def ms_ssim(a, b):
    """piq's where each scale halves evenly. Elsewhere it pads at the top and left, along both axes
    if either is odd; the authors' msssim.m mirrors at the bottom and right, which is done here with
    piq's own similarity of one scale."""
    if all(size % 16 == 0 for size in a.shape):
        return "piq", piq.multi_scale_ssim(tensor(a), tensor(b), data_range=255).item()
    kernel = gaussian_filter(11, 1.5, dtype=torch.float64)[None]
    value = 1.0
    for scale, weight in enumerate(WEIGHTS):
        if scale > 0:
            a, b = halve(a), halve(b)
        ssim, cs = _ssim_per_channel(tensor(a / 255), tensor(b / 255), kernel)
        value *= max(0, (ssim if scale == 4 else cs).item()) ** weight
    return "piq, mirrored", value


def halve(plane):
    plane = np.pad(plane, [(0, size % 2) for size in plane.shape], mode="symmetric")
    return (plane[::2, ::2] + plane[1::2, ::2] + plane[::2, 1::2] + plane[1::2, 1::2]) / 4


def pspnr(a, b, threshold):
    beyond = np.maximum(np.abs(a - b) - threshold * 255, 0)
    return 10 * math.log10(255**2 / np.mean(beyond**2))


def ssim(a, b):
    _, full = structural_similarity(
        a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255, full=True
    )
    return full[5:-5, 5:-5].mean()


def measure(photo, change, box, photos):
    left, top, width, height = box
    whole = photos[photo]
    changed = globals()[change](whole)
    a, b = (p[top : top + height, left : left + width] for p in (whole, changed))
    x, y = a @ LUMA, b @ LUMA
    threshold = jnd(width, height)
    values = {
        "psnr": peak_signal_noise_ratio(a, b, data_range=255),
        "ssim": ssim(x, y),
        "fsim": piq.fsim(tensor(x), tensor(y), data_range=255, chromatic=False).item(),
        "gmsd": piq.gmsd(tensor(x), tensor(y), data_range=255).item(),
        "pspnr": pspnr(a, b, threshold),
        "overJnd": float(np.mean(np.abs(a - b) > threshold * 255)),
    }
    case = {"photo": photo, "change": change, "box": box, "values": values}
    if min(width, height) >= 176:
        case["msSsimBy"], values["msSsim"] = ms_ssim(x, y)
    both = np.stack([a, b]).astype(np.uint8).tobytes()
    return {**case, "sha256": hashlib.sha256(both).hexdigest()}


def main():
    torch.set_default_dtype(torch.float64)
    photos = {"texture": texture(), "face": face(sys.argv[1])}
    made_by = {
        "photos": f"numpy {np.__version__}; the face decoded by Pillow {PIL.__version__}",
        "psnr": f"scikit-image {skimage.__version__}, peak_signal_noise_ratio over RGB",
        "ssim": f"scikit-image {skimage.__version__}, structural_similarity of luma, gaussian_weights,"
        " sigma 1.5, use_sample_covariance False, mean of where the window fits",
        "msSsim": f"piq, multi_scale_ssim of luma, torch {torch.__version__}, float64; msSsimBy"
        " 'piq, mirrored': its single scale, halved as in the authors' msssim.m",
        "fsim": "piq, fsim of luma, chromatic False, float64, its own downsampling",
        "gmsd": "piq, gmsd of luma, t 170 / 255^2, float64",
        "pspnr": "numpy, the formula of Chou and Li 1995",
        "overJnd": "numpy",
    }
    cases = [measure(*case, photos) for case in CASES]
    print(json.dumps({"madeBy": made_by, "cases": cases}, indent=2))


main()
