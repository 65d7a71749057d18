package lungo.kernel.messages;

/** Cursor positions: code points on the wire, UTF-16 units in Java. */
final class CodePoints {
    private CodePoints() {}

    /** The index in {@code text} of code point {@code position}; its end where that is negative or beyond it. */
    static int toIndex(String text, int position) {
        var count = text.codePointCount(0, text.length());
        return position < 0 || position >= count ? text.length() : text.offsetByCodePoints(0, position);
    }

    static int fromIndex(String text, int index) {
        return text.codePointCount(0, Math.min(index, text.length()));
    }
}
