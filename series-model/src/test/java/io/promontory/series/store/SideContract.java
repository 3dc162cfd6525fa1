package io.promontory.series.store;

import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static io.promontory.series.matcher.Matcher.Type.RE;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.matcher.Matcher;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about what stores know beside samples. */
abstract class SideContract {
  private static final long FROM = ContractData.START - 3_600_000;
  private static final long TO = ContractData.START + 4 * 3_600_000;
  private static final Matcher ANY = Matcher.of(NEQ, "__name__", "");

  private ContractData data;
  private ContractModel model;
  private Store store;

  final void contractOf(Store one, ContractData held) {
    store = one;
    data = held;
    model = new ContractModel(held, true);
  }

  @Test
  void exemplarsAreThereWhereAnnounced() {
    List<List<Matcher>> all = List.of(List.of(ANY));
    Listed<SeriesExemplars> found = exemplars(FROM, TO, all);
    assertThat(found.completeness().isWhole()).isTrue();
    if (!store.info().can(Capability.EXEMPLARS)) {
      assertThat(found.values()).isEmpty();
      return;
    }
    assertThat(found.completeness().outcomes()).isNotEmpty();
    assertThat(found.values()).isEqualTo(model.exemplars(FROM, TO, all));
    long middle = ContractData.START + 60_000;
    assertThat(exemplars(FROM, middle, all).values()).isEqualTo(model.exemplars(FROM, middle, all));
    List<List<Matcher>> two =
        List.of(
            List.of(Matcher.equal("__name__", "up"), Matcher.equal("region", "eu")),
            List.of(Matcher.of(RE, "job", "a.+"), Matcher.of(NEQ, "__name__", "up")));
    assertThat(exemplars(FROM, TO, two).values()).isEqualTo(model.exemplars(FROM, TO, two));
    assertThat(exemplars(FROM, TO, List.of(List.of(Matcher.equal("region", "us")))).values())
        .isEmpty();
  }

  private Listed<SeriesExemplars> exemplars(long from, long to, List<List<Matcher>> selectors) {
    return store.exemplars(new ExemplarsRequest(from, to, selectors), QueryContext.unbounded());
  }

  @Test
  void targetsAreThereWhereAnnounced() {
    Targets all = store.targets(TargetsRequest.ALL, QueryContext.unbounded());
    assertThat(all.completeness().isWhole()).isTrue();
    if (!store.info().can(Capability.TARGETS)) {
      assertThat(all).isEqualTo(Targets.NONE);
      return;
    }
    assertThat(all.completeness().outcomes()).isNotEmpty();
    for (ActiveTarget target : all.active()) {
      assertThat(target.labels().toMap()).containsAllEntriesOf(data.externalLabels().toMap());
    }
    for (String pool : List.of("", "no_such_pool")) {
      for (boolean active : new boolean[] {true, false}) {
        TargetsRequest some = new TargetsRequest(active, !active, pool);
        Targets found = store.targets(some, QueryContext.unbounded());
        assertThat(found.active()).hasSameSizeAs(all.asked(some).active());
        assertThat(found.dropped()).isEqualTo(all.asked(some).dropped());
      }
    }
  }

  @Test
  void rulesAreThereWhereAnnounced() {
    QueryContext context = QueryContext.unbounded();
    Listed<RuleGroup> all = store.rules(RulesRequest.ALL, context);
    assertThat(all.completeness().isWhole()).isTrue();
    if (!store.info().can(Capability.RULES)) {
      assertThat(all.values()).isEmpty();
      return;
    }
    assertThat(all.completeness().outcomes()).isNotEmpty();
    for (RuleGroup group : all.values()) {
      assertThat(group.rules()).isNotEmpty();
      for (Rule rule : group.rules()) {
        assertThat(rule.labels().toMap()).containsAllEntriesOf(data.externalLabels().toMap());
        RulesRequest named =
            new RulesRequest(
                RulesRequest.Kind.ALL,
                List.of(),
                Set.of(rule.name()),
                Set.of(group.name()),
                Set.of(group.file()));
        assertThat(store.rules(named, context).values()).hasSize(1);
      }
    }
    for (RulesRequest.Kind kind : RulesRequest.Kind.values()) {
      RulesRequest some = new RulesRequest(kind, List.of(), Set.of(), Set.of(), Set.of());
      assertThat(store.rules(some, context).values()).hasSameSizeAs(some.of(all.values()));
    }
    RulesRequest none =
        new RulesRequest(
            RulesRequest.Kind.ALL,
            List.of(List.of(Matcher.equal("no_such_label", "x"))),
            Set.of(),
            Set.of(),
            Set.of());
    assertThat(store.rules(none, context).values()).isEmpty();
  }
}
