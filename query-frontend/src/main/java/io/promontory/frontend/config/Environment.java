package io.promontory.frontend.config;

import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Environment variables in values: <code>${NAME}</code>, where a name is letters, digits and
 * underscores and starts with no digit. <code>$${NAME}</code> is the text itself; any other use of
 * a dollar sign stays as it is.
 */
final class Environment {
  private final UnaryOperator<@Nullable String> variables;

  Environment(UnaryOperator<@Nullable String> variables) {
    this.variables = variables;
  }

  /**
   * The scalar's text with its variables replaced.
   *
   * @throws YamlException if a variable is not set
   */
  String expand(ScalarNode scalar) throws YamlException {
    String text = scalar.getValue();
    int from = text.indexOf("${");
    if (from < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (from >= 0) {
      int close = text.indexOf('}', from);
      String name = close < 0 ? "" : text.substring(from + 2, close);
      if (isName(name)) {
        boolean escaped = from > done && text.charAt(from - 1) == '$';
        out.append(text, done, escaped ? from - 1 : from);
        out.append(escaped ? "${" + name + "}" : valueOf(name, scalar));
        done = close + 1;
      }
      from = text.indexOf("${", Math.max(from + 2, done));
    }
    return out.append(text, done, text.length()).toString();
  }

  private String valueOf(String name, ScalarNode scalar) throws YamlException {
    String value = variables.apply(name);
    if (value == null) {
      throw new YamlException(
          YamlText.position(scalar),
          "environment variable "
              + name
              + " is not set; write $${"
              + name
              + "} for the text itself");
    }
    return value;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && !Character.isDigit(name.charAt(0))
        && name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
  }
}
