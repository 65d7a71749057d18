package lungo.kernel.magics;

import java.util.List;

/** A part of a cell, in the order in which it runs. Lines count from 1. */
public sealed interface Segment {
    /** Java code, as written but for embedded magics, that begins on the cell's line {@code firstLine}. */
    record Code(String text, int firstLine) implements Segment {}

    /** {@code %name rest}; {@code args} is {@code rest} split as a shell splits it. */
    record LineMagic(String name, String rest, List<String> args, int line) implements Segment {
        public LineMagic {
            args = List.copyOf(args);
        }
    }

    /** {@code %%name args} with everything below it as {@code body}. */
    record CellMagic(String name, List<String> args, String body, int line) implements Segment {
        public CellMagic {
            args = List.copyOf(args);
        }
    }
}
