package org.layerlab.page.gpu.worker;

import static org.layerlab.page.message.PageLink.post;

import com.eclipsesource.json.Json;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.check.Check;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.gpu.Gpu;
import org.layerlab.page.gpu.WebGpuKernels;
import org.layerlab.page.lab.worker.GpuBench;
import org.layerlab.page.lab.worker.LabWorker;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.GpuMessages;
import org.layerlab.page.message.LabMessages;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.SentState;

/** Hears what the GPU is to do. */
public final class GpuWorker implements Requests.Handler {
    private @Nullable GpuRun run;
    private @Nullable PhotoClassifier classifier;

    /** Begins to listen. */
    public void start() {
        PageLink.listen(() -> {}, List.of(), this);
    }

    @Override
    public boolean hear(Message message, Reply reply) {
        switch (message.getType()) {
            case LabMessages.SELF_TEST -> selfTest(Message.text(message).equals(LabMessages.SOFTWARE));
            case LabMessages.BENCH -> bench(Message.text(message).equals(LabMessages.SOFTWARE));
            case GpuMessages.BEGIN -> begin((GpuMessages.Begin) message, reply);
            case GpuMessages.GO -> go((GpuMessages.Go) message, reply);
            case GpuMessages.HURRY -> run().hurry();
            case GpuMessages.OPEN -> open((GpuMessages.Open) message, reply);
            case GpuMessages.FEATURES -> features((GpuMessages.Photos) message, reply);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void selfTest(boolean software) {
        double start = Clock.now();
        Consumer<String> failed = why -> tell(List.of(new Check("WebGPU", false, why)), 0);
        Gpu.open(
                software,
                gpu -> new GpuSelfTest(gpu, checks -> tell(checks, (Clock.now() - start) / checks.size())).start(),
                software ? failed : why -> tell(List.of(), 0),
                failed);
    }

    private static void bench(boolean software) {
        Gpu.open(
                software,
                gpu -> {
                    gpu.onFailure(PageLink::postFailure);
                    new GpuBench(gpu, LabWorker.benched()).start();
                },
                software ? PageLink::postFailure : why -> post(LabMessages.finished()),
                PageLink::postFailure);
    }

    /** What a GPU is opened for. */
    private interface Use {
        void of(Gpu gpu) throws Exception;
    }

    /** Opens the GPU and answers with its name. */
    private static void open(boolean software, Reply reply, Use use) {
        Gpu.open(
                software,
                gpu -> reply.attempt(() -> {
                    gpu.onFailure(PageLink::postFailure);
                    use.of(gpu);
                    reply.answer(Answers.text(gpu.name()));
                }),
                reply::failed,
                reply::failed);
    }

    private void begin(GpuMessages.Begin begin, Reply reply) {
        PhotoRecipe recipe = PhotoRecipe.of(Json.parse(begin.getRecipe()).asObject());
        open(
                begin.isSoftware(),
                reply,
                gpu -> run = new GpuRun(
                        gpu,
                        recipe,
                        begin.getPhotos().copyToJavaArray(),
                        begin.getLabels().copyToJavaArray(),
                        begin.getCostEvery()));
    }

    private GpuRun run() {
        if (run == null) {
            throw new IllegalStateException("there is no run on the GPU");
        }
        return run;
    }

    private void go(GpuMessages.Go go, Reply reply) {
        GpuRun trained = run();
        GpuMessages.State from = go.getFrom();
        if (from != null) {
            trained.resume(from);
        }
        trained.go(
                go.getUntil(),
                go.getMilliseconds(),
                (state, milliseconds) -> reply.answer(SentState.message(state, milliseconds)));
    }

    private void open(GpuMessages.Open open, Reply reply) {
        open(
                open.isSoftware(),
                reply,
                gpu -> classifier = OpenedPhotos.open(
                                ParameterFile.readSafetensors(open.getFile().copyToJavaArray()), new WebGpuKernels(gpu))
                        .classifier());
    }

    private void features(GpuMessages.Photos asked, Reply reply) {
        if (classifier == null) {
            throw new IllegalStateException("there is no network on the GPU");
        }
        classifier.features(
                asked.getPhotos().copyToJavaArray(),
                asked.getCount(),
                asked.isMirrored(),
                values -> reply.answer(Answers.values(values)));
    }

    private static void tell(List<Check> checks, double milliseconds) {
        for (int i = 0; i < checks.size(); i++) {
            post(LabMessages.checked(checks.get(i), milliseconds, i + 1, checks.size()));
        }
        post(LabMessages.finished());
    }
}
