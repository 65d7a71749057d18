package lungo.lib.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Shows the first and the last rows of a Tablesaw table, styled by the notebook's own table rules, and what is left out. */
public final class TableRendering implements Rendering<Table> {
    private static final int FIRST = 5;
    private static final int LAST = 10;
    private static final int GAP = -1;
    private static final int COLUMNS = 20;
    private static final int CELL = 60;

    @Override
    public Class<Table> type() {
        return Table.class;
    }

    @Override
    public Bundle render(Table table) {
        return new Bundle(Map.of(Bundle.HTML, html(table), Bundle.TEXT, text(table)));
    }

    private static String html(Table table) {
        var columns = shown(table);
        var html = new StringBuilder(
                        "<table class=\"dataframe\"><caption style=\"caption-side:bottom;text-align:left\">")
                .append(escape(size(table)))
                .append("</caption><thead><tr>");
        columns.forEach(column -> html.append(cell("th scope=\"col\"", column, column.name())));
        html.append("</tr></thead><tbody>");
        for (int row : rows(table)) {
            html.append("<tr>");
            columns.forEach(column -> html.append(cell("td", column, value(column, row))));
            html.append("</tr>");
        }
        more(table).forEach(line -> html.append("<tr><td style=\"text-align:left\" colspan=\"")
                .append(Math.max(1, columns.size()))
                .append("\">")
                .append(escape(line))
                .append("</td></tr>"));
        return html.append("</tbody></table>").toString();
    }

    private static String cell(String tag, Column<?> column, String value) {
        var align = isNumeric(column) ? "right" : "left";
        var name = tag.split(" ")[0];
        return "<" + tag + " style=\"text-align:" + align + "\">" + escape(value) + "</" + name + ">";
    }

    private static String text(Table table) {
        var columns = shown(table);
        var text = new StringBuilder(size(table)).append('\n');
        var widths = columns.stream()
                .mapToInt(column -> Arrays.stream(rows(table))
                        .map(row -> value(column, row).length())
                        .reduce(column.name().length(), Math::max))
                .toArray();
        line(text, columns, widths, Column::name);
        for (int row : rows(table)) {
            line(text, columns, widths, column -> value(column, row));
        }
        more(table).forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString().replaceAll("[ \n]+$", "").replaceAll(" +\n", "\n");
    }

    private static void line(
            StringBuilder text, List<Column<?>> columns, int[] widths, Function<Column<?>, String> value) {
        for (int i = 0; i < widths.length; i++) {
            var format = "  %" + (isNumeric(columns.get(i)) ? "" : "-") + Math.max(1, widths[i]) + "s";
            text.append(String.format(Locale.ROOT, format, value.apply(columns.get(i))));
        }
        text.append('\n');
    }

    private static List<Column<?>> shown(Table table) {
        return table.columns().subList(0, Math.min(COLUMNS, table.columnCount()));
    }

    /** The numbers of the rows to show, with {@link #GAP} where some are left out. */
    private static int[] rows(Table table) {
        var count = table.rowCount();
        if (count <= FIRST + LAST) {
            return IntStream.range(0, count).toArray();
        }
        var last = IntStream.range(count - LAST, count);
        return IntStream.concat(IntStream.concat(IntStream.range(0, FIRST), IntStream.of(GAP)), last)
                .toArray();
    }

    private static List<String> more(Table table) {
        var lines = new ArrayList<String>();
        if (table.columnCount() > COLUMNS) {
            var names = table.columnNames().subList(COLUMNS, table.columnCount());
            lines.add(String.format(Locale.ROOT, "… %,d more columns, from ", names.size()) + names.get(0));
        }
        return lines;
    }

    private static String size(Table table) {
        var name = table.name() == null || table.name().isBlank() ? "" : table.name() + ": ";
        return name + String.format(Locale.ROOT, "%,d rows × %,d columns", table.rowCount(), table.columnCount());
    }

    private static String value(Column<?> column, int row) {
        if (row == GAP) {
            return "…";
        }
        if (column.isMissing(row)) {
            return "";
        }
        var text = column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT
                ? Digits.of(((Number) column.get(row)).doubleValue())
                : column.getString(row);
        return text.length() > CELL ? text.substring(0, CELL - 1) + "…" : text;
    }

    private static boolean isNumeric(Column<?> column) {
        return List.of(ColumnType.DOUBLE, ColumnType.FLOAT, ColumnType.INTEGER, ColumnType.LONG, ColumnType.SHORT)
                .contains(column.type());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
