package fairweather.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Numbers in the kernel's text files. What is absent, unreadable or no number is empty: then there is nothing to know. */
final class Numbers {
    private Numbers() {}

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException | IllegalArgumentException untold) {
            return List.of();
        }
    }

    /** The only line of a file. */
    static OptionalLong only(Path file) {
        List<String> lines = lines(file);
        return lines.size() == 1 ? parse(lines.getFirst().strip()) : OptionalLong.empty();
    }

    /** The second word of the line that begins with a word, as in {@code MemTotal: 16 kB} or {@code inactive_file 4096}. */
    static OptionalLong named(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(name))
                .map(words -> parse(words[1]))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong parse(String word) {
        try {
            return OptionalLong.of(Long.parseLong(word));
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }
}
