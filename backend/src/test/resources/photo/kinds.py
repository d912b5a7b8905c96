"""Makes image files of many kinds from base.png, by other programs: Pillow and, where they are installed, ImageMagick,
libwebp's, libjpeg-turbo's, libavif's and libheif's tools. Prints the names of the programs that are missing."""

import io
import os
import shutil
import struct
import subprocess
import zlib

from PIL import Image, ImageOps

missing = set()
base = Image.open("base.png").convert("RGB")
width, height = base.size


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def pillow(name, image, **options):
    try:
        image.save(name, **options)
    except (KeyError, OSError, ValueError) as e:
        missing.add("Pillow's %s: %s" % (os.path.splitext(name)[1], e))


def tool(program, *arguments, out):
    """Runs a program; what it leaves unfinished is not kept."""
    if shutil.which(program) is None:
        missing.add(program)
    elif subprocess.run([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        missing.add(" ".join([program, *arguments]))
        if os.path.exists(out):
            os.remove(out)


def magick(out, *arguments):
    tool("magick", "base.png", *arguments, out, out=out.split(":")[-1])


def derived(out, source, change):
    if os.path.exists(source):
        write(out, change(read(source)))


def cut(part):
    return lambda data: data[: int(len(data) * part)]


def profile(primaries, gamma):
    """An ICC profile of version 2 with these columns of XYZ and this gamma."""
    fixed = lambda value: struct.pack(">i", round(value * 65536))
    xyz = lambda values: b"XYZ \0\0\0\0" + b"".join(map(fixed, values))
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + b"\0" * 78 + b"\0"
    tags = [(b"desc", text), (b"cprt", b"text\0\0\0\0none\0\0\0\0"), (b"wtpt", xyz((0.9642, 1, 0.8249)))]
    tags += list(zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(xyz, primaries)))
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags:
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4xI", at + len(body), 0x02100000) + b"mntrRGB XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28
    return (head + b"\0\0\xf6\xd6\0\1\0\0\0\0\xd3\x2d").ljust(128, b"\0") + table + body


P3 = profile(((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)), 2.2)
ADOBE_RGB = profile(((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)), 2.2)
SWAPPED = profile(((0.1431, 0.0606, 0.7141), (0.3851, 0.7169, 0.0971), (0.4361, 0.2225, 0.0139)), 1.0)


CMYK = "/usr/share/color/icc/ghostscript/default_cmyk.icc"


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "Camera"
    return tags


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(kind, data):
    return lambda png: png[:33] + chunk(kind, data) + png[33:]


def segment_after_soi(marker, data):
    return lambda jpeg: jpeg[:2] + struct.pack(">BBH", 255, marker, len(data) + 2) + data + jpeg[2:]


def pngs():
    pillow("png-rgb.png", base)
    magick("png-interlaced.png", "-interlace", "PNG")
    gray = base.convert("L")
    pillow("png-gray.png", gray)
    for bits in (1, 2, 4):
        pillow("png-gray%d.png" % bits, gray.convert("1")) if bits == 1 else magick(
            "PNG:png-gray%d.png" % bits, "-colorspace", "gray", "-depth", str(bits), "-define", "png:bit-depth=%d" % bits,
            "-define", "png:color-type=0")
    magick("png-gray16.png", "-colorspace", "gray", "-blur", "0x2", "-depth", "16", "-define", "png:bit-depth=16",
           "-define", "png:color-type=0")
    magick("png-rgb16.png", "-blur", "0x2", "-depth", "16", "-define", "png:bit-depth=16", "-define", "png:color-type=2")
    magick("png-rgba16.png", "-blur", "0x2", "-alpha", "set", "-channel", "A", "-fx", "i/w", "+channel", "-depth", "16",
           "-define", "png:bit-depth=16", "-define", "png:color-type=6")
    for colors in (2, 4, 16, 256):
        pillow("png-palette%d.png" % colors, base.quantize(colors))
    pillow("png-palette-transparent.png", base.quantize(64), transparency=3)
    pillow("png-gray-transparent.png", gray, transparency=gray.getpixel((5, 5)))
    pillow("png-rgb-transparent.png", base.quantize(16).convert("RGB"),
           transparency=base.quantize(16).convert("RGB").getpixel((width // 2, height // 2)))
    ramp = Image.linear_gradient("L").resize(base.size)
    rgba = base.copy()
    rgba.putalpha(ramp)
    pillow("png-rgba.png", rgba)
    pillow("png-gray-alpha.png", Image.merge("LA", (gray, ramp)))
    derived("png-gamma1.png", "png-rgb.png", png_with(b"gAMA", struct.pack(">I", 100000)))
    derived("png-gamma45.png", "png-rgb.png", png_with(b"gAMA", struct.pack(">I", 45455)))
    derived("png-srgb.png", "png-rgb.png", png_with(b"sRGB", b"\0"))
    derived("png-chrm.png", "png-rgb.png", png_with(
        b"cHRM", struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)))
    derived("png-cicp.png", "png-rgb.png", png_with(b"cICP", bytes((12, 13, 0, 1))))
    pillow("png-p3.png", base, icc_profile=P3)
    pillow("png-swapped-profile.png", base, icc_profile=SWAPPED)
    for turn in range(1, 9):
        pillow("png-exif%d.png" % turn, base, exif=exif(turn))
    pillow("png-animated.png", base, save_all=True, append_images=[ImageOps.invert(base)], duration=100)
    for size in ((1, 1), (2, 2), (3, 3), (4, 4), (1, 200), (200, 1), (5, 300), (63, 65)):
        pillow("png-%dx%d.png" % size, base.resize(size))
    pillow("png-1200x900.png", base.resize((1200, 900), Image.BICUBIC))
    derived("png-trailing.png", "png-rgb.png", lambda data: data + b"more" * 100)
    derived("png-no-end.png", "png-rgb.png", lambda data: data[:-12])
    derived("png-wrong-crc.png", "png-rgb.png", lambda data: data[:-20] + bytes((data[-20] ^ 1,)) + data[-19:])
    for percent in (10, 50, 90, 99):
        derived("png-cut%d.png" % percent, "png-rgb.png", cut(percent / 100))


def jpegs():
    for name, sampling in (("444", "1x1"), ("422", "2x1"), ("420", "2x2"), ("440", "1x2"), ("411", "4x1"), ("410", "4x2")):
        magick("jpeg-%s.jpg" % name, "-quality", "80", "-sampling-factor", sampling)
    pillow("jpeg.jpg", base, quality=85)
    pillow("jpeg-quality5.jpg", base, quality=5)
    pillow("jpeg-progressive.jpg", base, quality=70, progressive=True)
    pillow("jpeg-gray.jpg", base.convert("L"))
    pillow("jpeg-gray-progressive.jpg", base.convert("L"), progressive=True)
    base.save("base.ppm")
    for name, options in (("arithmetic", ["-arithmetic"]), ("restart", ["-restart", "1"]), ("rgb", ["-rgb"]),
                          ("optimized", ["-optimize"]), ("smooth", ["-smooth", "30"]), ("float", ["-dct", "float"]),
                          ("12bit", ["-precision", "12"]), ("lossless", ["-lossless", "1"]),
                          ("progressive-arithmetic", ["-progressive", "-arithmetic"])):
        tool("cjpeg", *options, "-outfile", "jpeg-%s.jpg" % name, "base.ppm", out="jpeg-%s.jpg" % name)
    tool("jpegtran", "-crop", "150x113+16+16", "-outfile", "jpeg-odd.jpg", "jpeg.jpg", out="jpeg-odd.jpg")
    cmyk = base.convert("CMYK")
    pillow("jpeg-cmyk.jpg", cmyk, quality=90)
    derived("jpeg-ycck.jpg", "jpeg-cmyk.jpg", lambda data: adobe(data, 2))
    derived("jpeg-cmyk-plain.jpg", "jpeg-cmyk.jpg", lambda data: adobe(data, None))
    if os.path.exists(CMYK):
        pillow("jpeg-cmyk-profile.jpg", cmyk, quality=90, icc_profile=read(CMYK))
    for quality in (30, 95):
        magick("jpeg-ycck-%d.jpg" % quality, "-colorspace", "CMYK", "-quality", str(quality))
    magick("jpeg-cmyk-magick.jpg", "-colorspace", "CMYK", "-quality", "90")
    for turn in range(1, 10):
        pillow("jpeg-exif%d.jpg" % turn, base, exif=exif(turn), quality=90)
    derived("jpeg-exif-twice.jpg", "jpeg-exif6.jpg", segment_after_soi(0xE1, b"Exif\0\0" + exif(3).tobytes()[6:]))
    pillow("jpeg-p3.jpg", base, icc_profile=P3)
    pillow("jpeg-adobe-rgb.jpg", base, icc_profile=ADOBE_RGB)
    pillow("jpeg-swapped-profile.jpg", base, icc_profile=SWAPPED)
    pillow("jpeg-mpo.jpg", base, format="MPO", save_all=True, append_images=[ImageOps.invert(base)])
    for size in ((1, 1), (3, 3), (4, 4), (1, 200), (17, 9), (65, 63)):
        pillow("jpeg-%dx%d.jpg" % size, base.resize(size))
    pillow("jpeg-2000x1500.jpg", base.resize((2000, 1500), Image.BICUBIC), quality=92)
    derived("jpeg-trailing.jpg", "jpeg.jpg", lambda data: data + bytes(range(256)) * 20)
    derived("jpeg-no-end.jpg", "jpeg.jpg", lambda data: data[:-2])
    derived("jpeg-junk-before.jpg", "jpeg.jpg", lambda data: b"junk" + data)
    derived("jpeg-fill.jpg", "jpeg.jpg", lambda data: data[:2] + b"\xff\xff\xff" + data[2:])
    derived("jpeg-app.jpg", "jpeg.jpg", segment_after_soi(0xE9, b"x" * 60000))
    derived("jpeg-broken.jpg", "jpeg.jpg", lambda data: data[: len(data) // 2] + b"\x55" * 40 + data[len(data) // 2 + 40:])
    derived("jpeg-no-frame.jpg", "jpeg.jpg", lambda data: data[:20] + b"\xff\xd9")
    for percent in (5, 10, 50, 90, 99):
        derived("jpeg-cut%d.jpg" % percent, "jpeg.jpg", cut(percent / 100))
    for percent in (20, 50, 95):
        derived("jpeg-progressive-cut%d.jpg" % percent, "jpeg-progressive.jpg", cut(percent / 100))


def adobe(data, transform):
    """The same with another transform in Adobe's segment, or without that segment."""
    at = data.index(b"\xff\xee")
    if transform is None:
        return data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]:]
    return data[: at + 15] + bytes((transform,)) + data[at + 16:]


def webps():
    for quality in (5, 40, 75, 100):
        tool("cwebp", "-q", str(quality), "base.png", "-o", "webp-q%d.webp" % quality, out="webp-q%d.webp" % quality)
    for name, options in (("sharp-yuv", ["-sharp_yuv"]), ("simple-filter", ["-nostrong", "-f", "60"]),
                          ("no-filter", ["-f", "0"]), ("strong-filter", ["-strong", "-f", "100", "-sharpness", "0"]),
                          ("sharpness", ["-f", "80", "-sharpness", "7"]), ("segments", ["-segments", "4", "-sns", "100"]),
                          ("partitions", ["-partition_limit", "100", "-m", "6"]), ("fast", ["-m", "0"]),
                          ("near-lossless", ["-near_lossless", "40"]), ("lossless", ["-lossless"]),
                          ("odd", ["-crop", "3", "5", "151", "113"])):
        tool("cwebp", *options, "base.png", "-o", "webp-%s.webp" % name, out="webp-%s.webp" % name)
    for name, source in (("rgba", "png-rgba.png"), ("palette", "png-palette16.png"), ("gray", "png-gray.png")):
        tool("cwebp", source, "-o", "webp-%s.webp" % name, out="webp-%s.webp" % name)
        tool("cwebp", "-lossless", source, "-o", "webp-%s-lossless.webp" % name, out="webp-%s-lossless.webp" % name)
    tool("cwebp", "-alpha_q", "20", "png-rgba.png", "-o", "webp-rgba-q20.webp", out="webp-rgba-q20.webp")
    for turn in range(1, 9):
        pillow("webp-exif%d.webp" % turn, base, exif=exif(turn))
    pillow("webp-exif6-lossless.webp", base, exif=exif(6), lossless=True)
    pillow("webp-p3.webp", base, icc_profile=P3)
    pillow("webp-swapped-profile.webp", base, icc_profile=SWAPPED, lossless=True)
    pillow("webp-animated.webp", base, save_all=True, append_images=[ImageOps.invert(base)], duration=100)
    pillow("webp-animated-lossless.webp", base, save_all=True, append_images=[ImageOps.invert(base)], lossless=True)
    for size in ((1, 1), (4, 4), (5, 5), (1, 200), (17, 9)):
        pillow("webp-%dx%d.webp" % size, base.resize(size))
    pillow("webp-2000x1500.webp", base.resize((2000, 1500), Image.BICUBIC), quality=90)
    derived("webp-trailing.webp", "webp-q75.webp", lambda data: data + b"more" * 50)
    for percent in (10, 50, 90, 99):
        derived("webp-cut%d.webp" % percent, "webp-q75.webp", cut(percent / 100))
    derived("webp-lossless-cut50.webp", "webp-lossless.webp", cut(0.5))


def gifs_and_bmps():
    pillow("gif.gif", base.quantize(256), interlace=0)
    pillow("gif-interlaced.gif", base.quantize(256), interlace=1)
    pillow("gif-2colors.gif", base.convert("1"))
    pillow("gif-transparent.gif", base.quantize(32), transparency=3)
    pillow("gif-animated.gif", base.quantize(64), save_all=True, append_images=[ImageOps.invert(base).quantize(64)])
    magick("gif-part.gif", "-crop", "100x80+30+20", "-set", "page", "%dx%d+30+20" % (width, height))
    pillow("gif-1x1.gif", base.resize((1, 1)).quantize(2))
    for percent in (50, 99):
        derived("gif-cut%d.gif" % percent, "gif.gif", cut(percent / 100))
    pillow("bmp.bmp", base)
    pillow("bmp-gray.bmp", base.convert("L"))
    pillow("bmp-1bit.bmp", base.convert("1"))
    pillow("bmp-8bit.bmp", base.quantize(256))
    magick("BMP3:bmp-4bit.bmp", "-colors", "16", "-type", "palette")
    magick("BMP3:bmp-rle.bmp", "-colors", "64", "-type", "palette", "-compress", "RLE")
    magick("BMP2:bmp-os2.bmp", "-type", "truecolor")
    magick("bmp-565.bmp", "-define", "bmp:subtype=RGB565")
    magick("bmp-555.bmp", "-define", "bmp:subtype=RGB555")
    magick("bmp-alpha.bmp", "-alpha", "set", "-channel", "A", "-fx", "i/w", "+channel")
    pillow("bmp-32bit.bmp", base.convert("RGBA"))
    derived("bmp-top-down.bmp", "bmp.bmp", lambda d: d[:22] + struct.pack("<i", -struct.unpack("<i", d[22:26])[0]) + d[26:])
    derived("bmp-cut50.bmp", "bmp.bmp", cut(0.5))
    derived("bmp-cut99.bmp", "bmp.bmp", cut(0.99))


def others():
    for name, options in (("", []), ("-444", ["-y", "444"]), ("-10bit", ["-d", "10"]), ("-lossless", ["--lossless"]),
                          ("-turned", ["--irot", "1"]), ("-mirrored", ["--imir", "0"])):
        tool("avifenc", *options, "base.png", "avif%s.avif" % name, out="avif%s.avif" % name)
    tool("avifenc", "png-rgba.png", "avif-rgba.avif", out="avif-rgba.avif")
    for name in [name for name in os.listdir(".") if name.endswith(".avif")]:
        tool("avifdec", name, "decoded-%s.png" % name, out="decoded-%s.png" % name)
    # avifdec leaves these as they are stored.
    for name, turn in (("turned", Image.Transpose.ROTATE_90), ("mirrored", Image.Transpose.FLIP_TOP_BOTTOM)):
        decoded = "decoded-avif-%s.avif.png" % name
        if os.path.exists(decoded):
            Image.open(decoded).transpose(turn).save(decoded)
    derived("avif-cut50.avif", "avif.avif", cut(0.5))
    tool("heif-enc", "base.png", "-o", "heic.heic", out="heic.heic")
    pillow("tiff.tif", base)
    pillow("icon.ico", base.resize((64, 64)))
    pillow("jpeg2000.jp2", base)
    pillow("targa.tga", base)
    pillow("portable.ppm", base)
    pillow("document.pdf", base)
    magick("photoshop.psd")
    write("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><circle r="40"/></svg>')
    write("jpeg-xl.jxl", b"\xff\x0a" + bytes(100))
    write("empty.jpg", b"")
    write("text.jpg", b"Dear diary, today I met a dog.\n")
    write("page.html", b"<!DOCTYPE html><p>A dog")
    write("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100))
    write("photos.jpg", b"PK\3\4" + bytes(100))
    write("png-huge.png", read("png-rgb.png")[:16] + struct.pack(">II", 30000, 30000) + read("png-rgb.png")[24:])


os.makedirs("kinds", exist_ok=True)
os.chdir("kinds")
shutil.copy("../base.png", "base.png")
pngs()
jpegs()
webps()
gifs_and_bmps()
others()
os.remove("base.png")
os.remove("base.ppm")
print("\n".join(sorted(missing)))
