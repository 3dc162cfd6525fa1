package io.promontory.rules.template;

import java.util.Set;

/** The functions that a template may call. */
final class TemplateFunctions {
  /** Of Go's {@code text/template}. */
  private static final Set<String> GO =
      Set.of(
          "and",
          "call",
          "html",
          "index",
          "slice",
          "js",
          "len",
          "not",
          "or",
          "print",
          "printf",
          "println",
          "urlquery",
          "eq",
          "ge",
          "gt",
          "le",
          "lt",
          "ne");

  /** Of Prometheus' alert templates; {@code tmpl} included. */
  private static final Set<String> PROMETHEUS =
      Set.of(
          "query",
          "first",
          "label",
          "value",
          "strvalue",
          "args",
          "reReplaceAll",
          "safeHtml",
          "match",
          "title",
          "toUpper",
          "toLower",
          "graphLink",
          "tableLink",
          "sortByLabel",
          "stripPort",
          "stripDomain",
          "humanize",
          "humanize1024",
          "humanizeDuration",
          "humanizePercentage",
          "humanizeTimestamp",
          "toTime",
          "toDuration",
          "now",
          "pathPrefix",
          "externalURL",
          "parseDuration",
          "urlQueryEscape",
          "tmpl");

  private TemplateFunctions() {}

  static boolean has(String name) {
    return GO.contains(name) || PROMETHEUS.contains(name);
  }
}
