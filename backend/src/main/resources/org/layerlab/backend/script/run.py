"""Trains a network again as LayerLab did, with NumPy, and compares its costs with those of the saved run.

Playground runs need nothing but this file:           python run.py
Runs on photos need the folder they were trained on:  python run.py FOLDER     (and Pillow, to decode the photos)

Points, initial weights, the order of the examples and the units left out by dropout follow from the seed. In float64
this script also rounds as LayerLab does, operation by operation: exponentials and logarithms are computed here, and
products are added up in the order of their index. Its costs are then the same to the last bit on every machine, also
in chaotic runs, where the last bit of one product decides.

Two things can make a difference, and the last lines say so where one did:
- float32: LayerLab's products of that precision add up in an order of their own, which differs between processors;
- JPEG: decoders may differ by a few levels in a few pixels. PNG photos are the same everywhere.

Points of a table are those that the network saw: if they were scaled or rounded, RECIPE["dataset"]["table"] says how;
"classes" beside it has the names of the classes.

Options:
  --blas               multiply with NumPy's own product (BLAS), faster; differs in the last bits
  --exact              add up in LayerLab's order even where that takes long; the default for small float64 runs
  --test-fraction X    for a data set of a server that has no test folder: the share that the server kept for testing
The parameters are written to parameters.npz. The script ends with 1 if a printed cost is another than the saved one.
"""

import filecmp
import functools
import json
import os
import re
import sys

import numpy as np

RECIPE = json.loads("@RECIPE@")

DIMS = RECIPE["layerDims"]
ACTIVATIONS = RECIPE["activations"]
DATASET = RECIPE["dataset"]
HYPER = RECIPE["hyperparameters"]
COSTS = {at: cost for at, cost in RECIPE["costs"]}
FLOAT = np.float32 if RECIPE["precision"] == "float32" else np.float64
SEED = int(HYPER.get("seed", DATASET.get("seed", 1)))
PHOTOS = RECIPE["kind"] == "photos"
# Whether the network ends in a softmax over more than two classes, and whether its answer is a number.
SEVERAL = DIMS[-1] > 1
REGRESSION = not SEVERAL and ACTIVATIONS[-1] == "linear"
# Whether it learns by TensorFlow Playground's rules: its cost, its batches, its L1.
TENSORFLOW = HYPER.get("rules") == "tensorflow"


def options():
    """The options and the folder of the command line."""
    given, rest, words = {}, [], iter(sys.argv[1:])
    for word in words:
        if word in ("--blas", "--exact"):
            given[word] = True
        elif word == "--test-fraction":
            given[word] = float(next(words, "nan"))
        else:
            rest.append(word)
    if len(rest) != (1 if PHOTOS else 0) or any(word.startswith("-") for word in rest):
        sys.exit("usage: python run.py %s   (options are explained at the top of this file)" % ("FOLDER" * PHOTOS))
    return given, rest


OPTIONS, ARGUMENTS = options()


def row_of(table, name, what):
    """The row of a table; a name that the table lacks ends the script."""
    if name not in table:
        sys.exit("%s %r is unknown to this script; it knows %s" % (what, name, ", ".join(sorted(table))))
    return table[name]


# ---------------------------------------------------------------- functions, as LayerLab computes them

# NumPy's own differ between its versions and between processors, in the last bit.
LN2_HEAD, LN2_TAIL = 0.6931471803691238, 1.9082149292705877e-10
HALF_PI = (float.fromhex("0x1.921fb544p0"), float.fromhex("0x1.0b4611a6p-34"), float.fromhex("0x1.3198a2e037073p-69"))
ROUNDER = 6755399441055744.0


def polynomial(z, *coefficients):
    total = coefficients[0]
    for coefficient in coefficients[1:]:
        total = total * z + coefficient
    return total


def parts_of_exp(x):
    """e^x = (1 + t) * 2^n."""
    n = (x * 1.4426950408889634 + ROUNDER) - ROUNDER
    head, tail = x - n * LN2_HEAD, n * LN2_TAIL
    r = head - tail
    z = r * r
    c = r - z * polynomial(
        z, 4.1381367970572385e-08, -1.6533902205465252e-06, 6.613756321437934e-05, -0.0027777777777015593,
        0.16666666666666602,
    )
    return head - (tail - r * c / (2 - c)), n


def exp(x):
    t, n = parts_of_exp(np.clip(x, -708.0, 708.0))
    return np.ldexp(1 + t, np.nan_to_num(n).astype(int))


def log(x):
    x = np.asarray(x, dtype=float)
    fraction, exponent = np.frexp(np.where((x > 0) & (x < np.inf), x, 1.0))
    m, k = 2 * fraction, exponent - 1.0
    large = m >= 1.4142135623730951
    m, k = np.where(large, m / 2, m), np.where(large, k + 1, k)
    f = m - 1
    s = f / (f + 2)
    z = s * s
    total = polynomial(
        z, 0.14798198605116586, 0.15313837699209373, 0.1818357216161805, 0.22222198432149784, 0.2857142874366239,
        0.3999999999940942, 0.6666666666666735,
    )
    half = f * f * 0.5
    value = k * LN2_HEAD - ((half - (s * (half + z * total) + k * LN2_TAIL)) - f)
    return np.where(x > 0, np.where(x == np.inf, np.inf, value), np.where(x == 0, -np.inf, np.nan))


def tanh(x):
    z = x * x
    p = polynomial(z, -0.9643991794250523, -99.28772310019185, -1614.6876844170845)
    q = polynomial(z, 1.0, 112.81167849163293, 2235.4883906010045, 4844.063053251255)
    near = x + z * (p / q) * x
    t, n = parts_of_exp(np.minimum(2 * np.abs(x), 708.0))
    power = np.ldexp(1.0, np.nan_to_num(n).astype(int))
    y = 1 + t
    most, least = y * power, (t - (y - 1)) * power
    total = most + 1
    lost = (1 - (total - most)) + least
    quotient = 2 / total
    difference = 1 - quotient
    far = difference - ((quotient - (1 - difference)) - quotient * lost / total)
    return np.where(np.abs(x) < 0.625, near, np.where(x < 0, -far, far))


def sin_or_cos(x, quadrants):
    x = np.asarray(x, dtype=float)
    n = (x / (HALF_PI[0] + HALF_PI[1]) + ROUNDER) - ROUNDER
    head, middle = x - n * HALF_PI[0], n * HALF_PI[1]
    first = head - middle
    rest = ((head - first) - middle) - n * HALF_PI[2]
    r = first + rest
    tail = (first - r) + rest
    z = r * r
    sine = polynomial(
        z, 2.8114572543455206e-15, -7.647163731819816e-13, 1.6059043836821613e-10, -2.505210838544172e-08,
        2.7557319223985893e-06, -0.0001984126984126984, 0.008333333333333333, -0.16666666666666666,
    )
    sine = r - (-tail * (1 - 0.5 * z) - r * z * sine)
    cosine = polynomial(
        z, 4.779477332387385e-14, -1.1470745597729725e-11, 2.08767569878681e-9, -2.755731922398589e-07,
        2.48015873015873e-5, -0.001388888888888889, 0.041666666666666664,
    )
    half = 0.5 * z
    most = 1 - half
    cosine = most - ((half - (1 - most)) - (z * z * cosine - r * tail))
    quadrant = (n.astype(int) + quadrants) & 3
    return np.where(quadrant >= 2, -1.0, 1.0) * np.where(quadrant & 1, cosine, sine)


def sin(x):
    return sin_or_cos(x, 0)


def cos(x):
    return sin_or_cos(x, 1)


def power(x, y):
    return float(exp(y * log(x)))


# ---------------------------------------------------------------- choices

# A from Z, and the slope from Z and A.
ACTIVATION = {
@ACTIVATION@
}

# The factor on the learning rate at t, the share of the run that is done.
SCHEDULE = {
@SCHEDULE@
}

# The factor on a layer's normal random weights.
INITIALIZATION = {
@INITIALIZATION@
}


def gradient_descent(moments, G, rate, t):
    return rate * G


def with_momentum(moments, G, rate, t):
    moments[0] = (momentum * moments[0] + G).astype(FLOAT)
    return rate * moments[0].astype(float)


def adam(moments, G, rate, t):
    moments[0] = (@BETA1@ * moments[0] + (1 - @BETA1@) * G).astype(FLOAT)
    moments[1] = (@BETA2@ * moments[1] + (1 - @BETA2@) * G * G).astype(FLOAT)
    first = moments[0].astype(float) * (1 / (1 - power(@BETA1@, t)))
    second = moments[1].astype(float) * (1 / (1 - power(@BETA2@, t)))
    return rate * first / (np.sqrt(second) + @EPSILON@)


# The step from a parameter's two moments, its gradient, the learning rate and the number of the update.
OPTIMIZER = {"sgd": gradient_descent, "momentum": with_momentum, "adam": adam}
momentum = float(HYPER.get("momentum", 0.9))

# The factors of sign(W) and W that a penalty adds to dW, from its rate.
REGULARIZATION = {"none": lambda rate: (0.0, 0.0), "L1": lambda rate: (rate, 0.0), "L2": lambda rate: (0.0, rate)}

# ---------------------------------------------------------------- random numbers


class Random:
    """NumPy's frozen generator; its normal numbers with the logarithm above."""

    def __init__(self, seed):
        self.numpy = np.random.RandomState(seed)
        self.spare = np.empty(0)
        self.permutation = self.numpy.permutation
        self.rand = self.numpy.rand

    def randn(self, *shape):
        count = int(np.prod(shape))
        missing = max(0, count - len(self.spare))
        while missing:
            # The polar method takes the pairs inside the circle; as many pairs are drawn as NumPy would.
            state, many = self.numpy.get_state(), missing + 8
            inside = self.pairs(many)[2]
            enough = np.flatnonzero(np.cumsum(inside) * 2 >= missing)
            self.numpy.set_state(state)
            x1, x2, inside, r2 = self.pairs(enough[0] + 1 if len(enough) else many)
            x1, x2, r2 = x1[inside], x2[inside], r2[inside]
            f = np.sqrt(-2 * log(r2) / r2)
            self.spare = np.concatenate([self.spare, np.stack([f * x2, f * x1], axis=1).reshape(-1)])
            missing = max(0, count - len(self.spare))
        drawn, self.spare = self.spare[:count], self.spare[count:]
        return drawn.reshape(shape)

    def pairs(self, count):
        x1, x2 = 2 * self.numpy.random_sample((count, 2)).T - 1
        r2 = x1 * x1 + x2 * x2
        return x1, x2, (r2 < 1) & (r2 != 0), r2


def mix(x):
    """Chris Wellons' lowbias32, a 32-bit hash."""
    x = x ^ (x >> np.uint32(16))
    x = x * np.uint32(0x7FEB352D)
    x = x ^ (x >> np.uint32(15))
    x = x * np.uint32(0x846CA68B)
    return x ^ (x >> np.uint32(16))


class Seedrandom:
    """The npm package seedrandom, with which TensorFlow Playground draws: ARC4, keyed by a text."""

    def __init__(self, text):
        self.state, self.i, self.j, to = list(range(256)), 0, 0, 0
        for n in range(256):
            to = (to + ord(text[n % len(text)]) + self.state[n]) & 255
            self.swap(n, to)
        for _ in range(256):
            self.byte()

    def swap(self, a, b):
        self.state[a], self.state[b] = self.state[b], self.state[a]

    def byte(self):
        self.i = (self.i + 1) & 255
        self.j = (self.j + self.state[self.i]) & 255
        self.swap(self.i, self.j)
        return self.state[(self.state[self.i] + self.state[self.j]) & 255]

    def uniform(self, low=0.0, high=1.0):
        """At least six bytes, and as many more as 52 bits need."""
        numerator, denominator, last = 0.0, 2.0**48, 0
        for _ in range(6):
            numerator = numerator * 256 + self.byte()
        while numerator < 2.0**52:
            numerator, denominator, last = (numerator + last) * 256, denominator * 256, self.byte()
        while numerator >= 2.0**53:
            numerator, denominator, last = numerator / 2, denominator / 2, last >> 1
        return (numerator + last) / denominator * (high - low) + low

    def normal(self):
        s = 2.0
        while s > 1:
            a, b = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = a * a + b * b
        return float(np.sqrt(-2 * log(s) / s)) * a


def seedrandom_of(number):
    """Its seeds are texts: 53921 stands for 0.53921, larger numbers for whole ones and for fractions of other lengths."""
    if number < 10**5:
        return Seedrandom("0.%05d" % number)
    for digits in (1, 2, 3, 4, 6, 7, 8):
        if 0 <= number - 2 * 10**9 - 10**digits < 10**digits:
            return Seedrandom("0.%0*d" % (digits, number - 2 * 10**9 - 10**digits))
    return Seedrandom(str(number - 10**9 if 10**9 <= number < 2 * 10**9 else number))


def u32(values):
    return np.atleast_1d(np.asarray(values)).astype(np.uint64).astype(np.uint32)


GOLDEN_RATIO = np.uint32(0x9E3779B9)


def sub_seed(seed, stream):
    return int(mix(u32(seed & 0xFFFFFFFF) * GOLDEN_RATIO + mix(u32(stream + 1)))[0])


def uniform(seed, count):
    """The first numbers of a seed, count of them, each in [0, 1)."""
    seed = u32(seed)
    return mix(mix(np.arange(count, dtype=np.uint32) ^ seed) + GOLDEN_RATIO * seed) / 2.0**32


def seed_of(stream, position):
    return sub_seed(sub_seed(SEED, stream), position)


# ---------------------------------------------------------------- points


def class_sizes(name, count, classes):
    if name == "blobs":
        return [count // classes + (k < count % classes) for k in range(classes)]
    return [(k + 1) * count // classes - k * count // classes for k in range(classes)]


def shape_of(name, k, n, classes, random):
    """The n points of class k, without noise."""
    if name == "circle":
        angle, radius = np.arange(n) * (2 * np.pi / max(1, n)), 1 - 0.2 * k
        return cos(angle) * radius, sin(angle) * radius
    if name == "moons":
        angle = half_turn(n)
        return (cos(angle), sin(angle)) if k == 0 else (1 - cos(angle), 1 - sin(angle) - 0.5)
    if name == "blobs":
        angle, side = np.pi * (1.25 + 2.0 * k / classes), -1.0 if k == 0 else 1.0
        center = (side, side) if classes == 2 else (np.sqrt(2) * cos(angle), np.sqrt(2) * sin(angle))
        return np.full(n, center[0]), np.full(n, center[1])
    if name == "xor":
        draws = random.rand(n, 3)
        side = np.where(draws[:, 0] < 0.5, -1.0, 1.0)
        return side * draws[:, 1], (side if k == 0 else -side) * draws[:, 2]
    if name == "spiral":
        along = np.arange(n) / n
        angle = 3.5 / classes * 2 * np.pi * along + 2 * np.pi * k / classes
        return along * sin(angle), along * cos(angle)
    sys.exit("data set %r is unknown to this script" % name)


def points(name, count, classes, noise, seed):
    """X of shape (2, count), Y of shape (1, count); two circles, moons and blobs are scikit-learn's."""
    random = Random(seed)
    sizes = class_sizes(name, count, classes)
    x, y = np.concatenate([shape_of(name, k, n, classes, random) for k, n in enumerate(sizes)], axis=1)
    if name == "blobs":
        noises = noise * random.randn(count, 2)
        order = random.permutation(count)
        x, y = (x + noises[:, 0])[order], (y + noises[:, 1])[order]
    else:
        order = random.permutation(count)
        noises = noise * random.randn(count, 2)
        x, y = x[order] + noises[:, 0], y[order] + noises[:, 1]
    return np.array([x, y]), np.repeat(np.arange(classes), sizes)[order].astype(float).reshape(1, -1)


BELLS = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]


def bells(x, y):
    most = 0.0
    for at_x, at_y, sign in BELLS:
        value = sign * max(0.0, 1 - float(np.sqrt((x - at_x) * (x - at_x) + (y - at_y) * (y - at_y))) / 2)
        most = value if abs(value) > abs(most) else most
    return most


def drawn_by_tensorflow(name, count, noise, random):
    """(x, y, label) of TensorFlow Playground's points, before they are shuffled; one more where they come in halves."""
    half = (count + 1) // 2

    def seen(x, y, reach):
        return x + random.uniform(-reach, reach) * noise, y + random.uniform(-reach, reach) * noise

    if name == "tf-circle":
        for low, high in ((0.0, 2.5), (3.5, 5.0)):
            for _ in range(half):
                r, angle = random.uniform(low, high), random.uniform(0.0, 2 * np.pi)
                x, y = r * float(sin(angle)), r * float(cos(angle))
                at_x, at_y = seen(x, y, 5.0)
                yield x, y, float(np.sqrt(at_x * at_x + at_y * at_y) < 2.5)
    elif name == "tf-xor":
        for _ in range(count):
            x, y = [v + (0.3 if v > 0 else -0.3) for v in (random.uniform(-5.0, 5.0), random.uniform(-5.0, 5.0))]
            at_x, at_y = seen(x, y, 5.0)
            yield x, y, float(at_x * at_y >= 0)
    elif name == "tf-gauss":
        share = noise / 0.5
        deviation = float(np.sqrt(0.5 * (1 - share) + 4 * share))
        for center, label in ((2, 1.0), (-2, 0.0)):
            for _ in range(half):
                yield center + deviation * random.normal(), center + deviation * random.normal(), label
    elif name == "tf-spiral":
        n = count / 2.0
        for turned, label in ((0.0, 1.0), (np.pi, 0.0)):
            for i in range(half):
                r, t = i / n * 5.0, 1.75 * i / n * 2 * np.pi + turned
                x = r * float(sin(t)) + random.uniform(-1.0, 1.0) * noise
                yield x, r * float(cos(t)) + random.uniform(-1.0, 1.0) * noise, label
    elif name in ("tf-reg-plane", "tf-reg-gauss"):
        for _ in range(count):
            x, y = random.uniform(-6.0, 6.0), random.uniform(-6.0, 6.0)
            at_x, at_y = seen(x, y, 6.0)
            yield x, y, (at_x + at_y) / 10 if name == "tf-reg-plane" else bells(at_x, at_y)
    else:
        sys.exit("data set %r is unknown to this script" % name)


def points_of_tensorflow(name, train_size, test_size, noise, seed):
    """Training and test points of one draw, and the generator, which goes on with the weights."""
    random = seedrandom_of(seed)
    rows = list(drawn_by_tensorflow(name, train_size + test_size, noise, random))
    for left in range(len(rows), 0, -1):
        at = int(np.floor(random.uniform() * left))
        rows[left - 1], rows[at] = rows[at], rows[left - 1]
    table = np.array(rows).T
    last = train_size + test_size
    return (table[:2, :train_size], table[2:, :train_size]), (table[:2, train_size:last], table[2:, train_size:last]), random


# What a network is given of a point.
FEATURE = {
    "x": lambda x, y: x,
    "y": lambda x, y: y,
    "xSquared": lambda x, y: x * x,
    "ySquared": lambda x, y: y * y,
    "xTimesY": lambda x, y: x * y,
    "sinX": lambda x, y: sin(x),
    "sinY": lambda x, y: sin(y),
}


def given(X):
    chosen = HYPER.get("features", "x,y").split(",")
    return np.array([of(*X) for name, of in FEATURE.items() if name in chosen])


def half_turn(count):
    angles = np.pi / max(1, count - 1) * np.arange(count)
    if count > 1:
        angles[-1] = np.pi
    return angles


def placed_points(held_out):
    """Points that a person placed; a part of them is held out for testing."""
    percent = int(DATASET.get("percTrainData", 80))
    up_to = [(n * percent + 99) // 100 for n in range(len(RECIPE["points"]) + 1)]
    rows = [p for i, p in enumerate(RECIPE["points"]) if (up_to[i + 1] == up_to[i]) == held_out]
    table = np.array(rows, dtype=float).reshape(-1, 3).T
    return table[:2], table[2:]


# ---------------------------------------------------------------- photos

ENDINGS = ("@ENDINGS@",)
# Of these, every decoder makes the same pixels.
EXACT_ENDINGS = ("png", "gif", "bmp")
PARTS = {
    "train": {"train_data", "train", "training_set", "training", "train_set"},
    "test": {"test_data", "test", "test_set", "testing", "validation", "val", "valid"},
}
CLASSES = ("cat", "dog")


def compare(a, b):
    """The natural order of names: cat.2 before cat.10."""
    i = j = 0
    while i < len(a) and j < len(b):
        m, n = re.match("[0-9]+", a[i:]), re.match("[0-9]+", b[j:])
        if m and n:
            x, y = int(m.group()), int(n.group())
            i, j = i + m.end(), j + n.end()
        else:
            x, y = a[i], b[j]
            i, j = i + 1, j + 1
        if x != y:
            return -1 if x < y else 1
    x, y = len(a) - i, len(b) - j
    return (x > y) - (x < y) or (a > b) - (a < b)


NATURAL = functools.cmp_to_key(compare)


def class_of_name(path):
    match = re.match("(cat|dog)s?(?![a-z])", path.split("/")[-1].lower())
    return CLASSES.index(match.group(1)) if match else None


def class_of(path):
    """0 is cat, 1 is dog: by the file's name, else by the nearest folder of that name."""
    if class_of_name(path) is not None:
        return class_of_name(path)
    for part in reversed(path.lower().split("/")[:-1]):
        if part in ("cat", "cats", "dog", "dogs"):
            return CLASSES.index(part[:3])
    return None


def breed_of(path):
    """Of the Oxford-IIIT Pet data set, breeds of cats begin with a capital."""
    if "/annotations/" in "/" + path or not re.match(r"[A-Za-z][A-Za-z_]*_[0-9]+\.[A-Za-z]+$", path.split("/")[-1]):
        return None
    return 0 if path.split("/")[-1][0] <= "Z" else 1


def part_of(path):
    for folder in path.lower().split("/")[:-1]:
        for part, names in PARTS.items():
            if folder in names:
                return part
    return None


def photo_paths(folder):
    """(path, label) of the photos to learn from, and of those to test on, each in order."""
    paths = []
    for root, folders, names in os.walk(folder):
        paths += [os.path.relpath(os.path.join(root, name), folder).replace(os.sep, "/") for name in names]
    paths = [
        path
        for path in paths
        if not path.split("/")[-1].startswith(".")
        and not path.startswith("__MACOSX/")
        and path.split("/")[-1].rfind(".") > 0
        and path.lower().rsplit(".", 1)[1] in ENDINGS
    ]
    paths.sort(key=NATURAL)
    labeled = [(path, class_of(path)) for path in paths if class_of(path) is not None]
    labeled = labeled or [(path, breed_of(path)) for path in paths if breed_of(path) is not None]
    if {label for _, label in labeled} != {0, 1}:
        sys.exit("%s has no photos of cats and dogs: names or folders have to begin with cat or dog" % folder)

    def by_name(files):
        """Each file under a name of its own, in order of these; of files with equal names and contents the first."""
        named, seen = {}, {}
        for path, label in files:
            name = path.split("/")[-1]
            if class_of(path) is not None and class_of_name(path) is None:
                name = CLASSES[label] + "." + name
            here = os.path.join(folder, path)
            same = seen.setdefault((name, os.path.getsize(here)), [])
            if any(filecmp.cmp(here, other, shallow=False) for other in same):
                continue
            same.append(here)
            unique, n = name, 2
            while unique in named:
                unique, n = ("-%d." % n).join(name.rsplit(".", 1)), n + 1
            named[unique] = (path, label)
        return [named[name] for name in sorted(named, key=NATURAL)]

    train = [file for file in labeled if part_of(file[0]) == "train"]
    test = [file for file in labeled if part_of(file[0]) == "test"]
    if train and test:
        return by_name(train), by_name(test)
    share = OPTIONS.get("--test-fraction", DATASET.get("testFraction", 0.1))
    # A run of the command line splits by its own seed, a server by 1.
    return divided(by_name(labeled), share, SEED if "testFraction" in DATASET else 1)


def divided(files, share, seed):
    """Keeps a share of each class apart, drawn by the seed: at least one file of a class that has two."""
    random, apart = np.random.RandomState(seed), set()
    for label in (0, 1):
        of_class = [i for i, file in enumerate(files) if file[1] == label]
        count = int(np.floor(share * len(of_class) + 0.5))
        if share > 0 and count == 0 and len(of_class) > 1:
            count = 1
        apart.update(of_class[i] for i in random.permutation(len(of_class))[:count])
    return [f for i, f in enumerate(files) if i not in apart], [f for i, f in enumerate(files) if i in apart]


def decoded(path):
    """Rows of pixels, red, green, blue, 0 to 255; alpha is laid over white, and the photo turned upright."""
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I;16") or image.mode == "I":
        image = Image.fromarray((np.asarray(image).astype(np.int64) >> 8).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        pixels = np.asarray(image.convert("RGBA")).astype(np.int64)
        alpha = pixels[:, :, 3:]
        return (pixels[:, :, :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return np.asarray(image.convert("RGB")).astype(np.int64)


def cubic(count, side):
    """OpenCV's INTER_CUBIC along an axis: positions and whole weights in units of 1/2048, shape (side, 4)."""
    one, a = np.float32(1), np.float32(-0.75)
    at = ((np.arange(side) + 0.5) * (1.0 / (side / count)) - 0.5).astype(np.float32)
    before = np.floor(at).astype(int)
    x = at - before.astype(np.float32)
    c0 = ((a * (x + one) - 5 * a) * (x + one) + 8 * a) * (x + one) - 4 * a
    c1 = ((a + 2) * x - (a + 3)) * x * x + one
    c2 = ((a + 2) * (one - x) - (a + 3)) * (one - x) * (one - x) + one
    c3 = one - c0 - c1 - c2
    weights = np.rint(np.stack([c0, c1, c2, c3], axis=1) * np.float32(2048)).astype(np.int64)
    return np.clip(before[:, None] + np.arange(-1, 3), 0, count - 1), weights, 2048


def area(count, side):
    """The pixels under each output, by overlap in units of 1/side of a pixel."""
    begin = np.arange(side) * count
    first, last = begin // side, (begin + count - 1) // side
    positions = np.minimum(first[:, None] + np.arange(np.max(last - first) + 1), count - 1)
    wide = first[:, None] + np.arange(positions.shape[1])
    overlap = np.minimum((begin + count)[:, None], (wide + 1) * side) - np.maximum(begin[:, None], wide * side)
    return positions, np.maximum(overlap, 0), count


def resized(pixels, side):
    """A photo as the network takes it: cropped, resized, blue first. Whole numbers, rounded once, ties to even."""
    height, width = pixels.shape[:2]
    if INPUT.get("crop") == "center":
        square = min(height, width)
        top, left = (height - square) // 2, (width - square) // 2
        pixels = pixels[top : top + square, left : left + square]
        height = width = square
    axes = [area(n, side) if INPUT.get("resize") == "area" and n >= side else cubic(n, side) for n in (height, width)]
    (rows, row_weights, row_total), (columns, column_weights, column_total) = axes
    across = sum(column_weights[:, k, None] * pixels[:, columns[:, k]] for k in range(columns.shape[1]))
    total = sum(row_weights[:, k, None, None] * across[rows[:, k]] for k in range(rows.shape[1]))
    shrunk = np.rint(total.astype(float) / (float(row_total) * float(column_total)))
    return np.clip(shrunk, 0, 255).astype(np.uint8)[:, :, ::-1]


def prepared(files, folder, side):
    """Bytes of shape (m, side, side, 3) and labels of shape (1, m), of the photos that can be read."""
    bytes_, labels = [], []
    for path, label in files:
        try:
            bytes_.append(resized(decoded(os.path.join(folder, path)), side))
            labels.append(label)
        except ImportError:
            sys.exit("photos need Pillow: pip install pillow")
        except Exception as e:
            print("left out: %s: %s" % (path, e), file=sys.stderr)
    return np.stack(bytes_), np.array([labels], dtype=float)


def taps(stored, side):
    """For each of side pixels along an axis: which of the stored ones it is made of, and their shares."""
    step = stored / side
    # Between two pixels' middles where a pixel is smaller than a stored one.
    reach = max(1.0, step)
    left = np.arange(side)[:, None] * step + (step - reach) / 2
    at = np.floor(left) + np.arange(int(np.ceil(reach)) + 1)
    shares = np.maximum(0, np.minimum(at + 1, left + reach) - np.maximum(at, left)) / reach
    return np.clip(at, 0, stored - 1).astype(int).T, shares.T


def at_side(photos, side):
    """Photos of fewer or more pixels, each the rounded mean of those under it."""
    count, stored = photos.shape[:2]
    if stored == side:
        return photos
    if stored % side == 0:
        by = stored // side
        squares = photos.reshape(count, side, by, side, by, 3).astype(np.int64)
        return ((squares.sum(axis=(2, 4)) + by * by // 2) // (by * by)).astype(np.uint8)
    across = sum(share[:, None] * photos[:, :, at] for at, share in zip(*taps(stored, side)))
    down = sum(share[:, None, None] * across[:, at] for at, share in zip(*taps(stored, side)))
    return (down + 0.5).astype(np.uint8)


def mean_photo(photos, side):
    """Per feature, 0 to 1."""
    by = photos.shape[1] // side
    sums = photos.sum(axis=0, dtype=np.int64) / (255.0 * len(photos) * by * by)
    mean = np.zeros((side, side, 3))
    for y in range(by):
        for x in range(by):
            mean += sums[y::by, x::by]
    return mean.reshape(-1, 1)


def varied(photos, seed):
    """Photos mirrored half of the times, and moved."""
    count, side = photos.shape[:2]
    last, shift = side - 1, int(HYPER.get("shift", 0))
    across = down = np.zeros(count, dtype=int)
    if shift:
        offsets = (uniform(sub_seed(seed, 1), 2 * count) * (2 * shift + 1)).astype(int) - shift
        across, down = offsets[::2], offsets[1::2]
    columns = np.clip(np.arange(side) + across[:, None], 0, last)
    if HYPER.get("mirror"):
        mirrored = uniform(seed, count) < 0.5
        columns = np.where(mirrored[:, None], last - columns, columns)
    rows = np.clip(np.arange(side) + down[:, None], 0, last)
    return photos[np.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]]


# ---------------------------------------------------------------- data


class Examples:
    """Examples as the network in training takes them, a few at a time."""

    def __init__(self, X, Y, mean=None):
        self.X, self.Y, self.mean = X, Y, mean
        self.size = Y.shape[1]

    def of(self, chosen, seed=None, mirrored=False):
        """X and Y of some; with a seed, varied and with softened labels, as they are learned from."""
        X, Y = (self.X[chosen], self.Y[:, chosen]) if PHOTOS else (self.X[:, chosen], self.Y[:, chosen])
        if PHOTOS:
            if seed is not None and VARIED:
                X = varied(X, seed)
            X = at_side(X, SIDE)
            X = X[:, :, ::-1] if mirrored else X
            X = X.reshape(len(X), -1).T.astype(FLOAT) / FLOAT(255)
            if self.mean is not None:
                X = X + (-self.mean).astype(FLOAT)
            smoothing = float(HYPER.get("labelSmoothing", 0))
            if seed is not None and smoothing:
                Y = (1 - smoothing) * Y + smoothing * 0.5
        if SEVERAL:
            Y = Y == np.arange(DIMS[-1])[:, None]
        return np.ascontiguousarray(X), Y.astype(FLOAT)


def differs(what, here, there):
    sys.exit(
        "%s gives %d photos to %s, but the saved run had %d. Is it the folder of that run, with its Train_data"
        " and Test_data? Was the run made with --limit, --neither or several data sets?"
        % (ARGUMENTS[0], here, what, there)
    )


def photo_examples(folder):
    train, test = photo_paths(folder)
    source = int(HYPER.get("source", 0)) or INPUT["width"]
    bytes_, labels = prepared(train, folder, source)
    if "limit" in DATASET and DATASET["limit"] < len(bytes_):
        chosen = np.sort(np.random.RandomState(int(DATASET.get("seed", 1))).permutation(len(bytes_))[: DATASET["limit"]])
        bytes_, labels = bytes_[chosen], labels[:, chosen]
    kept = [(i, int(label)) for i, label in enumerate(labels[0])]
    learn, validate = divided(kept, float(HYPER.get("validation", 0)), SEED)
    learn, validate = [[i for i, _ in part] for part in (learn, validate)]
    for what, here, key in (("learn from", learn, "trainSize"), ("validate on", validate, "validationSize")):
        if len(here) != DATASET.get(key, len(here)):
            differs(what, len(here), DATASET[key])
    mean = mean_photo(bytes_[learn], SIDE) if HYPER.get("center") or HYPER.get("centre") else None
    tested = prepared(test, folder, INPUT["width"]) if test else (bytes_[:0], labels[:, :0])
    parts = [(bytes_[learn], labels[:, learn]), (bytes_[validate], labels[:, validate]), tested]
    return [Examples(X, Y, mean) for X, Y in parts]


VALIDATION = None
if PHOTOS:
    INPUT = RECIPE["input"]
    SIDE = int(round((DIMS[0] // 3) ** 0.5))
    WHOLE_SIDE, SIDE = SIDE, int(HYPER.get("side", 0)) or SIDE
    VARIED = bool(HYPER.get("mirror") or HYPER.get("shift"))
    DIMS = [SIDE * SIDE * 3] + DIMS[1:]
    TRAIN, VALIDATION, TEST = photo_examples(ARGUMENTS[0])
else:
    VARIED = False
    weights = None
    if str(DATASET.get("id", "")).startswith("tf-") and not RECIPE.get("points"):
        sizes = int(DATASET["trainSize"]), int(DATASET["testSize"])
        train, test, weights = points_of_tensorflow(DATASET["id"], *sizes, DATASET["noise"] / 100, int(DATASET["seed"]))
    elif RECIPE.get("points"):
        train, test = placed_points(held_out=False), placed_points(held_out=True)
    else:
        noise = DATASET["noise"] / 100
        classes = max(2, DIMS[-1])
        train = points(DATASET["id"], int(DATASET["trainSize"]), classes, noise, int(DATASET["seed"]))
        test = points(DATASET["id"], int(DATASET.get("testSize", 100)), classes, noise, int(DATASET["seed"]) + 1)
    TRAIN, TEST = Examples(given(train[0]).astype(FLOAT), train[1]), Examples(given(test[0]).astype(FLOAT), test[1])
m = TRAIN.size

# ---------------------------------------------------------------- network

depth = len(DIMS) - 1
batch_size = min(m, int(HYPER.get("batchSize", 0)) or m)
# Multiplications in one update; beyond this many, LayerLab's order of addition takes long.
work = 3 * batch_size * sum(DIMS[l] * DIMS[l - 1] for l in range(1, depth + 1))
EXACT = FLOAT is np.float64 and "--blas" not in OPTIONS and (work <= 2e7 or "--exact" in OPTIONS)
MOST = 1 << 20


def last_sum(products):
    """The sums along the last axis, in the order of the index; 0 + x first, which makes 0 of -0."""
    return np.add.accumulate(products, axis=-1)[..., -1] + 0.0


@functools.lru_cache(maxsize=None)
def adds_in_order(shape):
    """Whether NumPy, summing an array of this shape along its first axis, goes from the first index to the last."""
    products = np.random.RandomState(0).randn(*shape)
    return np.array_equal(np.add.reduce(products, axis=0), np.add.accumulate(products, axis=0)[-1])


def product(A, B):
    """A @ B. In LayerLab's order each element is a sum from the first index to the last."""
    if not EXACT:
        return A @ B
    rows, inner, columns = A.shape[0], A.shape[1], B.shape[1]
    if inner > 3 and inner * rows * columns <= MOST:
        products = np.multiply(A.T[:, :, None], B[:, None, :], order="C")
        if rows * columns >= 16 and adds_in_order(products.shape):
            return np.add.reduce(products, axis=0) + 0.0
        return np.add.accumulate(products, axis=0)[-1] + 0.0
    C = np.zeros((rows, columns))
    for k in range(inner):
        C += A[:, k : k + 1] * B[k]
    return C


def initial(dims, kind, seed):
    random = Random(seed)
    p = {}
    for l in range(1, len(dims)):
        rows, columns = dims[l], dims[l - 1]
        if kind == "uniform":
            draws = random.rand(rows, columns)
            if not PHOTOS and weights is not None:
                # TensorFlow Playground draws them after its points.
                draws = np.array([weights.uniform() for _ in range(rows * columns)]).reshape(rows, columns)
            p["W%d" % l], p["b%d" % l] = (draws - 0.5).astype(FLOAT), np.full((rows, 1), 0.1, FLOAT)
            continue
        scale = row_of(INITIALIZATION, kind, "initialization")
        p["W%d" % l] = (random.randn(rows, columns) * scale(rows, columns) + 0.0).astype(FLOAT)
        p["b%d" % l] = np.zeros((rows, 1), FLOAT)
    return p


def softmax(Z):
    """e^Z / sum(e^Z) of each column."""
    E = exp(Z - Z.max(axis=0))
    return E / np.add.accumulate(E, axis=0)[-1]


def forward(p, X, dropout=0, seed=0):
    Zs, As, given, masks = [None], [X], [X], [None]
    for l in range(1, depth + 1):
        Z = product(p["W%d" % l], given[-1]) + p["b%d" % l]
        if SEVERAL and l == depth:
            A = softmax(Z.astype(float)).astype(FLOAT)
        else:
            A = np.asarray(row_of(ACTIVATION, ACTIVATIONS[l - 1], "activation")[0](Z.astype(float))).astype(FLOAT)
        mask = None
        if dropout and l < depth:
            keep = 1 - dropout
            mask = np.where(uniform(sub_seed(seed, l), A.size) < keep, 1 / keep, 0).astype(FLOAT).reshape(A.shape)
        Zs.append(Z)
        As.append(A)
        masks.append(mask)
        given.append(A if mask is None else A * mask)
    return Zs, As, given, masks


def summed_cost(AL, Y, ZL):
    """-sum(Y log AL + (1 - Y) log(1 - AL)), of several classes -sum(Y log AL); a term whose factor is 0 counts as 0."""
    if REGRESSION or TENSORFLOW:
        # Half the squared error; by TensorFlow Playground's rules of a tanh that is to be -1 or 1.
        off = AL.astype(float) - Y if REGRESSION else tanh(ZL.astype(float)) - (2 * Y.astype(float) - 1)
        squares = off * off if REGRESSION else off * off * 0.5
        return last_sum(squares.reshape(-1)) / (2 if REGRESSION else 1)
    if SEVERAL:
        with np.errstate(invalid="ignore"):
            return -last_sum(np.where(Y != 0, Y.astype(float) * log(AL.astype(float)), 0).reshape(-1))
    dog, cat = AL.astype(float), 1 - AL.astype(float)
    if FLOAT is np.float32 and RECIPE.get("engine") != "wasm":
        # What float32 cannot tell from 0 or 1 is held off it, so that a certain and wrong answer has a finite cost.
        dog, cat = np.maximum(dog, 2.0**-126), np.maximum((FLOAT(1) - AL).astype(float), 2.0**-25)
    Y = Y.astype(float)
    with np.errstate(invalid="ignore"):
        terms = [np.where(Y != 0, Y * log(dog), 0), np.where(Y != 1, (1 - Y) * log(cat), 0)]
    return -last_sum(np.stack(terms, axis=-1).reshape(-1))


def output_error(AL, Y, ZL):
    if TENSORFLOW and not REGRESSION:
        A = tanh(ZL.astype(float))
        return ((A - (2 * Y.astype(float) - 1)) * (1 - A * A)).astype(FLOAT)
    return AL - Y


def backward(p, Y, Zs, As, given, masks):
    grads = {}
    scale = 1.0 / Y.shape[1]
    dZ = output_error(As[depth], Y, Zs[depth])
    for l in range(depth, 0, -1):
        grads["W%d" % l] = product(dZ, given[l - 1].T) * FLOAT(scale)
        grads["b%d" % l] = (last_sum(dZ.astype(float)) * scale).astype(FLOAT).reshape(-1, 1)
        if l > 1:
            dA = product(p["W%d" % l].T, dZ)
            if masks[l - 1] is not None:
                dA = dA * masks[l - 1]
            Z, A = Zs[l - 1].astype(float), As[l - 1].astype(float)
            if ACTIVATIONS[l - 2] == "relu":
                # In a run that diverges, infinity * 0 is NaN; LayerLab's ReLU passes 0 on.
                dZ = np.where(Z > 0, dA, FLOAT(0))
            else:
                slope = row_of(ACTIVATION, ACTIVATIONS[l - 2], "activation")[1](Z, A)
                dZ = (dA.astype(float) * slope).astype(FLOAT)
    return grads


def measured(p, examples, twice=False):
    """The mean cost and the share of right answers; asked about mirror images too where twice."""
    cost, right = 0.0, 0
    for at in range(0, examples.size, 512):
        chosen = np.arange(at, min(at + 512, examples.size))
        X, Y = examples.of(chosen)
        Zs, As = forward(p, X)[:2]
        AL = As[depth]
        cost += summed_cost(AL, Y, Zs[depth])
        if twice:
            AL = (AL + forward(p, examples.of(chosen, mirrored=True)[0])[1][depth]) / 2
        right += np.sum(AL.argmax(axis=0) == Y.argmax(axis=0) if SEVERAL else (AL > 0.5) == (Y > 0.5))
    return cost / examples.size, right / examples.size


def told(p, examples, twice=False):
    """The accuracy; of a regression R squared, 1 - sum((A - Y)^2) / sum((Y - mean Y)^2)."""
    if not REGRESSION:
        return "accuracy: %.2f %%" % (100.0 * measured(p, examples, twice)[1])
    X, Y = examples.of(np.arange(examples.size))
    A, Y = forward(p, X)[1][depth].astype(float), Y.astype(float)
    return "R2: %.4f" % (1 - np.sum((A - Y) ** 2) / np.sum((Y - np.mean(Y)) ** 2))


def held(W, G, rate, l1, l2):
    """W after a step by TensorFlow Playground's rules: what L1 would carry across 0 becomes -0, and stays there."""
    stepped = W - rate * G
    penalized = stepped - rate * (l1 * np.sign(W) + l2 * W)
    return np.where((W == 0) & np.signbit(W), W, np.where(stepped * penalized < 0, -0.0, penalized + 0.0))


def batch_of(i):
    """Where the batch of an iteration begins in its epoch's order, and how many it has."""
    at = i % per_epoch
    if not TENSORFLOW:
        return at * batch_size, batch_size
    # What is left over at an epoch's end goes into the next one's first batch.
    left = m % batch_size
    return at * batch_size + (0 if i < per_epoch or at == 0 else left), batch_size + (left if i >= per_epoch and at == 0 else 0)


# ---------------------------------------------------------------- training

p = initial(DIMS, HYPER.get("initialization", "normal"), SEED)
state = {name: [np.zeros_like(value), np.zeros_like(value)] for name, value in p.items()}
step_of = row_of(OPTIMIZER, HYPER.get("optimizer", "sgd"), "optimizer")
# Whether weights that L1 has brought to 0 stay there, also without it.
HOLDS = TENSORFLOW and step_of is gradient_descent
penalty = row_of(REGULARIZATION, HYPER.get("regularization", "none"), "regularization")
penalties = penalty(float(HYPER.get("regularizationRate", 0)))
last_choices = {
    "learningRate": HYPER["learningRate"],
    "schedule": HYPER.get("schedule", "constant"),
    "iterations": HYPER.get("iterations", RECIPE["iteration"]),
    "l1": HYPER.get("l1", penalties[0]),
    "l2": HYPER.get("l2", penalties[1]),
    "momentum": momentum,
}
# What was changed during the run, each from an iteration on.
changes = [{"from": at, "learningRate": rate} for at, rate in HYPER.get("learningRates", [])]
changes = list(HYPER.get("changes", changes)) or [{"from": 0}]
# What a person set during the run: iteration, name, row, column, value.
weights_set = list(RECIPE.get("weightsSet", []))
dropout = float(HYPER.get("dropout", 0))
per_epoch = m // batch_size if TENSORFLOW else (m + batch_size - 1) // batch_size
# A run with a validation set keeps the parameters that did best on it, and may have gone on after them.
iterations = max([int(RECIPE["iteration"])] + [at + 1 for at in COSTS])
measure_every = per_epoch if per_epoch > 1 else 20
best = None
cost_sum, cost_count, order, printed, batch = 0.0, 0, np.arange(m), [], None


def set_weights(i):
    while weights_set and weights_set[0][0] <= i:
        name, row, column, value = weights_set.pop(0)[1:]
        p[name][row, column] = value


for i in range(iterations):
    set_weights(i)
    while changes and changes[0]["from"] <= i:
        choices = dict(last_choices, **changes.pop(0))
        l1, l2 = float(choices["l1"]), float(choices["l2"])
        schedule = row_of(SCHEDULE, choices["schedule"], "schedule")
        momentum = float(choices["momentum"])
    epoch, (at, count) = i // per_epoch, batch_of(i)
    if batch_size < m and at == 0:
        order = np.random.RandomState(seed_of(1, epoch)).permutation(m)
        if TENSORFLOW:
            order = np.roll(np.arange(m), m % batch_size if epoch else 0)
    if batch is None or batch_size < m or VARIED:
        batch = TRAIN.of(order[at : at + count], seed_of(3, i))
    x, y = batch
    with np.errstate(over="ignore", invalid="ignore"):
        Zs, As, given, masks = forward(p, x, dropout, seed_of(2, i))
        cost_sum += summed_cost(As[depth], y, Zs[depth]) / y.shape[1]
        cost_count += 1
        if i % RECIPE["costEvery"] == 0:
            printed.append((i, cost_sum / cost_count))
            print("Cost after iteration %i: %f" % printed[-1], flush=True)
        if i % RECIPE["costEvery"] == 0 or batch_size == m:
            cost_sum, cost_count = 0.0, 0
        grads = backward(p, y, Zs, As, given, masks)
        rate = float(choices["learningRate"]) * float(schedule(min(1, i / max(1, int(choices["iterations"])))))
        for name, W in p.items():
            G, W64 = grads[name].astype(float), W.astype(float)
            if HOLDS and name[0] == "W" and l1:
                p[name] = held(W64, G, rate, l1, l2).astype(FLOAT)
                continue
            if name[0] == "W" and (l1 or l2):
                G = G + l1 * np.sign(W64) + l2 * W64
            stepped = W - step_of(state[name], G, rate, i + 1).astype(FLOAT)
            p[name] = np.where((W == 0) & np.signbit(W), W, stepped) if HOLDS and name[0] == "W" else stepped
    done = i + 1 == int(last_choices["iterations"])
    if VALIDATION is not None and VALIDATION.size and ((i + 1) % measure_every == 0 or done):
        cost = measured(p, VALIDATION)[0]
        if best is None or cost < best[1]:
            best = (i + 1, cost, dict(p))
set_weights(iterations)
if best is not None:
    print("kept the parameters after iteration %d, which did best on the validation photos" % best[0])
    p = best[2]

if PHOTOS:
    # The saved network takes whole photos: the mean goes into b1, and a weight is shared by the pixels under it.
    if TRAIN.mean is not None:
        p["b1"] = (p["b1"].astype(float) - p["W1"].astype(float) @ TRAIN.mean).astype(FLOAT)
    by = WHOLE_SIDE // SIDE
    W = p["W1"].reshape(DIMS[1], SIDE, SIDE, 3) / FLOAT(by * by)
    p["W1"] = W.repeat(by, axis=1).repeat(by, axis=2).reshape(DIMS[1], -1)
    TRAIN.mean = TEST.mean = None
    SIDE = WHOLE_SIDE
twice = PHOTOS and bool(INPUT.get("mirror"))
print("train " + told(p, TRAIN, twice))
if TEST.size:
    print("test " + told(p, TEST, twice))
np.savez("parameters.npz", **p)
print("parameters.npz is written")

# ---------------------------------------------------------------- comparison


def meaning(first):
    """What it means that costs differ, the first of them by this share of it."""
    rounding = 1e-3 if FLOAT is np.float32 else 1e-9
    small = first[2] <= rounding
    if PHOTOS and any(path.lower().rsplit(".", 1)[1] not in EXACT_ENDINGS for path, _ in photo_paths(ARGUMENTS[0])[0]):
        return (
            "Some of the photos are JPEG or WebP: Pillow's decoder and LayerLab's may differ by a few levels in a few"
            " pixels, and training enlarges that. Photos saved as PNG would leave no such difference."
        )
    if small and FLOAT is np.float32:
        return (
            "The costs part at iteration %d, by %.0e of them, and the difference grows, as it does when sums of float32"
            " are rounded in another order. This does not make the saved run wrong; float64 runs have no such difference."
            % (first[0], first[2])
        )
    if small and not EXACT:
        return (
            "The costs part at iteration %d, by %.0e of them, and the difference grows, as it does when sums are rounded"
            " in another order: here by BLAS. With --exact, and without --blas, this script adds up in LayerLab's order."
            % (first[0], first[2])
        )
    if small:
        return (
            "The costs part at iteration %d, by %.0e of them: rounded differently at one place, by another version of"
            " LayerLab or another program. In a chaotic run that grows." % (first[0], first[2])
        )
    if first[0] > 0 and not EXACT:
        return (
            "The costs are the same before iteration %d and differ there by %.0e of them. A run with large steps can"
            " enlarge that fast what %s rounds in another order; where steps are small, rounding cannot explain it."
            % (first[0], first[2], "float32" if FLOAT is np.float32 else "BLAS")
        )
    return (
        "Rounding cannot explain this: the costs part at iteration %d, by %.0e of them. The card does not say how they"
        " came about, or another version of LayerLab made the run." % (first[0], first[2])
    )


def comparison():
    """Tells whether the costs are the saved ones; True if each prints the same."""
    pairs = [(i, COSTS[i], float(cost)) for i, cost in printed if i in COSTS]
    if not pairs:
        print("the saved run has no costs to compare with")
        return True
    parting = [(i, there, here, abs(here - there) / max(1e-6, abs(there))) for i, there, here in pairs if here != there]
    count = "the one cost" if len(pairs) == 1 else "all %d costs" % len(pairs)
    verb = ("is", "prints") if len(pairs) == 1 else ("are", "print")
    if not parting:
        print("%s %s the same as LayerLab's, to the last bit" % (count, verb[0]))
        return True
    first = (parting[0][0], 0, parting[0][3] if parting[0][3] == parting[0][3] else 1.0)
    for line, (i, there, here) in enumerate(pairs, 1):
        if "%f" % there != "%f" % here:
            print(
                "line %d (iteration %d) is the first that differs: LayerLab %f, here %f"
                % (printed.index(next(cost for cost in printed if cost[0] == i)) + 1, i, there, here)
            )
            print(meaning(first))
            return False
    print(
        "%s %s the same six decimals as LayerLab's; the largest difference is %.0e of a cost"
        % (count, verb[1], max(gap for _, _, _, gap in parting))
    )
    return True


if not comparison():
    sys.exit(1)
