package lungo.kernel.dependencies;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Makes a whole POM of what people copy out of READMEs. */
final class PomText {
    private PomText() {}

    /**
     * {@code text} itself where it is a {@code <project>}; else a project of its elements, with loose
     * {@code <dependency>} and {@code <repository>} gathered. Throws if it is not XML.
     */
    static String complete(String text) throws ResolutionException {
        var bare = text.replaceFirst("^\\s*<\\?xml[^>]*\\?>", "");
        var root =
                parse(new ByteArrayInputStream(("<fragment>" + bare + "</fragment>").getBytes(StandardCharsets.UTF_8)));
        if (child(root, "project") != null) {
            return bare;
        }
        gather(root, "dependency", "dependencies");
        gather(root, "repository", "repositories");
        for (var needed : List.of("modelVersion=4.0.0", "groupId=lungo.notebook", "artifactId=cell", "version=1")) {
            var name = needed.substring(0, needed.indexOf('='));
            if (child(root, name) == null) {
                addTo(root, name).setTextContent(needed.substring(name.length() + 1));
            }
        }
        return print(root).replaceFirst("^<fragment", "<project").replaceFirst("</fragment>$", "</project>");
    }

    /** The root element of {@code file}. Throws if it cannot be read or is not XML. */
    static Element parse(Path file) throws ResolutionException {
        try (var in = Files.newInputStream(file)) {
            return parse(in);
        } catch (IOException e) {
            throw new ResolutionException("Cannot read the POM " + file + ". Check the path.", e);
        }
    }

    /** The first child element of that name, or null. */
    static Element child(Element parent, String name) {
        return children(parent, name).stream().findFirst().orElse(null);
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static void gather(Element root, String one, String many) {
        var lists = children(root, many);
        var list = lists.isEmpty() ? addTo(root, many) : lists.get(0);
        for (var other : lists.subList(Math.min(1, lists.size()), lists.size())) {
            children(other, one).forEach(list::appendChild);
            root.removeChild(other);
        }
        children(root, one).forEach(list::appendChild);
    }

    private static Element addTo(Element root, String name) {
        return (Element) root.appendChild(root.getOwnerDocument().createElement(name));
    }

    private static Element parse(InputStream in) throws ResolutionException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(in).getDocumentElement();
        } catch (SAXException e) {
            throw new ResolutionException("The POM is not well-formed XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String print(Element root) {
        try {
            var out = new StringWriter();
            var transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty("omit-xml-declaration", "yes");
            transformer.transform(new DOMSource(root), new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parser's own handler prints to stderr. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
