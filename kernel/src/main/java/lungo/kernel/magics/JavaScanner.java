package lungo.kernel.magics;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks over Java source, complete or not, and knows at each step whether it stands in code, which bracket is open, and
 * what came before. Strings, characters, text blocks and comments are each one step.
 */
final class JavaScanner {
    private final String text;
    private final Deque<Character> brackets = new ArrayDeque<>();
    private int position;
    /** Where the last character stands that is neither blank nor comment; -1 before the first. */
    private int last = -1;

    private boolean ended;

    JavaScanner(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** Whether no bracket is open here. */
    boolean atTopLevel() {
        return brackets.isEmpty();
    }

    /** Whether a statement may begin here: nothing is open, and the last one has ended. */
    boolean afterStatement() {
        return brackets.isEmpty() && (ended || last < 0 || text.charAt(last) == '}' || text.charAt(last) == ';');
    }

    /** Whether the last thing was the {@code =} of an assignment or an initialiser, outside parentheses. */
    boolean afterAssignment() {
        boolean inBlock = brackets.isEmpty() || brackets.peek() == '{';
        return inBlock
                && !ended
                && last >= 0
                && text.charAt(last) == '='
                && (last == 0 || "=!<>+-*/%&|^".indexOf(text.charAt(last - 1)) < 0);
    }

    /** Whether only blanks stand between here and the start of the line. */
    boolean atLineStart() {
        return text.substring(lineStart(), position).isBlank();
    }

    int lineStart() {
        return text.lastIndexOf('\n', position - 1) + 1;
    }

    /** Goes to {@code offset} over text that is not Java, as if a statement had ended there. */
    void jumpTo(int offset) {
        position = offset;
        ended = true;
    }

    /** Goes one step: over a literal, a comment, or a single character. */
    void step() {
        char c = text.charAt(position);
        if (text.startsWith("//", position)) {
            position = endOfLine(position);
        } else if (text.startsWith("/*", position)) {
            position = after(text.indexOf("*/", position + 2), 2);
        } else if (text.startsWith("\"\"\"", position)) {
            position = endOfTextBlock();
            seen();
        } else if (c == '"' || c == '\'') {
            position = endOfLiteral(c);
            seen();
        } else {
            position++;
            bracket(c);
            if (!Character.isWhitespace(c)) {
                seen();
            }
        }
    }

    private void seen() {
        last = position - 1;
        ended = false;
    }

    private void bracket(char c) {
        if (c == '(' || c == '[' || c == '{') {
            brackets.push(c);
        } else if ((c == ')' || c == ']' || c == '}') && !brackets.isEmpty()) {
            brackets.pop();
        }
    }

    private int endOfTextBlock() {
        for (int at = position + 3; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith("\"\"\"", at)) {
                return at + 3;
            }
        }
        return text.length();
    }

    private int endOfLiteral(char quote) {
        for (int at = position + 1; at < text.length() && text.charAt(at) != '\n'; at++) {
            if (text.charAt(at) == '\\' && !text.startsWith("\n", at + 1)) {
                at++;
            } else if (text.charAt(at) == quote) {
                return at + 1;
            }
        }
        return endOfLine(position);
    }

    private int endOfLine(int from) {
        return after(text.indexOf('\n', from), 0);
    }

    private int after(int found, int length) {
        return found < 0 ? text.length() : found + length;
    }
}
