"""Makes ../codecs/recompress.json: what Pillow makes of photos in the way of each platform.

    python3 recompress.py FACE_API_DEMO_FOLDER > ../codecs/recompress.json

Package: pillow. Its wheels carry libjpeg-turbo and libwebp; the versions are in the file. The photos are
two of the npm package @vladmandic/face-api, demo/. Resized by Lanczos, as sharp and ImageMagick do
where nothing else is said: not our way, so that the sizes are compared from end to end.
"""

import hashlib
import io
import json
import math
import os
import sys

import PIL
from PIL import Image, features

PHOTOS = ["sample1.jpg", "sample6.jpg"]

# The platforms of src/shared/platforms.ts, and two whose limits these photos reach.
DOES = {
    "jpeg-80-1080": {"format": "jpeg", "quality": 80, "longest": 1080},
    "jpeg-92-1280": {"format": "jpeg", "quality": 92, "longest": 1280},
    "webp-85-2048": {"format": "webp", "quality": 85, "longest": 2048},
    "jpeg-1mb-2000": {"format": "jpeg", "quality": 100, "longest": 2000, "mostBytes": 1_000_000},
    "jpeg-90-2560": {"format": "jpeg", "quality": 90, "longest": 2560},
    "jpeg-90-8mp": {"format": "jpeg", "quality": 90, "mostPixels": 8_294_400},
    "fewer bytes": {"format": "jpeg", "quality": 100, "longest": 2000, "mostBytes": 200_000},
    "fewer pixels": {"format": "jpeg", "quality": 90, "mostPixels": 1_000_000},
}


def encode(image, kind, quality):
    file = io.BytesIO()
    if kind == "jpeg":
        image.save(file, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)
    else:
        image.save(file, "WEBP", quality=quality, method=4)
    return file.getvalue()


def passed_on(image, does):
    width, height = image.size
    scale = min(
        1,
        does.get("longest", math.inf) / max(width, height),
        math.sqrt(does.get("mostPixels", math.inf) / (width * height)),
    )
    if scale < 1:
        size = (round(width * scale), round(height * scale))
        image = image.resize(size, Image.Resampling.LANCZOS)
    quality = does["quality"]
    file = encode(image, does["format"], quality)
    while len(file) > does.get("mostBytes", math.inf):
        quality -= 1
        file = encode(image, does["format"], quality)
    return image.size, quality, file


def case(folder, photo, platform):
    does = DOES[platform]
    image = Image.open(os.path.join(folder, photo)).convert("RGB")
    (width, height), quality, file = passed_on(image, does)
    made = Image.open(io.BytesIO(file))
    tables = getattr(made, "quantization", None)
    return {
        "photo": photo,
        "platform": platform,
        "does": does,
        "width": width,
        "height": height,
        "quality": quality,
        "bytes": len(file),
        **({"tables": [list(tables[0]), list(tables[1])]} if tables else {}),
    }


def main(folder):
    hashes = {}
    for photo in PHOTOS:
        with open(os.path.join(folder, photo), "rb") as file:
            hashes[photo] = hashlib.sha256(file.read()).hexdigest()
    result = {
        "command": "python3 recompress.py node_modules/@vladmandic/face-api/demo",
        "versions": {
            "pillow": PIL.__version__,
            "libjpeg-turbo": features.version("libjpeg_turbo"),
            "libwebp": features.version("webp"),
        },
        "photos": hashes,
        "cases": [case(folder, photo, platform) for photo in PHOTOS for platform in DOES],
    }
    print(json.dumps(result, indent=2))


main(sys.argv[1])
