package org.layerlab.speed.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A process that names itself in its first line and answers each line {@code FIGURE MILLISECONDS} with a rate.
 *
 * <p>OpenBLAS chooses its code by the processor: variables that say otherwise are not passed on, so NumPy's and ours
 * choose alike.
 */
final class ChildProcess implements Rates, AutoCloseable {
    private static final String OPENBLAS_SETTINGS = "OPENBLAS_";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;
    private final String name;

    /**
     * Starts the process.
     *
     * @param environment variables in addition to this process's own
     * @throws MeasurementException when it does not start
     */
    ChildProcess(List<String> command, Map<String, String> environment) throws MeasurementException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().keySet().removeIf(variable -> variable.startsWith(OPENBLAS_SETTINGS));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new MeasurementException(String.valueOf(e.getMessage()), e);
        }
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        name = answer(command.get(0));
    }

    /** The name that the process gave itself. */
    String name() {
        return name;
    }

    @Override
    public double measure(String figure, int milliseconds) throws MeasurementException {
        requests.println(figure + " " + milliseconds);
        String answer = answer(name);
        try {
            return Double.parseDouble(answer);
        } catch (NumberFormatException e) {
            throw new MeasurementException(name + " answered " + answer + " instead of a rate", e);
        }
    }

    private String answer(String who) throws MeasurementException {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new MeasurementException(who + " ended without an answer");
            }
            return line;
        } catch (IOException e) {
            throw new MeasurementException(who + ": " + e.getMessage(), e);
        }
    }

    /** Ends the process, which stops when there are no more requests. */
    @Override
    public void close() {
        requests.close();
        process.destroy();
    }
}
