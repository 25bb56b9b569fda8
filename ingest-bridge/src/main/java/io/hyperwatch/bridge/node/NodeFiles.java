package io.hyperwatch.bridge.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of fills below a folder, in the order they were written. A node writes {@code
 * node_fills/hourly/20250716/9}, and so for {@code node_fills_by_block}; a file may also lie flat,
 * named {@code node_fills…}, and each may be an {@code .lz4}.
 */
final class NodeFiles {

    private static final String PREFIX = "node_fills";
    private static final String COMPRESSED = ".lz4";
    private static final int MAX_DEPTH = 8;

    /** The folder may also be that of the hours. */
    private static final Pattern HOUR = Pattern.compile("(hourly/)?\\d{8}/\\d{1,2}");

    private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

    private NodeFiles() {}

    /** By path with numbers compared as numbers: hour 9 comes before hour 10. */
    static final Comparator<String> ORDER = NodeFiles::compare;

    /**
     * @return by path below the folder without {@code .lz4}: the plain file where both exist
     */
    static TreeMap<String, Path> list(Path folder) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>(ORDER);
        try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            walk.filter(Files::isRegularFile)
                    .forEach(
                            file -> {
                                String name = stem(folder, file);
                                if (isOfFills(folder, name)
                                        && !(isCompressed(file) && files.containsKey(name))) {
                                    files.put(name, file);
                                }
                            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    static boolean isCompressed(Path file) {
        return file.toString().endsWith(COMPRESSED);
    }

    private static String stem(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return isCompressed(file) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
    }

    private static boolean isOfFills(Path folder, String name) {
        if (name.startsWith(".") || name.contains("/.") || name.endsWith(".tmp")) {
            return false;
        }
        Path top = folder.toAbsolutePath().normalize().getFileName();
        boolean inFolderOfFills = top != null && top.toString().startsWith(PREFIX);
        return inFolderOfFills
                || name.startsWith(PREFIX)
                || name.contains("/" + PREFIX)
                || HOUR.matcher(name).matches();
    }

    private static int compare(String a, String b) {
        Matcher left = PIECE.matcher(a);
        Matcher right = PIECE.matcher(b);
        while (true) {
            boolean more = left.find();
            if (!more || !right.find()) {
                return more ? 1 : a.length() == b.length() ? a.compareTo(b) : -1;
            }
            int order = comparePieces(left.group(), right.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int comparePieces(String a, String b) {
        if (!Character.isDigit(a.charAt(0)) || !Character.isDigit(b.charAt(0))) {
            return a.compareTo(b);
        }
        String left = a.replaceFirst("^0+(?=\\d)", "");
        String right = b.replaceFirst("^0+(?=\\d)", "");
        int order = Integer.compare(left.length(), right.length());
        return order != 0 ? order : left.compareTo(right);
    }
}
