package org.layerlab.kernels;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The statements of a {@link Function}: conditions, loops, calls and results. */
abstract class Statements {
    private final String suffix;
    private final StringBuilder body = new StringBuilder();
    private String result = "";
    private int numbers;
    private int open;

    /** Where the text of the last {@link #when} ends, without and with its brackets. */
    private int thenEnd, whenEnd = -1;

    /**
     * No statements yet.
     *
     * @param suffix what the names of functions of the same precision end with
     */
    Statements(String suffix) {
        this.suffix = suffix;
    }

    /** A number that a name of this function ends with. */
    final int number() {
        return numbers++;
    }

    final String result() {
        return result;
    }

    final String body() {
        return body.toString();
    }

    void add(String statement) {
        body.append("  ".repeat(open + 1)).append(statement).append('\n');
    }

    private void nested(String begin, Runnable statements) {
        add(begin);
        open++;
        statements.run();
        open--;
    }

    /** If this is not 0, does that. */
    void when(I32 condition, Runnable then) {
        nested("(if " + condition.wat() + " (then", then);
        thenEnd = body.length();
        add("))");
        whenEnd = body.length();
    }

    /**
     * Does something else where the {@link #when} before was not done.
     *
     * @throws IllegalStateException when that is not the last statement
     */
    void otherwise(Runnable statements) {
        if (body.length() != whenEnd) {
            throw new IllegalStateException("otherwise has to follow a when");
        }
        body.setLength(thenEnd);
        nested(") (else", statements);
        add("))");
    }

    /** Does something at least once, and again as long as this is not 0, which is asked after each turn. */
    void doWhile(I32 again, Runnable statements) {
        String label = "$again" + number();
        nested("(loop " + label, () -> {
            statements.run();
            new Jump(label).when(again);
        });
        add(")");
    }

    /** Does something at least once, and counts down to 0. */
    void countDown(I32.Local left, Runnable statements) {
        doWhile(left.down(1), statements);
    }

    /** Does something this many times, at least once, and counts down what is left. */
    void times(I32.Local left, I32 count, Runnable statements) {
        left.set(count);
        countDown(left, statements);
    }

    void times(I32.Local left, int count, Runnable statements) {
        times(left, I32.of(count), statements);
    }

    /** Does something this many times, perhaps never, and counts down what is left. */
    void timesOrNever(I32.Local left, I32 count, Runnable statements) {
        left.set(count);
        when(left, () -> countDown(left, statements));
    }

    /** Does something for x from 0 on, as long as it is less than a number with sign; at least once. */
    void countUp(I32.Local x, I32 number, Runnable statements) {
        x.set(0);
        doWhile(x.less(number), () -> {
            statements.run();
            x.add(1);
        });
    }

    void countUp(I32.Local x, int number, Runnable statements) {
        countUp(x, I32.of(number), statements);
    }

    /** Counts x from its value up to, but not including, a signed number; perhaps never. */
    void countOn(I32.Local x, I32 end, Runnable statements) {
        until(x.atLeast(end), () -> {
            statements.run();
            x.add(1);
        });
    }

    /** Does something again and again until this is not 0, which is asked before each turn. */
    void until(I32 done, Runnable statements) {
        forever(exit -> {
            exit.when(done);
            statements.run();
        });
    }

    /** Does something again and again until it leaves by the exit. */
    void forever(Consumer<Jump> statements) {
        String exit = "$exit" + number();
        String label = "$again" + number();
        nested("(block " + exit + " (loop " + label, () -> {
            statements.accept(new Jump(exit));
            add("(br " + label + ")");
        });
        add("))");
    }

    /** Does something once, and again where it says so. */
    void again(Consumer<Jump> statements) {
        String label = "$again" + number();
        nested("(loop " + label, () -> statements.accept(new Jump(label)));
        add(")");
    }

    /** The way out of a loop, or back to its beginning. */
    final class Jump {
        private final String label;

        private Jump(String label) {
            this.label = label;
        }

        void when(I32 condition) {
            add(Operand.instruction("br_if " + label, condition));
        }

        void now() {
            add("(br " + label + ")");
        }
    }

    /** Does what belongs to a number, from 0 on, and returns; larger numbers than there are do the last. */
    void choose(I32 number, int cases, IntConsumer statements) {
        StringBuilder table = new StringBuilder("(br_table");
        for (int i = 0; i < cases; i++) {
            add("(block $case" + (cases - 1 - i));
            table.append(" $case").append(i);
        }
        add(table.append(' ').append(number.wat()).append("))").toString());
        for (int i = 0; i < cases; i++) {
            statements.accept(i);
            if (i < cases - 1) {
                add("(return))");
            }
        }
    }

    /** Returns, from a function without a result; wherever it stands. */
    void leave() {
        add("(return)");
    }

    /** Ends the function with its result; has to be the last statement. */
    void giveBack(I32 value) {
        result = " (result i32)";
        add(value.wat());
    }

    /** Ends the function with its result; has to be the last statement. */
    void giveBack(Real value) {
        result = " (result " + value.type().scalar() + ")";
        add(value.wat());
    }

    /** Calls a function of the same precision. */
    void call(String function, Group... arguments) {
        add(Operand.instruction("call $" + function + suffix, arguments));
    }

    /** Computes something for its effect. */
    void drop(I32 value) {
        add(Operand.instruction("drop", value));
    }

    /** Calls a function that is there once, for all precisions. */
    void callOnly(String function, Group... arguments) {
        add(Operand.instruction("call $" + function, arguments));
    }

    /** What a function returns that is there once, for all precisions. */
    static I32 resultOnly(String function, Group... arguments) {
        return new I32(Operand.instruction("call $" + function, arguments));
    }

    /** What a function of the same precision returns. */
    I32 result(String function, Group... arguments) {
        return new I32(Operand.instruction("call $" + function + suffix, arguments));
    }

    /** What a function of the same precision returns. */
    Real resultF64(String function, Group... arguments) {
        return new Real(ScalarType.float64(), Operand.instruction("call $" + function + suffix, arguments));
    }

    /** Traps. */
    void fail() {
        add("(unreachable)");
    }

    /** How much each of some threads does of a total, in whole units; the last ones may do less. */
    static I32 shareOf(I32 total, I32 threads, int unit) {
        return new I32(Operand.instruction("call $shareOf", total, threads, I32.of(unit)));
    }

    /** Begins a pile from which threads take: call it before they {@link #meet}. */
    void takeFrom(I32 pile) {
        callOnly("takeFrom", pile);
    }

    /** The number of the next piece of a pile; it has an effect, so it may stand in one place only. */
    static I32 take(I32 pile) {
        return new I32(Operand.instruction("call $take", pile));
    }

    /** Takes pieces of a pile, each into a local, and does something with it, as long as there are any. */
    void eachTaken(I32 pile, I32 pieces, I32.Local piece, Runnable statements) {
        forever(exit -> {
            piece.set(take(pile));
            exit.when(piece.atLeast(pieces));
            statements.run();
        });
    }

    /** Where the share of one of some threads in a total begins. */
    static I32 begin(I32 total, I32 index, I32 threads) {
        return total.times(index).over(threads);
    }

    static I32 end(I32 total, I32 index, I32 threads) {
        return begin(total, index.plus(1), threads);
    }

    /** Waits for all of this many threads. */
    void meet(I32 threads) {
        callOnly("meet", threads);
    }

    /** The lesser of two numbers with sign. */
    static I32 least(I32 x, I32 y) {
        return new I32(Operand.instruction("call $least", x, y));
    }

    static I32 least(int x, I32 y) {
        return least(I32.of(x), y);
    }
}
