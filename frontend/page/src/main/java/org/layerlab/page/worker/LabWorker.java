package org.layerlab.page.worker;

import static org.layerlab.page.worker.PageLink.post;

import org.layerlab.network.check.Check;
import org.layerlab.page.bench.Bench;
import org.layerlab.page.bench.Figure;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.selftest.SelfTest;

/** The worker of the self-test and of the benchmark. */
public final class LabWorker {
    private final KernelChoice choice;

    /** A worker that checks and measures these kernels. */
    public LabWorker(KernelChoice choice) {
        this.choice = choice;
    }

    /** Begins to listen. */
    public void start() {
        PageLink.listen(message -> {
            try {
                hear(message);
            } catch (RuntimeException e) {
                post(Messages.failed(String.valueOf(e.getMessage())));
            } catch (OutOfMemoryError e) {
                post(Messages.failed("This browser has not enough memory for that."));
            }
        });
        post(Messages.awake());
    }

    private void hear(Messages.Message message) {
        switch (message.getType()) {
            case "selftest" -> selfTest(((Messages.Text) message).getText());
            case "bench" -> bench(((Messages.Text) message).getText());
            default -> throw new IllegalArgumentException("no message is called " + message.getType());
        }
    }

    private void selfTest(String assets) {
        new SelfTest(assets, choice, new SelfTest.Listener() {
                    @Override
                    public void checked(Check check, double milliseconds, int done, int total) {
                        post(Messages.checked(check.name(), check.passed(), check.detail(), milliseconds, done, total));
                    }

                    @Override
                    public void finished() {
                        post(Messages.command("finished"));
                    }
                })
                .start();
    }

    private void bench(String only) {
        new Bench(choice, only, new Bench.Listener() {
                    @Override
                    public void measured(Figure figure, int done, int total) {
                        post(Messages.measured(
                                figure.id(),
                                figure.name(),
                                figure.value(),
                                figure.unit(),
                                figure.gigaflops(),
                                figure.threads(),
                                done,
                                total));
                    }

                    @Override
                    public void finished() {
                        post(Messages.command("finished"));
                    }
                })
                .start();
    }
}
