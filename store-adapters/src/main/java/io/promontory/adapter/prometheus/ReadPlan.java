package io.promontory.adapter.prometheus;

import io.promontory.adapter.api.PortableMatchers;
import io.promontory.adapter.labels.OrderRepair;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
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
 * @param collisions matchers of the queries for series that carry a name we set or drop
 * @param main matchers of the streaming query
 * @param added labels to set on each series
 * @param dropped names of labels to take off
 */
record ReadPlan(
    List<List<Matcher>> collisions,
    List<Matcher> main,
    Labels added,
    List<String> dropped,
    SelectRequest request) {

  /** The plan, or null where external labels rule the store out. */
  static @Nullable ReadPlan of(SelectRequest request, ExternalLabels external) {
    List<Matcher> rest = external.decide(request.matchers());
    if (rest == null) {
      return null;
    }
    List<Matcher> portable = PortableMatchers.of(rest);
    List<String> dropped = request.withoutReplicaLabels();
    TreeSet<String> touched = new TreeSet<>(Utf8Order.INSTANCE);
    touched.addAll(dropped);
    for (int i = 0; i < external.labels().size(); i++) {
      touched.add(external.labels().name(i));
    }
    List<Matcher> matchers = new ArrayList<>(portable.isEmpty() ? anything() : portable);
    List<List<Matcher>> collisions = new ArrayList<>();
    for (String name : touched) {
      List<Matcher> carrying = new ArrayList<>(matchers);
      carrying.add(Matcher.of(Matcher.Type.NEQ, name, ""));
      collisions.add(carrying);
      matchers.add(Matcher.equal(name, ""));
    }
    return new ReadPlan(collisions, matchers, external.labels(), dropped, request);
  }

  private static List<Matcher> anything() {
    return List.of(Matcher.of(Matcher.Type.NEQ, Labels.METRIC_NAME, ""));
  }

  /** All queries in the order they are sent: the collisions, then the main one. */
  List<List<Matcher>> queries() {
    List<List<Matcher>> all = new ArrayList<>(collisions);
    all.add(main);
    return all;
  }

  /** One part of this plan: its main query narrowed, with the collisions or without. */
  ReadPlan part(Matcher narrowing, boolean withCollisions) {
    List<Matcher> narrowed = new ArrayList<>(main);
    narrowed.add(narrowing);
    return new ReadPlan(withCollisions ? collisions : List.of(), narrowed, added, dropped, request);
  }
}
