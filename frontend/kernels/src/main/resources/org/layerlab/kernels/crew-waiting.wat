;; Returns when the word at this address has changed from value, or a thread is lost.
(func $await (param $at i32) (param $value i32)
  (local $n i32)
  (local.set $n (i32.const {spins}))
  (loop $spin
    (if (i32.ne (i32.atomic.load (local.get $at)) (local.get $value)) (then (return)))
    (br_if $spin (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  ;; The naps are counted, not the time: a machine that slept wakes all threads together.
  (loop $nap
    (if (i32.ne (i32.atomic.load (local.get $at)) (local.get $value)) (then (return)))
    (if (i32.atomic.load (i32.const {lost})) (then (return)))
    (drop (memory.atomic.wait32 (local.get $at) (local.get $value) (i64.const {nap})))
    (br_if $nap (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1)))
      (i32.load (i32.const {patience})))))
  (if (i32.eq (i32.atomic.load (local.get $at)) (local.get $value)) (then
    (i32.atomic.store (i32.const {lost}) (i32.const 1)))))
;; Returns when all threads of a job are here.
(func $meet (param $count i32)
  (local $generation i32)
  (if (i32.le_s (local.get $count) (i32.const 1)) (then (return)))
  (local.set $generation (i32.atomic.load (i32.const {generation})))
  (if (i32.eq (i32.atomic.rmw.add (i32.const {met}) (i32.const 1))
      (i32.sub (local.get $count) (i32.const 1)))
    (then
      (i32.atomic.store (i32.const {met}) (i32.const 0))
      (drop (i32.atomic.rmw.add (i32.const {generation}) (i32.const 1)))
      (drop (memory.atomic.notify (i32.const {generation}) (i32.const -1))))
    (else (call $await (i32.const {generation}) (local.get $generation)))))
;; Pieces of work that free threads take from one of two piles: a thread that gets less of its processor then
;; does less. All threads reset a pile before they meet, then take.
(func $takeFrom (param $pile i32)
  (i32.atomic.store (i32.add (i32.const {taken}) (i32.shl (local.get $pile) (i32.const 2))) (i32.const 0)))
(func $take (param $pile i32) (result i32)
  (i32.atomic.rmw.add (i32.add (i32.const {taken}) (i32.shl (local.get $pile) (i32.const 2)))
    (i32.const 1)))
