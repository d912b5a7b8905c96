package org.layerlab.kernels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a kernel is divided among threads.
 *
 * @param work what is compared with {@code least}
 * @param least with less work than this the leader does it alone
 * @param cut changes the parameters to those of a thread
 * @param further arguments that the kernel takes after its parameters
 * @param alone those where one thread does it all
 */
record Division(
        java.util.function.Function<Arguments, I64> work,
        int least,
        Consumer<Share> cut,
        java.util.function.Function<Share, I32[]> further,
        java.util.function.Function<Arguments, I32[]> alone) {
    /** The parameters of a call, in their order and by their names. */
    static class Arguments {
        final List<Operand> values = new ArrayList<>();
        final List<I32.Local> addresses = new ArrayList<>();
        private final Map<String, I32.Local> integers = new HashMap<>();

        final void add(Parameter parameter, Operand value) {
            values.add(value);
            if (value instanceof I32.Local integer) {
                integers.put(parameter.name(), integer);
                if (parameter.address()) {
                    addresses.add(integer);
                }
            }
        }

        /**
         * An integer.
         *
         * @throws IllegalArgumentException when there is no such parameter
         */
        final I32.Local get(String name) {
            I32.Local value = integers.get(name);
            if (value == null) {
                throw new IllegalArgumentException(name + " is none of the integers " + integers.keySet());
            }
            return value;
        }
    }

    /** The parameters of a call in one of some threads. */
    static final class Share extends Arguments {
        private final I32 index;
        private final I32 threads;
        private final I32 shift;
        private final I32.Local first;
        private final I32.Local part;

        /**
         * One thread's share.
         *
         * @param shift log2 of a number's bytes
         */
        Share(Function f, I32 index, I32 threads, I32 shift) {
            this.index = index;
            this.threads = threads;
            this.shift = shift;
            first = f.i32();
            part = f.i32();
        }

        /** Finds this thread's part of a total, in whole units. */
        private void find(I32 total, int unit) {
            part.set(Function.shareOf(total, threads, unit));
            first.set(Function.least(total, index.times(part)));
            part.set(Function.least(part, total.minus(first)));
        }
    }

    /**
     * Numbers of which a share is a multiple: one cache line in float32, two in float64. So no two threads write to the
     * same line.
     */
    private static final int UNIT = 16;

    private static final I32[] NONE = {};

    private static Division cut(java.util.function.Function<Arguments, I64> work, int least, Consumer<Share> cut) {
        return new Division(work, least, cut, share -> NONE, arguments -> NONE);
    }

    /** The product of some parameters. */
    static java.util.function.Function<Arguments, I64> work(String first, String... rest) {
        return arguments -> {
            I64 work = I64.of(arguments.get(first));
            for (String name : rest) {
                work = work.times(arguments.get(name));
            }
            return work;
        };
    }

    /** The kernel divides itself: it takes the number of the thread and how many there are. */
    static Division itself(java.util.function.Function<Arguments, I64> work, int least) {
        return new Division(work, least, share -> {}, share -> new I32[] {share.index, share.threads}, arguments ->
                new I32[] {I32.ZERO, I32.of(1)});
    }

    /** Each thread does all of it. */
    static Division repeated(String work) {
        return cut(work(work), 0, share -> {});
    }

    /** A product divides itself. */
    static Division product() {
        return itself(work("m", "k", "to"), KernelLayout.SHARED_PRODUCTS);
    }

    /** Element by element over {@code count} numbers at each address. */
    static Division elements() {
        return cut(work("count"), KernelLayout.SHARED_NUMBERS, share -> {
            I32.Local count = share.get("count");
            share.find(count, UNIT);
            for (I32.Local address : share.addresses) {
                address.add(share.first.shl(share.shift));
            }
            count.set(share.part);
        });
    }

    /** Row by row over {@code n} rows of {@code m} numbers, with one number a row at another place. */
    static Division rows(String matrix, String column, int unit) {
        return cut(work("n", "m"), KernelLayout.SHARED_NUMBERS, share -> {
            I32.Local n = share.get("n");
            share.find(n, unit);
            share.get(matrix).add(share.first.times(share.get("m")).shl(share.shift));
            share.get(column).add(share.first.shl(share.shift));
            n.set(share.part);
        });
    }

    /** Each thread writes some of the features; the kernel takes the first and the one after the last. */
    static Division examples() {
        return new Division(
                work("rows", "columns"),
                KernelLayout.SHARED_NUMBERS,
                share -> share.find(share.get("rows"), UNIT),
                share -> new I32[] {share.first, share.first.plus(share.part)},
                arguments -> new I32[] {I32.ZERO, arguments.get("rows")});
    }
}
