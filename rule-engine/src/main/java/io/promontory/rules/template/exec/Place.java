package io.promontory.rules.template.exec;

import io.promontory.rules.template.syntax.Node;
import io.promontory.rules.template.syntax.NodeText;
import io.promontory.rules.template.syntax.ParsedTemplate;
import io.promontory.series.text.GoStrings;
import io.promontory.series.text.Utf8Bytes;
import org.jspecify.annotations.Nullable;

/** The node that a template is at, and errors that name it. */
final class Place {
  private final ParsedTemplate template;
  private final String running;
  private @Nullable Node node;

  /**
   * @param running the name of the template that runs, which may be one that another defines
   */
  Place(ParsedTemplate template, String running) {
    this.template = template;
    this.running = running;
  }

  void at(Node next) {
    node = next;
  }

  ExecutionException error(String message) {
    if (node == null) {
      return new ExecutionException("template: " + running + ": " + message);
    }
    return new ExecutionException(
        "template: "
            + location(node.at())
            + ": executing "
            + GoStrings.quote(running)
            + " at <"
            + NodeText.of(node)
            + ">: "
            + message);
  }

  /** Name, line from 1, and column in bytes from 0. */
  private String location(int at) {
    String before = template.text().substring(0, at);
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    String inLine = before.substring(before.lastIndexOf('\n') + 1);
    return template.name() + ":" + line + ":" + Utf8Bytes.encode(inLine).length;
  }
}
