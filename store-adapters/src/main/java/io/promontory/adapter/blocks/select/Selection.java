package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.BlockCache;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.adapter.blocks.fetch.WantedRanges;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.index.PostingList;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Series of a block that may match.
 *
 * @param ids ascending, unsigned; shared with others, so not to be written to
 * @param perSeries what is left to ask about the labels of each
 * @param isKept whether the ids were known: someone has asked for them before
 * @param isExact whether all of them match, and their labels were seen to be in order
 */
record Selection(int[] ids, List<Matcher> perSeries, boolean isKept, boolean isExact) {
  private static final Selection NOTHING = new Selection(new int[0], List.of(), false, false);

  /** Names a set of series that is kept. */
  private record Key(boolean fromAll, List<Matcher> decided) {}

  /** Names the series that match, where they were looked at one by one. */
  private record ExactKey(List<Matcher> matchers) {}

  /**
   * Finds the series of a block.
   *
   * @param matchers on labels of the series themselves; none for all series
   */
  static Selection of(OpenBlock block, List<Matcher> matchers) {
    int[] exact = block.isLocal() ? recallExact(block.cache(), block.ulid(), matchers) : null;
    return exact == null ? planned(block, matchers) : new Selection(exact, List.of(), true, true);
  }

  /** The series of a block that match, in the order of their labels; null if not known. */
  static int @Nullable [] recallExact(BlockCache cache, Ulid block, List<Matcher> matchers) {
    return cache.recall(block, CacheKind.POSTINGS, new ExactKey(matchers), int[].class);
  }

  /**
   * Keeps the series of a block that match, for who asks the same again.
   *
   * @param ids ascending, of series whose labels are in order; not to be written to
   */
  static void keepExact(OpenBlock block, List<Matcher> matchers, int[] ids) {
    block
        .cache()
        .keep(block.ulid(), CacheKind.POSTINGS, new ExactKey(matchers), ids, 4L * ids.length);
  }

  private static Selection planned(OpenBlock block, List<Matcher> matchers) {
    SelectionPlan plan =
        SelectionPlan.of(block.header(), matchers, matcher -> lists(block, matcher));
    if (plan.isEmpty()) {
      return NOTHING;
    }
    Key key = new Key(plan.fromAll(), plan.decided());
    int[] kept = block.cache().recall(block.ulid(), CacheKind.POSTINGS, key, int[].class);
    int[] ids = kept == null ? read(block, plan) : kept;
    if (kept == null) {
      block.cache().keep(block.ulid(), CacheKind.POSTINGS, key, ids, 4L * ids.length);
    }
    return new Selection(ids, plan.perSeries(), kept != null, false);
  }

  /** The lists of a matcher; those that took a walk over the values of its label are kept. */
  private static MatcherLists lists(OpenBlock block, Matcher matcher) {
    Dictionary dictionary = new Dictionary(block.header());
    if (dictionary.walk(matcher) == 0) {
      return dictionary.lists(matcher);
    }
    MatcherLists kept =
        block.cache().recall(block.ulid(), CacheKind.MATCHERS, matcher, MatcherLists.class);
    if (kept != null) {
      return kept;
    }
    MatcherLists found = dictionary.lists(matcher);
    block.cache().keep(block.ulid(), CacheKind.MATCHERS, matcher, found, found.memory());
    return found;
  }

  private static int[] read(OpenBlock block, SelectionPlan plan) {
    List<WantedRanges> wanted = new ArrayList<>();
    if (plan.fromAll()) {
      wanted.add(ranges(block, List.of(block.header().postings().all())));
    }
    plan.read().forEach(lists -> wanted.add(ranges(block, lists.lists())));
    List<FileRanges> fetched = block.fetch(wanted);
    List<int[]> accepted = new ArrayList<>();
    List<int[]> refused = new ArrayList<>();
    int next = 0;
    if (plan.fromAll()) {
      accepted.add(union(fetched.get(next++)));
    }
    for (MatcherLists lists : plan.read()) {
      (lists.refused() ? refused : accepted).add(union(fetched.get(next++)));
    }
    return PostingSets.select(accepted, refused);
  }

  /** Ranges of posting lists to read. */
  static WantedRanges ranges(OpenBlock block, List<PostingsRange> lists) {
    WantedRanges wanted = block.ofIndex(lists.size());
    for (PostingsRange list : lists) {
      wanted.add(list.start(), block.length(list.start(), list.length()));
    }
    return wanted;
  }

  private static int[] union(FileRanges lists) {
    List<int[]> ids = new ArrayList<>(lists.count());
    for (int i = 0; i < lists.count(); i++) {
      ids.add(PostingList.parse(lists.cursor(i)));
    }
    return PostingSets.union(ids);
  }
}
