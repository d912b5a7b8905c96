package org.layerlab.kernels;

/**
 * What the two gradients of a convolution's filters have in common: {@code dW = scale · Σ dZ · A} over pixels and
 * examples.
 *
 * <p>A stage is a band of rows of eight examples: all threads copy some of it, meet, and take sums to add it to, each a
 * tile of filters by channels. There are two stages, so that one can be copied while another thread still reads the one
 * before. At the end the sums go to where they belong.
 *
 * @param name of the function
 * @param locals besides those of the stages, as text
 * @param setUp sets {@code $tasks}, how many sums there are, and {@code $inputBlocks} and {@code $dzBlocks}, into how many
 *     pieces a row of the input and of dZ is copied
 * @param perExamples what depends on {@code $depth}, the number of examples
 * @param copyInput copies the {@code $task}-th piece of the input's {@code $rest} rows into {@code $stage}
 * @param copyDz copies the {@code $row}-th piece of dZ's {@code $high} rows, behind the input
 * @param add adds the stage to the sum {@code $task} at {@code $sum}
 * @param store copies it to dW
 */
record GradientStages(
        String name,
        String locals,
        String setUp,
        String perExamples,
        String copyInput,
        String copyDz,
        String add,
        String store) {
    private static final DescriptorLayout WORDS = DescriptorLayout.of(KernelLayout.GradientWord.class);

    private static final String LOCALS = """
          (local $scale {s}) (local $mRow i32) (local $larges i32) (local $groups i32) (local $blocks i32)
          (local $inputBlocks i32) (local $dzBlocks i32) (local $j i32) (local $y i32) (local $depth i32)
          (local $high i32) (local $rest i32) (local $stage i32) (local $turn i32) (local $task i32) (local $tasks i32)
          (local $inputs i32) (local $end i32) (local $from0 i32) (local $to0 i32) (local $all i32) (local $row i32) (local $sum i32)
        """;

    String wat() {
        return Template.read("gradient-stages.wat")
                .with("name", name)
                .with("words", WORDS.read(LOCALS + locals))
                .with("setUp", setUp)
                .with("perExamples", perExamples)
                .with("copyInput", copyInput)
                .with("copyDz", copyDz)
                .with("add", add)
                .with("store", store)
                .with("examples", KernelLayout.GRADIENT_EXAMPLES)
                .with("scaleOffset", KernelLayout.GRADIENT_SCALE_OFFSET)
                .with("sumBytes", KernelLayout.GRADIENT_SUM_BYTES)
                .text();
    }

    /** Copies the {@code $row}-th piece of dZ in a stage, {@code {width}} filters from {@code $first} on, scaled. */
    static String packDz() {
        return """
                (call $packBand_{s}
                  (i32.add (local.get $dz) (i32.add
                    (i32.mul (local.get $mRow) (i32.add (local.get $first)
                      (i32.mul (i32.mul (local.get $filters) (local.get $outWidth))
                        (i32.add (local.get $y) (i32.rem_u (local.get $row) (local.get $high))))))
                    (i32.shl (local.get $j) (i32.const {shift}))))
                  (local.get $mRow) (local.get $filters)
                  (call $least (i32.const {width}) (i32.sub (local.get $filters) (local.get $first)))
                  (local.get $depth) (local.get $scale)
                  (i32.const 0) (local.get $outWidth) (local.get $outWidth)
                  (i32.const 1) (i32.const 0)
                  (i32.add (i32.add (local.get $stage) (local.get $dzOffset)) (i32.mul (local.get $row)
                    (i32.shl (i32.mul (local.get $outWidth) (local.get $depth)) (i32.const 5)))))
            """;
    }
}
