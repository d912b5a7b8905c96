(func ${name}_{s} (param $at i32) (param $index i32) (param $count i32)
{words}
  (local.set $count (call $least (local.get $count) (local.get $threads)))
  (if (i32.ge_s (local.get $index) (local.get $count)) (then (return)))
  (local.set $scale ({narrow} (f64.load offset={scaleOffset} (local.get $at))))
  (local.set $mRow (i32.shl (local.get $m) (i32.const {shift})))
{setUp}
  (local.set $all (local.get $tasks))
  ;; The sums that this thread begins and ends.
  (local.set $from0 (i32.div_u (i32.mul (local.get $tasks) (local.get $index)) (local.get $count)))
  (local.set $to0 (i32.div_u
    (i32.mul (local.get $tasks) (i32.add (local.get $index) (i32.const 1))) (local.get $count)))
  (memory.fill (i32.add (local.get $sums) (i32.mul (local.get $from0) (i32.const {sumBytes}))) (i32.const 0)
    (i32.mul (i32.sub (local.get $to0) (local.get $from0)) (i32.const {sumBytes})))
  (block $summed (loop $examples
    (br_if $summed (i32.ge_s (local.get $j) (local.get $m)))
    (local.set $depth (call $least (i32.const {examples}) (i32.sub (local.get $m) (local.get $j))))
{perExamples}
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
{copyInput}
      )
          (else
            (local.set $row (i32.sub (local.get $task) (local.get $inputs)))
{copyDz}
      ))
        (local.set $task (i32.add (local.get $task) (i32.const 1)))
        (br $copy)))
      (call $takeFrom (local.get $turn))
      (call $meet (local.get $count))
      (block $added (loop $add
        (local.set $task (call $take (local.get $turn)))
        (br_if $added (i32.ge_s (local.get $task) (local.get $all)))
        (local.set $sum (i32.add (local.get $sums) (i32.mul (local.get $task) (i32.const {sumBytes}))))
{add}
        (br $add)))
      (local.set $turn (i32.xor (local.get $turn) (i32.const 1)))
      (local.set $y (i32.add (local.get $y) (local.get $high)))
      (br_if $bands (i32.lt_s (local.get $y) (local.get $outHeight))))
    (local.set $j (i32.add (local.get $j) (i32.const {examples})))
    (br $examples)))
  (call $meet (local.get $count))
  (local.set $task (local.get $from0))
  (block $stored (loop $store
    (br_if $stored (i32.ge_s (local.get $task) (local.get $to0)))
    (local.set $sum (i32.add (local.get $sums) (i32.mul (local.get $task) (i32.const {sumBytes}))))
{store}
    (local.set $task (i32.add (local.get $task) (i32.const 1)))
    (br $store)))
)
