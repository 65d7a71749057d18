package lungo.kernel.magics;

import java.util.ArrayList;
import java.util.List;

/** Splits a magic's arguments as a shell does, and quotes them as Java does. */
final class Words {
    private Words() {}

    /**
     * The words of {@code text}. Double quotes keep blanks and take {@code \"} and {@code \\}; single quotes keep all; a
     * backslash before a blank, a quote or a backslash takes it literally, and stays where it is otherwise (Windows
     * paths). A quote that is never closed is an ordinary character. A word {@code //} and all after it is a comment.
     */
    static List<String> split(String text) {
        var words = new ArrayList<String>();
        int at = 0;
        while ((at = skipBlanks(text, at)) < text.length()) {
            var word = new StringBuilder();
            int end = readWord(text, at, word);
            if (text.substring(at, end).equals("//")) {
                break;
            }
            words.add(word.toString());
            at = end;
        }
        return words;
    }

    /** {@code word} as a Java string literal. */
    static String literal(String word) {
        var out = new StringBuilder("\"");
        for (char c : word.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static int readWord(String text, int start, StringBuilder word) {
        int at = start;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            char c = text.charAt(at);
            int close = c == '"' || c == '\'' ? closingQuote(text, at) : -1;
            if (close > 0) {
                word.append(c == '"' ? unescape(text, at + 1, close) : text.substring(at + 1, close));
                at = close + 1;
            } else if (c == '\\' && at + 1 < text.length() && " \t\"'\\".indexOf(text.charAt(at + 1)) >= 0) {
                word.append(text.charAt(at + 1));
                at += 2;
            } else {
                word.append(c);
                at++;
            }
        }
        return at;
    }

    private static int closingQuote(String text, int open) {
        char quote = text.charAt(open);
        for (int at = open + 1; at < text.length(); at++) {
            if (text.charAt(at) == quote) {
                return at;
            }
            if (quote == '"' && isEscape(text, at)) {
                at++;
            }
        }
        return -1;
    }

    private static String unescape(String text, int from, int to) {
        var out = new StringBuilder();
        for (int at = from; at < to; at++) {
            if (isEscape(text, at)) {
                at++;
            }
            out.append(text.charAt(at));
        }
        return out.toString();
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
