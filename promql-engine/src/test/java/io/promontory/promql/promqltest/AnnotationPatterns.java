package io.promontory.promql.promqltest;

import io.promontory.promql.annotation.AnnotationTexts;
import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.annotation.HistogramTexts.Operation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Every text that an annotation can have, found in the classes that hold them. */
final class AnnotationPatterns {
  private static final String NAME = "ANY";
  private static final double NUMBER = 1234.5;
  private static final Pattern OPEN = Pattern.compile("ANY|1234\\.5");

  private AnnotationPatterns() {}

  /** Patterns for {@code PromQL warning: TEXT} and {@code PromQL info: TEXT}, without position. */
  static List<Pattern> all() {
    try {
      List<String> texts = new ArrayList<>();
      for (Class<?> holder : List.of(AnnotationTexts.class, HistogramTexts.class)) {
        constants(holder, texts);
        methods(holder, texts);
      }
      return texts.stream().map(AnnotationPatterns::pattern).toList();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void constants(Class<?> holder, List<String> texts)
      throws ReflectiveOperationException {
    for (Field field : holder.getDeclaredFields()) {
      if (field.getType() == String.class) {
        field.setAccessible(true);
        texts.add((String) field.get(null));
      }
    }
  }

  private static void methods(Class<?> holder, List<String> texts)
      throws ReflectiveOperationException {
    for (Method method : holder.getDeclaredMethods()) {
      if (method.getReturnType() != String.class || method.getName().equals("withMetricName")) {
        continue;
      }
      method.setAccessible(true);
      if (List.of(method.getParameterTypes()).equals(List.of(Operation.class))) {
        for (Operation operation : Operation.values()) {
          texts.add((String) method.invoke(null, operation));
        }
      } else {
        texts.add((String) method.invoke(null, arguments(method)));
      }
    }
  }

  private static Object[] arguments(Method method) {
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      arguments.add(type == double.class ? (Object) NUMBER : NAME);
    }
    return arguments.toArray();
  }

  /** What is fixed stands as it is; the name of a metric may be missing. */
  private static Pattern pattern(String text) {
    String named = " for metric name \"" + NAME + "\"";
    String fixed = text.endsWith(named) ? text.substring(0, text.length() - named.length()) : text;
    StringBuilder regex = new StringBuilder("PromQL (warning|info): ");
    String[] parts = OPEN.split(fixed, -1);
    for (int i = 0; i < parts.length; i++) {
      regex.append(i > 0 ? ".*" : "").append(Pattern.quote(parts[i]));
    }
    return Pattern.compile(regex + "( for metric name \".*\")?");
  }
}
