package io.promontory.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Parameters of an API call, in the forms that Prometheus reads. */
public final class FormParams {
  /** Years 1 and 9999: what lies beyond has no form that servers take, and means "all time". */
  private static final long EARLIEST_MS = -62_135_596_800_000L;

  private static final long LATEST_MS = 253_402_300_799_999L;

  private final StringBuilder encoded = new StringBuilder();

  /** The same parameters, to which others can be added. */
  public FormParams copy() {
    FormParams copy = new FormParams();
    copy.encoded.append(encoded);
    return copy;
  }

  public FormParams add(String name, String value) {
    encoded
        .append(encoded.isEmpty() ? "" : "&")
        .append(URLEncoder.encode(name, UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
    return this;
  }

  /** Bounds in ms, both inclusive. */
  public FormParams addRange(long minTime, long maxTime) {
    if (minTime > EARLIEST_MS) {
      add("start", seconds(minTime));
    }
    if (maxTime < LATEST_MS) {
      add("end", seconds(maxTime));
    }
    return this;
  }

  /** A time in ms. */
  public FormParams addTime(String name, long timeMs) {
    return add(name, seconds(timeMs));
  }

  /** A selector that series must match. */
  public FormParams addSelector(List<Matcher> matchers) {
    return add("match[]", selector(matchers));
  }

  /** A selector of at least one matcher that does not match the empty value, as servers ask. */
  public static String selector(List<Matcher> matchers) {
    List<Matcher> all = new ArrayList<>(matchers);
    if (all.stream().allMatch(Matcher::matchesEmpty)) {
      all.add(Matcher.of(Matcher.Type.NEQ, Labels.METRIC_NAME, ""));
    }
    return all.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }

  public boolean isEmpty() {
    return encoded.isEmpty();
  }

  public String encoded() {
    return encoded.toString();
  }

  private static String seconds(long ms) {
    return BigDecimal.valueOf(ms, 3).toPlainString();
  }
}
