package io.promontory.adapter.auth;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the host names of AWS' endpoints say. */
final class AwsHosts {
  private AwsHosts() {}

  /**
   * The region of an endpoint: the label before AWS' own domain, as in {@code
   * aps-workspaces.eu-west-1.amazonaws.com}, {@code aps-workspaces.eu-west-1.api.aws} or a VPC
   * endpoint's {@code vpce-1-a.aps-workspaces.eu-west-1.vpce.amazonaws.com}.
   *
   * @return null for a host that names none
   */
  static @Nullable String region(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    for (String domain : new String[] {".amazonaws.com", ".amazonaws.com.cn", ".api.aws"}) {
      if (name.endsWith(domain)) {
        String rest = name.substring(0, name.length() - domain.length());
        rest = rest.endsWith(".vpce") ? rest.substring(0, rest.length() - 5) : rest;
        String last = rest.substring(rest.lastIndexOf('.') + 1);
        return isRegion(last) && rest.contains(".") ? last : null;
      }
    }
    return null;
  }

  /** At least two words and a number: {@code eu-west-1}, {@code us-gov-east-1}. */
  private static boolean isRegion(String text) {
    String[] words = text.split("-", -1);
    if (words.length < 3) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      boolean number = i == words.length - 1;
      if (words[i].isEmpty()
          || !words[i].chars().allMatch(number ? Character::isDigit : Character::isLetter)) {
        return false;
      }
    }
    return true;
  }
}
