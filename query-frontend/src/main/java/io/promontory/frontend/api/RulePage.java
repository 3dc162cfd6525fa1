package io.promontory.frontend.api;

import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.text.Sha256;
import io.promontory.series.text.TextFormatException;
import java.util.List;

/**
 * Which part of all rule groups a request wants.
 *
 * @param limit most groups; 0 for all
 * @param token of the first group; empty to start with the first of all
 */
record RulePage(int limit, String token) {
  /**
   * Reads {@code group_limit} and {@code group_next_token}.
   *
   * @throws ApiException with Prometheus' text
   */
  static RulePage of(String limit, String token) {
    if (limit.isEmpty()) {
      if (!token.isEmpty()) {
        throw ApiException.invalidParameter(
            "group_next_token",
            "group_limit needs to be present in order to paginate over the groups");
      }
      return new RulePage(0, "");
    }
    long groups;
    try {
      groups = ApiParams.integer("ParseInt", limit);
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(
          "group_limit", "group_limit needs to be a valid number: " + e.getMessage());
    }
    if (groups <= 0) {
      throw ApiException.invalidParameter("group_limit", "group_limit needs to be greater than 0");
    }
    return new RulePage((int) Math.min(groups, Integer.MAX_VALUE), token);
  }

  /** Groups of a page; the token is empty after the last one. */
  record Cut(List<RuleGroup> groups, String nextToken) {}

  /**
   * The page out of all groups, in their order.
   *
   * @param wanted what is asked for; the group of the token need not be
   * @throws ApiException if no group has the token
   */
  Cut cut(List<RuleGroup> all, RulesRequest wanted) {
    int from = 0;
    while (!token.isEmpty() && from < all.size() && !token.equals(token(all.get(from)))) {
      from++;
    }
    if (!token.isEmpty() && from == all.size()) {
      throw ApiException.invalidParameter(
          "group_next_token",
          "invalid group_next_token '" + token + "'. were rule groups changed?");
    }
    List<RuleGroup> rest = wanted.of(all.subList(from, all.size()));
    int size = limit == 0 ? rest.size() : Math.min(rest.size(), limit);
    return new Cut(rest.subList(0, size), size < rest.size() ? token(rest.get(size)) : "");
  }

  /** The SHA-256 of file, semicolon and name of a group, as hex digits. */
  private static String token(RuleGroup group) {
    return Sha256.hex(group.file() + ";" + group.name());
  }
}
