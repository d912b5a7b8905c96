package org.layerlab.page.gpu;

/** Products of matrices, plain and with either one transposed. Four columns of B are read at once where they can be. */
final class ProductShaders {
    private static final String COLUMN = "alias Column = u32;\nfn columnAt(column: u32) -> Column { return column; }\n";

    private static final String B =
            ProductShader.ONE_BY_ONE + "fn b(k: u32, c: Column) -> f32 { return B[k * p.columns + c]; }\n";

    private static final String B_BY_FOURS = """
            fn b4(k: u32, c0: Column, c1: Column, c2: Column, c3: Column) -> vec4f {
              return B[(k * p.columns + c0) / 4u];
            }
            """;

    private ProductShaders() {}

    /**
     * {@code C = A·B}.
     *
     * @param byFours whether the columns of B are a multiple of four
     */
    static Shader multiply(Tile tile, boolean byFours) {
        return product(
                "multiply", tile, byFours, false, "fn a(row: u32, k: u32) -> f32 { return A[row * p.depth + k]; }");
    }

    /** {@code C = Aᵀ·B}. */
    static Shader multiplyTN(Tile tile, boolean byFours) {
        return product(
                "multiplyTN", tile, byFours, true, "fn a(row: u32, k: u32) -> f32 { return A[k * p.rows + row]; }");
    }

    /** {@code C = scale · A·Bᵀ}. */
    static Shader multiplyNT(Tile tile) {
        ProductShader product = new ProductShader("multiplyNT", tile)
                .operands(COLUMN
                        + ProductShader.ONE_BY_ONE
                        + "fn b(k: u32, c: Column) -> f32 { return B[c * p.depth + k]; }\n"
                        + "fn a(row: u32, k: u32) -> f32 { return A[row * p.depth + k]; }\n"
                        + ProductShader.PUT);
        return product.on(product.named().reads("A", "B").writes("C")).numbers("scale");
    }

    private static Shader product(String name, Tile tile, boolean byFours, boolean rowsFirst, String a) {
        ProductShader product = new ProductShader(name + (byFours ? " by fours" : ""), tile)
                .operands(COLUMN + (byFours ? B_BY_FOURS : B) + a + ProductShader.PUT);
        if (rowsFirst) {
            product.rowsFirst();
        }
        Shader roles = product.named().reads("A").readsAs(byFours ? "vec4f" : "f32", "B");
        return product.on(roles.writes("C")).numbers("scale");
    }
}
