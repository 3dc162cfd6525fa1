package io.promontory.rules.template.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Go's layouts of times, which are written as that time looks: {@code 2006-01-02 15:04:05}. */
public final class TimeLayout {
  /** Longest first where one begins with another. */
  private static final List<String> ELEMENTS =
      List.of(
          "January",
          "Jan",
          "Monday",
          "Mon",
          "MST",
          "2006",
          "Z07:00:00",
          "Z070000",
          "Z07:00",
          "Z0700",
          "Z07",
          "-07:00:00",
          "-070000",
          "-07:00",
          "-0700",
          "-07",
          "__2",
          "_2006",
          "_2",
          "002",
          "01",
          "02",
          "03",
          "04",
          "05",
          "06",
          "15",
          "PM",
          "pm",
          "1",
          "2",
          "3",
          "4",
          "5");

  private final String layout;
  private final LocalDateTime time;
  private final StringBuilder out = new StringBuilder();

  private TimeLayout(String layout, Instant instant) {
    this.layout = layout;
    this.time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** The text that a time gives of itself: {@code 2015-06-23 13:19:44.128 +0000 UTC}. */
  public static String standard(Instant instant) {
    return format("2006-01-02 15:04:05.999999999 -0700 MST", instant);
  }

  public static String format(String layout, Instant instant) {
    return new TimeLayout(layout, instant).run();
  }

  private String run() {
    for (int at = 0; at < layout.length(); ) {
      int fraction = fractionLength(at);
      if (fraction > 0) {
        fraction(at, fraction);
        at += fraction;
        continue;
      }
      String element = element(at);
      if (element.isEmpty()) {
        out.append(layout.charAt(at++));
      } else {
        append(element);
        at += element.length();
      }
    }
    return out.toString();
  }

  private String element(int at) {
    for (String element : ELEMENTS) {
      if (layout.startsWith(element, at) && !isPartOfWord(element, at)) {
        return element;
      }
    }
    return "";
  }

  /** {@code Jan} in "Janus" is no month. */
  private boolean isPartOfWord(String element, int at) {
    int end = at + element.length();
    return (element.equals("Jan") || element.equals("Mon"))
        && end < layout.length()
        && Character.isLowerCase(layout.charAt(end));
  }

  /** The length of a fraction of seconds, {@code .000} or {@code ,999}, that stands here. */
  private int fractionLength(int at) {
    char c = layout.charAt(at);
    if ((c != '.' && c != ',') || at + 1 >= layout.length()) {
      return 0;
    }
    char digit = layout.charAt(at + 1);
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
    return (digit == '0' || digit == '9') && !digitFollows && end - at <= 10 ? end - at : 0;
  }

  private void fraction(int at, int length) {
    String digits = String.format("%09d", time.getNano()).substring(0, length - 1);
    if (layout.charAt(at + 1) == '9') {
      int end = digits.length();
      while (end > 0 && digits.charAt(end - 1) == '0') {
        end--;
      }
      digits = digits.substring(0, end);
      if (digits.isEmpty()) {
        return;
      }
    }
    out.append(layout.charAt(at)).append(digits);
  }

  private void append(String element) {
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    switch (element) {
      case "January" -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Jan" -> out.append(capital(time.getMonth().name()));
      case "Monday" -> out.append(day(time));
      case "Mon" -> out.append(day(time), 0, 3);
      case "MST" -> out.append("UTC");
      case "2006" -> year();
      case "_2006" -> {
        out.append('_');
        year();
      }
      case "Z07", "Z0700", "Z07:00", "Z070000", "Z07:00:00" -> out.append('Z');
      case "-07", "-0700", "-07:00", "-070000", "-07:00:00" ->
          out.append('+').append(element.substring(1).replace('7', '0'));
      case "__2" -> out.append(String.format("%3d", time.getDayOfYear()));
      case "_2" -> out.append(String.format("%2d", time.getDayOfMonth()));
      case "002" -> out.append(String.format("%03d", time.getDayOfYear()));
      case "01" -> two(time.getMonthValue());
      case "02" -> two(time.getDayOfMonth());
      case "03" -> two(hour);
      case "04" -> two(time.getMinute());
      case "05" -> two(time.getSecond());
      case "06" -> two(Math.floorMod(time.getYear(), 100));
      case "15" -> two(time.getHour());
      case "PM" -> out.append(time.getHour() < 12 ? "AM" : "PM");
      case "pm" -> out.append(time.getHour() < 12 ? "am" : "pm");
      case "1" -> out.append(time.getMonthValue());
      case "2" -> out.append(time.getDayOfMonth());
      case "3" -> out.append(hour);
      case "4" -> out.append(time.getMinute());
      default -> out.append(time.getSecond());
    }
  }

  private void year() {
    out.append(time.getYear() < 0 ? "-" : "");
    out.append(String.format("%04d", Math.abs(time.getYear())));
  }

  private void two(int number) {
    out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** The day of the week in English. */
  static String day(LocalDateTime time) {
    return time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String capital(String name) {
    return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
  }
}
