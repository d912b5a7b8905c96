package org.layerlab.page.lab.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import org.layerlab.network.check.Check;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.foreign.AnyFile;
import org.layerlab.network.foreign.Opened;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Figure;
import org.layerlab.page.message.LabMessages;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.settings.ModelDescription;

/** The worker of the self-test and of the benchmark; it also reads the files that people bring to other pages. */
public final class LabWorker implements Requests.Handler {
    private final KernelChoice choice;

    /** A worker that checks and measures these kernels. */
    public LabWorker(KernelChoice choice) {
        this.choice = choice;
    }

    /** Begins to listen. */
    public void start() {
        PageLink.listen(() -> {}, List.of(), this);
    }

    @Override
    public boolean hear(Message message, Reply reply) throws ParameterFileException {
        switch (message.getType()) {
            case LabMessages.SELF_TEST -> new SelfTest(Message.text(message), choice, told()).start();
            case LabMessages.RUNS -> {
                String asked = Message.text(message);
                int space = asked.indexOf(' ');
                long seed = Long.parseLong(asked.substring(0, space));
                new Runs(seed, Integer.parseInt(asked.substring(space + 1)), choice, told()).start();
            }
            case LabMessages.BENCH -> bench(Message.text(message));
            case LabMessages.CONVERT -> {
                Opened opened = AnyFile.read(Message.bytes(message));
                String about = ((LabMessages.Convert) message).getAbout();
                byte[] file = described(opened.file(), about).toSafetensors(opened.storage());
                reply.answer(LabMessages.converted(file, opened.note()));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static ParameterFile described(ParameterFile file, String about) {
        return about.isEmpty()
                ? file
                : new ParameterFile(
                        file.parameters(),
                        ModelDescription.fromJson(about)
                                .addTo(new CardBuilder(file.card()))
                                .build(),
                        file.extra());
    }

    private static SelfTest.Listener told() {
        return new SelfTest.Listener() {
            @Override
            public void checked(Check check, double milliseconds, int done, int total) {
                post(LabMessages.checked(check, milliseconds, done, total));
            }

            @Override
            public void finished() {
                post(LabMessages.finished());
            }
        };
    }

    private void bench(String only) {
        new Bench(choice, only, benched()).start();
    }

    /** Tells the page each figure of a benchmark. */
    public static Bench.Listener benched() {
        return new Bench.Listener() {
            @Override
            public void measured(Figure figure, int done, int total) {
                post(LabMessages.measured(figure, done, total));
            }

            @Override
            public void finished() {
                post(LabMessages.finished());
            }
        };
    }
}
