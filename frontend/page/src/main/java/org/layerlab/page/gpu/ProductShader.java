package org.layerlab.page.gpu;

/**
 * A product {@code C = A·B} of (n, k)·(k, m) in tiles, whatever its operands are made of. Each group keeps {@link
 * Tile#DEPTH} columns of its rows of A, and as many rows of its columns of B, in the memory that its threads share; each
 * thread adds up its own part of C in registers (Goto and van de Geijn 2008, with the GPU's two levels of memory).
 *
 * <p>Where a product is small but its sums are long, several groups share a tile: each adds up {@code p.share} terms and
 * writes them to a place of its own, and {@link #JOIN} adds those.
 *
 * <p>Numbers: groups, n, m, k, share.
 */
final class ProductShader {
    /** The sum of {@code p.parts} parts of C. */
    static final Shader JOIN = Shader.each("joinParts")
            .reads("parts")
            .writes("C")
            .counts("count")
            .numbers("scale")
            .body("""
                    var sum = 0.0;
                    for (var at = i; at < p.n * p.count; at += p.n) { sum += parts[at]; }
                    C[i] = p.scale * sum;
                    """);

    private final String name;
    private final Tile tile;
    private boolean rowsFirst;
    private String functions = "";

    /** A product of this name in these tiles. */
    ProductShader(String name, Tile tile) {
        this.name = name;
        this.tile = tile;
    }

    /** Neighboring threads read A down its rows; without this along its columns. */
    ProductShader rowsFirst() {
        rowsFirst = true;
        return this;
    }

    /**
     * What A, B and C are: functions {@code a(row, k)}, {@code columnAt(column)}, whose result of type {@code Column}
     * {@code b(k, column)} takes, for four columns {@code b4(k, columns)} that takes four of them, and {@code store(at, row,
     * column, sum)}, at a place of {@code p.n · p.m} of each part.
     */
    ProductShader operands(String functions) {
        this.functions = functions;
        return this;
    }

    /** The whole operation; the roles have to be declared in it. */
    Shader on(Shader roles) {
        return roles.counts("rows", "columns", "depth", "share")
                .with(declarations())
                .with(functions)
                .body(body());
    }

    /** An operation for {@link #on}. */
    Shader named() {
        return Shader.groups(name + " in " + tile);
    }

    private String declarations() {
        return "const HEIGHT = " + tile.height() + "u;\nconst WIDTH = " + tile.width() + "u;\nconst DEPTH = "
                + Tile.DEPTH + "u;\n"
                + "var<workgroup> rowsOfA: array<f32, " + tile.height() * Tile.DEPTH + ">;\n"
                + "var<workgroup> columnsOfB: array<vec4f, " + tile.width() * Tile.DEPTH / 4 + ">;\n";
    }

    private String body() {
        StringBuilder text = new StringBuilder("""
                let tilesDown = (p.rows + HEIGHT - 1u) / HEIGHT;
                let tilesAcross = (p.columns + WIDTH - 1u) / WIDTH;
                let tile = group % (tilesDown * tilesAcross);
                let part = group / (tilesDown * tilesAcross);
                let top = tile / tilesAcross * HEIGHT;
                let left = tile % tilesAcross * WIDTH;
                let begin = part * p.share;
                let end = min(p.depth, begin + p.share);
                let down = lane / 16u;
                let across = lane % 16u;
                let own = lane % (WIDTH / 4u);
                """);
        for (int q = 0; q < 4; q++) {
            text.append("let column" + q + " = columnAt(min(left + 4u * own + " + q + "u, p.columns - 1u));\n");
        }
        each((r, t) -> text.append("var sum" + r + "_" + t + " = vec4f();\n"));
        text.append("for (var k = begin; k < end; k += DEPTH) {\n");
        load(text);
        text.append("workgroupBarrier();\nfor (var d = 0u; d < DEPTH; d++) {\n");
        for (int t = 0; t < tile.fours(); t++) {
            text.append("let b" + t + " = columnsOfB[d * (WIDTH / 4u) + across + " + t * Tile.SIDE + "u];\n");
        }
        for (int r = 0; r < tile.rows(); r++) {
            text.append("let a" + r + " = vec4f(rowsOfA[d * HEIGHT + down * " + tile.rows() + "u + " + r + "u]);\n");
        }
        each((r, t) -> text.append("sum" + r + "_" + t + " = fma(a" + r + ", b" + t + ", sum" + r + "_" + t + ");\n"));
        text.append("}\nworkgroupBarrier();\n}\n");
        each((r, t) -> {
            String row = "top + down * " + tile.rows() + "u + " + r + "u";
            String column = "left + 4u * (across + " + t * Tile.SIDE + "u)";
            for (int q = 0; q < 4; q++) {
                text.append(
                        "put(part, " + row + ", " + column + " + " + q + "u, sum" + r + "_" + t + "[" + q + "]);\n");
            }
        });
        return text.toString();
    }

    /** Each thread brings its share of the two slabs. */
    private void load(StringBuilder text) {
        String where = rowsFirst
                ? "let row = e % HEIGHT;\nlet d = e / HEIGHT;\n"
                : "let d = e % DEPTH;\nlet row = e / DEPTH;\n";
        text.append("for (var e = lane; e < HEIGHT * DEPTH; e += 256u) {\n")
                .append(where)
                .append("var value = 0.0;\n")
                .append("if (top + row < p.rows && k + d < end) { value = a(top + row, k + d); }\n")
                .append("rowsOfA[d * HEIGHT + row] = value;\n}\n")
                .append("for (var d = lane / (WIDTH / 4u); d < DEPTH; d += 256u / (WIDTH / 4u)) {\n")
                .append("var values = vec4f();\n")
                .append("if (k + d < end) { values = b4(k + d, column0, column1, column2, column3); }\n")
                .append("columnsOfB[d * (WIDTH / 4u) + own] = values;\n}\n");
    }

    private interface Place {
        void at(int row, int four);
    }

    private void each(Place place) {
        for (int r = 0; r < tile.rows(); r++) {
            for (int t = 0; t < tile.fours(); t++) {
                place.at(r, t);
            }
        }
    }

    /** {@code put(part, row, column, sum)} where C is written as it is, times {@code p.scale}. */
    static final String PUT = """
            fn put(part: u32, row: u32, column: u32, sum: f32) {
              if (row < p.rows && column < p.columns) {
                C[(part * p.rows + row) * p.columns + column] = p.scale * sum;
              }
            }
            """;

    /** {@code b4} of four columns one by one. */
    static final String ONE_BY_ONE = """
            fn b4(k: u32, c0: Column, c1: Column, c2: Column, c3: Column) -> vec4f {
              return vec4f(b(k, c0), b(k, c1), b(k, c2), b(k, c3));
            }
            """;
}
