package io.promontory.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulePageTest {
  private static final List<RuleGroup> GROUPS =
      List.of(
          group("f.yml", "g", "a"),
          group("f.yml", "g", "b"),
          group("f.yml", "g", "c"),
          group("f.yml", "h", "a"),
          group("z.yml", "g", "b"));

  private static RuleGroup group(String file, String name, String store) {
    Rule rule = new Rule.Recording("of_" + store, "up", Labels.EMPTY, "ok", "", 0, Instant.EPOCH);
    return new RuleGroup(file, name, List.of(rule), 60, 0, 0, Instant.EPOCH, null)
        .of(List.of(store));
  }

  /** Every group of every page, in order, with its store. */
  private static List<String> pages(int limit, RulesRequest wanted) {
    List<String> shown = new ArrayList<>();
    String token = "";
    do {
      List<RuleGroup> all = token.isEmpty() ? wanted.of(GROUPS) : GROUPS;
      RulePage.Cut cut = RulePage.of("" + limit, token).cut(all, wanted);
      assertThat(cut.groups()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
      cut.groups().forEach(g -> shown.add(g.file() + " " + g.name() + " " + g.stores().getFirst()));
      assertThat(shown).hasSizeLessThanOrEqualTo(GROUPS.size());
      token = cut.nextToken();
    } while (!token.isEmpty());
    return shown;
  }

  @Test
  void groupsOfOneNameInSeveralStoresArePassedOnceEach() {
    for (int limit = 1; limit <= GROUPS.size(); limit++) {
      assertThat(pages(limit, RulesRequest.ALL))
          .containsExactly("f.yml g a", "f.yml g b", "f.yml g c", "f.yml h a", "z.yml g b");
    }
  }

  @Test
  void aTokenHoldsWhereTheFirstOfTheNameIsNotWanted() {
    RulesRequest some =
        new RulesRequest(
            RulesRequest.Kind.ALL, List.of(), Set.of("of_b", "of_c"), Set.of(), Set.of());
    for (int limit = 1; limit <= 3; limit++) {
      assertThat(pages(limit, some)).containsExactly("f.yml g b", "f.yml g c", "z.yml g b");
    }
  }

  @Test
  void aTokenOfNoGroupIsRefused() {
    assertThatThrownBy(() -> RulePage.of("1", "x").cut(GROUPS, RulesRequest.ALL))
        .hasMessageContaining("invalid group_next_token 'x'. were rule groups changed?");
  }
}
