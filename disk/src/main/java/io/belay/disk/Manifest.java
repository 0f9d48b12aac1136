package io.belay.disk;

import io.belay.base.Check;
import io.belay.log.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a backup consists of. It is the last file that a backup writes: without it there is no backup.
 *
 * <pre>
 *  belay-backup 1
 *  version 0.1.0
 *  taken 2026-11-22T15:04:05Z
 *  broker-time-ms 1795359845000
 *  batch 812
 *  checkpoint 700
 *  file checkpoint-00000000000002bc 88120 SHA-256 in hexadecimal
 *  file segment-00000003 67108864 …
 *  end SHA-256 of all lines before
 * </pre>
 *
 * @param version of the program that wrote it, for people
 * @param taken when, by the wall clock, for people
 * @param brokerTimeMs broker time when it was begun, milliseconds since 1970
 * @param batch the last batch that is in it
 * @param checkpoint the checkpoint that is in it; 0 if there is none
 * @param files all but the manifest itself
 */
public record Manifest(
        String version, String taken, long brokerTimeMs, long batch, long checkpoint, List<Entry> files) {
    /** The name of the file. */
    public static final String NAME = "manifest";

    /** The format that is written, and the only one that is read. */
    public static final int FORMAT = 1;

    /** Of a manifest's file; a backup of a million segments fits. Bytes. */
    public static final int LENGTH_MAX = 128 << 20;

    private static final String MAGIC = "belay-backup ";

    /**
     * One file of a backup.
     *
     * @param name of a segment or a checkpoint, nothing else
     * @param length bytes
     * @param sha256 of its content, in lower hexadecimal
     */
    public record Entry(String name, long length, String sha256) {
        /** @throws IllegalArgumentException if it is no name of a file of a log, or the length is negative */
        public Entry {
            boolean isOurs = FileNames.segmentOf(name) > 0 || FileNames.checkpointOf(name) > 0;
            Check.argument(isOurs, "the name of a segment or a checkpoint", name.length());
            Check.argument(length >= 0, "a length of 0 or more", length);
        }
    }

    /** Keeps a copy. */
    public Manifest {
        files = List.copyOf(files);
    }

    /** The bytes of all files. */
    public long bytes() {
        return files.stream().mapToLong(Entry::length).sum();
    }

    /** As it is written. */
    String text() {
        StringBuilder text = new StringBuilder(MAGIC).append(FORMAT).append('\n');
        text.append("version ").append(version).append('\n');
        text.append("taken ").append(taken).append('\n');
        text.append("broker-time-ms ").append(brokerTimeMs).append('\n');
        text.append("batch ").append(batch).append('\n');
        text.append("checkpoint ").append(checkpoint).append('\n');
        for (Entry file : files) {
            text.append("file " + file.name + " " + file.length + " " + file.sha256 + "\n");
        }
        return text + "end " + Digest.of(text.toString()) + "\n";
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws IOException if there is none, or it is not as it was written, or of another format
     */
    public static Manifest read(Path backup) throws IOException {
        Path path = backup.resolve(NAME);
        try {
            if (Files.size(path) > LENGTH_MAX) throw new IOException(path + " is longer than " + LENGTH_MAX + " bytes");
            return parse(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            throw new IOException(
                    backup + " is no backup, or one that was not completed: there is no " + NAME + " in it", none);
        } catch (java.nio.charset.CharacterCodingException damaged) {
            throw new IOException(path + ": expected UTF-8, found other bytes", damaged);
        } catch (IllegalArgumentException damaged) {
            throw new IOException(path + ": " + damaged.getMessage(), damaged);
        }
    }

    /** @throws IllegalArgumentException with what was expected and found */
    static Manifest parse(String text) {
        if (!text.startsWith(MAGIC)) throw wrong("\"" + MAGIC + FORMAT + "\" in the first line, found something else");
        String[] lines = text.split("\n", -1);
        String format = lines[0].substring(MAGIC.length());
        if (!format.equals(Integer.toString(FORMAT)))
            throw wrong("format " + FORMAT + ", found " + shown(format) + ": restore it with the Belay that wrote it");
        int end = text.lastIndexOf("\nend ") + 1;
        boolean isWhole = end > 0 && text.substring(end).equals("end " + Digest.of(text.substring(0, end)) + "\n");
        if (!isWhole) throw wrong("its own checksum in the last line, found another: it is damaged");
        if (lines.length < 8) throw wrong("version, taken, broker-time-ms, batch and checkpoint, found less");
        return new Manifest(
                value(lines[1], "version"),
                value(lines[2], "taken"),
                number(value(lines[3], "broker-time-ms")),
                number(value(lines[4], "batch")),
                number(value(lines[5], "checkpoint")),
                files(lines));
    }

    private static List<Entry> files(String[] lines) {
        List<Entry> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int index = 6; index < lines.length - 2; index++) {
            String[] parts = value(lines[index], "file").split(" ", -1);
            if (parts.length != 3) throw wrong("a name, a length and a checksum in line " + (index + 1));
            if (!names.add(parts[0])) throw wrong("each file once, found " + shown(parts[0]) + " twice");
            files.add(new Entry(parts[0], number(parts[1]), parts[2]));
        }
        return files;
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name + " ")) throw wrong("a line of \"" + name + "\", found " + shown(line));
        return line.substring(name.length() + 1);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw wrong("a number, found " + shown(text));
        }
    }

    private static IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("expected " + expected);
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
    }
}
