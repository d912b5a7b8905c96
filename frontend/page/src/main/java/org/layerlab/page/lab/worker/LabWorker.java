package org.layerlab.page.lab.worker;

import static org.layerlab.page.message.PageLink.post;

import org.layerlab.network.check.Check;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Figure;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.typedarrays.Int8Array;

/** The worker of the self-test and of the benchmark; it also reads the files that people bring to other pages. */
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
            } catch (ParameterFileException | RuntimeException e) {
                post(Messages.failed(String.valueOf(e.getMessage())));
            } catch (OutOfMemoryError e) {
                post(Messages.failed("This browser has not enough memory for that."));
            }
        });
        post(Messages.awake());
    }

    private void hear(Messages.Message message) throws ParameterFileException {
        switch (message.getType()) {
            case "selftest" -> selfTest(((Messages.Text) message).getText());
            case "bench" -> bench(((Messages.Text) message).getText());
            case "convert" -> {
                Messages.Convert convert = (Messages.Convert) message;
                byte[] given = convert.getBytes().copyToJavaArray();
                byte[] file = convert(given, convert.getText()).toSafetensors(StorageType.of(given, Limits.DEFAULT));
                post(Messages.file(Int8Array.copyFromJavaArray(file)));
            }
            default -> throw new IllegalArgumentException("no message is called " + message.getType());
        }
    }

    private static ParameterFile convert(byte[] given, String about) throws ParameterFileException {
        ParameterFile file = ParameterFile.read(given);
        return about.isEmpty()
                ? file
                : new ParameterFile(
                        file.parameters(),
                        ModelDescription.fromJson(about)
                                .addTo(new CardBuilder(file.card()))
                                .build(),
                        file.extra());
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
