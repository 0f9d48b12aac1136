package io.belay.tidy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What we read of a pom.
 *
 * @param file relative to the root of the repository
 * @param document the whole
 */
record Pom(String file, Document document) {
    /** One dependency of the module itself. */
    record Dependency(String group, String artifact, String scope) {}

    static Pom parse(String file, String text) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Pom(file, factory.newDocumentBuilder().parse(new InputSource(new StringReader(text))));
        } catch (Exception unreadable) {
            throw new IllegalArgumentException(file + " is not a pom", unreadable);
        }
    }

    List<String> modules() {
        return elements("module").stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }

    List<Dependency> dependencies() {
        return elements("dependency").stream()
                .filter(element ->
                        element.getParentNode().getParentNode().getNodeName().equals("project"))
                .map(element -> new Dependency(child(element, "groupId"), child(element, "artifactId"), scope(element)))
                .toList();
    }

    /**
     * Each {@code <version>} that is neither that of the parent nor a property of the root pom, with the element that it
     * stands in: {@code plugin maven-jar-plugin}.
     */
    List<String> versions() {
        return elements("version").stream()
                .filter(element -> !parent(element).equals("parent"))
                .filter(element -> !element.getTextContent().strip().startsWith("${"))
                .map(element -> parent(element) + " " + child((Element) element.getParentNode(), "artifactId"))
                .toList();
    }

    private List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        IntStream.range(0, nodes.getLength()).forEach(index -> elements.add((Element) nodes.item(index)));
        return elements;
    }

    private static String parent(org.w3c.dom.Node node) {
        return node.getParentNode().getNodeName();
    }

    private static String scope(Element dependency) {
        String scope = child(dependency, "scope");
        return scope.isEmpty() ? "compile" : scope;
    }

    private static String child(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
