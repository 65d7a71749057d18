package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A stage of a network as it is drawn: a layer, with the small layers that stand before and after it (norms, activations,
 * dropout), or branches and how they are joined; how often it comes in a row; and the part of the network that it opens.
 */
record Stage(
        Sort sort,
        String title,
        String detail,
        List<String> before,
        List<String> after,
        Optional<Shape> output,
        List<List<Stage>> branches,
        int times,
        String section) {

    /** What a stage does; each has a colour. */
    enum Sort {
        INPUT,
        CONVOLUTION,
        POOLING,
        LINEAR,
        OTHER,
        SUM,
        CONCAT,
        PARALLEL,
        SMALL;

        boolean isJoin() {
            return this == SUM || this == CONCAT || this == PARALLEL;
        }
    }

    static Stage of(Sort sort, String title, String detail, Optional<Shape> output) {
        return new Stage(sort, title, detail, List.of(), List.of(), output, List.of(), 1, "");
    }

    static Stage joined(Sort sort, String title, List<List<Stage>> branches, Optional<Shape> output) {
        return new Stage(sort, title, "", List.of(), List.of(), output, branches, 1, "");
    }

    Stage opening(String section) {
        return new Stage(sort, title, detail, before, after, output, branches, times, section);
    }

    Stage preceded(List<String> small) {
        return new Stage(sort, title, detail, small, after, output, branches, times, section);
    }

    Stage followed(String small) {
        var all = new ArrayList<>(after);
        all.add(small);
        return new Stage(sort, title, detail, before, List.copyOf(all), output, branches, times, section);
    }

    /** This and {@code next}, which is the same, as one; what comes out is the last one's. */
    Stage and(Stage next) {
        return new Stage(sort, title, detail, before, after, next.output, branches, times + next.times, section);
    }

    /** Whether the other does the same to as many channels, so that both can be drawn as one. */
    boolean isSame(Stage other) {
        return signature().equals(other.signature()) && (other.section.isEmpty() || other.section.equals(section));
    }

    private String signature() {
        return sort
                + title
                + detail
                + before
                + after
                // A dense block's layers are the same, though each hands on more channels than the one before.
                + (sort == Sort.CONCAT ? "" : channels())
                + branches.stream()
                        .map(branch -> branch.stream().map(Stage::signature).collect(Collectors.joining(";")))
                        .toList();
    }

    /** The channels or features that come out; 0 where they are not known. */
    long channels() {
        return output.filter(shape -> shape.dimension() > 1)
                .map(shape -> shape.get(1))
                .orElse(0L);
    }

    /** Height of the pictures that come out, 0 where there are none. */
    long height() {
        return output.filter(shape -> shape.dimension() == 4)
                .map(shape -> shape.get(2))
                .orElse(0L);
    }

    /** The output of one example: 64 × 32 × 32. */
    String size() {
        return output.map(shape -> LongStream.of(shape.getShape())
                        .skip(1)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(" × ")))
                .orElse("?");
    }

    /** The lines below a stage: what it is, how it steps, what goes with it, what comes out. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        if (!before.isEmpty()) {
            lines.add(String.join(", ", before) + ",");
        }
        lines.add(title);
        if (!detail.isEmpty()) {
            lines.add(detail);
        }
        if (!after.isEmpty()) {
            lines.add("+ " + String.join(", ", after));
        }
        lines.add(size());
        return lines;
    }

    /** In few words, as within a branch: conv 3×3, 64. */
    String brief() {
        var kind = sort == Sort.CONVOLUTION || sort == Sort.LINEAR ? title + ", " + channels() : title;
        return kind + (detail.isEmpty() ? "" : ", " + detail) + (times > 1 ? " (×" + times + ")" : "");
    }

    /** In a line of words, branches in braces. */
    String words() {
        var text = new StringBuilder(section.isEmpty() ? "" : section + ": ");
        text.append(before.isEmpty() ? "" : String.join(", ", before) + ", ");
        text.append(sort.isJoin() ? title + (detail.isEmpty() ? "" : ", " + detail) : brief());
        if (sort.isJoin()) {
            text.append(times > 1 ? " (×" + times + ")" : "").append(" of {");
            text.append(branches.stream()
                            .map(branch -> branch.isEmpty()
                                    ? "x"
                                    : branch.stream().map(Stage::words).collect(Collectors.joining(" → ")))
                            .collect(Collectors.joining(" | ")))
                    .append("}");
        }
        return text.append(after.isEmpty() ? "" : " + " + String.join(", ", after))
                .toString();
    }
}
