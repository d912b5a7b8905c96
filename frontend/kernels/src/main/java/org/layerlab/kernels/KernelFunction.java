package org.layerlab.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kernel as the module offers it: its first argument says whether the numbers are float64, and chooses the function of
 * that precision.
 *
 * @param function what the functions of the two precisions are called, without the type
 * @param about what it does, for its callers
 * @param parameters after the first
 * @param division how threads share it, or null where one does it all
 */
record KernelFunction(
        String name,
        String function,
        String about,
        Result result,
        List<Parameter> parameters,
        @Nullable Division division) {
    /** What a kernel returns. */
    enum Result {
        NOTHING,
        INTEGER,
        NUMBER
    }

    /** A kernel that one thread does. */
    static KernelFunction alone(String name, Result result) {
        return new KernelFunction(name, name, "", result, List.of(), null);
    }

    /** A kernel that threads share. */
    static KernelFunction shared(String name, Division division) {
        return new KernelFunction(name, name, "", Result.NOTHING, List.of(), division);
    }

    /** A kernel that threads share element by element, at all addresses that it takes. */
    static KernelFunction elements(String name) {
        return shared(name, Division.elements());
    }

    /** The same, told to its callers. */
    KernelFunction does(String what) {
        return new KernelFunction(name, function, what, result, parameters, division);
    }

    /** The same with further parameters. */
    KernelFunction takes(Parameter[]... further) {
        List<Parameter> all = new ArrayList<>(parameters);
        for (Parameter[] some : further) {
            all.addAll(List.of(some));
        }
        return new KernelFunction(name, function, about, result, all, division);
    }

    /** The same with another name inside. */
    KernelFunction by(String inner) {
        return new KernelFunction(name, inner, about, result, parameters, division);
    }

    /**
     * The exported function.
     *
     * @param job its number in a crew's list, or −1 where one thread does it all
     */
    String wat(int job) {
        Function f = Function.exported(name);
        I32 wide = f.parameter();
        Division.Arguments arguments = new Division.Arguments();
        for (Parameter parameter : parameters) {
            arguments.add(parameter, parameter.real() ? f.realParameter() : f.parameter());
        }
        List<Operand> values = arguments.values;
        if (job >= 0) {
            I32 worth = divided().work().apply(arguments).greater(divided().least());
            f.when(worth.and(Function.resultOnly("members").greater(0)), () -> {
                f.storeWord(CrewWat.argument(0), wide);
                for (int i = 0; i < values.size(); i++) {
                    if (values.get(i) instanceof Real number) {
                        f.store(CrewWat.argument(i + 1), number);
                    } else if (values.get(i) instanceof I32 integer) {
                        f.storeWord(CrewWat.argument(i + 1), integer);
                    }
                }
                f.callOnly("team", I32.of(job));
                f.leave();
            });
        }
        both(f, wide, values, division == null ? new I32[0] : division.alone().apply(arguments));
        return f.wat();
    }

    /** {@code share_NAME}: reads the arguments that the export wrote down, and does the part of one thread. */
    String share() {
        Function f = Function.once("share_" + name);
        I32 index = f.parameter(), threads = f.parameter();
        I32 wide = f.let(CrewWat.argument(0).word(0));
        // log2 of a number's bytes: wide is 0 for float32, 1 for float64.
        I32 shift = f.let(wide.plus(2));
        Division.Share share = new Division.Share(f, index, threads, shift);
        for (Parameter parameter : parameters) {
            I32 at = CrewWat.argument(share.values.size() + 1);
            share.add(parameter, parameter.real() ? f.let(f.loadF64(at, 0)) : f.let(at.word(0)));
        }
        divided().cut().accept(share);
        both(f, wide, share.values, divided().further().apply(share));
        return f.wat();
    }

    private Division divided() {
        if (division == null) {
            throw new IllegalStateException(name + " is not divided");
        }
        return division;
    }

    /** Calls the function of one precision or the other. */
    private void both(Function f, I32 wide, List<Operand> values, I32[] further) {
        Operand[] twice = arguments(values, further, false);
        Operand[] single = arguments(values, further, true);
        String f64 = function + "_f64";
        String f32 = function + "_f32";
        switch (result) {
            case NOTHING -> {
                f.when(wide, () -> f.callOnly(f64, twice));
                f.otherwise(() -> f.callOnly(f32, single));
            }
            case INTEGER -> f.giveBack(wide.either(Function.resultOnly(f64, twice), Function.resultOnly(f32, single)));
            case NUMBER ->
                f.giveBack(wide.either(
                        new Real(f.n, Operand.instruction("call $" + f64, twice)),
                        new Real(f.n, Operand.instruction("call $" + f32, single))));
        }
    }

    private static Operand[] arguments(List<Operand> values, I32[] further, boolean single) {
        return Stream.concat(values.stream(), Stream.of(further))
                .map(value -> value instanceof Real number && single ? number.in(ScalarType.float32(false)) : value)
                .toArray(Operand[]::new);
    }
}
