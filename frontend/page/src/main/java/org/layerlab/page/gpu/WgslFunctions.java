package org.layerlab.page.gpu;

/**
 * Functions in WGSL whose digits do not depend on the device: its own exp and tanh may be off by dozens of units in the
 * last place, and it may take NaN for a number.
 */
final class WgslFunctions {
    /** {@code isNaN(x)}, by the bits: a device may assume that there is none. */
    static final String IS_NAN = """
            fn isNaN(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
            """;

    /** {@code rectified(x, whether)}: the greater of x and 0, or NaN, where {@code whether} is 1; else x. */
    static final String RECTIFIED = IS_NAN + """
            fn rectified(x: f32, whether: u32) -> f32 { return select(x, 0.0, whether == 1u && x < 0.0 && !isNaN(x)); }
            """;

    /**
     * {@code expOf(x) = 2ⁿ·e^r} with {@code r = x − n·ln 2} and a polynomial for e^r (Moshier, Cephes expf), within two
     * units in the last place. x is held to ±87: 1 / (1 + e⁸⁷) is still a normal number, and a GPU may take smaller ones
     * for 0.
     */
    static final String EXP = """
            fn expOf(x: f32) -> f32 {
              let y = clamp(x, -87.0, 87.0);
              let n = round(y * 1.44269504);
              let r = fma(n, 2.12194440e-4, fma(n, -0.693359375, y));
              var e = fma(r, 1.9875691500e-4, 1.3981999507e-3);
              e = fma(e, r, 8.3334519073e-3);
              e = fma(e, r, 4.1665795894e-2);
              e = fma(e, r, 1.6666665459e-1);
              e = fma(e, r, 5.0000001201e-1);
              e = fma(e, r * r, r + 1.0);
              return ldexp(e, i32(n));
            }
            """;

    /** {@code tanhOf(x)}: near 0 a polynomial (Moshier, Cephes tanhf), where 1 − … would cancel. */
    static final String TANH = """
            fn tanhOf(x: f32) -> f32 {
              let z = x * x;
              if (z < 0.390625) {
                var t = fma(z, -5.70498872745e-3, 2.06390887954e-2);
                t = fma(t, z, -5.37397155531e-2);
                t = fma(t, z, 1.33314422036e-1);
                t = fma(t, z, -3.33332819422e-1);
                return fma(t * z, x, x);
              }
              return sign(x) * (1.0 - 2.0 / (expOf(2.0 * abs(x)) + 1.0));
            }
            """;

    /** {@code logOf(a)} of a probability; −infinity of 0, which arrives as {@code p.infinity}, and NaN of NaN. */
    static final String LOG = IS_NAN + """
                    fn logOf(a: f32) -> f32 {
                      if (isNaN(a)) { return a; }
                      return select(log(a), -p.infinity, a <= 0.0);
                    }
                    """;

    /** {@code uniformBits(seed, position)}: the 32 bits of {@link org.layerlab.network.matrix.HashRandom}. */
    static final String HASH = """
            fn mixed(x: u32) -> u32 {
              var h = x ^ (x >> 16u);
              h *= 0x7feb352du;
              h ^= h >> 15u;
              h *= 0x846ca68bu;
              return h ^ (h >> 16u);
            }
            fn uniformBits(seed: u32, position: u32) -> u32 {
              return mixed(mixed(position ^ seed) + 0x9e3779b9u * seed);
            }
            """;

    /** {@code byteOf(word, at)}: the byte at that place of an array, whose word it is in, 0 to 255. */
    static final String BYTE_OF = """
            fn byteOf(word: u32, at: u32) -> f32 { return f32((word >> (at % 4u * 8u)) & 255u); }
            """;

    /** {@code total(lane, value)}: the sum over a group's threads, to each of them. */
    static final String TOTAL = """
            var<workgroup> parts: array<f32, 256>;
            fn total(lane: u32, value: f32) -> f32 {
              parts[lane] = value;
              workgroupBarrier();
              for (var width = 128u; width > 0u; width /= 2u) {
                if (lane < width) { parts[lane] += parts[lane + width]; }
                workgroupBarrier();
              }
              let sum = parts[0];
              workgroupBarrier();
              return sum;
            }
            """;

    /** The same by subgroups, whose threads add up their numbers at once; the rounding may differ. */
    static final String TOTAL_BY_SUBGROUPS = """
            var<private> subgroup: u32;
            var<private> subgroups: u32;
            var<workgroup> parts: array<f32, 256>;
            fn total(lane: u32, value: f32) -> f32 {
              let own = subgroupAdd(value);
              if (subgroupElect()) { parts[subgroup] = own; }
              workgroupBarrier();
              var sum = 0.0;
              for (var s = 0u; s < subgroups; s++) { sum += parts[s]; }
              workgroupBarrier();
              return sum;
            }
            """;

    private WgslFunctions() {}
}
