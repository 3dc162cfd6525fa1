package io.promontory.rules.template.function;

/** Whether texts are IP addresses, without asking anybody. */
final class IpAddresses {
  private static final int GROUPS = 8;

  private IpAddresses() {}

  static boolean isAddress(String text) {
    return isV4(text) || isV6(text);
  }

  /** Four decimals up to 255, without leading zeros. */
  private static boolean isV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean digits = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || part.length() > 3 || (part.length() > 1 && part.startsWith("0"))) {
        return false;
      }
      if (Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  /** Eight groups of hexadecimal digits, one run of zeros left out, the end perhaps as V4. */
  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** How many groups; -1 if the text is malformed. */
  private static int groups(String text, boolean v4AtEnd) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (v4AtEnd && i == parts.length - 1 && isV4(part)) {
        return count + 2;
      }
      boolean hex = part.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
      if (part.isEmpty() || part.length() > 4 || !hex) {
        return -1;
      }
      count++;
    }
    return count;
  }
}
