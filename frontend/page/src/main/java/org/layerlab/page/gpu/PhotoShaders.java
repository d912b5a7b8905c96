package org.layerlab.page.gpu;

import java.util.function.IntToDoubleFunction;
import org.layerlab.network.data.JpegTraces;
import org.layerlab.network.data.PhotoTint;

/**
 * Photos varied as drawn: see {@code network.data} for what each step means. A picture on the way takes {@code p.stride}
 * numbers, 0 to 255, pixel by pixel; {@code e} is the number's place in it.
 */
final class PhotoShaders {
    /** Which picture {@code j}, and its number {@code e}: pixel {@code (x, y)}, color {@code c}, of a side. */
    private static String numberOf(String side) {
        return """
                let j = i / p.stride;
                let e = i % p.stride;
                let side = i32(at(j, SIDE_HERE));
                if (e >= u32(side * side * 3)) { return; }
                let c = i32(e % 3u);
                let x = i32(e / 3u) % side;
                let y = i32(e / 3u) / side;
                """.replace("SIDE_HERE", side);
    }

    /** {@code sample(v)}: rounded to what a byte holds. */
    private static final String SAMPLE = "fn sample(v: f32) -> f32 { return floor(clamp(v, 0.0, 255.0) + 0.5); }\n";

    /**
     * {@code overlap(k, begin, reach)}: how much of the pixel k lies in a stretch, as a share of it.
     */
    private static final String OVERLAP = """
            fn overlap(k: i32, begin: f32, reach: f32) -> f32 {
              return max(0.0, min(f32(k + 1), begin + reach) - max(f32(k), begin)) / reach;
            }
            """;

    /**
     * Adds up what lies under a window, in {@code sum}.
     *
     * @param pixel its value at row {@code v} and column {@code h}
     */
    private static String window(String pixel) {
        return """
                var sum = 0.0;
                for (var k = i32(floor(top)); f32(k) < top + high; k++) {
                  let v = clamp(k, 0, full - 1);
                  var row = 0.0;
                  for (var l = i32(floor(left)); f32(l) < left + wide; l++) {
                    let h = clamp(l, 0, full - 1);
                    row += overlap(l, left, wide) * PIXEL;
                  }
                  sum += overlap(k, top, high) * row;
                }
                """.replace("PIXEL", pixel);
    }

    private static final String BYTE_AT = WgslFunctions.BYTE_OF + """
            fn byteAt(j: u32, full: i32, y: i32, x: i32, c: i32) -> f32 {
              let b = u32(at(j, PHOTO)) * u32(full * full * 3) + u32((y * full + x) * 3 + c);
              var word = 0u;
              if (at(j, MADE_UP) == 1.0) { word = made[b / 4u]; } else { word = bytes[b / 4u]; }
              return byteOf(word, b);
            }
            """;

    /** The mean of four pixels, by shares in 256ths: the same digits as on the CPU. */
    private static final String BETWEEN = """
            fn between(j: u32, full: i32, top: f32, left: f32, c: i32) -> f32 {
              let y = clamp(top, 0.0, f32(full - 1));
              let x = clamp(left, 0.0, f32(full - 1));
              let upper = i32(y);
              let before = i32(x);
              let lower = min(full - 1, upper + 1);
              let after = min(full - 1, before + 1);
              let down = floor((y - f32(upper)) * 256.0);
              let across = floor((x - f32(before)) * 256.0);
              let first = byteAt(j, full, upper, before, c) * (256.0 - across)
                  + byteAt(j, full, upper, after, c) * across;
              let second = byteAt(j, full, lower, before, c) * (256.0 - across)
                  + byteAt(j, full, lower, after, c) * across;
              return floor((first * (256.0 - down) + second * down + 32768.0) / 65536.0);
            }
            """;

    /** The photos, cut, mirrored, moved, zoomed and tinted; {@code p.photo} is the side of those that are kept. */
    static final Shader SHOW = Shader.each("showPhotos")
            .readsAs("u32", "bytes")
            .readsAs("u32", "made")
            .reads("plan")
            .writes("B")
            .counts("stride", "photo")
            .with(Drawn.declared() + OVERLAP + BYTE_AT + BETWEEN)
            .body(numberOf("SIDE") + """
                            let full = select(i32(p.photo), side, at(j, MADE_UP) == 1.0);
                            let left = at(j, FROM_X) + f32(x) * at(j, STEP_X);
                            let top = at(j, FROM_Y) + f32(y) * at(j, STEP_Y);
                            let wide = at(j, REACH_X);
                            let high = at(j, REACH_Y);
                            var shown = 0.0;
                            if (wide == 0.0) {
                              shown = between(j, full, top, left, c);
                            } else {
                            """ + window("byteAt(j, full, v, h, c)") + """
                            shown = floor(sum + 0.5);
                            }
                            let tint = at(j, BLUE + u32(c));
                            """
                    + "B[i] = min(255.0, floor(shown * tint / " + PhotoTint.SHARES + ".0));");

    /** All pictures with fewer or more pixels. */
    static final Shader REDUCE = resized("reducePhotos", "SIDE", "FEWER");

    static final Shader ENLARGE = resized("enlargePhotos", "FEWER", "SIDE");

    static final Shader FIT = resized("fitPhotos", "SIDE", "TARGET");

    private static Shader resized(String name, String from, String to) {
        return Shader.each(name)
                .reads("plan", "A")
                .writes("B")
                .counts("stride")
                .with(Drawn.declared() + OVERLAP)
                .body(numberOf(to)
                        + "let full = i32(at(j, " + from + "));\n"
                        + """
                                let step = f32(full) / f32(side);
                                let wide = max(1.0, step);
                                let high = wide;
                                let left = f32(x) * step + (step - wide) / 2.0;
                                let top = f32(y) * step + (step - wide) / 2.0;
                                """
                        + window("A[i - e + u32((v * full + h) * 3 + c)]")
                        + "B[i] = floor(sum + 0.5);");
    }

    /** Sharpened or blurred, with noise. */
    static final Shader DISTURB = Shader.each("disturbPhotos")
            .reads("plan", "A")
            .writes("B")
            .counts("stride")
            .with(Drawn.declared() + SAMPLE + WgslFunctions.HASH + """
                            fn evenly(seed: u32, position: u32) -> f32 {
                              return f32(uniformBits(seed, position)) / 4294967296.0;
                            }
                            """)
            .body(numberOf("SIDE") + """
                            var v = A[i];
                            let amount = at(j, SHARPNESS);
                            if (amount != 0.0) {
                              var sum = 0.0;
                              var count = 0.0;
                              for (var k = max(0, x - 1); k <= min(side - 1, x + 1); k++) {
                                for (var l = y - 1; l <= y + 1; l++) {
                                  sum += A[i - e + u32((clamp(l, 0, side - 1) * side + k) * 3 + c)];
                                  count += 1.0;
                                }
                              }
                              v = sample(v + amount * (v - sum / count));
                            }
                            let noise = at(j, NOISE);
                            if (noise > 0.0) {
                              let seed = u32(at(j, SEED_HIGH)) * 65536u + u32(at(j, SEED_LOW));
                              let four = evenly(seed, 4u * e) + evenly(seed, 4u * e + 1u)
                                  + evenly(seed, 4u * e + 2u) + evenly(seed, 4u * e + 3u);
                              v = sample(v + noise * (four - 2.0));
                            }
                            B[i] = v;
                            """);

    private static String table(String name, int count, IntToDoubleFunction value) {
        StringBuilder text = new StringBuilder("var<private> " + name + ": array<f32, " + count + "> = array<f32, ");
        text.append(count).append(">(");
        for (int i = 0; i < count; i++) {
            text.append(value.applyAsDouble(i)).append(i == count - 1 ? ");\n" : ", ");
        }
        return text.toString();
    }

    private static final int BLOCK = JpegTraces.BLOCK;
    private static final int PIXELS = BLOCK * BLOCK;

    /** One pass of the cosine transform along rows or columns; a thread for each of a block's 192 numbers. */
    private static String transform(String from, String to, String factor, String number) {
        return """
                if (lane < 192u) {
                  var sum = 0.0;
                  for (var k = 0u; k < 8u; k++) { sum += COSINES[FACTOR] * FROM[channel + NUMBER]; }
                  TO[lane] = sum;
                }
                workgroupBarrier();
                """.replace("FACTOR", factor)
                .replace("FROM", from)
                .replace("NUMBER", number)
                .replace("TO", to);
    }

    /** What JPEG leaves in each block of 8×8 pixels, in place: a group a block. */
    static final Shader COMPRESS = Shader.groups("compressPhotos")
            .reads("plan")
            .writes("A")
            .counts("stride", "across")
            .with(Drawn.declared()
                    + SAMPLE
                    + table("COSINES", PIXELS, i -> JpegTraces.cosine(i / BLOCK, i % BLOCK))
                    + table("LUMINANCE", PIXELS, JpegTraces::luminance)
                    + table("CHROMINANCE", PIXELS, JpegTraces::chrominance)
                    + "var<workgroup> values: array<f32, 192>;\nvar<workgroup> halfway: array<f32, 192>;\n")
            .body("""
                    let j = group / (p.across * p.across);
                    let block = group % (p.across * p.across);
                    let side = u32(at(j, SIDE));
                    let left = block % p.across * 8u;
                    let top = block / p.across * 8u;
                    let quality = i32(at(j, QUALITY));
                    if (quality == 0 || left + 8u > side || top + 8u > side) { return; }
                    let pixel = j * p.stride + ((top + lane / 8u % 8u) * side + left + lane % 8u) * 3u;
                    if (lane < 64u) {
                      let b = A[pixel];
                      let r = A[pixel + 2u];
                      let luma = 0.299 * r + 0.587 * A[pixel + 1u] + 0.114 * b;
                      values[lane] = luma - 128.0;
                      values[lane + 64u] = (b - luma) / 1.772;
                      values[lane + 128u] = (r - luma) / 1.402;
                    }
                    workgroupBarrier();
                    let channel = lane / 64u * 64u;
                    let row = lane % 64u / 8u;
                    let column = lane % 8u;
                    """ + transform("values", "halfway", "column * 8u + k", "row * 8u + k")
                    + transform("halfway", "values", "row * 8u + k", "k * 8u + column")
                    + """
                    if (lane < 192u) {
                      let scale = select(200 - 2 * quality, 5000 / quality, quality < 50);
                      let entry = select(CHROMINANCE[lane % 64u], LUMINANCE[lane % 64u], lane < 64u);
                      let step = f32(clamp((i32(entry) * scale + 50) / 100, 1, 255));
                      values[lane] = round(values[lane] / step) * step;
                    }
                    workgroupBarrier();
                    """ + transform("values", "halfway", "k * 8u + column", "row * 8u + k")
                    + transform("halfway", "values", "k * 8u + row", "k * 8u + column")
                    + """
                    if (lane < 64u) {
                      let luma = values[lane] + 128.0;
                      let b = luma + 1.772 * values[lane + 64u];
                      let r = luma + 1.402 * values[lane + 128u];
                      A[pixel] = sample(b);
                      A[pixel + 1u] = sample((luma - 0.299 * r - 0.114 * b) / 0.587);
                      A[pixel + 2u] = sample(r);
                    }
                    """);

    /** The pictures, blended, as the columns of X. */
    static final Shader FINISH = Shader.each("finishPhotos")
            .reads("plan", "A")
            .writes("X")
            .counts("stride", "columns")
            .with(Drawn.declared())
            .body("""
                    let j = i % p.columns;
                    let f = i / p.columns;
                    var v = A[j * p.stride + f];
                    let share = at(j, SHARE);
                    if (share > 0.0) {
                      v = floor((1.0 - share) * v + share * A[u32(at(j, OTHER)) * p.stride + f] + 0.5);
                    }
                    X[i] = v / 255.0;
                    """);

    private PhotoShaders() {}
}
