package org.layerlab.speed.sweep;

import com.sun.management.OperatingSystemMXBean;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.layerlab.backend.cli.CirclesCommand;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.LayerLabCommand;
import org.layerlab.backend.cli.SweepCommand;
import org.layerlab.backend.cli.TerminalOutput;
import org.layerlab.backend.sweep.LocalPlace;

/**
 * The time of a search of 64 runs on two threads, divided by 64 times that of one run: 0.5 would be two full
 * cores. The two are measured in turn, so that other load on the machine affects both. The processor time beside it says
 * what the search adds to its runs, even on a machine that is busy with something else.
 */
public final class SweepSpeed {
    private static final int RUNS = 64;
    private static final List<String> RATES = List.of("0.01", "0.03", "0.1", "0.3");
    private static final double NANOS = 1e9;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** The wall-clock and processor time of a command, in seconds. */
    private record Time(double wall, double processor) {
        Time over(Time other) {
            return new Time(wall / other.wall, processor / other.processor);
        }

        Time and(Time other) {
            return new Time(wall + other.wall, processor + other.processor);
        }

        Time times(double factor) {
            return new Time(factor * wall, factor * processor);
        }
    }

    private SweepSpeed() {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        // The first round compiles.
        round();
        double[] wall = new double[rounds];
        double[] processor = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Time ratio = round();
            wall[i] = ratio.wall;
            processor[i] = ratio.processor;
        }
        print("time", wall);
        print("processor time", processor);
    }

    private static void print(String what, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.3f of %d rounds, from %.3f to %.3f%n",
                what,
                ratios[ratios.length / 2],
                ratios.length,
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static Time round() {
        Time before = runs();
        Time search = time(
                "sweep",
                "circles",
                "--iterations",
                "5000",
                "--threads",
                "2",
                "--random",
                "64",
                "learningRate=log:0.01..0.3");
        Time one = before.and(runs()).times(0.5);
        Time ratio = search.over(one.times(RUNS));
        System.out.printf(
                Locale.ROOT,
                "a search of %d runs %.2f s, one run %.3f s before and after it: %.3f, processor time %.3f%n",
                RUNS,
                search.wall,
                one.wall,
                ratio.wall,
                ratio.processor);
        return ratio;
    }

    /** The time of a single run, averaged over several. */
    private static Time runs() {
        Time sum = new Time(0, 0);
        for (String rate : RATES) {
            sum = sum.and(time("circles", "--iterations", "5000", "--learning-rate", rate));
        }
        return sum.times(1.0 / RATES.size());
    }

    private static Time time(String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        TerminalOutput console = new TerminalOutput(nowhere, nowhere, false);
        long start = System.nanoTime();
        long worked = SYSTEM.getProcessCpuTime();
        int code = LayerLabCommand.of(
                        console,
                        List.of(
                                new CirclesCommand(console),
                                new SweepCommand(console, Interruption.none(), LocalPlace::open)))
                .execute(args);
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", args) + " failed with " + code);
        }
        return new Time((System.nanoTime() - start) / NANOS, (SYSTEM.getProcessCpuTime() - worked) / NANOS);
    }
}
