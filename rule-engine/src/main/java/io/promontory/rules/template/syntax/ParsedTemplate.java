package io.promontory.rules.template.syntax;

import java.util.List;
import java.util.Map;

/**
 * A template with those that it defines.
 *
 * @param name of the template itself, which is in the map too
 * @param text as parsed, for positions
 * @param bodies by name
 */
public record ParsedTemplate(String name, String text, Map<String, List<Node.Statement>> bodies) {}
