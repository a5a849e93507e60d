"""A wide sweep of levers of transfer on a GPU, leave-one-out between faceres and dlib.

    levers_twin.py LEVERS.json PROCESSES SECONDS

LEVERS.json: name -> what differs from BASE; "base" is what the others are compared with. In this
file's folder: lfw.bin, faces.bin and meta.json of `npm run bench:twin-faces`, the recognisers'
files as faceres.json, faceres.bin, dlib.json, dlib.bin, and tfjs_weights.py. Attacks every face in
its patch, within k * J and a ball of least PSNR, by one recogniser; quantises to whole levels, codes
by JPEG 90 (4:2:0) and asks the other one. Writes $OUT/results.json: lever -> "victim/set" -> one row
a face: fall of the cosine to the person's other photos in units of similarity, PSNR, pairs that
matched at FAR 1e-2 and those stopped, the same at 1e-3, SSIM, share over J, whether the attacked
recogniser is stopped. A search tool: what it finds is measured by the engine's own benches.
"""

import json
import math
import os
import sys
import time
import traceback

import numpy as np
import torch
import torch.multiprocessing as mp
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
FRAME = (-24.0, -24.0, 160.0)
UNIT = {"faceres": 0.6968 - 0.3663, "dlib": 0.9503 - 0.8345}
THR = {"faceres": (0.5509, 0.6101), "dlib": (0.9085, 0.9263)}
dev = "cuda"
BASE = dict(ball=33.3, steps=60, step=0.25, mom=0.3, deg=8, slo=.85, shi=1.1, shift=4, plat="std")


def setup():
    from levers_networks import Dlib, FaceRes
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    nets = {"faceres": FaceRes(HERE), "dlib": Dlib(HERE)}
    doc = json.load(open(f"{HERE}/meta.json"))
    groups = {}
    for name, size in (("lfw", 160), ("faces", 320)):
        meta = [m for m in doc["meta"] if m["set"] == name]
        raw = np.fromfile(f"{HERE}/{name}.bin", np.uint8).reshape(len(meta), size * size * 13)
        n3 = size * size * 3
        to = lambda a, c: torch.from_numpy(a.copy()).reshape(len(meta), size, size, c).permute(0, 3, 1, 2).to(dev).float().contiguous()
        groups[name] = dict(
            meta=meta, size=size,
            x=to(raw[:, :n3], 3) / 255, js=dict(yang=to(raw[:, n3:2 * n3], 3) / 1020, chou=to(raw[:, 2 * n3:3 * n3], 3) / 1020, wu=to(raw[:, 3 * n3:4 * n3], 3) / 1020), box=to(raw[:, 4 * n3:], 1),
            plain={r: torch.tensor([m["plain"][r] for m in meta], device=dev) for r in nets},
            mates={r: [torch.tensor(m["mates"][r], device=dev) for m in meta] for r in nets},
        )
    centre = {r: torch.tensor(doc["centre"][r], device=dev) for r in nets}
    return nets, groups, centre


def axis(n, size, start, span, out):
    """[N, out, size]; start, span [N] in pixels; triangle filter with reflection."""
    step = span / out
    radius = step.clamp(min=1)[:, None, None]
    centre = start[:, None] + (torch.arange(out, device=dev) + .5)[None] * step[:, None] - .5
    pad = size // 2
    j = torch.arange(-pad, size + pad, device=dev).float()
    w = (radius - (j[None, None] - centre[:, :, None]).abs()).clamp(min=0)
    w = w / w.sum(2, keepdim=True).clamp(min=1e-6)
    mid = w[:, :, pad:pad + size].clone()
    mid[:, :, :pad] += w[:, :, :pad].flip(2)
    mid[:, :, size - pad:] += w[:, :, pad + size:].flip(2)
    return mid


def blur_axis(n, size, sigma):
    d = (torch.arange(size, device=dev)[None] - torch.arange(size, device=dev)[:, None]).float()
    s = sigma[:, None, None].clamp(min=1e-3)
    w = torch.exp(-d[None] ** 2 / (2 * s * s)) * (d[None].abs() <= 3 * s + 1)
    return w / w.sum(2, keepdim=True)


def dct():
    k = torch.arange(8.0)
    m = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) * .5
    m[0] *= math.sqrt(.5)
    return m.to(dev)


LUMA = torch.tensor([16,11,10,16,24,40,51,61,12,12,14,19,26,58,60,55,14,13,16,24,40,57,69,56,14,17,22,29,51,87,80,62,18,22,37,56,68,109,103,77,24,35,55,64,81,104,113,92,49,64,78,87,103,121,120,101,72,92,95,98,112,100,103,99]).float().reshape(8, 8)
CHROMA = torch.tensor([17,18,24,47,99,99,99,99,18,21,26,66,99,99,99,99,24,26,56,99,99,99,99,99,47,66,99,99,99,99,99,99] + [99] * 32).float().reshape(8, 8)
TOY = torch.tensor([[.299, .587, .114], [-.168736, -.331264, .5], [.5, -.418688, -.081312]])
TOR = torch.tensor([[1, 0, 1.402], [1, -.344136, -.714136], [1, 1.772, 0]])


def table(base, q):
    scale = torch.where(q < 50, 5000 / q, 200 - 2 * q)
    return ((base.to(dev)[None] * scale[:, None, None] + 50) / 100).floor().clamp(1, 255)


def code(planes, steps, D):
    n, c, h, w = planes.shape
    b = planes.reshape(n, c, h // 8, 8, w // 8, 8).permute(0, 1, 2, 4, 3, 5)
    f = D @ b @ D.T / steps[:, None, None, None]
    f = f + (f.round() - f).detach()
    b = D.T @ (f * steps[:, None, None, None]) @ D
    return b.permute(0, 1, 2, 4, 3, 5).reshape(n, c, h, w)


def jpeg(x, q, sub):
    D = dct()
    y = torch.einsum("oc,nchw->nohw", TOY.to(dev), x * 255)
    luma = code(y[:, :1] - 128, table(LUMA, q), D) + 128
    t = table(CHROMA, q)
    full = code(y[:, 1:], t, D)
    half = F.interpolate(code(F.avg_pool2d(y[:, 1:], 2), t, D), scale_factor=2, mode="nearest")
    s = sub[:, None, None, None].float()
    out = torch.einsum("oc,nchw->nohw", TOR.to(dev), torch.cat([luma, s * half + (1 - s) * full], 1)) / 255
    return out.clamp(0, 1)


def uni(n, lo, hi, g):
    return lo + (hi - lo) * torch.rand(n, device=dev, generator=g)


def view(x, net, o, g, clean=False):
    """x [N,3,s,s] to what the network gets."""
    n, _, size, _ = x.shape
    u = size / FRAME[2]
    cx, cy, side = net.crop
    out = net.side
    if clean:
        sx = sy = torch.ones(n, device=dev)
        dx = dy = ang = torch.zeros(n, device=dev)
    else:
        sx = sy = uni(n, o["slo"], o["shi"], g)
        if o.get("aniso"):
            a = uni(n, -o["aniso"], o["aniso"], g)
            sx, sy = sx * (1 + a), sy * (1 - a)
        dx, dy = uni(n, -o["shift"], o["shift"], g), uni(n, -o["shift"], o["shift"], g)
        ang = uni(n, -o["deg"], o["deg"], g) * math.pi / 180
        if o.get("insize"):
            lo, hi = o["insize"]
            f = lo + (hi - lo) * torch.rand(1, device=dev, generator=g).item()
            out = int(round(net.side * f / 2)) * 2
    ax = axis(n, size, (cx + side * (1 - sx) / 2 + dx - FRAME[0]) * u, side * sx * u, out)
    ay = axis(n, size, (cy + side * (1 - sy) / 2 + dy - FRAME[1]) * u, side * sy * u, out)
    plat = "none" if clean else o["plat"]
    if plat != "none":
        pick = torch.rand(n, device=dev, generator=g)
        wide = plat == "wide"
        q = uni(n, 50 if wide else 80, 95, g).round()
        sub = torch.rand(n, device=dev, generator=g) < .5
        isj = pick < .5
        j = jpeg(x, q, sub)
        x = torch.where(isj[:, None, None, None], j, x)
        eye = torch.eye(size, device=dev)[None]
        sigma = uni(n, .3, 1 if wide else .7, g)
        f = uni(n, .3 if wide else .7, 1, g)
        # a resize is about a blur by half of the lost pixel
        sigma = torch.where(pick < .75, .5 * (1 / f ** 2 - 1).clamp(min=1e-4).sqrt(), sigma)
        B = torch.where(isj[:, None, None], eye, blur_axis(n, size, sigma))
        ax, ay = ax @ B, ay @ B
    v = torch.einsum("noh,nchw->ncow", ay, x)
    v = torch.einsum("npw,ncow->ncop", ax, v)
    if clean:
        return v
    if o["deg"] or o.get("elastic") or o.get("shear"):
        c, s = torch.cos(ang), torch.sin(ang)
        z = torch.zeros_like(c)
        sh = uni(n, -o.get("shear", 0), o.get("shear", 0), g) if o.get("shear") else z
        th = torch.stack([torch.stack([c, -s + sh, z], 1), torch.stack([s, c, z], 1)], 1)
        grid = F.affine_grid(th, v.shape, align_corners=False)
        if o.get("elastic"):
            e = torch.randn(n, 2, o.get("egrid", 4), o.get("egrid", 4), device=dev, generator=g) * (o["elastic"] / 112 * 2)
            e = F.interpolate(e, size=v.shape[2:], mode="bicubic", align_corners=False)
            grid = grid + e.permute(0, 2, 3, 1)
        v = F.grid_sample(v, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    if o.get("flip"):
        m = torch.rand(n, device=dev, generator=g) < .5
        v = torch.where(m[:, None, None, None], v.flip(3), v)
    if o.get("color"):
        a = o["color"]
        gain = uni(n * 3, 1 - a, 1 + a, g).reshape(n, 3, 1, 1)
        bias = uni(n, -a / 2, a / 2, g).reshape(n, 1, 1, 1)
        v = v * gain + bias
    if o.get("gray"):
        t = (torch.rand(n, 1, 1, 1, device=dev, generator=g) * o["gray"])
        v = v * (1 - t) + t * (v * torch.tensor([.299, .587, .114], device=dev).reshape(1, 3, 1, 1)).sum(1, keepdim=True)
    if o.get("contrast"):
        a = o["contrast"]
        k = uni(n, 1 - a, 1 + a, g).reshape(n, 1, 1, 1)
        m = v.mean((2, 3), keepdim=True)
        v = (v - m) * k + m + uni(n, -a / 3, a / 3, g).reshape(n, 1, 1, 1)
    if o.get("sim"):
        k = 2.0 ** -torch.randint(0, o["sim"], (n,), device=dev, generator=g).float()
        v = v * k.reshape(n, 1, 1, 1)
    if o.get("noise"):
        v = v + (2 * torch.rand(v.shape, device=dev, generator=g) - 1) * o["noise"] / 255
    if o.get("gauss"):
        v = v + torch.randn(v.shape, device=dev, generator=g) * o["gauss"] / 255
    if o.get("admix"):
        v = v + o["admix"] * v.detach()[torch.randperm(n, device=dev, generator=g)]
    if o.get("cutout"):
        side = int(o["cutout"] * out)
        p = torch.randint(0, out - side + 1, (n, 2), device=dev, generator=g)
        r = torch.arange(out, device=dev)[None]
        iny = (r >= p[:, :1]) & (r < p[:, :1] + side)
        inx = (r >= p[:, 1:]) & (r < p[:, 1:] + side)
        hid = (iny[:, :, None] & inx[:, None])[:, None]
        v = torch.where(hid, torch.full_like(v, .5), v)
    if o.get("patchdrop"):
        k = 7
        m = (torch.rand(n, 1, k, k, device=dev, generator=g) > o["patchdrop"]).float()
        m = F.interpolate(m, size=v.shape[2:], mode="nearest")
        v = v * m + .5 * (1 - m)
    if o.get("spectrum"):
        # multiply the spectrum by random factors (SSA, on the FFT)
        fz = torch.fft.rfft2(v)
        m = 1 + o["spectrum"] * (2 * torch.rand(fz.shape, device=dev, generator=g) - 1)
        v = torch.fft.irfft2(fz * m, s=v.shape[2:])
    return v


def rms(x):
    return x.square().mean((1, 2, 3), keepdim=True).sqrt() + 1e-20


def loss_of(net, name, v, ref, o, centre, extra):
    e, mids = net(v, o)
    n = F.normalize(e, dim=1)
    kind = o.get("loss", "cos")
    if kind == "centred":
        c = centre[name] * o.get("cshare", 1)
        l = (F.normalize(n - c, dim=1) * F.normalize(ref - c, dim=1)).sum(1)
    elif kind == "decoy":
        l = (n * ref).sum(1) - (n * extra["decoy"]).sum(1)
    elif kind == "decoyonly":
        l = -(n * extra["decoy"]).sum(1)
    elif kind == "dot":
        l = (e * ref).sum(1)
    else:
        l = (n * ref).sum(1)
    if o.get("feat"):
        # move the middle features away from the clean ones, direction only
        for at in o["feat_at"]:
            m = mids[at] if at >= 0 else mids[len(mids) + at]
            k = extra["mids"][at]
            a, b = F.adaptive_avg_pool2d(m, 7).flatten(1), k
            l = l + o["feat"] * F.cosine_similarity(a, b, dim=1)
    return l


def ceiling(grp, o):
    kind = o.get("jnd", "yang")
    js = grp["js"]
    j = torch.stack(list(js.values())).amax(0) if kind == "max" else js[kind]
    return (j * o.get("k", 1) - o.get("reserve", 1) / 255).clamp(min=0)


def attack(net, name, grp, o, centre, seed):
    g = torch.Generator(device=dev).manual_seed(seed)
    x = grp["x"]
    n, _, size, _ = x.shape
    ceil = ceiling(grp, o)
    if o.get("noclamp"):
        ceil = torch.ones_like(ceil)
    if o.get("eps"):
        ceil = torch.full_like(ceil, o["eps"] / 255)
    most = 10 ** (-o["ball"] / 20)
    box = grp["box"]
    cnt = box.sum((1, 2, 3), keepdim=True) * 3

    def project(d):
        d = torch.maximum(torch.minimum(d, ceil), -ceil)
        d = (x + d).clamp(0, 1) - x
        r = ((d.square() * box).sum((1, 2, 3), keepdim=True) / cnt).sqrt() + 1e-12
        return d * (most / r).clamp(max=1)

    ref = grp["plain"][name]
    extra = {}
    if o.get("ownref"):
        with torch.no_grad():
            ref = F.normalize(net(view(x, net, o, g, clean=True), {})[0], dim=1)
    if o.get("meanref"):
        with torch.no_grad():
            v = view(x, net, o, g, clean=True)
            ref = F.normalize(ref + F.normalize(net(v.flip(3), {})[0], dim=1), dim=1)
    if "decoy" in o.get("loss", ""):
        perm = torch.randperm(n, device=dev, generator=g)
        extra["decoy"] = ref[perm]
    if o.get("feat"):
        with torch.no_grad():
            v = view(x, net, o, g, clean=True)
            _, mids = net(v, {})
            extra["mids"] = {at: F.adaptive_avg_pool2d(mids[at], 7).flatten(1) for at in o["feat_at"]}
    d = project((2 * torch.rand(x.shape, device=dev, generator=g) - 1) * .25 / 255 * math.sqrt(3))
    vel = torch.zeros_like(x)
    ema = None
    samples = o.get("samples", 1)
    steps = o["steps"] // samples
    if o.get("smooth"):
        S = blur_axis(1, size, torch.tensor([o["smooth"] * size / 160], device=dev))[0]
    for t in range(steps):
        at = d.clone()
        if o.get("pneigh"):
            at = at + (2 * torch.rand(x.shape, device=dev, generator=g) - 1) * o["pneigh"] / 255
        if o.get("nesterov"):
            at = at - o["nesterov"] * o["step"] / 255 * vel / rms(vel)
        at.requires_grad_(True)
        grad = 0
        for _ in range(samples):
            v = view(x + at, net, o, g)
            l = loss_of(net, name, v, ref, o, centre, extra).sum()
            grad = grad + torch.autograd.grad(l, at)[0]
        with torch.no_grad():
            if o.get("smooth"):
                grad = torch.einsum("oh,nchw->ncow", S, grad)
                grad = torch.einsum("pw,ncow->ncop", S, grad)
            if o.get("luma"):
                w = torch.tensor([.299, .587, .114], device=dev).reshape(1, 3, 1, 1)
                grad = (grad.sum(1, keepdim=True) / 3 * o["luma"] + grad * (1 - o["luma"])).expand(-1, 3, -1, -1)
            if o.get("jw"):
                grad = grad * ceil ** o["jw"]
            if o.get("gpow"):
                grad = grad / rms(grad)
                grad = grad.sign() * grad.abs() ** o["gpow"]
            if o.get("boxonly"):
                grad = grad * box
            vel = o["mom"] * vel + grad / rms(grad)
            dirn = vel.sign() if o.get("sign") else vel / rms(vel)
            step = o["step"] / 255
            if o.get("decay"):
                step = step * 2 * (1 - t / steps) + step * .1
            d = project(d - step * dirn)
            if o.get("ema"):
                if t >= steps * (1 - o["ema"]):
                    ema = d if ema is None else ema + d
    if ema is not None:
        ema = project(ema / ema.abs().max())  # scale is set by the ball below
        # bring it to the ball
        for _ in range(3):
            r = ((ema.square() * box).sum((1, 2, 3), keepdim=True) / cnt).sqrt() + 1e-12
            ema = project(ema * (most / r))
        d = ema
    if o.get("fill"):
        for _ in range(4):
            r = ((d.square() * box).sum((1, 2, 3), keepdim=True) / cnt).sqrt() + 1e-12
            d = project(d * (most / r).clamp(min=1))
    return d


def ssim(a, b, box):
    w = torch.tensor([.299, .587, .114], device=dev).reshape(1, 3, 1, 1)
    a, b = (a * w).sum(1, keepdim=True), (b * w).sum(1, keepdim=True)
    k = torch.exp(-(torch.arange(11, device=dev).float() - 5) ** 2 / (2 * 1.5 ** 2))
    k = (k / k.sum())
    def f(x):
        return F.conv2d(F.conv2d(x, k.reshape(1, 1, 11, 1), padding=(5, 0)), k.reshape(1, 1, 1, 11), padding=(0, 5))
    ma, mb = f(a), f(b)
    va, vb, c = f(a * a) - ma * ma, f(b * b) - mb * mb, f(a * b) - ma * mb
    c1, c2 = (.01 * 255) ** 2, (.03 * 255) ** 2
    m = (2 * ma * mb + c1) * (2 * c + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2))
    return ((m * box).sum((1, 2, 3)) / box.sum((1, 2, 3))).tolist()


@torch.no_grad()
def judge(nets, victim, grp, d, o):
    net = nets[victim]
    x, box = grp["x"], grp["box"]
    n = x.shape[0]
    top = (ceiling(grp, o) * 255 + 1e-4).floor() if not (o.get("noclamp") or o.get("eps")) else torch.full_like(x, 255)
    dq = torch.maximum(torch.minimum((d * 255).round(), top), -top)
    z = (x + dq / 255).clamp(0, 1)
    j1 = ceiling(grp, {**o, "reserve": 0, "k": 1})
    q = torch.full((n,), 90.0, device=dev)
    sub = torch.ones(n, device=dev, dtype=torch.bool)
    a, b = jpeg(x, q, sub), jpeg(z, q, sub)
    ea = F.normalize(net(view(a, net, o, None, clean=True), {})[0], dim=1)
    eb = F.normalize(net(view(b, net, o, None, clean=True), {})[0], dim=1)
    rows = []
    t2, t3 = THR[victim]
    b8, a8 = (b * 255).round(), (a * 255).round()
    over = ((((b8 - a8).abs() > j1 * 255 + .01).float() * box).sum((1, 2, 3)) / (box.sum((1, 2, 3)) * 3)).tolist()
    ss = ssim(a8, b8, box)
    src = "dlib" if victim == "faceres" else "faceres"
    es = F.normalize(nets[src](view(b, nets[src], o, None, clean=True), {})[0], dim=1)
    lim = {"faceres": .5509 - .1 * UNIT["faceres"], "dlib": .9085 - .1 * UNIT["dlib"]}[src]
    wb = ((es * grp["plain"][src]).sum(1) < lim).tolist()
    mse = ((b - a).square() * box).sum((1, 2, 3)) / (box.sum((1, 2, 3)) * 3)
    psnr = (-10 * mse.log10()).tolist()
    for i in range(n):
        m = grp["mates"][victim][i]
        before, after = (m @ ea[i]), (m @ eb[i])
        rows.append((((before - after).mean() / UNIT[victim]).item(), psnr[i],
                     int((before >= t2).sum()), int(((before >= t2) & (after < t2)).sum()),
                     int((before >= t3).sum()), int(((before >= t3) & (after < t3)).sum()), ss[i], over[i], float(wb[i])))
    return rows


def run(nets, groups, centre, lever, only=None):
    o = {**BASE, **lever}
    out = {}
    for victim in nets:
        source = "dlib" if victim == "faceres" else "faceres"
        for gname, grp in groups.items():
            if only and gname not in only:
                continue
            d = attack(nets[source], source, grp, o, centre, o.get("seed", 1))
            out[f"{victim}/{gname}"] = judge(nets, victim, grp, d, o)
    return out


def worker(queue, done):
    try:
        nets, groups, centre = setup()
    except Exception:
        done.put(("setup", None, traceback.format_exc(), 0))
        return
    while True:
        item = queue.get()
        if item is None:
            return
        name, lever = item
        t = time.time()
        try:
            done.put((name, run(nets, groups, centre, lever), None, time.time() - t))
        except Exception:
            done.put((name, None, traceback.format_exc()[-700:], time.time() - t))


def summary(rows):
    r = np.array(rows, float)
    return dict(fall=r[:, 0].mean(), psnr=r[:, 1].mean(), p2=r[:, 3].sum() / r[:, 2].sum(), p3=r[:, 5].sum() / r[:, 4].sum(), ssim=r[:, 6].mean(), over=r[:, 7].mean(), wb=r[:, 8].mean())


def main():
    levers = json.load(open(sys.argv[1]))
    procs = int(sys.argv[2])
    limit = float(sys.argv[3])
    start = time.time()
    ctx = mp.get_context("spawn")
    queue, done = ctx.Queue(), ctx.Queue()
    for item in levers.items():
        queue.put(item)
    for _ in range(procs):
        queue.put(None)
    ps = [ctx.Process(target=worker, args=(queue, done)) for _ in range(procs)]
    for p in ps:
        p.start()
    results = {}
    out = os.environ.get("OUT", ".")
    while len(results) < len(levers) and time.time() - start < limit:
        try:
            name, res, err, sec = done.get(timeout=5)
        except Exception:
            if not any(p.is_alive() for p in ps):
                break
            continue
        if err:
            print("FAIL", name, err, flush=True)
            results[name] = None
            continue
        results[name] = res
        json.dump({k: v for k, v in results.items() if v}, open(f"{out}/results.json", "w"))
    for p in ps:
        p.kill()
    base = results.get("base")
    print(f"{'lever':28s} {'fall':>6s} {'diff':>6s} {'se':>5s} | " + " | ".join(f"{k:>14s} fall p2 p3" for k in ("fr/lfw", "fr/faces", "dl/lfw", "dl/faces")) + " | psnr")
    lines = []
    for name, res in results.items():
        if not res:
            continue
        keys = ["faceres/lfw", "faceres/faces", "dlib/lfw", "dlib/faces"]
        s = [summary(res[k]) for k in keys]
        score = np.mean([a["fall"] for a in s])
        diff = np.mean([np.mean(np.array(res[k])[:, 0] - np.array(base[k])[:, 0]) for k in keys]) if base else 0
        se = math.sqrt(sum(np.var(np.array(res[k])[:, 0] - np.array(base[k])[:, 0]) / len(res[k]) for k in keys)) / 4 if base else 0
        lines.append((score, f"{name:28s} {score:6.3f} {diff:+6.3f} {se:5.3f} | " + " | ".join(f"{a['fall']:.3f} {100*a['p2']:3.0f} {100*a['p3']:3.0f}" for a in s) + f" | {np.mean([a['psnr'] for a in s]):.2f} {np.mean([a['ssim'] for a in s]):.4f} over {100*np.mean([a['over'] for a in s]):.1f} wb {100*min(a['wb'] for a in s):.0f}"))
    for _, l in sorted(lines, reverse=True):
        print(l)
    print("seconds", time.time() - start)


if __name__ == "__main__":
    main()
