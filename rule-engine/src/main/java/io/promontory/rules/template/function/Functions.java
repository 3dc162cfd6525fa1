package io.promontory.rules.template.function;

import static io.promontory.rules.template.function.Parameter.ANY;
import static io.promontory.rules.template.function.Parameter.SAMPLE;
import static io.promontory.rules.template.function.Parameter.SAMPLES;
import static io.promontory.rules.template.function.Parameter.STRING;

import io.promontory.rules.template.value.Format;
import io.promontory.rules.template.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All functions by name. */
public final class Functions {
  private static final Map<String, Function> ALL = all();

  /** A function of one string. */
  private interface TextFunction {
    String apply(String text) throws CallException;
  }

  /** A function of one value. */
  private interface ValueFunction {
    Value apply(Value value) throws CallException;
  }

  private Functions() {}

  /** The function of this name, or null. */
  public static @Nullable Function get(String name) {
    return ALL.get(name);
  }

  /** Whether there is a function of this name. */
  public static boolean has(String name) {
    return ALL.containsKey(name);
  }

  private static Map<String, Function> all() {
    Map<String, Function> all = new HashMap<>();
    language(all);
    queries(all);
    texts(all);
    numbers(all);
    return Map.copyOf(all);
  }

  /** Those of Go; {@code and} and {@code or} are computed where arguments are. */
  private static void language(Map<String, Function> all) {
    add(all, Function.variadic("and", (e, a) -> a.getLast(), ANY, ANY));
    add(all, Function.variadic("or", (e, a) -> a.getLast(), ANY, ANY));
    add(all, Function.of("not", (e, a) -> Comparison.not(a.get(0)), ANY));
    add(all, Function.variadic("eq", (e, a) -> Comparison.equal(a), ANY, ANY));
    add(all, Function.of("ne", (e, a) -> Comparison.notEqual(a), ANY, ANY));
    add(all, Function.of("lt", (e, a) -> Comparison.less(a), ANY, ANY));
    add(all, Function.of("le", (e, a) -> Comparison.lessOrEqual(a), ANY, ANY));
    add(all, Function.of("gt", (e, a) -> Comparison.greater(a), ANY, ANY));
    add(all, Function.of("ge", (e, a) -> Comparison.greaterOrEqual(a), ANY, ANY));
    add(all, Function.variadic("index", (e, a) -> Elements.index(a), ANY, ANY));
    add(all, Function.variadic("slice", (e, a) -> Elements.slice(a), ANY, ANY));
    add(all, Function.of("len", (e, a) -> Elements.length(a.get(0)), ANY));
    add(all, Function.variadic("call", (e, a) -> Elements.call(a), ANY, ANY));
    add(all, Function.variadic("print", (e, a) -> Value.text(Format.print(a)), ANY));
    add(all, Function.variadic("println", (e, a) -> Value.text(Format.printLine(a)), ANY));
    add(
        all,
        Function.variadic(
            "printf",
            (e, a) -> Value.text(Format.printf(text(a, 0), a.subList(1, a.size()))),
            STRING,
            ANY));
    add(all, Function.variadic("html", (e, a) -> Value.text(Escapes.html(a)), ANY));
    add(all, Function.variadic("js", (e, a) -> Value.text(Escapes.javaScript(a)), ANY));
    add(all, Function.variadic("urlquery", (e, a) -> Value.text(Escapes.urlQuery(a)), ANY));
  }

  private static void queries(Map<String, Function> all) {
    add(all, Function.of("query", (e, a) -> Queries.query(e, text(a, 0)), STRING));
    add(all, Function.of("first", (e, a) -> Queries.first(a.get(0)), SAMPLES));
    add(all, Function.of("label", (e, a) -> Queries.label(text(a, 0), a.get(1)), STRING, SAMPLE));
    add(all, Function.of("value", (e, a) -> Queries.value(a.get(0)), SAMPLE));
    add(all, Function.of("strvalue", (e, a) -> Queries.label("__value__", a.get(0)), SAMPLE));
    add(
        all,
        Function.of(
            "sortByLabel", (e, a) -> Queries.sorted(text(a, 0), a.get(1)), STRING, SAMPLES));
    add(all, Function.variadic("args", (e, a) -> Queries.arguments(a), ANY));
  }

  private static void texts(Map<String, Function> all) {
    add(
        all,
        Function.of(
            "reReplaceAll",
            (e, a) -> Value.text(Patterns.replaceAll(text(a, 0), text(a, 1), text(a, 2))),
            STRING,
            STRING,
            STRING));
    add(
        all,
        Function.of(
            "match",
            (e, a) -> Value.bool(Patterns.matches(text(a, 0), text(a, 1))),
            STRING,
            STRING));
    add(
        all,
        Function.of("safeHtml", (e, a) -> new Value.Text(text(a, 0), "template.HTML"), STRING));
    text(all, "title", TitleCase::of);
    text(all, "toUpper", Texts::upper);
    text(all, "toLower", Texts::lower);
    text(all, "graphLink", expression -> Links.toExpression(expression, 0));
    text(all, "tableLink", expression -> Links.toExpression(expression, 1));
    text(all, "stripPort", HostPorts::stripPort);
    text(all, "stripDomain", HostPorts::stripDomain);
    text(all, "urlQueryEscape", Escapes::urlQuery);
    add(all, Function.of("pathPrefix", (e, a) -> Value.text(Links.pathPrefix(e))));
    add(all, Function.of("externalURL", (e, a) -> Value.text(Links.externalUrl(e))));
  }

  private static void numbers(Map<String, Function> all) {
    value(all, "humanize", v -> Value.text(Humanize.decimal(Numbers.toFloat(v))));
    value(all, "humanize1024", v -> Value.text(Humanize.binary(Numbers.toFloat(v))));
    value(all, "humanizeDuration", v -> Value.text(Humanize.duration(Numbers.toFloat(v))));
    value(all, "humanizePercentage", v -> Value.text(Humanize.percentage(Numbers.toFloat(v))));
    value(all, "humanizeTimestamp", v -> Value.text(Humanize.timestamp(Numbers.toFloat(v))));
    value(all, "toTime", v -> Value.Pointer.to(Numbers.toTime(Numbers.toFloat(v))));
    value(all, "toDuration", v -> Value.Pointer.to(Numbers.toDuration(Numbers.toFloat(v))));
    add(all, Function.of("now", (e, a) -> Value.floating(e.timestamp() / 1000.0)));
    add(
        all,
        Function.of(
            "parseDuration", (e, a) -> Value.floating(Numbers.parseDuration(text(a, 0))), STRING));
  }

  private static void text(Map<String, Function> all, String name, TextFunction function) {
    add(all, Function.of(name, (e, a) -> Value.text(function.apply(text(a, 0))), STRING));
  }

  private static void value(Map<String, Function> all, String name, ValueFunction function) {
    add(all, Function.of(name, (e, a) -> function.apply(a.get(0)), ANY));
  }

  private static void add(Map<String, Function> all, Function function) {
    all.put(function.name(), function);
  }

  private static String text(List<Value> arguments, int i) {
    return ((Value.Text) arguments.get(i)).text();
  }
}
