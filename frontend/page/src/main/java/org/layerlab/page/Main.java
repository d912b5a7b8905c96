package org.layerlab.page;

/** The page's composition root. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("LayerLab");
    }
}
