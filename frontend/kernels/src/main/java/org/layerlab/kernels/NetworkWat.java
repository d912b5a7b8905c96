package org.layerlab.kernels;

/**
 * Many iterations of full-batch gradient descent in one call, so that small networks don't spend their time on the way
 * into the module and out. Does what single steps do, in their order: the digits are the same. Z of a layer with ReLU is
 * not kept, for A says all that its derivative needs.
 *
 * <p>The network is described in memory by 32-bit words: depth L, examples m, the addresses of X, Y and scratch, three
 * words of room; then 16 words a layer: the addresses of W, b, dW, db, Z, A, dZ; n_l, n_{l−1}, the activation's number,
 * six words of room.
 */
final class NetworkWat {
    private NetworkWat() {}

    /** {@code train(network, iterations, rate, l1, l2)}: the summed cost before the last of the updates. */
    static String wat(ScalarType n) {
        return n.fill("""
                (func $train_{s} (param $network i32) (param $iterations i32)
                    (param $rate {s}) (param $l1 {s}) (param $l2 {s}) (result f64)
                  (local $m i32) (local $y i32) (local $scratch i32) (local $first i32) (local $end i32) (local $last i32)
                  (local $layer i32) (local $before i32) (local $input i32) (local $n i32) (local $previous i32)
                  (local $relu i32) (local $scale {s}) (local $cost f64)
                  (local.set $m (i32.load offset=4 (local.get $network)))
                  (local.set $y (i32.load offset=12 (local.get $network)))
                  (local.set $scratch (i32.load offset=16 (local.get $network)))
                  (local.set $first (i32.add (local.get $network) (i32.const 32)))
                  (local.set $last (i32.add (local.get $first)
                    (i32.shl (i32.sub (i32.load (local.get $network)) (i32.const 1)) (i32.const 6))))
                  (local.set $scale ({s}.div ({s}.const 1) ({s}.convert_i32_s (local.get $m))))
                  (loop $iteration
                    ;; forward: Z = W·A + b, A = g(Z)
                    (local.set $layer (local.get $first))
                    (local.set $input (i32.load offset=8 (local.get $network)))
                    (loop $forward
                      (local.set $n (i32.load offset=28 (local.get $layer)))
                      (local.set $previous (i32.load offset=32 (local.get $layer)))
                      (local.set $relu (i32.eqz (i32.load offset=36 (local.get $layer))))
                      (if (i32.and (i32.eq (local.get $previous) (i32.const 2))
                          (i32.ge_u (local.get $m) (i32.const {lanes})))
                        (then
                          (call $pointForward_{s} (i32.load (local.get $layer)) (i32.load offset=4 (local.get $layer))
                            (local.get $n) (local.get $input) (local.get $m)
                            (i32.load (i32.add (local.get $layer)
                              (select (i32.const 20) (i32.const 16) (local.get $relu))))
                            (select ({s}.const 0) ({s}.const -inf) (local.get $relu))))
                        (else
                          (call $productAnd_{s} (i32.load (local.get $layer))
                            (i32.shl (local.get $previous) (i32.const {shift})) (i32.const {bytes}) (local.get $input)
                            (local.get $m) (local.get $previous)
                            (i32.load (i32.add (local.get $layer)
                              (select (i32.const 20) (i32.const 16) (local.get $relu))))
                            (i32.const 0) (local.get $n) (local.get $scratch)
                            (select (i32.const %2$d) (i32.const %1$d) (local.get $relu))
                            (i32.load offset=4 (local.get $layer)))))
                      (if (i32.eqz (local.get $relu)) (then
                          (call $activate_{s} (i32.load offset=36 (local.get $layer))
                            (i32.load offset=16 (local.get $layer)) (i32.load offset=20 (local.get $layer))
                            (i32.mul (local.get $n) (local.get $m)))))
                      (local.set $input (i32.load offset=20 (local.get $layer)))
                      (local.set $layer (i32.add (local.get $layer) (i32.const 64)))
                      (br_if $forward (i32.le_u (local.get $layer) (local.get $last))))
                    (if (i32.eq (local.get $iterations) (i32.const 1)) (then
                      (local.set $cost (call $crossEntropy_{s} (local.get $input) (local.get $y) (local.get $m)))))
                    ;; backward: dW = dZ·Aᵀ / m, db = Σ dZ / m, dZ = Wᵀ·dZ ∘ g'(Z)
                    (local.set $layer (local.get $last))
                    (call $outputError_{s} (local.get $input) (local.get $y) (i32.load offset=24 (local.get $layer))
                      (local.get $m))
                    (loop $backward
                      (local.set $n (i32.load offset=28 (local.get $layer)))
                      (local.set $previous (i32.load offset=32 (local.get $layer)))
                      (local.set $before (i32.sub (local.get $layer) (i32.const 64)))
                      (local.set $input (i32.load (select
                        (i32.add (local.get $network) (i32.const 8))
                        (i32.add (local.get $before) (i32.const 20))
                        (i32.eq (local.get $layer) (local.get $first)))))
                      (if (i32.and (i32.eq (local.get $previous) (i32.const 2))
                          (i32.le_u (local.get $m) (i32.const %4$d)))
                        (then
                          (call $pointGradient_{s} (i32.load offset=24 (local.get $layer)) (local.get $n)
                            (local.get $input) (local.get $m) (local.get $scale)
                            (i32.load offset=8 (local.get $layer)) (i32.load offset=12 (local.get $layer))))
                        (else (if (i32.and (i32.eq (local.get $n) (i32.const 1))
                            (i32.le_u (local.get $m) (i32.const %4$d)))
                          (then
                            (call $outputGradient_{s} (i32.load offset=24 (local.get $layer)) (local.get $previous)
                              (local.get $input) (local.get $m) (local.get $scale)
                              (i32.load offset=8 (local.get $layer)) (i32.load offset=12 (local.get $layer))))
                          (else
                            (call $productT_{s} (i32.load offset=24 (local.get $layer)) (local.get $input)
                              (local.get $previous) (local.get $m) (local.get $scale)
                              (i32.load offset=8 (local.get $layer)) (i32.const 0) (local.get $n) (local.get $scratch))
                            (call $sumColumns_{s} (i32.load offset=24 (local.get $layer)) (local.get $n) (local.get $m)
                              (local.get $scale) (i32.load offset=12 (local.get $layer)))))))
                      (if (i32.ne (local.get $layer) (local.get $first)) (then
                        (local.set $relu (i32.eqz (i32.load offset=36 (local.get $before))))
                        (if (i32.and (local.get $relu) (i32.and (i32.eq (local.get $n) (i32.const 1))
                            (i32.ge_u (local.get $m) (i32.const {lanes}))))
                          (then
                            (call $beforeOutput_{s} (i32.load (local.get $layer)) (local.get $previous)
                              (i32.load offset=24 (local.get $layer)) (local.get $m)
                              (i32.load offset=20 (local.get $before)) (i32.load offset=24 (local.get $before))))
                          (else
                            (call $productAnd_{s} (i32.load (local.get $layer)) (i32.const {bytes})
                              (i32.shl (local.get $previous) (i32.const {shift})) (i32.load offset=24 (local.get $layer))
                              (local.get $m) (local.get $n) (i32.load offset=24 (local.get $before))
                              (i32.const 0) (local.get $previous) (local.get $scratch)
                              (select (i32.const %3$d) (i32.const 0) (local.get $relu))
                              (i32.load offset=20 (local.get $before)))))
                        (if (i32.eqz (local.get $relu)) (then (call $backward_{s} (i32.load offset=36 (local.get $before))
                          (i32.load offset=16 (local.get $before)) (i32.load offset=20 (local.get $before))
                          (i32.load offset=24 (local.get $before)) (i32.load offset=24 (local.get $before))
                          (i32.mul (local.get $previous) (local.get $m)))))))
                      (local.set $layer (local.get $before))
                      (br_if $backward (i32.ge_u (local.get $layer) (local.get $first))))
                    ;; update: W −= rate·(dW + l1·sign(W) + l2·W); biases are not penalised
                    (local.set $layer (local.get $first))
                    (loop $update
                      (call $descend_{s} (i32.load (local.get $layer)) (i32.load offset=8 (local.get $layer))
                        (i32.mul (i32.load offset=28 (local.get $layer)) (i32.load offset=32 (local.get $layer)))
                        (local.get $rate) (local.get $l1) (local.get $l2))
                      (call $descend_{s} (i32.load offset=4 (local.get $layer)) (i32.load offset=12 (local.get $layer))
                        (i32.load offset=28 (local.get $layer)) (local.get $rate) ({s}.const 0) ({s}.const 0))
                      (local.set $layer (i32.add (local.get $layer) (i32.const 64)))
                      (br_if $update (i32.le_u (local.get $layer) (local.get $last))))
                    (br_if $iteration (local.tee $iterations (i32.sub (local.get $iterations) (i32.const 1)))))
                  (local.get $cost)
                )
                """.formatted(
                ProductWat.ADD_BIAS, ProductWat.ADD_BIAS_RELU, ProductWat.WHERE_POSITIVE, TransposedProductWat.DEPTH));
    }
}
