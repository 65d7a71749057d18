package lungo.lib.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Takes out of Batik's SVG what says nothing: attributes at their defaults, and groups around one element. */
final class SvgDiet {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("fill-opacity", "1"),
            Map.entry("stroke-opacity", "1"),
            Map.entry("stroke-dasharray", "none"),
            Map.entry("stroke-dashoffset", "0"),
            Map.entry("font-style", "normal"),
            Map.entry("font-weight", "normal"),
            Map.entry("opacity", "1"),
            // The one family used here; the root names it with those that Plotly prefers to it.
            Map.entry("font-family", "sans-serif"));
    private static final List<String> NEVER =
            List.of("color-interpolation", "color-rendering", "image-rendering", "shape-rendering", "text-rendering");

    private SvgDiet() {}

    static void apply(Element root) {
        for (var name : NEVER) {
            root.removeAttribute(name);
        }
        root.removeAttribute("font-family");
        walk(root);
    }

    private static void walk(Element element) {
        for (var child : children(element)) {
            walk(child);
            attributes(child);
            if (child.getTagName().equals("g")) {
                unwrap(child);
            }
        }
    }

    private static void attributes(Element element) {
        if (!element.getTagName().equals("image")) {
            NEVER.forEach(element::removeAttribute);
        }
        DEFAULTS.forEach((name, value) -> {
            if (element.getAttribute(name).equals(value) && inherited(element, name, value)) {
                element.removeAttribute(name);
            }
        });
    }

    /** Whether {@code element} would have {@code value} without saying so. */
    private static boolean inherited(Element element, String name, String value) {
        for (var node = element.getParentNode(); node instanceof Element parent; node = node.getParentNode()) {
            if (parent.hasAttribute(name)) {
                return parent.getAttribute(name).equals(value);
            }
        }
        return true;
    }

    /** Replaces a group of one element by that element, which keeps its own attributes over the group's. */
    private static void unwrap(Element group) {
        var children = children(group);
        if (children.isEmpty()) {
            group.getParentNode().removeChild(group);
            return;
        }
        var only = children.get(0);
        if (children.size() > 1 || conflict(group, only)) {
            return;
        }
        var attributes = group.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            if (!only.hasAttribute(attribute.getNodeName())) {
                only.setAttribute(attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        group.getParentNode().replaceChild(only, group);
    }

    // Both transforms, or both clips, apply one after the other: the group must stay.
    private static boolean conflict(Element group, Element only) {
        return group.hasAttribute("transform") && only.hasAttribute("transform")
                || group.hasAttribute("clip-path") && (only.hasAttribute("clip-path") || only.hasAttribute("transform"))
                || group.hasAttribute("transform") && only.hasAttribute("clip-path");
    }

    private static List<Element> children(Node parent) {
        var elements = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
