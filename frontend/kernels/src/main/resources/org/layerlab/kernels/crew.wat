;; The leader's: all threads do the job whose arguments are written down.
(func $team (param $job i32)
  (local $count i32) (local $done i32)
  (local.set $count (i32.add (call $members) (i32.const 1)))
  (i32.store (i32.const {job}) (local.get $job))
  (i32.atomic.store (i32.const {done}) (i32.const 0))
  (i32.atomic.store (i32.const {word}) (i32.or (local.get $count) (i32.shl
    (i32.add (i32.shr_u (i32.atomic.load (i32.const {word})) (i32.const 8)) (i32.const 1))
    (i32.const 8))))
  (drop (memory.atomic.notify (i32.const {word}) (i32.const -1)))
  (call $share (i32.const 0) (local.get $count))
  (block $all (loop $more
    (local.set $done (i32.atomic.load (i32.const {done})))
    (br_if $all (i32.ge_s (i32.add (local.get $done) (i32.const 1)) (local.get $count)))
    (call $await (i32.const {done}) (local.get $done))
    ;; When one is lost, others may still write: the leader goes on when none of them has ended for a while.
    (if (i32.atomic.load (i32.const {lost})) (then
      (br_if $all (i32.eq (i32.const 2)
        (memory.atomic.wait32 (i32.const {done}) (local.get $done) (i64.const {rest}))))))
    (br $more))))
;; A crew member's life: joins, and does its share of each job that counts on it. Ends when one is lost.
(func (export "join")
  (local $index i32) (local $last i32) (local $word i32) (local $n i32)
  (local.set $last (i32.atomic.load (i32.const {word})))
  (local.set $index (i32.add (i32.atomic.rmw.add (i32.const {joined}) (i32.const 1)) (i32.const 1)))
  (loop $next
    (local.set $n (i32.const {spins}))
    (loop $spin
      (local.set $word (i32.atomic.load (i32.const {word})))
      (if (i32.and (i32.eq (local.get $word) (local.get $last)) (i32.gt_s (local.get $n) (i32.const 0)))
        (then
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br $spin))))
    (if (i32.eq (local.get $word) (local.get $last)) (then
      (drop (memory.atomic.wait32 (i32.const {word}) (local.get $last) (i64.const -1)))
      (br $next)))
    (local.set $last (local.get $word))
    (if (i32.lt_u (local.get $index) (i32.and (local.get $word) (i32.const 255))) (then
      (call $share (local.get $index) (i32.and (local.get $word) (i32.const 255)))
      (drop (i32.atomic.rmw.add (i32.const {done}) (i32.const 1)))
      (drop (memory.atomic.notify (i32.const {done}) (i32.const -1)))))
    (br_if $next (i32.eqz (i32.atomic.load (i32.const {lost}))))))
;; The leader wants this many of the joined threads, and waits this many naps for them.
(func (export "want") (param $members i32) (param $naps i32)
  (i32.store (i32.const {wanted}) (local.get $members))
  (i32.store (i32.const {patience}) (local.get $naps)))
(func (export "members") (result i32) (call $members))
(func (export "lost") (result i32) (i32.atomic.load (i32.const {lost})))
