package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import com.eclipsesource.json.Json;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.PhotoSettings;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.Run;

/**
 * The worker of the pages that train no network on photos: owns a saved one and answers questions. What a page does not
 * need is not in its program.
 */
public final class JudgeWorker {
    private final KernelChoice choice;
    private @Nullable Run run;
    private Consumer<byte[]> opened = file -> {};

    private JudgeWorker(KernelChoice choice) {
        this.choice = choice;
    }

    /** Judges photos, explains, and searches a data set for similar ones; listens from now on. */
    public static void judge(KernelChoice choice) {
        JudgeWorker worker = new JudgeWorker(choice);
        PhotoLoader loader = new PhotoLoader(null);
        PageLink.listen(
                () -> {},
                List.of(),
                worker::hear,
                new NetworkQuestions(() -> worker.run, () -> {}, loader),
                (message, reply) -> worker.look(message, reply, loader));
    }

    /** Learns a person's own classes and judges by them; listens from now on. */
    public static void ofClasses(KernelChoice choice) {
        JudgeWorker worker = new JudgeWorker(choice);
        ClassRequests classes = new ClassRequests(worker::run, choice);
        worker.opened = classes::opened;
        PageLink.listen(() -> {}, List.of(), worker::hear, classes);
    }

    private boolean hear(Message message, Reply reply) throws ParameterFileException {
        if (!message.getType().equals(RunMessages.OPEN)) {
            return false;
        }
        byte[] file = Message.bytes(message);
        Run next = OpenedPhotos.open(ParameterFile.readSafetensors(file), choice);
        opened.accept(file);
        if (run != null) {
            run.release();
        }
        run = next;
        choice.share(false);
        post(next.ready());
        return true;
    }

    private boolean look(Message message, Reply reply, PhotoLoader loader) throws Exception {
        if (!message.getType().equals(PhotoMessages.LOOK)) {
            return false;
        }
        PhotoPreparation how = Classifies.of(run()).preparation();
        loader.load(PhotoSettings.Source.of(Json.parse(Message.text(message)).asObject()), how, reply, ready -> {});
        return true;
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("nothing is set up yet");
        }
        return run;
    }
}
