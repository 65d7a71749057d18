package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Map;

/** The bar beside a heat map that says which colour stands for which value. */
final class ColorBarDrawing {
    private static final double WIDTH = 14;
    private static final int STOPS = 128;

    private ColorBarDrawing() {}

    static void draw(SvgCanvas canvas, Map<String, Object> trace, Extent values, Rectangle2D area) {
        if (values.isEmpty() || Boolean.FALSE.equals(trace.get("showscale"))) {
            return;
        }
        var bar = new Rectangle2D.Double(area.getMaxX() + 20, area.getY(), WIDTH, area.getHeight());
        canvas.drawImage(gradient(trace), (int) bar.getX(), (int) bar.getY(), (int) WIDTH, (int) bar.getHeight(), null);
        canvas.setPaint(Palette.color(Palette.TEXT));
        canvas.setFont(SvgCanvas.font(Theme.FONT_SIZE));
        canvas.anchor(SvgCanvas.Anchor.START);
        var style = Json.object(trace, "colorbar");
        var title = Json.text(Json.object(style, "title"), "text", "");
        canvas.drawString(title, (float) bar.getX(), (float) bar.getY() - 9);
        var span = values.high() - values.low();
        var ticks = ticks(style, values, area.getHeight());
        for (int i = 0; span > 0 && i < ticks.labels().size(); i++) {
            var share = (ticks.positions().get(i) - values.low()) / span;
            if (share < -1e-9 || share > 1 + 1e-9) {
                continue;
            }
            canvas.drawString(ticks.labels().get(i), (float) bar.getMaxX() + 5, (float)
                    (bar.getMaxY() - share * bar.getHeight() + 4));
        }
    }

    /** The bar's own ticks where it sets them. */
    private static Ticks ticks(Map<String, Object> style, Extent values, double height) {
        var own = Numbers.of(Json.list(style, "tickvals"));
        return own.length == 0
                ? Ticks.linear(values.low(), values.high(), (int) Math.max(2, height / 45))
                : new Ticks(
                        Arrays.stream(own).boxed().toList(),
                        Json.list(style, "ticktext").stream()
                                .map(String::valueOf)
                                .toList());
    }

    private static BufferedImage gradient(Map<String, Object> trace) {
        var image = new BufferedImage(1, STOPS, BufferedImage.TYPE_INT_RGB);
        var reversed = Boolean.TRUE.equals(trace.get("reversescale"));
        for (int i = 0; i < STOPS; i++) {
            var fraction = i / (STOPS - 1.0);
            var color = Palette.onScale(trace.get("colorscale"), reversed ? 1 - fraction : fraction);
            image.setRGB(0, STOPS - 1 - i, color.getRGB());
        }
        return image;
    }
}
