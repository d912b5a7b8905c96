package org.layerlab.backend.photo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A PNG with nothing but its first picture, and the place of that on the canvas. The JDK's reader inflates every compressed
 * text on its way to the pixels: 8,000 of them turn a file of 2 MB into a gigabyte. It knows no animations, and no
 * transparency in gray of less than 8 bits.
 *
 * <p>Source: W3C PNG, third edition.
 *
 * @param bytes a PNG of that picture
 * @param left columns of the canvas to the left of it
 * @param top rows of the canvas above it
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never written again
record PngPicture(byte[] bytes, int left, int top) {
    private static final int SIGNATURE = 8;

    /** Length, type and CRC-32. */
    private static final int AROUND = 12;

    private static final int IHDR = type("IHDR");
    private static final int PLTE = type("PLTE");
    private static final int TRNS = type("tRNS");
    private static final int IDAT = type("IDAT");
    private static final int IEND = type("IEND");
    private static final int ANIMATION = type("acTL");
    private static final int FRAME = type("fcTL");
    private static final int FRAME_DATA = type("fdAT");

    private static final Set<Integer> CRITICAL = Set.of(IHDR, PLTE, IDAT, IEND);
    private static final Set<Integer> OTHERS = Set.of(TRNS, ANIMATION, FRAME, FRAME_DATA);

    /** Of the first letter: a chunk that may be skipped. */
    private static final int ANCILLARY = 0x20000000;

    private static final int HEADER_BYTES = 13;

    private static final int GRAY = 0;
    private static final int PALETTE = 3;
    private static final int WITH_ALPHA = 4;

    private static int type(String letters) {
        return ByteBuffer.wrap(letters.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** A chunk's content, at {@code from ≤ i < from + length} of the file. */
    private record Chunk(int type, int from, int length) {}

    /**
     * The picture without texts, profiles, other frames, and what follows the file's end.
     *
     * @param png whose chunks end inside it; not modified
     * @throws IOException when a chunk of the picture is damaged or missing
     */
    static PngPicture of(byte[] png) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(png);
        List<Chunk> chunks = chunks(in);
        Chunk header = chunks.get(0);
        Chunk frame = hiddenBefore(in, chunks, header);
        ByteBuffer size = frame == null ? in.slice(header.from, 8) : in.slice(frame.from + 4, 8);
        int bits = in.get(header.from + 8);
        int color = in.get(header.from + 9);
        Chunk palette = color == GRAY || color == WITH_ALPHA ? null : beforePicture(chunks, PLTE);
        Chunk transparent = color >= WITH_ALPHA ? null : beforePicture(chunks, TRNS);
        if (color == PALETTE && (palette == null || palette.length < 3)) {
            throw new IOException("no palette");
        }
        if (palette != null && transparent != null && transparent.from < palette.from) {
            transparent = null; // too early to say which colors
        }
        // Gray becomes a palette of grays, in which one may be transparent.
        Chunk gray = color == GRAY && bits < 8 && transparent != null && transparent.length >= 2 ? transparent : null;

        ByteBuffer out = ByteBuffer.allocate(png.length + 1000);
        out.put(png, 0, SIGNATURE);
        ByteBuffer told = ByteBuffer.allocate(HEADER_BYTES).put(size).put(in.slice(header.from + 8, 5));
        put(out, IHDR, gray != null ? told.put(9, (byte) PALETTE).flip() : told.flip());
        if (gray != null) {
            putGrays(out, bits, in.getShort(gray.from));
        } else {
            put(out, in, palette);
            put(out, in, transparent);
        }
        putData(out, in, chunks, frame);
        put(out, IEND, ByteBuffer.allocate(0));
        byte[] bytes = new byte[out.position()];
        System.arraycopy(out.array(), 0, bytes, 0, bytes.length);
        return frame == null
                ? new PngPicture(bytes, 0, 0)
                : new PngPicture(bytes, in.getInt(frame.from + 12), in.getInt(frame.from + 16));
    }

    /**
     * The chunks that matter.
     *
     * @throws IOException when one of them is damaged or in the wrong place, or one must be understood that is not
     */
    private static List<Chunk> chunks(ByteBuffer in) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        int type = 0;
        for (int at = SIGNATURE; type != IEND && at + AROUND <= in.capacity(); ) {
            int length = in.getInt(at);
            int before = type;
            type = in.getInt(at + 4);
            if (length < 0 || length > in.capacity() - at - AROUND) {
                throw new EOFException("a chunk ends past the end of the file");
            }
            if ((type & ANCILLARY) == 0) {
                boolean goesOn = type == IDAT && before == IDAT;
                if (!CRITICAL.contains(type) || !(seen.add(type) || goesOn)) {
                    throw new IOException("an unknown chunk, or one that came before");
                }
                if (type != IEND) {
                    requireCrc(in, at + 4, length + 4);
                }
            }
            if (CRITICAL.contains(type) || OTHERS.contains(type)) {
                chunks.add(new Chunk(type, at + 8, length));
            }
            at += AROUND + length;
        }
        if (chunks.isEmpty() || chunks.get(0).type != IHDR || chunks.get(0).length != HEADER_BYTES) {
            throw new IOException("no header");
        }
        return chunks;
    }

    private static void requireCrc(ByteBuffer in, int from, int length) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(in.slice(from, length));
        if ((int) crc.getValue() != in.getInt(from + length)) {
            throw new IOException("a chunk's CRC-32 does not match");
        }
    }

    /** The first frame of an animation whose still picture is not part of it; null for other files. */
    private static @Nullable Chunk hiddenBefore(ByteBuffer in, List<Chunk> chunks, Chunk header) throws IOException {
        Chunk animation = beforePicture(chunks, ANIMATION);
        if (animation == null || animation.length < 8 || in.getInt(animation.from) == 0) {
            return null;
        }
        Chunk first = chunks.stream()
                .filter(chunk -> chunk.type == FRAME && chunk.length >= 20)
                .findFirst()
                .orElseThrow(() -> new IOException("an animation without frames"));
        if (first.from > chunks.get(firstData(chunks)).from) {
            requireInside(in, first, header);
            return first;
        }
        // A still picture that is a frame fills the canvas.
        if (!in.slice(first.from + 4, 8).equals(in.slice(header.from, 8)) || in.getLong(first.from + 12) != 0) {
            throw new IOException("its first frame is not its picture");
        }
        return null;
    }

    private static void requireInside(ByteBuffer in, Chunk frame, Chunk header) throws IOException {
        for (int i = 0; i < 8; i += 4) {
            long size = in.getInt(frame.from + 4 + i);
            long from = in.getInt(frame.from + 12 + i);
            if (size < 1 || from < 0 || from + size > in.getInt(header.from + i)) {
                throw new IOException("its first frame is not on its canvas");
            }
        }
    }

    private static int firstData(List<Chunk> chunks) throws IOException {
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i).type == IDAT) {
                return i;
            }
        }
        throw new IOException("no picture in it");
    }

    private static @Nullable Chunk beforePicture(List<Chunk> chunks, int type) throws IOException {
        for (Chunk chunk : chunks.subList(0, firstData(chunks))) {
            if (chunk.type == type) {
                return chunk;
            }
        }
        return null;
    }

    /** The data of the still picture, or those of a frame, which begin with their number. */
    private static void putData(ByteBuffer out, ByteBuffer in, List<Chunk> chunks, @Nullable Chunk frame) {
        for (Chunk chunk : chunks) {
            if (frame == null && chunk.type == IDAT) {
                put(out, in, chunk);
            } else if (frame != null && chunk.from > frame.from) {
                if (chunk.type == FRAME) {
                    return;
                }
                if (chunk.type == FRAME_DATA && chunk.length >= 4) {
                    put(out, IDAT, in.slice(chunk.from + 4, chunk.length - 4));
                }
            }
        }
    }

    private static void putGrays(ByteBuffer out, int bits, int transparent) {
        int count = 1 << bits;
        ByteBuffer colors = ByteBuffer.allocate(3 * count);
        ByteBuffer alphas = ByteBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            byte gray = (byte) (i * 255 / (count - 1));
            colors.put(gray).put(gray).put(gray);
            alphas.put((byte) (i == (transparent & (count - 1)) ? 0 : 255));
        }
        put(out, PLTE, colors.flip());
        put(out, TRNS, alphas.flip());
    }

    private static void put(ByteBuffer out, ByteBuffer in, @Nullable Chunk chunk) {
        if (chunk != null) {
            put(out, chunk.type, in.slice(chunk.from, chunk.length));
        }
    }

    private static void put(ByteBuffer out, int type, ByteBuffer content) {
        int from = out.position();
        out.putInt(content.remaining()).putInt(type).put(content);
        CRC32 crc = new CRC32();
        crc.update(out.slice(from + 4, out.position() - from - 4));
        out.putInt((int) crc.getValue());
    }
}
