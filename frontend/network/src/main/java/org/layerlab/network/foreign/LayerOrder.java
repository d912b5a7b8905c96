package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which orders the layers of a file may follow one another: those of one stem by their numbers, {@code fc1, fc2},
 * stems one after the other, {@code conv} and then {@code fc}, or the other way round. Batch normalizations go with the
 * layer that their names or their sizes tell.
 */
final class LayerOrder {
    /** Stems whose orders are tried: more are 720 and more. */
    private static final int MOST_STEMS = 5;

    private LayerOrder() {}

    /** All orders, each once. Where there are too many stems, that of the file alone. */
    static List<List<Weights>> of(Contents contents) {
        Map<String, List<Weights>> groups = new LinkedHashMap<>();
        for (Weights layer : contents.weights()) {
            List<Weights> group = groups.get(layer.place().stem());
            if (group == null) {
                group = new ArrayList<>();
                groups.put(layer.place().stem(), group);
            }
            group.add(layer);
        }
        List<List<Weights>> orders = new ArrayList<>();
        if (groups.size() > MOST_STEMS) {
            orders.add(contents.weights());
            return orders;
        }
        for (List<Weights> group : groups.values()) {
            group.sort((a, b) -> Place.compare(a.place(), b.place()));
        }
        arrange(new ArrayList<>(groups.values()), new ArrayList<>(), orders);
        return orders;
    }

    private static void arrange(List<List<Weights>> left, List<Weights> begun, List<List<Weights>> orders) {
        if (left.isEmpty()) {
            orders.add(begun);
        }
        for (int i = 0; i < left.size(); i++) {
            List<List<Weights>> others = new ArrayList<>(left);
            List<Weights> longer = new ArrayList<>(begun);
            longer.addAll(others.remove(i));
            arrange(others, longer, orders);
        }
    }

    /** The layers with the batch normalizations that belong to them; null where that cannot be told. */
    static @Nullable List<Weights> withNorms(List<Weights> order, List<Norm> norms, Layout layout) {
        List<Weights> layers = new ArrayList<>(order);
        Map<String, List<Norm>> groups = new LinkedHashMap<>();
        for (Norm norm : norms) {
            String stem = norm.place().stem();
            if (!follow(layers, norm)) {
                List<Norm> group = groups.get(stem);
                if (group == null) {
                    group = new ArrayList<>();
                    groups.put(stem, group);
                }
                group.add(norm);
            }
        }
        for (List<Norm> group : groups.values()) {
            group.sort((a, b) -> Place.compare(a.place(), b.place()));
            if (!byNumber(layers, group, layout) && !bySize(layers, group, layout)) {
                return null;
            }
        }
        return layers;
    }

    /** In a list of modules, {@code 0.weight, 1.running_mean}, a normalization follows what has the number before. */
    private static boolean follow(List<Weights> layers, Norm norm) {
        int at = -1;
        for (int i = 0; i < layers.size(); i++) {
            Place place = layers.get(i).place();
            if (place.stem().equals(norm.place().stem()) && Place.compare(place, norm.place()) < 0) {
                at = i;
            }
        }
        if (at < 0 || layers.get(at).norm() != null) {
            return false;
        }
        layers.set(at, layers.get(at).with(norm));
        return true;
    }

    /** {@code bn2} goes with {@code conv2}, where that fits for all of them and with one stem of layers alone. */
    private static boolean byNumber(List<Weights> layers, List<Norm> norms, Layout layout) {
        List<Weights> found = null;
        List<String> stems = new ArrayList<>();
        for (Weights layer : layers) {
            if (!stems.contains(layer.place().stem())) {
                stems.add(layer.place().stem());
            }
        }
        for (String stem : stems) {
            List<Weights> matched = matched(layers, norms, stem, layout);
            if (matched != null && found != null) {
                return false;
            }
            found = matched == null ? found : matched;
        }
        return found != null && replace(layers, found);
    }

    private static @Nullable List<Weights> matched(List<Weights> layers, List<Norm> norms, String stem, Layout layout) {
        List<Weights> matched = new ArrayList<>(layers);
        for (Norm norm : norms) {
            int at = -1;
            for (int i = 0; i < layers.size() && at < 0; i++) {
                Weights layer = matched.get(i);
                boolean same = layer.place().stem().equals(stem)
                        && layer.place().lastNumber() == norm.place().lastNumber();
                at = same && layer.norm() == null && layout.out(layer.W()) == norm.size() ? i : -1;
            }
            if (at < 0) {
                return null;
            }
            matched.set(at, matched.get(at).with(norm));
        }
        return matched;
    }

    /** In their order, where there is one way alone in which the sizes fit. */
    private static boolean bySize(List<Weights> layers, List<Norm> norms, Layout layout) {
        // The earliest and the latest way; where they are the same, it is the only one.
        int[] earliest = new int[norms.size()];
        int[] latest = new int[norms.size()];
        int at = 0;
        for (int k = 0; k < norms.size(); k++, at++) {
            while (at < layers.size() && !suits(layers.get(at), norms.get(k), layout)) {
                at++;
            }
            earliest[k] = at;
        }
        at = layers.size() - 1;
        for (int k = norms.size() - 1; k >= 0; k--, at--) {
            while (at >= 0 && !suits(layers.get(at), norms.get(k), layout)) {
                at--;
            }
            latest[k] = at;
        }
        List<Weights> matched = new ArrayList<>(layers);
        for (int k = 0; k < norms.size(); k++) {
            if (earliest[k] != latest[k] || earliest[k] >= layers.size()) {
                return false;
            }
            matched.set(earliest[k], layers.get(earliest[k]).with(norms.get(k)));
        }
        return replace(layers, matched);
    }

    private static boolean suits(Weights layer, Norm norm, Layout layout) {
        return layer.norm() == null && layout.out(layer.W()) == norm.size();
    }

    private static boolean replace(List<Weights> layers, List<Weights> by) {
        layers.clear();
        layers.addAll(by);
        return true;
    }
}
