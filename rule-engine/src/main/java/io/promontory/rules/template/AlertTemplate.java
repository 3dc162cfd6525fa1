package io.promontory.rules.template;

import io.promontory.rules.template.exec.Execution;
import io.promontory.rules.template.exec.ExecutionException;
import io.promontory.rules.template.function.Functions;
import io.promontory.rules.template.syntax.ParsedTemplate;
import io.promontory.rules.template.syntax.Parser;
import io.promontory.rules.template.syntax.TemplateSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A label or annotation of an alert, parsed once and expanded for each of its samples. The
 * variables {@code $labels}, {@code $externalLabels}, {@code $externalURL} and {@code $value} are
 * defined in front of the text; columns in errors count from there.
 */
public final class AlertTemplate {
  private static final String DEFINITIONS =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

  private final String name;
  private final String text;
  private final @Nullable ParsedTemplate parsed;

  private AlertTemplate(String name, String text, @Nullable ParsedTemplate parsed) {
    this.name = name;
    this.text = text;
    this.parsed = parsed;
  }

  /**
   * Parses a text; one without actions is kept as it is.
   *
   * @throws TemplateException if it is no template
   */
  public static AlertTemplate parse(String alert, String text) throws TemplateException {
    String name = "__alert_" + alert;
    if (!text.contains("{{")) {
      return new AlertTemplate(name, text, null);
    }
    try {
      return new AlertTemplate(name, text, Parser.parse(name, DEFINITIONS + text, Functions::has));
    } catch (TemplateSyntaxException e) {
      throw new TemplateException("error parsing template " + name + ": " + e.getMessage());
    }
  }

  /** Why a text is no template, with the line; empty if it is one. */
  public static String problem(String text) {
    try {
      Parser.parse("", DEFINITIONS + text, Functions::has);
      return "";
    } catch (TemplateSyntaxException e) {
      return "line " + e.line() + ": " + e.detail();
    }
  }

  /**
   * The text for a sample.
   *
   * @throws TemplateException if it fails
   */
  public String expand(TemplateData data, TemplateContext context) throws TemplateException {
    if (parsed == null) {
      return text;
    }
    try {
      return Execution.run(parsed, data.asValue(), context.environment());
    } catch (ExecutionException e) {
      throw new TemplateException("error executing template " + name + ": " + e.getMessage());
    }
  }

  /** The text as written. */
  @Override
  public String toString() {
    return text;
  }
}
