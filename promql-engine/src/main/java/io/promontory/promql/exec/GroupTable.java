package io.promontory.promql.exec;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The groups of an aggregation in order of appearance, each with what it gathers. */
final class GroupTable<G> {
  /** One group. */
  static final class Group<G> {
    final Labels labels;
    final G content;
    final int hash;

    /** True once a series has come whose name is to be dropped at the end. */
    boolean nameDropped;

    Group(Labels labels, G content, int hash) {
      this.labels = labels;
      this.content = content;
      this.hash = hash;
    }
  }

  private final Grouping grouping;
  private final Supplier<G> contents;
  private final List<Group<G>> groups = new ArrayList<>();
  private int[] slots = new int[64];

  GroupTable(Grouping grouping, Supplier<G> contents) {
    this.grouping = grouping;
    this.contents = contents;
    Arrays.fill(slots, -1);
  }

  List<Group<G>> groups() {
    return groups;
  }

  /** The group of a series, made where it is the first. */
  Group<G> of(Labels series) {
    int hash = spread(grouping.hash(series));
    int slot = hash & (slots.length - 1);
    while (slots[slot] >= 0) {
      Group<G> group = groups.get(slots[slot]);
      if (group.hash == hash && grouping.matches(series, group.labels)) {
        return group;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    Group<G> made = new Group<>(grouping.group(series), contents.get(), hash);
    slots[slot] = groups.size();
    groups.add(made);
    if (groups.size() * 2 > slots.length) {
      grow();
    }
    return made;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, -1);
    for (int i = 0; i < groups.size(); i++) {
      int slot = groups.get(i).hash & (slots.length - 1);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }
}
