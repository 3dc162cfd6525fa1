package io.promontory.it.differential;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.fixture.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two answers of the query API: floats within 1e-12 relative, everything else equal. */
public final class Answers {
  private static final double RELATIVE = 1e-12;
  private static final List<String> FIELDS = List.of("value", "values", "histogram", "histograms");

  /** From so many on the API leaves some out, and which is not said. */
  private static final int MOST_ANNOTATIONS = 10;

  private Answers() {}

  /** The first difference in words, or null where the answers are equal. */
  public static @Nullable String difference(Answer expected, Answer actual, boolean ordered) {
    JsonNode want = expected.json();
    JsonNode got = actual.json();
    if (expected.status() != actual.status()) {
      return "status "
          + actual.status()
          + " instead of "
          + expected.status()
          + ": "
          + abbreviate(actual.body());
    }
    if (expected.status() != 200) {
      return want.path("errorType").equals(got.path("errorType"))
              && want.path("error").equals(got.path("error"))
          ? null
          : "error "
              + got.path("errorType")
              + " "
              + got.path("error")
              + " instead of "
              + want.path("errorType")
              + " "
              + want.path("error");
    }
    String type = want.at("/data/resultType").asText();
    if (!type.equals(got.at("/data/resultType").asText())) {
      return "type " + got.at("/data/resultType") + " instead of " + type;
    }
    JsonNode wantResult = want.at("/data/result");
    JsonNode gotResult = got.at("/data/result");
    return switch (type) {
      case "scalar", "string" -> point(wantResult, gotResult, type);
      default -> ordered ? inOrder(wantResult, gotResult) : bySeries(wantResult, gotResult);
    };
  }

  /** As {@link #difference}, of warnings and infos in whatever order. */
  public static @Nullable String annotationDifference(Answer expected, Answer actual) {
    for (String kind : List.of("warnings", "infos")) {
      Set<String> want = texts(expected.json().path(kind));
      Set<String> got = texts(actual.json().path(kind));
      if (!want.equals(got) && want.size() <= MOST_ANNOTATIONS) {
        return kind + " are " + got + " instead of " + want;
      }
    }
    return null;
  }

  /** True where all annotations are expected, and those that are missing may be. */
  public static boolean lacksOnly(Answer expected, Answer actual, Predicate<String> mayLack) {
    return lacksOnly("warnings", expected, actual, mayLack)
        && lacksOnly("infos", expected, actual, mayLack);
  }

  private static boolean lacksOnly(
      String kind, Answer expected, Answer actual, Predicate<String> mayLack) {
    Set<String> missing = texts(expected.json().path(kind));
    Set<String> got = texts(actual.json().path(kind));
    boolean expectsAll = missing.containsAll(got);
    missing.removeAll(got);
    return expectsAll && missing.stream().allMatch(mayLack);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  public static boolean isEmpty(Answer answer) {
    return answer.status() == 200 && answer.json().at("/data/result").isEmpty();
  }

  private static @Nullable String inOrder(JsonNode want, JsonNode got) {
    if (want.size() != got.size()) {
      return got.size() + " series instead of " + want.size();
    }
    for (int i = 0; i < want.size(); i++) {
      if (!want.get(i).get("metric").equals(got.get(i).get("metric"))) {
        return "series "
            + i
            + " is "
            + got.get(i).get("metric")
            + " instead of "
            + want.get(i).get("metric");
      }
    }
    return bySeries(want, got);
  }

  private static @Nullable String bySeries(JsonNode want, JsonNode got) {
    Map<String, JsonNode> wanted = byMetric(want);
    Map<String, JsonNode> gotten = byMetric(got);
    if (gotten.size() != got.size()) {
      return "a label set occurs twice";
    }
    for (Map.Entry<String, JsonNode> series : wanted.entrySet()) {
      JsonNode other = gotten.remove(series.getKey());
      if (other == null) {
        return "series missing: "
            + series.getKey()
            + " ("
            + got.size()
            + " instead of "
            + want.size()
            + " series)";
      }
      String difference = samples(series.getValue(), other);
      if (difference != null) {
        return series.getKey() + ": " + difference;
      }
    }
    return gotten.isEmpty() ? null : "series too many: " + gotten.keySet().iterator().next();
  }

  private static Map<String, JsonNode> byMetric(JsonNode result) {
    Map<String, JsonNode> map = new TreeMap<>();
    for (JsonNode series : result) {
      map.put(new TreeMap<>(fields(series.get("metric"))).toString(), series);
    }
    return map;
  }

  private static Map<String, String> fields(JsonNode metric) {
    Map<String, String> fields = new TreeMap<>();
    metric.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return fields;
  }

  private static @Nullable String samples(JsonNode want, JsonNode got) {
    for (String field : FIELDS) {
      JsonNode wanted = want.path(field);
      JsonNode gotten = got.path(field);
      if (wanted.isMissingNode() != gotten.isMissingNode()) {
        return (wanted.isMissingNode() ? "unexpected " : "no ") + field;
      } else if (!wanted.isMissingNode()) {
        String difference =
            field.endsWith("s") ? points(wanted, gotten) : point(wanted, gotten, field);
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }

  private static @Nullable String points(JsonNode wanted, JsonNode gotten) {
    for (int i = 0; i < Math.min(wanted.size(), gotten.size()); i++) {
      String difference = point(wanted.get(i), gotten.get(i), "point " + i);
      if (difference != null) {
        return difference;
      }
    }
    return wanted.size() == gotten.size()
        ? null
        : gotten.size() + " points instead of " + wanted.size();
  }

  private static @Nullable String point(JsonNode want, JsonNode got, String what) {
    boolean sameTime = want.get(0).asText().equals(got.get(0).asText());
    boolean sameValue =
        what.equals("string") ? want.get(1).equals(got.get(1)) : sameValue(want.get(1), got.get(1));
    return sameTime && sameValue ? null : what + " is " + got + " instead of " + want;
  }

  private static boolean sameValue(JsonNode want, JsonNode got) {
    return want.isObject() ? sameHistogram(want, got) : sameNumber(want.asText(), got.asText());
  }

  /** Buckets are [which bounds are closed, lower bound, upper bound, count]. */
  private static boolean sameHistogram(JsonNode want, JsonNode got) {
    JsonNode wanted = want.path("buckets");
    JsonNode gotten = got.path("buckets");
    boolean same =
        sameNumber(want.path("count").asText(), got.path("count").asText())
            && sameNumber(want.path("sum").asText(), got.path("sum").asText())
            && wanted.size() == gotten.size()
            && wanted.isMissingNode() == gotten.isMissingNode();
    for (int i = 0; same && i < wanted.size(); i++) {
      same = wanted.get(i).get(0).equals(gotten.get(i).get(0));
      for (int n = 1; same && n < 4; n++) {
        same = sameNumber(wanted.get(i).get(n).asText(), gotten.get(i).get(n).asText());
      }
    }
    return same;
  }

  private static boolean sameNumber(String want, String got) {
    if (want.equals(got)) {
      return true;
    }
    double a = parse(want);
    double b = parse(got);
    return !Double.isNaN(a)
        && !Double.isInfinite(a)
        && Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b));
  }

  private static double parse(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String abbreviate(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
