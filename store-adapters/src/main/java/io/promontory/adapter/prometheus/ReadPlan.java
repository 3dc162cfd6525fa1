package io.promontory.adapter.prometheus;

import io.promontory.adapter.api.PortableMatchers;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.adapter.labels.OrderRepair;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.matcher.Matcher.Type;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queries of one remote read that together answer a select.
 *
 * <p>Labels that we set (external) or drop (replica) can change the order of series. Setting or
 * dropping a label on series that do not carry it in storage leaves them in order but for what
 * {@link OrderRepair} mends on the fly; series that do carry one can end up anywhere. So these,
 * mostly none, are asked for first, one query for each such name, and sorted in memory; the last
 * query, the main one, gets all the others and streams.
 *
 * <p>External labels of the server's own that some of its series carry themselves are taken off the
 * others again, to which remote read adds them behind its selection and its order: series are then
 * those that the server's queries show. Who has which is known by asking for each mix of them
 * apart.
 *
 * @param collisions queries for series that carry a name we set or drop, or such a one of the
 *     server's
 * @param main the streaming query
 * @param added labels to set on each series
 */
record ReadPlan(List<Query> collisions, Query main, Labels added, SelectRequest request) {
  /** More names make more mixes than a request should have; the last ones stay as they are. */
  private static final int MOST_MIXED = 4;

  /**
   * What is asked for.
   *
   * @param dropped names of labels to take off each series of the answer
   */
  record Query(List<Matcher> matchers, List<String> dropped) {
    Query with(Matcher matcher) {
      List<Matcher> more = new ArrayList<>(matchers);
      more.add(matcher);
      return new Query(more, dropped);
    }

    /** Of those series that do not carry a name, which the server gives them. */
    Query without(String name) {
      List<String> more = new ArrayList<>(dropped);
      more.add(name);
      return new Query(matchers, more).with(Matcher.equal(name, ""));
    }
  }

  /**
   * The plan, or null where external labels rule the store out.
   *
   * @param mixed names of external labels of the server that some of its series carry themselves
   */
  static @Nullable ReadPlan of(
      SelectRequest request, ExternalLabels external, Collection<String> mixed) {
    List<Matcher> rest = external.decide(request.matchers());
    if (rest == null) {
      return null;
    }
    List<String> names = mixed.stream().sorted().limit(MOST_MIXED).toList();
    List<Matcher> portable = PortableMatchers.of(rest);
    List<Query> queries = new ArrayList<>();
    queries.add(
        new Query(
            portable.isEmpty() ? anything() : unrewritten(portable, names),
            request.withoutReplicaLabels()));
    for (String name : names) {
      List<Query> split = new ArrayList<>();
      queries.forEach(query -> split.add(query.with(Matcher.of(Type.NEQ, name, ""))));
      queries.forEach(query -> split.add(query.without(name)));
      queries = split;
    }
    Query main = queries.removeLast();
    TreeSet<String> touched = new TreeSet<>(Utf8Order.INSTANCE);
    touched.addAll(request.withoutReplicaLabels());
    touched.addAll(external.labels().toMap().keySet());
    names.forEach(touched::remove);
    for (String name : touched) {
      queries.add(main.with(Matcher.of(Type.NEQ, name, "")));
      main = main.with(Matcher.equal(name, ""));
    }
    return new ReadPlan(queries, main, external.labels(), request);
  }

  private static List<Matcher> anything() {
    return List.of(Matcher.of(Type.NEQ, Labels.METRIC_NAME, ""));
  }

  /** A server takes a comparison with an external label of its own for one with nothing. */
  private static List<Matcher> unrewritten(List<Matcher> matchers, List<String> names) {
    return matchers.stream()
        .map(
            matcher ->
                matcher.type() == Type.EQ
                        && !matcher.value().isEmpty()
                        && names.contains(matcher.name())
                    ? Matcher.literal(matcher.name(), matcher.value())
                    : matcher)
        .toList();
  }

  /** All queries in the order they are sent: the collisions, then the main one. */
  List<Query> queries() {
    List<Query> all = new ArrayList<>(collisions);
    all.add(main);
    return all;
  }

  /** What is done to the labels of what each query finds. */
  List<LabelOverlay> overlays() {
    return queries().stream().map(query -> LabelOverlay.of(added, query.dropped)).toList();
  }

  /** One part of this plan: its main query narrowed, with the collisions or without. */
  ReadPlan part(Matcher narrowing, boolean withCollisions) {
    return new ReadPlan(
        withCollisions ? collisions : List.of(), main.with(narrowing), added, request);
  }
}
