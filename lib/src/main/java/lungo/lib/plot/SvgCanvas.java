package lungo.lib.plot;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import lungo.lib.display.Png;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A drawing surface that becomes SVG. Text stays text and is anchored where its alignment is: the font that a browser
 * takes for sans-serif is not the one measured here, and a right-aligned label must still end at its tick.
 */
final class SvgCanvas extends SVGGraphics2D {
    /** The point of a string that stays in place when the browser's font is wider or narrower than ours. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private static final String SVG = "http://www.w3.org/2000/svg";

    private final double width;
    private final double height;
    private Anchor anchor = Anchor.MIDDLE;

    /** An empty drawing; {@code id} begins the ids inside it, which must differ from those of all SVGs on a page. */
    SvgCanvas(double width, double height, String id) {
        super(context(id), false);
        this.width = width;
        this.height = height;
        setSVGCanvasSize(new Dimension((int) width, (int) height));
        // JFreeChart puts back the hint that it found, and Batik takes no null.
        setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_DEFAULT);
        setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }

    private static SVGGeneratorContext context(String id) {
        var context = SVGGeneratorContext.createDefault(document());
        context.setPrecision(2);
        context.setComment(null);
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
                return id + super.generateID(prefix.substring(0, 1));
            }
        });
        return context;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This Java has no XML parser to write SVG with", e);
        }
    }

    /** The font of all text here, in pixels. */
    static Font font(double size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size);
    }

    /** Anchors the strings drawn from now on. */
    void anchor(Anchor next) {
        anchor = next;
    }

    @Override
    public void drawString(String text, float x, float y) {
        var length = (float) getFontMetrics().getStringBounds(text, this).getWidth();
        var shift = anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? length / 2 : length;
        var element = getDOMFactory().createElementNS(SVG, "text");
        element.setAttribute("x", number(x + shift));
        element.setAttribute("y", number(y));
        if (anchor != Anchor.START) {
            element.setAttribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
        }
        element.appendChild(getDOMFactory().createTextNode(clean(text)));
        domGroupManager.addElement(element, DOMGroupManager.FILL);
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int w, int h, ImageObserver observer) {
        var element = getDOMFactory().createElementNS(SVG, "image");
        element.setAttribute("x", number(x));
        element.setAttribute("y", number(y));
        element.setAttribute("width", number(w));
        element.setAttribute("height", number(h));
        element.setAttribute("preserveAspectRatio", "none");
        element.setAttribute("style", "image-rendering:pixelated");
        element.setAttribute("href", Png.dataUri((RenderedImage) image));
        domGroupManager.addElement(element);
        return true;
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** The width of {@code text} in the current font. */
    double widthOf(String text) {
        Rectangle2D bounds = getFontMetrics().getStringBounds(text, this);
        return bounds.getWidth();
    }

    /** The drawing as an SVG document that scales, described by {@code alt} to those who cannot see it. */
    String svg(String alt) {
        var root = getRoot();
        SvgDiet.apply(root);
        root.setAttribute("font-family", "'Open Sans', verdana, arial, sans-serif");
        root.setAttribute("viewBox", "0 0 " + number(width) + " " + number(height));
        root.setAttribute("width", number(width));
        root.setAttribute("height", number(height));
        root.setAttribute("style", "max-width:100%;height:auto");
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", clean(alt));
        var title = root.getOwnerDocument().createElementNS(SVG, "title");
        title.setTextContent(clean(alt));
        root.insertBefore(title, root.getFirstChild());
        return serialize(root);
    }

    private String serialize(Element root) {
        var writer = new StringWriter();
        try {
            stream(root, writer, false, false);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException("Cannot write the SVG of a chart", e);
        }
        var text = writer.toString();
        return text.substring(text.indexOf("<svg"));
    }

    /** {@code text} without the characters that XML 1.0 forbids. */
    static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "");
    }
}
