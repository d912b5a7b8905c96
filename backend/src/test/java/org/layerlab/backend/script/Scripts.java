package org.layerlab.backend.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.training.CostPoint;

/** Many scripts that one Python runs one after another: it starts and loads NumPy once. */
public final class Scripts {
    /** Runs the scripts that it is given, and keeps what it printed, its exit code and its parameters beside it. */
    private static final String RUN_ALL = """
            import contextlib, io, os, runpy, sys, traceback
            for name in list(sys.argv[1:]):
                out = io.StringIO()
                sys.argv = [name] + open(name + ".args").read().splitlines()
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                    try:
                        runpy.run_path(name)
                        code = 0
                    except SystemExit as e:
                        code = e.code if isinstance(e.code, int) else 1
                        print(e.code if code != e.code else "")
                    except BaseException:
                        code = 2
                        traceback.print_exc(file=out)
                if os.path.exists("parameters.npz"):
                    os.replace("parameters.npz", name + ".npz")
                open(name + ".txt", "w").write("%d\\n%s" % (code, out.getvalue()))
            """;

    /** Python has two minutes for these. */
    private static final int AT_ONCE = 15;

    private final Path folder;
    private final NumpyScript script;
    private final List<String> names = new ArrayList<>();

    /** No scripts yet, in an empty folder. */
    public Scripts(Path folder) throws IOException {
        this.folder = folder;
        script = NumpyScript.load();
    }

    /** Adds the script of a card, to be run with these arguments; gives its number. */
    public int add(ModelCard card, String... arguments) throws IOException {
        String name = String.format(Locale.ROOT, "run-%04d.py", names.size());
        Files.writeString(folder.resolve(name), script.of(card));
        Files.writeString(folder.resolve(name + ".args"), String.join("\n", arguments));
        names.add(name);
        return names.size() - 1;
    }

    /** How many there are. */
    public int size() {
        return names.size();
    }

    /** Runs all; without a Python that has these modules, the test is skipped, saying so. */
    public void run(String modules) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("all.py"), RUN_ALL);
        Python python = Python.with(modules, folder);
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> args = new ArrayList<>(List.of("all.py"));
            args.addAll(names.subList(from, Math.min(names.size(), from + AT_ONCE)));
            python.print(args.toArray(String[]::new));
        }
    }

    /** What a script gave. */
    public Python.Result result(int number) throws IOException {
        String told = Files.readString(folder.resolve(names.get(number) + ".txt"));
        int end = told.indexOf('\n');
        return new Python.Result(Integer.parseInt(told.substring(0, end)), told.substring(end + 1));
    }

    /** The parameters that a script wrote. */
    public byte[] parameters(int number) throws IOException {
        return Files.readAllBytes(folder.resolve(names.get(number) + ".npz"));
    }

    /** The lines of a card's costs, as Python prints them. */
    public static List<String> costLines(ModelCard card) {
        return card.costs().stream()
                .map(point -> "Cost after iteration " + point.iteration() + ": " + CostPoint.sixDecimals(point.cost()))
                .toList();
    }

    /** The lines of costs among what a script printed. */
    public static List<String> costLines(String printed) {
        return printed.lines().filter(line -> line.startsWith("Cost after")).toList();
    }
}
