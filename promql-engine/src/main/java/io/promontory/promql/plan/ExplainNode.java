package io.promontory.promql.plan;

import java.util.List;

/**
 * One line of an explanation and those below it.
 *
 * @param name what it is, a word
 * @param detail the rest of the line, may be empty
 */
public record ExplainNode(String name, String detail, List<ExplainNode> children) {
  public ExplainNode {
    children = List.copyOf(children);
  }

  static ExplainNode leaf(String name, String detail) {
    return new ExplainNode(name, detail, List.of());
  }

  /** The whole explanation as text, two spaces deeper for each level, each line ended. */
  public String text() {
    StringBuilder out = new StringBuilder();
    print(out, 0);
    return out.toString();
  }

  private void print(StringBuilder out, int depth) {
    out.repeat("  ", depth).append(name);
    if (!detail.isEmpty()) {
      out.append(": ").append(detail);
    }
    out.append('\n');
    children.forEach(child -> child.print(out, depth + 1));
  }
}
