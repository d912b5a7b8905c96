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
        return "(func $" + name + "_{s} (param $at i32) (param $index i32) (param $count i32)\n"
                + WORDS.read(LOCALS + locals)
                + """
                  (local.set $count (call $least (local.get $count) (local.get $threads)))
                  (if (i32.ge_s (local.get $index) (local.get $count)) (then (return)))
                  (local.set $scale ({narrow} (f64.load offset=%1$d (local.get $at))))
                  (local.set $mRow (i32.shl (local.get $m) (i32.const {shift})))
                %3$s
                  (local.set $all (local.get $tasks))
                  ;; The sums that this thread begins and ends.
                  (local.set $from0 (i32.div_u (i32.mul (local.get $tasks) (local.get $index)) (local.get $count)))
                  (local.set $to0 (i32.div_u
                    (i32.mul (local.get $tasks) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                  (memory.fill (i32.add (local.get $sums) (i32.mul (local.get $from0) (i32.const %2$d))) (i32.const 0)
                    (i32.mul (i32.sub (local.get $to0) (local.get $from0)) (i32.const %2$d)))
                  (block $summed (loop $examples
                    (br_if $summed (i32.ge_s (local.get $j) (local.get $m)))
                    (local.set $depth (call $least (i32.const 8) (i32.sub (local.get $m) (local.get $j))))
                %4$s
                    (local.set $y (i32.const 0))
                    (loop $bands
                      (local.set $high (call $least (local.get $band) (i32.sub (local.get $outHeight) (local.get $y))))
                      (local.set $stage (i32.add (local.get $stages) (i32.mul (local.get $turn) (local.get $stageBytes))))
                      ;; Rows of the input, then rows of dZ.
                      (local.set $rest (i32.add (local.get $kernel)
                        (i32.mul (local.get $stride) (i32.sub (local.get $high) (i32.const 1)))))
                      (local.set $inputs (i32.mul (local.get $rest) (local.get $inputBlocks)))
                      (local.set $tasks
                        (i32.add (local.get $inputs) (i32.mul (local.get $high) (local.get $dzBlocks))))
                      (local.set $task (i32.div_u (i32.mul (local.get $tasks) (local.get $index)) (local.get $count)))
                      (local.set $end (i32.div_u
                        (i32.mul (local.get $tasks) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
                      (block $copied (loop $copy
                        (br_if $copied (i32.ge_s (local.get $task) (local.get $end)))
                        (if (i32.lt_s (local.get $task) (local.get $inputs))
                          (then
                %5$s      )
                          (else
                            (local.set $row (i32.sub (local.get $task) (local.get $inputs)))
                %6$s      ))
                        (local.set $task (i32.add (local.get $task) (i32.const 1)))
                        (br $copy)))
                      (call $takeFrom (local.get $turn))
                      (call $meet (local.get $count))
                      (block $added (loop $add
                        (local.set $task (call $take (local.get $turn)))
                        (br_if $added (i32.ge_s (local.get $task) (local.get $all)))
                        (local.set $sum (i32.add (local.get $sums) (i32.mul (local.get $task) (i32.const %2$d))))
                %7$s
                        (br $add)))
                      (local.set $turn (i32.xor (local.get $turn) (i32.const 1)))
                      (local.set $y (i32.add (local.get $y) (local.get $high)))
                      (br_if $bands (i32.lt_s (local.get $y) (local.get $outHeight))))
                    (local.set $j (i32.add (local.get $j) (i32.const 8)))
                    (br $examples)))
                  (call $meet (local.get $count))
                  (local.set $task (local.get $from0))
                  (block $stored (loop $store
                    (br_if $stored (i32.ge_s (local.get $task) (local.get $to0)))
                    (local.set $sum (i32.add (local.get $sums) (i32.mul (local.get $task) (i32.const %2$d))))
                %8$s
                    (local.set $task (i32.add (local.get $task) (i32.const 1)))
                    (br $store)))
                )
                """.formatted(
                                KernelLayout.GRADIENT_SCALE_OFFSET,
                                KernelLayout.GRADIENT_SUM_BYTES,
                                setUp,
                                perExamples,
                                copyInput,
                                copyDz,
                                add,
                                store);
    }
}
