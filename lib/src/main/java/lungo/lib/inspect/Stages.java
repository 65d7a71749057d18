package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import lungo.lib.display.BlockNames;
import lungo.lib.inspect.Stage.Sort;
import lungo.lib.nn.Concat;
import lungo.lib.nn.ConvTranspose2d;
import lungo.lib.nn.Residual;

/**
 * A network's stages in order. Blocks that hold others are chains of them; only {@link Residual}, {@link Concat} and
 * ParallelBlock are branches. Small layers go with the larger one before them, or after them where they come first or
 * follow a Concat or a flatten; stages that are the same are counted.
 */
final class Stages {
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("relu", "ReLU"),
            Map.entry("relu6", "ReLU6"),
            Map.entry("sigmoid", "sigmoid"),
            Map.entry("tanh", "tanh"),
            Map.entry("leakyrelu", "leaky ReLU"),
            Map.entry("elu", "ELU"),
            Map.entry("selu", "SELU"),
            Map.entry("gelu", "GELU"),
            Map.entry("prelu", "PReLU"),
            Map.entry("softplus", "softplus"),
            Map.entry("softmax", "softmax"),
            Map.entry("logsoftmax", "log softmax"),
            Map.entry("batchnorm", "BN"),
            Map.entry("batchnorm1d", "BN"),
            Map.entry("batchnorm2d", "BN"),
            Map.entry("layernorm", "LN"),
            Map.entry("dropout", "dropout"));

    private static final Map<String, String> LARGE = Map.of(
            "maxpool2d", "max pool",
            "avgpool2d", "avg pool",
            "adaptiveavgpool2d", "adaptive avg pool",
            "adaptivemaxpool2d", "adaptive max pool",
            "globalavgpool2d", "global avg pool",
            "globalmaxpool2d", "global max pool",
            "batchflatten", "flatten",
            "flatten", "flatten");

    private final BlockShapes shapes;

    private Stages(BlockShapes shapes) {
        this.shapes = shapes;
    }

    static List<Stage> of(Block net, BlockShapes shapes) {
        var all = new ArrayList<Stage>();
        var walk = new Stages(shapes);
        if (isBranched(net) || net.getChildren().isEmpty()) {
            walk.add(net, all);
        }
        for (var child : isBranched(net) ? List.<Pair<String, Block>>of() : net.getChildren()) {
            var first = all.size();
            walk.add(child.getValue(), all);
            var name = child.getKey().replaceFirst("^\\d\\d", "");
            if (all.size() > first && !isNoName(name, child.getValue())) {
                all.set(first, all.get(first).opening(name));
            }
        }
        return counted(folded(all));
    }

    private static boolean isNoName(String name, Block child) {
        return child.getChildren().isEmpty() || name.equals(child.getClass().getSimpleName());
    }

    private static boolean isBranched(Block block) {
        return block instanceof Residual || block instanceof Concat || block instanceof ParallelBlock;
    }

    private void add(Block block, List<Stage> all) {
        if (isBranched(block)) {
            var branches = block.getChildren().values().stream()
                    .map(branch -> {
                        var chain = new ArrayList<Stage>();
                        add(branch, chain);
                        return counted(folded(chain));
                    })
                    .toList();
            var sort = block instanceof Residual ? Sort.SUM : block instanceof Concat ? Sort.CONCAT : Sort.PARALLEL;
            var title = sort == Sort.SUM ? "sum" : sort == Sort.CONCAT ? "concat" : "parallel";
            all.add(Stage.joined(sort, title, branches, output(block)));
        } else if (block.getChildren().isEmpty()) {
            layer(block).ifPresent(all::add);
        } else {
            block.getChildren().values().forEach(child -> add(child, all));
        }
    }

    private Optional<Shape> output(Block block) {
        return shapes.at(block).map(pair -> pair.out()[0]);
    }

    /** A block without children; nothing for one that hands on what it gets. */
    private Optional<Stage> layer(Block block) {
        var kind = BlockNames.kind(block);
        var key = kind.toLowerCase(Locale.ROOT);
        if (key.equals("identity")) {
            return Optional.empty();
        }
        if (block instanceof Convolution convolution) {
            return Optional.of(convolution(convolution, "conv"));
        }
        if (block instanceof Deconvolution || block instanceof ConvTranspose2d) {
            return Optional.of(Stage.of(Sort.CONVOLUTION, "transposed conv", "", output(block)));
        }
        if (block instanceof Linear) {
            return Optional.of(Stage.of(Sort.LINEAR, "linear", "", output(block)));
        }
        if (SMALL.containsKey(key)) {
            return Optional.of(Stage.of(Sort.SMALL, SMALL.get(key), "", output(block)));
        }
        var title = LARGE.getOrDefault(key, kind);
        return Optional.of(
                key.contains("pool")
                        ? Stage.of(Sort.POOLING, title, shrinking(block, title.startsWith("adaptive")), output(block))
                        : Stage.of(Sort.OTHER, title, "", output(block)));
    }

    private Stage convolution(Convolution convolution, String name) {
        var groups = convolution.getGroups() > 1 ? convolution.getGroups() + " groups" : "";
        var stride = convolution.getStride().get(0) > 1
                ? "stride " + convolution.getStride().get(0)
                : "";
        var detail = stride + (groups.isEmpty() || stride.isEmpty() ? "" : ", ") + groups;
        var kernel = String.join(
                "×",
                LongStream.of(convolution.getKernelShape().getShape())
                        .mapToObj(Long::toString)
                        .toList());
        return Stage.of(Sort.CONVOLUTION, name + " " + kernel, detail, output(convolution));
    }

    /** A pooling layer keeps its window to itself, but what it does to the picture's height can be seen. */
    private String shrinking(Block block, boolean adaptive) {
        return shapes.at(block)
                .filter(pair -> pair.in()[0].dimension() == 4 && pair.out()[0].dimension() == 4)
                .filter(pair -> pair.out()[0].get(2) < pair.in()[0].get(2))
                .map(pair -> shrinking(pair.in()[0], pair.out()[0], adaptive))
                .orElse("");
    }

    private static String shrinking(Shape in, Shape out, boolean adaptive) {
        return adaptive ? "to " + out.get(2) + " × " + out.get(3) : "÷ " + Math.round((double) in.get(2) / out.get(2));
    }

    private static List<Stage> folded(List<Stage> all) {
        var folded = new ArrayList<Stage>();
        var waiting = new ArrayList<String>();
        var section = "";
        for (var stage : all) {
            section = section.isEmpty() ? stage.section() : section;
            var last = folded.isEmpty() ? null : folded.get(folded.size() - 1);
            if (stage.sort() != Sort.SMALL) {
                folded.add(stage.preceded(List.copyOf(waiting)).opening(section));
                waiting.clear();
                section = "";
            } else if (last == null || !takes(last) || !waiting.isEmpty()) {
                waiting.add(stage.title());
            } else {
                folded.set(folded.size() - 1, last.followed(stage.title()));
                section = "";
            }
        }
        if (!waiting.isEmpty()) {
            folded.add(Stage.of(
                            Sort.OTHER,
                            String.join(", ", waiting),
                            "",
                            all.get(all.size() - 1).output())
                    .opening(section));
        }
        return folded;
    }

    /** A small layer after a flatten or a Concat belongs to what comes next. */
    private static boolean takes(Stage last) {
        return last.sort() != Sort.CONCAT && last.sort() != Sort.OTHER;
    }

    private static List<Stage> counted(List<Stage> all) {
        var counted = new ArrayList<Stage>();
        for (var stage : all) {
            var last = counted.size() - 1;
            if (last >= 0 && counted.get(last).isSame(stage)) {
                counted.set(last, counted.get(last).and(stage));
            } else {
                counted.add(stage);
            }
        }
        return List.copyOf(counted);
    }
}
