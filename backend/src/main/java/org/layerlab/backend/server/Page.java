package org.layerlab.backend.server;

import java.util.Locale;

/** The pages; the content of each is {@code static/pages/{id}.html}. */
enum Page {
    PLAYGROUND(
            "play",
            "LayerLab: watch a neural network learn",
            "Train an L-layer neural network in your browser, watch its decision boundary move, keep its parameters."),
    PHOTOS(
            "photos",
            "Cats and dogs · LayerLab",
            "Is it a cat or a dog? A neural network in your browser answers, and shows what it sees. Your photo stays with you."),
    TRAIN(
            "train",
            "Train on photos · LayerLab",
            "Train a neural network on photos in your browser, watch it learn, and look at its mistakes."),
    CLASSES(
            "classes",
            "Your own classes · LayerLab",
            "Teach a neural network two to ten classes with photos of your own, in seconds. No photo leaves your browser."),
    INSIDE(
            "inside",
            "Inside the network · LayerLab",
            "Every multiplication behind a pixel of a feature map: patch, filter, sum, normalization, activation, pool."),
    MODELS("models", "Models · LayerLab", "Neural networks that were trained and saved with LayerLab, newest first."),
    MODEL(
            "models",
            "Model · LayerLab",
            "A neural network trained with LayerLab: its card, its cost curve, its parameters."),
    LEARN(
            "learn",
            "Learn · LayerLab",
            "Short lessons about neural networks: predict, try it in your browser, compare, understand."),
    LESSON("learn", "Lesson · LayerLab", "A lesson about neural networks."),
    WRITE(
            "learn",
            "Write a lesson · LayerLab",
            "Write a lesson about neural networks: a question, a prediction, an experiment, and what happened."),
    CLASS(
            "live",
            "Live class · LayerLab",
            "A whole class, without accounts: pupils join with a code, and you see how each network learns."),
    JOIN("live", "Join a class · LayerLab", "Join your class with a name of your choice. You need no account."),
    BENCH(
            "lab",
            "Benchmark · LayerLab",
            "How fast neural networks train in this browser, next to the limit of its processor."),
    SELFTEST("lab", "Self-test · LayerLab", "LayerLab's golden and contract tests inside this browser."),
    HELP("", "Help · LayerLab", "What each part of LayerLab is, its keys, common questions, and a glossary."),
    ABOUT("", "About · LayerLab", "What LayerLab is, where it comes from, and whose work it uses."),
    PRIVACY("", "Privacy · LayerLab", "What LayerLab stores, where, what leaves your browser, and how to delete it."),
    API("", "API · LayerLab", "The HTTP interface of LayerLab: its addresses, parameters, answers and errors."),
    OFFLINE("", "Offline · LayerLab", "You’re offline, and this page was never opened here."),
    DELETED("", "Deleted · LayerLab", "The model at this address was deleted."),
    BROKENLESSON("", "Lesson · LayerLab", "The link of this lesson is incomplete or was changed."),
    NOTFOUND("", "Not found · LayerLab", "There is nothing at this address.");

    private final String program;
    private final String title;
    private final String description;

    Page(String program, String title, String description) {
        this.program = program;
        this.title = title;
        this.description = description;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The compiled program, which {@code boot.js} starts; empty for pages that are text alone. */
    String program() {
        return program;
    }

    /**
     * Whether it shows less in the frame of another page, marked with {@code data-embed} by its program; by {@code page.js}
     * where it says that something is not there.
     */
    boolean embeddable() {
        return switch (this) {
            case PLAYGROUND, MODEL, LESSON, DELETED, BROKENLESSON, NOTFOUND -> true;
            default -> false;
        };
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
