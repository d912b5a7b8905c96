package org.layerlab.page.gpu;

/** The few numbers of each channel between the passes of a batch normalization. */
final class NormShaders {
    static final Shader FACTORS = Shader.each("normFactors")
            .reads("gamma", "beta", "mean", "variance")
            .writes("scale", "shift")
            .numbers("epsilon")
            .body("""
                    let factor = gamma[i] / sqrt(variance[i] + p.epsilon);
                    let center = mean[i];
                    let begin = beta[i];
                    scale[i] = factor;
                    shift[i] = begin - center * factor;
                    """);

    /** Of N values in m examples. */
    static final Shader GRADIENTS = Shader.each("normGradients")
            .reads("sums", "gamma", "mean", "variance")
            .writes("dGamma", "dBeta", "factors")
            .counts("throughMoments")
            .numbers("epsilon", "m", "N")
            .body("""
                    let inverse = 1.0 / sqrt(variance[i] + p.epsilon);
                    let s = sums[2u * i];
                    let t = sums[2u * i + 1u] * inverse;
                    let scale = gamma[i] * inverse;
                    dGamma[i] = t / p.m;
                    dBeta[i] = s / p.m;
                    var f = 0.0;
                    var constant = 0.0;
                    if (p.throughMoments == 1u) {
                      f = -scale * inverse * t / p.N;
                      constant = -scale * s / p.N - f * mean[i];
                    }
                    factors[3u * i] = scale;
                    factors[3u * i + 1u] = f;
                    factors[3u * i + 2u] = constant;
                    """);

    static final Shader FOLLOW = Shader.each("followMoments")
            .reads("mean", "variance")
            .writes("runningMean", "runningVariance")
            .numbers("unbiased", "renewal")
            .body("""
                    runningMean[i] += p.renewal * (mean[i] - runningMean[i]);
                    runningVariance[i] += p.renewal * (p.unbiased * variance[i] - runningVariance[i]);
                    """);

    private NormShaders() {}
}
