"""The same network in NumPy, float32, features by rows. Answers each line "FIGURE MILLISECONDS" with a rate."""

import platform
import sys
import time

import numpy as np

RATE = np.float32(0.01)


def blas():
    """Whose products are behind NumPy, as far as this system tells."""
    np.ones((64, 64), np.float32) @ np.ones((64, 64), np.float32)
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            return "OpenBLAS" if "openblas" in maps.read() else "another BLAS"
    except OSError:
        return "its BLAS"


def training(layers, m):
    random = np.random.default_rng(1)
    X = random.random((layers[0], m), np.float32)
    Y = (np.arange(m) % 2).astype(np.float32).reshape(1, m)
    W = [
        random.standard_normal((n, k), np.float32) * np.float32(np.sqrt(2 / k))
        for k, n in zip(layers, layers[1:])
    ]
    b = [np.zeros((n, 1), np.float32) for n in layers[1:]]
    last = len(W) - 1

    def step():
        A = [X]
        for l in range(last + 1):
            Z = W[l] @ A[l]
            Z += b[l]
            if l < last:
                A.append(np.maximum(Z, 0, out=Z))
            else:
                A.append(1 / (1 + np.exp(-Z)))
        dZ = (A[-1] - Y) / np.float32(m)
        for l in range(last, -1, -1):
            dW = dZ @ A[l].T
            db = dZ.sum(axis=1, keepdims=True)
            if l > 0:
                dZ = (W[l].T @ dZ) * (A[l] > 0)
            dW *= RATE
            W[l] -= dW
            b[l] -= RATE * db

    return step


def rate(step, count, milliseconds):
    start = time.perf_counter()
    done = 0
    while True:
        step()
        done += count
        elapsed = time.perf_counter() - start
        if 1000 * elapsed >= milliseconds:
            return done / elapsed


def main():
    print(f"NumPy {np.__version__} with {blas()}, Python {platform.python_version()}", flush=True)
    steps = {}
    for line in sys.stdin:
        figure, milliseconds = line.split()
        if figure == "train-photos":
            layers, m, count = [12288, 800, 10, 1], 256, 256
        else:
            layers, m, count = [int(n) for n in figure.split("-")[1:]], 300, 1
        if figure not in steps:
            steps[figure] = training(layers, m)
        rate(steps[figure], count, 250)
        print(rate(steps[figure], count, int(milliseconds)), flush=True)


main()
