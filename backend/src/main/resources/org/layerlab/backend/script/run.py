"""Trains a network again, exactly as LayerLab did, with NumPy alone.

Playground runs need nothing but this file:           python run.py
Runs on photos need the folder they were trained on:  python run.py FOLDER

Points, initial weights, the order of the examples and the units left out by dropout follow from the seed, as in
LayerLab; the printed costs are the same. These things differ:
- a run in float32 differs from the sixth digit or so on, because sums are added up in another order;
- photos are decoded and resized by OpenCV (cv2), or without it by Pillow, whose pixels differ a little;
- LayerLab kept a part of an unsplit data set for testing, which this script does not leave out: give it the folder
  with Train_data in it;
- of the ways in which a run varies photos, this script only mirrors them, and it says so where a run did more.
"""

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
FLOAT = np.float32 if RECIPE["precision"] == "float32" else np.float64
SEED = int(HYPER.get("seed", DATASET.get("seed", 1)))

# ---------------------------------------------------------------- choices


def row_of(table, name, what):
    """The row of a table; a name that the table lacks ends the script."""
    if name not in table:
        sys.exit("%s %r is unknown to this script; it knows %s" % (what, name, ", ".join(sorted(table))))
    return table[name]


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


def gradient_descent(moments, d, t):
    return d


def with_momentum(moments, d, t):
    moments[0] = momentum * moments[0] + d
    return moments[0]


def adam(moments, d, t):
    moments[0] = FLOAT(0.9) * moments[0] + FLOAT(1 - 0.9) * d
    moments[1] = FLOAT(0.999) * moments[1] + FLOAT(1 - 0.999) * d * d
    first = moments[0] * FLOAT(1 / (1 - 0.9**t))
    second = moments[1] * FLOAT(1 / (1 - 0.999**t))
    return first / (np.sqrt(second) + FLOAT(1e-8))


# The step, before the learning rate, from a parameter's two moments, its gradient and the number of the update.
OPTIMIZER = {"sgd": gradient_descent, "momentum": with_momentum, "adam": adam}

# The factors of sign(W) and W that a penalty adds to dW, from its rate.
REGULARIZATION = {"none": lambda rate: (0.0, 0.0), "L1": lambda rate: (rate, 0.0), "L2": lambda rate: (0.0, rate)}

# ---------------------------------------------------------------- random numbers


def mix(x):
    """Chris Wellons' lowbias32, a 32-bit hash."""
    x = x ^ (x >> np.uint32(16))
    x = x * np.uint32(0x7FEB352D)
    x = x ^ (x >> np.uint32(15))
    x = x * np.uint32(0x846CA68B)
    return x ^ (x >> np.uint32(16))


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


# ---------------------------------------------------------------- data


def points(name, count, noise, seed):
    """X of shape (2, count), Y of shape (1, count); circle, moons and blobs are scikit-learn's."""
    random = np.random.RandomState(seed)
    first = count - count // 2 if name == "blobs" else count // 2
    second = count - first
    if name == "circle":
        angles = [np.arange(first) * (2 * np.pi / first), np.arange(second) * (2 * np.pi / second)]
        x = np.concatenate([np.cos(angles[0]), np.cos(angles[1]) * 0.8])
        y = np.concatenate([np.sin(angles[0]), np.sin(angles[1]) * 0.8])
    elif name == "moons":
        outer, inner = np.linspace(0, np.pi, first), np.linspace(0, np.pi, second)
        x = np.concatenate([np.cos(outer), 1 - np.cos(inner)])
        y = np.concatenate([np.sin(outer), 1 - np.sin(inner) - 0.5])
    elif name == "blobs":
        x = np.concatenate([-np.ones(first), np.ones(second)])
        y = x.copy()
    elif name == "xor":
        draws = random.rand(count, 3)
        side = np.where(draws[:, 0] < 0.5, -1.0, 1.0)
        x = side * draws[:, 1]
        y = np.where(np.arange(count) < first, side, -side) * draws[:, 2]
    elif name == "spiral":
        along = np.concatenate([np.arange(first) / first, np.arange(second) / second])
        angle = 1.75 * 2 * np.pi * along + np.where(np.arange(count) < first, 0, np.pi)
        x, y = along * np.sin(angle), along * np.cos(angle)
    else:
        sys.exit("data set %r is unknown to this script" % name)
    if name == "blobs":
        noises = noise * random.randn(count, 2)
        order = random.permutation(count)
        x, y = (x + noises[:, 0])[order], (y + noises[:, 1])[order]
    else:
        order = random.permutation(count)
        noises = noise * random.randn(count, 2)
        x, y = x[order] + noises[:, 0], y[order] + noises[:, 1]
    return np.array([x, y]), (order >= first).astype(float).reshape(1, -1)


def placed_points(held_out):
    """Points that a person placed; a part of them is held out for testing."""
    percent = int(DATASET.get("percTrainData", 100))
    up_to = [(n * percent + 99) // 100 for n in range(len(RECIPE["points"]) + 1)]
    rows = [p for i, p in enumerate(RECIPE["points"]) if (up_to[i + 1] == up_to[i]) == held_out]
    table = np.array(rows, dtype=float).reshape(-1, 3).T
    return table[:2], table[2:]


def natural(name):
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name.lower()) if part]


def label(path):
    """0 is cat, 1 is dog, by the file's or the folder's name; of Oxford's set, breeds of cats begin with a capital."""
    folder, name = os.path.basename(os.path.dirname(path)), os.path.basename(path)
    for text in (name, folder):
        if text.lower().startswith(("cat", "dog")):
            return int(text.lower().startswith("dog"))
    return int(name[0].islower())


def read_photo(path):
    """64 rows of 64 pixels, each blue, green, red, 0 to 255."""
    try:
        import cv2

        return cv2.resize(cv2.imread(path), (64, 64), interpolation=cv2.INTER_CUBIC)
    except ImportError:
        from PIL import Image

        return np.asarray(Image.open(path).convert("RGB").resize((64, 64), Image.BICUBIC))[:, :, ::-1]


def photos(folder, split):
    for root, folders, _ in os.walk(folder):
        if split in folders:
            folder = os.path.join(root, split)
            break
    else:
        if split != "Train_data":
            return None, None
    paths = []
    for root, _, names in os.walk(folder):
        paths += [os.path.join(root, n) for n in names if n.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))]
    paths.sort(key=lambda path: natural(os.path.relpath(path, folder)))
    if not paths:
        sys.exit("there are no photos in " + folder)
    bytes_ = np.stack([read_photo(path) for path in paths])
    return bytes_, np.array([[label(path) for path in paths]], dtype=float)


PHOTOS = RECIPE["kind"] == "photos"
test_X = test_Y = None
if PHOTOS:
    if len(sys.argv) != 2:
        sys.exit("usage: python run.py FOLDER   (the photos that this network was trained on)")
    for key, plain, what in (
        ("shift", 0, "moved photos by up to %s pixels"),
        ("zoom", 0, "enlarged and reduced photos by up to %s"),
        ("tint", 0, "varied colors by up to %s"),
        ("side", 64, "trained on photos of %s pixels a side"),
        ("validation", 0, "kept a share of %s for validation"),
    ):
        if HYPER.get(key, plain) != plain:
            what %= HYPER[key]
            print("Note: LayerLab " + what + "; this script does not, so its costs differ.", file=sys.stderr)
    train_bytes, Y = photos(sys.argv[1], "Train_data")
    mean = 0.0
    if HYPER.get("center") or HYPER.get("centre"):
        mean = train_bytes.reshape(len(train_bytes), -1).T.mean(axis=1, keepdims=True) / 255.0

    def prepared(photos_):
        return (photos_.reshape(len(photos_), -1).T / 255.0 - mean).astype(FLOAT)

    test_bytes, test_Y = photos(sys.argv[1], "Test_data")
    if test_bytes is not None:
        test_X = prepared(test_bytes)
    X = prepared(train_bytes)
elif RECIPE.get("points"):
    X, Y = placed_points(held_out=False)
    test_X, test_Y = placed_points(held_out=True)
else:
    noise = DATASET["noise"] / 100
    X, Y = points(DATASET["id"], int(DATASET["trainSize"]), noise, int(DATASET["seed"]))
    test_X, test_Y = points(DATASET["id"], int(DATASET.get("testSize", 100)), noise, int(DATASET["seed"]) + 1)
X, Y = X.astype(FLOAT), Y.astype(FLOAT)
m = X.shape[1]

# ---------------------------------------------------------------- network


def initial(dims, kind, seed):
    random = np.random.RandomState(seed)
    p = {}
    for l in range(1, len(dims)):
        rows, columns = dims[l], dims[l - 1]
        scale = row_of(INITIALIZATION, kind, "initialization")
        p["W%d" % l] = (random.randn(rows, columns) * scale(rows, columns)).astype(FLOAT)
        p["b%d" % l] = np.zeros((rows, 1), FLOAT)
    return p


def slope(name, Z, A):
    """The derivative of an activation: a factor of dA."""
    return np.asarray(row_of(ACTIVATION, name, "activation")[1](Z, A)).astype(FLOAT)


def forward(p, X, dropout, seed):
    Zs, As, given, masks = [None], [X], [X], [None]
    for l in range(1, depth + 1):
        Z = p["W%d" % l] @ given[-1] + p["b%d" % l]
        A = row_of(ACTIVATION, ACTIVATIONS[l - 1], "activation")[0](Z)
        mask = None
        if dropout and l < depth:
            keep = 1 - dropout
            mask = np.where(uniform(sub_seed(seed, l), A.size) < keep, 1 / keep, 0).astype(FLOAT).reshape(A.shape)
        Zs.append(Z)
        As.append(A)
        masks.append(mask)
        given.append(A if mask is None else A * mask)
    return Zs, As, given, masks


def cost_of(AL, Y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.sum(np.where(Y == 1, np.log(AL), np.log(1 - AL)), dtype=np.float64) / Y.shape[1]


def backward(p, Y, Zs, As, given, masks):
    grads = {}
    count = Y.shape[1]
    dZ = As[depth] - Y
    for l in range(depth, 0, -1):
        grads["W%d" % l] = dZ @ given[l - 1].T / count
        grads["b%d" % l] = np.sum(dZ, axis=1, keepdims=True) / count
        if l > 1:
            dA = p["W%d" % l].T @ dZ
            if masks[l - 1] is not None:
                dA = dA * masks[l - 1]
            dZ = dA * slope(ACTIVATIONS[l - 2], Zs[l - 1], As[l - 1])
    return grads


def accuracy(p, X, Y):
    right = 0
    for at in range(0, X.shape[1], 512):
        AL = forward(p, X[:, at : at + 512], 0, 0)[1][depth]
        right += np.sum((AL > 0.5) == (Y[:, at : at + 512] > 0.5))
    return 100.0 * right / X.shape[1]


# ---------------------------------------------------------------- training

depth = len(DIMS) - 1
p = initial(DIMS, HYPER.get("initialization", "normal"), SEED)
state = {name: [np.zeros_like(value), np.zeros_like(value)] for name, value in p.items()}
batch_size = int(HYPER.get("batchSize", 0)) or m
batch_size = min(m, batch_size)
step_of = row_of(OPTIMIZER, HYPER.get("optimizer", "sgd"), "optimizer")
momentum = FLOAT(HYPER.get("momentum", 0.9))
penalty = row_of(REGULARIZATION, HYPER.get("regularization", "none"), "regularization")
penalties = penalty(float(HYPER.get("regularizationRate", 0)))
last_choices = {
    "learningRate": HYPER["learningRate"],
    "schedule": HYPER.get("schedule", "constant"),
    "iterations": HYPER.get("iterations", RECIPE["iteration"]),
    "l1": HYPER.get("l1", penalties[0]),
    "l2": HYPER.get("l2", penalties[1]),
}
# What was changed during the run, each from an iteration on.
changes = [{"from": at, "learningRate": rate} for at, rate in HYPER.get("learningRates", [])]
changes = HYPER.get("changes", changes) or [{"from": 0}]
dropout = float(HYPER.get("dropout", 0))
per_epoch = (m + batch_size - 1) // batch_size
cost_sum, cost_count, order, last = 0.0, 0, np.arange(m), None

for i in range(int(RECIPE["iteration"])):
    while changes and changes[0]["from"] <= i:
        choices = dict(last_choices, **changes.pop(0))
        l1, l2 = float(choices["l1"]), float(choices["l2"])
        schedule = row_of(SCHEDULE, choices["schedule"], "schedule")
    epoch, at = i // per_epoch, i % per_epoch * batch_size
    if batch_size < m and at == 0:
        order = np.random.RandomState(seed_of(1, epoch)).permutation(m)
    if batch_size < m or HYPER.get("mirror"):
        chosen = order[at : at + batch_size]
        if PHOTOS and HYPER.get("mirror"):
            shown = train_bytes[chosen]
            mirrored = uniform(seed_of(3, i), len(chosen)) < 0.5
            shown[mirrored] = shown[mirrored][:, :, ::-1]
            x = prepared(shown)
        else:
            x = X[:, chosen]
        y = Y[:, chosen]
    else:
        x, y = X, Y
    Zs, As, given, masks = forward(p, x, dropout, seed_of(2, i))
    cost_sum += cost_of(As[depth], y)
    cost_count += 1
    if i % RECIPE["costEvery"] == 0:
        last = (i, cost_sum / cost_count)
        print("Cost after iteration %i: %f" % last, flush=True)
    if i % RECIPE["costEvery"] == 0 or batch_size == m:
        cost_sum, cost_count = 0.0, 0
    grads = backward(p, y, Zs, As, given, masks)
    rate = float(choices["learningRate"]) * schedule(min(1, i / max(1, int(choices["iterations"]))))
    for name, W in p.items():
        d = grads[name]
        if name[0] == "W" and (l1 or l2):
            d = d + FLOAT(l1) * np.sign(W) + FLOAT(l2) * W
        p[name] = W - FLOAT(rate) * step_of(state[name], d, i + 1)

print("train accuracy: %.2f %%" % accuracy(p, X, Y))
if test_X is not None and test_X.shape[1] > 0:
    print("test accuracy: %.2f %%" % accuracy(p, test_X.astype(FLOAT), test_Y))
recorded = RECIPE.get("lastCost")
if last and recorded and recorded[0] == last[0]:
    print("the card's last cost is %r, this one %r" % (recorded[1], float(last[1])))
np.savez("parameters.npz", **p)
print("parameters.npz is written")
