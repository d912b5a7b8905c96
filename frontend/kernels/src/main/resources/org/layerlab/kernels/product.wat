(func $product_{s}
    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $m i32) (param $k i32)
    (param $c i32) (param $from i32) (param $to i32) (param $scratch i32)
  (call $productAnd_{s}
    (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $b) (local.get $m) (local.get $k)
    (local.get $c) (local.get $from) (local.get $to) (local.get $scratch)
    (i32.const 0) (i32.const 0)))
(func $productAnd_{s}
    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $m i32) (param $k i32)
    (param $c i32) (param $from i32) (param $to i32) (param $scratch i32)
    (param $after i32) (param $other i32)
  (local $cRow i32)
  (local.set $cRow (i32.shl (local.get $m) (i32.const {shift})))
  (call $productBlocks_{s}
    (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $b) (i32.const 0) (local.get $cRow)
    (local.get $m) (local.get $k) (local.get $c) ({s}.const 0) (local.get $from) (local.get $to)
    (local.get $scratch) (i32.const 0) (i32.const 1) (local.get $after) (local.get $other)))
(func $productShare_{s}
    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $cRow i32)
    (param $m i32) (param $k i32)
    (param $c i32) (param $keep {s}) (param $to i32) (param $scratch i32)
    (param $index i32) (param $count i32)
  (call $productBlocks_{s}
    (local.get $a) (local.get $aRow) (local.get $aStep) (local.get $b) (i32.const 0) (local.get $cRow)
    (local.get $m) (local.get $k) (local.get $c) (local.get $keep) (i32.const 0) (local.get $to)
    (local.get $scratch) (local.get $index) (local.get $count) (i32.const 0) (i32.const 0)))
(func $productOfExamples_{s}
    (param $a i32) (param $b i32) (param $example i32) (param $cRow i32)
    (param $m i32) (param $k i32)
    (param $c i32) (param $keep {s}) (param $to i32) (param $scratch i32)
    (param $index i32) (param $count i32)
  (call $productBlocks_{s}
    (local.get $a) (i32.shl (local.get $example) (i32.const {shift})) (i32.const {bytes})
    (local.get $b) (local.get $example) (local.get $cRow)
    (local.get $m) (local.get $k) (local.get $c) (local.get $keep) (i32.const 0) (local.get $to)
    (local.get $scratch) (local.get $index) (local.get $count) (i32.const 0) (i32.const 0)))
(func $productBlocks_{s}
    (param $a i32) (param $aRow i32) (param $aStep i32) (param $b i32) (param $example i32) (param $cRow i32)
    (param $m i32) (param $k i32)
    (param $c i32) (param $keep {s}) (param $from i32) (param $to i32) (param $scratch i32)
    (param $index i32) (param $count i32)
    (param $after i32) (param $other i32) (local $aNext i32)
