package io.promontory.frontend.api;

import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.text.Sha256;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    if (limit == 0) {
      return new Cut(wanted.of(all), "");
    }
    List<RuleGroup> page = new ArrayList<>();
    Set<String> before = new HashSet<>();
    boolean begun = token.isEmpty();
    for (RuleGroup group : all) {
      String own = token(group, before);
      begun |= own.equals(token);
      List<RuleGroup> found = begun ? wanted.of(List.of(group)) : List.of();
      if (!found.isEmpty() && page.size() == limit) {
        return new Cut(page, own);
      }
      page.addAll(found);
    }
    if (!begun) {
      throw ApiException.invalidParameter(
          "group_next_token",
          "invalid group_next_token '" + token + "'. were rule groups changed?");
    }
    return new Cut(page, "");
  }

  /**
   * The SHA-256 of file, semicolon and name of a group, as hex digits. Where stores have a group of
   * one file and name each, and all are listed, those after the first are told apart by their
   * stores.
   *
   * @param before the tokens of the groups before it, to which its own is added
   */
  private static String token(RuleGroup group, Set<String> before) {
    String text = group.file() + ";" + group.name();
    String token = Sha256.hex(text);
    if (!before.add(token)) {
      token = Sha256.hex(text + ";" + String.join(";", group.stores()));
      before.add(token);
    }
    return token;
  }
}
